internal import Diagnostics
internal import OVAL
public import RMF
internal import XCCDF
internal import XML

/// The document that the stylesheets of `reports/` are applied to: everything a person reads, grouped and sorted here, so that a stylesheet
/// decides nothing. Its elements are described in `reports/README.md`.
public struct ReportDocument {
    /// What it is written from.
    public let result: AssessmentResult
    /// Whether the gate of `scan` holds; `nil` leaves it out (`xccdf eval`).
    public var gate: Gate?
    /// What the results say of controls, the revision shown first.
    public var controls: [ControlFindings]
    /// The catalogue the controls are of.
    public var catalog: ControlCatalog?
    /// Name and version of this program.
    public var tool: (name: String, version: String)
    /// A file that holds the complete result, and its SHA-256.
    public var integrity: (file: String, sha256: String)?

    let text: BenchmarkText

    /// A report of `result`.
    public init(
        _ result: AssessmentResult, gate: Gate?, controls: [ControlFindings], catalog: ControlCatalog?,
        tool: (name: String, version: String),
        integrity: (file: String, sha256: String)? = nil
    ) {
        self.result = result
        self.gate = gate
        self.controls = controls
        self.catalog = catalog
        self.tool = tool
        self.integrity = integrity
        text = BenchmarkText(result.selected)
    }

    /// The document.
    public func bytes() -> [UInt8] {
        var writer = XMLWriter()
        writer.element("report", namespace: "urn:stigready:report:1") { writer in
            writeHead(to: &writer)
            ReportSummary(result: result, gate: gate, vacuousCounts: result.mode == .literal).write(to: &writer)
            for findings in controls { ReportControls(findings: findings, catalog: catalog).write(to: &writer) }
            ReportRules(result: result, text: text, controls: controls.first).write(to: &writer)
            writer.element("diagnostics") { writer in
                for diagnostic in result.content.diagnostics.prefix(200) {
                    writer.element(
                        "diagnostic",
                        [
                            "severity": diagnostic.severity.rawValue, "location": diagnostic.location?.description,
                            "subject": diagnostic.subject,
                        ],
                        text: diagnostic.message)
                }
            }
            if let integrity { writer.element("integrity", ["file": integrity.file, "sha256": integrity.sha256]) }
        }
        return writer.bytes
    }

    private func writeHead(to writer: inout XMLWriter) {
        let target = result.target
        let owners = target.facts.first { $0.name == "owners of files" }?.value
        writer.element(
            "target",
            [
                "name": target.name, "source": "directory", "os": target.systemInfo.osName.isEmpty ? "unknown" : target.systemInfo.osName,
                "architecture": target.systemInfo.architecture.isEmpty ? "unknown" : target.systemInfo.architecture, "owners": owners,
            ]
        ) { writer in
            // These three have attributes of their own.
            for fact in target.facts where !["operating system", "architecture", "owners of files"].contains(fact.name) {
                let sources = fact.sources.isEmpty ? "" : " (\(fact.sources.prefix(3).joined(separator: ", ")))"
                writer.element("fact", ["name": fact.name], text: fact.value + sources)
            }
        }
        writer.element("tool", ["name": tool.name, "version": tool.version])
        let content = result.content
        writer.element(
            "content",
            [
                "file": content.file, "sha256": content.sha256, "benchmark": content.benchmark.id,
                "title": content.benchmark.title.map { text.plainText(of: $0) } ?? content.benchmark.id,
                "version": content.benchmark.version,
                "release": content.benchmark.plainTexts.first { $0.id == "release-info" }?.text, "profile": result.selected.profile?.id,
                "profile-title": result.selected.profile?.title.map { text.plainText(of: $0) }, "tailoring": result.selected.tailoring?.id,
            ])
        let mode: String
        switch result.mode {
        case .literal: mode = "literal: results follow the specifications; what a pass rests on is said beside it"
        case .evidence: mode = "by evidence: a pass that rests on nothing of the image is not reviewed"
        }
        writer.element("run", ["start": result.time.iso8601, "end": result.time.iso8601, "mode": mode])
    }
}

/// What a result is called in checklists.
enum ChecklistStatus: String, CaseIterable {
    case open = "Open"
    case error = "Error"
    case notReviewed = "Not reviewed"
    case notApplicable = "Not applicable"
    case notAFinding = "Not a finding"

    /// `nil` for rules that were not selected.
    init?(_ result: XCCDF.ResultValue) {
        switch result {
        case .fail: self = .open
        case .error: self = .error
        case .unknown, .notchecked, .informational: self = .notReviewed
        case .notapplicable: self = .notApplicable
        case .pass, .fixed: self = .notAFinding
        case .notselected: return nil
        }
    }

    /// As an attribute of the report document.
    var key: String { rawValue.lowercased().replacing(" ", with: "-") }
}
