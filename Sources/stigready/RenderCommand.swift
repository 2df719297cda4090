internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import Exchange
internal import SCAP

/// `stigready render`: any output from a saved result, without the image.
struct RenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Make any output from a saved result, without the image.",
        discussion: """
            RESULTS is the results.json that scan wrote. What is made is what scan would have made, byte for byte.

            EXAMPLES:
              stigready render html stigready-results/results.json -o report.html
              stigready render csv stigready-results/results.json > findings.csv
              stigready render ckl stigready-results/results.json --previous old.ckl -o new.ckl
            """)

    @Argument(help: ArgumentHelp(RecordFormat.all.map { "\($0.name): \($0.abstract)" }.joined(separator: "; ") + ".", valueName: "format"))
    var format: String
    @Argument(help: ArgumentHelp("A results.json.", valueName: "results")) var results: String
    @Option(
        name: [.customShort("o"), .customLong("output")], help: ArgumentHelp("File to write; else standard output.", valueName: "file"))
    var output: String?
    @OptionGroup(title: "Decisions of people") var previous: PreviousOption
    @OptionGroup(title: "Run") var data: DataOption

    func validate() throws {
        guard RecordFormat[format] != nil else {
            throw ValidationError("unknown format \"\(format)\"; there are: \(RecordFormat.all.map(\.name).joined(separator: ", "))")
        }
    }

    func run() throws {
        guard let format = RecordFormat[format] else { throw ValidationError("unknown format") }
        let bytes = try ContentLoader.files().bytes(results)
        let record = try previous.checklist().applied(to: SavedRecord.read(results, bytes))
        if let refusal = format.refusal(record) { throw ContentError("\(format.name): \(refusal)") }
        if let remark = format.remark(record) { Console.note("note: \(remark)") }
        let made = RecordOutput(record: record, data: try data.directory())
        guard let document = try format.files(of: made).first?.bytes else { return }
        guard let output else {
            Console.write(document)
            return
        }
        var files = OutputFiles()
        do throws(ContentError) {
            try files.add(document, to: output)
            try files.commit()
        } catch {
            files.discard()
            throw error
        }
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
