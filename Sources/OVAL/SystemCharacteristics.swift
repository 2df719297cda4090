/// One value of an item.
///
/// OVAL 5.11.2, oval-system-characteristics, `EntityAttributeGroup`.
public struct ItemEntity: Sendable, Hashable {
    /// The name of its element; of a record's field, its `name` attribute.
    public var name: String
    /// The value; empty where the status is not `exists`.
    public var value: String
    /// What the value is.
    public var datatype: Datatype
    /// Whether there is a value, and if not, why.
    public var status: Status
    /// Whether the value is withheld from results.
    public var isMasked: Bool
    /// Of a record: its fields.
    public var fields: [ItemEntity]

    /// A value that exists, or in another status.
    public init(
        _ name: String, _ value: String, _ datatype: Datatype = .string, status: Status = .exists, isMasked: Bool = false,
        fields: [ItemEntity] = []
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

    /// A boolean: `true` or `false`.
    public static func boolean(_ name: String, _ value: Bool) -> ItemEntity { ItemEntity(name, value ? "true" : "false", .boolean) }

    /// An integer.
    public static func int(_ name: String, _ value: some BinaryInteger) -> ItemEntity { ItemEntity(name, String(value), .int) }
}

/// A note of the collector, for a person.
///
/// OVAL 5.11.2, oval-common, `MessageType`.
public struct Message: Sendable, Hashable {
    /// oval-common, `MessageLevelEnumeration`.
    public enum Level: String, Sendable {
        /// For developers.
        case debug
        /// Something failed; what follows from it is not known.
        case error
        /// The run ended.
        case fatal
        /// Worth knowing.
        case info
        /// Something is other than expected.
        case warning
    }
    /// How much it matters.
    public var level: Level
    /// One line.
    public var text: String
    /// A message.
    public init(_ level: Level, _ text: String) {
        self.level = level
        self.text = text
    }
}

/// Something found: one file, one line, one package.
///
/// OVAL 5.11.2, oval-system-characteristics, `ItemType`.
public struct Item: Sendable, Hashable {
    /// The schema and name of its element.
    public var kind: TestKind
    /// Whether it exists, and if not, why.
    public var status: Status
    /// In the order of the schema.
    public var entities: [ItemEntity]
    /// For a person.
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
    /// Id of the object in the definitions.
    public var id: String
    /// Its version there.
    public var version: String
    /// What became of collecting it.
    public var flag: Flag
    /// Places in ``SystemCharacteristics/items``.
    public var items: [Int]
    /// The values that its variables had.
    public var variableValues: [(variable: String, value: String)]
    /// Why it is flagged so, for a person.
    public var messages: [Message]
    /// What the object's filters kept out; it is not written into documents.
    public var filteredOut = FilteredOut()

    /// An object from its parts.
    public init(
        id: String, version: String = "1", flag: Flag, items: [Int] = [], variableValues: [(variable: String, value: String)] = [],
        messages: [Message] = []
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
    /// What system it is.
    ///
    /// oval-system-characteristics, `SystemInfoType`.
    public struct SystemInfo: Sendable, Hashable {
        /// `os_name`, e.g. `Debian GNU/Linux`.
        public var osName: String
        /// `os_version`, e.g. `12`.
        public var osVersion: String
        /// `architecture`, e.g. `x86_64`.
        public var architecture: String
        /// `primary_host_name`.
        public var primaryHostName: String
        /// What is not known stays empty.
        public init(osName: String = "", osVersion: String = "", architecture: String = "", primaryHostName: String = "") {
            self.osName = osName
            self.osVersion = osVersion
            self.architecture = architecture
            self.primaryHostName = primaryHostName
        }
    }

    /// What system it is.
    public var systemInfo: SystemInfo
    /// What was found for each object, by object id.
    public var objects: [String: CollectedObject] = [:]
    /// Each distinct item once, in the order in which it was first found; ids in documents are places here plus one.
    public private(set) var items: [Item] = []
    private var places: [Item: Int] = [:]

    /// A system of which nothing was collected yet.
    public init(systemInfo: SystemInfo = SystemInfo()) { self.systemInfo = systemInfo }

    /// The place of an item; equal items share one.
    public mutating func add(_ item: Item) -> Int {
        if let place = places[item] { return place }
        places[item] = items.count
        items.append(item)
        return items.count - 1
    }

    /// Masks an item wherever it was found, also by objects that do not ask for it: one of them shows what the other hides.
    ///
    /// oval-definitions, `EntityAttributeGroup`, `mask`: where two disagree "the result is always to mask the entity".
    mutating func maskEverywhere() {
        func bare(_ item: Item) -> Item {
            var item = item
            for place in item.entities.indices { item.entities[place].isMasked = false }
            return item
        }
        var masked: [Item: Set<String>] = [:]
        for item in items where item.entities.contains(where: \.isMasked) {
            masked[bare(item), default: []].formUnion(item.entities.filter(\.isMasked).map(\.name))
        }
        let kinds = Set(masked.keys.map(\.kind))
        for place in items.indices where kinds.contains(items[place].kind) {
            guard let names = masked[bare(items[place])] else { continue }
            for entity in items[place].entities.indices where names.contains(items[place].entities[entity].name) {
                items[place].entities[entity].isMasked = true
            }
        }
    }
}
