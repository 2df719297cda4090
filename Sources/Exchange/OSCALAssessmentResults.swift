internal import RMF

extension OSCALDocument {
    /// Assessment results: an observation for each rule; a finding for each control with an open rule, and its risks.
    ///
    /// OSCAL has no finding but `satisfied` and `not-satisfied`. Rules alone satisfy no control, so a control without open rules has
    /// observations and no finding.
    var assessmentResults: JSONValue {
        let reviewed = findings.findings.map { JSONValue.object(["control-id": .string($0.control.oscalID)]) }
        let open = findings.findings.filter { $0.counts.open > 0 }
        let rules = observed
        let failed = Set(open.flatMap { $0.rules }.filter { $0.standing == .open }.map(\.ruleID))
        let result: JSONValue = [
            "uuid": .string(id("result", record.time)), "title": .string(markup(record.content.title)),
            "description": .string(
                markup("Rules of \(record.content.benchmark), profile \(record.content.profile ?? "none"), on \(describedImage)")),
            "start": .string(record.time), "end": .string(record.time),
            "local-definitions": ["components": [imageComponent, toolComponent]],
            "reviewed-controls": [
                "control-selections": [reviewed.isEmpty ? ["include-all": [:]] : ["include-controls": .array(reviewed)]]
            ],
            "observations": JSONValue(listed: rules.map(observation)),
            "risks": JSONValue(listed: rules.filter { failed.contains($0.id) }.map(risk)), "findings": JSONValue(listed: open.map(finding)),
        ]
        return [
            "assessment-results": [
                "uuid": .string(documentID("assessment-results")), "metadata": metadata("Assessment results"),
                // There is no plan but the content that was assessed against.
                "import-ap": ["href": .string("#\(content)"), "remarks": "The content of the assessment stands in place of a plan."],
                "results": [result], "back-matter": backMatter,
            ]
        ]
    }

    /// The rules that are observed: all, or those of the controls that the document is limited to; each id once.
    var observed: [RuleRecord] {
        let mapped = Set(findings.findings.flatMap { $0.rules.map(\.ruleID) })
        var seen: Set<String> = []
        return record.rules.filter { (findings.selection == nil || mapped.contains($0.id)) && seen.insert($0.id).inserted }
    }

    /// What was seen of one rule.
    func observation(_ rule: RuleRecord) -> JSONValue {
        let isAnswered = rule.evidence == "answer"
        return [
            "uuid": .string(id("observation", rule.id)), "title": .string(markup(rule.title)),
            "description": .string(markup(rule.sentence.isEmpty ? "\(rule.result)" : rule.sentence)),
            "props": .array(
                [own("rule", rule.id), own("result", rule.result), own("evidence", rule.evidence), own("severity", rule.severity)]
                    + (rule.evidenceHash.map { [own("evidence-sha256", $0)] } ?? []) + (rule.group.map { [own("group", $0)] } ?? [])
                    + (rule.version.map { [own("stig-id", $0)] } ?? []) + rule.ccis.map { own("cci", $0) }),
            "methods": [isAnswered ? "EXAMINE" : "TEST"], "types": ["control-objective"],
            "origins": [["actors": [["type": "tool", "actor-uuid": .string(tool)]]]],
            "subjects": [["subject-uuid": .string(image), "type": "component"]],
            "relevant-evidence": [
                ["href": .string("#\(result)"), "description": .string(markup("Tests and items of the rule \(rule.id)"))]
            ],
            "collected": .string(record.time),
        ]
    }

    /// The risk of one open rule.
    func risk(_ rule: RuleRecord) -> JSONValue {
        let answer = rule.answer.flatMap { $0.voidBecause == nil ? $0 : nil }
        let isAccepted = answer?.as == "risk_accepted"
        return [
            "uuid": .string(id("risk", rule.id)), "title": .string(markup(rule.title)),
            "description": .string(markup(rule.sentence.isEmpty ? rule.title : rule.sentence)),
            "statement": .string(markup(rule.discussion.isEmpty ? rule.title : PlainText.cut(rule.discussion, to: 4_000))),
            "props": [own("severity", rule.severity), own("category", Category(severity: rule.severity).description)],
            // A person's acceptance is what OSCAL calls an approved deviation; the finding stays.
            "status": isAccepted ? "deviation-approved" : "open",
            "deadline": isAccepted ? nil : options.scheduledCompletion.map { .string("\($0)T00:00:00Z") },
            "remediations": rule.fix.isEmpty
                ? nil
                : [
                    [
                        "uuid": .string(id("remediation", rule.id)), "lifecycle": "recommendation", "title": "Fix of the content",
                        "description": .string(markup(PlainText.cut(rule.fix, to: 4_000))),
                    ]
                ],
            "related-observations": [["observation-uuid": .string(id("observation", rule.id))]],
        ]
    }

    private func finding(_ finding: ControlFindings.Finding) -> JSONValue {
        let open = unique(finding.rules.filter { $0.standing == .open }.map(\.ruleID))
        return [
            "uuid": .string(id("finding", "\(findings.revision.rawValue) \(finding.control)")),
            "title": .string(markup("\(finding.control) \(finding.title)")),
            "description": .string(markup(ControlResponse(finding).standing)),
            "target": [
                "type": "statement-id", "target-id": .string(ControlReference(control: finding.control).oscalStatementID),
                "status": ["state": "not-satisfied", "reason": "fail"],
            ],
            "related-observations": .array(
                unique(finding.rules.map(\.ruleID)).map { ["observation-uuid": .string(id("observation", $0))] }),
            "related-risks": .array(open.map { ["risk-uuid": .string(id("risk", $0))] }),
        ]
    }

    private func unique(_ ids: [String]) -> [String] {
        var seen: Set<String> = []
        return ids.filter { seen.insert($0).inserted }
    }
}
