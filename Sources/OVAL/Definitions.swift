public import Diagnostics
public import XML

/// A document of OVAL definitions.
///
/// OVAL 5.11.2, oval-definitions, `oval_definitions`.
public struct Definitions: Sendable {
    /// The element it was read from; results carry a copy of it.
    public var element: XMLElement
    /// As the generator states it, e.g. `5.11.2`.
    public var schemaVersion: String
    /// Definitions by id.
    public var definitions = Store<Definition>()
    /// Tests by id.
    public var tests = Store<Test>()
    /// Objects by id.
    public var objects = Store<Object>()
    /// States by id.
    public var states = Store<State>()
    /// Variables by id.
    public var variables = Store<Variable>()
    /// What is wrong with single definitions but does not keep the others from being evaluated.
    public private(set) var diagnostics: [Diagnostic] = []
    /// The first error about each id.
    private var problems: [String: String] = [:]

    /// An empty document.
    public init(element: XMLElement, schemaVersion: String) {
        self.element = element
        self.schemaVersion = schemaVersion
    }

    /// Adds what is wrong.
    mutating func report(_ diagnostics: [Diagnostic]) {
        self.diagnostics += diagnostics
        for diagnostic in diagnostics where diagnostic.severity == .error {
            if let id = diagnostic.subject, problems[id] == nil { problems[id] = diagnostic.message }
        }
    }

    /// Why the definition, test, object, state or variable with this id was left out or cannot be evaluated, where it is its own fault.
    public func problem(with id: String) -> String? { problems[id] }
}
