internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import OVAL
internal import SCAP
internal import XML

/// `stigready oval analyse`: definitions on what was collected before; no image is needed.
struct OVALAnalyseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyse", abstract: "Evaluate definitions on saved system characteristics.",
        discussion: """
            An object that was not collected leaves what asks for it unknown.

            EXIT STATUS:
              0    evaluated, whatever the results
              1    the run failed
              100  bad arguments

            EXAMPLES:
              stigready oval analyse --results results.xml oval.xml syschar.xml
            """)

    @Argument(help: "OVAL definitions, or a data stream with them.")
    var file: String
    @Argument(help: ArgumentHelp("OVAL system characteristics, e.g. of `oval collect`.", valueName: "syschar"))
    var systemCharacteristics: String
    @Option(name: .customLong("results"), help: ArgumentHelp("Write OVAL results.", valueName: "file"))
    var results: String?
    @Option(name: .customLong("variables"), help: ArgumentHelp("OVAL variables: values for external variables.", valueName: "file"))
    var variables: String?
    @Option(
        name: .customLong("directives"),
        help: ArgumentHelp("OVAL directives: which results are written, and how much of each.", valueName: "file"))
    var directives: String?
    @ArgumentParser.Flag(
        name: [.customLong("skip-validation"), .customLong("skip-valid")], help: "Do not validate the content against its schemas.")
    var skipValidation = false
    @OptionGroup(title: "Run") var time: TimeOption
    @OptionGroup var oscap: OSCAPOptions

    mutating func run() async throws {
        oscap.report()
        let now = try time.timestamp()
        let loader = ContentLoader.files()
        let validation = skipValidation ? nil : Validation.start(file)
        let definitions = try Definitions(SourceContent(file, loader: loader).ovalDefinitions(nil))
        Console.report(definitions.diagnostics)
        let saved = try SystemCharacteristics(reading: loader.document(systemCharacteristics).root)
        let external = try variables.map { path throws(ContentError) in try ExternalVariables.read(loader.document(path).root) } ?? [:]
        var options = OVALResults.DocumentOptions()
        options.directives = try directives.map { path throws(ContentError) in try Directives(loader.document(path).root) }
        let evaluated = await OVALSession.run(
            definitions: definitions, select: nil, external: external, collector: RecordedCollector(saved), systemInfo: saved.systemInfo,
            now: now.seconds, workers: 1)
        if let validation { Console.report(await validation.value) }
        guard let results else {
            for definition in definitions.definitions.all.sorted(by: { $1.id.utf8.lexicographicallyPrecedes($0.id.utf8) }) {
                guard let result = evaluated.definitionResults[definition.id]?.result else { continue }
                Console.line("Definition \(definition.id): \(result.rawValue)")
            }
            return
        }
        var files = OutputFiles()
        try files.add(evaluated.document(generator: Program.generator(now), options: options), to: results)
        try files.commit()
    }
}
