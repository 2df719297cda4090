internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import OVAL
internal import SCAP
internal import XML

/// `stigready oval eval`: definitions on a file system.
struct OVALEvalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval", abstract: "Evaluate definitions on the file system of an image.",
        discussion: """
            A drop-in for oscap oval eval: the same options, the same output, the same exit status.

            EXIT STATUS:
              0    evaluated, whatever the results
              1    the run failed
              100  bad arguments

            EXAMPLES:
              stigready oval eval --root rootfs --report report.html oval.xml
              stigready oval eval --root rootfs --id oval:org.example:def:1 oval.xml
            """)

    @Argument(help: "OVAL definitions, or a data stream with them.")
    var file: String
    @OptionGroup var root: RootOption
    @OptionGroup(title: "Content and definitions") var content: OVALContentOptions
    @OptionGroup(title: "Output") var output: OVALOutputOptions
    @OptionGroup(title: "Run") var time: TimeOption
    @OptionGroup(title: "Run") var data: DataOption
    @ArgumentParser.Flag(
        name: [.customLong("skip-validation"), .customLong("skip-valid")], help: "Do not validate the content against its schemas.")
    var skipValidation = false
    @OptionGroup var oscap: OSCAPOptions

    mutating func run() async throws {
        oscap.report()
        let directory = try root.path()
        try output.check(image: directory)
        let data = output.report == nil ? nil : try data.directory()
        let now = try time.timestamp()
        let target = try root.target(directory)
        let validation = skipValidation ? nil : Validation.start(file)
        let directives = try output.readDirectives()
        let definitions = try content.definitions(file)
        let external = try content.externalValues()
        let evaluated = await OVALSession.run(
            definitions: definitions, select: content.id.map { [$0] }, external: external, collector: target.collector,
            systemInfo: target.systemInfo, now: now.seconds, workers: 2)
        if let validation { Console.report(await validation.value) }
        // In oscap's order: by the bytes of the ids, the last first.
        let ordered = definitions.definitions.all.sorted { $1.id.utf8.lexicographicallyPrecedes($0.id.utf8) }
        for definition in ordered where content.id == nil || content.id == definition.id {
            guard let result = evaluated.definitionResults[definition.id]?.result else { continue }
            Console.line("Definition \(definition.id): \(result.rawValue)")
        }
        Console.line("Evaluation done.")
        let report = OVALReport(results: evaluated, target: target, file: file, only: content.id, time: now)
        try output.write(report, generator: Program.generator(now), directives: directives, data: data)
    }
}

/// Which definitions are meant, and what they are given.
struct OVALContentOptions: ParsableArguments {
    @Option(name: .customLong("id"), help: ArgumentHelp("Evaluate this definition only.", valueName: "id"))
    var id: String?
    @Option(
        name: .customLong("datastream-id"), help: ArgumentHelp("Data stream of the collection; else the first that fits.", valueName: "id"))
    var dataStreamID: String?
    @Option(
        name: .customLong("oval-id"),
        help: ArgumentHelp("OVAL component of the data stream, by the id of its component-ref; else the first.", valueName: "id"))
    var ovalID: String?
    @Option(name: .customLong("variables"), help: ArgumentHelp("OVAL variables: values for external variables.", valueName: "file"))
    var variables: String?
    @Option(
        name: .customLong("local-files"),
        help: ArgumentHelp("Folder of files that stand for what the content names elsewhere; nothing is fetched.", valueName: "dir"))
    var localFiles: String?

    /// The definitions; what is odd about them is said.
    func definitions(_ file: String) throws(ContentError) -> Definitions {
        var options = SourceContent.Options()
        options.dataStreamID = dataStreamID
        options.localFiles = localFiles
        let definitions = try Definitions(SourceContent(file, options: options, loader: .files()).ovalDefinitions(ovalID))
        Console.report(definitions.diagnostics)
        if let id, definitions.definitions[id] == nil {
            throw ContentError(
                at: .init(file: file), about: id, "no such definition; without --id all \(definitions.definitions.all.count) are evaluated")
        }
        return definitions
    }

    /// Values for external variables.
    func externalValues() throws(ContentError) -> [String: [String]] {
        guard let variables else { return [:] }
        return try ExternalVariables.read(ContentLoader.files().document(variables).root)
    }
}

/// What `oval eval` writes.
struct OVALOutputOptions: ParsableArguments {
    @Option(name: .customLong("results"), help: ArgumentHelp("Write OVAL results.", valueName: "file"))
    var results: String?
    @Option(name: .customLong("report"), help: ArgumentHelp("Write an HTML report.", valueName: "file"))
    var report: String?
    @Option(
        name: .customLong("directives"),
        help: ArgumentHelp("OVAL directives: which results are written with --results, and how much of each.", valueName: "file"))
    var directives: String?
    @ArgumentParser.Flag(name: .customLong("without-syschar"), help: "OVAL results without what was found in the image.")
    var withoutSystemCharacteristics = false

    /// Throws where something cannot be written, before time is spent on the evaluation.
    func check(image: String) throws(ContentError) {
        try OutputFiles.check([results, report].compactMap(\.self), image: image)
        if directives != nil && results == nil { Console.note("warning: --directives: it says what --results writes, which is not given") }
    }

    func readDirectives() throws(ContentError) -> Directives? {
        guard let directives else { return nil }
        return try Directives(ContentLoader.files().document(directives).root)
    }

    /// Writes every file that was asked for, or none. `data` is needed for the report only.
    func write(_ evaluated: OVALReport, generator: Generator, directives: Directives?, data: DataDirectory?) throws(ContentError) {
        var files = OutputFiles()
        var options = OVALResults.DocumentOptions()
        options.withoutSystemCharacteristics = withoutSystemCharacteristics
        options.directives = directives
        do throws(ContentError) {
            if let results {
                try files.add(evaluated.results.document(generator: generator, options: options), to: results)
            }
            if let report, let data { try files.add(evaluated.html(data: data), to: report) }
            try files.commit()
        } catch {
            files.discard()
            throw error
        }
    }
}
