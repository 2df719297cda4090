/// One evaluation of a document of definitions: collects what is needed, then decides.
public struct OVALSession: Sendable {
    /// Evaluates definitions.
    ///
    /// The result depends on the arguments alone, not on which worker was faster. Nothing throws: what cannot be evaluated is an `error`
    /// or `unknown` of the definition it belongs to, with a message.
    ///
    /// - Parameters:
    ///   - definitions: The document.
    ///   - ids: The definitions that are asked for; all where `nil`. Those they extend are evaluated too.
    ///   - external: Values of external variables, by id.
    ///   - collector: What looks at the system. It is asked from `workers` tasks at once.
    ///   - systemInfo: What the system is, for the system characteristics.
    ///   - now: Seconds since 1970-01-01 00:00:00 UTC, for `time_difference`.
    ///   - workers: How many objects are collected at once.
    public static func run(
        definitions: Definitions, select ids: [String]?, external: [String: [String]], collector: any ObjectCollector,
        systemInfo: SystemCharacteristics.SystemInfo, now: Int64, workers: Int
    ) async -> OVALResults {
        let plan = CollectionPlan(definitions, definitions: ids ?? definitions.definitions.all.map(\.id))
        var session = OVALSession(definitions, plan, external: external, systemInfo: systemInfo, now: now)
        for wave in plan.waves { await session.collect(wave, with: collector, workers: workers) }
        return session.results(external: external)
    }

    private let definitions: Definitions
    private let plan: CollectionPlan
    private let patterns = PatternCache()
    private let masks: [String: Set<String>]
    private var variables: VariableResolver
    private var states: [String: StateEvaluation] = [:]
    private var characteristics: SystemCharacteristics

    private init(
        _ definitions: Definitions, _ plan: CollectionPlan, external: [String: [String]], systemInfo: SystemCharacteristics.SystemInfo,
        now: Int64
    ) {
        self.definitions = definitions
        self.plan = plan
        masks = plan.masks(in: definitions)
        variables = VariableResolver(definitions: definitions, external: external, now: now, patterns: patterns)
        characteristics = SystemCharacteristics(systemInfo: systemInfo)
    }

    // MARK: Collecting

    private mutating func collect(_ wave: CollectionPlan.Wave, with collector: any ObjectCollector, workers: Int) async {
        for id in wave.variables {
            if let cycle = plan.cycle(.variable, id) {
                variables.fail(id, cycle)
            } else {
                variables.resolve(id, collected: characteristics)
            }
        }
        let objects = wave.objects.compactMap { definitions.objects[$0] }
        for object in objects {
            for node in definitions.references(of: ContentNode(kind: .object, id: object.id)) where node.kind == .state {
                read(state: node.id)
            }
        }
        let resolution = ObjectResolution(
            definitions: definitions, variables: variables.values, states: states, masks: masks, patterns: patterns)

        // Parts of a set are of earlier waves.
        for object in objects where plan.cycle(.object, object.id) == nil {
            if let set = object.set { add(object, set, resolution) }
        }
        let plain = objects.filter { $0.set == nil && plan.cycle(.object, $0.id) == nil }
        for (object, outcome) in zip(plain, await collectAll(plain, resolution, with: collector, workers: workers)) {
            add(object, outcome)
        }
        for object in objects {
            if let cycle = plan.cycle(.object, object.id) {
                add(object, ObjectResolution.Outcome(collected: Collected(.error, messages: [Message(.error, cycle)])))
            }
        }
    }

    /// Reads a state, once its variables are resolved.
    private mutating func read(state id: String) {
        if states[id] != nil { return }
        if let cycle = plan.cycle(.state, id) {
            states[id] = StateEvaluation(id: id, failure: cycle)
        } else if let state = definitions.states[id] {
            states[id] = StateEvaluation(state, variables: variables.values, patterns: patterns)
        } else {
            states[id] = StateEvaluation(id: id, failure: definitions.missing("state", id))
        }
    }

    private mutating func add(_ object: Object, _ outcome: ObjectResolution.Outcome) {
        var places: [Int] = []
        var seen: Set<Int> = []
        for item in outcome.collected.items {
            let place = characteristics.add(item)
            if seen.insert(place).inserted { places.append(place) }
        }
        characteristics.objects[object.id] = CollectedObject(
            id: object.id, version: object.version, flag: outcome.collected.flag, items: places, variableValues: outcome.variableValues,
            messages: outcome.collected.messages)
        characteristics.objects[object.id]?.filteredOut = outcome.collected.filteredOut
    }

    private mutating func add(_ object: Object, _ set: ObjectSet, _ resolution: ObjectResolution) {
        var result = set.evaluate(characteristics, filters: resolution.filters)
        let passed = resolution.filters(object.filters).apply(to: result.items, flag: result.flag) { characteristics.items[$0] }
        if let message = passed.message { result.messages.append(Message(.warning, message)) }
        characteristics.objects[object.id] = CollectedObject(
            id: object.id, version: object.version, flag: passed.flag, items: passed.entries, messages: result.messages)
    }

    // MARK: Deciding

    private mutating func results(external: [String: [String]]) -> OVALResults {
        for id in plan.states { read(state: id) }
        characteristics.maskEverywhere()
        var results = OVALResults(definitions: definitions, characteristics: characteristics)
        results.variables = variables.values
        results.externalVariables = external
        for id in plan.tests {
            if let test = definitions.tests[id] { results.testResults[id] = evaluate(test) }
        }
        for id in plan.definitions {
            if let cycle = plan.cycle(.definition, id) {
                results.definitionResults[id] = DefinitionResult(id: id, result: .error, messages: [Message(.error, cycle)])
            } else if let definition = definitions.definitions[id] {
                results.definitionResults[id] = definition.evaluate(
                    tests: results.testResults, definitions: results.definitionResults, missing: definitions.missing)
            } else {
                results.definitionResults[id] = DefinitionResult(
                    id: id, result: .error, messages: [Message(.error, definitions.missing("definition", id))])
            }
        }
        return results
    }

    private func evaluate(_ test: Test) -> TestResult {
        if test.kind == .unknown { return TestResult(id: test.id, result: .unknown) }
        guard let id = test.object, let object = characteristics.objects[id] else {
            return TestResult(
                id: test.id, result: .error,
                messages: [Message(.error, test.object.map { definitions.missing("object", $0) } ?? "the test names no object")])
        }
        let evaluation = TestEvaluation(test: test, states: test.states.compactMap { states[$0] })
        let (result, items, messages) = evaluation.evaluate(object, items: characteristics.items)
        return TestResult(
            id: test.id, result: result, messages: messages, testedItems: items, testedVariables: testedVariables(of: test, object))
    }

    /// Each value of each variable that the test's states and object refer to, each variable once.
    private func testedVariables(of test: Test, _ object: CollectedObject) -> [(variable: String, value: String)] {
        var tested: [(variable: String, value: String)] = []
        var seen: Set<String> = []
        for state in test.states {
            for node in definitions.references(of: ContentNode(kind: .state, id: state)) where seen.insert(node.id).inserted {
                tested += (variables.values[node.id]?.values ?? []).map { (node.id, $0) }
            }
        }
        return tested + object.variableValues.filter { !seen.contains($0.variable) }
    }
}
