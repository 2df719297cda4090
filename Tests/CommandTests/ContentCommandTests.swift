import Foundation
import Testing

@Suite("content: what an author of content does")
struct ContentCommandTests {
    static let commands = ["build", "lint", "diff", "guide"]

    /// A folder with one requirement, and two revisions of an XCCDF file made from it.
    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            id: Sample_STIG
            title: Sample STIG
            version: 1
            release: 1
            date: 2026-01-05
            description: A benchmark of the tests.
            publisher: The tests
            source: example
            srg: {name: General Purpose Operating System SRG, version: V3R3}
            namespace: org.example

            """, to: "content/my-benchmark/benchmark.yaml")
        try folder.write(
            """
            id: CIMG-00-000010
            srg: SRG-OS-000023-GPOS-00006
            v: V-203595
            sv: SV-203595r958390_rule
            severity: medium
            cci: [CCI-000048]
            title: The banner must be shown where people log in.
            discussion: People are to be told.
            check: If /etc/issue is empty, this is a finding.
            fix: Write a text to /etc/issue.
            responsibility: component
            reason: Login programs are in the image.
            applies: login-path

            """, to: "content/my-benchmark/requirements/CIMG-00-000010.yaml")
        return folder
    }

    private func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Program.Run {
        try Program.run(["content"] + arguments, in: folder)
    }

    @Test("lines of the help fit a terminal of 80 columns, and none is wrapped in an example", arguments: commands)
    func help(_ command: String) throws {
        let text = try run([command, "--help"], in: TemporaryFolder()).output
        for line in text.components(separatedBy: "\n") where !line.hasPrefix("USAGE: ") { #expect(line.utf8.count <= 80, "\(line)") }
        let examples = text.components(separatedBy: "EXAMPLES:\n").dropFirst().first?.components(separatedBy: "\n\n").first ?? ""
        #expect(examples.contains("  stigready content \(command) "))
        for line in examples.split(separator: "\n") { #expect(line.hasPrefix("  "), "\(line)") }
    }

    @Test("build writes three files, --check says whether they are current, and a fault leaves everything as it was")
    func build() throws {
        let folder = try folder()
        let first = try run(["build", "content/my-benchmark"], in: folder)
        #expect(first.status == 0 && first.errors.isEmpty, "\(first.errors)")
        #expect(first.output.contains("1 requirements, 0 with a check, 1 facts"))
        #expect(try run(["build", "content/my-benchmark", "--check"], in: folder).status == 0)
        let stream = try folder.bytes("content/my-benchmark/ds.xml")
        let file = "content/my-benchmark/requirements/CIMG-00-000010.yaml"
        let text = String(decoding: try folder.bytes(file), as: UTF8.self)
        try folder.write(text.replacingOccurrences(of: "People are", with: "All are"), to: file)
        let stale = try run(["build", "content/my-benchmark", "--check"], in: folder)
        #expect(stale.status == 2)
        #expect(stale.messages.count == 3 && stale.messages[0].contains("ds.xml: error: not what the content gives"))
        try folder.write(text.replacingOccurrences(of: "severity: medium", with: "severity: bad"), to: file)
        let wrong = try run(["build", "content/my-benchmark"], in: folder)
        #expect(wrong.status == 1)
        #expect(wrong.errors.hasPrefix("\(file):5: error: CIMG-00-000010: severity \"bad\""), "\(wrong.errors)")
        #expect(try folder.bytes("content/my-benchmark/ds.xml") == stream)
        #expect(try run(["build", "content/my-benchmark", "-o", "elsewhere"], in: folder).status == 1)
        #expect(!FileManager.default.fileExists(atPath: folder.path("elsewhere")))
    }

    @Test("no file is written where the name of one is taken")
    func taken() throws {
        let folder = try folder()
        try folder.write("", to: "out/xccdf-1.2.xml/file")
        let run = try run(["build", "content/my-benchmark", "-o", "out"], in: folder)
        #expect(run.status == 1 && run.errors.contains("xccdf-1.2.xml: cannot be written: Is a directory"), "\(run.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("out")) == ["xccdf-1.2.xml"])
    }

    @Test("files that look like requirements and are not read are refused")
    func unread() throws {
        let folder = try folder()
        try folder.write("id: x\n", to: "content/my-benchmark/requirements/x.yml")
        try folder.write("id: x\n", to: "content/my-benchmark/requirements/more/x.yaml")
        try folder.write("notes\n", to: "content/my-benchmark/requirements/README.md")
        let run = try run(["build", "content/my-benchmark"], in: folder)
        #expect(run.status == 1)
        #expect(run.messages.count == 2 && run.messages.allSatisfy { $0.contains("it is not read") }, "\(run.errors)")
    }

    @Test("lint finds in a folder what the build refuses by the schemas, at the author's line")
    func lintSchema() throws {
        let folder = try folder()
        try folder.write(
            """
            <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5"
             xmlns:ind="http://oval.mitre.org/XMLSchema/oval-definitions-5#independent"><tests>
            <ind:unknown_test id="oval:org.example:tst:1" version="1" check="all"/>
            </tests></oval_definitions>
            """, to: "content/my-benchmark/oval/x.xml")
        for command in ["build", "lint"] {
            let run = try run([command, "content/my-benchmark"], in: folder)
            #expect(run.status == (command == "lint" ? 2 : 1))
            let said = run.output + run.errors
            #expect(said.contains("content/my-benchmark/oval/x.xml:3: error: ") && said.contains("'comment' is required"), "\(said)")
        }
    }

    @Test("lint prints each finding on a line or as JSON, and its status says whether there are errors")
    func lint() throws {
        let folder = try folder()
        let clean = try run(["lint", "content/my-benchmark"], in: folder)
        #expect(clean.status == 0 && clean.output.isEmpty, "\(clean.output)")
        #expect(try run(["build", "content/my-benchmark"], in: folder).status == 0)
        let file = "content/my-benchmark/xccdf-1.1.4.xml"
        let text = String(decoding: try folder.bytes(file), as: UTF8.self)
        try folder.write(text.replacingOccurrences(of: "<version>CIMG-00-000010</version>", with: ""), to: "bad.xml")
        let bad = try run(["lint", "bad.xml"], in: folder)
        #expect(bad.status == 2)
        #expect(
            bad.output.hasPrefix("bad.xml:") && bad.output.contains("SV-203595r958390_rule: version is missing")
                && bad.output.hasSuffix("[version]\n"))
        let json = try run(["lint", "bad.xml", "--json"], in: folder)
        #expect(json.status == 2)
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
        #expect(rows.map { $0["code"] as? String } == ["version"])
        #expect(rows.first?["id"] as? String == "SV-203595r958390_rule" && rows.first?["line"] is Int)
    }

    @Test("diff says what changed, as text and as JSON")
    func diff() throws {
        let folder = try folder()
        #expect(try run(["build", "content/my-benchmark"], in: folder).status == 0)
        let text = String(decoding: try folder.bytes("content/my-benchmark/xccdf-1.2.xml"), as: UTF8.self)
        try folder.write(text, to: "old.xml")
        try folder.write(text.replacingOccurrences(of: "Write a text to /etc/issue.", with: "Write it."), to: "new.xml")
        let run = try run(["diff", "old.xml", "new.xml"], in: folder)
        #expect(run.status == 0)
        #expect(run.output.contains("0 added, 0 removed, 1 changed, 0 unchanged"))
        #expect(run.output.contains("    fix: Write a text to /etc/issue. -> Write it."))
        let json = try self.run(["diff", "old.xml", "new.xml", "--json"], in: folder)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let changed = try #require(object["changed"] as? [[String: Any]])
        #expect(changed.first?["matchedBy"] as? String == "number")
        #expect(
            (changed.first?["changes"] as? [[String: String]])?.first == [
                "field": "fix", "before": "Write a text to /etc/issue.", "after": "Write it.",
            ])
    }

    @Test("guide makes one archive, the same bytes in every time zone, and the pages say what changed")
    func guide() throws {
        let folder = try folder()
        #expect(try run(["build", "content/my-benchmark", "-o", "old"], in: folder).status == 0)
        let file = "content/my-benchmark/requirements/CIMG-00-000010.yaml"
        let text = String(decoding: try folder.bytes(file), as: UTF8.self)
        try folder.write(text.replacingOccurrences(of: "Write a text to /etc/issue.", with: "Write it."), to: file)
        let header = String(decoding: try folder.bytes("content/my-benchmark/benchmark.yaml"), as: UTF8.self)
        try folder.write(header.replacingOccurrences(of: "release: 1", with: "release: 2"), to: "content/my-benchmark/benchmark.yaml")
        var archives: [Data] = []
        for zone in ["UTC", "Pacific/Kiritimati"] {
            let arguments = ["content", "guide", "content/my-benchmark", "--previous", "old/xccdf-1.2.xml", "-o", "guide.zip"]
            let run = try Program.run(arguments, in: folder, environment: ["TZ": zone])
            #expect(run.status == 0, "\(run.errors)")
            archives.append(try folder.bytes("guide.zip"))
        }
        #expect(archives[0] == archives[1])
        let list = try Program.shell(
            "python3 -c \"import zipfile; z=zipfile.ZipFile('guide.zip'); print('\\n'.join(z.namelist())); print(z.read(z.namelist()[1]).decode())\"",
            in: folder)
        #expect(
            list.output.hasPrefix(
                ["Overview.html", "Revision_History.html", "SCAP_1-3_ds.xml", "Manual-xccdf.xml", "Manual-xccdf-1.2.xml"].map {
                    "Sample_STIG_V1R2/Sample_STIG_V1R2_\($0)\n"
                }.joined()), "\(list.output) \(list.errors)")
        #expect(list.output.contains("<li>Changed CIMG-00-000010, V-203595: fix</li>"))
    }

    @Test("diff, lint and guide take the archive that a benchmark is published in; one with several is refused with their names")
    func archives() throws {
        let folder = try folder()
        for (release, title) in [(1, "The banner must be shown"), (2, "A banner must be shown")] {
            let requirement = "content/my-benchmark/requirements/CIMG-00-000010.yaml"
            let text = String(decoding: try folder.bytes(requirement), as: UTF8.self)
            try folder.write(text.replacingOccurrences(of: "The banner must be shown", with: title), to: requirement)
            let built = try run(["build", "content/my-benchmark", "-o", "out\(release)"], in: folder)
            #expect(built.status == 0, "\(built.errors)")
            let guide = try run(["guide", "out\(release)/xccdf-1.1.4.xml", "-o", "\(release).zip", "--quiet"], in: folder)
            #expect(guide.status == 0, "\(guide.errors)")
        }
        let diff = try run(["diff", "1.zip", "2.zip", "--brief"], in: folder)
        #expect(diff.status == 0, "\(diff.errors)")
        #expect(diff.output.contains("0 added, 0 removed, 1 changed, 0 unchanged"))
        #expect(diff.output.contains("(1.zip > "))
        #expect(try run(["lint", "1.zip"], in: folder).output == "")
        let again = try run(["guide", "out2/xccdf-1.1.4.xml", "--previous", "1.zip", "-o", "3.zip", "--quiet"], in: folder)
        #expect(again.status == 0, "\(again.errors)")
        try #require(try run(["guide", "content/my-benchmark", "-o", "all.zip", "--quiet"], in: folder).status == 0)
        let several = try run(["diff", "1.zip", "all.zip"], in: folder)
        #expect(several.status == 1)
        #expect(
            several.messages.count == 1 && several.errors.contains("all.zip: error: the archive holds 3 benchmarks ("), "\(several.errors)")
        try folder.write("PK\u{3}\u{4} and no more", to: "bad.zip")
        let damaged = try run(["lint", "bad.zip"], in: folder)
        #expect(damaged.status == 1 && damaged.messages.count == 1 && damaged.errors.contains("bad.zip"), "\(damaged.errors)")
    }
}
