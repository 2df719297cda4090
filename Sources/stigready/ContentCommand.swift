internal import ArgumentParser

/// `stigready content …`: the content that scans choose from, and what an author of content does.
struct ContentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "content",
        abstract: "The content that scans choose from: list it, import STIGs, take them out; write, check, compare and publish content.",
        subcommands: [
            ContentListCommand.self,
            ContentImportCommand.self,
            ContentRemoveCommand.self,
            ContentBuildCommand.self,
            ContentLintCommand.self,
            ContentDiffCommand.self,
            ContentGuideCommand.self,
        ])
}
