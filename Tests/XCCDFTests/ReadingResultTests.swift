import Diagnostics
import Testing
import XCCDF
import XML

@Suite("Results are read, of this program and of others")
struct ReadingResultTests {
    @Test("All parts of a TestResult come back as they were written", arguments: SchemaVersion.allCases)
    func roundTrip(schema: SchemaVersion) throws {
        let (document, _) = try WritingTests.written(schema)
        let element = try #require(document.root.child("TestResult"))
        let selected = try SelectedRules(Benchmark(document.root), profile: "p")
        let (read, written) = (try TestResult(reading: element), WritingTests.full(selected))
        #expect(read.id == written.id && read.startTime == written.startTime && read.endTime == written.endTime)
        #expect(read.testSystem == written.testSystem && read.version == written.version && read.title == written.title)
        #expect(read.remarks == written.remarks && read.organizations == written.organizations && read.identity == written.identity)
        #expect(read.profile == written.profile && read.targets == written.targets && read.targetAddresses == written.targetAddresses)
        #expect(read.targetFacts == written.targetFacts && read.platforms == written.platforms)
        #expect(read.scores.map(\.system) == written.scores.map(\.system) && read.scores.map(\.maximum) == written.scores.map(\.maximum))
        for (one, two) in zip(read.scores, written.scores) { #expect(abs(one.value - two.value) < 1e-5) }
        #expect(read.benchmarkHref == "my%20content%20%7B1%7D.xml")
        #expect(read.benchmarkID == (schema == .v1_2 ? written.benchmarkID : nil))
        #expect(read.tailoringFile == (schema == .v1_2 ? written.tailoringFile : nil))
        if schema == .v1_2 { #expect(read.setValues == written.setValues) }
        #expect(read.ruleResults.count == written.ruleResults.count)
        for (one, two) in zip(read.ruleResults, written.ruleResults) {
            #expect(one.idref == two.idref && one.result == two.result && one.severity == two.severity && one.weight == two.weight)
            #expect(one.role == two.role && one.version == two.version && one.time == two.time && one.idents == two.idents)
            #expect(one.overrides == two.overrides && one.instance == two.instance)
            #expect(one.messages.map(\.severity) == two.messages.map(\.severity))
        }
        let check = try #require(read.ruleResults[0].used?.checks.first)
        #expect(check.contentRef == Check.ContentRef(href: "oval%20file.xml", name: "fail"))
        #expect(check.check.negate == (schema == .v1_2))
        #expect(read.ruleResults[1].used?.checks.count == (schema == .v1_2 ? 2 : 1))
    }

    @Test(
        "What is no result, or says none, is refused with its place",
        arguments: [
            (#"<Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="b"/>"#, "a TestResult of XCCDF 1.1 or 1.2 is expected"),
            (#"<TestResult xmlns="urn:other" id="t"/>"#, "a TestResult of XCCDF 1.1 or 1.2 is expected"),
            (#"<TestResult xmlns="http://checklists.nist.gov/xccdf/1.2" id="t"/>"#, "holds no rule-result"),
            (
                #"<TestResult xmlns="http://checklists.nist.gov/xccdf/1.2" id="t"><rule-result><result>pass</result></rule-result></TestResult>"#,
                "the rule-result has no idref"
            ),
        ])
    func refused(text: String, message: String) throws {
        let error = try #require(throws: ContentError.self) { try TestResult(reading: Sample.element(text, name: "r.xml")) }
        #expect(error.description.hasPrefix("r.xml:1: error: ") && error.description.contains(message), "\(error)")
    }

    @Test("A word that no schema has is never a pass", arguments: ["PASS", "Pass", "not_a_finding", "", "true"])
    func words(_ word: String) throws {
        let result = try TestResult(
            reading: Sample.element(
                """
                <TestResult xmlns="http://checklists.nist.gov/xccdf/1.2" id="t" end-time="2025-01-02T03:04:07"><target>x</target>
                <rule-result idref="r"><result>\(word)</result></rule-result></TestResult>
                """))
        #expect(result.ruleResults[0].result == .unknown && result.ruleResults[0].messages[0].text.contains("\"\(word)\""))
    }
}

@Suite("What profiles and tailorings must not change, and what they say of rules")
struct TailoringNoticeTests {
    private let content = """
        <Profile id="fixed" prohibitChanges="true" note-tag="t"><title>f</title></Profile>
        <Value id="v" prohibitChanges="1"><value>1</value></Value><Group id="g" prohibitChanges="true"><Rule id="r" prohibitChanges="true"/></Group>
        <Rule id="free"><profile-note tag="t">for t</profile-note><profile-note tag="u">for u</profile-note><impact-metric>AV:L</impact-metric></Rule>
        """

    @Test(
        "A tailoring that changes what the benchmark prohibits is said, once for each item, and done as other engines do it",
        arguments: [
            (#"<select idref="r" selected="false"/><refine-rule idref="r" weight="2"/>"#, ["r"]),
            (#"<set-value idref="v">2</set-value>"#, ["v"]), (#"<refine-value idref="v" operator="equals"/>"#, ["v"]),
            (#"<select idref="g" selected="false"/>"#, ["g"]), (#"<select idref="free" selected="false"/>"#, []),
        ])
    func prohibited(statements: String, items: [String]) throws {
        let benchmark = try Sample.benchmark(content)
        let tailoring = try Sample.tailoring("<Profile id=\"mine\"><title>m</title>\(statements)</Profile>")
        let selected = try SelectedRules(benchmark, profile: "mine", tailoring: tailoring)
        let said = selected.diagnostics.filter { $0.message.contains("prohibits changes") }
        #expect(said.map(\.subject) == items && said.allSatisfy { $0.severity == .warning && $0.location?.file == "tailoring.xml" })
        if items == ["r"] { #expect(selected.rules[0].isSelected == false) }
    }

    @Test("So is one that builds on a profile that is not to be changed; the benchmark's own profiles may do what they like")
    func prohibitedProfile() throws {
        let benchmark = try Sample.benchmark(content)
        let tailoring = try Sample.tailoring(#"<Profile id="mine" extends="fixed"><title>m</title></Profile>"#)
        #expect(
            try SelectedRules(benchmark, profile: "mine", tailoring: tailoring).diagnostics.map(\.subject) == ["fixed"])
        #expect(try SelectedRules(benchmark, profile: "fixed").diagnostics.isEmpty)
    }

    @Test("A rule's note for the profile is the one with its tag; its impact is kept")
    func notes() throws {
        let benchmark = try Sample.benchmark(content)
        let rule = try #require(benchmark.rule("free"))
        #expect(BenchmarkText(try SelectedRules(benchmark, profile: "fixed")).profileNotes(of: rule).map(\.text) == ["for t"])
        #expect(BenchmarkText(try SelectedRules(benchmark)).profileNotes(of: rule).isEmpty)
        #expect(rule.impactMetric?.text == "AV:L")
    }
}
