internal import XML

/// A checklist of STIG Viewer 2: CKL 2.5, which its own schema and three readers hold to.
///
/// The order of all elements is fixed, none has an attribute or a namespace, and every rule has its finding details and comments, if
/// empty: STIG Manager ends without them, STIG Viewer refuses the file.
public struct CKLDocument {
    private let checklist: Checklist
    private var record: AssessmentRecord { checklist.record }

    /// A checklist of `record`.
    public init(_ record: AssessmentRecord) { checklist = Checklist(record) }

    /// The document.
    public func bytes() -> [UInt8] {
        var writer = XMLWriter()
        writer.element("CHECKLIST") { writer in
            writer.element("ASSET") { writer in
                for (name, value) in asset { Self.element(name, value, to: &writer) }
            }
            writer.element("STIGS") { writer in
                writer.element("iSTIG") { writer in
                    writer.element("STIG_INFO") { writer in
                        for (name, value) in information { Self.information(name, value, to: &writer) }
                    }
                    for rule in checklist.shape.rules { write(rule, to: &writer) }
                }
            }
        }
        return writer.bytes
    }

    /// The image is a thing that computes and no member of a domain; addresses it has none.
    private var asset: KeyValuePairs<String, String> {
        [
            "ROLE": "None", "ASSET_TYPE": "Computing", "MARKING": "", "HOST_NAME": checklist.host, "HOST_IP": "", "HOST_MAC": "",
            "HOST_FQDN": "", "TARGET_COMMENT": checklist.remark, "TECH_AREA": "", "TARGET_KEY": "", "WEB_OR_DATABASE": "false",
            "WEB_DB_SITE": "", "WEB_DB_INSTANCE": "",
        ]
    }

    private var information: KeyValuePairs<String, String> {
        let content = record.content
        return [
            "version": checklist.version, "classification": "", "customname": "", "stigid": checklist.shape.benchmark,
            "description": content.description, "filename": content.file, "releaseinfo": checklist.release ?? "", "title": content.title,
            "uuid": checklist.stigID, "notice": content.notice, "source": content.source,
        ]
    }

    private func write(_ rule: ChecklistShape.Rule, to writer: inout XMLWriter) {
        let record = rule.record
        let override = checklist.severityOverride(rule)
        writer.element("VULN") { writer in
            for (name, value) in attributes(rule) { Self.attribute(name, value, to: &writer) }
            for id in record.legacyIDs { Self.attribute("LEGACY_ID", id, to: &writer) }
            for cci in record.ccis { Self.attribute("CCI_REF", cci, to: &writer) }
            writer.element("STATUS", text: Self.status(record.result))
            writer.element("FINDING_DETAILS", text: checklist.texts.detail(record))
            writer.element("COMMENTS", text: checklist.texts.comment(record))
            Self.element("SEVERITY_OVERRIDE", override?.severity ?? "", to: &writer)
            Self.element("SEVERITY_JUSTIFICATION", override?.justification ?? "", to: &writer)
        }
    }

    /// `Security_Override_Guidance` is the word of the schema; it means the severity.
    private func attributes(_ rule: ChecklistShape.Rule) -> KeyValuePairs<String, String> {
        let record = rule.record
        return [
            "Vuln_Num": rule.group, "Severity": rule.severity, "Group_Title": record.groupTitle ?? rule.group, "Rule_ID": rule.id,
            "Rule_Ver": record.version ?? rule.id, "Rule_Title": record.title, "Vuln_Discuss": record.discussion, "IA_Controls": "",
            "Check_Content": record.check, "Fix_Text": record.fix, "False_Positives": "", "False_Negatives": "", "Documentable": "false",
            "Mitigations": "", "Potential_Impact": "", "Third_Party_Tools": "", "Mitigation_Control": "",
            "Responsibility": record.responsibility ?? "", "Security_Override_Guidance": "",
            "Check_Content_Ref": record.checkReference?.name ?? "", "Weight": "\(record.weight)", "STIGRef": checklist.reference,
            "TargetKey": "", "STIG_UUID": checklist.stigID,
        ]
    }

    /// A result in the words of the schema. What nobody decided is not reviewed, an error too.
    static func status(_ result: String) -> String {
        switch ChecklistStatus(result: result) {
        case .open: "Open"
        case .notAFinding: "NotAFinding"
        case .notApplicable: "Not_Applicable"
        case .notReviewed, .error, nil: "Not_Reviewed"
        }
    }

    private static func element(_ name: String, _ value: String, to writer: inout XMLWriter) {
        writer.element(name, text: value.isEmpty ? nil : value)
    }

    private static func attribute(_ name: String, _ value: String, to writer: inout XMLWriter) {
        writer.element("STIG_DATA") { writer in
            writer.element("VULN_ATTRIBUTE", text: name)
            element("ATTRIBUTE_DATA", value, to: &writer)
        }
    }

    private static func information(_ name: String, _ value: String, to writer: inout XMLWriter) {
        writer.element("SI_DATA") { writer in
            writer.element("SID_NAME", text: name)
            if !value.isEmpty { writer.element("SID_DATA", text: value) }
        }
    }
}
