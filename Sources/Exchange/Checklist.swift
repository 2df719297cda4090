internal import RMF

/// What both kinds of checklist say of a rule and of the whole: CKL of STIG Viewer 2 and CKLB of STIG Viewer 3.
struct Checklist {
    let shape: ChecklistShape
    let texts: EvidenceText
    var record: AssessmentRecord { shape.record }

    init(_ record: AssessmentRecord) {
        shape = ChecklistShape(record)
        texts = EvidenceText(record)
    }

    /// A severity that stands in place of the content's, and why.
    struct SeverityOverride {
        var severity: String
        var justification: String
    }

    /// An answer's word counts before that of an earlier checklist; the content's own severity is none to override with.
    func severityOverride(_ rule: ChecklistShape.Rule) -> SeverityOverride? {
        let record = rule.record
        if let answer = record.answer, answer.voidBecause == nil, let severity = answer.severity.flatMap(Self.severity) {
            return severity == rule.severity ? nil : SeverityOverride(severity: severity, justification: answer.justification)
        }
        guard let previous = record.previous, let severity = previous.severity.flatMap(Self.severity), severity != rule.severity else {
            return nil
        }
        return SeverityOverride(severity: severity, justification: previous.justification)
    }

    /// `text` as the severity of a checklist.
    static func severity(_ text: String) -> String? {
        let text = text.lowercased()
        return ["low", "medium", "high"].contains(text) ? text : nil
    }

    /// `Release: N …`, as readers parse it; `nil` where the content has no such line.
    var release: String? {
        record.content.release.flatMap { $0.firstMatch(of: /^Release: [0-9.]+/) == nil ? nil : $0 }
    }

    /// A checklist without a version is refused by STIG Manager.
    var version: String { record.content.version.isEmpty ? "0" : record.content.version }

    /// What a rule of a checklist refers to as its source.
    var reference: String {
        "\(record.content.title) :: Version \(version)\(release.map { ", \($0)" } ?? "")"
    }

    /// The name of the asset, at most as long as STIG Manager keeps it.
    var host: String { EvidenceText.cut(EvidenceText.oneLine(record.target.name), to: 255) }

    /// The image and what it was assessed with, for whoever opens the checklist.
    var remark: String {
        let target = record.target
        return EvidenceText.cut(
            [
                "Container image \(target.name)", target.digest, target.platform, target.osName.isEmpty ? nil : target.osName,
                "assessed \(record.time) with \(record.tool.name) \(record.tool.version)",
            ].compactMap { $0 }.map(EvidenceText.oneLine).joined(separator: ", "), to: 255)
    }

    /// What is assessed against what: the ground of every id in the checklist.
    var identity: String {
        UUIDv5.id(record.target.digest ?? record.target.name, record.content.benchmark, record.content.version, record.time)
    }
    /// The id of the STIG in it.
    var stigID: String { UUIDv5.id(identity, "stig") }
}
