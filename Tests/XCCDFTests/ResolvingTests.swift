import Diagnostics
import Glibc
import Testing
import XCCDF
import XML

@Suite("Benchmarks are resolved, and groups copy what they extend")
struct ResolvingTests {
    static let namespace11 = SchemaVersion.v1_1.namespace

    /// A document of XCCDF 1.1 by the content of its benchmark.
    private func benchmark11(_ content: String) throws -> Benchmark { try Sample.benchmark(content, namespace: Self.namespace11) }

    @Test("A group holds copies of the rules of the group it extends, behind its own, with ids of their own")
    func copies() throws {
        let benchmark = try benchmark11(
            """
            <Group id="a"><title>A</title><Value id="v"><value>1</value></Value><Rule id="r" severity="high"><title>R</title></Rule>
            <Group id="inner"><title>I</title><Rule id="s"/></Group></Group>
            <Group id="b" extends="a"><title>B</title><Rule id="own"/></Group>
            """)
        #expect(benchmark.hasCopies)
        #expect(benchmark.rules.map(\.id) == ["r", "s", "own", "inherited-rule-001", "inherited-rule-002"])
        #expect(benchmark.groups.map(\.id) == ["a", "inner", "b", "inherited-group-001"])
        #expect(benchmark.values.map(\.id) == ["v"])
        let copy = try #require(benchmark.rule("inherited-rule-001"))
        #expect(copy.severity == .high && copy.title?.text == "R")
        #expect(copy.parent.map { benchmark.groups[$0].id } == "b")
        #expect(benchmark.rule("inherited-rule-002")?.parent.map { benchmark.groups[$0].id } == "inherited-group-001")
    }

    @Test("An abstract group is only for others to copy from; its values move to the first that does")
    func abstractGroup() throws {
        let benchmark = try benchmark11(
            """
            <Group id="a" abstract="1"><Value id="v"><value>1</value></Value><Rule id="r"/></Group>
            <Group id="b" extends="a"/><Group id="c" extends="b"/>
            """)
        #expect(benchmark.rules.map(\.id) == ["inherited-rule-001", "inherited-rule-002"])
        #expect(benchmark.value("v")?.parent.map { benchmark.groups[$0].id } == "b")
    }

