public import Diagnostics

/// Which items of an object are kept, by a state.
///
/// OVAL 5.11.2, oval-definitions, `filter`.
public struct Filter: Sendable {
    /// OVAL 5.11.2, oval-definitions, `FilterActionEnumeration`.
    public enum Action: String, Sendable, CaseIterable {
        /// Items that match the state are left out.
        case exclude
        /// Only items that match the state are kept.
        case include
    }
    /// Id of the state.
    public var state: String
    /// What becomes of the items that match it.
    public var action: Action
    /// A filter by the state with this id.
    public init(state: String, action: Action = .exclude) {
        self.state = state
        self.action = action
    }
}

/// Items of other objects, combined.
///
/// OVAL 5.11.2, oval-definitions, `set`.
public indirect enum ObjectSet: Sendable {
    /// OVAL 5.11.2, oval-definitions, `SetOperatorEnumeration`.
    public enum Operator: String, Sendable, CaseIterable {
        /// Items of either.
        case union = "UNION"
        /// Items of both.
        case intersection = "INTERSECTION"
        /// Items of the first that are not items of the second.
        case complement = "COMPLEMENT"
    }
    /// Of one or two objects, whose items pass through the filters first.
    case objects(Operator, [String], filters: [Filter])
    /// Of one or two sets.
    case sets(Operator, [ObjectSet])
}

/// What to look for.
///
/// OVAL 5.11.2, oval-definitions, `ObjectType`.
public struct Object: Sendable {
    /// `oval:NAMESPACE:obj:NUMBER`.
    public var id: String
    /// Counted up by the author with every change.
    public var version: String
    /// The schema and name of its element.
    public var kind: TestKind
    /// For a person.
    public var comment: String
    /// Attributes of `behaviors`, as written.
    public var behaviors: [String: String]
    /// In document order.
    public var entities: [Entity]
    /// What is left out of, or kept from, the items found (5.8).
    public var filters: [Filter]
    /// Other objects that its items come from; it then has no entities.
    public var set: ObjectSet?
    /// Where it stands.
    public var location: SourceLocation

    /// An object from its parts.
    public init(
        id: String, version: String = "1", kind: TestKind, comment: String = "", behaviors: [String: String] = [:], entities: [Entity] = [],
        filters: [Filter] = [], set: ObjectSet? = nil, location: SourceLocation
    ) {
        self.id = id
        self.version = version
        self.kind = kind
        self.comment = comment
        self.behaviors = behaviors
        self.entities = entities
        self.filters = filters
        self.set = set
        self.location = location
    }
}
