import Foundation
import Testing

@Suite("info, probes and help")
struct InfoTests {
    /// The text without the line that says when the file was written.
    private static func withoutImport(_ text: String) -> String {
        text.components(separatedBy: "\n").filter { !$0.hasPrefix("Imported: ") }.joined(separator: "\n")
    }

    private func info(_ arguments: [String]) throws -> Program.Run { try Program.run(["info"] + arguments, in: TestContent.make()) }

    @Test("a checklist in oscap's layout")
    func checklist() throws {
        #expect(
            Self.withoutImport(try info(["test-xccdf.xml"]).output) == """
                Document type: XCCDF Checklist
                Checklist version: 1.2
                Status: draft
                Generated: 2026-01-01
                Resolved: true
                Profiles:
                \tTitle: Standard
                \t\tId: xccdf_org.example_profile_standard
                \tTitle: Strict
                \t\tId: xccdf_org.example_profile_strict
                Referenced check files:
                \ttest-oval.xml
                \t\tsystem: http://oval.mitre.org/XMLSchema/oval-definitions-5

                """)
    }

    @Test("a data stream lists its streams, checklists and checks")
    func dataStream() throws {
        let run = try info(["test-ds.xml"])
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("Document type: Source Data Stream\n"))
        #expect(run.output.components(separatedBy: "\nStream: ").count == 3)
        #expect(run.output.contains("\tRef-Id: scap_org.example_cref_first-xccdf.xml\n\t\tStatus: draft\n"))
        #expect(run.output.contains("\t\t\t\tId: xccdf_org.example_profile_strict\n"))
    }

    @Test(
        "every kind of document is named",
        arguments: [
            ("test-oval.xml", "OVAL Definitions"), ("variables.xml", "OVAL Variables"), ("directives.xml", "OVAL Directives"),
            ("dictionary.xml", "CPE Dictionary"), ("tailoring.xml", "XCCDF Tailoring"),
        ])
    func kinds(_ file: String, _ kind: String) throws {
        let run = try info([file])
        #expect(run.status == 0 && run.output.hasPrefix("Document type: \(kind)\n"))
    }

    @Test("our own results are named")
    func results() throws {
        let folder = try TestContent.make()
        _ = try Program.run(
            [
                "xccdf", "eval", "--skip-validation", "--root", "root", "--profile", "strict", "--results", "x.xml", "--results-arf",
                "a.xml",
                "--oval-results", "test-xccdf.xml",
            ], in: folder)
        for (file, kind) in [("x.xml", "XCCDF Checklist"), ("a.xml", "Result Data Stream"), ("test-oval.xml.result.xml", "OVAL Results")] {
            #expect(try Program.run(["info", file], in: folder).output.hasPrefix("Document type: \(kind)\n"))
        }
        let text = try Program.run(["info", "x.xml"], in: folder).output
        #expect(text.contains("Test Results:\n\tResult ID: ") && text.contains("\tSource profile: xccdf_org.example_profile_strict\n"))
        let reports = try Program.run(["info", "a.xml"], in: folder).output
        #expect(reports.contains("\nAsset: asset0\n\tARF report: xccdf1\n\t\tReport request: collection1\n\t\tResult ID: "))
    }

    @Test("profiles and references are lines for scripts")
    func lists() throws {
        #expect(
            try info(["--profiles", "test-ds.xml"]).output
                == "xccdf_org.example_profile_standard:Standard\nxccdf_org.example_profile_strict:Strict\n")
        #expect(try info(["--references", "test-ds.xml"]).output == "policy:https://example.org/policy\nguide:https://example.org/guide\n")
    }

    @Test("one profile is shown with its rules")
    func profile() throws {
        #expect(
            try info(["--profile", "standard", "test-xccdf.xml"]).output == """
                Document type: XCCDF Checklist
                Profile
                \tTitle: Standard
                \tId: xccdf_org.example_profile_standard

                \tDescription: What everybody does.
                \tRules: 2
                \t\txccdf_org.example_rule_present
                \t\txccdf_org.example_rule_manual

                """)
    }

    @Test("what oscap prints stands in the output line by line", .enabled(if: OutputTests.hasTools))
    func likeOscap() throws {
        let folder = try OscapOptionsTests.make()
        for arguments in [
            ["test-xccdf.xml"], ["test-ds.xml"], ["test-oval.xml"], ["results.xml"], ["tailoring.xml"], ["oval-results.xml"],
            ["syschar.xml"],
            ["--profiles", "test-xccdf.xml"], ["--profile", "standard", "test-xccdf.xml"], ["--profile", "strict", "test-ds.xml"],
        ] {
            let theirs = try Program.run("/usr/bin/oscap", ["info"] + arguments, in: folder)
            let ours = try Program.run(["info"] + arguments, in: folder)
            try #require(theirs.status == 0 && ours.status == 0, "\(arguments)")
            let lines = ours.output.split(separator: "\n", omittingEmptySubsequences: false)
            // Rules of a profile are ours; of platforms oscap names only those of its own results.
            let same = lines.filter { !$0.hasPrefix("\tRules: ") && !$0.contains("\t\txccdf_org.example_rule_") }
            #expect(same.joined(separator: "\n") == theirs.output, "\(arguments)")
        }
    }

    @Test("defects of content go to standard error with file and line")
    func defects() throws {
        let folder = try TestContent.make()
        try folder.write(
            TestContent.definitions.replacingOccurrences(
                of: "test_ref=\"oval:org.example:tst:2\"", with: "test_ref=\"oval:org.example:tst:22\""),
            to: "test-oval.xml")
        let run = try Program.run(["info", "test-oval.xml"], in: folder)
        #expect(run.errors.contains("test-oval.xml:") && run.errors.contains("oval:org.example:tst:22"), "\(run.errors)")
        #expect(run.messages.count == 1)
    }

    @Test("every test kind says how it is answered")
    func probes() throws {
        let run = try Program.run(["probes"], in: TestContent.make())
        #expect(run.status == 0)
        for line in run.output.split(separator: "\n") {
            #expect(
                ["  from the files of the image", "  not applicable: ", "  not collected: ", "  unknown, whatever the image"].contains {
                    line.contains($0)
                })
        }
    }

    @Test(
        "help goes to standard output, has examples and says the exit status",
        arguments: [["xccdf", "eval"], ["oval", "eval"], ["scan"]])
    func help(_ command: [String]) throws {
        let run = try Program.run(command + ["--help"], in: TestContent.make())
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(run.output.contains("EXIT STATUS:") && run.output.contains("EXAMPLES:") && run.output.contains("CONTENT AND"))
        #expect(run.output.contains("stigready \(command.joined(separator: " ")) "))
    }

    @Test("the version is a line")
    func version() throws {
        #expect(try Program.run(["--version"], in: TestContent.make()).output.split(separator: ".").count == 3)
    }
}
