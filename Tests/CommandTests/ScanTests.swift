import Foundation
import Testing

@Suite("scan: the gate, the folder, the summary")
struct ScanTests {
    private func scan(_ arguments: [String], root: String = "root", content: String = Program.demo, in folder: TemporaryFolder) throws
        -> Program.Run
    {
        try Program.run(["scan", root, "--content", content, "--time", Program.time] + arguments, in: folder)
    }

    @Test("the gate holds where evidence decides enough and nothing is open")
    func holds() throws {
        let folder = try TestContent.make()
        let run = try scan(["--output", "out"], in: folder)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.contains("gate      holds"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path("out")).sorted() == [
                "report.html", "results.json", "results.xccdf.xml",
            ])
    }

    @Test("an open CAT I finding fails the gate, a lesser one only where it is asked")
    func findings() throws {
        let folder = try TestContent.make()
        try folder.write("root:*:1:0:9:7:::\n", to: "root/etc/shadow", mode: 0o644)
        #expect(try scan(["--output", "out"], in: folder).status == 2)
        #expect(try scan(["--output", "out", "--fail-on", "none"], in: folder).status == 0)
        try folder.write("root:*:1:0:9:7:::\n", to: "root/etc/shadow", mode: 0o640)
        try folder.write("PermitRootLogin yes\n", to: "root/etc/ssh/sshd_config")
        #expect(try scan(["--output", "out"], in: folder).status == 0)
        #expect(try scan(["--output", "out", "--fail-on", "cat2"], in: folder).status == 2)
    }

    @Test("an empty directory is scanned, and too little evidence comes before findings")
    func empty() throws {
        let folder = try TestContent.make()
        try FileManager.default.createDirectory(atPath: folder.path("empty"), withIntermediateDirectories: true)
        let run = try scan(["--output", "out"], root: "empty", in: folder)
        #expect(run.status == 3)
        #expect(!(try folder.text("out/results.xccdf.xml")).contains("<result>pass</result>"))
    }

    @Test("as JSON the summary has the gate, its numbers and every rule with what it rests on")
    func json() throws {
        let folder = try TestContent.make()
        try folder.write("root:*:1:0:9:7:::\n", to: "root/etc/shadow", mode: 0o644)
        let run = try scan(["--output", "out", "--json"], in: folder)
        let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(run.status == 2)
        #expect(document["gate"] as? String == "findings")
        #expect((document["counts"] as? [String: Int])?["openCAT1"] == 1)
        let rules = try #require(document["rules"] as? [[String: Any]])
        #expect(rules.count == 6)
        let open = rules.first { $0["result"] as? String == "fail" }
        #expect(open?["evidence"] as? String == "observed")
        #expect((open?["sentence"] as? String)?.hasPrefix("/etc/shadow: mode 0644") == true)
    }

    @Test("several contents have a folder each, and the worse gate counts")
    func severalContents() throws {
        let folder = try TestContent.make()
        let run = try scan(["--content", "test-ds.xml", "--output", "out", "--json", "--min-evidence", "100"], in: folder)
        #expect(run.status == 3, "\(run.errors)")
        let made = try FileManager.default.contentsOfDirectory(atPath: folder.path("out"))
        #expect(made.count == 2 && made.contains("xccdf_stigready_benchmark_demo"))
        for name in made { #expect(FileManager.default.fileExists(atPath: folder.path("out/\(name)/report.html"))) }
        #expect((try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [Any])?.count == 2)
        let twice = try scan(["--content", Program.demo, "--output", "again"], in: folder)
        #expect(twice.status == 1)
        #expect(twice.errors.contains("two contents are of this benchmark"))
        #expect(!FileManager.default.fileExists(atPath: folder.path("again")))
    }

    @Test("less evidence than asked for is 3")
    func evidence() throws {
        let folder = try TestContent.make()
        let choice = ["--output", "out", "--profile", "standard"]
        // One of two rules is left to a person.
        #expect(try scan(choice + ["--min-evidence", "51"], content: "test-ds.xml", in: folder).status == 3)
        #expect(try scan(choice + ["--min-evidence", "50"], content: "test-ds.xml", in: folder).status == 0)
    }

    @Test("every format has its file, the same bytes each time, and nothing is written into the image")
    func formats() throws {
        let folder = try TestContent.make()
        let before = try folder.snapshot("root")
        for output in ["a/b", "again"] {
            let run = try scan(["--output", output, "--formats", "all", "--quiet"], in: folder)
            #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty, "\(run.errors)")
        }
        #expect(try folder.snapshot("root") == before)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("a/b")).sorted()
        for name in ["arf.xml", "control-responses.md", "oval-results.xml", "report.html", "results.xccdf.xml"] {
            #expect(names.contains(name))
        }
        for name in names { #expect(try folder.bytes("a/b/\(name)") == folder.bytes("again/\(name)"), "\(name)") }
    }

    @Test("the ARF of a scan is valid", .enabled(if: OutputTests.hasTools))
    func arf() throws {
        let folder = try TestContent.make()
        _ = try scan(["--output", "out", "--formats", "arf,oval"], in: folder)
        #expect(try Program.run("/usr/bin/oscap", ["ds", "rds-validate", "out/arf.xml"], in: folder).status == 0)
        for (name, schema) in [
            ("out/results.xccdf.xml", "xccdf/1.2/xccdf_1.2.xsd"), ("out/oval-results.xml", "oval/5.11.2/oval-results-schema.xsd"),
        ] {
            let run = try Program.run(
                "/usr/bin/xmllint", ["--nonet", "--noout", "--schema", "\(OutputTests.schemas)/\(schema)", name], in: folder)
            #expect(run.status == 0, "\(run.errors)")
        }
    }

    @Test("the caller's own variables for oscap do not reach a scan")
    func environment() throws {
        let folder = try TestContent.make()
        let run = try Program.run(
            ["scan", "root", "--content", "test-ds.xml", "--rule", TestContent.rule("environment"), "--output", "out"], in: folder,
            environment: ["OSCAP_CONTAINER_VARS": "PATH=/bin", "OSCAP_PROBE_ROOT": "/nowhere", "OSCAP_EVALUATION_TARGET": "other"])
        #expect(run.output.hasPrefix("target    root\n") || run.output.contains("\ntarget    root\n"), "\(run.output)")
        #expect(!(try folder.text("out/results.xccdf.xml")).contains("<result>pass</result>"))
    }
}
