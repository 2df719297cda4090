internal import ImageFacts
internal import OVAL
internal import XML

/// Writes a benchmark as a SCAP 1.3 source data stream.
///
/// SP 800-126r3. Components: the checklist, the checks, the questions for people, a CPE dictionary of the facts that requirements ask about, and
/// their inventory definitions.
struct DataStreamWriter {
    static let xccdf = "http://checklists.nist.gov/xccdf/1.2"
    static let dublinCore = "http://purl.org/dc/elements/1.1/"
    static let language = "http://cpe.mitre.org/language/2.0"
    static let dictionary = "http://cpe.mitre.org/dictionary/2.0"
    static let source = "http://scap.nist.gov/schema/scap/source/1.2"
    static let catalog = "urn:oasis:names:tc:entity:xmlns:xml:catalog"
    static let requirement = "urn:stigready:requirement:1"
    /// The system of `ident` for DISA's id of the rule.
    static let disaRule = "urn:stigready:disa-rule:1"

    let content: ContentSource
    private let inventory: Inventory
    private let questions: Questionnaires
    private let predicates: [Predicate]
    private let facts: [ApplicabilityFact]

    init(_ content: ContentSource) {
        self.content = content
        predicates = content.predicates
        let used = Set(predicates.flatMap(\.facts))
        facts = ApplicabilityFact.all.filter(used.contains)
        inventory = Inventory(facts, namespace: content.header.namespace)
        questions = Questionnaires(requirements: content.requirements, namespace: content.header.namespace)
    }

    private var hasChecks: Bool { !content.oval.isEmpty }
    private var name: String { content.header.id }
    private func component(_ part: String) -> String { "scap_\(content.header.namespace)_comp_\(name)-\(part).xml" }
    private func reference(_ part: String) -> String { "scap_\(content.header.namespace)_cref_\(name)-\(part).xml" }
    private func href(_ part: String) -> String { "\(name)-\(part).xml" }

    func bytes() -> [UInt8] {
        let time = content.header.timestamp
        var prefixes: [(prefix: String, namespace: String)] = [
            ("ds", Self.source), ("xlink", "http://www.w3.org/1999/xlink"), ("cat", Self.catalog), ("cpe-lang", Self.language),
            ("cpe-dict", Self.dictionary), ("dc", Self.dublinCore), ("ocil", Questionnaires.ocil),
        ]
        prefixes += content.oval.prefixes
        for namespace in [OVALMarkup.independent, OVALMarkup.linux, OVALMarkup.unix] {
            prefixes += ContentSource.missing(namespace, from: prefixes)
        }
        var writer = XMLWriter(declaring: prefixes)
        let id = "\(content.header.namespace)"
        writer.element(
            "data-stream-collection", namespace: Self.source, ["id": "scap_\(id)_collection_\(name)", "schematron-version": "1.3"]
        ) { writer in
            writer.element(
                "data-stream",
                ["id": "scap_\(id)_datastream_\(name)", "scap-version": "1.3", "use-case": "CONFIGURATION", "timestamp": time]
            ) { writer in
                if !facts.isEmpty {
                    writer.element("dictionaries") { self.componentRef("cpe-dictionary", to: ["cpe-oval"], &$0) }
                }
                writer.element("checklists") { self.componentRef("xccdf", to: hasChecks ? ["oval", "ocil"] : ["ocil"], &$0) }
                writer.element("checks") { writer in
                    if self.hasChecks { self.componentRef("oval", to: [], &writer) }
                    self.componentRef("ocil", to: [], &writer)
                    if !self.facts.isEmpty { self.componentRef("cpe-oval", to: [], &writer) }
                }
            }
            writer.element("component", ["id": component("xccdf"), "timestamp": time], checklist)
            if hasChecks {
                writer.element("component", ["id": component("oval"), "timestamp": time]) {
                    self.content.oval.write(to: &$0, timestamp: time, generated: self.content.generated)
                }
            }
            writer.element("component", ["id": component("ocil"), "timestamp": time]) { self.questions.write(to: &$0, timestamp: time) }
            if !facts.isEmpty {
                writer.element("component", ["id": component("cpe-dictionary"), "timestamp": time], products)
                writer.element("component", ["id": component("cpe-oval"), "timestamp": time]) {
                    self.inventory.write(to: &$0, timestamp: time)
                }
            }
        }
        return writer.bytes
    }

    private func componentRef(_ part: String, to others: [String], _ writer: inout XMLWriter) {
        writer.start("component-ref")
        writer.attribute("id", reference(part))
        writer.attribute("xlink:href", "#\(component(part))")
        if !others.isEmpty {
            writer.element("catalog", namespace: Self.catalog) { writer in
                // OpenSCAP's Schematron rules expect white space before the first entry, and see no entry behind other white space.
                writer.text(" ")
                for other in others { writer.element("uri", ["name": self.href(other), "uri": "#\(self.reference(other))"]) }
            }
        }
        writer.end()
    }

    private func products(_ writer: inout XMLWriter) {
        writer.element("cpe-list", namespace: Self.dictionary) { writer in
            for fact in self.facts {
                writer.element("cpe-item", ["name": fact.cpe]) { writer in
                    writer.element("title", ["xml:lang": "en-us"], text: "The image has \(fact.title)")
                    writer.element(
                        "check", ["system": Namespaces.definitions, "href": self.href("cpe-oval")],
                        text: self.inventory.definition(of: fact) ?? "")
                }
            }
        }
    }

    // MARK: Checklist

