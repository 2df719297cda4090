/// One thing that is wrong with content or options: where, about which id, what, and what to do.
public struct Diagnostic: Sendable, Hashable, CustomStringConvertible {
    /// How much it matters.
    public enum Severity: String, Sendable {
        /// The content cannot be used as asked.
        case error
        /// It can, with the loss that the message names.
        case warning
        /// Worth knowing.
        case note
    }

    /// How much it matters.
    public var severity: Severity
    /// Where it stands, if it stands in a file.
    public var location: SourceLocation?
    /// The id of the definition, rule, profile or component it is about.
    public var subject: String?
    /// What is wrong and what to do: one line, lower case, no full stop.
    public var message: String

    /// A diagnostic; `message` is one line in lower case without a full stop.
    public init(_ severity: Severity, at location: SourceLocation? = nil, about subject: String? = nil, _ message: String) {
        self.severity = severity
        self.location = location
        self.subject = subject
        self.message = message
    }

    /// `file:line: severity: subject: message`.
    public var description: String {
        [location?.description, severity.rawValue, subject, message].compactMap(\.self).joined(separator: ": ")
    }
}

/// Content that cannot be used: all that is wrong with it, gathered.
public struct ContentError: Error, Sendable, CustomStringConvertible {
    /// Everything found, in the order of the content.
    public var diagnostics: [Diagnostic]

    /// All that is wrong with some content.
    public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

    /// One error.
    public init(at location: SourceLocation? = nil, about subject: String? = nil, _ message: String) {
        diagnostics = [Diagnostic(.error, at: location, about: subject, message)]
    }

    /// One line for each diagnostic.
    public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
