internal import ArgumentParser

/// `stigready oval …`: what `oscap oval …` does, under the same names.
struct OVALCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "oval", abstract: "Evaluate OVAL definitions as oscap does.",
        subcommands: [
            OVALEvalCommand.self, OVALCollectCommand.self, OVALAnalyseCommand.self, OVALValidateCommand.self, OVALGenerateCommand.self,
        ])
}
