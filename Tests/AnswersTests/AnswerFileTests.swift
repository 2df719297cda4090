import Diagnostics
import Testing

@testable import Answers

/// A file with one whole answer, of which lines are replaced.
private func file(_ changes: [String: String?] = [:], more: String = "") -> String {
    let whole = [
        ("rule", "SV-1r1_rule"), ("when", "fail"), ("evidence", "\"\(String(repeating: "0a", count: 32))\""), ("set", "not_a_finding"),
        ("as", "false_positive"), ("justification", "The file is made at start."), ("evidence_ref", "TICKET-1"), ("by", "A. Engineer"),
        ("date", "2026-01-01"), ("expires", "2026-12-31"),
    ]
    var lines: [String] = []
    for (key, value) in whole {
        let value = changes[key].map { $0.map { " \($0)" } } ?? " \(value)"
        guard let value else { continue }
        lines.append("\(lines.isEmpty ? "  - " : "    ")\(key):\(value)")
    }
    return "version: 1\nanswers:\n\(lines.joined(separator: "\n"))\n\(more)"
}

private func problems(_ text: String) -> [String] {
    do throws(ContentError) {
        _ = try AnswerFile(Array(text.utf8), name: "a.yaml")
        return []
    } catch { return error.diagnostics.map(\.description) }
}

@Suite("The answer file")
struct AnswerFileTests {
    @Test("a whole answer is read with all it has")
    func whole() throws {
        let read = try AnswerFile(
            Array(file(more: "    image: app\n    provider: host\n    approved_by: B\n    severity: low\n").utf8), name: "a.yaml")
        let answer = try #require(read.answers.first)
        #expect(read.answers.count == 1 && read.unanswered.isEmpty)
        #expect(answer.rule == "SV-1r1_rule" && answer.image == "app" && answer.when == "fail" && answer.set == .notAFinding)
        #expect(
            answer.kind == .falsePositive && answer.justification == "The file is made at start." && answer.evidenceReference == "TICKET-1")
        #expect(answer.provider == "host" && answer.by == "A. Engineer" && answer.approvedBy == "B" && answer.severity == "low")
        #expect(answer.date == "2026-01-01" && answer.expires == "2026-12-31" && answer.evidence?.count == 64)
        #expect(answer.location?.description == "a.yaml:3")
    }

    @Test(
        "what is wrong is said with its line, and what to do",
        arguments: [
            ("version: 1\nanswers: []\nfoo: 1\n", "a.yaml:3: error: unknown key \"foo\"; the keys here are version and answers"),
            ("answers: []\n", "a.yaml:1: error: version is missing; write version: 1"),
            ("version: 2\nanswers: []\n", "a.yaml:1: error: version 2 is not known; this program reads version: 1"),
            ("version: 1\n", "a.yaml:1: error: answers is missing; write answers: and a list below it"),
            ("version: 1\nanswers: x\n", "a.yaml:2: error: answers must be a list; begin each answer with \"- rule:\""),
            ("version: 1\nanswers:\n  - x\n", "a.yaml:3: error: an answer must be a mapping; begin it with \"- rule:\""),
            ("- a\n", "a.yaml:1: error: it is no answer file: it must begin with version: 1 and answers:"),
            (
                file(more: "    evidnce: x\n"),
                "a.yaml:13: error: SV-1r1_rule: unknown key \"evidnce\"; the keys are \(AnswerFile.keys.joined(separator: ", "))"
            ),
            (file(more: "    provider: [a]\n"), "a.yaml:13: error: SV-1r1_rule: provider must be a text, not a list or a mapping"),
            (file(["when": nil]), "a.yaml:3: error: SV-1r1_rule: when is missing; write the automatic result that is answered, e.g. fail"),
            (file(["by": ""]), "a.yaml:10: error: SV-1r1_rule: by is empty; say who answers"),
            (
                file(["set": "pass"]),
                "a.yaml:6: error: SV-1r1_rule: set: \"pass\"; write one of not_applicable, not_a_finding, open, not_reviewed"
            ),
            (
                file(["as": "waived"]),
                "a.yaml:7: error: SV-1r1_rule: as: \"waived\"; write one of inherited, shared, customer, inherently_meets, false_positive, risk_accepted, attested, does_not_meet"
            ),
            (
                file(["as": "risk_accepted"]),
                "a.yaml:6: error: SV-1r1_rule: a fail becomes not_a_finding only as false_positive or attested, not as risk_accepted"
            ),
            (file(["expires": "2026-02-30"]), "a.yaml:12: error: SV-1r1_rule: expires: \"2026-02-30\" is no day; write YYYY-MM-DD"),
            (file(["expires": nil]), "a.yaml:3: error: SV-1r1_rule: expires is missing; everything but inherently_meets ends some day"),
            (file(["evidence_ref": "a.yaml"]), "a.yaml:9: error: SV-1r1_rule: evidence_ref is this answer file; name what was looked at"),
            (
                file(["evidence_ref": "SV-1r1_rule"]),
                "a.yaml:9: error: SV-1r1_rule: evidence_ref goes in a circle (SV-1r1_rule → SV-1r1_rule); name what was looked at"
            ),
            (file(more: String(file().dropFirst(20))), "a.yaml:13: error: SV-1r1_rule: line 3 answers the same; keep one"),
        ])
    func problem(text: String, message: String) { #expect(problems(text).contains(message), "\(problems(text))") }

    @Test(
        "what is no YAML, a key that stands twice and an alias that bites its tail are refused in one line",
        arguments: [
            "version: 1\nanswers: [\n", "version: 1\nversion: 1\nanswers: []\n", "version: 1\nanswers: &a\n  - *a\n", "",
            "version: 1\n---\nx\n",
        ])
    func noYAML(text: String) {
        #expect(problems(text).count == 1)
        #expect(problems(text).allSatisfy { $0.contains("it cannot be read as YAML") })
    }

    @Test("answers that lean on each other in a circle prove nothing")
    func circle() {
        func entry(_ rule: String, _ reference: String) -> String {
            String(file(["rule": rule, "evidence_ref": reference]).dropFirst(20))
        }
        let text = "version: 1\nanswers:\n" + entry("a", "b") + entry("b", "c") + entry("c", "a") + entry("d", "a")
        let found = problems(text)
        #expect(found.count == 3)
        #expect(found.first == "a.yaml:9: error: a: evidence_ref goes in a circle (a → b → c → a); name what was looked at")
    }

    @Test("every problem of a file is said at once, in the order of its lines")
    func all() {
        let text = file(["set": "x", "as": "y"], more: String(file(["by": nil]).dropFirst(20)))
        #expect(problems(text).map { String($0.prefix(10)) } == ["a.yaml:6: ", "a.yaml:7: ", "a.yaml:13:"])
    }

    @Test("an entry of which nothing is filled in answers nothing and is counted; half an entry is a problem")
    func unanswered() throws {
        let text = "version: 1\nanswers:\n  - rule: r\n    when: fail\n    set:\n    as:\n    justification:\n"
        let read = try AnswerFile(Array(text.utf8), name: "a.yaml")
        #expect(read.answers.isEmpty && read.unanswered.map(\.description) == ["a.yaml:3"])
        #expect(problems(text.replacing("set:", with: "set: open")).count == 4)
    }

    @Test(
        "what is written is read again as it was",
        arguments: ["plain", "two\nlines", "a \"quote\" \\ and: # no comment", "no", "- x", "ü → \u{85}\u{2028}\u{7}", "1e3", ""])
    func roundTrip(text: String) throws {
        let answer = Answer(
            rule: "r1", image: "sha256:abcdef012345", when: "fail", evidence: String(repeating: "1", count: 64), set: .open,
            as: .riskAccepted,
            justification: text + "x", evidenceReference: text.isEmpty ? nil : text, by: "A: \(text)", approvedBy: "B", date: "2026-01-01",
            expires: "2027-01-01", severity: "low")
        let written = AnswerFile.text([answer], comment: ["made\nby a test"])
        var read = try #require(try AnswerFile(Array(written.utf8), name: "").answers.first)
        read.line = 0
        #expect(read == answer, "\(written)")
    }
}

