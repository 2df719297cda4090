/// One value of an item.
///
/// OVAL 5.11.2, oval-system-characteristics, `EntityAttributeGroup`.
public struct ItemEntity: Sendable, Hashable {
    public var name: String
    public var value: String
    public var datatype: Datatype
    public var status: Status
    public var isMasked: Bool
    /// Of a record: its fields.
    public var fields: [ItemEntity]

    /// A value that exists, or in another status.
    public init(
        _ name: String, _ value: String, _ datatype: Datatype = .string, status: Status = .exists, isMasked: Bool = false, fields: [ItemEntity] = []
    ) {
        self.name = name
        self.value = value
        self.datatype = datatype
        self.status = status
        self.isMasked = isMasked
        self.fields = fields
    }

    /// An entity that has no value.
    public static func absent(_ name: String, _ datatype: Datatype = .string, status: Status = .doesNotExist) -> ItemEntity {
        ItemEntity(name, "", datatype, status: status)
    }

    /// A boolean: `1` or `0`, as OVAL content and other engines write it.
    public static func boolean(_ name: String, _ value: Bool) -> ItemEntity { ItemEntity(name, value ? "true" : "false", .boolean) }

    /// An integer.
    public static func int(_ name: String, _ value: some BinaryInteger) -> ItemEntity { ItemEntity(name, String(value), .int) }
}

/// A note of the collector, for a person.
///
/// OVAL 5.11.2, oval-common, `MessageType`.
public struct Message: Sendable, Hashable {
    /// oval-common, `MessageLevelEnumeration`.
    public enum Level: String, Sendable { case debug, error, fatal, info, warning }
    public var level: Level
    public var text: String
    public init(_ level: Level, _ text: String) {
        self.level = level
        self.text = text
    }
}

/// Something found: one file, one line, one package.
///
/// OVAL 5.11.2, oval-system-characteristics, `ItemType`.
public struct Item: Sendable, Hashable {
    public var kind: TestKind
    public var status: Status
    public var entities: [ItemEntity]
    public var messages: [Message]
    /// The line of the file it was found at, where the collector knows; not part of OVAL, kept for reports.
    public var line: Int?

    /// An item of this kind.
    public init(_ kind: TestKind, _ entities: [ItemEntity], status: Status = .exists, messages: [Message] = [], line: Int? = nil) {
        self.kind = kind
        self.entities = entities
        self.status = status
        self.messages = messages
        self.line = line
    }
}

/// What was found for one object.
///
/// OVAL 5.11.2, oval-system-characteristics, `collected_object`.
public struct CollectedObject: Sendable {
    public var id: String
    public var version: String
    public var flag: Flag
    /// Places in ``SystemCharacteristics/items``.
    public var items: [Int]
    /// The values that its variables had.
    public var variableValues: [(variable: String, value: String)]
    public var messages: [Message]

    public init(
        id: String, version: String = "1", flag: Flag, items: [Int] = [], variableValues: [(variable: String, value: String)] = [], messages: [Message] = []
    ) {
        self.id = id
        self.version = version
        self.flag = flag
        self.items = items
        self.variableValues = variableValues
        self.messages = messages
    }
}

/// What a system was found to be.
///
/// OVAL 5.11.2, oval-system-characteristics, `oval_system_characteristics`.
public struct SystemCharacteristics: Sendable {
    /// oval-system-characteristics, `SystemInfoType`.
    public struct SystemInfo: Sendable, Hashable {
        public var osName: String
        public var osVersion: String
        public var architecture: String
        public var primaryHostName: String
        public init(osName: String = "", osVersion: String = "", architecture: String = "", primaryHostName: String = "") {
            self.osName = osName
            self.osVersion = osVersion
            self.architecture = architecture
            self.primaryHostName = primaryHostName
        }
    }

    public var systemInfo: SystemInfo
    /// By object id.
    public var objects: [String: CollectedObject] = [:]
    /// Each distinct item once, in the order in which it was first found; ids in documents are places here plus one.
    public private(set) var items: [Item] = []
    private var places: [Item: Int] = [:]

    public init(systemInfo: SystemInfo = SystemInfo()) { self.systemInfo = systemInfo }

    /// The place of an item; equal items share one.
    public mutating func add(_ item: Item) -> Int {
        if let place = places[item] { return place }
        places[item] = items.count
        items.append(item)
        return items.count - 1
    }
}
