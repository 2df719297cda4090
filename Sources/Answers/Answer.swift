internal import Calendar

/// A person's decision on one rule, as an answer file has it.
public struct Answer: Sendable, Hashable {
    /// What the answer makes of the rule.
    public enum Setting: String, Sendable, CaseIterable {
        case notApplicable = "not_applicable"
        case notAFinding = "not_a_finding"
        case open
        case notReviewed = "not_reviewed"

        /// The result in the words of XCCDF.
        public var result: String {
            switch self {
            case .notApplicable: "notapplicable"
            case .notAFinding: "pass"
            case .open: "fail"
            case .notReviewed: "notchecked"
            }
        }
    }

    /// Why.
    public enum Kind: String, Sendable, CaseIterable {
        /// Another system provides the control.
        case inherited
        /// Part of it is provided elsewhere.
        case shared
        /// It is for the deployer.
        case customer
        /// It cannot be otherwise.
        case inherentlyMeets = "inherently_meets"
        /// The automatic result is wrong.
        case falsePositive = "false_positive"
        /// It stays open, and someone has accepted that.
        case riskAccepted = "risk_accepted"
        /// Someone looked.
        case attested
        /// It is not met.
        case doesNotMeet = "does_not_meet"
    }

    /// The rule: its id, group id, STIG id, or SRG id where that is of one rule only.
    public var rule: String
    /// Only for images whose name is this, or whose digest begins with it; `nil` for all.
    public var image: String?
    /// The automatic result it answers, in the words of XCCDF.
    public var when: String
    /// The evidence it answers, as the SHA-256 in the results; `nil` for any.
    public var evidence: String?
    /// What it makes of the rule.
    public var set: Setting
    /// Why.
    public var kind: Kind
    /// In a person's words.
    public var justification: String
    /// Where the proof is.
    public var evidenceReference: String?
    /// Whose control it is.
    public var provider: String?
    /// Who answered.
    public var by: String
    /// Who approved it.
    public var approvedBy: String?
    /// The day of the answer, `YYYY-MM-DD`.
    public var date: String
    /// The last day it holds, `YYYY-MM-DD`.
    public var expires: String?
    /// The severity asked for instead: `high`, `medium`, `low`.
    public var severity: String?
    /// The file it stands in, as the user named it; empty where it is of none.
    public var file: String
    /// Where it stands in its file.
    public var line: Int

    /// An answer; only what every answer has is asked for.
    public init(
        rule: String, image: String? = nil, when: String, evidence: String? = nil, set: Setting, as kind: Kind, justification: String,
        evidenceReference: String? = nil, provider: String? = nil, by: String, approvedBy: String? = nil, date: String,
        expires: String? = nil, severity: String? = nil, file: String = "", line: Int = 0
    ) {
        self.rule = rule
        self.image = image
        self.when = when
        self.evidence = evidence
        self.set = set
        self.kind = kind
        self.justification = justification
        self.evidenceReference = evidenceReference
        self.provider = provider
        self.by = by
        self.approvedBy = approvedBy
        self.date = date
        self.expires = expires
        self.severity = severity
        self.file = file
        self.line = line
    }

    /// Something wrong with an answer, and the key of the answer file it is about.
    public struct Fault: Sendable, Hashable {
        /// The key, as the answer file spells it.
        public var key: String
        /// What is wrong and what to do: one line, lower case, no full stop.
        public var message: String
    }

    /// The messages of ``faults``.
    public var problems: [String] { faults.map(\.message) }

    /// What is wrong with the answer whatever it is applied to; empty where nothing is.
    ///
    /// A failed rule becomes a pass only where someone says that the finding is wrong or vouches for it, with a reference; accepting a risk
    /// closes nothing; and what is not inherent ends some day.
    public var faults: [Fault] {
        var faults: [Fault] = []
        func add(_ key: String, _ message: String) { faults.append(Fault(key: key, message: message)) }
        let results = ["pass", "fail", "unknown", "error", "notapplicable", "notchecked", "informational", "fixed"]
        if let image, image.hasPrefix("sha256:"), image.utf8.count < 19 {
            add("image", "image: write at least 12 digits of the digest, so that it means one image")
        }
        if !results.contains(when) { add("when", "when: \"\(when)\" is no result; the words are \(results.joined(separator: ", "))") }
        if set == .notAFinding && when == "fail" && kind != .falsePositive && kind != .attested {
            add("set", "a fail becomes not_a_finding only as false_positive or attested, not as \(kind.rawValue)")
        }
        if set == .notAFinding && (kind == .falsePositive || kind == .attested) && (evidenceReference ?? "").isEmpty {
            add("evidence_ref", "\(kind.rawValue) needs an evidence_ref: where can the proof be seen?")
        }
        if kind == .riskAccepted && set != .open { add("set", "risk_accepted stays open: set must be open") }
        if kind == .doesNotMeet && set != .open { add("set", "does_not_meet is open: set must be open") }
        if set == .notApplicable && ![.inherited, .inherentlyMeets, .customer, .shared].contains(kind) {
            add("as", "not_applicable goes with inherited, shared, customer or inherently_meets, not with \(kind.rawValue)")
        }
        if set == .notAFinding && kind == .customer {
            add("set", "what the customer has to do is not met by the image: set must not be not_a_finding")
        }
        if kind == .inherited && (provider ?? "").isEmpty { add("provider", "inherited needs a provider: whose control is it?") }
        if kind == .riskAccepted && (approvedBy ?? "").isEmpty { add("approved_by", "risk_accepted needs approved_by: who accepted it?") }
        if expires == nil && kind != .inherentlyMeets {
            add("expires", "expires is missing; everything but inherently_meets ends some day")
        }
        if let expires, expires < date { add("expires", "it expires on \(expires), before its date \(date)") }
        if justification.allSatisfy(\.isWhitespace) { add("justification", "justification is empty") }
        if by.allSatisfy(\.isWhitespace) { add("by", "by is empty: who answers?") }
        if approvedBy == by && kind == .riskAccepted { add("approved_by", "nobody approves their own risk: approved_by is the same as by") }
        if let severity, !["high", "medium", "low"].contains(severity) {
            add("severity", "severity: \"\(severity)\" is none of high, medium, low")
        }
        if let evidence, evidence.utf8.count != 64 || !evidence.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) {
            add("evidence", "evidence is no SHA-256: 64 digits of 0-9 and a-f, as results.json has it")
        }
        for (name, value) in [("date", date), ("expires", expires ?? date)] where CalendarDay(exactly: value) == nil {
            add(name, "\(name): \"\(value)\" is no day; write YYYY-MM-DD")
        }
        return faults
    }
}
