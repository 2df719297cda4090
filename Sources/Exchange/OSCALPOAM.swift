internal import RMF

extension OSCALDocument {
    /// The plan of action and milestones: an item for each rule that fails.
    ///
    /// OSCAL requires an item. Where nothing is open there is one that says so, without a risk.
    var poam: JSONValue {
        let open = observed.filter { $0.result == "fail" }
        let items: [JSONValue] = open.map { rule in
            [
                "uuid": .string(id("poam-item", rule.id)), "title": .string(markup(rule.title)),
                "description": .string(markup(rule.sentence.isEmpty ? rule.title : rule.sentence)), "props": .array(properties(rule)),
                "related-observations": [["observation-uuid": .string(id("observation", rule.id))]],
                "related-risks": [["risk-uuid": .string(id("risk", rule.id))]],
            ]
        }
        let none: JSONValue = [
            "uuid": .string(id("poam-item", "none")), "title": "No open findings",
            "description": "No rule of the assessment fails. This is no statement on rules that were not decided.",
        ]
        return [
            "plan-of-action-and-milestones": [
                "uuid": .string(documentID("poam")), "metadata": metadata("Plan of action and milestones"),
                // The system is not known here: its owner's id takes the place of this one, which stands for the image.
                "system-id": ["identifier-type": "http://ietf.org/rfc/rfc4122", "id": .string(id("system"))],
                "local-definitions": ["components": [imageComponent, toolComponent]],
                "observations": JSONValue(listed: open.map(observation)), "risks": JSONValue(listed: open.map(risk)),
                "poam-items": .array(items.isEmpty ? [none] : items), "back-matter": backMatter,
            ]
        ]
    }

    private func properties(_ rule: RuleRecord) -> [JSONValue] {
        let controls = findings.findings.filter { $0.rules.contains { $0.ruleID == rule.id } }.map(\.control.oscalID)
        return [own("rule", rule.id), own("severity", rule.severity)] + controls.map { own("control-id", $0) }
            + rule.ccis.map { own("cci", $0) }
    }
}
