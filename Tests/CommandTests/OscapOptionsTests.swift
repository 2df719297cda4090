import Foundation
import Testing

/// What becomes of an option of oscap.
enum OptionOutcome: Sendable {
    /// It does what it does there.
    case works
    /// It is taken, and a line says why nothing comes of it.
    case says(String)
    /// It is refused with a line that says what to use.
    case refused(String)
}

/// A command of oscap 1.3.7 with its options.
struct OscapCommand: Sendable, CustomTestStringConvertible {
    var words: [String]
    /// The rest of a command line that works.
    var rest: [String]
    var options: [Option]

    struct Option: Sendable {
        var name: String
        var value: String?
        var outcome: OptionOutcome

        init(_ name: String, _ value: String? = nil, _ outcome: OptionOutcome = .works) {
            self.name = name
            self.value = value
            self.outcome = outcome
        }
    }

    var testDescription: String { words.joined(separator: " ") }

    private static let fetch = Option("--fetch-remote-resources", nil, .says("nothing is fetched"))
    private static let validation = [Option("--skip-valid"), Option("--skip-validation")]
    private static let signature = [
        Option("--skip-signature-validation"), Option("--enforce-signature", nil, .refused("signatures of content are not verified here")),
    ]
    private static let checklist = [
        Option("--xccdf-id", "scap_org.example_cref_first-xccdf.xml"), Option("--benchmark-id", "xccdf_org.example_benchmark_test"),
    ]
    private static let stream = Option("--datastream-id", "scap_org.example_datastream_second")
    private static let tailoring = [
        Option("--tailoring-file", "tailoring.xml"), Option("--tailoring-id", "scap_org.example_cref_first-tailoring.xml"),
    ]
    private static let locals = Option("--local-files", ".")
    private static let profile = Option("--profile", "strict")

    /// Every command whose options a pipeline may hold.
    static let all: [OscapCommand] = [
        OscapCommand(
            words: ["xccdf", "eval"], rest: ["--root", "root", "test-ds.xml"],
            options: [
                profile, Option("--rule", TestContent.rule("present")), Option("--skip-rule", TestContent.rule("missing")),
                Option("--cpe", "dictionary.xml"), Option("--oval-results"),
                Option("--check-engine-results", nil, .says("OVAL is the only check engine")), Option("--export-variables"),
                Option("--results", "o1.xml"), Option("--results-arf", "o2.xml"), Option("--stig-viewer", "o3.xml"),
                Option("--thin-results"),
                Option("--without-syschar"), Option("--report", "o4.html"), fetch, locals, Option("--progress"), Option("--progress-full"),
                stream, Option("--remediate", nil, .refused("an image is never changed")),
            ] + tailoring + validation + signature + checklist),
        OscapCommand(
            words: ["xccdf", "resolve"], rest: ["-o", "resolved.xml", "open-xccdf.xml"], options: [Option("--force")]),
        OscapCommand(words: ["xccdf", "validate"], rest: ["test-xccdf.xml"], options: [Option("--skip-schematron")]),
        OscapCommand(
            words: ["xccdf", "export-oval-variables"], rest: ["test-ds.xml"],
            options: [profile, fetch, locals, stream, Option("--cpe", "dictionary.xml")] + validation + checklist),
        OscapCommand(
            words: ["xccdf", "generate", "report"], rest: ["results.xml"],
            options: [
                Option("--profile", "strict"), Option("--result-id", "xccdf_stigready_testresult_standard"), Option("--output", "o.html"),
                Option("--oval-template", "%.result.xml", .refused("generate the report from it")),
            ]),
        OscapCommand(
            words: ["xccdf", "generate", "guide"], rest: ["test-ds.xml"],
            options: [profile, Option("--output", "o.html"), Option("--hide-profile-info")] + checklist + tailoring + signature),
        OscapCommand(
            words: ["xccdf", "generate", "fix"], rest: ["test-ds.xml"],
            options: [
                profile, Option("--fix-type", "ansible"), Option("--output", "o.sh"), Option("--template", "urn:xccdf:fix:script:ansible"),
            ] + checklist + tailoring + signature),
        OscapCommand(words: ["xccdf", "generate", "fix"], rest: ["results.xml"], options: [Option("--result-id", "")]),
        OscapCommand(
            words: ["xccdf", "generate", "fix"], rest: ["test-ds.xml"],
            options: [Option("--template", "my.template.xml", .refused("choose the language with --fix-type"))]),
        OscapCommand(
            words: ["xccdf", "generate", "custom"], rest: ["test-xccdf.xml"],
            options: [profile, Option("--stylesheet", "my.xsl"), Option("--output", "o.txt")]),
        OscapCommand(
            words: ["oval", "eval"], rest: ["--root", "root", "test-ds.xml"],
            options: [
                Option("--id", TestContent.definition(1)), Option("--variables", "variables.xml"), Option("--directives", "directives.xml"),
                Option("--without-syschar"), Option("--results", "o1.xml"), Option("--report", "o2.html"), stream,
                Option("--oval-id", "scap_org.example_cref_first-oval.xml"), fetch, locals,
            ] + validation),
        OscapCommand(
            words: ["oval", "collect"], rest: ["--root", "root", "test-oval.xml"],
            options: [Option("--id", "oval:org.example:obj:1"), Option("--syschar", "o.xml"), Option("--variables", "variables.xml")]
                + validation),
        OscapCommand(
            words: ["oval", "analyse"], rest: ["test-oval.xml", "syschar.xml"],
            options: [Option("--results", "o.xml"), Option("--variables", "variables.xml"), Option("--directives", "directives.xml")]
                + validation),
        OscapCommand(
            words: ["oval", "validate"], rest: ["test-oval.xml"], options: [Option("--definitions"), Option("--skip-schematron")]),
        OscapCommand(words: ["oval", "validate"], rest: ["variables.xml"], options: [Option("--variables")]),
        OscapCommand(words: ["oval", "validate"], rest: ["syschar.xml"], options: [Option("--syschar")]),
        OscapCommand(words: ["oval", "validate"], rest: ["oval-results.xml"], options: [Option("--results")]),
        OscapCommand(words: ["oval", "generate", "report"], rest: ["oval-results.xml"], options: [Option("--output", "o.html")]),
        OscapCommand(
            words: ["ds", "sds-split"], rest: ["test-ds.xml", "parts"], options: [stream, checklist[0], fetch, locals] + validation),
        OscapCommand(words: ["ds", "sds-compose"], rest: ["test-xccdf.xml", "made.xml"], options: validation),
        OscapCommand(words: ["ds", "sds-validate"], rest: ["test-ds.xml"], options: []),
        OscapCommand(words: ["ds", "rds-split"], rest: ["arf.xml", "parts"], options: [Option("--report-id", "oval0")] + validation),
        OscapCommand(
            words: ["ds", "rds-create"], rest: ["test-ds.xml", "made.xml", "results.xml", "oval-results.xml"], options: validation),
        OscapCommand(words: ["ds", "rds-validate"], rest: ["arf.xml"], options: []),
        OscapCommand(words: ["info"], rest: ["test-ds.xml"], options: [profile, Option("--profiles"), fetch, locals]),
    ]

