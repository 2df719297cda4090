import RMF
import Testing

@Suite("Results of rules rolled up on controls")
struct ControlFindingsTests {
    private let catalog: ControlCatalog

    init() throws { catalog = try Tables.catalog() }

    private func rule(
        _ id: String, _ result: String, _ severity: String = "medium", _ ccis: [String] = ["CCI-000366"],
        _ evidence: RuleFinding.Evidence = .observed
    ) -> RuleFinding {
        RuleFinding(ruleID: id, result: result, severity: severity, ccis: ccis, evidence: evidence)
    }

    private func only(_ rules: [RuleFinding]) throws -> ControlFindings.Finding {
        let findings = ControlFindings(rules, catalog: catalog, revision: .r5).findings
        #expect(findings.count == 1)
        return try #require(findings.first)
    }

    @Test("rules are counted n of m, with those that do not apply apart")
    func counts() throws {
        let finding = try only([
            rule("a", "pass"), rule("b", "pass", "low", ["CCI-000366"], .absence), rule("c", "fail"), rule("d", "notapplicable"),
            rule("e", "notselected"), rule("f", "notchecked", "high", ["CCI-000366"], .none),
        ])
        #expect(finding.control.description == "CM-6")
        #expect(finding.statements.map(\.description) == ["CM-6b."])
        #expect(finding.counts.mapped == 5)
        #expect(finding.counts.summary == "2 of 4 mapped rules pass (1 observed, 1 absence), 1 not applicable")
        #expect(finding.counts.passingByEvidence == [.observed: 1, .absence: 1])
        #expect(finding.state == .open)
        #expect(finding.title == "Configuration Settings")
        #expect(finding.baselines == [.low, .moderate, .high])
    }

    @Test("the worst open category is the lowest number among the fails only")
    func worst() throws {
        #expect(try only([rule("a", "fail", "low"), rule("b", "fail", "medium"), rule("c", "pass", "high")]).worstOpen == .ii)
        #expect(try only([rule("a", "fail", "low"), rule("b", "fail", "high")]).worstOpen == .i)
        #expect(try only([rule("a", "fail", "unknown")]).worstOpen == .ii)
        #expect(try only([rule("a", "error", "high")]).worstOpen == nil)
    }

    @Test("a pass that rests on nothing is not passing")
    func vacuous() throws {
        let finding = try only([rule("a", "pass", "high", ["CCI-000366"], .vacuous)])
        #expect(finding.counts.passing == 0)
        #expect(finding.counts.vacuous == 1)
        #expect(finding.state == .undecided)
    }

    @Test(
        "no state and no text claims a control to be satisfied",
        arguments: ["pass", "fixed", "fail", "notapplicable", "notchecked", "unknown", "error", "informational"])
    func neverSatisfied(result: String) throws {
        let findings = ControlFindings([rule("a", result)], catalog: catalog, revision: .r5)
        #expect(!findings.findings.contains { $0.state.rawValue.contains("satisfied") })
        let text = ControlResponses(findings, subject: .init(target: "t", content: "c", tool: "", time: "", evidence: "")).markdown
        #expect(text.matches(of: /satisfied/).count == 1)
        #expect(text.contains("not the control satisfied"))
    }

    @Test("unknown CCIs, unread references and rules without a control are listed, not dropped")
    func listed() {
        let findings = ControlFindings(
            [
                rule("a", "pass", "low", ["CCI-999999", "CCI-000366"]),
                RuleFinding(ruleID: "b", result: "fail", severity: "high", nistReferences: ["CM9(a)"]),
                rule("c", "pass", "low", ["CCI-000001"]),
            ], catalog: catalog, revision: .r5)
        #expect(findings.unknownCCIs == ["CCI-999999"])
        #expect(findings.unreadReferences == ["CM9(a)"])
        #expect(findings.unmappedRules == ["b", "c"])
        #expect(findings.findings.count == 1)
    }

    @Test("control references serve revision 4, and revision 5 only where no CCI maps")
    func references() {
        let rules = [
            RuleFinding(
                ruleID: "a", result: "pass", severity: "low", ccis: ["CCI-000366"], nistReferences: ["AC-6(1)"], evidence: .observed),
            RuleFinding(ruleID: "b", result: "pass", severity: "low", nistReferences: ["AU-12(c)"], evidence: .observed),
        ]
        #expect(ControlFindings(rules, catalog: catalog, revision: .r5).findings.map(\.control.description) == ["AU-12", "CM-6"])
        #expect(
            ControlFindings(rules, catalog: catalog, revision: .r4).findings.map(\.control.description) == ["AC-6(1)", "AU-12", "CM-6"])
    }

    @Test("a rule counts once for a control that several of its CCIs name")
    func once() throws {
        let finding = try only([rule("a", "pass", "low", ["CCI-003941", "CCI-000367", "CCI-000366"])])
        #expect(finding.counts.mapped == 1)
        #expect(finding.ccis.count == 3)
    }

    @Test("a control of revision 4's appendix J keeps its id and has no title")
    func appendixJ() throws {
        let findings = ControlFindings(
            [RuleFinding(ruleID: "a", result: "pass", severity: "low", nistReferences: ["AR-4"])], catalog: catalog, revision: .r4)
        #expect(findings.findings.first?.control.description == "AR-4")
        #expect(findings.findings.first?.title == "")
    }

    @Test("coverage of a baseline counts controls that rules touch")
    func coverage() {
        let findings = ControlFindings([rule("a", "pass")], catalog: catalog, revision: .r5)
        #expect(findings.coverage(of: .moderate, catalog: catalog) == (1, 287))
    }
}
