import Exchange
import Foundation
import ImageFS
import RMF
import Reports
import Testing
import XCCDF
import XML

@testable import Assessment

@Suite("The report document")
struct ReportDocumentTests {
    private static let namespace = "urn:stigready:report:1"

    private func document(_ result: AssessmentResult, gate: Bool = true) throws -> (bytes: [UInt8], root: XMLElement) {
        let catalog = try Files.catalog()
        let record = result.record(
            tool: .init(name: "stigready", version: "0"), gate: gate ? Gate(result.rules, policy: .init()) : nil)
        let document = ReportDocument(
            record, controls: [record.controls(in: catalog, revision: .r5), record.controls(in: catalog, revision: .r4)], catalog: catalog,
            integrity: ("results.xml", "00"))
        let bytes = document.bytes()
        return (bytes, try XMLDocument(bytes, name: "report").root)
    }

    private func all(_ name: String, in element: XMLElement) -> [XMLElement] {
        element.children.flatMap { ($0.localName == name ? [$0] : []) + all(name, in: $0) }
    }

    /// One rule of each status: open, error, not reviewed, not applicable, not a finding, and one that is not selected.
    private func mixed() async throws -> AssessmentResult {
        func file(_ number: Int, _ path: String, _ operation: String = "equals") -> (String, String) {
            (
                #"<unix:file_test id="oval:x:tst:\#(number)" version="1" comment="t" check="all"><unix:object object_ref="oval:x:obj:\#(number)"/></unix:file_test>"#,
                #"<unix:file_object id="oval:x:obj:\#(number)" version="1"><unix:filepath operation="\#(operation)">\#(path)</unix:filepath></unix:file_object>"#
            )
        }
        let parts = [file(1, "/etc/passwd"), file(2, "/etc/x"), file(3, "^/(", "pattern match")]
        let oval = OVALText(
            definitions: (1...3).map { OVALText.definition($0, #"<criteria><criterion test_ref="oval:x:tst:\#($0)"/></criteria>"#) }
                .joined(), tests: parts.map(\.0).joined(),
            objects: parts.map(\.1).joined())
        let cci = #"<ident system="http://cyber.mil/cci">CCI-000366</ident>"#
        let rules = [
            Content.rule("pass", cci + Content.check(1)), Content.rule("fail", cci + Content.check(2)),
            Content.rule("fail_high", Content.check(2), severity: "high"),
            Content.rule("error", cci + Content.check(3)), Content.rule("na", #"<platform idref="cpe:/o:x:y"/>"# + Content.check(1)),
            Content.rule("manual", ""),
            Content.rule("off", Content.check(1)).replacing(#"selected="true""#, with: #"selected="false""#),
            Content.rule("many", Content.check(nil, attributes: #"multi-check="true""#)),
        ]
        return try await Content.checklist(rules.joined(), oval: oval).run(on: Images.target(Images.debian), .evidence)
    }

    @Test("groups stand in order, and every selected rule once, the worst category first")
    func rules() async throws {
        let (_, root) = try document(await mixed())
        let groups = all("group", in: root)
        #expect(groups.compactMap { $0.attribute("status") } == ["open", "error", "not-reviewed", "not-applicable", "not-a-finding"])
        #expect(groups.map { $0.attribute("count") } == groups.map { String(all("rule", in: $0).count) })
        let ids = all("rule", in: root).compactMap { $0.attribute("id") }.map { $0.replacing("xccdf_x_rule_", with: "") }
        #expect(ids == ["fail_high", "fail", "many", "error", "many-result-2", "manual", "na", "pass", "many-result-3"])
        #expect(Set(ids).count == ids.count)
        #expect(all("category", in: root).map { $0.attribute("rules") } == ["1", "8", "0", "9"])
    }

    @Test("every control a rule refers to, and every rule a control refers to, stands in the document")
    func anchors() async throws {
        for result in [try await mixed(), try await Content.demo().run(on: Images.target("/etc/\n"), .evidence)] {
            let (_, root) = try document(result)
            let controls = all("control", in: root).compactMap { $0.attribute("anchor") }
            #expect(Set(controls).count == controls.count)
            let references = all("control-ref", in: root).compactMap { $0.attribute("anchor") }
            #expect(!references.isEmpty && Set(references).isSubset(of: controls))
            let seen = all("see", in: root).compactMap { $0.attribute("rule") }
            #expect(!seen.isEmpty && Set(seen).isSubset(of: all("rule", in: root).compactMap { $0.attribute("id") }))
        }
    }

    @Test("the stylesheet makes a page whose links lead somewhere")
    func page() async throws {
        let sheet = try Stylesheet(
            Files.bytes("reports/html/report.html.xsl"), name: "html/report.html.xsl",
            baseDirectory: Files.root.appendingPathComponent("reports").path)
        for result in [try await mixed(), try await Content.demo().run(on: Images.target(Images.debian), .literal)] {
            let page = String(decoding: try sheet.apply(to: try document(result).bytes), as: UTF8.self)
            let ids = page.matches(of: /\sid="([^"]+)"/).map { String($0.output.1) }
            #expect(Set(ids).count == ids.count)
            for link in page.matches(of: /href="#([^"]*)"/) { #expect(ids.contains(String(link.output.1)), "\(link.output.1)") }
            for report in result.rules where report.result.result != .notselected {
                #expect(page.contains("id=\"rule-\(report.rule.id)\""), "\(report.rule.id)")
            }
        }
    }

    @Test("a rule shows its sentence, what was expected, and what was found or looked for")
    func details() async throws {
        let (_, root) = try document(await mixed())
        let fail = try #require(all("rule", in: root).first { $0.attribute("id") == "xccdf_x_rule_fail" })
        #expect(fail.child("reason")?.allText == "expected at least one file; found nothing: no such file: /etc/x")
        let test = try #require(all("test", in: fail).first)
        #expect(test.child("expected")?.allText == "at least one file")
        #expect(test.child("found")?.attribute("searched") == "no such file: /etc/x")
        #expect(test.attribute("met") == "no")
        let pass = try #require(all("rule", in: root).first { $0.attribute("id") == "xccdf_x_rule_pass" })
        #expect(all("item", in: pass).map { $0.attribute("where") } == ["/etc/passwd"])
        let notApplicable = try #require(all("rule", in: root).first { $0.attribute("id") == "xccdf_x_rule_na" })
        #expect(notApplicable.child("proof")?.allText.hasPrefix("not proven: ") ?? false)
    }

    @Test("bytes of an image that are no text leave the document well formed")
    func hostile() async throws {
        let oval = OVALText.check(
            "ind:textfilecontent54",
            object:
                "<ind:filepath>/etc/e</ind:filepath><ind:pattern operation=\"pattern match\">(?s).+</ind:pattern><ind:instance datatype=\"int\">1</ind:instance>"
        )
        let image = Images.debian + "/etc/e\n\\ ]]>&<script>\\x01\\x1b[0m\\xef\\xbf\\xbe\\n\n"
        let result = try await Content.checklist(Content.rule("r", Content.check(1)), oval: oval).run(on: Images.target(image), .evidence)
        let (_, root) = try document(result)
        #expect(all("value", in: root).contains { $0.allText.hasPrefix("]]>&<script>") })
    }

    @Test("the gate says whether it holds, is broken, or the profile does not fit")
    func verdict() async throws {
        func gate(_ listing: String) async throws -> String? {
            try await all("verdict", in: document(Content.demo().run(on: Images.target(listing), .evidence)).root).first?.attribute("gate")
        }
        #expect(try await gate(Images.debian) == "held")
        #expect(try await gate(Images.debian.replacing("/etc/shadow 0640", with: "/etc/shadow 0644")) == "broken")
        #expect(try await gate("/etc/\n") == "unfit")
        let (_, root) = try document(await mixed(), gate: false)
        #expect(all("verdict", in: root).isEmpty)
    }

    @Test("the same result gives the same bytes")
    func deterministic() async throws {
        let result = try await mixed()
        #expect(try document(result).bytes == document(result).bytes)
    }
}

@Suite("The run as an XCCDF TestResult")
struct TestResultTests {
    private let manager = "http://github.com/nuwcdivnpt/stig-manager"

    private func ruleResults(_ listing: String, _ mode: Assessment.Mode, demo: Bool = true) async throws -> [XMLElement] {
        let content = try Content.demo()
        let result = try await content.run(on: Images.target(listing), mode)
        let bytes = result.testResult(tool: "cpe:/a:stigready:stigready:0").document(schema: content.benchmark.schema)
        return try XMLDocument(bytes, name: "result").root.children.filter { $0.localName == "rule-result" }
    }

    @Test("each rule has one message of severity info", arguments: [Assessment.Mode.literal, .evidence], [Images.debian, "/etc/\n"])
    func messages(mode: Assessment.Mode, listing: String) async throws {
        let results = try await ruleResults(listing, mode)
        #expect(results.count == 6)
        for result in results {
            let messages = result.children.filter { $0.localName == "message" }
            #expect(messages.map { $0.attribute("severity") } == ["info"])
            #expect(messages.allSatisfy { !$0.allText.isEmpty })
        }
    }

    @Test("the evidence stands in the check only where it was asked for")
    func evidence() async throws {
        for result in try await ruleResults(Images.debian, .literal) {
            #expect(result.child("check")?.children.allSatisfy { $0.localName != "check-content" } ?? false)
        }
        for result in try await ruleResults(Images.debian, .evidence) {
            let content = try #require(result.child("check")?.children.first { $0.localName == "check-content" })
            #expect(content.children.map(\.localName) == ["detail", "comment", "evidence"])
            #expect(content.children.map(\.namespace) == [manager, manager, "urn:stigready:evidence:1"])
            let parts = Array(content.children)
            let evidence = parts[2]
            #expect(evidence.attribute("sha256")?.count == 64)
            #expect(["observed", "absence"].contains(evidence.attribute("class")))
            #expect(parts[0].allText == result.child("message")?.allText)
        }
    }

    @Test("what was not decided is not said to be")
    func comments() async throws {
        for result in try await ruleResults("/etc/\n", .evidence)
        where result.children.contains(where: { $0.localName == "result" && $0.allText == "unknown" }) {
            let comment = try #require(result.child("check")?.child("check-content")?.children.first { $0.localName == "comment" })
            #expect(comment.allText == "Not decided by stigready; evidence: vacuous.")
        }
    }

    @Test("a rule without a check carries its evidence in one of its own")
    func withoutCheck() async throws {
        let content = try Content.checklist(
            Content.rule("r", "") + Content.rule("off", "").replacing(#"selected="true""#, with: #"selected="false""#), oval: OVALText())
        let result = try await content.run(on: Images.target(Images.debian), .evidence)
        let root = try XMLDocument(result.testResult(tool: "t").document(schema: content.benchmark.schema), name: "r").root
        let results = root.children.filter { $0.localName == "rule-result" }
        #expect(results.map { $0.child("check")?.attribute("system") } == ["urn:stigready:evidence", nil])
    }
}
