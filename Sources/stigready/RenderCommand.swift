internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import Exchange

/// `stigready render`: any output from a saved result, without the image.
struct RenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Make any output from a saved result, without the image.",
        discussion: """
            RESULTS is the results.json that scan wrote. What is made is what scan would have made, byte for byte.
            It may also be an XCCDF or ARF result of another tool, or of xccdf eval: as far as it goes; what it does not hold is said in one \
            line.
            With --answers, decisions of people are applied as of the time of the results, in place of those that scan applied;
            --no-answers takes those back.

            'render site DIR' makes one page over every results.json below DIR, as index.html of the folder -o names, else of DIR, with the report of
            each. A result that cannot be read is named there and on standard error, and the exit status is 2.

            EXAMPLES:
              stigready render html stigready-results/results.json -o report.html
              stigready render csv stigready-results/results.json > findings.csv
              stigready render csv stigready-results/results.json --answers answers.yaml
              stigready render ckl stigready-results/results.json --previous old.ckl
            """)

    @Argument(
        help: ArgumentHelp(
            (RecordFormat.all.map { "\($0.name): \($0.abstract)" } + ["site: one page over many results"]).joined(separator: "; ") + ".",
            valueName: "format"))
    var format: String
    @Argument(
        help: ArgumentHelp("A results.json, or an XCCDF or ARF result; for site a folder with many results.json.", valueName: "results"))
    var results: String
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("File to write, else standard output; for site a folder.", valueName: "file"))
    var output: String?
    @OptionGroup(title: "Decisions of people") var answers: AnswerOptions
    @OptionGroup(title: "Reports") var report: ReportOptions
    @OptionGroup(title: "Run") var cci: CCIOption
    @OptionGroup(title: "Decisions of people") var previous: PreviousOption
    @OptionGroup(title: "Run") var data: DataOption

    func validate() throws {
        guard format == "site" || RecordFormat[format] != nil else {
            throw ValidationError("unknown format \"\(format)\"; there are: \(RecordFormat.all.map(\.name).joined(separator: ", ")), site")
        }
        if format == "site" && (!answers.files.isEmpty || answers.none || report.since != nil) {
            throw ValidationError("render site takes results as they are: without --answers, --no-answers and --since")
        }
    }

    func run() async throws {
        if format == "site" { return try await renderSite() }
        guard let format = RecordFormat[format] else { throw ValidationError("unknown format") }
        var directory = try data.directory()
        directory.cciList = try cci.list()
        let saved = try await SavedResult.load(results)
        let kept = try previous.checklist().applied(to: saved)
        let record = answers.apply(try answers.book(), to: kept, day: String(saved.time.prefix(10)))
        if let refusal = format.refusal(record) { throw ContentError("\(format.name): \(refusal)") }
        if let remark = format.remark(record) { Console.note("note: \(remark)") }
        // A result of another tool, or one that answers changed, is in no results.json.
        let made = RecordOutput(
            record: record, data: directory, settings: try await report.settings(),
            hasResultFile: try record == saved && SavedResult.isRecord(results))
        guard let document = try format.files(of: made).first?.bytes else { return }
        try DocumentOption.write(document, to: output)
    }

    private func renderSite() async throws {
        let site = SiteRendering(data: try data.directory(), settings: try await report.settings())
        let (read, unreadable) = try site.write(results, to: output ?? results)
        Console.note("\(output ?? results)/index.html: \(read) results\(unreadable > 0 ? ", \(unreadable) not readable" : "")")
        if unreadable > 0 { throw ExitCode(2) }
    }
}

/// A record as a file.
enum SavedRecord {
    /// The record in the bytes of the file `path`.
    static func read(_ path: String, _ bytes: [UInt8]) throws(ContentError) -> AssessmentRecord {
        do throws(RecordError) { return try AssessmentRecord(json: bytes) } catch { throw ContentError(about: path, error.description) }
    }

    /// The bytes of a record.
    static func json(_ record: AssessmentRecord) throws(ContentError) -> [UInt8] {
        do throws(RecordError) { return try record.json() } catch { throw ContentError(error.description) }
    }
}
