internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import OVAL
internal import SCAP
internal import XML

/// `stigready oval collect`: what definitions would look at, without deciding anything.
struct OVALCollectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collect", abstract: "Collect what definitions look at, and write it as system characteristics.",
        discussion: """
            What is written can be evaluated later, on any machine, by `stigready oval analyse`.

            EXIT STATUS:
              0    collected
              1    the run failed
              100  bad arguments

            EXAMPLES:
              stigready oval collect --root rootfs --syschar syschar.xml oval.xml
            """)

    @Argument(help: "OVAL definitions, or a data stream with them.")
    var file: String
    @OptionGroup var root: RootOption
    @Option(name: .customLong("id"), help: ArgumentHelp("Only this object.", valueName: "id"))
    var id: String?
    @Option(name: .customLong("syschar"), help: ArgumentHelp("Write system characteristics.", valueName: "file"))
    var systemCharacteristics: String?
    @Option(name: .customLong("variables"), help: ArgumentHelp("OVAL variables: values for external variables.", valueName: "file"))
    var variables: String?
    @ArgumentParser.Flag(
        name: [.customLong("skip-validation"), .customLong("skip-valid")], help: "Do not validate the content against its schemas.")
    var skipValidation = false
    @OptionGroup(title: "Run") var time: TimeOption
    @OptionGroup var oscap: OSCAPOptions

    mutating func run() async throws {
        oscap.report()
        let directory = try root.path()
        try OutputFiles.check([systemCharacteristics].compactMap(\.self), image: directory)
        let now = try time.timestamp()
        let target = try root.target(directory)
        let validation = skipValidation ? nil : Validation.start(file)
        let definitions = try Definitions(SourceContent(file, loader: .files()).ovalDefinitions(nil))
        Console.report(definitions.diagnostics)
        if let id, definitions.objects[id] == nil { throw ContentError(at: .init(file: file), about: id, "no such object") }
        let external = try variables.map { path throws(ContentError) in
            try ExternalVariables.read(ContentLoader.files().document(path).root)
        }
        let results = await OVALSession.run(
            definitions: definitions, select: nil, external: external ?? [:], collector: target.collector, systemInfo: target.systemInfo,
            now: now.seconds, workers: 2)
        if let validation { Console.report(await validation.value) }
        let collected = id.map { results.characteristics.only($0) } ?? results.characteristics
        // In oscap's order: by the bytes of the ids, the last first.
        for object in collected.objects.values.sorted(by: { $1.id.utf8.lexicographicallyPrecedes($0.id.utf8) }) {
            Console.line("Collected: \"\(object.id)\" : \(object.flag.rawValue)")
        }
        guard let systemCharacteristics else { return }
        var files = OutputFiles()
        try files.add(
            collected.document(generator: Program.generator(now), schemaVersion: definitions.schemaVersion), to: systemCharacteristics)
        try files.commit()
    }
}

extension SystemCharacteristics {
    /// One object and its items alone.
    fileprivate func only(_ id: String) -> SystemCharacteristics {
        var result = SystemCharacteristics(systemInfo: systemInfo)
        guard var object = objects[id] else { return result }
        object.items = object.items.map { result.add(items[$0]) }
        result.objects[id] = object
        return result
    }
}
