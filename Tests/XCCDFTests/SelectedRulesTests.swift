import Diagnostics
import Testing
import XCCDF

@Suite("Profiles select rules")
struct SelectedRulesTests {
    static let items = """
        <Value id="v" operator="equals"><value>1</value><value selector="s">2</value></Value>
        <Value id="w" cluster-id="vc"><value selector="first">x</value><value selector="second">y</value></Value>
        <Rule id="r1"/><Rule id="r2" selected="0"/>
        <Group id="g1"><Rule id="r3" severity="low" weight="2" cluster-id="c"/><Group id="g2"><Rule id="r4"/></Group></Group>
        <Rule id="r5" cluster-id="c" selected="false"/>
        """

    static func select(_ profile: String, id: String? = "p", tailoring: Tailoring? = nil, filter: SelectedRules.Filter = .init()) throws
        -> SelectedRules
    {
        try SelectedRules(
            Sample.benchmark("<Profile id=\"p\"><title>p</title>\(profile)</Profile>\(items)"), profile: id, tailoring: tailoring,
            filter: filter)
    }

    static func ids(_ selected: SelectedRules) -> String { selected.rules.filter(\.isSelected).map(\.rule.id).joined(separator: " ") }

    @Test(
        "Later statements win, clusters are selected together, unselected groups take all inside with them",
        arguments: [
            ("", "r1 r3 r4"),
            (#"<select idref="r2" selected="true"/>"#, "r1 r2 r3 r4"),
            (#"<select idref="r1" selected="false"/><select idref="r1" selected="1"/>"#, "r1 r3 r4"),
            (#"<select idref="g1" selected="false"/>"#, "r1"),
            (#"<select idref="g1" selected="false"/><select idref="r4" selected="true"/>"#, "r1"),
            (#"<select idref="g2" selected="0"/>"#, "r1 r3"),
            (#"<select idref="c" selected="true"/>"#, "r1 r3 r4 r5"),
            (#"<select idref="c" selected="false"/>"#, "r1 r4"),
        ])
    func selection(profile: String, expected: String) throws { #expect(try Self.ids(Self.select(profile)) == expected) }

    @Test("Without a profile the benchmark's own selection counts; (all) selects everything")
    func builtIn() throws {
        #expect(try Self.ids(Self.select(#"<select idref="g1" selected="false"/>"#, id: nil)) == "r1 r3 r4")
        let all = try Self.select("", id: "(all)")
        #expect(Self.ids(all) == "r1 r2 r3 r4 r5" && all.profile?.id == "(all)")
    }

    @Test("A rule out of selection says why")
    func reasons() throws {
        let selected = try Self.select(
            #"<select idref="g1" selected="false"/>"#, filter: SelectedRules.Filter(skip: ["r1"]))
        #expect(
            selected.rules.map(\.exclusion) == [.filtered, .notSelected, .inUnselectedGroup("g1"), .inUnselectedGroup("g1"), .notSelected])
    }

    @Test("A filter leaves the rules it names, also those the profile does not select, and skips others")
    func filter() throws {
        #expect(try Self.ids(Self.select("", filter: .init(only: ["r1", "r2"]))) == "r1 r2")
        #expect(try Self.ids(Self.select("", filter: .init(only: ["r1", "r3"], skip: ["r3"]))) == "r1")
        #expect(try Self.ids(Self.select("", filter: .init(skip: ["r3", "r5"]))) == "r1 r4")
        let error = try #require(throws: ContentError.self) { try Self.select("", filter: .init(only: ["r9"])) }
        #expect(error.description.contains("r9: the benchmark has no such rule; did you mean 'r1'?"))
        #expect(try Self.select("", filter: .init(skip: ["r9"])).diagnostics.map(\.subject) == ["r9"])
    }

    @Test(
        "conflicts and requires are judged in document order, by what is selected so far",
        arguments: [
            (#"<Rule id="a"><conflicts idref="b"/></Rule><Rule id="b"/>"#, "b"),
            (#"<Rule id="a"><conflicts idref="b"/></Rule><Rule id="b" selected="0"/>"#, "a"),
            (#"<Rule id="a"><conflicts idref="b"/></Rule><Rule id="b"><conflicts idref="a"/></Rule>"#, "b"),
            (#"<Rule id="a"><requires idref="x"/></Rule><Rule id="b"><requires idref="a"/></Rule>"#, ""),
            (#"<Rule id="b"><requires idref="a"/></Rule><Rule id="a"><requires idref="x"/></Rule>"#, "b"),
            (
                #"<Group id="g"><requires idref="x"/><Group id="h"><Rule id="a"/></Group></Group><Rule id="b"><conflicts idref="a"/></Rule>"#,
                "b"
            ),
            (#"<Group id="g"><requires idref="x"/><Rule id="a"/></Group><Rule id="b"><requires idref="g"/></Rule>"#, ""),
            (#"<Rule id="a"><requires idref="b c"/></Rule><Rule id="b" selected="0"/><Rule id="c"/>"#, "a c"),
            (#"<Rule id="a"><requires idref="b"/><requires idref="c"/></Rule><Rule id="b" selected="0"/><Rule id="c"/>"#, "c"),
            (#"<Rule id="a"><requires idref="absent"/></Rule>"#, ""),
            (#"<Group id="g"><requires idref="b"/><Rule id="a"/></Group><Rule id="b" selected="0"/>"#, ""),
            (#"<Group id="g"><conflicts idref="b"/><Rule id="a"/></Group><Rule id="b"/>"#, "b"),
            (#"<Group id="g" selected="0"><Rule id="b"/></Group><Rule id="a"><requires idref="b"/></Rule>"#, ""),
        ])
    func requirements(content: String, expected: String) throws {
        #expect(try Self.ids(SelectedRules(Sample.benchmark(content))) == expected)
    }

    @Test("refine-rule changes a rule or a cluster; of a group only the weight")
    func refineRule() throws {
        let selected = try Self.select(
            """
            <refine-rule idref="r1" severity="high" role="unchecked" weight="5" selector="k"/>
            <refine-rule idref="c" weight="7"/><refine-rule idref="g1" weight="3" severity="high"/>
            """)
        let r1 = selected.rules[0]
        #expect(r1.severity == .high && r1.role == .unchecked && r1.weight == 5 && r1.checkSelector == "k")
        #expect(selected.rules.map(\.weight) == [5, 1, 7, 1, 7] && selected.rules[2].severity == .low)
        #expect(selected.groupWeights == [3, 1])
    }

    @Test(
        "A Value has the setting that was chosen, else its default, else its first",
        arguments: [
            ("", "v", ["1"]), ("", "w", ["x"]),
            (#"<refine-value idref="v" selector="s"/>"#, "v", ["2"]),
            (#"<refine-value idref="v" selector="s"/><refine-value idref="v" operator="not equal"/>"#, "v", ["2"]),
            (#"<refine-value idref="vc" selector="second"/>"#, "w", ["y"]),
            (#"<set-value idref="v">9</set-value>"#, "v", ["9"]),
            (#"<set-value idref="v">9</set-value><refine-value idref="v" selector="s"/>"#, "v", ["9"]),
            (#"<set-complex-value idref="v"><item>a</item><item>b</item></set-complex-value>"#, "v", ["a", "b"]),
            (#"<refine-value idref="v" selector="absent"/>"#, "v", nil),
        ] as [(String, String, [String]?)])
    func values(profile: String, id: String, expected: [String]?) throws {
        #expect(try Self.select(profile).value(id)?.values == expected)
    }

    @Test("The operator of a Value can be refined")
    func valueOperator() throws {
        #expect(try Self.select(#"<refine-value idref="v" operator="not equal"/>"#).value("v")?.operator == .notEqual)
    }

    @Test("Statements that reach nothing are told, not hidden")
    func unreached() throws {
        let selected = try Self.select(#"<select idref="gone" selected="true"/><refine-value idref="lost" selector="s"/>"#)
        #expect(selected.diagnostics.map(\.message).contains { $0.contains("select names 'gone'") })
        #expect(selected.diagnostics.map(\.message).contains { $0.contains("refine-value names 'lost'") })
    }

    // MARK: Finding profiles

    static let profiles = """
        <Profile id="xccdf_a_profile_cis_level1_server"><title>t</title></Profile><Profile id="xccdf_a_profile_stig"><title>t</title></Profile>
        <Profile id="xccdf_a_profile_other_stig"><title>t</title></Profile><Rule id="r"/>
        """

    @Test(
        "A profile is found by its id, its name, or the end of its id",
        arguments: [
            ("xccdf_a_profile_stig", "xccdf_a_profile_stig"), ("cis_level1_server", "xccdf_a_profile_cis_level1_server"),
            ("level1_server", "xccdf_a_profile_cis_level1_server"), ("stig", "xccdf_a_profile_stig"),
            ("her_stig", "xccdf_a_profile_other_stig"),
        ])
    func found(wanted: String, id: String) throws {
        #expect(try SelectedRules(Sample.benchmark(Self.profiles), profile: wanted).profile?.id == id)
    }

    @Test(
        "A profile that is none or several is refused with what there is",
        arguments: [
            ("cis_level2_server", "did you mean 'cis_level1_server'?; known are: xccdf_a_profile_cis_level1_server, xccdf_a_profile_stig"),
            ("tig", "several profiles end so: xccdf_a_profile_stig, xccdf_a_profile_other_stig; give more of the id"),
        ])
    func refused(wanted: String, message: String) throws {
        let error = try #require(throws: ContentError.self) { try SelectedRules(Sample.benchmark(Self.profiles), profile: wanted) }
        #expect(error.description.contains(message), "\(error)")
    }

    // MARK: Tailoring

    @Test("A tailored profile builds on the benchmark's, also where it hides one of the same id")
    func tailoring() throws {
        let base = #"<select idref="r2" selected="true"/><refine-value idref="v" selector="s"/>"#
        let tailored = try Sample.tailoring(
            """
            <Profile id="p" extends="p"><title>t</title><select idref="r1" selected="false"/></Profile>
            <Profile id="q" extends="p"><title>t</title><select idref="r3" selected="false"/></Profile>
            """)
        let hiding = try Self.select(base, id: "p", tailoring: tailored)
        #expect(Self.ids(hiding) == "r2 r3 r4" && hiding.tailoring?.id == "xccdf_t_tailoring_t")
        let further = try Self.select(base, id: "q", tailoring: tailored)
        #expect(Self.ids(further) == "r2 r4" && further.value("v")?.values == ["2"])
    }

    @Test("A tailoring for another benchmark is told; circles in it are refused")
    func tailoringTrouble() throws {
        let circle = try Sample.tailoring(#"<Profile id="a" extends="b"/><Profile id="b" extends="a"/>"#)
        let error = try #require(throws: ContentError.self) { try Self.select("", id: "a", tailoring: circle) }
        #expect(error.description.contains("extension goes in a circle: a extends b extends a"))
        let other = try Tailoring(
            Sample.element(
                """
                <Tailoring xmlns="http://checklists.nist.gov/xccdf/1.2" id="t"><benchmark href="x" id="other"/><version time="2025-01-01T00:00:00">1\
                </version><Profile id="z"><title>z</title></Profile></Tailoring>
                """))
        #expect(try Self.select("", id: "z", tailoring: other).diagnostics.contains { $0.message.contains("is for benchmark 'other'") })
    }
}
