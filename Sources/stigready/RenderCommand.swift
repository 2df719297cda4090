internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import Exchange
internal import SCAP

/// `stigready render`: any output from a saved result, without the image.
struct RenderCommand: ParsableCommand {
    /// What can be made from a record.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case json, html, controls, csv, responses
    }

    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Make any output from a saved result, without the image.",
        discussion: """
            RESULTS is the results.json that scan wrote. What is made is what scan would have made, byte for byte.

            EXAMPLES:
              stigready render html stigready-results/results.json -o report.html
              stigready render csv stigready-results/results.json > findings.csv
            """)

    @Argument(help: "What to make.") var format: Format
    @Argument(help: ArgumentHelp("A results.json.", valueName: "results")) var results: String
    @Option(
        name: [.customShort("o"), .customLong("output")], help: ArgumentHelp("File to write; else standard output.", valueName: "file"))
    var output: String?
    @OptionGroup(title: "Run") var data: DataOption

    func run() throws {
        let bytes = try ContentLoader.files().bytes(results)
        let made = RecordOutput(record: try SavedRecord.read(results, bytes), data: try data.directory())
        let document =
            switch format {
            case .json: try SavedRecord.json(made.record)
            case .html: try made.html()
            case .controls: try made.html("controls")
            case .csv: try made.csv()
            case .responses:
                try made.responses(
                    evidence: "\(results.split(separator: "/").last ?? ""), SHA-256 \(SHA256.hex(bytes) ?? "")")
            }
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
