public import OVAL

/// What the result of one definition rests on: which of its tests decided, and what those saw.
///
/// A pure function of the OVAL results and of what is known about the completeness of the image's indexes.
public struct DefinitionEvidence: Sendable {
    /// A test that decided.
    public struct DecidingTest: Sendable, Hashable {
        /// Its id.
        public var id: String
        /// What it saw; `nil` where it says nothing about the image, e.g. the family of the operating system.
        public var evidenceClass: EvidenceClass?
        /// Whether it was asked for by another definition of the class `inventory`: a condition, not what the rule is about.
        public var isCondition = false
    }

    /// The class of the whole.
    public var evidenceClass: EvidenceClass
    /// The tests that decided, in the order of the criteria, each once; of a definition that is not decided, those that leave it so.
    public var tests: [DecidingTest]
    /// Why evidence is missing, where it is.
    public var gaps: [EvidenceGap]

    /// Ids of ``tests``.
    public var decidingTests: [String] { tests.map(\.id) }

    /// The evidence of the definition `id`; class `none` where it is neither true nor false.
    public init(of id: String, in results: OVALResults, index: IndexState) {
        var finder = CriteriaEvidence(results: results, index: index)
        let ground = finder.definition(id, depth: 0)
        tests = finder.tests
        gaps = finder.objects.gaps
        guard let result = results.definitionResults[id]?.result, result == .true || result == .false else {
            evidenceClass = .none
            return
        }
        // A result that rests on no object of the image at all proves nothing about the image.
        evidenceClass = ground ?? .vacuous
        if ground == nil { gaps.append(.asksNothing) }
    }
}

/// Walks criteria down to the tests that decide.
private struct CriteriaEvidence {
    let results: OVALResults
    var objects: ObjectEvidence
    var tests: [DefinitionEvidence.DecidingTest] = []
    private var seen: Set<String> = []
    private var isInCondition = false
    /// Definitions that were walked already: content that extends twice at each of many levels must not cost twice at each.
    private var known: [String: EvidenceClass?] = [:]

    init(results: OVALResults, index: IndexState) {
        self.results = results
        objects = ObjectEvidence(results: results, index: index)
    }

    /// The class, or `nil` for what says nothing about the image (the OVAL family, constants).
    mutating func definition(_ id: String, depth: Int) -> EvidenceClass? {
        if let known = known[id] { return known }
        let isOuterCondition = isInCondition
        defer { isInCondition = isOuterCondition }
        if depth > 0, results.definitions.definitions[id]?.class == .inventory { isInCondition = true }
        guard depth < 64, let criteria = results.definitionResults[id]?.criteria else { return objects.vacuous(.notCollected) }
        let evidence = node(criteria, depth: depth + 1)
        known.updateValue(evidence, forKey: id)
        return evidence
    }

    private mutating func node(_ node: CriteriaResult, depth: Int) -> EvidenceClass? {
        guard depth < 64 else { return objects.vacuous(.notCollected) }
        switch node {
        case .criterion(let reference, _):
            return test(reference.id)
        case .extendDefinition(let reference, _):
            return definition(reference.id, depth: depth)
        case .criteria(let criteria, let result, let children):
            let own = result.negated(criteria.negate)
            func classes(_ condition: (ResultValue) -> Bool) -> [EvidenceClass?] {
                children.filter { condition($0.result) }.map { self.node($0, depth: depth + 1) }
            }
            switch (criteria.operator, own) {
            // What else is in there, errors included, changes nothing.
            case (.and, .false): return EvidenceClass.anyOne(classes { $0 == .false })
            case (.or, .true): return EvidenceClass.anyOne(classes { $0 == .true })
            case (.and, .true), (.or, .false), (.one, .true), (.one, .false), (.xor, .true), (.xor, .false):
                return EvidenceClass.allOf(classes { $0 == .true || $0 == .false })
            // Not decided: the class is of no use, but the reader wants to know by which tests.
            case (_, .unknown), (_, .error), (_, .notEvaluated), (_, .notApplicable):
                if criteria.operator == .or { addRefuted(children) }
                return EvidenceClass.allOf(classes { $0 == own })
            }
        }
    }

    /// Of alternatives that are not decided, what was observed of the image and is not as it was asked for: that is what a person has to look at.
    private mutating func addRefuted(_ children: [CriteriaResult]) {
        for case .criterion(let reference, .false) in children where results.isObserved(test: reference.id) {
            if seen.insert(reference.id).inserted { tests.append(.init(id: reference.id, evidenceClass: nil)) }
        }
    }

    private mutating func test(_ id: String) -> EvidenceClass? {
        guard let test = results.definitions.tests[id] else { return objects.vacuous(.notCollected) }
        let evidence = objects.ground(of: test)
        if seen.insert(id).inserted { tests.append(.init(id: id, evidenceClass: evidence, isCondition: isInCondition)) }
        return evidence
    }
}

extension OVALResults {
    /// Whether a test looks at values that the run itself observed.
    func isObserved(test id: String) -> Bool {
        guard !observedVariables.isEmpty, let object = definitions.tests[id]?.object.flatMap({ definitions.objects[$0] }) else {
            return false
        }
        return object.variableReference.map { observedVariables[$0] != nil } ?? false
    }
}
