internal import Diagnostics

/// A document that `scan` writes: of the run, or of its record alone.
struct OutputFormat: Sendable {
    /// The word of `--formats`.
    var name: String
    /// Whether it is written in any case: what people read, what tools read, and what everything else can be made from later.
    var isAlways = false
    /// What it is made of, where the record alone is enough.
    var record: RecordFormat?
    /// Makes the files, by their names in the folder of a scan.
    private var make: @Sendable (AssessmentOutput, RecordOutput) throws(ContentError) -> [(name: String, bytes: [UInt8])]

    /// The files of a run, by their names in the folder of a scan; `record` is that of the run, the same for all formats.
    func files(of output: AssessmentOutput, record: RecordOutput) throws(ContentError) -> [(name: String, bytes: [UInt8])] {
        try make(output, record)
    }

    /// Every format, in the order of the help.
    static let all: [OutputFormat] =
        RecordFormat.all.map { format in
            OutputFormat(name: format.name, isAlways: format.isAlways, record: format) { _, record throws(ContentError) in
                try format.files(of: record)
            }
        } + [
            // What only the run itself knows: the content, and every object that was collected.
            OutputFormat(name: "arf") { output, _ throws(ContentError) in [("arf.xml", try output.arf())] },
            OutputFormat(name: "oval") { output, _ throws(ContentError) in
                output.oval().enumerated().map { index, document in
                    (index == 0 ? "oval-results.xml" : "oval-results-\(index + 1).xml", document.bytes)
                }
            },
        ]

    /// The words of `--formats`.
    static var names: [String] { all.map(\.name) }
}
