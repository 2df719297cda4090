internal import RMF
internal import XML

/// The rules of a report, what is open first.
struct ReportRules {
    let rules: [RuleRecord]
    let controls: ControlFindings?

    /// At most so many things found are shown of one test; all stand in the OVAL results.
    private let shownItems = 10
    private let shownTests = 20

    func write(to writer: inout XMLWriter) {
        let byRule = controlsByRule
        var written: [String: Int] = [:]
        writer.element("rules") { writer in
            writeFacets(to: &writer)
            for status in ChecklistStatus.allCases {
                let rules = rules.filter { ChecklistStatus(result: $0.result) == status }
                if rules.isEmpty { continue }
                writer.element("group", ["status": status.key, "title": status.rawValue, "count": String(rules.count)]) { writer in
                    for category in 1...3 {
                        for rule in rules where rule.category == category {
                            // A rule with a check for a whole document has several results; the anchor of the first is the rule's.
                            let number = written[rule.id, default: 0] + 1
                            written[rule.id] = number
                            let id = number == 1 ? rule.id : "\(rule.id)-result-\(number)"
                            write(rule, id: id, controls: byRule[rule.id] ?? [], to: &writer)
                        }
                    }
                }
            }
        }
    }

    /// What rules can be filtered by beside status and category.
    private func writeFacets(to writer: inout XMLWriter) {
        func write(_ name: String, _ values: [String], _ value: (RuleRecord) -> String?) {
            for word in values {
                let count = rules.count { value($0) == word }
                if count > 0 { writer.element("facet", ["name": name, "value": word, "count": String(count)]) }
            }
        }
        write("evidence", ["observed", "absence", "answer", "vacuous", "none"]) { $0.evidence }
        write("responsibility", RuleRecord.responsibilities) { $0.responsibility }
    }

    private var controlsByRule: [String: [ControlID]] {
        var byRule: [String: [ControlID]] = [:]
        for finding in controls?.findings ?? [] {
            for rule in finding.rules { byRule[rule.ruleID, default: []].append(finding.control) }
        }
        return byRule
    }

    private func write(_ rule: RuleRecord, id: String, controls ids: [ControlID], to writer: inout XMLWriter) {
        writer.element(
            "rule",
            [
                "id": id, "version": rule.version, "label": rule.version.map { "\($0) · \(rule.id)" } ?? rule.id, "title": rule.title,
                "severity": rule.severity, "category": rule.categoryName,
                "category-before": rule.category == rule.categoryOfSeverity ? nil : RuleRecord.categoryName(rule.categoryOfSeverity),
                "result": rule.result, "evidence": rule.evidence, "responsibility": rule.responsibility,
                "provider": (rule.answer?.voidBecause == nil ? rule.answer?.provider : nil) ?? rule.provider, "deployer": rule.deployer,
                "group": rule.group, "group-title": rule.groupTitle,
                "evidence-sha256": rule.evidenceHash,
            ]
        ) { writer in
            if !rule.sentence.isEmpty { writer.element("reason", text: rule.sentence) }
            if let proof = rule.proof { writer.element("proof", text: rule.isProven ? proof : "not proven: \(proof)") }
            if let answer = rule.answer {
                writer.element(
                    "answer",
                    [
                        "as": answer.as.replacing("_", with: " "), "by": answer.by, "approved-by": answer.approvedBy, "date": answer.date,
                        "expires": answer.expires, "before": status(answer.before), "asked": answer.asked.map(status),
                        "evidence": answer.reference, "location": answer.location, "void": answer.voidBecause,
                    ], text: answer.justification)
            }
            for id in ids { writer.element("control-ref", ["anchor": controls?.anchor(of: id) ?? "", "id": id.description]) }
            for cci in rule.ccis { writer.element("reference", ["kind": "CCI"], text: cci) }
            for reference in rule.nist { writer.element("reference", ["kind": "SP 800-53"], text: reference) }
            for id in rule.legacyIDs { writer.element("reference", ["kind": "Older id"], text: id) }
            for ident in rule.idents where !rule.legacyIDs.contains(ident.value) {
                writer.element("reference", ["kind": "Identifier"], text: ident.value)
            }
            for prose in rule.texts { writer.element("text", ["title": prose.title]) { $0.markup(prose.html) } }
            writeTests(of: rule, to: &writer)
        }
    }

    private func writeTests(of rule: RuleRecord, to writer: inout XMLWriter) {
        if rule.tests.isEmpty { return }
        let shown = rule.tests.prefix(shownTests)
        writer.element("tests", ["shown": String(shown.count), "of": String(rule.tests.count)]) { writer in
            for test in shown {
                writer.element("test", ["id": test.id, "comment": test.comment, "result": test.result, "met": met(test.result)]) { writer in
                    if !test.expected.isEmpty { writer.element("expected", text: test.expected) }
                    let items = test.found.prefix(shownItems)
                    writer.element("found", ["searched": test.searched, "shown": String(items.count), "of": String(test.foundCount)]) {
                        writer in
                        for item in items { write(item, to: &writer) }
                    }
                    for message in test.messages.prefix(3) { writer.element("message", text: message) }
                }
            }
        }
    }

    private func write(_ item: TestRecord.Found, to writer: inout XMLWriter) {
        writer.element("item", ["where": item.path, "line": item.line.map(String.init), "met": met(item.result)]) { writer in
            for value in item.values { writer.element("value", ["name": value.name], text: value.value) }
            if let message = item.message { writer.element("message", text: message) }
        }
    }

    private func met(_ result: String) -> String { result == "true" ? "yes" : result == "false" ? "no" : "unknown" }
}

extension RuleRecord {
    /// `CAT I`, `CAT II` or `CAT III`.
    public var categoryName: String { Self.categoryName(category) }

    /// Of 1, 2 or 3.
    static func categoryName(_ category: Int) -> String { "CAT \(String(repeating: "I", count: min(max(category, 1), 3)))" }

    /// Who can be responsible, in the order people read it.
    static let responsibilities = ["image", "component", "host-kernel", "host-service", "platform", "organisation", "inherent"]
}
