internal import ArgumentParser
internal import Diagnostics
internal import OVAL
internal import SCAP
internal import XCCDF
internal import XML

/// `stigready info`: what a content or result file is, its profiles, checks and defects.
struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Say what a content or result file is, its profiles, checks and defects.",
        discussion: """
            The layout is that of oscap info. Defects go to standard error, with file and line.

            EXAMPLES:
              stigready info content-ds.xml
              stigready info --profiles content-ds.xml
              stigready info --profile standard content-ds.xml
            """)

    @Option(
        name: .customLong("profile"),
        help: ArgumentHelp("Show this profile: title, description, and the rules it selects.", valueName: "id"))
    var profile: String?
    @ArgumentParser.Flag(name: .customLong("profiles"), help: "Only the profiles, one line each: id, colon, title.")
    var profilesOnly = false
    @ArgumentParser.Flag(
        name: .customLong("references"), help: "Only the references that rules can be chosen by, one line each: name, colon, href.")
    var referencesOnly = false
    @Option(
        name: .customLong("local-files"),
        help: ArgumentHelp("Folder of files that stand for what the content names elsewhere; nothing is fetched.", valueName: "dir"))
    var localFiles: String?
    @OptionGroup var oscap: OSCAPOptions
    @Argument(help: "Any SCAP file.")
    var file: String

    func run() throws {
        oscap.report()
        var options = SourceContent.Options()
        options.localFiles = localFiles
        let source = try SourceContent(file, options: options, loader: .files())
        Console.report(source.diagnostics)
        if profile != nil || profilesOnly || referencesOnly {
            guard let benchmark = try source.checklist?.benchmark() else {
                throw ContentError(
                    at: .init(file: file), "\(source.kind.rawValue), which has no profiles; name a data stream or an XCCDF benchmark")
            }
            if referencesOnly {
                for reference in benchmark.references {
                    Console.line(Console.printable("\(reference.text):\(reference.href ?? "")"))
                }
                return
            }
            if profilesOnly {
                for profile in benchmark.profiles {
                    Console.line(Console.printable("\(profile.id):\(profile.title?.trimmedText ?? "")"))
                }
            } else {
                for line in try lines(of: profile, in: source, benchmark) { Console.line(Console.printableLines(line)) }
            }
            return
        }
        for line in ContentInfo(source: source).lines() { Console.line(line) }
        if let benchmark = try source.checklist?.benchmark() { Console.report(benchmark.diagnostics) }
        if source.kind == .ovalDefinitions { Console.report(try Definitions(source.document.root).diagnostics) }
    }

    /// The profile in each data stream that has it, as oscap shows it.
    private func lines(of profile: String?, in source: SourceContent, _ benchmark: Benchmark) throws(ContentError) -> [String] {
        let first = try SelectedRules(benchmark, profile: profile)
        var lines = ContentInfo(source: source).lines(of: first)
        for stream in source.collection?.dataStreams ?? [] where stream.id != source.dataStream?.id {
            var options = SourceContent.Options()
            options.dataStreamID = stream.id
            options.localFiles = localFiles
            guard let further = try? SourceContent(document: source.document, options: options, loader: .files()),
                let benchmark = try? further.checklist?.benchmark(), let selected = try? SelectedRules(benchmark, profile: profile)
            else { continue }
            lines += ContentInfo(source: further).lines(of: selected, isFurther: true)
        }
        return lines
    }
}
