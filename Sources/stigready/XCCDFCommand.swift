internal import ArgumentParser

/// `stigready xccdf …`: what `oscap xccdf …` does, under the same names.
struct XCCDFCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "xccdf",
        abstract: "Evaluate XCCDF checklists as oscap does, to the letter of the specifications; resolve them, make reports and guides.",
        subcommands: [
            XCCDFEvalCommand.self, XCCDFResolveCommand.self, XCCDFValidateCommand.self, ExportVariablesCommand.self,
            XCCDFGenerateCommand.self,
        ])
}
