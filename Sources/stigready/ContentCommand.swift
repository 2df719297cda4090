internal import ArgumentParser

/// `stigready content …`: the content that scans choose from, and what an author of content does.
struct ContentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "content",
        abstract: "The content that scans choose from: list it, import STIGs, take them out; write, check and compare content.",
        subcommands: [
            ContentListCommand.self,
            ContentImportCommand.self,
            ContentRemoveCommand.self,
            ContentBuildCommand.self,
            ContentLintCommand.self,
            ContentDiffCommand.self,
        ])
}
