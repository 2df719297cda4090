internal import OVAL
public import XCCDF

/// A rule, its result, and what that rests on.
public struct RuleReport: Sendable {
    /// The rule of the benchmark.
    public var rule: Rule
    /// The result, as it goes into every output.
    public var result: RuleResult
    /// What the specifications alone say; it differs from ``result`` only where a pass was vacuous.
    public var literal: XCCDF.ResultValue
    /// What the result rests on.
    public var evidenceClass: EvidenceClass
    /// The tests that decided, or that could not be decided.
    public var tests: [TestEvidence]
    /// SHA-256 of the evidence; `nil` where there is none.
    public var evidenceHash: String?
    /// Definitions that were asked.
    public var definitions: [String]
    /// One line for a person: what was found, or why nothing was decided.
    public var sentence: String

    /// CAT I, II or III: high, medium (also unknown), low; `info` counts as low.
    public var category: Int {
        switch result.severity {
        case .high: 1
        case .medium, .unknown: 2
        case .low, .info: 3
        }
    }
}

extension RuleReport {
    /// The report of one rule-result.
    ///
    /// - Parameters:
    ///   - results: The OVAL results that answered a check, by its request.
    ///   - vacuousIsUnknown: Whether a pass that rests on nothing becomes `unknown`.
    init(
        rule: Rule, result: RuleResult, index: IndexState, vacuousIsUnknown: Bool, results: (RuleResult.UsedCheck) -> OVALResults?
    ) {
        self.rule = rule
        self.result = result
        literal = result.result
        tests = []
        definitions = []
        sentence = ""
        var classes: [EvidenceClass] = []
        var hashes: [String] = []
        for used in result.used?.checks ?? [] {
            guard let name = used.contentRef?.name, let oval = results(used) else { continue }
            definitions.append(name)
            let evidence = DefinitionEvidence(of: name, in: oval, index: index)
            classes.append(evidence.evidenceClass)
            tests += evidence.decidingTests.map { TestEvidence(of: $0, in: oval) }
            if let hash = hashOfEvidence(evidence.decidingTests, in: oval) { hashes.append(hash) }
        }
        evidenceHash = hashes.count > 1 ? SHA256.hex(Array(hashes.joined(separator: "\n").utf8)) : hashes.first
        switch result.result {
        case .pass, .fail:
            if classes.isEmpty || classes.contains(.vacuous) || classes.contains(.none) {
                evidenceClass = .vacuous
            } else {
                evidenceClass = classes.contains(.observed) ? .observed : .absence
            }
        case .error, .unknown, .notapplicable, .notchecked, .notselected, .informational, .fixed: evidenceClass = .none
        }
        if vacuousIsUnknown && evidenceClass == .vacuous && result.result == .pass { self.result.result = .unknown }
        sentence = makeSentence()
    }

    /// At most three things found stand in a sentence; all of them stand in the report and the OVAL results.
    private func makeSentence() -> String {
        switch literal {
        case .pass, .fail:
            let wanted: OVAL.ResultValue = literal == .pass ? .true : .false
            let telling = tests.filter { $0.result == wanted && !$0.found.isEmpty } + tests.filter { $0.result == wanted && $0.found.isEmpty }
            let found = telling.flatMap(\.found).map(\.sentence)
            var words = Array(found.prefix(3))
            if found.count > 3 { words.append("and \(found.count - 3) more") }
            if words.isEmpty { words = Array(telling.flatMap(\.messages).prefix(2)) }
            if words.isEmpty { words = tests.prefix(1).map { "\($0.comment): \($0.result.rawValue)" } }
            let text = words.joined(separator: "; ")
            switch evidenceClass {
            case .observed: return text
            case .absence: return "by absence: \(text)"
            case .vacuous: return "vacuous \(literal.rawValue), nothing of the image decides it: \(text)"
            case .answer, .none: return text
            }
        case .notapplicable:
            let failed = result.platformsConsidered.filter { !$0.outcome.applies }
            if let first = failed.first { return first.outcome.reason }
            return reasons.first ?? "the check says that it does not apply to this target"
        case .error, .unknown, .notchecked, .notselected, .informational, .fixed:
            return reasons.prefix(2).joined(separator: "; ")
        }
    }

    private var reasons: [String] {
        var seen: Set<String> = []
        let undecided = tests.filter { $0.result != .true && $0.result != .false }
        let all = result.messages.map(\.text) + undecided.flatMap { test in test.messages.isEmpty ? ["\(test.comment): \(test.result.rawValue)"] : test.messages }
        return all.filter { seen.insert($0).inserted }
    }
}
