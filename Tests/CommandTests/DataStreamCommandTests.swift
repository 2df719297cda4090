import Foundation
import Testing

@Suite("ds: data streams taken apart and put together")
struct DataStreamCommandTests {
    @Test("the parts of a data stream are files that evaluate to the same results")
    func split() throws {
        let folder = try TestContent.make()
        let run = try Program.run(["ds", "sds-split", "--skip-validation", "test-ds.xml", "parts"], in: folder)
        #expect(run.status == 0 && run.errors.isEmpty && run.output.isEmpty)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("parts")).sorted()
        #expect(names == ["scap_org.example_cref_first-tailoring.xml", "scap_org.example_cref_first-xccdf.xml", "test-oval.xml"])
        func results(_ content: String) throws -> String {
            try Program.run(
                ["xccdf", "eval", "--skip-validation", "--root", "root", "--profile", "strict", "--progress", content], in: folder
            ).output
        }
        #expect(try results("parts/scap_org.example_cref_first-xccdf.xml") == results("test-ds.xml"))
    }

    @Test("the files have the names that oscap gives them", .enabled(if: OutputTests.hasTools))
    func names() throws {
        let folder = try TestContent.make()
        #expect(
            try Program.run("/usr/bin/oscap", ["ds", "sds-compose", "--skip-valid", "test-xccdf.xml", "made.xml"], in: folder).status == 0)
        try FileManager.default.createDirectory(atPath: folder.path("theirs"), withIntermediateDirectories: true)
        #expect(try Program.run("/usr/bin/oscap", ["ds", "sds-split", "--skip-valid", "made.xml", "theirs"], in: folder).status == 0)
        #expect(try Program.run(["ds", "sds-split", "--skip-validation", "made.xml", "ours"], in: folder).status == 0)
        let all = try ["theirs", "ours"].map { try FileManager.default.contentsOfDirectory(atPath: folder.path($0)).sorted() }
        #expect(all[0] == all[1])
    }

    @Test(
        "no name of the content leaves the folder",
        arguments: ["../../outside.xml", "/tmp/outside.xml", "..", ".hidden"])
    func escape(_ name: String) throws {
        let folder = try TestContent.make()
        let content = TestContent.dataStream.replacingOccurrences(of: "uri name=\"test-oval.xml\"", with: "uri name=\"\(name)\"")
        try folder.write(content, to: "hostile.xml")
        let before = Set(try folder.names())
        let run = try Program.run(["ds", "sds-split", "--skip-validation", "hostile.xml", "parts"], in: folder)
        #expect(run.status == 0, "\(run.errors)")
        #expect(Set(try folder.names()).subtracting(before) == ["parts"])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("parts"))
        #expect(names.count == 3 && names.allSatisfy { !$0.contains("/") && $0 != ".." })
    }

    @Test("two components of one name, and a component elsewhere, are errors, and nothing is written")
    func refusals() throws {
        let folder = try TestContent.make()
        let twice = TestContent.dataStream.replacingOccurrences(
            of: "uri name=\"test-oval.xml\"", with: "uri name=\"scap_org.example_cref_first-xccdf.xml\"")
        try folder.write(twice, to: "twice.xml")
        let elsewhere = TestContent.dataStream.replacingOccurrences(
            of: "xlink:href=\"#scap_org.example_comp_oval.xml\"", with: "xlink:href=\"https://example.org/oval.xml\"")
        try folder.write(elsewhere, to: "elsewhere.xml")
        for (file, words) in [("twice.xml", "two components"), ("elsewhere.xml", "nothing is fetched"), ("test-oval.xml", "is expected")] {
            let run = try Program.run(["ds", "sds-split", "--skip-validation", file, "parts"], in: folder)
            #expect(run.status == 1 && run.errors.contains(words), "\(run.errors)")
            #expect(!folder.exists("parts"))
        }
    }

    @Test("loose files become a data stream that is valid and evaluates to the same results")
    func compose() throws {
        let folder = try TestContent.make()
        let run = try Program.run(
            ["ds", "sds-compose", "--skip-validation", "--time", Program.time, "test-xccdf.xml", "made-ds.xml"], in: folder)
        #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        func results(_ content: String) throws -> String {
            try Program.run(
                ["xccdf", "eval", "--skip-validation", "--root", "root", "--profile", "(all)", "--progress", content], in: folder
            ).output
        }
        #expect(try results("made-ds.xml") == results("test-xccdf.xml"))
        if OutputTests.hasTools { #expect(try Program.run(["ds", "sds-validate", "made-ds.xml"], in: folder).status == 0) }
    }

    @Test("an ARF is made of content and results, valid, its checks referring to the reports; and taken apart again")
    func assetReports() throws {
        let folder = try TestContent.make()
        _ = try Program.run(
            [
                "xccdf", "eval", "--skip-validation", "--root", "root", "--profile", "strict", "--results", "results.xml", "--oval-results",
                "test-ds.xml",
            ], in: folder)
        let run = try Program.run(
            [
                "ds", "rds-create", "--skip-validation", "--time", Program.time, "test-ds.xml", "made-arf.xml", "results.xml",
                "test-oval.xml.result.xml",
            ], in: folder)
        #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        #expect(try folder.text("made-arf.xml").components(separatedBy: "href=\"#oval0\"").count == 3)
        if OutputTests.hasTools { #expect(try Program.run(["ds", "rds-validate", "made-arf.xml"], in: folder).status == 0) }
        for (id, kind) in [(nil, "XCCDF Test Result"), ("oval0", "OVAL Results")] as [(String?, String)] {
            let split = try Program.run(
                ["ds", "rds-split", "--skip-validation"] + (id.map { ["--report-id", $0] } ?? []) + ["made-arf.xml", "parts"], in: folder)
            #expect(split.status == 0, "\(split.errors)")
            #expect(try Program.run(["info", "parts/report.xml"], in: folder).output.hasPrefix("Document type: \(kind)\n"))
            #expect(
                try Program.run(["info", "parts/report-request.xml"], in: folder).output.hasPrefix("Document type: Source Data Stream\n"))
        }
    }

    @Test("OVAL files after the content stand for the documents of their names, and nothing else is evaluated")
    func ovalFiles() throws {
        let folder = try TestContent.make()
        // In the other file what was missing is the file that is there.
        try folder.write(
            TestContent.definitions.replacingOccurrences(of: "/etc/missing", with: "/etc/passwd"), to: "other/test-oval.xml")
        try folder.write(TestContent.definitions, to: "other/unknown.xml")
        func eval(_ files: [String]) throws -> Program.Run {
            try Program.run(
                ["xccdf", "eval", "--skip-validation", "--root", "root", "--profile", "strict", "--progress", "test-xccdf.xml"] + files,
                in: folder)
        }
        func results(_ run: Program.Run) -> [String] {
            run.output.split(separator: "\n").map { String($0.split(separator: "_").last ?? "") }
        }
        #expect(results(try eval([])) == ["present:pass", "missing:fail"])
        #expect(results(try eval(["other/test-oval.xml"])) == ["present:pass", "missing:pass"])
        let unknown = try eval(["other/unknown.xml"])
        #expect(results(unknown) == ["present:notchecked", "missing:notchecked"])
        #expect(unknown.messages.count == 1 && unknown.errors.contains("no check of the content names"))
        let wrong = try eval(["variables.xml"])
        #expect(wrong.status == 1 && wrong.messages.count == 1 && wrong.errors.contains("no OVAL definitions but OVAL variables"))
    }
}
