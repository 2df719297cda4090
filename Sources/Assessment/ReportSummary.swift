internal import XCCDF
internal import XML

/// Page one of a report, in numbers: gate, categories, risk, evidence, scores.
struct ReportSummary {
    let result: AssessmentResult
    let gate: Gate?
    /// Whether a vacuous pass stands as a pass (literal reading).
    let vacuousCounts: Bool

    func write(to writer: inout XMLWriter) {
        writer.element("summary") { writer in
            if let gate { write(gate, to: &writer) }
            let counts = Category.counts(of: result.rules)
            for count in counts { write(count, to: &writer) }
            write(Risk(counts), to: &writer)
            writeEvidence(to: &writer)
            for score in result.scores {
                writer.element(
                    "score",
                    [
                        "system": score.system, "title": title(of: score.system), "value": decimal(score.value),
                        "maximum": decimal(score.maximum),
                    ])
            }
        }
    }

    private func write(_ gate: Gate, to writer: inout XMLWriter) {
        let findings = zip(["CAT I", "CAT II", "CAT III"], gate.open).map { "\($1) \($0)" }.joined(separator: ", ")
        let evidence =
            "\(decimal(gate.evidencePercent)) % of the applicable rules are decided by evidence; at least \(gate.policy.minimumEvidence) % is asked for."
        let words: (String, String)
        switch gate.verdict {
        case .holds: words = ("held", "Gate held.")
        case .findings: words = ("broken", "Gate not held: open findings.")
        case .tooLittleEvidence:
            words = ("unfit", gate.profileDoesNotFit ? "The profile does not fit this image." : "Gate not held: too little evidence.")
        }
        writer.element("verdict", ["gate": words.0, "title": words.1], text: "Open findings: \(findings). \(evidence)")
    }

    /// Rules of one category by their status.
    struct Category {
        var name: String
        var open = 0
        var notAFinding = 0
        var notApplicable = 0
        var notReviewed = 0
        var errors = 0
        var rules: Int { open + notAFinding + notApplicable + notReviewed + errors }

        mutating func add(_ status: ChecklistStatus) {
            switch status {
            case .open: open += 1
            case .error: errors += 1
            case .notReviewed: notReviewed += 1
            case .notApplicable: notApplicable += 1
            case .notAFinding: notAFinding += 1
            }
        }

        /// CAT I, II, III and all.
        static func counts(of rules: [RuleReport]) -> [Category] {
            var counts = ["CAT I", "CAT II", "CAT III", "All"].map { Category(name: $0) }
            for report in rules {
                guard let status = ChecklistStatus(report.result.result) else { continue }
                counts[report.category - 1].add(status)
                counts[3].add(status)
            }
            return counts
        }
    }

    private func write(_ category: Category, to writer: inout XMLWriter) {
        writer.element(
            "category",
            [
                "name": category.name, "open": String(category.open), "not-a-finding": String(category.notAFinding),
                "not-applicable": String(category.notApplicable), "not-reviewed": String(category.notReviewed),
                "error": String(category.errors),
                "rules": String(category.rules),
            ])
    }

    /// CORA's figure: (10 p1 + 4 p2 + p3) / 15, each p the share of rules of a category that are open or not assessed.
    struct Risk {
        var shares: [Double]
        var value: Double
        var words: String

        init(_ counts: [Category]) {
            let three = counts.prefix(3).map { count -> (bad: Int, all: Int) in
                (count.open + count.notReviewed + count.errors, count.rules - count.notApplicable)
            }
            shares = three.map { $0.all > 0 ? 100 * Double($0.bad) / Double($0.all) : 0 }
            value = (10 * shares[0] + 4 * shares[1] + shares[2]) / 15
            let parts = zip(three, ["CAT I", "CAT II", "CAT III"]).map { "\($0.bad) of \($0.all) in \($1)" }
            words =
                "Weighted share of rules that are open or not assessed: \(parts.joined(separator: ", ")). Rules that do not apply are left out."
        }

        var rating: (name: String, key: String) {
            if value >= 20 { return ("Very High", "very-high") }
            if value >= 10 { return ("High", "high") }
            if value == 0 { return ("Very Low", "very-low") }
            if shares[0] == 0 && shares[1] < 5 && shares[2] < 5 { return ("Low", "low") }
            return ("Moderate", "moderate")
        }
    }

    private func write(_ risk: Risk, to writer: inout XMLWriter) {
        let shares = risk.shares.map { "\(decimal($0)) %" }
        writer.element(
            "risk",
            [
                "method": "CORA", "rating": risk.rating.name, "class": risk.rating.key, "value": decimal(risk.value),
                "formula": "(10 × \(shares[0]) + 4 × \(shares[1]) + 1 × \(shares[2])) / 15",
            ], text: risk.words)
    }

    private func writeEvidence(to writer: inout XMLWriter) {
        let counts = gate ?? Gate(result.rules, policy: .init(failOn: nil, minimumEvidence: 0))
        let applicable = counts.selected - counts.notApplicable
        writer.element(
            "evidence",
            [
                "percent": decimal(counts.evidencePercent), "note": "\(counts.observed + counts.absence) of \(applicable) rules that apply",
                "formula":
                    "(observed \(counts.observed) + absence \(counts.absence)) / (selected \(counts.selected) − not applicable with proof \(counts.notApplicable))",
            ]
        ) { writer in
            for kind in EvidenceClass.allCases {
                let count = result.rules.reduce(0) { $0 + ($1.evidenceClass == kind && $1.result.result != .notselected ? 1 : 0) }
                writer.element("class", ["name": kind.rawValue, "count": String(count)], text: meaning(of: kind))
            }
        }
    }

    private func meaning(of kind: EvidenceClass) -> String {
        switch kind {
        case .observed: "an object of the image was looked at"
        case .absence: "not there, over an index known to be complete"
        case .vacuous:
            vacuousCounts
                ? "rests on nothing of the image; the result is the literal one" : "rests on nothing of the image; not counted as passing"
        case .answer: "a person decided"
        case .none: "not decided, or not applicable"
        }
    }

    private func title(of system: String) -> String {
        switch ScoringModel(rawValue: system) {
        case .default: "XCCDF default score"
        case .flat: "XCCDF flat score"
        case .flatUnweighted: "XCCDF flat score, unweighted"
        case .absolute: "XCCDF absolute score"
        case nil: system
        }
    }
}

/// With one digit behind the point, none where it is 0.
func decimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(abs(tenths % 10))"
}
