internal import CPE
internal import Diagnostics
internal import ImageFacts
internal import OVAL
internal import OVALProbes
internal import SCAP
public import XCCDF

/// One run: content, a profile and an image in, one value out. The same input gives the same value.
public struct Assessment: Sendable {
    /// How results are read.
    public enum Mode: Sendable {
        /// As the specifications have it; any other engine agrees (`xccdf eval`).
        case literal
        /// A pass that rests on nothing of the image becomes `unknown` (`scan`).
        case evidence
    }

    /// How platforms are decided.
    public enum ApplicabilityMode: Sendable {
        /// By the content's own checks; any other engine agrees.
        case literal
        /// By what is known of the image; the content's own checks where nothing is.
        case facts(PlatformFacts)
    }

    /// What is assessed against.
    public var content: AssessmentContent
    /// How results are read.
    public var mode: Mode
    /// How platforms are decided.
    public var applicability: ApplicabilityMode
    /// The rules, as profile, tailoring and options select them.
    public var selected: SelectedRules
    /// When the run takes place; `time_difference` and the results use it.
    public var time: Timestamp
    /// Tasks that collect at once.
    public var workers: Int

    /// A run of `content` with the rules `selected`.
    public init(
        content: AssessmentContent, selected: SelectedRules, mode: Mode, applicability: ApplicabilityMode = .literal, time: Timestamp,
        workers: Int = 2
    ) {
        self.content = content
        self.mode = mode
        self.applicability = applicability
        self.selected = selected
        self.time = time
        self.workers = workers
    }

    /// Evaluates the rules on a target.
    ///
    /// Nothing in the image ends the run: what cannot be read becomes the result of the rules that ask for it.
    public func run(on target: Target) async -> AssessmentResult {
        let selected = observing(target)
        let collector = target.collector
        let inventory = await evaluateInventory(target, collector)
        var proofs: [String: ApplicabilityProof] = [:]
        // Platforms of which the facts say something else than the content's own checks, with what those say.
        var otherwise: [String: Bool] = [:]
        for idref in selected.platforms {
            let check: (InventoryCheck) -> InventoryResult = { check in
                guard let result = inventory[.init(check)]?.definitionResults[check.id]?.result else { return .notEvaluated }
                return InventoryResult(rawValue: result.rawValue) ?? .unknown
            }
            let literal = content.applicability.decide(idref, check: check)
            proofs[idref] = literal
            if case .facts(let facts) = applicability {
                let known = content.applicability.decide(idref, facts: facts.answer, check: check)
                proofs[idref] = known
                if known.holds != literal.holds { otherwise[idref] = literal.holds }
            }
        }
        let applies: (String) -> ApplicabilityOutcome = { idref in
            guard let proof = proofs[idref] else { return ApplicabilityOutcome(false, reason: "platform \(idref) was not decided") }
            return ApplicabilityOutcome(proof.holds, reason: proof.lines.map { $0.trimmed }.joined(separator: "; "))
        }
        let platform: (String) -> EvidenceClass = { idref in
            proofs[idref]?.evidenceOfNotHolding { check in
                inventory[.init(check)].map { DefinitionEvidence.ofInventory(check.id, in: $0, index: target.index) } ?? .none
            } ?? .vacuous
        }
        let question = XCCDFEvaluation(selected, applicability: applies, checkSystems: [])
        let requests = selected.neededChecks(systems: [OVALRuns.system]) { question.platforms(of: $0).applies }
        let runs = OVALRuns(requests)
        let results = await runs.evaluate(content.definitions, on: target, now: time.seconds, workers: workers)
        let ruleResults = XCCDFEvaluation.evaluate(
            selected, applicability: applies, checkSystems: [OVALCheckSystem(runs: runs, results: results)])
        let reports = ruleResults.compactMap { result -> RuleReport? in
            guard let rule = content.benchmark.rule(result.idref) else { return nil }
            return RuleReport(
                rule: rule, result: result, index: target.index, vacuousIsUnknown: mode == .evidence, platform: platform,
                otherwise: otherwise
            ) { used in
                guard let reference = used.contentRef else { return nil }
                var request = CheckRequest(
                    system: used.check.system, href: reference.href, name: reference.name, exports: used.exports,
                    imports: used.check.imports)
                if let place = runs.place(of: request) { return results[place] }
                // Of a check for a whole document each definition is reported by itself; the evaluation is that of the document.
                request.name = nil
                return runs.place(of: request).flatMap { results[$0] }
            }
        }
        return AssessmentResult(
            content: content, selected: selected, target: target, time: time, mode: mode, rules: reports,
            oval: zip(runs.runs, results).compactMap { run, result in result.map { .init(href: run.href, results: $0) } },
            inventory: inventory.sorted { ($0.key.source, $0.key.href) < ($1.key.source, $1.key.href) }.map {
                .init(href: $0.key.href, results: $0.value)
            })
    }

    /// The selected rules with the values that the image itself decides. Literal runs take what the content and the user say.
    private func observing(_ target: Target) -> SelectedRules {
        guard mode == .evidence else { return selected }
        var selected = selected
        for (fact, seen) in target.observations { selected.observe(fact.id, seen.word) }
        return selected
    }

    /// The results of every inventory definition that the platforms of the selected rules ask for.
    private func evaluateInventory(_ target: Target, _ collector: ImageCollector) async -> [SourceContent.InventoryKey: OVALResults] {
        let needed = content.applicability.neededChecks(for: selected.platforms)
        var wanted: [SourceContent.InventoryKey: Set<String>] = [:]
        for check in needed { wanted[.init(check), default: []].insert(check.id) }
        var results: [SourceContent.InventoryKey: OVALResults] = [:]
        for (key, ids) in wanted.sorted(by: { ($0.key.source, $0.key.href) < ($1.key.source, $1.key.href) }) {
            guard let definitions = content.inventory[key] else { continue }
            results[key] = await OVALSession.run(
                definitions: definitions, select: ids.sorted(), external: [:], collector: collector, systemInfo: target.systemInfo,
                now: time.seconds, workers: workers)
        }
        return results
    }
}

extension SourceContent.InventoryKey {
    fileprivate init(_ check: InventoryCheck) { self.init(source: check.source, href: check.href) }
}

extension String {
    fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
