public import PerlRegex

/// What an object's filters kept out: things that were looked at, and that a result rests on although no item shows them.
///
/// It is no part of OVAL; evidence needs it, since "no file that is not owned by root" is decided by looking at files.
public struct FilteredOut: Sendable, Hashable {
    /// How many.
    public private(set) var count = 0
    /// The first few, for a person.
    public private(set) var samples: [Item] = []

    /// Nothing.
    public init() {}

    /// Counts one more; `item` is asked for only while samples are wanted.
    public mutating func add(_ item: () -> Item?) {
        count += 1
        if samples.count < 3, let item = item() { samples.append(item) }
    }
}

/// What came of collecting one object.
public struct Collected: Sendable {
    /// What became of it.
    public var flag: Flag
    /// What was found, in a stable order.
    public var items: [Item]
    /// For a person.
    public var messages: [Message]
    /// What the object's filters kept out.
    public var filteredOut = FilteredOut()

    /// Items, in a stable order, and the flag that goes with them.
    public init(_ flag: Flag, _ items: [Item] = [], messages: [Message] = []) {
        self.flag = flag
        self.items = items
        self.messages = messages
    }

    /// All there is: complete, or `does not exist` where nothing was found.
    public init(all items: [Item], messages: [Message] = []) {
        self.init(items.isEmpty ? .doesNotExist : .complete, items, messages: messages)
    }
}

/// What the value of a variable came to be.
public struct VariableValue: Sendable {
    /// `complete` with values; `doesNotExist` without any; `error`, `notCollected`, `notApplicable`, `incomplete` as OVAL's flags mean them.
    public var flag: Flag
    /// In order; none unless the flag is `complete` or `incomplete`.
    public var values: [String]
    /// What the values are.
    public var datatype: Datatype
    /// Why there are none.
    public var message: String?

    /// A flag, and what goes with it.
    public init(_ flag: Flag, _ values: [String] = [], _ datatype: Datatype = .string, message: String? = nil) {
        self.flag = flag
        self.values = values
        self.datatype = datatype
        self.message = message
    }
}

/// An entity of an object with the values of its variable put in.
public struct ResolvedEntity: Sendable {
    /// As the content has it.
    public let entity: Entity
    /// The values it stands for; one where there is no variable.
    public let values: [String]
    /// The pattern of each value, for `pattern match`.
    let patterns: [PerlRegex]

    /// Its name.
    public var name: String { entity.name }
    /// How values are compared with it.
    public var operation: Operation { entity.operation }
    /// Whether it is `xsi:nil`.
    public var isNil: Bool { entity.isNil }
    /// The first value: what an entity without a variable says.
    public var value: String { values.first ?? "" }
    /// The compiled patterns, one for each value, where the operation is `pattern match`.
    public var compiledPatterns: [PerlRegex] { patterns }

    /// Puts values in.
    ///
    /// Throws where a pattern does not compile.
    public init(_ entity: Entity, values: [String], patternOptions: PerlRegex.Options = []) throws(PerlRegex.SyntaxError) {
        self.entity = entity
        self.values = values
        var patterns: [PerlRegex] = []
        if entity.operation == .patternMatch && !entity.isNil {
            for value in values { patterns.append(try PerlRegex(value, options: patternOptions)) }
        }
        self.patterns = patterns
    }
}

/// An object ready to be collected: variables resolved, filters at hand.
public struct ResolvedObject: Sendable {
    /// As the content has it.
    public let object: Object
    /// In document order.
    public let entities: [ResolvedEntity]
    /// Whether an item passes the object's filters; true for those without filters. Collectors of many items ask early; it is asked again
    /// for every item they return.
    public let admits: @Sendable (Item) -> Bool
    /// The names of all entities that the filters look at; `nil` where that is not known. A collector may ask ``admits`` about an item that
    /// has only these.
    public let filterEntities: Set<String>?

    /// An object with its entities resolved.
    public init(
        object: Object, entities: [ResolvedEntity], filterEntities: Set<String>? = nil,
        admits: @escaping @Sendable (Item) -> Bool = { _ in true }
    ) {
        self.object = object
        self.entities = entities
        self.filterEntities = filterEntities
        self.admits = admits
    }

    /// The entity of this name.
    public func entity(_ name: String) -> ResolvedEntity? { entities.first { $0.name == name } }
    /// An attribute of `behaviors`.
    public func behavior(_ name: String) -> String? { object.behaviors[name] }
}

/// Why an object could not be collected: the flag it gets, and a line for the person who asks.
public struct CollectionFailure: Error, Sendable, Hashable {
    /// The flag of the collected object.
    public var flag: Flag
    /// Why, in one line.
    public var message: String
    /// A failure with its flag.
    public init(_ flag: Flag = .error, _ message: String) {
        self.flag = flag
        self.message = message
    }
}
