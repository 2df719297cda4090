import Foundation
import Testing

@Suite("What is handed in: by scan at once or by render later, with an earlier checklist or without")
struct HandInTests {
    /// Formats that a record alone is enough for, and their files.
    static let files = [
        ("json", "results.json"), ("xccdf", "results.xccdf.xml"), ("html", "report.html"), ("controls", "controls.html"),
        ("csv", "findings.csv"),
        ("responses", "control-responses.md"), ("ckl", "checklist.ckl"), ("cklb", "checklist.cklb"), ("sarif", "findings.sarif"),
        ("junit", "junit.xml"), ("hdf", "hdf.json"), ("cyclonedx", "cyclonedx.json"),
    ]

    private func scan(_ arguments: [String], in folder: TemporaryFolder) throws -> Program.Run {
        try Program.run(["scan", "root", "--content", Program.demo, "--time", Program.time, "--output", "out"] + arguments, in: folder)
    }

    @Test("render makes of results.json what scan made, byte for byte")
    func sameBytes() throws {
        let folder = try TestContent.make()
        #expect(try scan(["--formats", "all"], in: folder).status == 0)
        for (format, name) in Self.files {
            let run = try Program.run(["render", format, "out/results.json", "-o", "again"], in: folder)
            #expect(run.status == 0, "\(format): \(run.errors)")
            #expect(try folder.bytes("again") == folder.bytes("out/\(name)"), "\(format)")
        }
    }

    @Test("one line says that content names no ids of DISA's, and none with --quiet")
    func remark() throws {
        let folder = try TestContent.make()
        let line = "note: xccdf_stigready_benchmark_demo: no rule of it names an id of DISA's"
        #expect(try scan(["--formats", "ckl,cklb"], in: folder).messages.filter { $0.hasPrefix(line) }.count == 1)
        #expect(try scan(["--quiet"], in: folder).errors.isEmpty)
        #expect(try Program.run(["render", "cklb", "out/results.json"], in: folder).messages.filter { $0.hasPrefix(line) }.count == 1)
        #expect(try Program.run(["render", "json", "out/results.json"], in: folder).errors.isEmpty)
    }

    @Test("what has no digest has no statement: asked for it is refused and nothing is written, with all it is left out with one line")
    func statement() throws {
        let folder = try TestContent.make()
        let asked = try scan(["--formats", "intoto"], in: folder)
        #expect(asked.status == 1 && asked.messages.count == 1, "\(asked.errors)")
        #expect(asked.errors.contains("intoto: root has no digest to bind a statement to"))
        #expect(!folder.exists("out/results.json"))
        let all = try scan(["--formats", "all"], in: folder)
        #expect(all.status == 0 && all.messages.contains { $0.hasPrefix("note: intoto is left out: root has no digest") })
        #expect(!folder.exists("out/intoto.json"))
        #expect(try Program.run(["render", "intoto", "out/results.json", "-o", "intoto.json"], in: folder).status == 1)
        #expect(!folder.exists("intoto.json"))
        let digest = String(repeating: "0123456789abcdef", count: 4)
        let record = try folder.text("out/results.json").replacingOccurrences(
            of: "\"facts\" : [", with: "\"digest\" : \"sha256:\(digest)\",\n    \"facts\" : [")
        try folder.write(record, to: "with.json")
        let run = try Program.run(["render", "intoto", "with.json"], in: folder)
        #expect(run.status == 0 && run.output.contains("\"sha256\" : \"\(digest)\""), "\(run.errors)")
    }

