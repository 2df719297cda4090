import Diagnostics
import Testing
import XCCDF
import XML

@Suite("Benchmarks are read")
struct BenchmarkReadingTests {
    @Test("Groups and rules keep the order of the document, whatever their depth")
    func tree() throws {
        let benchmark = try Sample.benchmark(
            """
            <platform idref="cpe:/o:x"/><model system="urn:xccdf:scoring:flat"/><plain-text id="p">text</plain-text>
            <Rule id="r1"/>
            <Group id="g1"><Rule id="r2"/><Group id="g2"><Rule id="r3"/></Group><Rule id="r4"/></Group>
            <Rule id="r5"/>
            """, attributes: #"resolved="1""#)
        #expect(benchmark.rules.map(\.id) == ["r1", "r2", "r3", "r4", "r5"])
        #expect(benchmark.groups.map(\.id) == ["g1", "g2"])
        #expect(benchmark.content == [.rule(0), .group(0), .rule(4)])
        #expect(benchmark.groups.map(\.content) == [[.rule(1), .group(1), .rule(3)], [.rule(2)]])
        #expect(benchmark.ancestors(ofGroupAt: benchmark.rules[2].parent).map(\.id) == ["g2", "g1"])
        #expect(benchmark.platforms == ["cpe:/o:x"] && benchmark.models == ["urn:xccdf:scoring:flat"] && benchmark.isResolved)
        #expect(benchmark.plainTexts.map(\.text) == ["text"] && benchmark.version == "1" && benchmark.statuses == [Status(.draft)])
    }

    @Test("A rule's properties are read in both schemas", arguments: SchemaVersion.allCases)
    func rule(schema: SchemaVersion) throws {
        let benchmark = try Sample.benchmark(
            """
            <Rule id="r" selected="0" weight="10.0" role="unscored" severity="high" multiple="true" cluster-id="c">
            <version>V-1</version><title>t</title><description>d</description>
            <reference href="h">x</reference><platform idref="#p"/><requires idref="a b"/><requires idref="c"/><conflicts idref="d"/>
            <ident system="http://cyber.mil/cci"> CCI-000001 </ident><fixtext>f</fixtext><fix id="x" system="urn:xccdf:fix:script:sh">echo</fix>
            <check system="s1" selector="k"><check-import import-name="stdout"/><check-export value-id="v" export-name="e"/>
            <check-content-ref href="f" name="n"/><check-content-ref href="g"/></check>
            <check system="s2" negate="1" multi-check="true"><check-content>prose</check-content></check>
            </Rule>
            """, namespace: schema.namespace)
        let rule = try #require(benchmark.rule("r"))
        #expect(benchmark.schema == schema)
        #expect(!rule.selected && rule.weight == 10 && rule.role == .unscored && rule.severity == .high && rule.multiple)
        #expect(rule.version == "V-1" && rule.title?.text == "t" && rule.descriptionElement?.text == "d" && rule.clusterID == "c")
        #expect(rule.requires == [["a", "b"], ["c"]] && rule.conflicts == ["d"] && rule.platforms == ["#p"])
        #expect(rule.idents == [Ident(system: "http://cyber.mil/cci", value: "CCI-000001")])
        #expect(rule.references.map(\.href) == ["h"] && rule.references.map(\.text) == ["x"])
        #expect(rule.fixes.map(\.system) == ["urn:xccdf:fix:script:sh"] && rule.fixTexts.map(\.text) == ["f"])
        #expect(rule.checks.map(\.system) == ["s1", "s2"] && rule.checks.map(\.selector) == ["k", ""])
        #expect(rule.checks[0].contentRefs == [.init(href: "f", name: "n"), .init(href: "g")])
        #expect(rule.checks[0].exports.map(\.exportName) == ["e"] && rule.checks[0].imports.map(\.name) == ["stdout"])
        #expect(rule.checks[1].negate && rule.checks[1].multiCheck && rule.checks[1].content?.text == "prose")
    }

    @Test("A Value's settings, bounds and choices are read by selector")
    func value() throws {
        let benchmark = try Sample.benchmark(
            """
            <Value id="v" type="number" operator="greater than or equal" interactive="1"><value>3</value><value selector="s">5</value>
            <complex-value selector="l"><item>a</item><item>b</item></complex-value><default>4</default>
            <match>\\d+</match><lower-bound>1</lower-bound><upper-bound selector="s">9</upper-bound>
            <choices mustMatch="1"><choice>3</choice><complex-choice><item>x</item></complex-choice></choices></Value>
            """)
        let value = try #require(benchmark.value("v"))
        #expect(value.type == .number && value.operator == .greaterThanOrEqual && value.interactive)
        #expect(value.settings.map(\.values) == [["3"], ["5"], ["a", "b"]] && value.settings.map(\.selector) == ["", "s", "l"])
        #expect(value.defaults.map(\.values) == [["4"]] && value.matches.map(\.value) == ["\\d+"])
        #expect(value.lowerBounds.map(\.value) == ["1"] && value.upperBounds.map(\.selector) == ["s"])
        #expect(value.choices.map(\.choices) == [[["3"], ["x"]]] && value.choices[0].mustMatch)
    }

    @Test("A rule that extends another inherits by the table of the specification")
    func extension_() throws {
        let benchmark = try Sample.benchmark(
            """
            <Rule id="base" abstract="1" severity="high" weight="3" cluster-id="c"><status>accepted</status><version>1</version>
            <title xml:lang="en">base</title><title xml:lang="de">basis</title><platform idref="p1"/><requires idref="x"/>
            <ident system="s">1</ident><fix system="a">one</fix>
            <check system="old"><check-content-ref href="f"/></check></Rule>
            <Rule id="mid" abstract="1" extends="base" weight="2"/>
            <Rule id="r" extends="mid"><title override="1" xml:lang="en">own</title><platform idref="p2"/><requires idref="y"/>
            <ident system="s">2</ident><fix system="b">two</fix></Rule>
            <Rule id="s" extends="r"><platform override="true" idref="p3"/><check system="new"><check-content-ref href="g"/></check></Rule>
            """)
        #expect(benchmark.rules.map(\.id) == ["r", "s"])
        let r = try #require(benchmark.rule("r"))
        #expect(r.severity == .high && r.weight == 2 && r.version == "1" && r.clusterID == nil && r.selected)
        #expect(r.platforms == ["p1", "p2"] && r.requires == [["x"], ["y"]] && r.idents.map(\.value) == ["1", "2"])
        #expect(r.titles.map(\.text) == ["basis", "own"] && r.title?.text == "own" && r.checks.map(\.system) == ["old"])
        #expect(r.fixes.map(\.system) == ["a", "b"])
        let s = try #require(benchmark.rule("s"))
        #expect(s.platforms == ["p3"] && s.checks.map(\.system) == ["new"] && s.severity == .high)
    }

    @Test("A Value that extends another replaces settings of the same selector and adds the rest")
    func valueExtension() throws {
        let benchmark = try Sample.benchmark(
            """
            <Value id="a" abstract="true" type="number"><value>1</value><value selector="s">2</value></Value>
            <Value id="b" extends="a"><value selector="s">3</value><value selector="t">4</value></Value>
            """)
        let value = try #require(benchmark.value("b"))
        #expect(value.type == .number && value.settings.map { "\($0.selector)=\($0.values[0])" } == ["=1", "s=3", "t=4"])
    }

    @Test("Profiles inherit statements in front of their own; abstract ones cannot be chosen")
    func profileExtension() throws {
        let benchmark = try Sample.benchmark(
            """
            <Profile id="c" extends="b"><title>c</title><select idref="r" selected="true"/></Profile>
            <Profile id="b" extends="a" abstract="1"><title>b</title><select idref="r" selected="false"/></Profile>
            <Profile id="a"><title>a</title><platform idref="p"/><set-value idref="v">x</set-value></Profile><Rule id="r"/>
            """)
        #expect(benchmark.profiles.map(\.id) == ["c", "a"])
        let profile = try #require(benchmark.profile("c"))
        #expect(
            profile.selects.map(\.selected) == [false, true] && profile.setValues.map(\.values) == [["x"]] && profile.platforms == ["p"])
    }

