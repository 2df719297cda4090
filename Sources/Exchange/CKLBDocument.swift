/// A checklist of STIG Viewer 3: CKLB, the same as JSON.
///
/// STIG Manager finds a rule by `rule_id_src`, which has the ending `_rule` that `rule_id` has not, and takes no status words but these.
public struct CKLBDocument {
    private let checklist: Checklist
    private var record: AssessmentRecord { checklist.record }

    /// A checklist of `record`.
    public init(_ record: AssessmentRecord) { checklist = Checklist(record) }

    /// The document.
    public func bytes() throws(RecordError) -> [UInt8] {
        let content = record.content
        let rules = checklist.shape.rules.map(rule)
        let stig: JSONValue = [
            "stig_name": .string(content.title), "display_name": .string(content.title), "stig_id": .string(checklist.shape.benchmark),
            "version": .string(checklist.version), "release_info": .string(checklist.release ?? ""), "uuid": .string(checklist.stigID),
            "reference_identifier": "", "size": .integer(rules.count), "rules": .array(rules),
        ]
        let target: JSONValue = [
            "target_type": "Computing", "host_name": .string(checklist.host), "ip_address": "", "mac_address": "", "fqdn": "",
            "comments": .string(checklist.remark), "role": "None", "is_web_database": false, "technology_area": "", "web_db_site": "",
            "web_db_instance": "",
        ]
        let document: JSONValue = [
            "title": .string("\(checklist.host)-\(checklist.shape.benchmark)"), "id": .string(UUIDv5.id(checklist.identity, "cklb")),
            "cklb_version": "1.0", "active": false, "mode": 1, "has_path": true, "target_data": target, "stigs": [stig],
        ]
        return try jsonBytes(document)
    }

    private func rule(_ rule: ChecklistShape.Rule) -> JSONValue {
        let record = rule.record
        let bare = rule.id.hasSuffix("_rule") ? String(rule.id.dropLast(5)) : rule.id
        let override = checklist.severityOverride(rule).map { override -> JSONValue in
            ["severity": ["severity": .string(override.severity), "reason": .string(override.justification)]]
        }
        return [
            "uuid": .string(UUIDv5.id(checklist.identity, "rule", rule.id)), "stig_uuid": .string(checklist.stigID), "target_key": .null,
            "stig_ref": .string(checklist.reference), "group_id": .string(rule.group), "rule_id": .string(bare),
            "rule_id_src": .string(rule.id), "weight": .string("\(record.weight)"), "classification": "",
            "severity": .string(rule.severity), "rule_version": .string(record.version ?? rule.id),
            "group_title": .string(record.groupTitle ?? rule.group), "rule_title": .string(record.title), "fix_text": .string(record.fix),
            "discussion": .string(record.discussion), "check_content": .string(record.check), "false_positives": .null,
            "false_negatives": .null, "documentable": "false", "mitigations": .null, "potential_impacts": .null, "third_party_tools": .null,
            "mitigation_control": .null, "responsibility": JSONValue(record.responsibility), "security_override_guidance": .null,
            "ia_controls": .null,
            "check_content_ref": [
                "href": .string(record.checkReference?.href ?? ""), "name": .string(record.checkReference?.name ?? ""),
            ],
            "legacy_ids": JSONValue(record.legacyIDs),
            "group_tree": [
                [
                    "id": .string(rule.group), "title": .string(record.groupTitle ?? rule.group),
                    "description": "<GroupDescription></GroupDescription>",
                ]
            ], "status": .string(Self.status(record.result)), "overrides": override ?? .object([:]),
            "comments": .string(checklist.texts.comment(record)), "finding_details": .string(checklist.texts.detail(record)),
            "ccis": JSONValue(record.ccis), "createdAt": .string(self.record.time), "updatedAt": .string(self.record.time),
            "STIGUuid": .string(checklist.stigID),
        ]
    }

    /// A result in the words of STIG Viewer 3.
    static func status(_ result: String) -> String {
        switch ChecklistStatus(result: result) {
        case .open: "open"
        case .notAFinding: "not_a_finding"
        case .notApplicable: "not_applicable"
        case .notReviewed, .error, nil: "not_reviewed"
        }
    }
}
