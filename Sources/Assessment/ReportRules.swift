internal import OVAL
internal import RMF
internal import XCCDF
internal import XML

/// The rules of a report, what is open first.
struct ReportRules {
    let result: AssessmentResult
    let text: BenchmarkText
    let controls: ControlFindings?

    /// At most so many things found are shown of one test; all stand in the OVAL results.
    private let shownItems = 10
    private let shownTests = 20

    func write(to writer: inout XMLWriter) {
        let byRule = controlsByRule
        var written: [String: Int] = [:]
        writer.element("rules") { writer in
            for status in ChecklistStatus.allCases {
                let rules = result.rules.filter { ChecklistStatus($0.result.result) == status }
                if rules.isEmpty { continue }
                writer.element("group", ["status": status.key, "title": status.rawValue, "count": String(rules.count)]) { writer in
                    for category in 1...3 {
                        for report in rules where report.category == category {
                            // A rule with a check for a whole document has several results; the anchor of the first is the rule's.
                            let number = written[report.rule.id, default: 0] + 1
                            written[report.rule.id] = number
                            let id = number == 1 ? report.rule.id : "\(report.rule.id)-result-\(number)"
                            write(report, id: id, controls: byRule[report.rule.id] ?? [], to: &writer)
                        }
                    }
                }
            }
        }
    }

    private var controlsByRule: [String: [ControlID]] {
        var byRule: [String: [ControlID]] = [:]
        for finding in controls?.findings ?? [] {
            for rule in finding.rules { byRule[rule.ruleID, default: []].append(finding.control) }
        }
        return byRule
    }

    private func write(_ report: RuleReport, id: String, controls ids: [ControlID], to writer: inout XMLWriter) {
        let rule = report.rule
        let group = result.content.benchmark.ancestors(ofGroupAt: rule.parent).first
        writer.element(
            "rule",
            [
                "id": id, "version": rule.version, "label": rule.version.map { "\($0) · \(rule.id)" } ?? rule.id,
                "title": rule.title.map { text.plainText(of: $0) } ?? rule.id, "severity": report.result.severity.rawValue,
                "category": "CAT \(String(repeating: "I", count: report.category))", "result": report.result.result.rawValue,
                "evidence": report.evidenceClass.rawValue, "group": group?.id, "group-title": group?.title.map { text.plainText(of: $0) },
                "evidence-sha256": report.evidenceHash,
            ]
        ) { writer in
            if !report.sentence.isEmpty { writer.element("reason", text: report.sentence) }
            if let proof = report.proof { writer.element("proof", text: report.isProven ? proof : "not proven: \(proof)") }
            for id in ids { writer.element("control-ref", ["anchor": controls?.anchor(of: id) ?? "", "id": id.description]) }
            for cci in report.ccis { writer.element("reference", ["kind": "CCI"], text: cci) }
            for reference in report.nistReferences { writer.element("reference", ["kind": "SP 800-53"], text: reference) }
            for ident in rule.idents where !ident.value.hasPrefix("CCI-") {
                writer.element("reference", ["kind": "Identifier"], text: ident.value)
            }
            writeProse(of: rule, to: &writer)
            writeTests(of: report, to: &writer)
        }
    }

    private func writeProse(of rule: Rule, to writer: inout XMLWriter) {
        func prose(_ title: String, _ element: XMLElement?) {
            guard let element else { return }
            let fragment = text.htmlFragment(of: element)
            if fragment.utf8.contains(where: { $0 > 0x20 }) { writer.element("text", ["title": title]) { $0.markup(fragment) } }
        }
        prose("Requirement", rule.descriptionElement)
        prose("Why it matters", rule.rationale)
        for fix in rule.fixTexts.prefix(1) { prose("What to do", fix) }
        for warning in rule.warnings { prose("Warning", warning) }
    }

    private func writeTests(of report: RuleReport, to writer: inout XMLWriter) {
        if report.tests.isEmpty { return }
        let shown = report.tests.prefix(shownTests)
        writer.element("tests", ["shown": String(shown.count), "of": String(report.tests.count)]) { writer in
            for test in shown {
                writer.element("test", ["id": test.id, "comment": test.comment, "result": test.result.rawValue, "met": met(test.result)]) {
                    writer in
                    if !test.expected.isEmpty { writer.element("expected", text: test.expected) }
                    let items = test.found.prefix(shownItems)
                    writer.element("found", ["searched": test.searched, "shown": String(items.count), "of": String(test.found.count)]) {
                        writer in
                        for item in items { write(item, of: test, to: &writer) }
                    }
                    for message in test.messages.prefix(3) { writer.element("message", text: message) }
                }
            }
        }
    }

    private func write(_ item: TestEvidence.Found, of test: TestEvidence, to writer: inout XMLWriter) {
        writer.element("item", ["where": item.path, "line": item.line.map(String.init), "met": met(item.result ?? test.result)]) { writer in
            for entity in item.entities { writer.element("value", ["name": entity.name], text: String(entity.value.prefix(400))) }
            if let message = item.message { writer.element("message", text: message) }
        }
    }

    private func met(_ result: OVAL.ResultValue) -> String {
        switch result {
        case .true: "yes"
        case .false: "no"
        case .unknown, .error, .notEvaluated, .notApplicable: "unknown"
        }
    }
}
