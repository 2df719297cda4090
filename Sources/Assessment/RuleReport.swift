internal import OVAL
internal import RMF
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
    /// Why evidence is missing, where it is.
    public var gaps: [EvidenceGap]
    /// Of a rule that does not apply: what was consulted; `nil` for all others.
    public var proof: String?
    /// Whether that rests on what is known of the image, and not on a question that could not be answered.
    public var isProven: Bool
    /// Where the facts of the image decided a platform otherwise than the content's own checks: which, and what those say.
    public var platformNote: String?
    /// One line for a person: what was found, or why nothing was decided.
    public var sentence: String

    /// CAT I, II or III: high, medium (also unknown), low; `info` counts as low.
    public var category: Int { Category(severity: result.severity.rawValue).rawValue }
}

extension RuleReport {
    /// The report of one rule-result.
    ///
    /// - Parameters:
    ///   - vacuousIsUnknown: Whether a pass that rests on nothing becomes `unknown`.
    ///   - otherwise: Platforms on which facts and the content's own checks differ, with what those checks say.
    ///   - platform: What it rests on that the platform of this id does not hold.
    ///   - results: The OVAL results that answered a check, by its request.
    init(
        rule: Rule, result: RuleResult, index: IndexState, vacuousIsUnknown: Bool, platform: (String) -> EvidenceClass,
        otherwise: [String: Bool] = [:], results: @escaping (RuleResult.UsedCheck) -> OVALResults?
    ) {
        self.rule = rule
        self.result = result
        literal = result.result
        let evidence = CheckEvidence(result.used, index: index, results: results)
        tests = evidence.tests
        definitions = evidence.definitions
        evidenceHash = evidence.hash
        gaps = evidence.gaps
        sentence = ""
        isProven = false
        switch result.result {
        case .pass, .fail:
            switch evidence.evidenceClass {
            case .observed: evidenceClass = .observed
            case .absence: evidenceClass = .absence
            // A result of no check of OVAL, or of one that looked at nothing.
            case .vacuous, .answer, .some(.none), nil: evidenceClass = .vacuous
            }
        case .error, .unknown, .notapplicable, .notchecked, .notselected, .informational, .fixed: evidenceClass = .none
        }
        // Owners that whoever unpacked the tree gave its files are no finding either.
        let restsOnOwners = result.result == .fail && gaps.contains(.unknownOwners)
        if vacuousIsUnknown && evidenceClass == .vacuous && (result.result == .pass || restsOnOwners) { self.result.result = .unknown }
        // A guard that does not hold says nothing of the requirement: a person has to look.
        if vacuousIsUnknown && self.result.result == .unknown && RequirementMetadata(rule).responsibility == "inherent" {
            self.result.result = .notchecked
        }
        if result.result == .notapplicable { decideApplicability(index, platform) }
        let notes = result.platformsConsidered.compactMap { considered in
            otherwise[considered.idref].map { "\(considered.idref) \($0 ? "applies" : "does not apply")" }
        }
        if !notes.isEmpty { platformNote = "by the content's own check \(unique(notes).joined(separator: ", "))" }
        sentence = makeSentence()
    }

    /// Platforms decide from the outside inwards: it is the last item asked that none of its platforms holds for.
    private mutating func decideApplicability(_ index: IndexState, _ platform: (String) -> EvidenceClass) {
        let considered = result.platformsConsidered
        if let last = considered.last, !last.outcome.applies {
            let deciding = considered.filter { $0.itemID == last.itemID }
            proof = deciding.map(\.outcome.reason).joined(separator: "; ")
            let ground = EvidenceClass.allOf(deciding.map { platform($0.idref) })
            isProven = ground == .observed || ground == .absence
            return
        }
        // The kinds of checks that ask about a running system say so; of an image of which nothing is known they say nothing.
        let reasons = tests.filter { $0.result == .notApplicable }
        proof = reasons.isEmpty ? nil : unique(reasons.flatMap(\.messages)).joined(separator: "; ")
        isProven = index.filesAreComplete && !reasons.isEmpty && reasons.allSatisfy { $0.flag == .notApplicable && !$0.messages.isEmpty }
    }
}
