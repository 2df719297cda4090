import Diagnostics
import Glibc
import Testing
import XCCDF
import XML

@Suite("Results are written")
struct WritingTests {
    static let values = """
        <Profile id="xccdf_t_profile_p"><title>p</title></Profile>
        <Value id="xccdf_t_value_v" type="number"><value>1</value></Value>
        <Value id="xccdf_t_value_l"><complex-value><item>a</item><item>b</item></complex-value></Value>
        """

    static let items12 = """
        \(values)<Group id="xccdf_t_group_g"><title>g</title><Rule id="xccdf_t_rule_a" severity="high" weight="10.0"><version>V-1</version>
        <description>is <h:code>x &amp; y</h:code> <sub idref="xccdf_t_value_v" use="legacy"/></description>
        <ident system="http://cyber.mil/cci">CCI-000001</ident>
        <check system="s" negate="1"><check-import import-name="stdout"/><check-export value-id="xccdf_t_value_v" export-name="e"/>
        <check-content-ref href="other.xml" name="absent"/><check-content-ref href="oval file.xml" name="fail"/></check></Rule>
        <Rule id="xccdf_t_rule_b"><complex-check operator="OR"><check system="s"><check-content-ref href="f" name="pass"/></check>
        <complex-check operator="AND" negate="true"><check system="s"><check-content-ref href="f" name="fail"/></check></complex-check></complex-check>
        </Rule><Rule id="xccdf_t_rule_c" selected="false"/><Rule id="xccdf_t_rule_d"><platform idref="#no"/></Rule></Group>
        <TestResult id="xccdf_t_testresult_old" end-time="2020-01-01T00:00:00"><target>old</target><score>1</score></TestResult>
        """

    static func full(_ selected: SelectedRules) -> TestResult {
        var results = XCCDFEvaluation.evaluate(
            selected, applicability: { _ in ApplicabilityOutcome(false) }, checkSystems: [ScriptedSystem()])
        for place in results.indices {
            results[place].time = "2025-01-02T03:04:06Z"
            results[place].messages = [Message(.info, "seen: <PermitRootLogin> & \u{1B}[0m")]
            results[place].checkContent = [
                Markup("detail", namespace: "http://github.com/nuwcdivnpt/stig-manager", text: "line 3"),
                Markup(
                    "evidence", namespace: "urn:stigready:evidence:1", ["class": "observed"], children: [Markup("x", namespace: "urn:y")]),
            ]
        }
        results[0].overrides = [
            RuleResult.Override(time: "2025-01-02T03:04:06Z", authority: "a", oldResult: .fail, newResult: .pass, remark: "r")
        ]
        var result = TestResult(
            id: TestResult.id(for: selected), of: selected, results, target: "registry/app@sha256:00", startTime: "2025-01-02T03:04:05Z",
            endTime: "2025-01-02T03:04:07Z")
        result.testSystem = "cpe:/a:stigready:stigready:0.1"
        result.benchmarkHref = "my content {1}.xml"
        result.title = "t"
        result.remarks = ["r"]
        result.organizations = ["o"]
        result.identity = TestResult.Identity("ci", authenticated: true)
        result.targetAddresses = ["0.0.0.0"]
        result.targetFacts = [TestResult.Fact("urn:scap:fact:asset:identifier:host_name", "app")]
        result.platforms = ["cpe:/o:debian:debian_linux:11"]
        result.metadata = [Markup("image", namespace: "urn:stigready:evidence:1", ["digest": "sha256:00"])]
        result.tailoringFile = TestResult.TailoringFile(
            href: "t.xml", id: "xccdf_t_tailoring_t", version: "1", time: "2025-01-01T00:00:00")
        return result
    }

    static func written(_ schema: SchemaVersion) throws -> (document: XMLDocument, bytes: [UInt8]) {
        var content = items12
        if schema == .v1_1 {
            // The older schema has neither lists, negation, nor prefixed `use`.
            content = content.replacingOccurrences([
                "<complex-value>": "<value>a</value><!--", "</complex-value>": "-->", " negate=\"1\"": "",
            ])
            content = content.replacingOccurrences([" use=\"legacy\"": ""])
        }
        let selected = try SelectedRules(Sample.benchmark(content, namespace: schema.namespace), profile: "p")
        let bytes = selected.benchmark.document(with: full(selected))
        return (try XMLDocument(bytes, name: "results.xml"), bytes)
    }

    @Test(
        "A benchmark with its result is valid by the schema",
        arguments: [(SchemaVersion.v1_2, "1.2/xccdf_1.2.xsd"), (.v1_1, "1.1/xccdf-schema.xsd")])
    func valid(schema: SchemaVersion, file: String) throws {
        let path = "/usr/share/openscap/schemas/xccdf/\(file)"
        guard access(path, R_OK) == 0 else {
            print("warning: \(path) is absent; validity of results is not tested (apt-get install openscap-common)")
            return
        }
        let (_, bytes) = try Self.written(schema)
        #expect(try XMLSchema(path: path).validate(bytes, name: "results.xml").map(\.description) == [])
    }

