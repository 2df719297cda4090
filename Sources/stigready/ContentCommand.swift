internal import ArgumentParser

/// `stigready content …`: what an author of content does.
struct ContentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "content", abstract: "Write content: build a benchmark from its requirement files.",
        subcommands: [ContentBuildCommand.self])
}
