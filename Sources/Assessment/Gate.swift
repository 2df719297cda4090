internal import XCCDF

/// Whether a scan holds what was asked of it, in numbers a person can check.
public struct Gate: Sendable, Hashable {
    /// What is asked.
    public struct Policy: Sendable, Hashable {
        /// Findings of this category and above fail the gate: 1, 2 or 3; `nil` for none.
        public var failOn: Int?
        /// The least percentage of rules decided by evidence.
        public var minimumEvidence: Int

        /// CAT I findings fail, and half of the rules must be decided by evidence, unless other numbers are given.
        public init(failOn: Int? = 1, minimumEvidence: Int = 50) {
            self.failOn = failOn
            self.minimumEvidence = minimumEvidence
        }
    }

    /// What the numbers come to.
    public enum Verdict: Int32, Sendable {
        /// The gate holds.
        case holds = 0
        /// There are findings at or above the category.
        case findings = 2
        /// The profile does not fit the target, or too little was decided by evidence.
        case tooLittleEvidence = 3
    }

    /// What was asked.
    public var policy: Policy
    /// Rules that were selected.
    public var selected: Int
    /// Decided by an object that was looked at.
    public var observed: Int
    /// Decided by absence over a complete index.
    public var absence: Int
    /// Decided by nothing of the image.
    public var vacuous: Int
    /// Not applicable with a proof.
    public var notApplicable: Int
    /// Not applicable without one.
    public var unprovenNotApplicable: Int
    /// Left to a person.
    public var manual: Int
    /// Neither pass nor fail for want of information, vacuous ones included; and errors.
    public var undecided: Int
    /// Failed rules by category, I to III.
    public var open: [Int]

    /// The numbers of `rules`, those not selected included.
    public init(_ rules: [RuleReport], policy: Policy) {
        self.policy = policy
        let selected = rules.filter { $0.result.result != .notselected }
        func count(_ condition: (RuleReport) -> Bool) -> Int { selected.reduce(0) { $0 + (condition($1) ? 1 : 0) } }
        self.selected = selected.count
        observed = count { $0.evidenceClass == .observed }
        absence = count { $0.evidenceClass == .absence }
        vacuous = count { $0.evidenceClass == .vacuous }
        notApplicable = count { $0.result.result == .notapplicable && $0.isProven }
        unprovenNotApplicable = count { $0.result.result == .notapplicable && !$0.isProven }
        manual = count { $0.result.result == .notchecked || $0.result.result == .informational }
        undecided = count { $0.result.result == .unknown || $0.result.result == .error }
        open = (1...3).map { category in count { $0.result.result == .fail && $0.category == category } }
    }

    /// 100 × (observed + absence) / (selected − not applicable with proof); 0 where nothing is left.
    public var evidencePercent: Double {
        let denominator = selected - notApplicable
        return denominator > 0 ? 100 * Double(observed + absence) / Double(denominator) : 0
    }

    /// Unproven not-applicable rules and vacuous ones exceed half of the profile.
    public var profileDoesNotFit: Bool { 2 * (unprovenNotApplicable + vacuous) > selected }

    /// Evidence before findings: a finding of a run that saw little says little.
    public var verdict: Verdict {
        if profileDoesNotFit || evidencePercent < Double(policy.minimumEvidence) { return .tooLittleEvidence }
        if let failOn = policy.failOn, open.prefix(failOn).contains(where: { $0 > 0 }) { return .findings }
        return .holds
    }
}
