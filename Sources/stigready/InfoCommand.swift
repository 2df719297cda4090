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
                try show(SelectedRules(benchmark, profile: profile))
            }
            return
        }
        for line in ContentInfo(source: source).lines() { Console.line(line) }
        if let benchmark = try source.checklist?.benchmark() { Console.report(benchmark.diagnostics) }
        if source.kind == .ovalDefinitions { Console.report(try Definitions(source.document.root).diagnostics) }
    }

    private func show(_ selected: SelectedRules) {
        let text = BenchmarkText(selected)
        Console.line("Id: \(selected.profile?.id ?? "")")
        Console.line("Title: \(selected.profile?.title.map { text.plainText(of: $0) } ?? "")")
        if let description = selected.profile?.descriptionElement { Console.line("Description: \(text.plainText(of: description))") }
        let rules = selected.rules.filter(\.isSelected)
        Console.line("Rules: \(rules.count)")
        for rule in rules { Console.line("\t\(rule.rule.id)") }
    }
}
