internal import Calendar
public import RMF
internal import XML

/// The document that the stylesheets of `reports/` are applied to: everything a person reads, grouped and sorted here, so that a stylesheet
/// decides nothing. Its elements are described in `reports/README.md`.
public struct ReportDocument {
    /// What it is written from.
    public let record: AssessmentRecord
    /// What the results say of controls, the revision shown first.
    public var controls: [ControlFindings]
    /// The catalogue the controls are of.
    public var catalog: ControlCatalog?
    /// A file that holds the complete result, and its SHA-256.
    public var integrity: (file: String, sha256: String)?
    /// What changed since an earlier assessment.
    public var changes: RecordDiff?
    /// So many days after the run the report is out of date; `nil` where nobody said.
    public var staleAfter: Int?

    /// A report of `record`.
    public init(
        _ record: AssessmentRecord, controls: [ControlFindings], catalog: ControlCatalog?, integrity: (file: String, sha256: String)? = nil
    ) {
        self.record = record
        self.controls = controls
        self.catalog = catalog
        self.integrity = integrity
    }

    /// The document.
    public func bytes() -> [UInt8] {
        var writer = XMLWriter()
        writer.element("report", namespace: "urn:stigready:report:1") { writer in
            writeHead(to: &writer)
            ReportSummary(record: record).write(to: &writer)
            writeAnswers(to: &writer)
            writeChanges(to: &writer)
            for findings in controls { ReportControls(findings: findings, catalog: catalog).write(to: &writer) }
            ReportRules(rules: record.rules, controls: controls.first).write(to: &writer)
            writer.element("diagnostics") { writer in
                for diagnostic in record.diagnostics.prefix(200) {
                    writer.element(
                        "diagnostic",
                        [
                            "severity": diagnostic.severity, "location": diagnostic.location, "subject": diagnostic.subject,
                        ],
                        text: diagnostic.message)
                }
            }
            if let integrity { writer.element("integrity", ["file": integrity.file, "sha256": integrity.sha256]) }
        }
        return writer.bytes
    }

    func writeHead(to writer: inout XMLWriter) {
        let target = record.target
        let packages = target.packages.map { String($0.count) }
        let owners = target.facts.first { $0.name == "owners of files" }?.value
        writer.element(
            "target",
            [
                "name": target.name, "digest": target.digest, "source": target.source,
                "os": target.osName.isEmpty ? "unknown" : target.osName,
                "architecture": target.architecture.isEmpty ? "unknown" : target.architecture, "platform": target.platform,
                "configuration": target.configurationDigest, "layers": target.layers.isEmpty ? nil : String(target.layers.count),
                "packages": packages, "owners": owners,
            ]
        ) { writer in
            // These three have attributes of their own.
            for fact in target.facts where !["operating system", "architecture", "owners of files"].contains(fact.name) {
                let sources = fact.sources.isEmpty ? "" : " (\(fact.sources.prefix(3).joined(separator: ", ")))"
                writer.element("fact", ["name": fact.name], text: fact.value + sources)
            }
            for line in record.content.chosenBecause { writer.element("fact", ["name": "choice of content"], text: line) }
            for layer in target.layers {
                writer.element("layer", ["digest": layer.digest, "size": String(layer.size)], text: layer.createdBy)
            }
        }
        writer.element("tool", ["name": record.tool.name, "version": record.tool.version])
        let content = record.content
        writer.element(
            "content",
            [
                "file": content.file, "sha256": content.sha256, "benchmark": content.benchmark, "title": content.title,
                "version": content.version, "release": content.release, "profile": content.profile, "profile-title": content.profileTitle,
                "tailoring": content.tailoring, "publisher": content.publisher.isEmpty ? nil : content.publisher,
            ])
        let mode =
            record.isLiteral
            ? "literal: results follow the specifications; what a pass rests on is said beside it"
            : "by evidence: a pass that rests on nothing of the image is not reviewed"
        // There is no clock here: whoever reads it compares the day.
        let validUntil = staleAfter.flatMap { days in CalendarDay(record.time)?.adding(days: days).description }
        writer.element("run", ["start": record.time, "end": record.time, "mode": mode, "valid-until": validUntil])
    }

    /// Decisions of people: those that do not hold first, since somebody has to do something about them.
    private func writeAnswers(to writer: inout XMLWriter) {
        let answered = record.rules.compactMap { rule in rule.answer.map { (rule: rule, answer: $0) } }
        if answered.isEmpty { return }
        let void = answered.filter { $0.answer.voidBecause != nil }
        writer.element("answers", ["applied": String(answered.count - void.count), "void": String(void.count)]) { writer in
            for (rule, answer) in void + answered.filter({ $0.answer.voidBecause == nil }) {
                writer.element(
                    "answered",
                    [
                        "rule": rule.id, "title": rule.title, "category": rule.categoryName, "before": status(answer.before),
                        "now": status(rule.result), "asked": answer.asked.map(status), "as": answer.as.replacing("_", with: " "),
                        "by": answer.by, "approved-by": answer.approvedBy, "date": answer.date, "expires": answer.expires,
                        "evidence": answer.reference, "provider": answer.provider, "severity": answer.severity,
                        "location": answer.location, "void": answer.voidBecause,
                    ], text: answer.justification)
            }
        }
    }

    private func writeChanges(to writer: inout XMLWriter) {
        guard let changes else { return }
        let anchors = Set(record.rules.map(\.id))
        writer.element(
            "changes", ["previous": "\(changes.old.target), assessed \(changes.old.time)", "unchanged": String(changes.unchanged)]
        ) {
            changes.write(to: &$0, anchors: anchors)
        }
    }
}

/// What a result in XCCDF's words is called in checklists.
func status(_ result: String) -> String { ChecklistStatus(result: result)?.rawValue ?? result }

extension AssessmentRecord {
    /// Whether a vacuous pass stands as a pass.
    var isLiteral: Bool { mode == "literal" }
}

/// What a result is called in checklists.
public enum ChecklistStatus: String, Sendable, CaseIterable {
    case open = "Open"
    case error = "Error"
    case notReviewed = "Not reviewed"
    case notApplicable = "Not applicable"
    case notAFinding = "Not a finding"

    /// Of a result in XCCDF's words; `nil` for rules that were not selected.
    public init?(result: String) {
        switch result {
        case "fail": self = .open
        case "error": self = .error
        case "unknown", "notchecked", "informational": self = .notReviewed
        case "notapplicable": self = .notApplicable
        case "pass", "fixed": self = .notAFinding
        default: return nil
        }
    }

    /// As an attribute of the report document.
    var key: String { rawValue.lowercased().replacing(" ", with: "-") }
}
