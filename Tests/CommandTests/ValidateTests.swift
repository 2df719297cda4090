import Foundation
import Testing

@Suite("validate: a document against the official schema of what it is", .enabled(if: OutputTests.hasTools))
struct ValidateTests {
    @Test(arguments: [
        ["ds", "sds-validate", Program.demo], ["xccdf", "validate", "test-xccdf.xml"], ["xccdf", "validate", "tailoring.xml"],
        ["oval", "validate", "variables.xml"],
    ])
    func valid(arguments: [String]) throws {
        let run = try Program.run(arguments, in: TestContent.make())
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.isEmpty)
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
