internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import OCI
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
        commandName: "scan", abstract: "Assess an image: results, report, and a gate as the exit status.",
        discussion: """
            A pass that rests on nothing of the image is reported as unknown, with the literal result in its message.

            EXIT STATUS:
              0   the gate holds
              2   findings at or above --fail-on
              3   the profile does not fit the image, or too little was decided by evidence
              1   could not run
              64  bad arguments

            EXAMPLES:
              stigready scan rootfs --content content-ds.xml --profile standard
              stigready scan rootfs --content content-ds.xml --formats all --fail-on cat2
              stigready scan image.tar --content content-ds.xml --as machine
              stigready scan rootfs --content content-ds.xml --previous old.ckl
            """)

    @Argument(help: ArgumentHelp(ImageOption.argumentHelp, valueName: "image"))
    var image: String
    @OptionGroup(title: "Image") var imageOptions: ImageOption
    @Option(
        name: .customLong("content"),
        help: ArgumentHelp("Data stream or XCCDF file; may be repeated, and each has a folder of its own then.", valueName: "file"))
    var contentFiles: [String]
    @Option(
        name: .customLong("output"),
        help: ArgumentHelp("Folder for everything that is written; made where it is missing.", valueName: "dir"))
    var output = "stigready-results"
    @Option(
        name: .customLong("formats"),
        help: ArgumentHelp(
            "What is written, comma-separated; json, xccdf and html always: \(OutputFormat.names.joined(separator: ", ")), all.",
            valueName: "list"))
    var formats = "json,xccdf,html"
    @Flag(name: .customLong("quiet"), help: "Print nothing but errors.")
    var quiet = false
    @Flag(name: .customLong("json"), help: "Print the summary and every rule's result as JSON.")
    var json = false
    @Option(name: .customLong("fail-on"), help: "Findings of this category and above fail the gate.")
    var failOn = FailOn.cat1
    @Option(
        name: .customLong("min-evidence"),
        help: ArgumentHelp("Percentage of the applicable rules that evidence must decide.", valueName: "percent"))
    var minimumEvidence = 50
    @OptionGroup(title: "Content and rules") var content: ContentOptions
    @OptionGroup(title: "Decisions of people") var previous: PreviousOption
    @OptionGroup(title: "Run") var time: TimeOption
    @OptionGroup(title: "Run") var data: DataOption

    func validate() throws {
        if contentFiles.isEmpty { throw ValidationError("--content is missing; name a data stream or an XCCDF file") }
        let known = Set(OutputFormat.names + ["all"])
        for format in formats.split(separator: ",") where !known.contains(String(format)) {
            throw ValidationError("unknown format \"\(format)\"; there are: \(OutputFormat.names.joined(separator: ", ")), all")
        }
        guard (0...100).contains(minimumEvidence) else { throw ValidationError("--min-evidence takes a percentage from 0 to 100") }
    }

    mutating func run() async throws {
        let directory = try data.directory()
        let source = try TargetArgument.source(image)
        let now = try time.timestamp()
        let earlier = try previous.checklist()
        try OutputFiles.checkNew(folder: output, image: source.path)
        let opened = try TargetArgument.open(source, platform: imageOptions.platform)
        var target = Target(name: source.name, image: opened.image, identity: opened.identity)
        let facts = target.survey(stated: imageOptions.stated.statement)
        // All that is wrong with any content is found before the first rule is evaluated.
        var loaded: [(folder: String, content: AssessmentContent, selected: SelectedRules)] = []
        for file in contentFiles {
            let (source, selected) = try content.load(file)
            let folder = contentFiles.count == 1 ? output : "\(output)/\(AssessmentOutput.fileName(selected.benchmark.id))"
            if loaded.contains(where: { $0.folder == folder }) {
                throw ContentError(about: selected.benchmark.id, "two contents are of this benchmark; scan with one at a time")
            }
            loaded.append((folder, AssessmentContent(source, selected: selected), selected))
        }
        var verdicts: [Gate.Verdict] = []
        var documents: [String] = []
        for (folder, content, selected) in loaded {
            Console.report(content.diagnostics.filter { $0.severity != .note })
            let result = await Assessment(content: content, selected: selected, mode: .evidence, applicability: .facts(facts), time: now)
                .run(on: target)
            let gate = Gate(result.rules, policy: .init(failOn: failOn.category, minimumEvidence: minimumEvidence))
            var output = AssessmentOutput(result: result, gate: gate)
            output.previous = earlier
            let files = try write(output, to: folder, directory)
            let summary = ScanSummary(result: result, gate: gate, files: files)
            if json { documents.append(try summary.json()) } else if !quiet { Console.write(summary.text) }
            verdicts.append(gate.verdict)
        }
        if json { Console.write(documents.count == 1 ? documents[0] : "[\n\(documents.joined(separator: ",\n"))]\n") }
        // Too little evidence counts before findings.
        for verdict in [Gate.Verdict.tooLittleEvidence, .findings] where verdicts.contains(verdict) { throw ExitCode(verdict.rawValue) }
    }

    private func write(_ output: AssessmentOutput, to folder: String, _ directory: DataDirectory) throws(ContentError) -> [String] {
        let asked = Set(formats.split(separator: ",").map(String.init))
        let record = output.record
        var formats: [OutputFormat] = []
        var notes: [String] = []
        for format in OutputFormat.all where format.isAlways || asked.contains("all") || asked.contains(format.name) {
            if let refusal = format.record?.refusal(record) {
                guard asked.contains("all") && !asked.contains(format.name) else { throw ContentError("\(format.name): \(refusal)") }
                notes.append("\(format.name) is left out: \(refusal)")
                continue
            }
            if let remark = format.record?.remark(record), !notes.contains(remark) { notes.append(remark) }
            formats.append(format)
        }
        if let left = output.previous?.applied(to: record).left { notes.append(left) }
        try OutputFiles.makeDirectory(folder)
        var files = OutputFiles()
        var written: [String] = []
        do throws(ContentError) {
            for format in formats {
                for file in try format.files(of: output, data: directory) {
                    let path = "\(folder)/\(file.name)"
                    try files.add(file.bytes, to: path)
                    written.append(path)
                }
            }
            try files.commit()
        } catch {
            files.discard()
            throw error
        }
        if !quiet { for note in notes { Console.note("note: \(note)") } }
        return written
    }
}
