import Foundation
import Testing

@Suite("validate: a document against the official schema of what it is", .enabled(if: OutputTests.hasTools))
struct ValidateTests {
    @Test(arguments: [
        ["ds", "sds-validate", Program.demo], ["xccdf", "validate", "test-xccdf.xml"], ["xccdf", "validate", "tailoring.xml"],
        ["xccdf", "validate", Program.repository.appending(path: "content/gpos-container/ds.xml").path],
        ["oval", "validate", "variables.xml"],
    ])
    func valid(arguments: [String]) throws {
        let run = try Program.run(arguments, in: TestContent.make())
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(!run.output.contains(": error: "))
        if arguments[0] != "ds" {
            let alone = try Program.run(arguments + ["--skip-schematron"], in: TestContent.make())
            #expect(alone.status == 0 && alone.output.isEmpty)
        }
    }

    @Test("rules in Schematron say more than the schema: an error is status 2, advice is none; as with oscap")
    func schematron() throws {
        let folder = try TestContent.make()
        try folder.write(
            TestContent.benchmark.replacingOccurrences(
                of: "<select idref=\"\(TestContent.rule("manual"))\"", with: "<select idref=\"xccdf_org.example_rule_nowhere\""),
            to: "bad.xml")
        for (file, status) in [("bad.xml", 2), ("test-xccdf.xml", 0), ("test-oval.xml", 0), ("variables.xml", 0)] as [(String, Int32)] {
            let words = file.contains("oval") || file.contains("variables") ? ["oval", "validate"] : ["xccdf", "validate"]
            let run = try Program.run(words + [file], in: folder)
            #expect(run.status == status, "\(file): \(run.output)")
            #expect(try Program.run("/usr/bin/oscap", words + [file], in: folder).status == status)
            #expect(run.output.contains("bad.xml: error: schematron: ") == (status == 2))
            #expect(try Program.run(words + ["--skip-schematron", file], in: folder).status == 0)
        }
    }

    @Test("what a scan writes is valid, by the program's own word and by oscap's")
    func ownOutput() throws {
        let folder = try TestContent.make()
        _ = try Program.run(["scan", "root", "--content", Program.demo, "--formats", "all", "--output", "out"], in: folder)
        for arguments in [
            ["xccdf", "validate", "out/results.xccdf.xml"], ["oval", "validate", "out/oval-results.xml"],
            ["ds", "rds-validate", "out/arf.xml"],
        ] {
            let run = try Program.run(arguments, in: folder)
            #expect(run.status == 0, "\(arguments): \(run.output)\(run.errors)")
        }
    }

    @Test("a violation is a line with file and line number, and the status is 2")
    func invalid() throws {
        let folder = try TestContent.make()
        let text = try String(contentsOfFile: Program.demo, encoding: .utf8)
        try folder.write(text.replacingOccurrences(of: " severity=\"high\"", with: " severity=\"dire\""), to: "bad.xml")
        let run = try Program.run(["ds", "sds-validate", "bad.xml"], in: folder)
        #expect(run.status == 2)
        #expect(run.output.contains("bad.xml:"))
        #expect(run.output.contains("dire"))
    }

    @Test("a document of another kind is an error that names the kinds, bad arguments are 100")
    func otherKind() throws {
        let folder = try TestContent.make()
        let run = try Program.run(["oval", "validate", "test-xccdf.xml"], in: folder)
        #expect(run.status == 1)
        #expect(run.errors.contains("XCCDF benchmark; this command takes: OVAL definitions"))
        #expect(try Program.run(["ds", "sds-validate"], in: folder).status == 100)
    }
}
