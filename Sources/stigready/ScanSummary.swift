internal import Assessment
internal import XCCDF
internal import XML

/// What a scan came to, on one screen.
struct ScanSummary {
    var result: AssessmentResult
    var gate: Gate
    var files: [String]

    var text: String {
        var lines: [String] = []
        if gate.profileDoesNotFit {
            let unproven = gate.vacuous + gate.unprovenNotApplicable
            lines.append("the profile does not fit this target: \(unproven) of \(gate.selected) results prove nothing about it")
            lines.append("")
        }
        lines.append("target    \(result.target.name)")
        for fact in result.target.facts { lines.append("          \(fact.name): \(fact.value)") }
        let title = result.content.benchmark.title.map { XMLElement.trimmed($0.allText) } ?? result.content.benchmark.id
        lines.append("content   \(title) \(result.content.benchmark.version)")
        lines.append("          \(result.content.file), SHA-256 \(result.content.sha256.prefix(16))…")
        lines.append("profile   \(result.selected.profile?.id ?? "none: the benchmark's own selection")")
        lines.append("")
        lines.append("\(number(gate.selected)) rules selected")
        lines.append("\(number(gate.observed)) decided by what was found, \(gate.absence) by absence over a complete index")
        lines.append("\(number(gate.vacuous)) rest on nothing of the image (vacuous; never counted as pass)")
        lines.append("\(number(gate.notApplicable + gate.unprovenNotApplicable)) not applicable, \(gate.notApplicable) of them with proof")
        lines.append("\(number(gate.undecided)) unknown or in error, \(gate.manual) left to a person")
        lines.append("")
        lines.append("open findings: CAT I \(gate.open[0]), CAT II \(gate.open[1]), CAT III \(gate.open[2])")
        for report in result.rules where report.result.result == .fail && report.category == 1 {
            lines.append("  CAT I  \(report.rule.title.map { XMLElement.trimmed($0.allText) } ?? report.rule.id)")
            lines.append("         \(report.sentence)")
        }
        let percent = (gate.evidencePercent * 10).rounded() / 10
        lines.append("decided by evidence: \(percent) % of the applicable rules (at least \(gate.policy.minimumEvidence) % asked)")
        switch gate.verdict {
        case .holds: lines.append("gate      holds")
        case .findings: lines.append("gate      fails: findings at or above CAT \(String(repeating: "I", count: gate.policy.failOn ?? 3))")
        case .tooLittleEvidence: lines.append("gate      fails: too little was decided by evidence")
        }
        lines.append("")
        for file in files { lines.append("written   \(file)") }
        return lines.joined(separator: "\n") + "\n"
    }

    private func number(_ value: Int) -> String {
        let digits = String(value)
        return String(repeating: " ", count: max(0, 6 - digits.count)) + digits
    }
}