    @Test("comments in an earlier checklist are kept by scan and by render, and the same", arguments: ["ckl", "cklb"])
    func previous(kind: String) throws {
        let folder = try TestContent.make()
        _ = try scan(["--formats", kind], in: folder)
        let mark = "what is written below is kept ---"
        let old = try folder.text("out/checklist.\(kind)")
        let start = try #require(old.range(of: mark))
        let written = old.replacingCharacters(in: start, with: kind == "ckl" ? "\(mark)\nAsked the owner." : "\(mark)\\nAsked the owner.")
        try folder.write(written, to: "old.\(kind)")
        let run = try scan(["--formats", kind, "--previous", "old.\(kind)"], in: folder)
        #expect(run.status == 0 && !run.errors.contains("not carried over"), "\(run.errors)")
        #expect(try folder.text("out/checklist.\(kind)") == written)
        _ = try scan([], in: folder)
        let rendered = try Program.run(["render", kind, "out/results.json", "--previous", "old.\(kind)"], in: folder)
        #expect(rendered.output == written)
    }

    @Test("what is not carried over from an earlier checklist is said in one line")
    func notCarried() throws {
        let folder = try TestContent.make()
        try folder.write(
            """
            {"stigs": [{"rules": [{"rule_version": "GONE-1", "comments": "kept for years"}, {"rule_version": "GONE-2", "comments": ""}]}]}
            """, to: "old.cklb")
        for run in [
            try scan(["--previous", "old.cklb"], in: folder),
            try Program.run(["render", "ckl", "out/results.json", "--previous", "old.cklb"], in: folder),
        ] {
            #expect(run.status == 0)
            let lines = run.messages.filter { $0.contains("not carried over") }
            #expect(lines == ["note: old.cklb: not carried over from 1 rules (no such rule: GONE-1)"])
        }
    }

    @Test("an earlier checklist that is none stops the run with one line, and nothing is written", arguments: ["{}", "<a/>", "PK", ""])
    func malformed(text: String) throws {
        let folder = try TestContent.make()
        try folder.write(text, to: "old.ckl")
        let run = try scan(["--previous", "old.ckl"], in: folder)
        #expect(run.status == 1 && run.messages.count == 1 && run.errors.hasPrefix("error: old.ckl: "), "\(run.errors)")
        #expect(!folder.exists("out"))
        #expect(try scan(["--previous", "missing.ckl"], in: folder).status == 1)
    }

    @Test("cells of the table that a spreadsheet would take for a formula begin with an apostrophe")
    func formulas() throws {
        let folder = try TestContent.make()
        _ = try scan([], in: folder)
        var record = try #require(try JSONSerialization.jsonObject(with: folder.bytes("out/results.json")) as? [String: Any])
        let rules = try #require(record["rules"] as? [[String: Any]])
        for start in ["=", "+", "-", "@", "\t=", "\r=", "\n@", " ="] {
            record["rules"] = rules.map { $0.merging(["title": "\(start)cmd|' /C calc'!A0", "sentence": "\(start)cmd"]) { $1 } }
            try JSONSerialization.data(withJSONObject: record).write(to: folder.url.appending(path: "changed.json"))
            let run = try Program.run(["render", "csv", "changed.json"], in: folder)
            #expect(run.status == 0 && run.output.contains("cmd"), "\(run.errors)")
            for cell in run.output.matches(of: /"((?:[^"]|"")*)"/) {
                #expect(cell.1.first.map { !"=+-@\t\r\n".contains($0) } ?? true, "\(cell.1)")
            }
        }
    }

    @Test("the XCCDF of a scan is valid by its schema, and oscap makes a report of it", .enabled(if: OutputTests.hasTools))
    func xccdf() throws {
        let folder = try TestContent.make()
        for content in [Program.demo, "test-ds.xml", "test-xccdf.xml"] {
            _ = try Program.run(["scan", "root", "--content", content, "--time", Program.time, "--output", "out"], in: folder)
            let schema = "\(OutputTests.schemas)/xccdf/1.2/xccdf_1.2.xsd"
            let valid = try Program.run(
                "/usr/bin/xmllint", ["--nonet", "--noout", "--schema", schema, "out/results.xccdf.xml"], in: folder)
            #expect(valid.status == 0, "\(valid.errors)")
            let report = try Program.run("/usr/bin/oscap", ["xccdf", "generate", "report", "out/results.xccdf.xml"], in: folder)
            #expect(report.status == 0 && report.output.contains("</html>"), "\(report.errors)")
        }
    }
}