@Suite("Answers and evidence")
struct AnswerEvidenceTests {
    @Test("a finding is closed only for the evidence that was looked at")
    func closing() {
        let hash = String(repeating: "a", count: 64)
        func void(_ set: Answer.Setting, _ kind: Answer.Kind, evidence: String?) -> String? {
            let answer = Answer(
                rule: "r", when: "fail", evidence: evidence, set: set, as: kind, justification: "j", evidenceReference: "e", provider: "p",
                by: "a", approvedBy: "b", date: "2026-01-01", expires: "2027-01-01")
            return AnswerBook([answer]).decide([.init(id: "r", names: [], result: "fail", evidence: hash)], images: [], day: "2026-06-01")
                .decisions["r"]?.voidBecause
        }
        for (set, kind) in [(Answer.Setting.notAFinding, Answer.Kind.attested), (.notApplicable, .inherited)] {
            #expect(void(set, kind, evidence: nil)?.contains(hash) == true)
            #expect(void(set, kind, evidence: hash) == nil)
        }
        // What stays open needs none.
        #expect(void(.open, .riskAccepted, evidence: nil) == nil)
    }

    @Test("what has to be looked at again is told from what has become needless")
    func stale() {
        func outcome(_ result: String, day: String) -> AnswerBook.Outcome {
            let answer = Answer(
                rule: "r", when: "unknown", set: .open, as: .doesNotMeet, justification: "j", by: "a", date: "2026-01-01",
                expires: "2026-12-31")
            return AnswerBook([answer]).decide([.init(id: "r", names: [], result: result, evidence: nil)], images: [], day: day)
        }
        #expect(outcome("unknown", day: "2026-06-01").stale == 0)
        #expect(outcome("unknown", day: "2027-06-01").stale == 1)
        #expect(outcome("pass", day: "2027-06-01").stale == 0 && outcome("pass", day: "2027-06-01").void == 1)
    }
}
