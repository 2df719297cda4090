import Calendar
import Diagnostics
import Testing

@testable import Answers

private func answer(
    _ rule: String = "r1", when: String = "fail", set: Answer.Setting = .notAFinding, as kind: Answer.Kind = .falsePositive,
    change: (inout Answer) -> Void = { _ in }
) -> Answer {
    var answer = Answer(
        rule: rule, when: when, set: set, as: kind, justification: "looked at", evidenceReference: "ticket 1", provider: "host STIG",
        by: "A. Engineer", approvedBy: "B. Officer", date: "2026-01-01", expires: "2026-12-31", line: 3)
    change(&answer)
    return answer
}

@Suite("What an answer may say")
struct AnswerTests {
    @Test("a whole answer has no problem")
    func whole() { #expect(answer().problems == []) }

    @Test(
        "a fail becomes a pass only as a false positive or attested",
        arguments: Answer.Kind.allCases)
    func failToPass(kind: Answer.Kind) {
        let isAllowed = answer(as: kind).problems.isEmpty
        #expect(isAllowed == (kind == .falsePositive || kind == .attested))
    }

    @Test("an accepted risk stays open, and nobody accepts their own")
    func risk() {
        #expect(answer(set: .notAFinding, as: .riskAccepted).problems.contains { $0.contains("stays open") })
        #expect(answer(set: .notApplicable, as: .riskAccepted).problems.contains { $0.contains("stays open") })
        #expect(answer(set: .open, as: .riskAccepted).problems == [])
        #expect(answer(set: .open, as: .riskAccepted) { $0.approvedBy = nil }.problems.contains { $0.contains("who accepted") })
        #expect(answer(set: .open, as: .riskAccepted) { $0.approvedBy = $0.by }.problems.contains { $0.contains("own risk") })
    }

    @Test("everything but what is inherent ends some day")
    func expiry() {
        #expect(answer { $0.expires = nil }.problems.contains { $0.hasPrefix("expires is missing") })
        #expect(answer(when: "notchecked", set: .notApplicable, as: .inherentlyMeets) { $0.expires = nil }.problems == [])
        #expect(answer { $0.expires = "2025-12-31" }.problems.contains { $0.contains("before its date") })
    }

    @Test("days are days of the calendar", arguments: ["2026-02-29", "2026-13-01", "2026-1-1", "tomorrow", "2026-00-10", "2026-04-31", ""])
    func days(text: String) {
        #expect(CalendarDay(exactly: text) == nil)
        #expect(answer { $0.date = text }.problems.contains { $0.contains("is no day") })
    }

    @Test("a leap day is one", arguments: ["2024-02-29", "2000-02-29", "2026-12-31"])
    func leap(text: String) { #expect(CalendarDay(exactly: text) != nil) }

    @Test("evidence is a SHA-256")
    func evidence() {
        #expect(answer { $0.evidence = "abc" }.problems.contains { $0.contains("no SHA-256") })
        #expect(answer { $0.evidence = String(repeating: "a1", count: 32) }.problems == [])
    }
}

@Suite("What answers make of a run")
struct AnswerBookTests {
    private let hash = String(repeating: "0", count: 64)

    private func decide(_ answers: [Answer], result: String = "fail", evidence: String? = nil, day: String = "2026-06-01")
        -> AnswerBook.Outcome
    {
        AnswerBook(answers).decide(
            [
                .init(id: "r1", names: ["V-1", "APP-01"], result: result, evidence: evidence),
                .init(id: "r2", names: ["V-2", "APP-01"], result: result, evidence: evidence),
            ], images: ["app", "sha256:abcdef012345678"], day: day)
    }

    @Test("an answer is found by each name of its rule", arguments: ["r1", "V-1"])
    func names(name: String) {
        let outcome = decide([answer(name)])
        #expect(outcome.decisions["r1"]?.voidBecause == nil)
        #expect(outcome.decisions["r1"] != nil)
        #expect(outcome.warnings.isEmpty)
    }

    @Test("a name of two rules, or of none, does nothing and says so", arguments: ["APP-01", "V-9"])
    func ambiguous(name: String) {
        let outcome = decide([answer(name)])
        #expect(outcome.decisions.isEmpty)
        #expect(outcome.warnings.count == 1 && outcome.warnings[0].description.hasPrefix("answers:3: warning: \(name): "))
    }

    @Test("an answer to another result is void")
    func otherResult() {
        let outcome = decide([answer()], result: "unknown")
        #expect(outcome.decisions["r1"]?.voidBecause == "it answers the result fail, and the result is unknown")
        #expect(outcome.warnings.count == 1)
    }

    @Test("an answer to other evidence is void, to the same it holds")
    func otherEvidence() {
        #expect(decide([answer { $0.evidence = hash }], evidence: hash).decisions["r1"]?.voidBecause == nil)
        let changed = decide([answer { $0.evidence = hash }], evidence: String(repeating: "1", count: 64)).decisions["r1"]
        #expect(changed?.voidBecause?.hasPrefix("the evidence is no longer") == true)
        #expect(decide([answer { $0.evidence = hash }], evidence: nil).decisions["r1"]?.voidBecause != nil)
    }

    @Test("an answer holds on its last day and not after", arguments: [("2026-12-31", true), ("2027-01-01", false), ("2025-12-31", false)])
    func expired(day: String, holds: Bool) { #expect((decide([answer()], day: day).decisions["r1"]?.voidBecause == nil) == holds) }

    @Test("of two answers to one rule neither is taken")
    func twice() {
        let outcome = decide([answer(), answer("V-1") { $0.line = 9 }])
        #expect(outcome.decisions["r1"]?.voidBecause?.contains("lines 3 and 9") == true)
        let one = decide([answer { $0.expires = "2026-02-01" }, answer("V-1") { $0.line = 9 }])
        #expect(one.decisions["r1"]?.voidBecause == nil && one.decisions["r1"]?.answer.line == 9)
    }

    @Test("nor is a third that comes after two")
    func thrice() {
        let outcome = decide([answer(), answer("V-1") { $0.line = 9 }, answer { $0.line = 12 }])
        #expect(outcome.decisions["r1"]?.voidBecause?.contains("lines 3 and 9") == true)
        #expect(outcome.applied == 0 && outcome.stale == 1)
    }

    @Test("an answer for one image is none for another", arguments: [("app", true), ("sha256:abcdef012345", true), ("other", false)])
    func image(image: String, holds: Bool) {
        #expect((decide([answer { $0.image = image }]).decisions["r1"] != nil) == holds)
        #expect(answer { $0.image = "sha256:abcdef" }.problems.contains { $0.contains("at least 12 digits") })
    }
}
