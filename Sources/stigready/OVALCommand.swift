internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import OVAL
internal import SCAP
internal import XML

/// `stigready oval …`: what `oscap oval …` does, under the same names.
struct OVALCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "oval", abstract: "Evaluate OVAL definitions as oscap does.", subcommands: [OVALEvalCommand.self])
}

/// `stigready oval eval`: definitions on a file system.
struct OVALEvalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval", abstract: "Evaluate definitions on a file system.",
        discussion: """
            Exit status: 0 evaluated, whatever the results, 1 the run failed, 100 bad arguments.
            Without --root, OSCAP_PROBE_ROOT names the file system; without both it is this machine's own.
            """)

    @Option(name: .customLong("root"), help: "Directory that holds the file system of the image.")
    var root: String?
    @Option(name: .customLong("id"), help: "Evaluate this definition only.")
    var id: String?
    @Option(name: .customLong("datastream-id"), help: "Data stream of the collection.")
    var dataStreamID: String?
    @Option(name: .customLong("oval-id"), help: "OVAL component of the data stream, by the id of its component-ref.")
    var ovalID: String?
    @Option(name: .customLong("variables"), help: "File of OVAL variables: values for external variables.")
    var variables: String?
    @Option(name: .customLong("directives"), help: "File of OVAL directives: how much of each result is written.")
    var directives: String?
    @Option(name: .customLong("results"), help: "Write OVAL results to this file.")
    var results: String?
    @ArgumentParser.Flag(name: .customLong("without-syschar"), help: "OVAL results without system characteristics.")
    var withoutSystemCharacteristics = false
    @ArgumentParser.Flag(name: [.customLong("skip-validation"), .customLong("skip-valid")], help: "Do not validate the content.")
    var skipValidation = false
    @OptionGroup var time: TimeOption
    @Argument(help: "OVAL definitions, or a data stream with them.")
    var file: String

    mutating func run() async throws {
        let target = try TargetArgument.target(root: root)
        let validation = skipValidation ? nil : Validation.start(file)
        let loader = ContentLoader.files()
        var options = SourceContent.Options()
        options.dataStreamID = dataStreamID
        let element = try SourceContent(file, options: options, loader: loader).ovalDefinitions(ovalID)
        let definitions = try Definitions(element)
        Console.report(definitions.diagnostics)
        if let id, definitions.definitions[id] == nil {
            throw ContentError(at: .init(file: file), about: id, "no such definition; `stigready info` says what the file holds")
        }
        let external = try variables.map { path throws(ContentError) in try ExternalVariables.read(loader.document(path).root) } ?? [:]
        let now = try time.timestamp()
        let evaluated = await OVALSession.run(
            definitions: definitions, select: id.map { [$0] }, external: external, collector: target.collector,
            systemInfo: target.systemInfo, now: now.seconds, workers: 2)
        if let validation { Console.report(await validation.value) }
        for definition in definitions.definitions.all {
            guard let result = evaluated.definitionResults[definition.id]?.result else { continue }
            Console.line("Definition \(definition.id): \(result.rawValue)")
        }
        Console.line("Evaluation done.")
        guard let results else { return }
        var written = OVALResults.DocumentOptions()
        written.withoutSystemCharacteristics = withoutSystemCharacteristics
        try OutputFile.write(evaluated.document(generator: Program.generator(now), options: written), to: results)
    }
}
