import Exchange

/// A small record, one rule of each kind.
enum RecordSample {
    static let hash = String(repeating: "a1", count: 32)

    static func rule(_ number: Int, _ result: String, evidence: String = "observed", severity: String = "medium", isProven: Bool = false)
        -> RuleRecord
    {
        RuleRecord(
            id: "xccdf_mil.disa.stig_rule_SV-\(number)r1_rule", group: "xccdf_mil.disa.stig_group_V-\(number)",
            groupTitle: "SRG-OS-\(number)",
            version: "APP-\(number)", title: "Rule \(number)", severity: severity,
            category: severity == "high" ? 1 : severity == "low" ? 3 : 2, result: result, evidence: evidence,
            evidenceHash: evidence == "none" ? nil : hash, isProven: isProven, sentence: "sentence \(number)")
    }

    static func record(_ rules: [RuleRecord], failOn: Int? = 1, minimumEvidence: Int = 0) -> AssessmentRecord {
        AssessmentRecord(
            tool: .init(name: "stigready", version: "0"), time: "2026-06-01T12:00:00Z", mode: "evidence",
            target: TargetRecord(name: "app", source: "directory", digest: "sha256:abcd"),
            content: ContentRecord(file: "c.xml", sha256: "00", benchmark: "b", title: "Benchmark", version: "1"),
            gate: GateRecord(rules, failOn: failOn, minimumEvidence: minimumEvidence), rules: rules, scores: [], diagnostics: [])
    }

    static var mixed: AssessmentRecord {
        record([
            rule(1, "fail", severity: "high"), rule(2, "pass"), rule(3, "pass", evidence: "absence"),
            rule(4, "unknown", evidence: "vacuous"),
            rule(5, "notchecked", evidence: "none"), rule(6, "notapplicable", evidence: "none", isProven: true),
            rule(7, "notapplicable", evidence: "none"), rule(8, "fail", severity: "low"),
        ])
    }
}
