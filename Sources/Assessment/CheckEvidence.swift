internal import OVAL
internal import XCCDF

/// What the checks of a rule rest on.
struct CheckEvidence {
    /// A definition that was asked, and the results it is in.
    typealias Asked = (id: String, results: OVALResults)

    /// The class of the whole; `nil` or `none` where no check was decided by OVAL.
    private(set) var evidenceClass: EvidenceClass?
    /// Tests that decided or left it undecided, each once.
    private(set) var tests: [TestEvidence] = []
    /// Definitions that decided.
    private(set) var definitions: [String] = []
    /// Hashes of the evidence of each, in that order.
    private(set) var hashes: [String] = []
    /// Why evidence is missing.
    private(set) var gaps: [EvidenceGap] = []

    private let index: IndexState
    private let results: (RuleResult.UsedCheck) -> OVALResults?
    private var seen: Set<String> = []

    /// - Parameter results: The OVAL results that answered a check.
    init(_ used: RuleResult.Used?, index: IndexState, results: @escaping (RuleResult.UsedCheck) -> OVALResults?) {
        self.index = index
        self.results = results
        if let used { evidenceClass = ground(of: used) }
    }

    /// One hash of all.
    var hash: String? { hashes.count > 1 ? SHA256.hex(Array(hashes.joined(separator: "\n").utf8)) : hashes.first }

    private mutating func ground(of used: RuleResult.Used) -> EvidenceClass? {
        switch used {
        case .check(let check): return ground(of: check)
        case .complex(let combining, let negate, let children):
            let own = used.result.negated(negate)
            switch (combining, own) {
            case (.and, .fail): return EvidenceClass.anyOne(classes(of: children) { $0 == .fail })
            case (.or, .pass): return EvidenceClass.anyOne(classes(of: children) { $0 == .pass })
            case (_, .pass), (_, .fail): return EvidenceClass.allOf(classes(of: children) { $0 == .pass || $0 == .fail })
            default: return EvidenceClass.allOf(classes(of: children) { $0 == own })
            }
        }
    }

    private mutating func classes(of children: [RuleResult.Used], _ condition: (XCCDF.ResultValue) -> Bool) -> [EvidenceClass?] {
        children.filter { condition($0.result) }.map { ground(of: $0) }
    }

    /// A check without a name asks for every definition of its document; together they pass, each of those that fail fails it.
    private mutating func ground(of check: RuleResult.UsedCheck) -> EvidenceClass? {
        guard let oval = results(check) else { return EvidenceClass.none }
        if let name = check.contentRef?.name { return ground(of: name, in: oval) }
        let parts = oval.definitions.definitions.all.map { definition in
            (
                id: definition.id,
                result: oval.definitionResults[definition.id].map { checkResult(definition.class, $0.result) } ?? .notchecked
            )
        }
        if check.result == .fail {
            return EvidenceClass.anyOne(parts.filter { $0.result == .fail }.map { ground(of: $0.id, in: oval) })
        }
        return EvidenceClass.allOf(parts.filter { $0.result == check.result }.map { ground(of: $0.id, in: oval) })
    }

    private mutating func ground(of definition: String, in oval: OVALResults) -> EvidenceClass? {
        let evidence = DefinitionEvidence(of: definition, in: oval, index: index)
        definitions.append(definition)
        for test in evidence.tests where seen.insert(test.id).inserted {
            tests.append(TestEvidence(of: test.id, in: oval, evidenceClass: test.evidenceClass, isCondition: test.isCondition))
        }
        for gap in evidence.gaps where !gaps.contains(gap) { gaps.append(gap) }
        if let hash = hashOfEvidence(evidence.decidingTests, in: oval) { hashes.append(hash) }
        return evidence.evidenceClass
    }
}

extension RuleResult.Used {
    /// What it came to, negation applied.
    var result: XCCDF.ResultValue {
        switch self {
        case .check(let check): check.result.negated(check.check.negate)
        case .complex(let combining, let negate, let children): combining.combine(children.map(\.result)).negated(negate)
        }
    }
}
