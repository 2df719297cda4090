internal import Exchange

/// What a scan came to, on one screen.
struct ScanSummary {
    var record: AssessmentRecord
    var files: [String]

    var text: String {
        guard let gate = record.gate else { return "" }
        let target = record.target
        let content = record.content
        var lines: [String] = []
        if gate.profileDoesNotFit {
            let unproven = gate.vacuous + gate.notApplicableUnproven
            lines.append("the profile does not fit this target: \(unproven) of \(gate.selected) results prove nothing about it")
            lines.append("")
        }
        lines.append("target    \(target.name)")
        for fact in target.facts { lines.append("          \(fact.name): \(fact.value)") }
        lines.append("content   \(content.title) \(content.version)")
        lines.append("          \(content.file), SHA-256 \(content.sha256.prefix(16))…")
        lines.append("profile   \(content.profile ?? "none: the benchmark's own selection")")
        lines.append("")
        lines.append("\(number(gate.selected)) rules selected")
        lines.append("\(number(gate.observed)) decided by what was found, \(gate.absence) by absence over a complete index")
        if let answered = gate.answered { lines.append("\(number(answered)) decided by answers of people, which are no evidence") }
        lines.append("\(number(gate.vacuous)) rest on nothing of the image (vacuous; never counted as pass)")
        let notApplicable = record.rules.count { $0.result == "notapplicable" }
        lines.append("\(number(notApplicable)) not applicable, \(gate.notApplicableProven) of them with proof")
        lines.append("\(number(gate.undecided)) unknown or in error, \(gate.manual) left to a person")
        lines.append("")
        lines.append("open findings: CAT I \(open(1)), CAT II \(open(2)), CAT III \(open(3))")
        for rule in record.rules where rule.result == "fail" && rule.category == 1 {
            lines.append("  CAT I  \(rule.title)")
            lines.append("         \(rule.sentence)")
        }
        lines.append(contentsOf: answers)
        lines.append("decided by evidence: \(gate.evidencePercent) % of the applicable rules (at least \(gate.minimumEvidence) % asked)")
        switch gate.verdict {
        case "holds": lines.append("gate      holds")
        case "findings": lines.append("gate      fails: findings at or above CAT \(String(repeating: "I", count: gate.failOn ?? 3))")
        case "stale answers":
            lines.append(
                "gate      fails: \(gate.staleAnswers ?? 0) answers are void and have to be looked at again; --no-answers leaves them out")
        default: lines.append("gate      fails: too little was decided by evidence")
        }
        lines.append("")
        for file in files { lines.append("written   \(file)") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A void answer changes no result, and nobody may overlook that.
    private var answers: [String] {
        let void = record.rules.filter { $0.answer?.voidBecause != nil }
        guard record.gate?.answered != nil else { return [] }
        let applied = record.rules.count { $0.answer != nil } - void.count
        var lines = ["answers: \(applied) applied, \(void.count) void; a void answer changes nothing"]
        for rule in void {
            lines.append("  VOID   \(rule.id): \(rule.answer?.voidBecause ?? "")")
        }
        return lines
    }

    private func open(_ category: Int) -> Int { record.rules.count { $0.result == "fail" && $0.category == category } }

    private func number(_ value: Int) -> String {
        let digits = String(value)
        return String(repeating: " ", count: max(0, 6 - digits.count)) + digits
    }
}
