public import XML

/// The result of a rule.
///
/// XCCDF 1.2, `ruleResultType`.
public struct RuleResult: Sendable {
    /// A platform that was asked for, of the rule or of something around it.
    public struct PlatformConsidered: Sendable, Hashable {
        /// Id of the rule, group, profile or benchmark that names it.
        public var itemID: String
        /// The platform's id or CPE name, as it stands.
        public var idref: String
        /// The answer.
        public var outcome: ApplicabilityOutcome
    }

    /// The check that gave the result. XCCDF 1.2, `checkType` in `ruleResultType`.
    public struct UsedCheck: Sendable {
        /// The check of the rule.
        public var check: Check
        /// The alternative that was used, its name completed where the content gives none.
        public var contentRef: Check.ContentRef?
        /// Its variables and their values.
        public var exports: [CheckRequest.Export] = []
        /// Text for each `check-import`, by its name.
        public var imports: [String: String] = [:]
        /// Its own result, before negation.
        public var result: ResultValue
    }

    /// A check or a combination.
    public indirect enum Used: Sendable {
        /// A check.
        case check(UsedCheck)
        /// A combination with the results of its parts.
        case complex(ComplexCheck.Operator, negate: Bool, [Used])

        /// All checks in it, in document order.
        public var checks: [UsedCheck] {
            switch self {
            case .check(let check): [check]
            case .complex(_, _, let children): children.flatMap(\.checks)
            }
        }
    }

    /// Someone's decision that replaces a result. XCCDF 1.2, `overrideType`.
    public struct Override: Sendable, Hashable {
        /// ISO 8601.
        public var time: String
        /// Who decided.
        public var authority: String
        /// The result before.
        public var oldResult: ResultValue
        /// The result after.
        public var newResult: ResultValue
        /// Why.
        public var remark: String

        /// A decision.
        public init(time: String, authority: String, oldResult: ResultValue, newResult: ResultValue, remark: String) {
            self.time = time
            self.authority = authority
            self.oldResult = oldResult
            self.newResult = newResult
            self.remark = remark
        }
    }

    /// Id of the rule.
    public var idref: String
    /// Its result.
    public var result: ResultValue
    /// Its severity in this run.
    public var severity: Severity
    /// Its weight in this run.
    public var weight: Double
    /// Its role in this run.
    public var role: Role
    /// Its version, in DISA's content the STIG id.
    public var version: String?
    /// ISO 8601; `nil` leaves it out.
    public var time: String?
    /// Its names in other systems.
    public var idents: [Ident] = []
    /// What is to be said about it.
    public var messages: [Message] = []
    /// Decisions that changed the result.
    public var overrides: [Override] = []
    /// The name of the part, where one rule gave several results.
    public var instance: String?
    /// The check that gave the result.
    public var used: Used?
    /// What goes into `check-content` of the (first) check.
    public var checkContent: [Markup] = []
    /// Every platform asked for, from the benchmark inwards.
    public var platformsConsidered: [PlatformConsidered] = []

    /// A result.
    public init(idref: String, result: ResultValue, severity: Severity = .unknown, weight: Double = 1, role: Role = .full) {
        self.idref = idref
        self.result = result
        self.severity = severity
        self.weight = weight
        self.role = role
    }
}

/// An element to be written, e.g. evidence in a namespace of its own.
public struct Markup: Sendable, Hashable {
    /// Its name and namespace.
    public var name: XMLName
    /// Attributes in no namespace, in order.
    public var attributes: [Attribute]
    /// Text inside it, before ``children``.
    public var text: String
    /// Elements inside it.
    public var children: [Markup]

    /// An attribute in no namespace.
    public struct Attribute: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its value.
        public var value: String
    }

    /// An element `name` in `namespace`.
    public init(
        _ name: String, namespace: String, _ attributes: KeyValuePairs<String, String> = [:], text: String = "", children: [Markup] = []
    ) {
        self.name = XMLName(name, namespace: namespace)
        self.attributes = attributes.map { Attribute(name: $0.key, value: $0.value) }
        self.text = text
        self.children = children
    }
}
