public import Diagnostics

/// What items of an object must exist, and how they must compare with states.
///
/// OVAL 5.11.2, oval-definitions, `TestType`, with the references that each kind of test has.
public struct Test: Sendable {
    /// `oval:NAMESPACE:tst:NUMBER`.
    public var id: String
    /// Counted up by the author with every change.
    public var version: String
    /// The schema and name of its element.
    public var kind: TestKind
    /// How many of the items must match the states.
    public var check: CheckEnumeration
    /// How many items must exist.
    public var checkExistence: ExistenceEnumeration
    /// How the results against several states are combined (5.6).
    public var stateOperator: OperatorEnumeration
    /// For a person.
    public var comment: String
    /// Id of the object; `nil` only for `unknown_test`.
    public var object: String?
    /// Ids of the states; none where existence alone is asked.
    public var states: [String]
    /// Where it stands.
    public var location: SourceLocation

    /// A test from its parts; defaults as in the schema.
    public init(
        id: String, version: String = "1", kind: TestKind, check: CheckEnumeration,
        checkExistence: ExistenceEnumeration = .atLeastOneExists,
        stateOperator: OperatorEnumeration = .and, comment: String = "", object: String?, states: [String] = [], location: SourceLocation
    ) {
        self.id = id
        self.version = version
        self.kind = kind
        self.check = check
        self.checkExistence = checkExistence
        self.stateOperator = stateOperator
        self.comment = comment
        self.object = object
        self.states = states
        self.location = location
    }
}
