internal import Assessment
internal import Diagnostics
internal import OVAL
internal import XML

/// Results of definitions for a person: the document that `reports/oval/report.html.xsl` is applied to.
struct OVALReport {
    let results: OVALResults
    /// The name of the target, and what is known of it.
    let target: (name: String, facts: [Target.Fact])
    /// What absence may be claimed from.
    let index: IndexState
    let file: String
    /// The one definition that was asked for; all where it is `nil`.
    let only: String?
    /// When the run took place.
    let time: String

    /// At most so many tests of a definition and things found of a test are shown; the OVAL results hold all.
    private let shown = 20

    init(results: OVALResults, target: Target, file: String, only: String?, time: Timestamp) {
        self.results = results
        self.target = (target.name, target.facts)
        index = target.index
        self.file = file
        self.only = only
        self.time = time.iso8601
    }

    /// Of a file of results: what it says of each definition counts, and of the image nothing more is known.
    init(recorded: RecordedOVAL, file: String, time: String) {
        results = recorded.results
        let system = recorded.system
        let facts = [("operating system", system.osName), ("version", system.osVersion), ("architecture", system.architecture)]
        target = (
            system.primaryHostName.isEmpty ? file : system.primaryHostName,
            facts.filter { !$0.1.isEmpty }.map { Target.Fact($0.0, $0.1) }
        )
        index = .unknown
        self.file = file
        only = nil
        self.time = time
    }

    /// The page.
    func html(data: DataDirectory) throws(ContentError) -> [UInt8] { try data.page("oval/report.html.xsl", of: document()) }

    /// The document, in the namespace of all report documents; its `definitions` take the place of `rules`.
    func document() -> [UInt8] {
        let evaluated = results.definitions.definitions.all.filter {
            results.definitionResults[$0.id] != nil && (only == nil || only == $0.id)
        }
        var writer = XMLWriter()
        writer.element("report", namespace: "urn:stigready:report:1") { writer in
            writer.element("target", ["name": target.name]) { writer in
                for fact in target.facts { writer.element("fact", ["name": fact.name], text: fact.value) }
            }
            writer.element("tool", ["name": "stigready", "version": Program.version])
            writer.element("content", ["file": file, "title": "OVAL definitions", "version": results.definitions.schemaVersion])
            writer.element("run", ["end": time])
            writer.element("definitions", ["count": String(evaluated.count)]) { writer in
                for result in Self.order {
                    let group = evaluated.filter { results.definitionResults[$0.id]?.result == result }
                    if group.isEmpty { continue }
                    writer.element("group", ["result": result.rawValue, "met": Self.met(result), "count": String(group.count)]) { writer in
                        for definition in group { write(definition, result, to: &writer) }
                    }
                }
            }
        }
        return writer.bytes
    }

    private func write(_ definition: Definition, _ result: ResultValue, to writer: inout XMLWriter) {
        let evidence = DefinitionEvidence(of: definition.id, in: results, index: index)
        writer.element(
            "definition",
            [
                "id": definition.id, "title": definition.title.isEmpty ? definition.id : definition.title,
                "class": definition.class.rawValue,
                "evidence": evidence.evidenceClass.rawValue,
            ]
        ) { writer in
            for message in results.definitionResults[definition.id]?.messages ?? [] { writer.element("reason", text: message.text) }
            let tests = evidence.decidingTests
            if tests.isEmpty { return }
            writer.element("tests", ["shown": String(min(shown, tests.count)), "of": String(tests.count)]) { writer in
                for id in tests.prefix(shown) { write(TestEvidence(of: id, in: results), to: &writer) }
            }
        }
    }

    private func write(_ test: TestEvidence, to writer: inout XMLWriter) {
        let met = Self.met(test.result)
        writer.element("test", ["id": test.id, "comment": test.comment, "result": test.result.rawValue, "met": met]) { writer in
            if !test.expected.isEmpty { writer.element("expected", text: test.expected) }
            let items = test.found.prefix(shown)
            writer.element("found", ["shown": String(items.count), "of": String(test.found.count)]) { writer in
                for item in items {
                    let itemMet = item.result.map(Self.met) ?? met
                    writer.element("item", ["where": item.path, "line": item.line.map { String($0) }, "met": itemMet]) { writer in
                        for entity in item.entities {
                            writer.element("value", ["name": entity.name], text: String(entity.value.prefix(400)))
                        }
                        if let message = item.message { writer.element("message", text: message) }
                    }
                }
            }
            for message in test.messages.prefix(3) { writer.element("message", text: message) }
        }
    }

    /// Results in the order of the page.
    static let order: [ResultValue] = [.false, .true, .error, .unknown, .notApplicable, .notEvaluated]

    static func met(_ result: ResultValue) -> String {
        switch result {
        case .true: "yes"
        case .false: "no"
        case .unknown, .error, .notEvaluated, .notApplicable: "unknown"
        }
    }
}
