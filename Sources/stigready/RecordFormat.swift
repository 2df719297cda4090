internal import Diagnostics
internal import Exchange

/// A document that is made from the record of an assessment alone: by `scan` at once, by `render` later, with the same bytes.
///
/// A new one is a file in `Exchange` or a stylesheet in `reports`, a function of ``RecordOutput``, and its line in ``all``.
struct RecordFormat: Sendable {
    /// The word of `--formats` and `render`.
    var name: String
    /// Its name in the folder of a scan; of a format of several files that of the first.
    var fileName: String
    /// What it is, as a phrase of the help.
    var abstract: String
    /// Whether `scan` writes it in any case.
    var isAlways = false
    /// Makes its files; the first is what `render` writes to one file or to standard output.
    private var make: @Sendable (RecordOutput) throws(ContentError) -> [(name: String, bytes: [UInt8])]

    init(
        _ name: String, _ fileName: String, _ abstract: String, isAlways: Bool = false,
        make: @escaping @Sendable (RecordOutput) throws(ContentError) -> [UInt8]
    ) {
        self.init(name, fileName, abstract, isAlways: isAlways) { output throws(ContentError) in [(fileName, try make(output))] }
    }

    /// A format of several files.
    init(
        _ name: String, _ fileName: String, _ abstract: String, isAlways: Bool = false,
        files: @escaping @Sendable (RecordOutput) throws(ContentError) -> [(name: String, bytes: [UInt8])]
    ) {
        self.name = name
        self.fileName = fileName
        self.abstract = abstract
        self.isAlways = isAlways
        make = files
    }

    /// Its files, by their names in the folder of a scan.
    func files(of output: RecordOutput) throws(ContentError) -> [(name: String, bytes: [UInt8])] { try make(output) }

    /// Every format, in the order of the help: one line each.
    static let all: [RecordFormat] = [
        RecordFormat("json", "results.json", "the complete result; everything else is made from it", isAlways: true) {
            output throws(ContentError) in try output.json()
        },
        RecordFormat("html", "report.html", "the readiness report", isAlways: true) { output throws(ContentError) in try output.html() },
        RecordFormat("controls", "controls.html", "the report by controls of SP 800-53") { output throws(ContentError) in
            try output.html("controls")
        },
        RecordFormat("csv", "findings.csv", "one row for each rule") { output throws(ContentError) in try output.csv() },
        RecordFormat("responses", "control-responses.md", "drafts of control responses in Markdown") { output throws(ContentError) in
            try output.responses()
        },
        RecordFormat("oscal-component", "oscal-component-definition.json", "the image as an OSCAL component definition") {
            output throws(ContentError) in try output.oscal(.componentDefinition)
        },
        RecordFormat("oscal-ar", "oscal-assessment-results.json", "OSCAL assessment results") { output throws(ContentError) in
            try output.oscal(.assessmentResults)
        },
        RecordFormat("oscal-poam", "oscal-poam.json", "an OSCAL plan of action and milestones") { output throws(ContentError) in
            try output.oscal(.poam)
        },
        RecordFormat("emass", "emass-container-scan-results.json", "the container scan for eMASS; for the rest see rmf emass") {
            output throws(ContentError) in try output.emass()
        },
        RecordFormat("poam-xlsx", "poam.xlsx", "a plan of action and milestones as a workbook") { output throws(ContentError) in
            try output.poamWorkbook()
        },
        RecordFormat("poam-csv", "poam.csv", "the same as comma-separated values") { output throws(ContentError) in try output.poamCSV() },
        RecordFormat("vendor-csv", "vendor-sheet.csv", "DISA's sheet for vendors") { output throws(ContentError) in
            output.vendorSheet(findings: try output.controls())
        },
    ]

    /// The format of this word.
    static subscript(name: String) -> RecordFormat? { all.first { $0.name == name } }
}