    private func checklist(_ writer: inout XMLWriter) {
        let header = content.header
        let prefix = "xccdf_\(header.namespace)"
        writer.element(
            "Benchmark", namespace: Self.xccdf,
            ["id": "\(prefix)_benchmark_\(header.id)", "resolved": "true", "style": "SCAP_1.3", "xml:lang": "en"]
        ) { writer in
            writer.element("status", ["date": header.date], text: header.status)
            writer.element("title", text: header.title)
            writer.element("description", text: header.description)
            writer.element("notice", ["id": "terms-of-use", "xml:lang": "en"], text: header.notice)
            writer.element("reference", ["href": "https://cyber.mil"], text: "\(header.guide.name) \(header.guide.version)")
            writer.element("plain-text", ["id": "release-info"], text: header.releaseInfo)
            if !predicates.isEmpty { platforms(&writer) }
            writer.element("version", ["time": header.timestamp], text: header.version)
            writer.element("metadata") { writer in
                for name in ["creator", "publisher", "contributor"] {
                    writer.element(name, namespace: Self.dublinCore, text: header.publisher)
                }
                writer.element("source", namespace: Self.dublinCore, text: header.source)
            }
            for system in ["urn:xccdf:scoring:default", "urn:xccdf:scoring:flat"] { writer.element("model", ["system": system]) }
            writer.element("Profile", ["id": "\(prefix)_profile_all"]) { writer in
                writer.element("title", text: "All requirements")
                writer.element(
                    "description",
                    text: "Every requirement of the benchmark. Those that the image cannot meet do not apply, and say who provides them.")
                for requirement in self.content.requirements {
                    writer.element("select", ["idref": "\(prefix)_rule_\(requirement.id)", "selected": "true"])
                }
            }
            for value in content.header.values { value.write(to: &writer) }
            for requirement in content.requirements {
                writer.element("Group", ["id": "\(prefix)_group_\(requirement.v)"]) { writer in
                    writer.element("title", text: requirement.srg)
                    writer.element("description", text: "\(requirement.srg) of the \(header.guide.name) \(header.guide.version).")
                    self.rule(requirement, prefix, &writer)
                }
            }
        }
    }

    private func platforms(_ writer: inout XMLWriter) {
        func test(_ predicate: Predicate, _ writer: inout XMLWriter) {
            switch predicate {
            case .fact(let fact): writer.element("fact-ref", ["name": fact.cpe])
            case .not(let inner):
                writer.element("logical-test", ["operator": "AND", "negate": "true"]) { test(inner, &$0) }
            case .all(let inner):
                writer.element("logical-test", ["operator": "AND", "negate": "false"]) { writer in
                    for part in Predicate.testsFirst(inner) { test(part, &writer) }
                }
            case .any(let inner):
                writer.element("logical-test", ["operator": "OR", "negate": "false"]) { writer in
                    for part in Predicate.testsFirst(inner) { test(part, &writer) }
                }
            }
        }
        writer.element("platform-specification", namespace: Self.language) { writer in
            for predicate in self.predicates {
                writer.element("platform", ["id": predicate.id]) { writer in
                    writer.element("title", ["xml:lang": "en"], text: "An image with \(predicate.text)")
                    if case .fact = predicate {
                        writer.element("logical-test", ["operator": "AND", "negate": "false"]) { test(predicate, &$0) }
                    } else {
                        test(predicate, &writer)
                    }
                }
            }
        }
    }

    private func rule(_ requirement: Requirement, _ prefix: String, _ writer: inout XMLWriter) {
        writer.element(
            "Rule",
            [
                "id": "\(prefix)_rule_\(requirement.id)", "selected": "true", "severity": requirement.severity, "weight": "10.0",
                "role": "full",
            ]
        ) { writer in
            writer.element("version", text: requirement.id)
            writer.element("title", text: requirement.title)
            writer.element("description", text: requirement.discussionWithReason)
            for id in [requirement.srg, requirement.v, requirement.sv] {
                writer.element("reference", ["href": "https://cyber.mil/stigs"], text: id)
            }
            writer.element("metadata") { writer in
                writer.element("requirement", namespace: Self.requirement, ["responsibility": requirement.responsibility.rawValue]) {
                    writer in
                    writer.element("reason", text: requirement.reason)
                    writer.element("check", text: requirement.check)
                    if let provider = requirement.provider {
                        writer.element("provider", ["where": provider.place], text: provider.who)
                    }
                    if !requirement.deployer.isEmpty { writer.element("deployer", text: requirement.deployer) }
                    if !requirement.response.isEmpty { writer.element("response", text: requirement.response) }
                }
            }
            if let applies = requirement.applies { writer.element("platform", ["idref": "#\(applies.id)"]) }
            for cci in requirement.cci { writer.element("ident", ["system": "http://cyber.mil/cci"], text: cci) }
            writer.element("ident", ["system": Self.disaRule], text: requirement.sv)
            writer.element("fixtext", ["fixref": requirement.fixID], text: requirement.fix)
            writer.element("fix", ["id": requirement.fixID])
            if let definition = content.deciding[requirement.id] {
                writer.element("check", ["system": Namespaces.definitions]) { writer in
                    for value in self.content.taken[definition] ?? [] {
                        writer.element("check-export", ["export-name": value.variable, "value-id": value.id])
                    }
                    writer.element("check-content-ref", ["href": self.href("oval"), "name": definition])
                }
            }
            writer.element("check", ["system": Questionnaires.system]) { writer in
                writer.element("check-content-ref", ["href": self.href("ocil"), "name": self.questions.id(requirement)])
            }
        }
    }
}

extension Requirement {
    /// The discussion, and after it why somebody has to meet it.
    var discussionWithReason: String { discussion + "\n\n" + reason }
    /// Id of the fix; our own numbers are those of the rule.
    var fixID: String { "F-\(sv.dropFirst(3).dropLast(5))_fix" }
    /// System of the check in DISA's form.
    var checkID: String { "C-\(sv.dropFirst(3).dropLast(5))_chk" }
}
