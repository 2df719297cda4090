internal import Assessment
internal import Diagnostics
internal import Exchange
internal import RMF

/// The documents that are made from a record alone, by `scan` at once and by `render` later.
struct RecordOutput {
    let record: AssessmentRecord
    let data: DataDirectory
    /// What the HTML reports say beside the record.
    var settings = ReportSettings()
    /// Whether a file holds exactly this record, which the reports can name with its digest.
    var hasResultFile = true

    /// HTML, a stylesheet of `reports/html`: `report` by rules, `controls` by controls.
    func html(_ name: String = "report") throws(ContentError) -> [UInt8] { try page("html/\(name).html.xsl") }

    /// One row for each rule, by the stylesheet in `reports/csv`.
    func csv() throws(ContentError) -> [UInt8] { try page("csv/findings.csv.xsl") }

    private func page(_ name: String) throws(ContentError) -> [UInt8] {
        let catalog = try data.controlCatalog()
        var document = ReportDocument(
            record, controls: [record.controls(in: catalog, revision: .r5), record.controls(in: catalog, revision: .r4)], catalog: catalog,
            integrity: hasResultFile ? try evidence() : nil)
        document.staleAfter = settings.staleAfter
        document.changes = settings.since.map { RecordDiff(from: $0, to: record) }
        return try data.page(name, of: document.bytes(), parameters: settings.banner.map { ["banner": $0] } ?? [:])
    }

    /// The record itself.
    func json() throws(ContentError) -> [UInt8] { try SavedRecord.json(record) }

    /// The file that holds the complete result, and its digest, as evidence in other documents.
    func evidence() throws(ContentError) -> (file: String, sha256: String) { ("results.json", SHA256.hex(try json()) ?? "") }

    /// Control responses in Markdown.
    func responses() throws(ContentError) -> [UInt8] {
        let content = record.content
        let evidence = try evidence()
        let subject = ControlResponses.Subject(
            target: record.target.name, content: "\(content.title) \(content.version), \(content.profile ?? "no profile")",
            tool: "\(record.tool.name) \(record.tool.version)", time: record.time,
            evidence: "\(evidence.file), SHA-256 \(evidence.sha256)")
        return Array(ControlResponses(record.controls(in: try data.controlCatalog(), revision: .r5), subject: subject).markdown.utf8)
    }
}
