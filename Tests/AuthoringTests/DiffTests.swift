import Authoring
import Foundation
import Testing
import XML
import Zip

@Suite("What changed between two revisions")
struct DiffTests {
    private func text(_ name: String) throws -> String {
        String(decoding: try #require(try Sample.build().outputs.first { $0.name == name }).bytes, as: UTF8.self)
    }

    private func stig(_ text: String) throws -> STIGDocument {
        try STIGDocument(XMLDocument(Array(text.utf8), name: "x.xml"), loader: Sample.nothingElse)
    }

    @Test("nothing, between a document and itself, and between the two versions of XCCDF")
    func same() throws {
        for name in ContentBuild.names { #expect(try ContentDiff(stig(text(name)), stig(text(name))).isEmpty) }
        let diff = try ContentDiff(stig(text("xccdf-1.1.4.xml")), stig(text("xccdf-1.2.xml")))
        #expect(diff.isEmpty && diff.unchanged == 3)
        let stream = try ContentDiff(stig(text("xccdf-1.2.xml")), stig(text("ds.xml")))
        #expect(stream.isEmpty && stream.unchanged == 3)
    }

    /// What is changed in the newer revision, by what the rule is still found, and the property that is said to differ.
    static let changes: [(text: String, other: String, match: String, fields: [String])] = [
        ("SV-203595r958390_rule", "SV-203595r999999_rule", "number", ["rule id"]),
        ("If /etc/issue is empty", "If /etc/issue or /etc/motd is empty", "number", ["check"]),
        ("Write a text to /etc/issue.", "Write it.", "number", ["fix"]),
        ("The banner must be shown where", "A banner must be shown where", "number", ["title"]),
        ("Without a banner", "Without one", "number", ["discussion"]),
        ("weight=\"10.0\" severity=\"medium\"", "weight=\"10.0\" severity=\"high\"", "number", ["severity"]),
        (
            "<ident system=\"http://cyber.mil/cci\">CCI-000048</ident>", "<ident system=\"http://cyber.mil/cci\">CCI-000050</ident>",
            "number", ["CCIs"]
        ),
        ("<title>SRG-OS-000023-GPOS-00006</title>", "<title>SRG-OS-000024-GPOS-00007</title>", "number", ["requirement"]),
        ("203595", "299999", "version", ["rule id", "group id"]),
    ]

    @Test("each property, and the rule it is of", arguments: changes)
    func said(change: (text: String, other: String, match: String, fields: [String])) throws {
        let old = try text("xccdf-1.1.4.xml")
        #expect(old.contains(change.text))
        // Of texts that every rule has only the first.
        let place = try #require(old.range(of: change.text))
        let isID = change.text.contains("203595")
        let new =
            isID ? old.replacingOccurrences(of: change.text, with: change.other) : old.replacingCharacters(in: place, with: change.other)
        let diff = try ContentDiff(stig(old), stig(new))
        #expect(diff.added.isEmpty && diff.removed.isEmpty && diff.unchanged == 2)
        #expect(diff.changed.map(\.match.rawValue) == [change.match])
        #expect(diff.changed.first?.changes.map(\.field) == change.fields)
        #expect(diff.changed.first?.new.version == "CIMG-00-000010")
    }

    @Test("a rule whose ids all moved is found by its check")
    func check() throws {
        let old = try text("xccdf-1.1.4.xml")
        let new = old.replacingOccurrences(of: "203595", with: "299999").replacingOccurrences(of: "CIMG-00-000010", with: "CIMG-00-000099")
        let diff = try ContentDiff(stig(old), stig(new))
        #expect(diff.changed.map(\.match) == [.check])
        #expect(diff.changed.first?.changes.map(\.field) == ["rule id", "group id", "STIG id"])
    }

    @Test("content that is not DISA's is matched by the ids of its rules")
    func otherIDs() throws {
        func other(_ text: String) -> String {
            text.replacingOccurrences(of: "SV-203", with: "rule_").replacingOccurrences(of: "V-203", with: "group_").replacingOccurrences(
                of: "<version>CIMG-00-000010</version>", with: "")
        }
        let old = try other(text("xccdf-1.1.4.xml"))
        let diff = try ContentDiff(stig(old), stig(old.replacingOccurrences(of: "If /etc/issue", with: "Where /etc/issue")))
        #expect(diff.added.isEmpty && diff.removed.isEmpty && diff.unchanged == 2)
        #expect(diff.changed.map(\.match) == [.id])
        #expect(diff.changed.first?.changes.map(\.field) == ["check"])
    }

    @Test("rules that come and go")
    func addedAndRemoved() throws {
        let old = try stig(text("xccdf-1.1.4.xml"))
        let folder = Sample.folder()
        let without = ContentFolder(path: "sample", files: folder.files.filter { !$0.name.hasSuffix("000020.yaml") })
        let new = try stig(String(decoding: try #require(try Sample.build(without).outputs.last).bytes, as: UTF8.self))
        #expect(ContentDiff(old, new).removed.map(\.version) == ["CIMG-00-000020"])
        #expect(ContentDiff(new, old).added.map(\.version) == ["CIMG-00-000020"])
        #expect(ContentDiff(old, new).unchanged == 2)
    }

    @Test("a definition that asks something else, though its id is the same; versions and comments change nothing")
    func logic() throws {
        let old = try text("ds.xml")
        let new = old.replacingOccurrences(of: ">/etc/issue</", with: ">/etc/motd</")
        let diff = try ContentDiff(stig(old), stig(new))
        #expect(diff.changed.map(\.new.version) == ["CIMG-00-000010"])
        let change = try #require(diff.changed.first?.changes.first)
        #expect(change.field == "logic")
        #expect(change.lines.count == 2 && change.lines[0].hasPrefix("- ") && change.lines[1].contains("/etc/motd"))
        let cosmetic = old.replacingOccurrences(of: "comment=\"t\"", with: "comment=\"other\"")
        #expect(try ContentDiff(stig(old), stig(cosmetic)).isEmpty)
    }

    @Test("layout is no change")
    func layout() throws {
        let old = try text("xccdf-1.1.4.xml")
        let new = old.replacingOccurrences(of: "If /etc/issue is empty", with: "If\n   /etc/issue is  empty")
        #expect(try ContentDiff(stig(old), stig(new)).isEmpty)
    }

    @Test("what changed, in sentences for a revision history")
    func sentences() throws {
        let old = try text("xccdf-1.1.4.xml")
        let diff = try ContentDiff(stig(old), stig(old.replacingOccurrences(of: "Write a text to /etc/issue.", with: "Write it.")))
        #expect(Revision.changes(diff) == ["Changed CIMG-00-000010, V-203595: fix"])
        #expect(try Revision.changes(ContentDiff(stig(old), stig(old))) == ["No requirement changed."])
    }
}

@Suite("The readiness guide")
struct GuideTests {
    @Test("the document has every requirement, counted by category")
    func document() throws {
        let build = try Sample.build()
        let stig = try STIGDocument(Sample.document("ds.xml", build), loader: Sample.nothingElse)
        #expect(stig.release == "V1R2" && stig.date == "05 Jan 2026")
        let guide = ReleaseDocument(
            stig, revisions: [.init(release: "V1R2", date: "05 Jan 2026", changes: ["a <change>"])], files: [("a.xml", "the file")])
        let root = try XMLDocument(guide.bytes(), name: "guide.xml").root
        #expect(root.children("rule").map { $0.attribute("automated") } == ["yes", "no", "yes"])
        #expect(root.children("category").map { $0.attribute("rules") } == ["0", "3", "0"])
        #expect(root.children("rule").first?.child("discussion")?.children("p").count == 3)
        #expect(root.child("revision")?.child("change")?.text == "a <change>")
    }

    @Test("a zip archive is the same each time, and what unzip reads is what was put in")
    func zip() throws {
        let entries = [
            ZipArchive.Entry("a/x.txt", Array("hello\n".utf8)), ZipArchive.Entry("a/y.txt", Array(repeating: 0x61, count: 100_000)),
        ]
        let bytes = try ZipArchive(entries).bytes()
        #expect(try ZipArchive(entries).bytes() == bytes)
        #expect(bytes.count < 5_000, "it is compressed")
        let file = FileManager.default.temporaryDirectory.appending(path: "guide-\(UUID().uuidString).zip")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let list = try Tool.run(
            "/usr/bin/env",
            [
                "python3", "-c",
                "import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nfor i in z.infolist(): print(i.filename,i.file_size,i.date_time[:3],oct(i.external_attr>>16))",
                file.path,
            ])
        #expect(list.output == "a/x.txt 6 (1980, 1, 1) 0o100644\na/y.txt 100000 (1980, 1, 1) 0o100644\n")
    }

    @Test("a revision history is read, and what is wrong with it is said")
    func revisions() throws {
        let text =
            "- {version: 1, release: 2, date: 05 Jan 2026, changes: [One thing., Another.]}\n- {version: 1, release: 1, date: 01 Dec 2025, changes: Initial release.}\n"
        let read = try Revision.read(Array(text.utf8), file: "revisions.yaml")
        #expect(read.map(\.release) == ["V1R2", "V1R1"])
        #expect(read.map(\.changes.count) == [2, 1])
        let problems = Sample.problems {
            _ = try Revision.read(Array("- {version: 1, date: x, changes: [a]}\n".utf8), file: "revisions.yaml")
        }
        #expect(problems == ["revisions.yaml:1: error: release is missing or empty; write it"])
    }
}
