internal import ArgumentParser
internal import Diagnostics
internal import SCAP
internal import XCCDF
internal import XML

/// `stigready xccdf resolve`: a benchmark in which nothing extends anything.
struct XCCDFResolveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve", abstract: "Write a benchmark with all extension resolved.",
        discussion: """
            Rules, groups, values and profiles hold what they inherit; abstract ones are left out; the result says resolved="true".

            EXIT STATUS:
              0    written
              1    the run failed, or the benchmark says that it is resolved
              100  bad arguments

            EXAMPLES:
              stigready xccdf resolve --force -o resolved.xml xccdf.xml
            """)

    @Argument(help: "XCCDF benchmark.") var file: String
    @Option(name: [.customShort("o"), .customLong("output")], help: ArgumentHelp("File to write.", valueName: "file"))
    var output: String
    @Flag(name: .customLong("force"), help: "Also where the benchmark says that it is resolved already.") var force = false
    @OptionGroup var oscap: OSCAPOptions

    func run() throws {
        oscap.report()
        let document = try ContentLoader.files().document(file)
        let kind = ContentKind(document.root)
        guard kind == .benchmark else {
            throw ContentError(at: document.root.location, "\(kind.rawValue); this command takes: \(ContentKind.benchmark.rawValue)")
        }
        let benchmark = try Benchmark(document.root)
        Console.report(benchmark.diagnostics)
        if benchmark.isResolved && !force {
            throw ContentError(at: document.root.location, about: benchmark.id, "it is resolved already; --force writes it all the same")
        }
        try OutputFiles.write([(output, benchmark.resolvedDocument())])
    }
}
