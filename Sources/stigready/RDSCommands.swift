internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import SCAP
internal import XML

/// `stigready ds rds-split`.
struct RDSSplitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rds-split", abstract: "Write the request and one report of an ARF as files.",
        discussion: """
            The files are report-request.xml and report.xml, as with oscap.

            EXAMPLES:
              stigready ds rds-split --skip-validation arf.xml parts
            """)

    @Argument(help: "ARF asset report collection.") var file: String
    @OptionGroup var folder: SplitFolder
    @Option(name: .customLong("report-id"), help: ArgumentHelp("The report with this id; else the first.", valueName: "id"))
    var reportID: String?
    @OptionGroup var options: DataStreamOptions

    mutating func run() async throws {
        await options.report(file)
        let document = try ContentLoader.files().document(file)
        let parts = try AssetReportParts(document, reportID: reportID)
        try folder.write([("report-request.xml", parts.request), ("report.xml", parts.report)])
    }
}

/// `stigready ds rds-create`.
struct RDSCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rds-create", abstract: "Make an ARF of content, an XCCDF result and OVAL results.",
        discussion: """
            OVAL results belong to the document of the content whose definitions they hold.

            EXAMPLES:
              stigready ds rds-create content-ds.xml made-arf.xml results.xml
            """)

    @Argument(help: "Data stream or XCCDF file.") var content: String
    @Argument(help: "File to write.") var target: String
    @Argument(help: "XCCDF with a TestResult.") var results: String
    @Argument(help: ArgumentHelp("OVAL results.", valueName: "oval-results")) var oval: [String] = []
    @OptionGroup(title: "Run") var time: TimeOption
    @OptionGroup var options: DataStreamOptions

    mutating func run() async throws {
        let now = try time.timestamp()
        await options.report(content)
        let loader = ContentLoader.files()
        let source = try SourceContent(content, loader: loader)
        Console.report(source.diagnostics, least: .warning)
        let result = try loader.document(results)
        let reports = try oval.map { path throws(ContentError) in try loader.document(path) }
        let collection = try AssetReportCollection(content: source, results: result, ovalResults: reports, time: now.iso8601)
        try OutputFiles.write([(target, collection.bytes)])
    }
}
