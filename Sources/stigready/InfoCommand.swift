internal import ArgumentParser
internal import Diagnostics
internal import SCAP
internal import XCCDF
internal import XML

/// `stigready info`: what a content or result file is, its profiles, checks and defects.
struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Say what a content or result file is, its profiles, checks and defects.")

    @Option(name: .customLong("profile"), help: "Show this profile: title, description, and the rules it selects.")
    var profile: String?
    @Flag(name: .customLong("profiles"), help: "Only the profiles, one line each: id, colon, title.")
    var profilesOnly = false
    @Option(name: .customLong("local-files"), help: "Directory of files that stand for remote components.")
    var localFiles: String?
    @Argument(help: "Any SCAP file.")
    var file: String

    func run() throws {
        var options = SourceContent.Options()
        options.localFiles = localFiles
        let source = try SourceContent(file, options: options, loader: .files())
        Console.report(source.diagnostics)
        if profile != nil || profilesOnly {
            guard let benchmark = try source.checklist?.benchmark() else {
                throw ContentError(at: .init(file: file), "\(source.kind.rawValue), which has no profiles")
            }
            if profilesOnly {
                for profile in benchmark.profiles { Console.line("\(profile.id):\(profile.title?.trimmedText ?? "")") }
            } else {
                try show(SelectedRules(benchmark, profile: profile))
            }
            return
        }
        for line in ContentInfo(source: source).lines() { Console.line(line) }
        if let benchmark = try source.checklist?.benchmark() { Console.report(benchmark.diagnostics) }
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
