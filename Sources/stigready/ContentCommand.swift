internal import ArgumentParser

/// `stigready content …`: what an author of content does.
struct ContentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "content",
        abstract: "Write content: build a benchmark from its requirement files, find what importers refuse, compare revisions.",
        subcommands: [ContentBuildCommand.self, ContentLintCommand.self, ContentDiffCommand.self])
}