    @Test("An abstract group takes what is inside with it")
    func abstractGroup() throws {
        let benchmark = try Sample.benchmark(#"<Group id="g" abstract="1"><Rule id="r"/><Value id="v"><value>1</value></Value></Group>"#)
        #expect(benchmark.rules.isEmpty && benchmark.groups.isEmpty && benchmark.values.isEmpty && benchmark.content.isEmpty)
    }

    @Test(
        "What is structurally wrong ends reading with its place, its id and its reason",
        arguments: [
            (#"<Rule id="a" extends="b"/><Rule id="b" extends="a"/>"#, "extension goes in a circle: a extends b extends a"),
            (#"<Rule id="a" extends="a"/>"#, "extension goes in a circle: a extends a"),
            (#"<Rule id="a" extends="v"/><Value id="v"><value>1</value></Value>"#, "it extends 'v', and there is no such Rule"),
            (#"<Rule id="a"/><Group id="g"><Rule id="a"/></Group>"#, "the id is used by an earlier item"),
            (#"<Group id="a"/><Rule id="a"/>"#, "the id is used by an earlier item"),
            (#"<Rule/>"#, "the Rule has no id"),
            (#"<Rule id="a"><check/></Rule>"#, "a check has no system"),
            (#"<Rule id="a"><complex-check operator="XOR"><check system="s"/></complex-check></Rule>"#, "needs the operator AND or OR"),
            (#"<Profile id="p" extends="q"/><Profile id="q" extends="p"/>"#, "extension goes in a circle: p extends q extends p"),
            (#"<Profile id="p" extends="q"/>"#, "it extends 'q', and there is no such Profile"),
            (#"<Profile id="p"/><Profile id="p"/>"#, "the id is used by an earlier Profile"),
            (#"<Profile id="p"><select idref="r"/></Profile>"#, "a select needs selected"),
        ])
    func wrong(content: String, message: String) throws {
        let error = try #require(throws: ContentError.self) { try Sample.benchmark(content) }
        #expect(error.description.contains(message), "\(error)")
        #expect(error.diagnostics.allSatisfy { $0.location?.file == "benchmark.xml" && $0.location?.line ?? 0 > 0 })
    }

    @Test("Words that no schema knows are ignored with a warning")
    func unknownWords() throws {
        let benchmark = try Sample.benchmark(#"<Rule id="a" severity="critical" weight="-1" selected="yes" role="half"/>"#)
        let rule = benchmark.rules[0]
        #expect(rule.severity == .unknown && rule.weight == 1 && rule.selected && rule.role == .full)
        #expect(benchmark.diagnostics.count == 4)
        #expect(
            benchmark.diagnostics[3].description.contains("severity is 'critical', which is none of unknown, info, low, medium, high")
                == true
                || benchmark.diagnostics.contains {
                    $0.message.contains("severity is 'critical', which is none of unknown, info, low, medium, high")
                })
    }

    @Test("Another document is refused by its name")
    func otherDocument() throws {
        let error = try #require(throws: ContentError.self) { try Benchmark(Sample.element("<oval_definitions xmlns='urn:x'/>")) }
        #expect(error.description.contains("'oval_definitions' in 'urn:x'; a Benchmark of XCCDF 1.1 or 1.2 is expected"))
    }

    @Test("A rule's complex-check is read at any depth")
    func complexCheck() throws {
        let benchmark = try Sample.benchmark(
            """
            <Rule id="r"><complex-check operator="OR" negate="1"><check system="a"/>
            <complex-check operator="AND"><check system="b"/><check system="c" negate="true"/></complex-check></complex-check></Rule>
            """)
        let complex = try #require(benchmark.rules[0].complexCheck)
        #expect(complex.operator == .or && complex.negate && complex.checks.map(\.system) == ["a", "b", "c"])
    }
}
