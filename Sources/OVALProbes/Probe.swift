public import OVAL

/// A test kind: what its objects and items are made of, and how an image answers them.
///
/// OVAL is uniform here: objects and items of every kind are rows of entities. So a kind is a value, declared in a file of its own and
/// listed in ``Probe/all``.
public struct Probe: Sendable {
    /// The part of the language that a kind belongs to: the fragment of the schema's namespace.
    public enum Schema: String, Sendable, CaseIterable {
        case independent, unix, linux
    }

    /// One place among the entities of an object.
    ///
    /// OVAL 5.11.2, the sequences and choices below each `*_object`.
    public enum ObjectEntity: Sendable, Hashable, ExpressibleByStringLiteral {
        /// Must be there.
        case required(String)
        /// May be left out.
        case optional(String)
        /// Exactly one of these groups must be there, and all of it.
        case oneOf([[String]])

        /// A required entity.
        public init(stringLiteral value: String) { self = .required(value) }

        /// The names, in order.
        public var names: [String] {
            switch self {
            case .required(let name), .optional(let name): [name]
            case .oneOf(let groups): groups.flatMap { $0 }
            }
        }

        /// The choice that all kinds about files share.
        ///
        /// independent-definitions, `textfilecontent54_object` and others: `filepath`, or `path` and `filename`.
        public static let file = ObjectEntity.oneOf([["filepath"], ["path", "filename"]])
    }

    /// What an image can say about a kind.
    public enum Support: Sendable, Hashable {
        /// The image decides.
        case image
        /// The kind asks about a running system: not applicable to an image, for the reason given.
        case runtimeOnly(reason: String)
        /// The answer is with a server that is not asked: not collected, for the reason given.
        case elsewhere(reason: String)
    }

    /// What collects one object.
    typealias Collect = @Sendable (ResolvedObject, ProbeContext) throws(CollectionFailure) -> Collected

    /// The kind.
    public let kind: TestKind
    /// The entities of an object, in the order of the schema.
    public let object: [ObjectEntity]
    /// The name of its items' elements.
    public let itemName: String
    /// The entities of an item, in the order of the schema.
    public let item: [String]
    /// What an image can say.
    public let support: Support
    let collect: Collect

    /// A kind that an image answers.
    init(
        _ schema: Schema, _ name: String, object: [ObjectEntity], itemName: String? = nil, item: [String], collect: @escaping Collect
    ) {
        self.init(schema, name, object: object, itemName: itemName, item: item, support: .image, collect: collect)
    }

    private init(
        _ schema: Schema, _ name: String, object: [ObjectEntity], itemName: String?, item: [String], support: Support,
        collect: @escaping Collect
    ) {
        kind = TestKind(schema.rawValue, name)
        self.object = object
        self.itemName = itemName ?? "\(name)_item"
        self.item = item
        self.support = support
        self.collect = collect
    }

    /// A kind that asks about a running system.
    static func runtimeOnly(
        _ schema: Schema, _ name: String, object: [ObjectEntity], itemName: String? = nil, item: [String], because reason: String
    ) -> Probe {
        Probe(schema, name, object: object, itemName: itemName, item: item, support: .runtimeOnly(reason: reason)) {
            _, _ throws(CollectionFailure) in
            throw CollectionFailure(.notApplicable, reason)
        }
    }

    /// A kind that is declared, so that content with it is read, but not collected.
    static func elsewhere(
        _ schema: Schema, _ name: String, object: [ObjectEntity], itemName: String? = nil, item: [String], because reason: String
    ) -> Probe {
        Probe(schema, name, object: object, itemName: itemName, item: item, support: .elsewhere(reason: reason)) {
            _, _ throws(CollectionFailure) in
            throw CollectionFailure(.notCollected, reason)
        }
    }

    /// What is wrong with the entities an object has, or `nil` where they are as the schema asks.
    public func objection(to names: [String]) -> String? {
        let declared = object.flatMap(\.names)
        let list = declared.isEmpty ? "it has none" : "its entities are: \(declared.joined(separator: ", "))"
        for name in names where !declared.contains(name) { return "\(kind) has no entity \"\(name)\"; \(list)" }
        for place in object {
            switch place {
            case .optional: continue
            case .required(let name):
                if !names.contains(name) { return "\(kind) needs the entity \"\(name)\"; \(list)" }
            case .oneOf(let groups):
                guard groups.contains(where: { Set($0) == Set(names).intersection(place.names) }) else {
                    let choices = groups.map { $0.joined(separator: " with ") }.joined(separator: ", or ")
                    return "\(kind) needs one of: \(choices)"
                }
            }
        }
        return nil
    }
}
