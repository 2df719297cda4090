internal import ArgumentParser
internal import Diagnostics
internal import Exchange

/// `stigready diff`: what changed between two assessments, and why.
struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Say what changed between two results, and why.",
        discussion: """
            OLD and NEW are results.json that scan wrote, or XCCDF or ARF results of any tool as far as they go. Rules are paired by id, else by the id of their group, else by their STIG id.

            EXIT STATUS:
              0   no verdict changed
              2   verdicts changed, or rules came or went
              1   could not run

            EXAMPLES:
              stigready diff old.json new.json
              stigready diff old.json new.json --html diff.html > diff.txt
            """)

    @Argument(help: ArgumentHelp("The earlier result.", valueName: "old")) var old: String
    @Argument(help: ArgumentHelp("The later result.", valueName: "new")) var new: String
    @Flag(name: .customLong("json"), help: "Print everything as JSON.")
    var json = false
    @Option(name: .customLong("html"), help: ArgumentHelp("Write a page.", valueName: "file"))
    var html: String?
    @Option(
        name: .customLong("banner"), help: ArgumentHelp("Line above and below the page, e.g. a classification marking.", valueName: "text"))
    var banner: String?
    @OptionGroup(title: "Run") var data: DataOption

    func run() async throws {
        let before = try await SavedResult.load(old)
        let now = try await SavedResult.load(new)
        let diff = RecordDiff(from: before, to: now)
        if let html {
            let page = try data.directory().page(
                "diff/diff.html.xsl", of: DiffDocument(diff, new: now).bytes(), parameters: banner.map { ["banner": $0] } ?? [:])
            try DocumentOption.write(page, to: html)
        }
        if json {
            do throws(RecordError) { Console.write(try diff.json()) } catch { throw ContentError(error.description) }
        } else {
            Console.write(Console.printableLines(diff.text))
        }
        if diff.changesVerdicts { throw ExitCode(2) }
    }
}
