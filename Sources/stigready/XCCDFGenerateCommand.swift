internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import Reports
internal import SCAP
internal import XCCDF
internal import XML

/// `stigready xccdf generate …`: other documents from a checklist or its results.
struct XCCDFGenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Make a report, a guide, fixes or a document of your own from XCCDF.",
        discussion: "As with oscap, --profile may stand before the subcommand too.",
        subcommands: [GenerateReportCommand.self, GenerateGuideCommand.self, GenerateFixCommand.self, GenerateCustomCommand.self])
}

/// `stigready xccdf generate report`.
struct GenerateReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Make the HTML report of a saved result.",
        discussion: """
            The result may be of another tool. What it does not hold (titles without a benchmark, what was found without an ARF) is not in \
            the report, which is said in one line.

            EXAMPLES:
              stigready xccdf generate report --output report.html arf.xml
              stigready xccdf generate report results.xml > report.html
            """)

    @Argument(help: "XCCDF with a TestResult, or an ARF.") var file: String
    @Option(
        name: .customLong("result-id"), help: ArgumentHelp("The TestResult with this id; else the most recent.", valueName: "id"))
    var resultID: String?
    @OptionGroup var output: GenerateOutput
    @OptionGroup(title: "Run") var data: DataOption
    @OptionGroup var oscap: OSCAPOptions
    /// oscap takes it and uses it not for a report of results.
    @Option(name: .customLong("profile"), help: .hidden) var profile: String?

    mutating func run() async throws {
        oscap.report()
        let record = try await SavedResult.load(file, resultID: resultID.flatMap { $0.isEmpty ? nil : $0 })
        try output.write(RecordOutput(record: record, data: try data.directory(), hasResultFile: false).html())
    }
}

/// `stigready xccdf generate guide`.
struct GenerateGuideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guide", abstract: "Make an HTML guide to a checklist, as a profile selects it.",
        discussion: """
            Without a profile it holds what the benchmark itself selects; --profile '(all)' holds every rule.

            EXAMPLES:
              stigready xccdf generate guide --profile standard content-ds.xml > guide.html
            """)

    @Argument(help: "Data stream or XCCDF file.") var file: String
    @OptionGroup(title: "Content and rules") var content: ContentOptions
    @OptionGroup var output: GenerateOutput
    @OptionGroup(title: "Run") var data: DataOption
    @Flag(name: .customLong("hide-profile-info"), help: .hidden) var hideProfileInfo = false
    @OptionGroup var oscap: OSCAPOptions

    func run() throws {
        oscap.report()
        let data = try data.directory()
        let selected = try content.load(file).selected
        let document = GuideDocument(selected, file: file, tool: ("stigready", Program.version))
        try output.write(try data.page("guide/guide.html.xsl", of: document.bytes()))
    }
}

/// `stigready xccdf generate fix`.
struct GenerateFixCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fix", abstract: "Write down the fixes that content gives for rules; nothing is run.",
        discussion: """
            Of a profile the fixes of all its rules; of a result (--result-id, or a file that is an ARF or a TestResult) those of the rules \
            that fail. The text is for whoever builds the image.

            EXAMPLES:
              stigready xccdf generate fix --profile standard content-ds.xml
              stigready xccdf generate fix --result-id '' --fix-type bash results.xml
            """)

    @Argument(help: "Data stream, XCCDF file, or a result with its benchmark.") var file: String
    @Option(
        name: .customLong("fix-type"),
        help: ArgumentHelp("Language: \(FixType.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "type"))
    var type = "bash"
    @Option(
        name: .customLong("result-id"),
        help: ArgumentHelp("Fixes for the rules that fail in this TestResult; '' is the most recent.", valueName: "id"))
    var resultID: String?
    @OptionGroup(title: "Content and rules") var content: ContentOptions
    @OptionGroup var output: GenerateOutput
    @Option(name: .customLong("template"), help: .hidden) var template: String?
    @OptionGroup var oscap: OSCAPOptions

    func validate() throws {
        if FixType(rawValue: type) == nil {
            throw ValidationError(
                "--fix-type \(type): no such language; there are: \(FixType.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        if let template, fixType(of: template) == nil {
            throw ValidationError("--template \(template): templates of files are not read; choose the language with --fix-type")
        }
    }

    /// The language that the name of a template stands for, by its word or its URI.
    private func fixType(of template: String) -> FixType? {
        FixType.allCases.first { $0.rawValue == template || $0.system == template }
    }

    func run() throws {
        oscap.report()
        guard let type = template.flatMap(fixType(of:)) ?? FixType(rawValue: type) else { return }
        let document = try ContentLoader.files().document(file)
        let kind = ContentKind(document.root)
        let script: FixScript
        if resultID != nil || kind == .assetReports || kind == .testResult {
            let failed = try FailedRules(document, resultID: resultID.flatMap { $0.isEmpty ? nil : $0 })
            script = FixScript(failed.selected, type: type, only: failed.ids, target: failed.target)
        } else {
            script = FixScript(try content.load(file).selected, type: type)
        }
        try output.write(Array(script.text().utf8))
    }
}

/// `stigready xccdf generate custom`.
struct GenerateCustomCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "custom", abstract: "Apply a stylesheet of yours (XSLT 1.0) to an XCCDF file.",
        discussion: """
            The stylesheet may import from its own folder; it reads and writes nothing else. It gets the parameter `profile`.

            EXAMPLES:
              stigready xccdf generate custom --stylesheet my.xsl xccdf.xml
            """)

    @Argument(help: "XCCDF file.") var file: String
    @Option(name: .customLong("stylesheet"), help: ArgumentHelp("The stylesheet.", valueName: "file")) var stylesheet: String
    @Option(name: .customLong("profile"), help: ArgumentHelp("Handed to the stylesheet.", valueName: "id")) var profile: String?
    @OptionGroup var output: GenerateOutput
    @OptionGroup var oscap: OSCAPOptions

    func run() throws {
        oscap.report()
        let loader = ContentLoader.files()
        let (sheet, document) = (try loader.bytes(stylesheet), try loader.document(file))
        let folder = stylesheet.lastIndex(of: "/").map { $0 == stylesheet.startIndex ? "/" : String(stylesheet[..<$0]) } ?? "."
        let name = stylesheet.split(separator: "/").last.map(String.init) ?? stylesheet
        let made: [UInt8]
        do throws(StylesheetError) {
            made = try Stylesheet(sheet, name: name, baseDirectory: folder)
                .apply(to: document.source, parameters: profile.map { ["profile": $0] } ?? [:])
        } catch { throw ContentError(about: stylesheet, error.messages.joined(separator: "; ")) }
        try output.write(made)
    }
}
