internal import XML

/// Page one of a report, in numbers: gate, categories, risk, evidence, scores.
struct ReportSummary {
    let record: AssessmentRecord

    /// Scores are those of the run: what people decided later is not in them.
    private var isAnswered: Bool { record.rules.contains { $0.answer?.voidBecause == nil && $0.answer != nil } }

    func write(to writer: inout XMLWriter) {
        writer.element("summary") { writer in
            if let gate = record.gate { write(gate, to: &writer) }
            let counts = Category.counts(of: record.rules)
            for count in counts { write(count, to: &writer) }
            write(Risk(counts), to: &writer)
            writeEvidence(to: &writer)
            for score in record.scores {
                writer.element(
                    "score",
                    [
                        "system": score.system, "title": title(of: score.system) + (isAnswered ? ", before answers" : ""),
                        "value": decimal(score.value),
                        "maximum": decimal(score.maximum),
                    ])
            }
        }
    }

    private func write(_ gate: GateRecord, to writer: inout XMLWriter) {
        let findings = zip(["CAT I", "CAT II", "CAT III"], gate.open).map { "\($1) \($0)" }.joined(separator: ", ")
        let evidence =
            "\(decimal(gate.evidencePercent)) % of the applicable rules are decided by evidence; at least \(gate.minimumEvidence) % is asked for."
        let words: (String, String)
        switch gate.verdict {
        case "holds": words = ("held", "Gate held.")
        case "findings": words = ("broken", "Gate not held: open findings.")
        case "stale answers": words = ("broken", "Gate not held: answers have to be looked at again.")
        default:
            words = ("unfit", gate.profileDoesNotFit ? "The profile does not fit this image." : "Gate not held: too little evidence.")
        }
        var text = "Open findings: \(findings). \(evidence)"
        if let answered = gate.answered {
            text += " \(answered) rules are decided by answers of people, which are no evidence."
            if let void = gate.voidAnswers, void > 0 { text += " \(void) answers are void and change nothing." }
        }
        writer.element("verdict", ["gate": words.0, "title": words.1], text: text)
    }

    /// Rules of one category by their status.
    struct Category: Sendable, Hashable {
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
        static func counts(of rules: [RuleRecord]) -> [Category] {
            var counts = ["CAT I", "CAT II", "CAT III", "All"].map { Category(name: $0) }
            for report in rules {
                guard let status = ChecklistStatus(result: report.result) else { continue }
                counts[min(max(report.category, 1), 3) - 1].add(status)
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
        let counts = EvidenceCounts(record.rules)
        let applicable = counts.selected - counts.notApplicable
        writer.element(
            "evidence",
            [
                "percent": decimal(counts.percent), "note": "\(counts.observed + counts.absence) of \(applicable) rules that apply",
                "formula":
                    "(observed \(counts.observed) + absence \(counts.absence)) / (selected \(counts.selected) − not applicable with proof \(counts.notApplicable))",
            ]
        ) { writer in
            for ground in RuleRecord.Ground.allCases {
                let count = record.rules.count { $0.ground == ground }
                writer.element(
                    "class", ["name": ground.rawValue, "title": ground.title, "count": String(count)], text: meaning(of: ground))
            }
        }
        writeResponsibilities(to: &writer)
    }

    /// Who has to meet what, where the content says so.
    private func writeResponsibilities(to writer: inout XMLWriter) {
        for name in RuleRecord.responsibilities {
            let rules = record.rules.filter { $0.responsibility == name }
            if rules.isEmpty { continue }
            let undecided = rules.count { [.notReviewed, .error].contains(ChecklistStatus(result: $0.result)) }
            writer.element(
                "responsibility",
                [
                    "name": name, "rules": String(rules.count), "open": String(rules.count { $0.result == "fail" }),
                    "undecided": String(undecided),
                ])
        }
    }

    private func meaning(of ground: RuleRecord.Ground) -> String {
        switch ground {
        case .observed: return "an object of the image was looked at"
        case .absence: return "not there, over an index known to be complete"
        case .proven:
            let elsewhere = record.rules.count { $0.ground == .proven && $0.provider != nil }
            return "does not apply, with proof" + (elsewhere > 0 ? "; \(elsewhere) of them are provided elsewhere" : "")
        case .answer: return "a person decided; no evidence of the image"
        case .vacuous:
            return record.isLiteral
                ? "rests on nothing of the image; the result is the literal one" : "nothing was there to look at; not counted as passing"
        case .unproven: return "said not to apply, without proof"
        case .undecided: return "the check could not decide, or failed"
        case .manual: return "no check can decide; a person has to look"
        }
    }

    private func title(of system: String) -> String {
        switch system {
        case "urn:xccdf:scoring:default": "XCCDF default score"
        case "urn:xccdf:scoring:flat": "XCCDF flat score"
        case "urn:xccdf:scoring:flat-unweighted": "XCCDF flat score, unweighted"
        case "urn:xccdf:scoring:absolute": "XCCDF absolute score"
        default: system
        }
    }
}

extension RuleRecord {
    /// How a rule was decided; each is decided in exactly one way, so that the counts add up to all rules.
    public enum Ground: String, Sendable, CaseIterable {
        case observed, absence, proven, answer, vacuous, unproven, undecided, manual

        var title: String {
            switch self {
            case .proven: "not applicable"
            case .unproven: "N/A unproven"
            case .manual: "for a person"
            default: rawValue
            }
        }
    }

    /// The one way it was decided.
    public var ground: Ground {
        switch evidence {
        case "observed": return .observed
        case "absence": return .absence
        case "vacuous": return .vacuous
        case "answer": return .answer
        default: break
        }
        switch result {
        case "notapplicable": return isProven ? .proven : .unproven
        case "notchecked", "informational": return .manual
        default: return .undecided
        }
    }
}

/// How rules were decided, in numbers.
struct EvidenceCounts {
    var selected: Int
    var observed: Int
    var absence: Int
    /// With proof.
    var notApplicable: Int

    init(_ rules: [RuleRecord]) {
        selected = rules.count
        observed = rules.count { $0.evidence == "observed" }
        absence = rules.count { $0.evidence == "absence" }
        notApplicable = rules.count { $0.result == "notapplicable" && $0.isProven }
    }

    /// 100 × (observed + absence) / (selected − not applicable with proof); 0 where nothing is left.
    var percent: Double {
        let denominator = selected - notApplicable
        return denominator > 0 ? 100 * Double(observed + absence) / Double(denominator) : 0
    }
}

/// With one digit behind the point, none where it is 0.
func decimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(abs(tenths % 10))"
}
