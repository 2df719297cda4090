internal import ArgumentParser

/// `stigready content …`: the content that scans choose from.
struct ContentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "content", abstract: "The content that scans choose from: list it, import STIGs, take them out.",
        subcommands: [ContentListCommand.self, ContentImportCommand.self, ContentRemoveCommand.self])
}
