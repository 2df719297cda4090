import Foundation
import RMF
import Testing
import XML

@Suite("Baselines and profiles choose controls")
struct ControlSelectionTests {
    @Test(
        "a baseline has the controls that SP 800-53B counts",
        arguments: [
            (ControlCatalog.Baseline.low, ControlCatalog.Revision.r5, 149), (.moderate, .r5, 287), (.high, .r5, 370), (.privacy, .r5, 96),
            (.low, .r4, 124), (.moderate, .r4, 261), (.high, .r4, 343),
        ])
    func baseline(baseline: ControlCatalog.Baseline, revision: ControlCatalog.Revision, count: Int) throws {
        #expect(try ControlSelection(baseline: baseline, catalog: Tables.catalog(), revision: revision)?.controls.count == count)
    }

    @Test("revision 4 has no privacy baseline")
    func missing() throws {
        #expect(try ControlSelection(baseline: .privacy, catalog: Tables.catalog(), revision: .r4) == nil)
    }

    private static let json = """
        {"profile": {"uuid": "x", "metadata": {"title": "Ours"}, "imports": [{"href": "#catalog",
          "include-controls": [{"with-ids": ["ac-2", "zz-9"], "with-child-controls": "yes"}, {"matching": [{"pattern": "cm-6*"}]}],
          "exclude-controls": [{"with-ids": ["ac-2.3"]}]}]}}
        """
    private static let xml = """
        <profile xmlns="http://csrc.nist.gov/ns/oscal/1.0"><metadata><title>Ours</title></metadata><import href="#catalog">
          <include-controls with-child-controls="yes"><with-id>ac-2</with-id><with-id>zz-9</with-id></include-controls>
          <include-controls><matching pattern="cm-6*"/></include-controls>
          <exclude-controls><with-id>ac-2.3</with-id></exclude-controls></import></profile>
        """

    @Test("ids, children, patterns and exclusions of a profile hold, in JSON and in XML", arguments: [true, false])
    func profile(isJSON: Bool) throws {
        let profile =
            try isJSON
            ? OSCALProfile(json: Array(Self.json.utf8), name: "p.json") : OSCALProfile(XMLDocument(Array(Self.xml.utf8), name: "p.xml"))
        let selection = ControlSelection(profile: profile, catalog: try Tables.catalog(), revision: .r5)
        #expect(selection.title == "Ours")
        #expect(selection.unknown == ["zz-9"])
        let names = Set(selection.controls.map(\.description))
        #expect(names.isSuperset(of: ["AC-2", "AC-2(1)", "AC-2(13)", "CM-6", "CM-6(1)"]))
        #expect(names.isDisjoint(with: ["AC-2(3)", "AC-3", "CM-7", "AC-2(10)"]), "excluded, not named, or withdrawn: \(names.sorted())")
    }

    @Test("an import without a choice is the whole catalogue")
    func whole() throws {
        let profile = try OSCALProfile(json: Array(#"{"profile":{"metadata":{"title":"All"},"imports":[{"href":"x"}]}}"#.utf8), name: "p")
        #expect(ControlSelection(profile: profile, catalog: try Tables.catalog(), revision: .r5).controls.count == 1_014)
    }

    @Test(
        "what is no profile is refused in one line",
        arguments: [
            "", "[]", #"{"catalog": {}}"#, #"{"profile": {"metadata": {"title": "x"}}}"#,
            #"{"profile": {"metadata": {"title": "x"}, "imports": []}}"#,
        ])
    func refused(text: String) {
        #expect { try OSCALProfile(json: Array(text.utf8), name: "p.json") } throws: {
            "\($0)".hasPrefix("p.json:1: ") && !"\($0)".contains("\n")
        }
    }

    @Test("NIST's published profiles agree with the baselines", arguments: ControlCatalog.Baseline.allCases)
    func published(baseline: ControlCatalog.Baseline) throws {
        let file = Shared.file("data/oscal/NIST_SP-800-53_rev5_\(baseline.rawValue.uppercased())-baseline_profile.json")
        guard let bytes = try? Data(contentsOf: file) else { return Shared.skipped(file) }
        let catalog = try Tables.catalog()
        let selection = ControlSelection(profile: try OSCALProfile(json: Array(bytes), name: "p"), catalog: catalog, revision: .r5)
        #expect(selection.controls == ControlSelection(baseline: baseline, catalog: catalog, revision: .r5)?.controls)
        #expect(selection.unknown == [])
    }

    @Test("findings are limited to the selection, and what no rule speaks of is named")
    func limited() throws {
        let rules = ["CCI-000366", "CCI-000015"].map {
            RuleFinding(ruleID: $0, result: "pass", severity: "low", ccis: [$0], evidence: .observed)
        }
        let selection = ControlSelection(
            title: "two", controls: [ControlID(family: "CM", number: 6), ControlID(family: "AU", number: 1)])
        let findings = ControlFindings(rules, catalog: try Tables.catalog(), revision: .r5).limited(to: selection)
        #expect(findings.findings.map(\.control.description) == ["CM-6"])
        #expect(findings.untouched.map(\.description) == ["AU-1"])
    }
}
