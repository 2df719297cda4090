public import XML

extension OVALResults {
    /// How much a document of results says.
    public struct DocumentOptions: Sendable, Hashable {
        /// Only the result of each definition: no criteria, no tests, no items.
        public var isThin = false
        /// Nothing that was found, only what system it was.
        public var withoutSystemCharacteristics = false
        /// A copy of the definitions goes before the results.
        public var includesDefinitions = true
        /// What is reported by result and class, where more is said than by ``isThin``.
        public var directives: Directives?

        /// Everything, to be changed one by one.
        public init() {}
    }

    /// The whole `oval_results` document.
    ///
    /// Definitions, tests and objects stand in the order of the content, items in the order in which they were found: the same results
    /// give the same bytes.
    public func document(generator: Generator, options: DocumentOptions = DocumentOptions()) -> [UInt8] {
        var writer = XMLWriter(declaring: prefixes(options))
        write(into: &writer, generator: generator, options: options)
        return writer.bytes
    }

    /// Prefixes that make the document short; a writer that is to hold it may declare them.
    func prefixes(_ options: DocumentOptions) -> [(prefix: String, namespace: String)] {
        var prefixes = [("oval", Namespaces.common), ("xsi", XMLElement.schemaInstance)]
        if options.writesDefinitions {
            let kinds = definitions.tests.all.map(\.kind) + definitions.objects.all.map(\.kind) + definitions.states.all.map(\.kind)
            prefixes += TestKind.prefixes(kinds, "def", \.definitionsNamespace)
        }
        if options.writesItems {
            prefixes += TestKind.prefixes(characteristics.items.map(\.kind), "sys", \.systemCharacteristicsNamespace)
        }
        return prefixes
    }
}

extension OVALResults.DocumentOptions {
    fileprivate var writesItems: Bool { !isThin && !withoutSystemCharacteristics }
    fileprivate var writesDefinitions: Bool { includesDefinitions && directives?.includesDefinitions ?? true }
    fileprivate var effective: Directives { directives ?? Directives(all: .init(isThin: isThin)) }
}

extension OVALResults {
    /// Writes `oval_results`, as a document or inside another.
    public func write(into writer: inout XMLWriter, generator: Generator, options: DocumentOptions = DocumentOptions()) {
        if let directives = options.directives, !options.isThin {
            let reported = reported(directives)
            var options = options
            // Without one full definition there is nothing that items would explain.
            options.isThin = reported.isThin
            return reported.results.writeAll(into: &writer, generator: generator, options: options)
        }
        writeAll(into: &writer, generator: generator, options: options)
    }

    /// What directives leave of the results.
    private func reported(_ directives: Directives) -> (results: OVALResults, isThin: Bool) {
        var kept = self
        kept.definitionResults = [:]
        var referred: Set<String> = []
        var tests: Set<String> = []
        var isThin = true
        for (id, result) in definitionResults {
            let directive = directives.directive(for: result.result, of: definitions.definitions[id]?.class)
            guard directive.isReported else { continue }
            var result = result
            if directive.isThin {
                result.criteria = nil
            } else {
                isThin = false
                result.criteria?.references { reference, isTest in
                    if isTest { tests.insert(reference.id) } else { referred.insert(reference.id) }
                }
            }
            kept.definitionResults[id] = result
        }
        // What full criteria refer to must stand in the document; its result is enough.
        for id in referred where kept.definitionResults[id] == nil {
            guard var result = definitionResults[id] else { continue }
            result.criteria = nil
            kept.definitionResults[id] = result
        }
        kept.testResults = testResults.filter { tests.contains($0.key) }
        return (kept, isThin)
    }

    private func writeAll(into writer: inout XMLWriter, generator: Generator, options: DocumentOptions) {
        writer.element("oval_results", namespace: Namespaces.results) { writer in
            generator.write(into: &writer, schemaVersion: definitions.schemaVersion)
            options.effective.write(into: &writer, includesDefinitions: options.writesDefinitions)
            if options.writesDefinitions { writer.copy(definitions.element) }
            writer.element("results") { writer in
                writer.element("system") { writer in
                    writeDefinitions(into: &writer, options)
                    if !options.isThin { writeTests(into: &writer) }
                    characteristics.write(
                        into: &writer, generator: generator, schemaVersion: definitions.schemaVersion,
                        order: definitions.objects.all.map(\.id),
                        withItems: options.writesItems)
                }
            }
        }
    }

