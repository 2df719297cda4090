extension GateRecord {
    /// The numbers of `rules`, and whether what was asked of the scan holds.
    ///
    /// What people decided is counted apart: an answer never raises the percentage of evidence, and a finding whose risk was accepted is open.
    /// An answer that has expired, or answers what is no longer found, fails the gate: somebody has to look again.
    ///
    /// - Parameter answers: Answers that do not hold, and those of them that are stale; `nil` where no answers were given.
    public init(_ rules: [RuleRecord], failOn: Int?, minimumEvidence: Int, answers: (void: Int, stale: Int)? = nil) {
        let counts = EvidenceCounts(rules)
        let vacuous = rules.count { $0.evidence == "vacuous" }
        let unproven = rules.count { $0.result == "notapplicable" && !$0.isProven && $0.evidence != "answer" }
        let open = (1...3).map { category in rules.count { $0.result == "fail" && $0.category == category } }
        let doesNotFit = 2 * (unproven + vacuous) > rules.count
        let verdict: String
        if doesNotFit || counts.percent < Double(minimumEvidence) {
            verdict = "too little evidence"
        } else if let failOn, open.prefix(max(failOn, 0)).contains(where: { $0 > 0 }) {
            verdict = "findings"
        } else {
            verdict = (answers?.stale ?? 0) > 0 ? "stale answers" : "holds"
        }
        self.init(
            verdict: verdict, profileDoesNotFit: doesNotFit, failOn: failOn, minimumEvidence: minimumEvidence,
            evidencePercent: (counts.percent * 10).rounded() / 10, selected: rules.count, observed: counts.observed,
            absence: counts.absence,
            vacuous: vacuous, notApplicableProven: counts.notApplicable, notApplicableUnproven: unproven,
            undecided: rules.count { $0.result == "unknown" || $0.result == "error" },
            manual: rules.count { $0.result == "notchecked" || $0.result == "informational" }, open: open)
        guard let answers else { return }
        answered = rules.count { $0.evidence == "answer" }
        voidAnswers = answers.void
        staleAnswers = answers.stale
    }

    /// The exit status of a scan: 0 the gate holds, 2 findings or stale answers, 3 too little evidence.
    public var exitStatus: Int32 {
        switch verdict {
        case "holds": 0
        case "findings", "stale answers": 2
        default: 3
        }
    }
}
