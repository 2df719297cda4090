internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import SCAP
internal import XML

/// `stigready ds …`: what `oscap ds …` does, as far as it makes sense here.
struct DSCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ds", abstract: "Take data streams apart, put them together, validate them.",
        subcommands: [
            SDSSplitCommand.self, SDSComposeCommand.self, SDSValidateCommand.self, RDSSplitCommand.self, RDSCreateCommand.self,
            RDSValidateCommand.self,
        ])
}

/// The folder that a data stream is taken apart into.
struct SplitFolder: ParsableArguments {
    @Argument(help: "Folder of the files; it is made where it is missing.") var folder: String

    /// Writes all files, or none, under names that stay in the folder.
    func write(_ files: [(name: String, bytes: [UInt8])]) throws(ContentError) {
        var seen: Set<String> = []
        var named: [(path: String, bytes: [UInt8])] = []
        for file in files {
            let name = AssessmentOutput.fileName(file.name)
            guard seen.insert(name).inserted else {
                throw ContentError(about: file.name, "two components would be the file \"\(name)\"; nothing is written")
            }
            named.append(("\(folder)/\(name)", file.bytes))
        }
        try OutputFiles.makeDirectory(folder)
        try OutputFiles.write(named)
    }
}

/// Options that the commands for data streams share with oscap.
struct DataStreamOptions: ParsableArguments {
    @Flag(name: [.customLong("skip-validation"), .customLong("skip-valid")], help: "Do not validate the content against its schemas.")
    var skipValidation = false
    @OptionGroup var oscap: OSCAPOptions

    /// Says what is wrong with a file by its schema, as warnings.
    func report(_ file: String) async {
        oscap.report()
        if !skipValidation { Console.report(await Validation.start(file).value) }
    }
}

/// `stigready ds sds-split`.
struct SDSSplitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sds-split", abstract: "Write the components of a data stream as files.",
        discussion: """
            Files are named as oscap names them: checklists and dictionaries by the id of their component-ref, what they refer to by the \
            name they call it by. A slash in a name becomes %2F, so that no name leaves the folder.

            EXAMPLES:
              stigready ds sds-split --skip-validation content-ds.xml parts
            """)

    @Argument(help: "Source data stream collection.") var file: String
    @OptionGroup var folder: SplitFolder
    @Option(
        name: .customLong("datastream-id"), help: ArgumentHelp("Data stream of the collection; else the first that fits.", valueName: "id"))
    var dataStreamID: String?
    @Option(
        name: .customLong("xccdf-id"),
        help: ArgumentHelp("Only this checklist and what it names, by the id of its component-ref.", valueName: "id"))
    var xccdfID: String?
    @Option(
        name: .customLong("local-files"),
        help: ArgumentHelp("Folder of files that stand for what the content names elsewhere; nothing is fetched.", valueName: "dir"))
    var localFiles: String?
    @OptionGroup var options: DataStreamOptions

    mutating func run() async throws {
        await options.report(file)
        var choice = SourceContent.Options()
        choice.dataStreamID = dataStreamID
        choice.xccdfID = xccdfID
        choice.localFiles = localFiles
        let source = try SourceContent(file, options: choice, loader: .files())
        Console.report(source.diagnostics, least: .warning)
        try folder.write(try source.parts(onlyChecklist: xccdfID))
    }
}

/// `stigready ds sds-compose`.
struct SDSComposeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sds-compose", abstract: "Make a data stream of an XCCDF file and what it names.",
        discussion: """
            OVAL files are looked for beside the XCCDF file.

            EXAMPLES:
              stigready ds sds-compose xccdf.xml made-ds.xml
            """)

    @Argument(help: "XCCDF benchmark.") var file: String
    @Argument(help: "File to write.") var target: String
    @OptionGroup(title: "Run") var time: TimeOption
    @OptionGroup var options: DataStreamOptions

    mutating func run() async throws {
        let now = try time.timestamp()
        await options.report(file)
        let source = try SourceContent(file, loader: .files())
        guard source.kind == .benchmark else {
            throw ContentError(at: source.document.root.location, "\(source.kind.rawValue); this command takes an XCCDF benchmark")
        }
        Console.report(source.diagnostics, least: .warning)
        try OutputFiles.write([(target, source.collection(time: now.iso8601))])
    }
}
