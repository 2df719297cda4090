public import RMF

/// HDF's exec-json, which Heimdall reads with the evidence that its reader of XCCDF drops.
///
/// A rule is a control with one result: `passed`, `failed`, `error`, or `skipped` with the reason. What does not apply has impact 0, which is
/// how Heimdall knows it.
public struct HDFDocument {
    private let record: AssessmentRecord
    private let texts: EvidenceText
    private let nist: [String: [String]]

    /// Results of `record`, with the controls of `controls`, those of one revision of SP 800-53.
    public init(_ record: AssessmentRecord, controls: ControlFindings) {
        self.record = record
        texts = EvidenceText(record)
        var nist: [String: [String]] = [:]
        for finding in controls.findings {
            for rule in finding.rules { nist[rule.ruleID, default: []].append(finding.control.description) }
        }
        self.nist = nist
    }

    /// The document.
    public func bytes() throws(RecordError) -> [UInt8] {
        let content = record.content
        let shape = ChecklistShape(record)
        let profile: JSONValue = [
            "name": .string(content.benchmark), "title": .string(content.title), "version": .string(content.version),
            "summary": .string(content.description), "sha256": .string(content.sha256), "supports": [], "attributes": [],
            "groups": .array(
                shape.rules.map { ["id": .string($0.group), "title": JSONValue($0.record.groupTitle), "controls": [.string($0.id)]] }),
            "status": "loaded", "controls": .array(shape.rules.map(control)),
        ]
        return try jsonBytes(
            [
                "platform": ["name": .string(record.tool.name), "release": .string(record.tool.version), "target_id": .string(target)],
                "version": .string(record.tool.version), "statistics": ["duration": .null], "profiles": [profile],
            ] as JSONValue)
    }

    private var target: String { record.target.digest.map { "\(record.target.name)@\($0)" } ?? record.target.name }

    private func control(_ rule: ChecklistShape.Rule) -> JSONValue {
        let record = rule.record
        let controls = nist[record.id] ?? []
        return [
            "id": .string(rule.group), "title": .string(record.title), "desc": .string(record.discussion), "code": .null,
            "impact": .number(Self.impact(record)), "refs": [], "source_location": ["ref": .string(self.record.content.file), "line": 0],
            "descriptions": [
                ["label": "default", "data": .string(record.discussion)], ["label": "check", "data": .string(record.check)],
                ["label": "fix", "data": .string(record.fix)],
            ],
            "tags": [
                "cci": JSONValue(record.ccis), "nist": JSONValue(controls), "severity": .string(record.severity),
                "gid": .string(rule.group),
                "gtitle": .string(record.groupTitle ?? rule.group), "rid": .string(rule.id), "stig_id": .string(record.version ?? rule.id),
                "fix_id": JSONValue(record.fixID), "responsibility": record.responsibility.map(JSONValue.string),
                "evidence": .string(record.evidence), "evidence_sha256": record.evidenceHash.map(JSONValue.string),
                "image_digest": self.record.target.digest.map(JSONValue.string),
            ], "results": [result(record)], "waiver_data": waiver(record) ?? .object([:]), "attestation_data": attestation(rule),
        ]
    }

    static func impact(_ rule: RuleRecord) -> Double {
        if rule.result == "notapplicable" { return 0 }
        switch rule.category {
        case 1: return 0.7
        case 2: return 0.5
        default: return 0.3
        }
    }

    static func status(_ result: String) -> String {
        switch ChecklistStatus(result: result) {
        case .notAFinding: "passed"
        case .open: "failed"
        case .error: "error"
        case .notApplicable, .notReviewed, nil: "skipped"
        }
    }

    private func result(_ rule: RuleRecord) -> JSONValue {
        let status = Self.status(rule.result)
        let expected = rule.tests.map(\.expected).first { !$0.isEmpty } ?? rule.title
        return [
            "status": .string(status), "code_desc": .string(expected), "start_time": .string(record.time), "run_time": 0,
            "message": .string(texts.account(rule)),
            "skip_message": status == "skipped" ? .string(rule.sentence.isEmpty ? rule.result : rule.sentence) : nil,
        ]
    }

    /// A decision that takes the requirement away.
    private func waiver(_ rule: RuleRecord) -> JSONValue? {
        guard let answer = rule.answer, answer.voidBecause == nil, rule.result == "notapplicable" else { return nil }
        return [
            "justification": .string(answer.justification), "run": true, "skipped_due_to_waiver": false,
            "expiration_date": answer.expires.map(JSONValue.string),
            "message": .string(EvidenceText.sentence(on: answer, now: rule.result)),
        ]
    }

    /// A person's word on a requirement.
    private func attestation(_ rule: ChecklistShape.Rule) -> JSONValue? {
        let record = rule.record
        guard let answer = record.answer, answer.voidBecause == nil, ["pass", "fail"].contains(record.result) else { return nil }
        return [
            "control_id": .string(rule.group), "explanation": .string(answer.justification), "frequency": .string(answer.expires ?? ""),
            "status": .string(Self.status(record.result)), "updated": .string(answer.date), "updated_by": .string(answer.by),
        ]
    }
}
