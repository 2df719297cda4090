import Diagnostics
import Foundation
import RMF
import Testing
import XML

@testable import Exchange

/// Where each rule of the shape comes from: `docs` of the readers that break on anything else.
@Suite("XCCDF results in the shape of DISA's")
struct XCCDFDocumentTests {
    static let schema = "/usr/share/openscap/schemas/xccdf/1.2/xccdf_1.2.xsd"
    private let bytes = XCCDFDocument(SampleRecord.record).bytes()
    private var text: String { String(decoding: bytes, as: UTF8.self) }

    private func root() throws -> XMLElement { try XMLDocument(bytes, name: "results.xccdf.xml").root }
    private func rules() throws -> [XMLElement] { try root().children("Group").flatMap { $0.children("Rule") } }
    private func results() throws -> [XMLElement] { try #require(try root().child("TestResult")).children("rule-result") }
    private func result(_ number: Int) throws -> XMLElement {
        let id = "xccdf_mil.disa.stig_rule_SV-\(203_600 + number)r\(958_300 + number)_rule"
        return try #require(try results().first { $0.attribute("idref") == id }, "\(id)")
    }

    @Test("every byte is as it was") func golden() throws { try Golden.expect(bytes, "xccdf/results.xccdf.xml") }

    @Test("the schema of XCCDF 1.2 holds", .enabled(if: FileManager.default.fileExists(atPath: schema), "SKIPPED: install openscap-common"))
    func valid() throws {
        let schema = try XMLSchema(path: Self.schema)
        #expect(schema.validate(bytes, name: "results.xccdf.xml").map(\.description) == [])
        var bare = SampleRecord.record
        bare.content = ContentRecord(file: "a b.xml", sha256: "", benchmark: "RHEL 9", title: "", version: "")
        bare.scores = []
        bare.rules = [RuleRecord(id: "V-1 a:b", title: "", severity: "low", category: 3, result: "fail", evidence: "none")]
        #expect(schema.validate(XCCDFDocument(bare).bytes(), name: "bare").map(\.description) == [])
        bare.rules = []
        #expect(schema.validate(XCCDFDocument(bare).bytes(), name: "empty").map(\.description) == [])
    }

    @Test(
        "oscap makes its report of it",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/oscap"), "SKIPPED: install openscap-scanner"))
    func readByOscap() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "stigready-\(UUID().uuidString).xml")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/oscap")
        process.arguments = ["xccdf", "generate", "report", file.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let report = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(report.contains("Sample Container Requirements") && report.contains("registry.example/team/app:2.4"))
        #expect(report.contains("The image must do 1"))
    }

    @Test("the root is a Benchmark with groups and rules and exactly one TestResult")
    func oneResult() throws {
        #expect(try root().localName == "Benchmark")
        #expect(try root().children("TestResult").count == 1)
        #expect(try root().children("Rule").isEmpty, "a rule outside of groups is not seen by Heimdall")
    }

    @Test("ids are DISA's where the content names them, and the content's own where not")
    func ids() throws {
        #expect(try root().attribute("id") == "xccdf_mil.disa.stig_benchmark_Sample_Container")
        let group = try #require(try root().children("Group").first)
        #expect(group.attribute("id") == "xccdf_mil.disa.stig_group_V-203601")
        #expect(group.child("title")?.text == "SRG-OS-1-GPOS-1")
        let ids = try rules().compactMap { $0.attribute("id") }
        #expect(ids.first == "xccdf_mil.disa.stig_rule_SV-203601r958301_rule")
        #expect(ids.last == "xccdf_org.example_rule_own_thing")
        #expect(Set(ids).count == ids.count && ids.count == 17)
        #expect(try results().compactMap { $0.attribute("idref") } == ids)
    }

    @Test(
        "an id of DISA's is recognised in every form in which content has it",
        arguments: [
            ("xccdf_mil.disa.stig_rule_SV-203591r958362_rule", "xccdf_mil.disa.stig_group_V-203591", "SV-203591r958362_rule", "V-203591"),
            ("SV-203591r958362_rule", "V-203591", "SV-203591r958362_rule", "V-203591"),
            ("SV-203591r958362", nil, "SV-203591r958362_rule", "V-203591"),
            // Before revisions had six digits, rule and group had numbers of their own: none is made up.
            ("SV-70831r1_rule", nil, "SV-70831r1_rule", "SV-70831r1_rule"), ("SV-70831r1_rule", "V-56571", "SV-70831r1_rule", "V-56571"),
        ])
    func forms(id: String, group: String?, rule: String, v: String) {
        let row = ChecklistShape.row(
            of: RuleRecord(id: id, group: group, title: "", severity: "low", category: 3, result: "pass", evidence: "observed"))
        #expect(row.isDISA && row.id == rule && row.group == v)
    }

    @Test(
        "nothing else is taken for one",
        arguments: [
            "xccdf_org.ssgproject.content_rule_sshd", "SV-1", "V-203591", "xSV-203591r958362_rule", "SV-203591r958362_rule_2", "SV-r_rule",
        ])
    func others(id: String) {
        let row = ChecklistShape.row(of: RuleRecord(id: id, title: "", severity: "low", category: 3, result: "pass", evidence: "observed"))
        #expect(!row.isDISA)
    }

    @Test("one line says which rules keep ids of their own; none where all are DISA's")
    func remark() throws {
        let remark = try #require(ChecklistShape(SampleRecord.record).remark)
        #expect(remark.contains("1 of 17 rules name no id of DISA's (e.g. own_thing)"))
        var record = SampleRecord.record
        record.rules.removeLast()
        #expect(ChecklistShape(record).remark == nil)
        record.rules = [SampleRecord.record.rules[17]]
        #expect(ChecklistShape(record).remark?.contains("no rule of it names an id of DISA's") == true)
        let text = String(decoding: XCCDFDocument(record).bytes(), as: UTF8.self)
        #expect(text.contains(#"<Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" xmlns:sm="#))
        #expect(text.contains(#"id="xccdf_org.example_benchmark_Sample_Container""#) && !text.contains("mil.disa"))
    }

    @Test("a rule has its STIG id, one ident for each CCI, a fix, a check, and the discussion as DISA writes it")
    func rule() throws {
        let rule = try #require(try rules().first)
        #expect(rule.child("version")?.text == "CIMG-1")
        let ccis = rule.children("ident").filter { $0.attribute("system") == "http://cyber.mil/cci" }.map(\.text)
        #expect(ccis == ["CCI-000366", "CCI-000770"])
        #expect(rule.children("ident").contains { $0.text == "xccdf_org.example_rule_CIMG-1" }, "the content's own id is lost")
        #expect(rule.child("fixtext")?.text == "Do 1." && rule.child("fixtext")?.attribute("fixref") == rule.child("fix")?.attribute("id"))
        #expect(rule.child("check")?.child("check-content-ref")?.attribute("href") == "sample%20oval.xml")
        let description = try #require(rule.child("description")?.text)
        #expect(description.hasPrefix("<VulnDiscussion>Because of 1.</VulnDiscussion>"))
        #expect(description.hasSuffix("<IAControls></IAControls>"))
    }

    @Test("angle brackets of a discussion end nothing")
    func discussion() throws {
        let description = try #require(try rules().first { $0.attribute("id")?.contains("SV-203614r") == true }?.child("description")?.text)
        let inner = description.dropFirst("<VulnDiscussion>".count)
        let end = try #require(inner.firstRange(of: "</VulnDiscussion>"))
        #expect(inner[..<end.lowerBound].hasPrefix("&lt;/VulnDiscussion&gt;&lt;script&gt;"))
    }

    @Test("version and release line are as readers parse them")
    func release() throws {
        #expect(try root().child("version")?.text == "3")
        let plain = try #require(try root().child("plain-text"))
        #expect(plain.attribute("id") == "release-info")
        #expect(plain.text.wholeMatch(of: /Release: \d+ Benchmark Date: \d\d [A-Z][a-z]{2} \d{4}/) != nil)
    }

    @Test("the TestResult has a test system, times, the target, and the image's digest among its facts")
    func target() throws {
        let result = try #require(try root().child("TestResult"))
        #expect(result.attribute("test-system") == "cpe:/a:stigready:stigready:0.1.0")
        #expect(result.attribute("start-time") == "2026-01-31T12:00:00Z" && result.attribute("end-time") == "2026-01-31T12:00:00Z")
        #expect(result.child("benchmark")?.attribute("id") == "xccdf_mil.disa.stig_benchmark_Sample_Container")
        #expect(result.child("target")?.text == "registry.example/team/app:2.4")
        let facts = Dictionary(
            (result.child("target-facts")?.children("fact") ?? []).map { ($0.attribute("name") ?? "", $0.text) }, uniquingKeysWith: { $1 })
        #expect(facts["urn:scap:fact:asset:identifier:host_name"] == "registry.example/team/app:2.4")
        #expect(facts["urn:stigready:fact:image:digest"] == SampleRecord.digest)
    }

    @Test("the name of a target is cut to the 255 characters that STIG Manager keeps")
    func longTarget() throws {
        var record = SampleRecord.record
        record.target.name = String(repeating: "ä", count: 300)
        let root = try XMLDocument(XCCDFDocument(record).bytes(), name: "long").root
        #expect(root.child("TestResult")?.child("target")?.text.count == 255)
    }

    @Test("a rule-result has role, severity, weight, STIG id, and exactly one message of severity info")
    func ruleResult() throws {
        for result in try results() {
            for name in ["idref", "role", "time", "severity", "weight"] { #expect(result.attribute(name)?.isEmpty == false, "\(name)") }
            #expect(result.children("message").count == 1)
            let message = try #require(result.child("message"))
            #expect(message.attribute("severity") == "info" && !message.trimmedText.isEmpty)
            let content = try #require(result.child("check")?.child("check-content"))
            #expect(content.children.map(\.localName) == ["detail", "comment", "evidence"])
            for text in content.children("detail") + content.children("comment") {
                #expect(!text.text.isEmpty && text.text.utf16.count <= EvidenceText.limit)
            }
        }
        #expect(try result(1).attribute("version") == "CIMG-1")
        #expect(try result(1).child("message")?.text == "/etc/ssh/sshd_config:2: PermitRootLogin yes; expected no line")
    }

    @Test("the evidence stands beside the result: class, responsibility, digest, literal result, proof of what does not apply")
    func evidence() throws {
        func evidence(_ number: Int) throws -> [String] {
            let element = try #require(try result(number).child("check")?.child("check-content")?.child("evidence"))
            #expect(element.namespace == "urn:stigready:evidence:1")
            return element.attributes.map { "\($0.name.local)=\($0.value)" }
        }
        #expect(
            try evidence(1) == [
                "class=observed", "responsibility=image", "sha256=4b227777d4dd1fc61c6f884f48641d02b4d121d3fd328cb08b5531fcacdabf8a",
                "literal=fail",
            ])
        #expect(try evidence(4) == ["class=vacuous", "literal=pass"])
        #expect(try evidence(5) == ["class=none", "responsibility=host-kernel", "proven=true", "literal=notapplicable"])
        #expect(try evidence(6) == ["class=none", "proven=false", "literal=notapplicable"])
    }

    @Test("an answer that changed a result is an override, before and after; one that did not, or is void, is told in the comment")
    func overrides() throws {
        let override = try #require(try result(10).child("override"))
        #expect(override.attribute("authority") == "Grace Example" && override.attribute("time") == "2026-01-10T00:00:00Z")
        #expect(override.children.prefix(2).map(\.text) == ["fail", "notapplicable"])
        #expect(override.child("remark")?.text.contains("The ingress of the platform does it. (TICKET-7)") == true)
        #expect(try result(10).child("result")?.text == "notapplicable")
        #expect(try result(10).children.map(\.localName).prefix(2) == ["result", "override"])
        for (number, words) in [(11, "the result stays fail, severity low. No users."), (12, "is void: it expired on 2025-12-31")] {
            #expect(try result(number).child("override") == nil)
            #expect(try result(number).child("check")?.child("check-content")?.child("comment")?.text.contains(words) == true)
        }
        #expect(text.components(separatedBy: "<override").count == 3)
    }

    @Test("of several results of one rule the worst counts, in one rule-result")
    func severalResults() throws {
        #expect(try result(16).child("result")?.text == "fail")
        #expect(try result(16).child("message")?.text == "2 results: pass: the first document holds; fail: the second does not")
    }

    @Test("elements of XCCDF have no prefix, and nothing is in a comment")
    func prefixes() {
        for start in ["<xccdf:", "</xccdf:", "<cdf:", "</cdf:", "<!--"] { #expect(!text.contains(start), "\(start)") }
    }

    @Test("a long text is cut where STIG Manager cuts, and says so; all of the message stays")
    func long() throws {
        let content = try #require(try result(15).child("check")?.child("check-content"))
        for name in ["detail", "comment"] {
            let text = try #require(content.child(name)?.text)
            #expect(text.utf16.count <= 32_767 && text.contains("(cut; results.json has all of it)"), "\(name)")
        }
        #expect(try result(15).child("message")?.text.count == 40_000 + "/srv/long: ".count)
    }

    @Test(
        "everything that the sample has, which all five readers take, is there, but for what an image has not",
        .enabled(
            if: FileManager.default.fileExists(atPath: PreviousTests.samples),
            "SKIPPED: no samples beside the checkout (../shared/data/samples)"))
    func sample() throws {
        func paths(_ element: XMLElement, _ above: String, into all: inout Set<String>) {
            let path = "\(above)/\(element.localName)"
            all.insert(path)
            for attribute in element.attributes { all.insert("\(path)/@\(attribute.name.local)") }
            for child in element.children { paths(child, path, into: &all) }
        }
        let file = URL(fileURLWithPath: PreviousTests.samples + "/golden-results-xccdf12.xml")
        var (theirs, ours): (Set<String>, Set<String>) = ([], [])
        paths(try XMLDocument(Array(try Data(contentsOf: file)), name: "sample").root, "", into: &theirs)
        paths(try root(), "", into: &ours)
        let result = "/Benchmark/TestResult"
        #expect(
            theirs.subtracting(ours).sorted() == [
                "\(result)/identity", "\(result)/identity/@authenticated", "\(result)/identity/@privileged", "\(result)/organization",
                "\(result)/target-address",
            ])
    }
}
