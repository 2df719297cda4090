import Testing
import XCCDF
import XML

@testable import Assessment
@testable import Exchange

/// Rules by the words `result class [severity]`, e.g. `fail observed high`; `notapplicable proven`.
func reports(_ words: [String]) throws -> [RuleReport] {
    let rule = Content.rule("r", "")
    let content = try Content.checklist(rule, oval: OVALText())
    let first = try #require(content.benchmark.rules.first)
    return try words.map { line in
        let parts = line.split(separator: " ").map(String.init)
        let value = ResultValue(rawValue: parts[0])
        var result = RuleResult(idref: first.id, result: try #require(value))
        let severity = Severity(rawValue: parts.count > 2 ? parts[2] : "medium")
        result.severity = try #require(severity)
        var report = RuleReport(
            rule: first, result: result, index: .unknown, vacuousIsUnknown: false, platform: { _ in .none }, results: { _ in nil })
        report.evidenceClass = parts.count > 1 ? EvidenceClass(rawValue: parts[1]) ?? .none : .none
        report.isProven = parts.count > 1 && parts[1] == "proven"
        return report
    }
}

@Suite("The gate of a scan")
struct GateTests {
    struct Row: CustomTestStringConvertible {
        var rules: [String]
        var policy = Gate.Policy()
        var percent: Double
        var verdict: Gate.Verdict
        var testDescription: String { "\(rules.joined(separator: ", ")): \(percent) %, \(verdict)" }
    }

    static let rows: [Row] = [
        Row(rules: ["pass observed", "pass absence"], percent: 100, verdict: .holds),
        Row(rules: ["pass observed", "unknown vacuous"], percent: 50, verdict: .holds),
        Row(rules: ["pass observed", "error none", "unknown none"], percent: 100.0 / 3, verdict: .tooLittleEvidence),
        Row(
            rules: ["pass observed", "error none", "unknown none"], policy: .init(minimumEvidence: 33), percent: 100.0 / 3, verdict: .holds),
        // Rules left to people count in the denominator, those not selected do not.
        Row(rules: ["pass observed", "notchecked", "notchecked", "notselected"], percent: 100.0 / 3, verdict: .tooLittleEvidence),
        // Not applicable leaves the denominator only with a proof.
        Row(rules: ["pass observed", "notapplicable proven", "notapplicable proven"], percent: 100, verdict: .holds),
        Row(rules: ["pass observed", "notapplicable", "notapplicable"], percent: 100.0 / 3, verdict: .tooLittleEvidence),
        // Nothing that applies is no evidence; nothing selected neither.
        Row(rules: ["notapplicable proven"], percent: 0, verdict: .tooLittleEvidence),
        Row(rules: [], percent: 0, verdict: .tooLittleEvidence),
        Row(rules: ["notselected"], percent: 0, verdict: .tooLittleEvidence),
        // Findings count by category and above.
        Row(rules: ["fail observed high"], percent: 100, verdict: .findings),
        Row(rules: ["fail observed medium"], percent: 100, verdict: .holds),
        Row(rules: ["fail observed medium"], policy: .init(failOn: 2), percent: 100, verdict: .findings),
        Row(rules: ["fail observed unknown"], policy: .init(failOn: 2), percent: 100, verdict: .findings),
        Row(rules: ["fail observed low"], policy: .init(failOn: 2), percent: 100, verdict: .holds),
        Row(rules: ["fail observed info"], policy: .init(failOn: 3), percent: 100, verdict: .findings),
        Row(rules: ["fail observed high"], policy: .init(failOn: nil), percent: 100, verdict: .holds),
        // Too little evidence comes before findings.
        Row(rules: ["fail observed high", "notchecked", "notchecked"], percent: 100.0 / 3, verdict: .tooLittleEvidence),
        Row(rules: ["fail vacuous high", "pass observed"], percent: 50, verdict: .findings),
        // A profile does not fit where more than half rests on nothing.
        Row(
            rules: ["unknown vacuous", "unknown vacuous", "pass observed"], policy: .init(minimumEvidence: 0), percent: 100.0 / 3,
            verdict: .tooLittleEvidence),
        Row(rules: ["unknown vacuous", "pass observed"], policy: .init(minimumEvidence: 0), percent: 50, verdict: .holds),
        Row(
            rules: ["notapplicable", "unknown vacuous", "pass observed"], policy: .init(minimumEvidence: 0), percent: 100.0 / 3,
            verdict: .tooLittleEvidence),
        Row(
            rules: ["notapplicable proven", "notapplicable proven", "pass observed"], policy: .init(minimumEvidence: 0), percent: 100,
            verdict: .holds),
        // An answer is counted apart.
        Row(rules: ["pass answer"], percent: 0, verdict: .tooLittleEvidence),
    ]

    @Test(arguments: rows)
    func row(_ row: Row) throws {
        let gate = Gate(try reports(row.rules), policy: row.policy)
        #expect(abs(gate.evidencePercent - row.percent) < 1e-9)
        #expect(gate.verdict == row.verdict)
    }

    @Test("every number, and the exit status")
    func numbers() throws {
        let rules = [
            "pass observed", "fail observed high", "fail absence low", "fail vacuous medium", "unknown vacuous", "unknown", "error",
            "notchecked", "informational", "notapplicable proven",
            "notapplicable", "notselected",
        ]
        let gate = Gate(try reports(rules), policy: .init())
        #expect(
            [
                gate.selected, gate.observed, gate.absence, gate.vacuous, gate.undecided, gate.manual, gate.notApplicable,
                gate.unprovenNotApplicable,
            ] == [11, 2, 1, 2, 3, 2, 1, 1])
        #expect(gate.open == [1, 1, 1])
        #expect([Gate.Verdict.holds, .findings, .tooLittleEvidence].map(\.rawValue) == [0, 2, 3])
    }
}

