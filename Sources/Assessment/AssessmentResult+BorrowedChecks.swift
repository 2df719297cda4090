internal import Diagnostics
internal import OVAL
internal import XCCDF

extension AssessmentResult {
    /// The result of a checklist without checks, with those that other content brings: its rules keep their names, texts and severities, and take
    /// result and evidence of the rules that check them.
    ///
    /// The other content was run as what it is, with its own profile, values and platforms, so nothing of it is guessed.
    ///
    /// - Parameters:
    ///   - provider: The result of the other content on the same target.
    ///   - matching: Which rules of it check which of these.
    public func borrowing(_ provider: AssessmentResult, _ matching: CheckMatching) -> AssessmentResult {
        var merged = self
        var reports: [String: [RuleReport]] = [:]
        for report in provider.rules { reports[report.rule.id, default: []].append(report) }
        for (place, own) in rules.enumerated() where own.result.result == .notchecked {
            guard let match = matching.matches[own.rule.id] else {
                merged.rules[place].sentence = Self.leftToAPerson(own.rule.id, matching)
                continue
            }
            let found = match.rules.flatMap { reports[$0] ?? [] }
            if !found.isEmpty { merged.rules[place] = RuleReport(own, checkedBy: found, match.ground) }
        }
        merged.oval = provider.oval
        merged.inventory = provider.inventory
        merged.content.diagnostics += provider.content.diagnostics
        merged.content.chosenBecause += Self.account(of: self, provider, matching)
        return merged
    }

    private static func leftToAPerson(_ id: String, _ matching: CheckMatching) -> String {
        let head = "left to a person: the checklist describes the check in prose"
        if matching.notInProfile.contains(id) { return "\(head), and the check found is not in the profile that its author calls the STIG" }
        if matching.withoutValues.contains(id) { return "\(head), and the check found needs values that no profile sets" }
        return "\(head), and no content has a check under its id"
    }

    /// Where the checks are from and how many there are, a line each.
    private static func account(of checklist: AssessmentResult, _ provider: AssessmentResult, _ matching: CheckMatching) -> [String] {
        let selected = checklist.selected.rules.count(where: \.isSelected)
        let benchmark = provider.content.benchmark
        let file = provider.content.file.split(separator: "/").last.map(String.init) ?? provider.content.file
        let profile = provider.selected.profile.map { "profile \($0.id)" } ?? "its own values"
        var lines = [
            "\(matching.matches.count) of \(selected) rules are checked by \(benchmark.id) \(benchmark.version) (\(file), SHA-256 \(provider.content.sha256.prefix(16))…), \(profile)"
        ]
        let grounds = CheckMatching.Ground.allCases.compactMap { ground -> String? in
            let count = matching.matches.values.count { $0.ground == ground }
            return count > 0 ? "\(count) \(ground.rawValue)" : nil
        }
        var words = "matched \(grounds.joined(separator: ", ")); \(selected - matching.matches.count) are left to a person"
        if !matching.notInProfile.isEmpty { words += ", \(matching.notInProfile.count) of them because the profile leaves their check out" }
        if !matching.withoutValues.isEmpty {
            words += ", \(matching.withoutValues.count) of them because nothing sets the values of their check"
        }
        lines.append(words)
        return lines
    }
}

extension RuleReport {
    /// The rule of `own` with the result of those that check it.
    ///
    /// A rule that several check passes where all of them do; one that was not checked, or does not apply for no proven reason, undoes a pass.
    fileprivate init(_ own: RuleReport, checkedBy found: [RuleReport], _ ground: CheckMatching.Ground) {
        self = own
        let results = found.map(\.result.result)
        result.result = Self.together(results)
        literal = Self.together(found.map(\.literal))
        let unproven = found.contains { $0.result.result == .notapplicable && !$0.isProven }
        if result.result == .pass, unproven { result.result = .unknown }
        result.instance = nil
        result.used =
            found.count == 1
            ? found[0].result.used?.withoutValues : .complex(.and, negate: false, found.compactMap { $0.result.used?.withoutValues })
        result.messages = found.flatMap(\.result.messages)
        switch literal {
        case .pass: evidenceClass = EvidenceClass.allOf(found.filter { $0.literal == .pass }.map(\.evidenceClass)) ?? .vacuous
        case .fail: evidenceClass = EvidenceClass.anyOne(found.filter { $0.literal == .fail }.map(\.evidenceClass)) ?? .vacuous
        case .error, .unknown, .notapplicable, .notchecked, .notselected, .informational, .fixed: evidenceClass = .none
        }
        if result.result == .unknown, literal == .pass { evidenceClass = .vacuous }
        tests = found.flatMap(\.tests)
        let hashes = found.compactMap(\.evidenceHash)
        evidenceHash = hashes.count > 1 ? SHA256.hex(Array(hashes.joined(separator: "\n").utf8)) : hashes.first
        definitions = unique(found.flatMap(\.definitions))
        gaps = found.flatMap(\.gaps)
        if result.result == .notapplicable {
            proof = unique(found.compactMap(\.proof)).joined(separator: "; ")
            isProven = !found.isEmpty && !unproven
        }
        let deciding = found.filter { $0.result.result == result.result }
        let sentences = unique((deciding.isEmpty ? found : deciding).map(\.sentence)).joined(separator: "; ")
        let names = found.map { $0.rule.id.split(separator: "_").last == "rule" ? $0.rule.id : XCCDFID.name(in: $0.rule.id, kind: "rule") }
        sentence = Phrase.cut(
            "\(sentences) [check \(ground.rawValue): \(unique(names).joined(separator: ", "))]", to: Self.sentenceLimit + 200)
    }

    private static func together(_ results: [XCCDF.ResultValue]) -> XCCDF.ResultValue {
        let result = ComplexCheck.Operator.and.combine(results)
        return result == .pass && results.contains(.notchecked) ? .notchecked : result
    }
}

extension RuleResult.Used {
    /// Without values: they are named by ids of the other content, which the checklist does not have.
    fileprivate var withoutValues: RuleResult.Used {
        switch self {
        case .check(var check):
            check.exports = []
            check.check.exports = []
            return .check(check)
        case .complex(let combining, let negate, let children): return .complex(combining, negate: negate, children.map(\.withoutValues))
        }
    }
}
