internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import SCAP
internal import XCCDF
internal import XML

/// `stigready xccdf eval`: a drop-in for `oscap xccdf eval` on an image.
struct XCCDFEvalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval", abstract: "Evaluate a checklist on a file system.",
        discussion: """
            Exit status: 0 all rules pass, 2 a rule fails, is unknown or in error, 1 the run failed, 100 bad arguments.
            Without --root, OSCAP_PROBE_ROOT names the file system; without both it is this machine's own.
            """)

    @Option(name: .customLong("root"), help: "Directory that holds the file system of the image.")
    var root: String?
    @OptionGroup var content: ContentOptions
    @OptionGroup var time: TimeOption
    @Option(name: .customLong("results"), help: "Write XCCDF results to this file.")
    var results: String?
    @Option(name: .customLong("results-arf"), help: "Write an ARF report collection to this file.")
    var resultsARF: String?
    @Option(name: .customLong("report"), help: "Write an HTML report to this file.")
    var report: String?
    @Option(name: .customLong("stig-viewer"), help: "Write XCCDF results with the rule ids of DISA to this file.")
    var stigViewer: String?
    @Flag(name: .customLong("oval-results"), help: "Write OVAL results to files named after the content's, in this directory.")
    var ovalResults = false
    @Flag(name: .customLong("export-variables"), help: "Write the values handed to OVAL to files in this directory.")
    var exportVariables = false
    @Flag(name: .customLong("thin-results"), help: "OVAL results without details.")
    var thinResults = false
    @Flag(name: .customLong("without-syschar"), help: "OVAL results without system characteristics.")
    var withoutSystemCharacteristics = false
    @Flag(name: [.customLong("skip-validation"), .customLong("skip-valid")], help: "Do not validate content and results.")
    var skipValidation = false
    @Flag(name: .customLong("progress"), help: "One line for each rule: id and result.")
    var progress = false
    @Option(name: .customLong("data"), help: "Directory of the program's own data.")
    var data: String?
    @Argument(help: "Data stream or XCCDF file.")
    var file: String

    mutating func run() async throws {
        let target = try TargetArgument.target(root: root)
        let validation = skipValidation ? nil : Validation.start(file)
        let (source, selected) = try content.load(file)
        let needed = AssessmentContent(source, selected: selected)
        Console.report(needed.diagnostics.filter { $0.severity != .note })
        let assessment = Assessment(content: needed, selected: selected, mode: .literal, time: try time.timestamp())
        let result = await assessment.run(on: target)
        if let validation { Console.report(await validation.value) }
        Console.write(RuleBlocks(progressOnly: progress).text(for: result))
        try write(result)
        let bad = result.rules.contains { [.fail, .unknown, .error].contains($0.result.result) }
        if bad { throw ExitCode(2) }
    }

    private func write(_ result: AssessmentResult) throws {
        let output = AssessmentOutput(
            result: result, thin: thinResults, withoutSystemCharacteristics: withoutSystemCharacteristics)
        if let results { try OutputFile.write(output.xccdf(), to: results) }
        if let resultsARF { try OutputFile.write(output.arf(), to: resultsARF) }
        if let stigViewer { try OutputFile.write(output.stigViewer(), to: stigViewer) }
        if ovalResults { for (name, bytes) in output.oval() { try OutputFile.write(bytes, to: "\(name).result.xml") } }
        if exportVariables { for (name, bytes) in output.variables() { try OutputFile.write(bytes, to: name) } }
        if let report { try OutputFile.write(output.html(data: DataDirectory(option: data)), to: report) }
    }
}
