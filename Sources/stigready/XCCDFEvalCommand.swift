internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import SCAP
internal import XCCDF
internal import XML

/// `stigready xccdf eval`: a drop-in for `oscap xccdf eval` on an image.
struct XCCDFEvalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval", abstract: "Evaluate a checklist on the file system of an image.",
        discussion: """
            A drop-in for oscap xccdf eval: the same options, the same output, the same exit status. Each rule is answered to the letter of \
            the content; `stigready scan` also asks what a pass rests on.
            OSCAP_EVALUATION_TARGET names the target in the results; OSCAP_CONTAINER_VARS holds its environment, NAME=VALUE on lines.

            EXIT STATUS:
              0    every rule passes, is not applicable or was not checked
              2    a rule fails, is unknown or in error
              1    the run failed
              100  bad arguments

            EXAMPLES:
              stigready xccdf eval --root rootfs --profile standard content-ds.xml
              stigready xccdf eval --root rootfs --report report.html content-ds.xml
              OSCAP_PROBE_ROOT=rootfs stigready xccdf eval --progress content-ds.xml
            """)

    @Argument(help: "Data stream or XCCDF file.")
    var file: String
    @Argument(
        help: ArgumentHelp(
            "OVAL files in place of those that the content names, each for the document of its name; checks of other documents are not evaluated.",
            valueName: "oval"))
    var oval: [String] = []
    @OptionGroup var root: RootOption
    @OptionGroup(title: "Content and rules") var content: ContentOptions
    @OptionGroup(title: "Output") var output: XCCDFOutputOptions
    @OptionGroup(title: "Run") var time: TimeOption
    @OptionGroup(title: "Run") var data: DataOption
    @Flag(name: [.customLong("skip-validation"), .customLong("skip-valid")], help: "Do not validate the content against its schemas.")
    var skipValidation = false
    @OptionGroup var oscap: OSCAPOptions

    mutating func run() async throws {
        oscap.report()
        let directory = try root.path()
        try output.check(image: directory)
        let data = output.report == nil ? nil : try data.directory()
        let now = try time.timestamp()
        let target = try root.target(directory)
        let validation = skipValidation ? nil : Validation.start(file)
        let (source, selected) = try content.load(file, oval: oval)
        let needed = AssessmentContent(source, selected: selected)
        Console.report(needed.diagnostics, least: .warning)
        let result = await Assessment(content: needed, selected: selected, mode: .literal, time: now).run(on: target)
        Console.write(RuleBlocks(layout: output.layout).text(for: result))
        try await output.write(result, data: data)
        if let validation { Console.report(await validation.value) }
        let bad = result.rules.contains { [.fail, .unknown, .error].contains($0.result.result) }
        if bad { throw ExitCode(2) }
    }
}