@Suite("CORA's figure")
struct RiskTests {
    /// Rules, the value in percent, the rating.
    static let rows: [(rules: [String], value: Double, rating: String)] = [
        ([], 0, "Very Low"), (["pass observed high", "pass observed", "pass observed low"], 0, "Very Low"),
        (["fail observed high"], 1000.0 / 15, "Very High"), (["fail observed medium"], 400.0 / 15, "Very High"),
        (["fail observed low"], 100.0 / 15, "Moderate"),
        (["fail observed high", "fail observed medium", "fail observed low"], 100, "Very High"),
        // Not assessed counts as open, not applicable not at all.
        (["unknown vacuous high"], 1000.0 / 15, "Very High"), (["error none high"], 1000.0 / 15, "Very High"),
        (["notchecked none high", "pass observed high"], 500.0 / 15, "Very High"),
        (["notapplicable proven high"], 0, "Very Low"),
        (["notapplicable proven high", "fail observed low", "pass observed low"], 50.0 / 15, "Moderate"),
        (["notselected none high"], 0, "Very Low"),
        // The edges.
        (["fail observed medium"] + Array(repeating: "pass observed", count: 1), 200.0 / 15, "High"),
        (["fail observed"] + Array(repeating: "pass observed", count: 24), 16.0 / 15, "Low"),
        (["fail observed"] + Array(repeating: "pass observed", count: 19), 20.0 / 15, "Moderate"),
        (["fail observed high"] + Array(repeating: "pass observed high", count: 99), 10.0 / 15, "Moderate"),
        (["fail observed high"] + Array(repeating: "pass observed high", count: 2) + ["pass observed"], 1000.0 / 45, "Very High"),
    ]

    @Test(arguments: rows)
    func row(rules: [String], value: Double, rating: String) throws {
        let risk = ReportSummary.Risk(
            ReportSummary.Category.counts(
                of: try reports(rules).map {
                    RuleRecord(
                        id: $0.rule.id, title: "", severity: $0.result.severity.rawValue, category: $0.category,
                        result: $0.result.result.rawValue, evidence: $0.evidenceClass.rawValue)
                }))
        #expect(abs(risk.value - value) < 1e-9)
        #expect(risk.rating.name == rating)
    }

    @Test(arguments: [(0.0, "0"), (50.0, "50"), (33.333, "33.3"), (66.66, "66.7"), (99.96, "100"), (0.04, "0")])
    func decimals(value: Double, text: String) { #expect(decimal(value) == text) }
}