    @Test("An id that is in use is passed over; those of XCCDF 1.2 have its form")
    func ids() throws {
        #expect(
            try benchmark11(#"<Rule id="inherited-rule-001"/><Group id="a"><Rule id="r"/></Group><Group id="b" extends="a"/>"#).rules.map(
                \.id)
                == ["inherited-rule-001", "r", "inherited-rule-002"])
        #expect(
            try Sample.benchmark(#"<Group id="a"><Rule id="r"/></Group><Group id="b" extends="a"/>"#).rules.map(\.id) == [
                "r", "xccdf_inherited_rule_001",
            ])
    }

    @Test(
        "Extension of groups that has no end, or makes too much, is refused",
        arguments: [
            (#"<Group id="a"><Group id="b" extends="a"/></Group>"#, "it extends the Group that holds it"),
            (#"<Group id="a" extends="b"/><Group id="b" extends="a"/>"#, "extension goes in a circle"),
            (
                #"<Group id="a"><Group id="b" extends="c"/></Group><Group id="c"><Group id="d" extends="a"/></Group>"#,
                "nested more than 20 times"
            ),
        ])
    func endless(content: String, message: String) throws {
        let error = try #require(throws: ContentError.self) { try benchmark11(content) }
        #expect(error.description.contains(message), "\(error)")
    }

    @Test("Extension that doubles at each level ends with one line, not with the memory")
    func doubling() throws {
        var content = #"<Group id="g0"><Rule id="r"/></Group>"#
        for level in 1...18 {
            content +=
                "<Group id=\"g\(level)\"><Group id=\"x\(level)\" extends=\"g\(level - 1)\"/><Group id=\"y\(level)\" extends=\"g\(level - 1)\"/></Group>"
        }
        let error = try #require(throws: ContentError.self) { try benchmark11(content) }
        #expect(
            error.diagnostics.contains { $0.message.contains("make more than 20000 copies") }, "\(error.diagnostics.first?.message ?? "")")
    }

    /// Everything that extends anything.
    static let extending = """
        <Profile id="xccdf_t_profile_base" abstract="1"><title>Base</title><platform idref="cpe:/a:x:y"/><select idref="xccdf_t_rule_r" selected="true"/>
        <set-value idref="xccdf_t_value_v">9</set-value></Profile>
        <Profile id="xccdf_t_profile_p" extends="xccdf_t_profile_base"><title>Own</title><refine-rule idref="xccdf_t_rule_r" weight="2.0" selector="s"/></Profile>
        <Value id="xccdf_t_value_v" type="number"><title>V</title><value>1</value><value selector="two">2</value><lower-bound>0</lower-bound></Value>
        <Value id="xccdf_t_value_w" extends="xccdf_t_value_v"><title>W</title><value selector="two">3</value><match>[0-9]</match></Value>
        <Group id="xccdf_t_group_g" weight="3.0" hidden="true"><title>G</title><rationale>because</rationale>
        <Rule id="xccdf_t_rule_base" abstract="1" severity="high" selected="false" weight="4.0"><status>accepted</status><version>7</version>
        <title>Base</title><description>Value <sub idref="xccdf_t_value_v" use="value"/>, <h:em>so</h:em></description><warning category="general">mind</warning>
        <reference href="https://e.org">ref</reference><rationale>why</rationale><platform idref="cpe:/a:x:z"/>
        <ident system="https://e.org/i">I-1</ident><impact-metric>AV:N</impact-metric><fixtext fixref="f">do</fixtext><fix id="f" system="urn:x">run</fix>
        <check system="s" selector="s"><check-content-ref href="f" name="one"/></check><check system="s"><check-content-ref href="f" name="two"/></check></Rule>
        <Rule id="xccdf_t_rule_r" extends="xccdf_t_rule_base" selected="true"><title>Rule</title><warning>too</warning><requires idref="xccdf_t_rule_o"/>
        <ident system="https://e.org/i">I-2</ident></Rule>
        <Rule id="xccdf_t_rule_o" extends="xccdf_t_rule_r"><title override="true">Other</title><conflicts idref="xccdf_t_rule_none"/>
        <complex-check operator="AND"><check system="s"><check-content-ref href="f" name="three"/></check></complex-check></Rule></Group>
        <Rule id="xccdf_t_rule_none" selected="false"><title>None</title></Rule>
        """

    @Test("A resolved benchmark reads as the one that it was made of, and is valid by the schema")
    func sameMeaning() throws {
        let benchmark = try Sample.benchmark(Self.extending)
        let bytes = benchmark.resolvedDocument()
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(!text.contains("extends=") && !text.contains("abstract="))
        let again = try Benchmark(XMLDocument(bytes, name: "resolved.xml").root)
        #expect(again.isResolved && again.resolvedDocument() == bytes)
        for (one, two) in zip(benchmark.rules, again.rules) {
            #expect(one.id == two.id && one.title?.text == two.title?.text && one.version == two.version && one.severity == two.severity)
            #expect(one.selected == two.selected && one.weight == two.weight && one.platforms == two.platforms && one.idents == two.idents)
            #expect(one.requires == two.requires && one.conflicts == two.conflicts && one.references == two.references)
            #expect(one.warnings.map(\.text) == two.warnings.map(\.text) && one.rationale?.text == two.rationale?.text)
            #expect(one.fixes.map(\.system) == two.fixes.map(\.system) && one.fixTexts.map(\.text) == two.fixTexts.map(\.text))
            #expect(one.checks.map(\.selector) == two.checks.map(\.selector) && one.impactMetric?.text == two.impactMetric?.text)
            #expect(one.checks.map(\.contentRefs) == two.checks.map(\.contentRefs))
            #expect(one.complexCheck?.checks.count == two.complexCheck?.checks.count)
        }
        #expect(benchmark.rules.count == again.rules.count && benchmark.content == again.content)
        #expect(
            benchmark.groups.map(\.weight) == again.groups.map(\.weight) && benchmark.groups.map(\.hidden) == again.groups.map(\.hidden))
        for (one, two) in zip(benchmark.values, again.values) {
            #expect(one.id == two.id && one.type == two.type && one.settings == two.settings && one.lowerBounds == two.lowerBounds)
            #expect(one.matches == two.matches)
        }
        #expect(benchmark.profiles.map(\.statements) == again.profiles.map(\.statements))
        #expect(benchmark.profiles.map { $0.title?.text } == again.profiles.map { $0.title?.text })
        #expect(benchmark.profiles.map(\.platforms) == again.profiles.map(\.platforms))
        for (profile, text) in [(nil, "Value 1, so"), ("p", "Value 9, so")] as [(String?, String)] {
            let (one, two) = (try SelectedRules(benchmark, profile: profile), try SelectedRules(again, profile: profile))
            #expect(one.rules.map(\.isSelected) == two.rules.map(\.isSelected) && one.rules.map(\.weight) == two.rules.map(\.weight))
            let description = try #require(two.rules[0].rule.descriptionElement)
            #expect(BenchmarkText(two).plainText(of: description) == text)
        }
        let path = "/usr/share/openscap/schemas/xccdf/1.2/xccdf_1.2.xsd"
        guard access(path, R_OK) == 0 else {
            print("SKIPPED: \(path) is absent; validity is not tested (apt-get install openscap-common)")
            return
        }
        #expect(try XMLSchema(path: path).validate(bytes, name: "resolved.xml").map(\.description) == [])
    }

    @Test("Results of a benchmark with copies stand with the resolved one, whose rules they name; valid by the schema of 1.1")
    func resultsOfCopies() throws {
        let benchmark = try benchmark11(
            """
            <Group id="a"><title>A</title><description>a</description><Rule id="r"><title>R</title></Rule></Group>
            <Group id="b" extends="a"><title>B</title></Group>
            """)
        let selected = try SelectedRules(benchmark)
        let results = XCCDFEvaluation.evaluate(selected, applicability: { _ in ApplicabilityOutcome(true) }, checkSystems: [])
        #expect(results.map(\.idref) == ["r", "inherited-rule-001"])
        let result = TestResult(id: "t", of: selected, results, target: "x", endTime: "2025-01-02T03:04:07Z")
        let bytes = benchmark.document(with: result)
        #expect(String(decoding: bytes, as: UTF8.self).contains(#"id="inherited-rule-001""#))
        let path = "/usr/share/openscap/schemas/xccdf/1.1/xccdf-schema.xsd"
        guard access(path, R_OK) == 0 else {
            print("SKIPPED: \(path) is absent; validity is not tested (apt-get install openscap-common)")
            return
        }
        #expect(try XMLSchema(path: path).validate(bytes, name: "results.xml").map(\.description) == [])
    }
}