    private func writeDefinitions(into writer: inout XMLWriter, _ options: DocumentOptions) {
        var results: [DefinitionResult] = definitions.definitions.all.compactMap { definitionResults[$0.id] }
        // What is not in the document was asked for, or is referred to, by an id that leads nowhere.
        var missing = Set(definitionResults.keys.filter { definitions.definitions[$0] == nil })
        if !options.isThin {
            for result in results { result.criteria?.references { if !$1 && definitionResults[$0.id] == nil { missing.insert($0.id) } } }
        }
        results += missing.sorted().map { id in
            definitionResults[id]
                ?? DefinitionResult(id: id, result: .error, messages: [Message(.error, "there is no definition with this id")])
        }
        guard !results.isEmpty else { return }
        writer.element("definitions") { writer in
            for result in results {
                let definition = definitions.definitions[result.id]
                let attributes: KeyValuePairs<String, String?> = [
                    "definition_id": result.id, "result": result.result.rawValue, "version": definition?.version ?? "0",
                ]
                writer.element("definition", attributes) { writer in
                    for message in result.messages { message.write(into: &writer, namespace: Namespaces.results) }
                    guard !options.isThin, let criteria = result.criteria, criteria.isWritable(of: result.id) else { return }
                    write(criteria, into: &writer)
                }
            }
        }
    }

    private func write(_ result: CriteriaResult, into writer: inout XMLWriter) {
        func word(_ flag: Bool) -> String? { flag ? "true" : nil }
        switch result {
        case .criteria(let criteria, let value, let nodes):
            writer.start(
                "criteria",
                [
                    "applicability_check": criteria.applicabilityCheck.map { $0 ? "true" : "false" },
                    "operator": criteria.operator.rawValue,
                    "negate": word(criteria.negate), "result": value.rawValue,
                ])
            for node in nodes { write(node, into: &writer) }
            writer.end()
        case .criterion(let reference, let value):
            writer.element(
                "criterion",
                [
                    "applicability_check": reference.applicabilityCheck.map { $0 ? "true" : "false" }, "test_ref": reference.id,
                    "version": definitions.tests[reference.id]?.version ?? "0", "negate": word(reference.negate), "result": value.rawValue,
                ])
        case .extendDefinition(let reference, let value):
            writer.element(
                "extend_definition",
                [
                    "applicability_check": reference.applicabilityCheck.map { $0 ? "true" : "false" }, "definition_ref": reference.id,
                    "version": definitions.definitions[reference.id]?.version ?? "0", "negate": word(reference.negate),
                    "result": value.rawValue,
                ])
        }
    }

    private func writeTests(into writer: inout XMLWriter) {
        let results = definitions.tests.all.compactMap { testResults[$0.id] }
        // Criteria may refer to tests only that stand here.
        var missing = Set(testResults.keys.filter { definitions.tests[$0] == nil })
        for result in definitionResults.values {
            result.criteria?.references { if $1 && $0.id != result.id && testResults[$0.id] == nil { missing.insert($0.id) } }
        }
        guard !results.isEmpty || !missing.isEmpty else { return }
        writer.element("tests") { writer in
            for result in results { if let test = definitions.tests[result.id] { write(result, of: test, into: &writer) } }
            for id in missing.sorted() {
                let test = definitions.tests[id]
                let attributes: KeyValuePairs<String, String?> = [
                    "test_id": id, "version": test?.version ?? "0", "check": test?.check.rawValue ?? "all",
                    "result": test == nil ? "error" : "not evaluated",
                ]
                writer.element("test", attributes) { writer in
                    if test == nil {
                        Message(.error, "there is no test with this id, or it was not understood").write(
                            into: &writer, namespace: Namespaces.results)
                    }
                }
            }
        }
    }

    private func write(_ result: TestResult, of test: Test, into writer: inout XMLWriter) {
        let attributes: KeyValuePairs<String, String?> = [
            "test_id": result.id, "version": test.version,
            "check_existence": test.checkExistence == .atLeastOneExists ? nil : test.checkExistence.rawValue, "check": test.check.rawValue,
            "state_operator": test.stateOperator == .and ? nil : test.stateOperator.rawValue, "result": result.result.rawValue,
        ]
        writer.element("test", attributes) { writer in
            for message in result.messages { message.write(into: &writer, namespace: Namespaces.results) }
            for item in result.testedItems {
                writer.element("tested_item", ["item_id": String(item.item + 1), "result": item.result.rawValue]) { writer in
                    for message in item.messages { message.write(into: &writer, namespace: Namespaces.results) }
                }
            }
            for tested in result.testedVariables { writer.element("tested_variable", ["variable_id": tested.variable], text: tested.value) }
        }
    }
}

extension CriteriaResult {
    /// False for criteria that were made to name their definition in place of a test; its message says why.
    func isWritable(of definition: String) -> Bool {
        var isWritable = true
        references { reference, isTest in if isTest && reference.id == definition { isWritable = false } }
        return isWritable
    }

    /// Every reference, to tests with true, to definitions with false.
    func references(_ body: (Definition.Reference, Bool) -> Void) {
        switch self {
        case .criteria(_, _, let nodes): for node in nodes { node.references(body) }
        case .criterion(let reference, _): body(reference, true)
        case .extendDefinition(let reference, _): body(reference, false)
        }
    }
}