    @Test("The source is copied, its earlier results are not; the one TestResult stands last")
    func copied() throws {
        let root = try Self.written(.v1_2).document.root
        #expect(root.children.map(\.localName) == ["status", "title", "version", "Profile", "Value", "Value", "Group", "TestResult"])
        let code = root.child("Group")?.child("Rule")?.child("description")?.child("code")
        #expect(code?.namespace == "http://www.w3.org/1999/xhtml" && code?.text == "x & y")
        #expect(root.child("TestResult")?.attribute("id") == "xccdf_stigready_testresult_p")
    }

    @Test("A TestResult's elements stand in the order of the schema, with values and scores")
    func order() throws {
        let result = try #require(Self.written(.v1_2).document.root.child("TestResult"))
        #expect(
            result.children.map(\.localName) == [
                "benchmark", "tailoring-file", "title", "remark", "organization", "identity", "profile", "target", "target-address",
                "target-facts", "platform", "set-value", "set-complex-value", "rule-result", "rule-result", "rule-result", "rule-result",
                "score",
                "metadata",
            ])
        #expect(result.child("benchmark")?.attribute("href") == "my%20content%20%7B1%7D.xml")
        #expect(result.child("set-complex-value")?.children("item").map(\.text) == ["a", "b"])
        #expect(result.child("score")?.text == "100.000000" && result.child("score")?.attribute("maximum") == "100.000000")
        #expect(result.attribute("version") == "1" && result.attribute("start-time") == "2025-01-02T03:04:05Z")
    }

    @Test("A rule-result names its rule's version, weight and identifiers, one message, and the check that was used")
    func ruleResult() throws {
        let results = try #require(Self.written(.v1_2).document.root.child("TestResult")).children("rule-result")
        let first = results[0]
        #expect(first.children.map(\.localName) == ["result", "override", "ident", "message", "check"])
        #expect(first.child("result")?.text == "pass" && first.child("ident")?.text == "CCI-000001")
        #expect(first.attribute("version") == "V-1" && first.attribute("weight") == "10.0" && first.attribute("severity") == "high")
        #expect(
            first.child("message")?.text == "seen: <PermitRootLogin> & \u{FFFD}[0m"
                && first.child("message")?.attribute("severity") == "info")
        let check = try #require(first.child("check"))
        #expect(check.children.map(\.localName) == ["check-import", "check-export", "check-content-ref", "check-content"])
        #expect(check.child("check-content-ref")?.attribute("href") == "oval%20file.xml")
        #expect(check.child("check-content")?.child("detail")?.text == "line 3")
        #expect(check.child("check-content")?.child("evidence")?.child("x")?.namespace == "urn:y")
        #expect(results.map { $0.child("result")?.text } == ["pass", "pass", "notselected", "notapplicable"])
    }

    @Test("Evidence goes into the first check of a combination, or a check of its own")
    func evidence() throws {
        let results = try #require(Self.written(.v1_2).document.root.child("TestResult")).children("rule-result")
        let complex = try #require(results[1].child("complex-check"))
        #expect(complex.child("check")?.child("check-content") != nil && complex.attribute("operator") == "OR")
        #expect(complex.child("complex-check")?.child("check")?.child("check-content") == nil)
        #expect(complex.child("complex-check")?.attribute("negate") == "true")
        #expect(results[3].child("check")?.attribute("system") == "urn:stigready:evidence")
    }

    @Test("A result of XCCDF 1.1 is in its namespace, the parts of a complex-check side by side")
    func older() throws {
        let result = try #require(Self.written(.v1_1).document.root.child("TestResult"))
        #expect(
            result.namespace == SchemaVersion.v1_1.namespace && result.child("metadata") == nil && result.child("tailoring-file") == nil)
        #expect(result.children("rule-result")[1].children("check").count == 2)
    }

    @Test("A TestResult also stands alone")
    func alone() throws {
        let selected = try SelectedRules(Sample.benchmark(Self.items12), profile: "p")
        let root = try XMLDocument(Self.full(selected).document(), name: "r").root
        #expect(root.localName == "TestResult" && root.namespace == SchemaVersion.v1_2.namespace)
    }

    @Test("The same results give the same bytes")
    func same() throws { #expect(try Self.written(.v1_2).bytes == Self.written(.v1_2).bytes) }

    @Test("The built-in profile, which is no id, is not written")
    func builtIn() throws {
        let selected = try SelectedRules(Sample.benchmark(Self.items12), profile: "(all)")
        let result = TestResult(id: TestResult.id(for: selected), of: selected, [], target: "t", endTime: "2025-01-02T03:04:07Z")
        #expect(result.profile == nil && result.id == "xccdf_stigready_testresult_all")
        #expect(try TestResult.id(for: SelectedRules(Sample.benchmark(Self.items12))) == "xccdf_stigready_testresult_default-profile")
    }
}

extension String {
    func replacingOccurrences(_ pairs: KeyValuePairs<String, String>) -> String {
        pairs.reduce(self) { $0.split(separator: $1.key, omittingEmptySubsequences: false).joined(separator: $1.value) }
    }
}