    /// Commands that are refused as a whole, and what the line says.
    static let refused: [(words: [String], line: String)] = [
        (["xccdf", "remediate"], "stigready xccdf generate fix"), (["ds", "sds-add"], "stigready ds sds-compose"), (["cpe"], "use oscap"),
        (["cvss"], "use oscap"), (["cve"], "use oscap"), (["cvrf"], "use a vulnerability scanner"),
    ]
}

@Suite("The command line of oscap, option by option")
struct OscapOptionsTests {
    /// Content and every kind of result.
    static func make() throws -> TemporaryFolder {
        let folder = try TestContent.make()
        try folder.write(TestContent.benchmark.replacingOccurrences(of: " resolved=\"true\"", with: ""), to: "open-xccdf.xml")
        try folder.write(
            """
            <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:output method="text"/><xsl:param name="profile"/>
            <xsl:template match="/*"><xsl:value-of select="concat(@id, ' ', $profile)"/></xsl:template></xsl:stylesheet>
            """, to: "my.xsl")
        for arguments in [
            [
                "xccdf", "eval", "--skip-validation", "--root", "root", "--profile", "standard", "--time", Program.time, "--results",
                "results.xml", "--results-arf", "arf.xml", "test-xccdf.xml",
            ], ["oval", "collect", "--skip-validation", "--root", "root", "--syschar", "syschar.xml", "test-oval.xml"],
            ["oval", "eval", "--skip-validation", "--root", "root", "--results", "oval-results.xml", "test-oval.xml"],
        ] {
            let run = try Program.run(arguments, in: folder)
            try #require(run.status == 0, "\(arguments): \(run.errors)")
        }
        return folder
    }

