/// A check that a rule asks for, with the values it hands over.
public struct CheckRequest: Sendable, Hashable {
    /// A variable and the values it gets.
    public struct Export: Sendable, Hashable {
        /// Name of the variable, in OVAL the id of an external variable.
        public var name: String
        /// Id of the `Value` it comes from.
        public var valueID: String
        /// The type of that `Value`.
        public var type: ValueType
        /// How that `Value` is compared.
        public var `operator`: Value.Operator
        /// One value, or those of a list in order.
        public var values: [String]
    }

    /// URI of the checking system.
    public var system: String
    /// Where the check is written; empty where it stands in the benchmark.
    public var href: String
    /// The check in it, in OVAL the id of a definition; `nil` means all checks in it.
    public var name: String?
    /// The variables in document order.
    public var exports: [Export]
    /// What is to be handed back.
    public var imports: [Check.Import]

    /// A check with its values.
    public init(system: String, href: String, name: String? = nil, exports: [Export] = [], imports: [Check.Import] = []) {
        self.system = system
        self.href = href
        self.name = name
        self.exports = exports
        self.imports = imports
    }
}

/// What became of a check.
public struct CheckOutcome: Sendable {
    /// One check; several where the request names none.
    public struct Part: Sendable {
        /// The name of the check.
        public var name: String?
        /// Its result.
        public var result: ResultValue
        /// What is to be said about it.
        public var messages: [Message]
        /// Text for each `check-import`, by its name.
        public var imports: [String: String]

        /// The check `name` and its result.
        public init(name: String? = nil, result: ResultValue, messages: [Message] = [], imports: [String: String] = [:]) {
            self.name = name
            self.result = result
            self.messages = messages
            self.imports = imports
        }
    }

    /// Each check's result; empty where there is no such check.
    public var parts: [Part]
    /// Why there are no parts.
    public var messages: [Message]

    /// The results of several checks.
    public init(parts: [Part], messages: [Message] = []) {
        self.parts = parts
        self.messages = messages
    }

    /// The result of one check.
    public init(_ result: ResultValue, messages: [Message] = [], imports: [String: String] = [:]) {
        self.init(parts: [Part(result: result, messages: messages, imports: imports)])
    }

    /// No such check; the next alternative is tried.
    public static func notFound(_ message: String) -> CheckOutcome {
        CheckOutcome(parts: [], messages: [Message(.warning, message)])
    }
}

/// A `message` of a rule-result. XCCDF 1.2, `messageType`.
public struct Message: Sendable, Hashable {
    /// How much it matters.
    public var severity: MessageSeverity
    /// One line.
    public var text: String

    /// A message.
    public init(_ severity: MessageSeverity, _ text: String) {
        self.severity = severity
        self.text = text
    }
}

/// Something that answers the checks of one language, e.g. OVAL.
public protocol CheckSystem: Sendable {
    /// URIs of the languages it answers.
    var systems: [String] { get }
    /// The result of a check; never throws, since one check that cannot be evaluated must not end a run.
    func evaluate(_ request: CheckRequest) -> CheckOutcome
}

/// Whether a platform holds for the target, and why.
public struct ApplicabilityOutcome: Sendable, Hashable {
    /// Only `true` makes an item applicable; everything else (false, unknown, error) does not.
    public var applies: Bool
    /// What was asked and found, for the reader of a `notapplicable`.
    public var reason: String

    /// An answer with its reason.
    public init(_ applies: Bool, reason: String = "") {
        self.applies = applies
        self.reason = reason
    }
}
