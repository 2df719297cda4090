import Exchange
import RMF
import Testing

@Suite("What a report says of answers, changes and validity")
struct ReportDocumentAnswersTests {
    private func text(_ document: ReportDocument) -> String { String(decoding: document.bytes(), as: UTF8.self) }

    @Test("void answers stand first, with why; applied ones with before, now and until when")
    func answers() {
        var record = RecordSample.mixed
        record.rules[0].result = "pass"
        record.rules[0].evidence = "answer"
        record.rules[0].answer = .init(
            before: "fail", as: "false_positive", justification: "j1", by: "A", approvedBy: "B", date: "2026-01-01", expires: "2026-12-31",
            asked: "pass", provider: "host", location: "a.yaml:3")
        record.rules[4].answer = .init(
            before: "notchecked", as: "attested", justification: "j2", by: "A", date: "2026-01-01", voidBecause: "it expired", asked: "pass"
        )
        let text = text(ReportDocument(record, controls: [], catalog: nil))
        #expect(text.contains("<answers applied=\"1\" void=\"1\">"))
        let void = text.firstRange(of: "void=\"it expired\"")?.lowerBound
        let applied = text.firstRange(of: "before=\"Open\" now=\"Not a finding\"")?.lowerBound
        #expect(void != nil && applied != nil && void! < applied!)
        for words in ["provider=\"host\"", "location=\"a.yaml:3\"", "approved-by=\"B\"", "expires=\"2026-12-31\"", ">j2<"] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test("every rule is decided in exactly one way, so that the counts add up")
    func grounds() {
        let text = text(ReportDocument(RecordSample.mixed, controls: [], catalog: nil))
        let counts = text.matches(of: /<class name="([a-z]+)" title="[^"]+" count="([0-9]+)"/).map { ($0.output.1, Int($0.output.2) ?? 0) }
        #expect(counts.map(\.0) == ["observed", "absence", "proven", "answer", "vacuous", "unproven", "undecided", "manual"])
        #expect(counts.map(\.1) == [3, 1, 1, 0, 1, 1, 0, 1])
        #expect(counts.map(\.1).reduce(0, +) == RecordSample.mixed.rules.count)
    }

    @Test("it is valid until so many days after the run", arguments: [(1, "2026-06-02"), (30, "2026-07-01"), (365, "2027-06-01")])
    func valid(days: Int, day: String) {
        var document = ReportDocument(RecordSample.mixed, controls: [], catalog: nil)
        #expect(!text(document).contains("valid-until"))
        document.staleAfter = days
        #expect(text(document).contains("valid-until=\"\(day)\""))
    }

    @Test("changes lead to the rules that are there, and to no other")
    func changes() {
        let old = RecordSample.record([RecordSample.rule(1, "pass"), RecordSample.rule(2, "pass")])
        let new = RecordSample.record([RecordSample.rule(1, "fail")])
        var document = ReportDocument(new, controls: [], catalog: nil)
        document.changes = RecordDiff(from: old, to: new)
        let text = text(document)
        #expect(text.matches(of: /<change rule="xccdf_mil.disa.stig_rule_SV-1r1_rule"/).count == 1)
        #expect(text.matches(of: /<change id="xccdf_mil.disa.stig_rule_SV-2r1_rule"/).count == 1)
    }

    @Test("the document of 1,500 rules is made in well under a second")
    func speed() {
        let record = RecordSample.record((0..<1500).map { RecordSample.rule($0, $0 % 3 == 0 ? "fail" : "pass") })
        var bytes = 0
        let taken = ContinuousClock().measure { bytes = ReportDocument(record, controls: [], catalog: nil).bytes().count }
        print("report document of 1,500 rules: \(taken), \(bytes) bytes")
        #expect(bytes > 500_000 && taken < .seconds(3))
    }
}
