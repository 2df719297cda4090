internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import Exchange
internal import OCI
internal import SCAP
internal import XCCDF
internal import XML

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
            Without --content the STIG of the image's system is used where the library has it, else the program's own content for such images,
            and content for components that are in it; why is in the summary, the report and results.json.

            EXIT STATUS:
              0   the gate holds
              2   findings at or above --fail-on; or an answer that has expired or
                  answers what is no longer found, so that somebody has to look again
              3   the profile does not fit the image, or too little was decided by evidence
              1   could not run
              64  bad arguments

            EXAMPLES:
              stigready scan image.tar
              stigready scan image.tar --content RHEL_9_STIG:V2R4
              stigready scan rootfs --content content-ds.xml --profile standard
              stigready scan rootfs --content content-ds.xml --formats all --fail-on cat2
              stigready scan image.tar --content content-ds.xml --as machine
              stigready scan rootfs --content content-ds.xml --answers answers.yaml
              stigready scan rootfs --content content-ds.xml --previous old.ckl
            """)

    @Argument(help: ArgumentHelp(ImageOption.argumentHelp, valueName: "image"))
    var image: String
    @OptionGroup(title: "Image") var imageOptions: ImageOption
    @Option(
        name: .customLong("content"),
        help: ArgumentHelp(
            "Data stream, XCCDF file, or id of a benchmark in the library (ID or ID:VERSION); may be repeated, and each has a folder of its own then. A data stream with the rules of a checklist before it brings that its checks. Without it the facts of the image choose.",
            valueName: "file|id"))
    var contentFiles: [String] = []
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
    @OptionGroup(title: "Decisions of people") var answers: AnswerOptions
    @OptionGroup(title: "Reports") var report: ReportOptions
    @OptionGroup(title: "Content and rules") var cci: CCIOption
    @OptionGroup(title: "Content and rules") var cmvp: CMVPOption
    @OptionGroup(title: "Decisions of people") var previous: PreviousOption
    @OptionGroup(title: "Run") var time: TimeOption
    @OptionGroup(title: "Run") var data: DataOption

    func validate() throws {
        let known = Set(OutputFormat.names + ["all"])
        for format in formats.split(separator: ",") where !known.contains(String(format)) {
            throw ValidationError("unknown format \"\(format)\"; there are: \(OutputFormat.names.joined(separator: ", ")), all")
        }
        guard (0...100).contains(minimumEvidence) else { throw ValidationError("--min-evidence takes a percentage from 0 to 100") }
    }

    mutating func run() async throws {
        var directory = try data.directory()
        directory.cciList = try cci.list()
        let source = try TargetArgument.source(image)
        let now = try time.timestamp()
        let book = try answers.book()
        let settings = try await report.settings()
        let earlier = try previous.checklist()
        try OutputFiles.checkNew(folder: output, image: source.path)
        let opened = try TargetArgument.open(source, platform: imageOptions.platform)
        var target = Target(name: source.name, image: opened.image, identity: opened.identity)
        let facts = target.survey(stated: imageOptions.stated.statement)
        let parts = try ScanContent(options: content, data: directory, facts: facts).parts(contentFiles)
        // A dossier looks into every program, so it is made only where a rule asks.
        if parts.contains(where: \.asksForDossier) {
            target.observe(try cmvp.dossier(opened, facts: target.imageFacts, time: now, directory))
        }
        var folders: [String] = []
        for part in parts {
            let folder = parts.count == 1 ? output : "\(output)/\(AssessmentOutput.fileName(part.selected.benchmark.id))"
            if folders.contains(folder) {
                throw ContentError(about: part.selected.benchmark.id, "two contents are of this benchmark; scan with one at a time")
            }
            folders.append(folder)
        }
        var statuses: [Int32] = []
        var documents: [String] = []
        let names = parts.map { Self.ruleNames(of: $0.selected.benchmark) }
        let allNames = names.reduce(into: Set<String>()) { $0.formUnion($1) }
        for (place, (folder, part)) in zip(folders, parts).enumerated() {
            let result = await part.run(on: target, facts: facts, time: now)
            Console.report(result.content.diagnostics, least: .warning)
            let gate = Gate(result.rules, policy: .init(failOn: failOn.category, minimumEvidence: minimumEvidence))
            let kept = earlier.applied(to: result.record(tool: Program.tool, gate: gate), isQuiet: quiet)
            let record = answers.apply(book, to: kept, day: String(now.iso8601.prefix(10)), elsewhere: allNames.subtracting(names[place]))
            let files = try write(AssessmentOutput(result: result, record: record, settings: settings), to: folder, directory)
            let summary = ScanSummary(record: record, files: files)
            if json { documents.append(try summary.json()) } else if !quiet { Console.write(summary.text) }
            statuses.append(record.gate?.exitStatus ?? 0)
        }
        if json { Console.write(documents.count == 1 ? documents[0] : "[\n\(documents.joined(separator: ",\n"))]\n") }
        // Too little evidence counts before findings.
        if let worst = statuses.max(), worst != 0 { throw ExitCode(worst) }
    }

    /// Every name by which an answer may call a rule: its id and version, id and title of its group.
    private static func ruleNames(of benchmark: Benchmark) -> Set<String> {
        var names = Set(benchmark.rules.flatMap { [$0.id, $0.version ?? ""] })
        for group in benchmark.groups { names.formUnion([group.id, group.title?.trimmedText ?? ""]) }
        names.remove("")
        return names
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
        try OutputFiles.makeDirectory(folder)
        let recordOutput = RecordOutput(record: record, data: directory, settings: output.settings)
        var files = OutputFiles()
        var written: [String] = []
        do throws(ContentError) {
            for format in formats {
                for file in try format.files(of: output, record: recordOutput) {
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
