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
    /// The file the record was read from, with its digest; `nil` where it is written now.
    var resultFile: (file: String, sha256: String)?

    private let document = Remembered<[UInt8]>()

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
    func json() throws(ContentError) -> [UInt8] { try document { () throws(ContentError) in try SavedRecord.json(record) } }

    /// The file that holds the complete result, and its digest, as evidence in other documents.
    ///
    /// A record that no file holds is named for what `render json` makes of it.
    func evidence() throws(ContentError) -> (file: String, sha256: String) {
        if let resultFile { return resultFile }
        return (hasResultFile ? "results.json" : "rendered-results.json", SHA256.hex(try json()) ?? "")
    }

    /// Control responses in Markdown.
    func responses() throws(ContentError) -> [UInt8] { Array(ControlResponses(try controls(), subject: try subject()).markdown.utf8) }
}
