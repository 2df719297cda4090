import Assessment
import Diagnostics
import Exchange
import Testing
import XML

@Suite("Results of other tools become records, as far as they go")
struct RecordedResultTests {
    /// In the shape of SCC's results: DISA's benchmark in XCCDF 1.1, no severity in the results, the decision of a person as override.
    static let scc = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.1" id="Example_STIG"><status date="2026-01-01">accepted</status><title>Example STIG</title>
        <description>about</description><notice id="terms">terms</notice><plain-text id="release-info">Release: 1 Benchmark Date: 01 Jan 2026</plain-text>
        <reference href="https://e.org"><dc:publisher xmlns:dc="http://purl.org/dc/elements/1.1/">DISA</dc:publisher></reference><version>1</version>
        <Profile id="MAC-1_Public"><title>I - Public</title><select idref="V-1" selected="true"/></Profile>
        <Group id="V-1"><title>SRG-OS-000001</title><Rule id="SV-1r1_rule" severity="high" weight="10.0"><version>EX-01-000001</version><title>First</title>
        <description>&lt;VulnDiscussion&gt;Because.&lt;/VulnDiscussion&gt;</description><ident system="http://cyber.mil/cci">CCI-000366</ident>
        <fixtext fixref="F-1_fix">Do it.</fixtext><fix id="F-1_fix"/></Rule></Group>
        <Group id="V-2"><title>SRG-OS-000002</title><Rule id="SV-2r1_rule" severity="low"><version>EX-01-000002</version><title>Second</title></Rule></Group>
        <TestResult id="SCC_1" end-time="2026-01-02T03:04:05+01:00" test-system="cpe:/a:niwc:scc:5.10.2" version="1"><benchmark href="Example_STIG"/>
        <profile idref="MAC-1_Public"/><target>host.example</target><target-address>192.0.2.1</target-address>
        <target-facts><fact name="urn:scap:fact:asset:identifier:os_name" type="string">Example</fact><fact name="urn:scap:fact:asset:identifier:os_version" type="string">9</fact></target-facts>
        <rule-result idref="SV-1r1_rule" time="2026-01-02T03:04:05+01:00"><result>fail</result><ident system="http://cyber.mil/cci">CCI-000366</ident>
        <check system="http://oval.mitre.org/XMLSchema/oval-definitions-5"><check-content-ref href="Example-oval.xml" name="oval:x:def:1"/></check></rule-result>
        <rule-result idref="SV-2r1_rule"><result>pass</result><override time="2026-01-03T00:00:00Z" authority="ISSO"><old-result>fail</old-result><new-result>pass</new-result><remark>Seen by hand.</remark></override></rule-result>
        <rule-result idref="SV-3r1_rule" severity="high"><result>notapplicable</result></rule-result>
        <rule-result idref="SV-4r1_rule"><result>notselected</result></rule-result>
        <score system="urn:xccdf:scoring:default" maximum="100">50.0</score></TestResult></Benchmark>
        """

    static func read(_ text: String, id: String? = nil) async throws -> RecordedResult {
        try await RecordedResult(XMLDocument(Array(text.utf8), name: "results/scc.xml"), resultID: id)
    }

    @Test("Of a result with its benchmark the record has all but the evidence, which is told missing")
    func shape() async throws {
        let recorded = try await Self.read(Self.scc)
        let record = recorded.record
        #expect(record.tool == .init(name: "scc", version: "5.10.2") && record.time == "2026-01-02T02:04:05Z" && record.mode == "literal")
        #expect(record.target.name == "host.example" && record.target.osName == "Example" && record.target.osVersion == "9")
        #expect(record.target.facts.contains { $0.name == "addresses" && $0.value == "192.0.2.1" })
        #expect(record.content.benchmark == "Example_STIG" && record.content.title == "Example STIG" && record.content.publisher == "DISA")
        #expect(record.content.release == "Release: 1 Benchmark Date: 01 Jan 2026" && record.content.profile == "MAC-1_Public")
        #expect(record.rules.map(\.id) == ["SV-1r1_rule", "SV-2r1_rule", "SV-3r1_rule"])
        let first = try #require(record.rules.first)
        #expect(first.result == "fail" && first.severity == "high" && first.category == 1 && first.version == "EX-01-000001")
        #expect(first.group == "V-1" && first.groupTitle == "SRG-OS-000001" && first.ccis == ["CCI-000366"])
        #expect(first.discussion == "Because." && first.fix == "Do it." && first.fixID == "F-1_fix")
        #expect(first.checkReference == .init(href: "Example-oval.xml", name: "oval:x:def:1"))
        #expect(record.rules[1].sentence == "Seen by hand." && record.rules[1].severity == "low")
        #expect(record.rules[2].title == "SV-3r1_rule" && record.rules[2].category == 1)
        #expect(record.scores == [.init(system: "urn:xccdf:scoring:default", value: 50, maximum: 100)])
        // Nothing in the file says what a result rests on, so that none counts as evidence.
        #expect(record.rules.allSatisfy { $0.evidence == "none" && $0.evidenceHash == nil && !$0.isProven && $0.tests.isEmpty })
        #expect(
            recorded.missing
                == "it does not hold 1 of its rules in the benchmark: their titles and texts; what 2 decided results rest on")
    }

    @Test("A result alone keeps what it says; the benchmark is told missing")
    func alone() async throws {
        let start = try #require(Self.scc.firstRange(of: "<TestResult id"))
        let end = try #require(Self.scc.firstRange(of: "</Benchmark>"))
        let text = String(Self.scc[start.lowerBound..<end.lowerBound]).replacing(
            "<TestResult id", with: "<TestResult xmlns=\"http://checklists.nist.gov/xccdf/1.1\" id")
        let recorded = try await Self.read(text)
        let first = try #require(recorded.record.rules.first)
        #expect(first.id == "SV-1r1_rule" && first.title == "SV-1r1_rule" && first.result == "fail" && first.ccis == ["CCI-000366"])
        #expect(recorded.record.content.file == "Example_STIG")
        #expect(recorded.missing?.hasPrefix("it does not hold the benchmark: titles, texts and groups of the rules") == true)
    }

    @Test(
        "What is no result is refused with what to give",
        arguments: [
            ("<Benchmark xmlns=\"http://checklists.nist.gov/xccdf/1.2\" id=\"b\"/>", "no result is in it"),
            ("<asset-report-collection xmlns=\"http://scap.nist.gov/schema/asset-reporting-format/1.1\"/>", "no result is in it"),
            ("<x/>", "no result is in it"),
        ])
    func refused(text: String, message: String) async throws {
        let error = await #expect(throws: ContentError.self) { _ = try await Self.read(text) }
        #expect(error?.description.contains(message) == true && error?.description.hasPrefix("results/scc.xml:1: ") == true)
    }
}