    @Test("each option works, or one line says why not and what to do", arguments: OscapCommand.all)
    func options(_ command: OscapCommand) throws {
        let folder = try Self.make()
        for option in command.options + [.init("--verbose", "INFO"), .init("--verbose-log-file", "log.txt")] {
            var rest = command.rest
            // `custom` cannot do without a stylesheet.
            if command.words.last == "custom" && option.name != "--stylesheet" { rest = ["--stylesheet", "my.xsl"] + rest }
            if option.name == "--tailoring-file" || option.name == "--tailoring-id" { rest = ["--profile", "tailored"] + rest }
            let run = try Program.run(
                command.words + [option.name] + (option.value.map { [$0] } ?? []) + rest, in: folder)
            let line = "\(command.words.joined(separator: " ")) \(option.name): \(run.status) \(run.errors)"
            switch option.outcome {
            case .works: #expect([0, 2].contains(run.status) && !run.errors.contains("error:"), "\(line)")
            case .says(let words):
                #expect([0, 2].contains(run.status), "\(line)")
                #expect(run.messages.filter { $0.contains(option.name) && $0.contains(words) }.count == 1, "\(line)")
            case .refused(let words):
                #expect(run.status == 100 && run.messages.count == 1 && run.errors.contains(words), "\(line)")
                #expect(run.output.isEmpty)
            }
        }
    }

    @Test("commands that make no sense for an image are refused with one line", arguments: OscapCommand.refused.indices)
    func refused(_ place: Int) throws {
        let (words, line) = OscapCommand.refused[place]
        let run = try Program.run(words + ["something"], in: TemporaryFolder())
        #expect(run.status == 100 && run.messages.count == 1 && run.errors.contains(line), "\(run.errors)")
    }

    @Test(
        "the tables above have every option that oscap's own help lists", .enabled(if: OutputTests.hasTools), arguments: OscapCommand.all)
    func complete(_ command: OscapCommand) throws {
        let help = try Program.run("/usr/bin/oscap", command.words + ["--help"], in: TemporaryFolder())
        let known = Set(
            OscapCommand.all.filter { $0.words == command.words }.flatMap { $0.options.map(\.name) } + ["--verbose", "--verbose-log-file"])
        for line in (help.output + help.errors).split(separator: "\n") where line.hasPrefix("   --") {
            let name = String(line.dropFirst(3).prefix { !$0.isWhitespace && $0 != "," })
            #expect(known.contains(name), "\(command.words.joined(separator: " ")) \(name)")
        }
    }

    @Test(
        "verbosity stands before and after a subcommand, and says how much is said", arguments: [("INFO", 1), ("WARNING", 1), ("ERROR", 0)])
    func verbosity(_ level: String, _ count: Int) throws {
        let folder = try TestContent.make()
        try folder.write(TestContent.benchmark.replacingOccurrences(of: "severity=\"low\"", with: "severity=\"odd\""), to: "odd.xml")
        let rest = ["--skip-validation", "--root", "root", "--profile", "standard", "--progress", "odd.xml"]
        let before = try Program.run(["--verbose", level, "xccdf", "eval"] + rest, in: folder)
        let after = try Program.run(["xccdf", "--verbose=\(level)", "eval"] + rest + ["--verbose-log-file", "log.txt"], in: folder)
        for run in [before, after] {
            #expect(run.status == 0 && run.messages.count == count, "\(run.errors)")
            #expect(run.output.hasSuffix("manual:notchecked\n"))
        }
        #expect(try folder.text("log.txt") == after.errors)
    }

    @Test("a level that does not exist and a log inside the image are refused")
    func verbosityRefused() throws {
        let folder = try TestContent.make()
        let unknown = try Program.run(["--verbose", "LOUD", "info", "test-ds.xml"], in: folder)
        #expect(unknown.status == 100 && unknown.messages.count == 1 && unknown.errors.contains("DEVEL, INFO, WARNING, ERROR"))
        let inside = try Program.run(
            ["xccdf", "eval", "--skip-validation", "--root", "root", "--verbose-log-file", "root/log.txt", "test-xccdf.xml"], in: folder)
        #expect(inside.status == 1 && inside.errors.contains("lies in the image"))
        #expect(!folder.exists("root/log.txt"))
    }

    @Test("OSCAP_PROBE_ROOT is the root of eval and collect")
    func probeRoot() throws {
        let folder = try TestContent.make()
        let environment = ["OSCAP_PROBE_ROOT": folder.path("root")]
        let collected = try Program.run(
            ["oval", "collect", "--skip-validation", "--id", "oval:org.example:obj:1", "test-oval.xml"], in: folder,
            environment: environment)
        #expect(collected.status == 0 && collected.errors.isEmpty && collected.output.contains("complete"))
        let evaluated = try Program.run(
            ["oval", "eval", "--skip-validation", "--id", TestContent.definition(1), "test-oval.xml"], in: folder, environment: environment)
        #expect(evaluated.status == 0 && evaluated.errors.isEmpty && evaluated.output.contains("def:1: true"))
    }
}
