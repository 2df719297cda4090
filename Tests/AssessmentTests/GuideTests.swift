import Assessment
import Foundation
import Reports
import Testing
import XCCDF
import XML

@Suite("Guides")
struct GuideTests {
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL

    static let benchmark = """
        <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" xmlns:h="http://www.w3.org/1999/xhtml" id="xccdf_o_benchmark_g" xml:lang="en">
        <status date="2026-01-01">draft</status><title>A checklist</title><description>About <h:em>it</h:em>.</description>
        <notice id="n">Terms.</notice><version>2</version>
        <Profile id="xccdf_o_profile_p" note-tag="t"><title>The profile</title><description>Who it is for.</description>
        <set-value idref="xccdf_o_value_v">9</set-value><refine-rule idref="xccdf_o_rule_b" severity="high" role="unscored"/></Profile>
        <Value id="xccdf_o_value_v"><title>V</title><value>1</value></Value>
        <Group id="xccdf_o_group_a"><title>Group A</title><description>Of A.</description><warning>Mind this.</warning>
        <Rule id="xccdf_o_rule_a" severity="medium"><version>EX-1</version><title>Rule A</title>
        <description>At least <sub idref="xccdf_o_value_v" use="value"/>. <h:script>alert(1)</h:script><h:p onclick="x">A &lt;b&gt;.</h:p></description>
        <warning>Careful.</warning><reference href="https://e.org/x">Policy 1</reference><reference href="javascript:x">Policy 2</reference>
        <rationale>Why.</rationale><ident system="https://e.org/i">EX-A</ident><impact-metric>AV:L</impact-metric>
        <profile-note tag="t">For this profile.</profile-note><fixtext>Set it.</fixtext>
        <fix system="urn:xccdf:fix:script:sh">set <sub idref="xccdf_o_value_v" use="value"/> &lt; x</fix>
        <check system="urn:x"><check-content>Look at it.</check-content></check></Rule>
        <Group id="xccdf_o_group_empty"><title>Empty</title><Rule id="xccdf_o_rule_off" selected="false"><title>Off</title></Rule></Group></Group>
        <Rule id="xccdf_o_rule_b"><title>Rule B</title></Rule></Benchmark>
        """

    static func document() throws -> [UInt8] {
        let benchmark = try Benchmark(XMLDocument(Array(benchmark.utf8), name: "b.xml").root)
        return GuideDocument(try SelectedRules(benchmark, profile: "p"), file: "content/b.xml", tool: ("stigready", "0")).bytes()
    }

    @Test("the document is the one on file; STIGREADY_WRITE_GOLDEN=1 writes it anew")
    func golden() throws {
        let file = Self.repository.appending(path: "Tests/Golden/guide/guide.xml")
        let bytes = try Self.document()
        if ProcessInfo.processInfo.environment["STIGREADY_WRITE_GOLDEN"] != nil {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
        #expect(String(decoding: bytes, as: UTF8.self) == String(decoding: try Data(contentsOf: file), as: UTF8.self))
    }

    @Test("the page has every part of the document, runs nothing of the content and fetches nothing")
    func page() throws {
        let reports = Self.repository.appending(path: "reports").path
        let sheet = try Data(contentsOf: URL(filePath: "\(reports)/guide/guide.html.xsl"))
        let made = try Stylesheet(Array(sheet), name: "guide/guide.html.xsl", baseDirectory: reports).apply(to: Self.document())
        let page = String(decoding: made, as: UTF8.self)
        for part in [
            "A checklist", "Version 2", "The profile", "Who it is for.", "Terms.", "Group A", "Of A.", "Mind this.", "Rule A",
            "EX-1 · xccdf_o_rule_a",
            "At least 9.", "Careful.", "Why.", "AV:L", "For this profile.", "Set it.", "set 9 &lt; x", "Look at it.", "EX-A", "Policy 1",
            "Policy 2", "Rule B", "unscored", "2; CAT I: 1; CAT II: 1; CAT III: 0",
        ] { #expect(page.contains(part), "\(part)") }
        for part in ["alert(1)", "onclick", "javascript:", "Empty", "Off</"] { #expect(!page.contains(part), "\(part)") }
        #expect(page.components(separatedBy: "<script>").count == 2 && page.contains("default-src 'none'"))
        #expect(!page.contains("src=") && !page.contains("<link"))
    }
}
