public import XML

/// How a rule is checked in one checking system.
///
/// XCCDF 1.2, `checkType`.
public struct Check: Sendable {
    /// What the checking system shall hand back. XCCDF 1.2, `checkImportType`.
    public struct Import: Sendable, Hashable {
        /// The name in the checking system.
        public var name: String
        /// A path into what is handed back.
        public var xpath: String?
    }

    /// A value for a variable of the checking system. XCCDF 1.2, `checkExportType`.
    public struct Export: Sendable, Hashable {
        /// Id of the `Value`.
        public var valueID: String
        /// Name of the variable, in OVAL the id of an external variable.
        public var exportName: String
    }

    /// Where the check is written. XCCDF 1.2, `checkContentRefType`.
    public struct ContentRef: Sendable, Hashable {
        /// The file or the component of a data stream.
        public var href: String
        /// The check in it, in OVAL the id of a definition; `nil` means all checks in it.
        public var name: String?

        /// The check `name` in `href`.
        public init(href: String, name: String? = nil) {
            self.href = href
            self.name = name
        }
    }

    /// The element it was read from.
    public let element: XMLElement
    /// URI of the checking system.
    public var system: String
    /// Whether pass and fail change places.
    public var negate = false
    /// The id.
    public var id: String?
    /// Chosen by a `refine-rule`; empty for the check that is used without one.
    public var selector = ""
    /// Whether each check of a content-ref without name gives its own rule-result.
    public var multiCheck = false
    /// What is to be handed back.
    public var imports: [Import] = []
    /// Values for variables.
    public var exports: [Export] = []
    /// Alternatives, in the order in which they are tried.
    public var contentRefs: [ContentRef] = []
    /// The check itself, where it stands in the benchmark.
    public var content: XMLElement?
}

/// A combination of checks.
///
/// XCCDF 1.2, `complexCheckType`.
public struct ComplexCheck: Sendable {
    /// XCCDF 1.2, `ccOperatorEnumType`.
    public enum Operator: String, Sendable, Hashable, CaseIterable {
        case or = "OR"
        case and = "AND"
    }

    /// A check or a combination of checks.
    public indirect enum Child: Sendable {
        /// A check.
        case check(Check)
        /// A combination of checks.
        case complex(ComplexCheck)
    }

    /// How the results of ``children`` are combined.
    public var `operator`: Operator
    /// Whether pass and fail change places in the end.
    public var negate = false
    /// Checks and combinations, in document order.
    public var children: [Child] = []

    /// All checks in it, at any depth, in document order.
    public var checks: [Check] {
        children.flatMap { child in
            switch child {
            case .check(let check): [check]
            case .complex(let complex): complex.checks
            }
        }
    }
}
