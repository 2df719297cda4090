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
        for step in content.chosenBecause { lines.append("          \(step)") }
        lines.append("profile   \(content.profile ?? "none: the benchmark's own selection")")
        lines.append("")
        lines += counts(gate)
        lines.append("")
        lines += findings
        lines += answers
        lines.append(
            "decided by evidence: \(gate.evidencePercent) %, \(gate.observed + gate.absence) of the \(gate.selected - gate.notApplicableProven) applicable rules (at least \(gate.minimumEvidence) % asked)"
        )
        lines.append(verdict(gate))
        lines.append("")
        for file in files { lines.append("written   \(file)") }
        return lines.map(Console.printable).joined(separator: "\n") + "\n"
    }

    /// Every selected rule stands in one of these lines, counts by what decided.
    private func counts(_ gate: GateRecord) -> [String] {
        func count(_ condition: (RuleRecord) -> Bool) -> Int { record.rules.count(where: condition) }
        var lines = ["\(number(gate.selected)) rules selected"]
        func add(_ count: Int, _ words: String) { if count > 0 { lines.append("\(number(count)) \(words)") } }
        for (name, evidence) in [("by what was found in the image", "observed"), ("by absence over a complete index", "absence")] {
            let pass = count { $0.evidence == evidence && $0.result == "pass" }
            let fail = count { $0.evidence == evidence && $0.result == "fail" }
            let rest = count { $0.evidence == evidence } - pass - fail
            lines.append("\(number(pass + fail + rest)) decided \(name): \(pass) pass, \(fail) open\(rest > 0 ? ", \(rest) other" : "")")
        }
        if let answered = gate.answered { lines.append("\(number(answered)) decided by answers of people, which are no evidence") }
        add(gate.vacuous, "rest on nothing of the image (vacuous; never counted as pass)")
        add(gate.notApplicableProven, "not applicable, with proof:")
        if gate.notApplicableProven > 0 { lines += NotApplicableGroups(record.rules.filter(\.isProven)).lines }
        add(gate.notApplicableUnproven, "not applicable by the content's own word, without proof:")
        if gate.notApplicableUnproven > 0 { lines += NotApplicableGroups(record.rules.filter { !$0.isProven }).lines }
        add(gate.manual, "left to a person, with no check that a program can run")
        let vacuousUnknown = count { $0.evidence == "vacuous" && ["unknown", "error"].contains($0.result) }
        add(gate.undecided - vacuousUnknown, "unknown or in error, for want of information")
        return lines
    }

    private var findings: [String] {
        var lines = ["open findings: CAT I \(open(1)), CAT II \(open(2)), CAT III \(open(3))"]
        for rule in record.rules where rule.result == "fail" && rule.category == 1 {
            lines.append("  CAT I  \(rule.title)")
            lines.append("         \(rule.sentence)")
        }
        return lines
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

    private func verdict(_ gate: GateRecord) -> String {
        switch gate.verdict {
        case "holds": "gate      holds"
        case "findings": "gate      fails: findings at or above CAT \(String(repeating: "I", count: gate.failOn ?? 3))"
        case "stale answers":
            "gate      fails: \(gate.staleAnswers ?? 0) answers are void and have to be looked at again; --no-answers leaves them out"
        default:
            gate.profileDoesNotFit
                ? "gate      fails: the profile does not fit this target" : "gate      fails: too little was decided by evidence"
        }
    }

    private func open(_ category: Int) -> Int { record.rules.count { $0.result == "fail" && $0.category == category } }

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

    init(_ rules: [RuleRecord]) {
        for rule in rules where rule.result == "notapplicable" && rule.evidence != "answer" {
            // Who provides it; where that is to be verified differs from rule to rule and stands in the report.
            let provider = rule.provider.map { text in text.firstRange(of: ": ").map { String(text[..<$0.lowerBound]) } ?? text }
            counts[Key(reason: Self.reason(rule), provider: provider), default: 0] += 1
        }
    }

    /// The largest groups first; of the same size in the order of their words.
    var lines: [String] {
        let sorted = counts.sorted { ($1.value, $0.key.reason, $0.key.provider ?? "") < ($0.value, $1.key.reason, $1.key.provider ?? "") }
        var lines = sorted.prefix(Self.shown).map { key, count in
            "          \(count): \(key.reason)\(key.provider.map { "; provided by \($0)" } ?? "")"
        }
        let rest = sorted.dropFirst(Self.shown)
        if !rest.isEmpty {
            lines.append("          \(rest.reduce(0) { $0 + $1.value }): \(rest.count) other reasons, each in the report")
        }
        return lines
    }

    /// What decided: of a proof, which goes from a platform down to what is known, the first line that says more than that something does not apply.
    private static func reason(_ rule: RuleRecord) -> String {
        let text = (rule.proof ?? rule.sentence).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let lines = text.split(separator: "; ").map(String.init)
        let isBare = { (line: String) in line.hasSuffix(" does not apply") || line.hasSuffix(" of: false") }
        var reason = lines.drop(while: isBare).first ?? text
        // A name of a platform says less than what it stands for.
        if reason.hasPrefix("cpe:/"), let words = reason.firstRange(of: " does not apply: ") {
            reason = String(reason[words.upperBound...])
        }
        return reason.count > 160 ? "\(reason.prefix(159))…" : reason
    }
}
