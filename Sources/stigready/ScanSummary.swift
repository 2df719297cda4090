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
        for step in result.content.chosenBecause { lines.append("          \(step)") }
        lines.append("profile   \(result.selected.profile?.id ?? "none: the benchmark's own selection")")
        lines.append("")
        lines += counts
        lines.append("")
        lines += findings
        let percent = (gate.evidencePercent * 10).rounded() / 10
        lines.append(
            "decided by evidence: \(percent) %, \(gate.observed + gate.absence) of the \(gate.selected - gate.notApplicable) applicable rules (at least \(gate.policy.minimumEvidence) % asked)"
        )
        lines.append(verdict)
        lines.append("")
        for file in files { lines.append("written   \(file)") }
        return lines.map(Console.printable).joined(separator: "\n") + "\n"
    }

    /// Every selected rule stands in one of these lines, counts by what decided.
    private var counts: [String] {
        let reports = result.rules.filter { $0.result.result != .notselected }
        func count(_ condition: (RuleReport) -> Bool) -> Int { reports.count(where: condition) }
        var lines = ["\(number(gate.selected)) rules selected"]
        func add(_ count: Int, _ words: String) { if count > 0 { lines.append("\(number(count)) \(words)") } }
        for (name, evidenceClass) in [
            ("by what was found in the image", EvidenceClass.observed), ("by absence over a complete index", .absence),
        ] {
            let pass = count { $0.evidenceClass == evidenceClass && $0.result.result == .pass }
            let fail = count { $0.evidenceClass == evidenceClass && $0.result.result == .fail }
            let rest = count { $0.evidenceClass == evidenceClass } - pass - fail
            lines.append("\(number(pass + fail + rest)) decided \(name): \(pass) pass, \(fail) open\(rest > 0 ? ", \(rest) other" : "")")
        }
        add(count { $0.evidenceClass == .answer }, "decided by a person's answer")
        add(gate.vacuous, "rest on nothing of the image (vacuous; never counted as pass)")
        add(gate.notApplicable, "not applicable, with proof:")
        if gate.notApplicable > 0 { lines += NotApplicableGroups(reports.filter(\.isProven)).lines }
        add(gate.unprovenNotApplicable, "not applicable by the content's own word, without proof:")
        if gate.unprovenNotApplicable > 0 { lines += NotApplicableGroups(reports.filter { !$0.isProven }).lines }
        add(gate.manual, "left to a person, with no check that a program can run")
        let vacuousUnknown = count { $0.evidenceClass == .vacuous && [.unknown, .error].contains($0.result.result) }
        add(gate.undecided - vacuousUnknown, "unknown or in error, for want of information")
        return lines
    }

    private var findings: [String] {
        var lines = ["open findings: CAT I \(gate.open[0]), CAT II \(gate.open[1]), CAT III \(gate.open[2])"]
        for report in result.rules where report.result.result == .fail && report.category == 1 {
            lines.append("  CAT I  \(report.rule.title.map { XMLElement.trimmed($0.allText) } ?? report.rule.id)")
            lines.append("         \(report.sentence)")
        }
        return lines
    }

    private var verdict: String {
        switch gate.verdict {
        case .holds: return "gate      holds"
        case .findings: return "gate      fails: findings at or above CAT \(String(repeating: "I", count: gate.policy.failOn ?? 3))"
        case .tooLittleEvidence:
            return gate.profileDoesNotFit
                ? "gate      fails: the profile does not fit this target" : "gate      fails: too little was decided by evidence"
        }
    }

    private func number(_ value: Int) -> String {
        let digits = String(value)
        return String(repeating: " ", count: max(0, 6 - digits.count)) + digits
    }
}

/// Rules that do not apply, by why and by who provides the control instead.
struct NotApplicableGroups {
    private struct Key: Hashable {
        var reason: String
        var provider: String?
    }

    private var counts: [Key: Int] = [:]
    /// So many reasons stand in the summary; all of them stand in the report.
    private static let shown = 8

    init(_ reports: [RuleReport]) {
        for report in reports where report.result.result == .notapplicable {
            counts[Key(reason: Self.reason(report), provider: report.provider), default: 0] += 1
        }
    }

    /// The largest groups first; of the same size in the order of their words.
    var lines: [String] {
        let sorted = counts.sorted { ($1.value, $0.key.reason, $0.key.provider ?? "") < ($0.value, $1.key.reason, $1.key.provider ?? "") }
        var lines = sorted.prefix(Self.shown).map { key, count in
            "          \(count): \(key.reason)\(key.provider.map { "; provided by \($0)" } ?? "")"
        }
        let rest = sorted.dropFirst(Self.shown)
        if !rest.isEmpty { lines.append("          \(rest.reduce(0) { $0 + $1.value }): \(rest.count) other reasons, each in the report") }
        return lines
    }

    /// What decided: of a proof, which goes from a platform down to what is known, the first line that says more than that something does not apply.
    private static func reason(_ report: RuleReport) -> String {
        let text = (report.proof ?? report.sentence).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let lines = text.split(separator: "; ").map(String.init)
        let isBare = { (line: String) in line.hasSuffix(" does not apply") || line.hasSuffix(" of: false") }
        let reason = lines.drop(while: isBare).first ?? text
        return reason.count > 160 ? "\(reason.prefix(159))…" : reason
    }
}
