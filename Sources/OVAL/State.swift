public import Diagnostics

/// What an item is asked to be.
///
/// OVAL 5.11.2, oval-definitions, `StateType`.
public struct State: Sendable {
    /// `oval:NAMESPACE:ste:NUMBER`.
    public var id: String
    /// Counted up by the author with every change.
    public var version: String
    /// The schema and name of its element.
    public var kind: TestKind
    /// How the results of the entities are combined.
    public var `operator`: OperatorEnumeration
    /// For a person.
    public var comment: String
    /// In document order.
    public var entities: [Entity]
    /// Where it stands.
    public var location: SourceLocation

    /// A state from its parts.
    public init(
        id: String, version: String = "1", kind: TestKind, operator: OperatorEnumeration = .and, comment: String = "", entities: [Entity],
        location: SourceLocation
    ) {
        self.id = id
        self.version = version
        self.kind = kind
        self.operator = `operator`
        self.comment = comment
        self.entities = entities
        self.location = location
    }
}
