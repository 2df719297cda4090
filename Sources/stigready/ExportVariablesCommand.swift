internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import OVAL
internal import SCAP
internal import XCCDF

/// `stigready xccdf export-oval-variables`: the values that a profile hands to OVAL, as documents.
struct ExportVariablesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export-oval-variables", abstract: "Write the values that a profile hands to OVAL.",
        discussion: """
            Files are written into this folder, named after the content's OVAL documents. No image is looked at: values of rules whose \\
            platform would not hold are written too.

            EXAMPLES:
              stigready xccdf export-oval-variables --profile standard content-ds.xml
            """)

    @Argument(help: "Data stream or XCCDF file.") var file: String
    @Argument(help: ArgumentHelp("OVAL files in place of those that the content names.", valueName: "oval")) var oval: [String] = []
    @OptionGroup(title: "Content and rules") var content: ContentOptions
    @OptionGroup(title: "Run") var time: TimeOption
    @ArgumentParser.Flag(name: [.customLong("skip-validation"), .customLong("skip-valid")], help: .hidden) var skipValidation = false
    @OptionGroup var oscap: OSCAPOptions

    func run() throws {
        oscap.report()
        let now = try time.timestamp()
        let (source, selected) = try content.load(file, oval: oval)
        let needed = AssessmentContent(source, selected: selected)
        Console.report(needed.diagnostics, least: .warning)
        let runs = OVALRuns(selected.neededChecks(systems: [OVALRuns.system])).runs
        var names = AssessmentOutput.VariableNames()
        var files: [(path: String, bytes: [UInt8])] = []
        for run in runs {
            guard let definitions = needed.definitions[run.href] else { continue }
            let name = names.next(run.href)
            if run.external.isEmpty { continue }
            files.append((name, ExternalVariables.document(run.external, of: definitions, generator: Program.generator(now))))
        }
        if files.isEmpty { Console.note("note: no selected rule hands a value to OVAL, so nothing is written") }
        try OutputFiles.write(files)
    }
}
