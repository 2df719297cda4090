internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import SCAP
internal import XCCDF

/// `stigready scan`: one image against one checklist, everything written into one folder, a gate as the exit status.
struct ScanCommand: AsyncParsableCommand {
    /// What `--fail-on` takes.
    enum FailOn: String, ExpressibleByArgument, CaseIterable {
        case cat1, cat2, cat3, none

        var category: Int? {
            switch self {
            case .cat1: 1
            case .cat2: 2
            case .cat3: 3
            case .none: nil
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "scan", abstract: "Assess an image and write results, report and control responses.",
        discussion: """
            A pass that rests on nothing of the image is reported as unknown, with the literal result in its message.
            Exit status: 0 the gate holds, 2 findings at or above --fail-on, 3 too little was decided by evidence, 1 could not run.
            """)

    @Argument(help: "Directory that holds the unpacked file system of the image.")
    var image: String
    @Option(name: .customLong("content"), help: "Data stream or XCCDF file.")
    var contentFile: String
    @OptionGroup var content: ContentOptions
    @OptionGroup var time: TimeOption
    @Option(name: .customLong("output"), help: "Folder for everything that is written.")
    var output = "stigready-results"
    @Option(name: .customLong("formats"), help: "Comma-separated: xccdf and html (always), arf, oval, responses, all.")
    var formats = "xccdf,html"
    @Option(name: .customLong("fail-on"), help: "Findings of this category and above fail the gate.")
    var failOn = FailOn.cat1
    @Option(name: .customLong("min-evidence"), help: "Percentage of applicable rules that must be decided by evidence.")
    var minimumEvidence = 50
    @Flag(name: .customLong("quiet"), help: "Print nothing but errors.")
    var quiet = false
    @Option(name: .customLong("data"), help: "Directory of the program's own data.")
    var data: String?

    func validate() throws {
        let known = Set(OutputFormat.allCases.map(\.rawValue) + ["all"])
        for format in formats.split(separator: ",") where !known.contains(String(format)) {
            throw ValidationError("unknown format \"\(format)\"; there are: \(OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")), all")
        }
        guard (0...100).contains(minimumEvidence) else { throw ValidationError("--min-evidence takes a percentage from 0 to 100") }
    }

    mutating func run() async throws {
        let directory = try DataDirectory(option: data)
        let target = try TargetArgument.target(path: image, name: name)
        let (source, selected) = try content.load(contentFile)
        let needed = AssessmentContent(source, selected: selected)
        Console.report(needed.diagnostics.filter { $0.severity != .note })
        let assessment = Assessment(content: needed, selected: selected, mode: .evidence, time: try time.timestamp())
        let result = await assessment.run(on: target)
        let gate = Gate(result.rules, policy: .init(failOn: failOn.category, minimumEvidence: minimumEvidence))
        let files = try write(AssessmentOutput(result: result, gate: gate), directory)
        if !quiet { Console.write(ScanSummary(result: result, gate: gate, files: files).text) }
        if gate.verdict != .holds { throw ExitCode(gate.verdict.rawValue) }
    }

    /// The last name of the path: that of an image in a folder of images.
    private var name: String { image.split(separator: "/").last.map(String.init) ?? "/" }

    private func write(_ output: AssessmentOutput, _ directory: DataDirectory) throws(ContentError) -> [String] {
        let asked = Set(formats.split(separator: ",").map(String.init))
        // Everything is made before anything is written.
        var files: [(name: String, bytes: [UInt8])] = []
        for format in OutputFormat.allCases where format.isAlways || asked.contains("all") || asked.contains(format.rawValue) {
            files.append((format.fileName, try output.bytes(of: format, data: directory)))
        }
        try OutputFile.makeDirectory(self.output)
        var written: [String] = []
        for file in files {
            let path = "\(self.output)/\(file.name)"
            try OutputFile.write(file.bytes, to: path)
            written.append(path)
        }
        return written
    }
}

/// What `--formats` takes, and the file each is written to.
enum OutputFormat: String, CaseIterable {
    case xccdf, html, arf, oval, responses

    /// Whether it is written in any case.
    var isAlways: Bool { self == .xccdf || self == .html }

    /// Its name in the folder of a scan.
    var fileName: String {
        switch self {
        case .xccdf: "results.xccdf.xml"
        case .html: "report.html"
        case .arf: "arf.xml"
        case .oval: "oval-results.xml"
        case .responses: "control-responses.md"
        }
    }
}
