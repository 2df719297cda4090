import Answers
import Diagnostics
import Exchange
import Testing

@Suite("Answers on a record")
struct AnswersOnRecordTests {
    private func answer(
        _ rule: String, _ when: String, _ set: Answer.Setting, _ kind: Answer.Kind, severity: String? = nil,
        expires: String? = "2026-12-31",
        evidence: String? = nil
    ) -> Answer {
        Answer(
            rule: rule, when: when, evidence: evidence, set: set, as: kind, justification: "because", evidenceReference: "T-1",
            provider: "the host", by: "A", approvedBy: "B", date: "2026-01-01", expires: expires, severity: severity, file: "a.yaml",
            line: 7)
    }

    private func rule(_ number: Int, of record: AssessmentRecord) throws -> RuleRecord {
        try #require(record.rules.first { $0.version == "APP-\(number)" })
    }

    @Test("what an answer decides is of class answer, keeps what the program said, and says before and after")
    func applied() throws {
        let (record, outcome) = RecordSample.mixed.answered(
            by: AnswerBook([
                answer("V-1", "fail", .notAFinding, .falsePositive, evidence: RecordSample.hash),
                answer("SV-5", "notchecked", .notApplicable, .inherited),
            ]), day: "2026-06-01")
        #expect(outcome.applied == 2 && outcome.warnings.isEmpty)
        let first = try rule(1, of: record)
        #expect(first.result == "pass" && first.evidence == "answer" && first.literal == "fail" && first.sentence == "sentence 1")
        #expect(first.answer?.before == "fail" && first.answer?.asked == "pass" && first.answer?.voidBecause == nil)
        #expect(first.answer?.location == "a.yaml:7" && first.answer?.evidenceBefore == "observed")
        let fifth = try rule(5, of: record)
        #expect(fifth.result == "notapplicable" && fifth.evidence == "answer" && fifth.answer?.provider == "the host")
    }

    @Test("an answer never raises the percentage of evidence, and is counted apart")
    func percentage() throws {
        let before = try #require(RecordSample.mixed.gate)
        for (number, when) in [(4, "unknown"), (5, "notchecked"), (7, "notapplicable"), (1, "fail"), (2, "pass")] {
            for (set, kind) in [
                (Answer.Setting.notAFinding, Answer.Kind.attested), (.notApplicable, .inherited), (.open, .doesNotMeet),
                (.notReviewed, .attested),
            ] {
                let (record, outcome) = RecordSample.mixed.answered(
                    by: AnswerBook([answer("V-\(number)", when, set, kind, evidence: number == 1 ? RecordSample.hash : nil)]),
                    day: "2026-06-01")
                #expect(outcome.applied == 1)
                let gate = try #require(record.gate)
                #expect(gate.evidencePercent <= before.evidencePercent)
                #expect(gate.answered == record.rules.count { $0.evidence == "answer" })
                #expect(gate.notApplicableProven == before.notApplicableProven)
            }
        }
    }

    @Test("an accepted risk stays open and fails the gate as before")
    func risk() throws {
        let (record, _) = RecordSample.mixed.answered(by: AnswerBook([answer("V-1", "fail", .open, .riskAccepted)]), day: "2026-06-01")
        let first = try rule(1, of: record)
        // The image itself says so: no credit to a person.
        #expect(first.result == "fail" && first.evidence == "observed" && first.answer?.as == "risk_accepted")
        #expect(record.gate?.verdict == "findings" && record.gate?.open == [1, 0, 1] && record.gate?.exitStatus == 2)
    }

    @Test("another severity changes the category, and nothing but it")
    func severity() throws {
        let (record, _) = RecordSample.mixed.answered(
            by: AnswerBook([answer("V-1", "fail", .open, .riskAccepted, severity: "low")]), day: "2026-06-01")
        let first = try rule(1, of: record)
        #expect(first.category == 3 && first.severity == "high" && first.answer?.severity == "low" && first.result == "fail")
        #expect(record.gate?.open == [0, 0, 2] && record.gate?.verdict == "holds")
        #expect(record.withoutAnswers == RecordSample.mixed)
    }

    @Test("a void answer changes nothing but says why; one that is stale fails the gate")
    func void() throws {
        let sample = RecordSample.record([RecordSample.rule(2, "pass"), RecordSample.rule(5, "notchecked", evidence: "none")])
        let expired = sample.answered(
            by: AnswerBook([answer("V-5", "notchecked", .notAFinding, .attested, expires: "2026-05-31")]), day: "2026-06-01"
        ).record
        #expect(try rule(5, of: expired).result == "notchecked")
        #expect(try rule(5, of: expired).answer?.voidBecause == "it expired on 2026-05-31")
        #expect(expired.gate?.verdict == "stale answers" && expired.gate?.exitStatus == 2 && expired.gate?.staleAnswers == 1)
        let needless = sample.answered(by: AnswerBook([answer("V-2", "fail", .open, .riskAccepted)]), day: "2026-06-01").record
        #expect(needless.gate?.verdict == "holds" && needless.gate?.voidAnswers == 1 && needless.gate?.staleAnswers == 0)
    }

    @Test("too little evidence comes before findings, and findings before stale answers")
    func precedence() {
        let answers = AnswerBook([answer("V-5", "notchecked", .notAFinding, .attested, expires: "2026-05-31")])
        #expect(RecordSample.mixed.answered(by: answers, day: "2026-06-01").record.gate?.verdict == "findings")
        var strict = RecordSample.mixed
        strict.gate?.minimumEvidence = 99
        #expect(strict.answered(by: answers, day: "2026-06-01").record.gate?.verdict == "too little evidence")
    }

    @Test("answers can be taken back, and applied again without traces of the first")
    func takenBack() throws {
        let book = AnswerBook([answer("V-1", "fail", .notAFinding, .attested, severity: "low", evidence: RecordSample.hash)])
        let once = RecordSample.mixed.answered(by: book, day: "2026-06-01").record
        #expect(once != RecordSample.mixed)
        #expect(once.withoutAnswers == RecordSample.mixed)
        #expect(once.answered(by: book, day: "2026-06-01").record == once)
        #expect(try AssessmentRecord(json: once.json()) == once)
    }

    @Test(
        "a rule is known by each of its names",
        arguments: ["SV-1r1_rule", "SV-1", "V-1", "APP-1", "SRG-OS-1", "xccdf_mil.disa.stig_rule_SV-1r1_rule"])
    func names(name: String) {
        #expect(
            RecordSample.mixed.answered(by: AnswerBook([answer(name, "fail", .open, .riskAccepted)]), day: "2026-06-01").outcome.applied
                == 1)
    }

    @Test("of a rule with several results all must be what is answered")
    func several() {
        var (a, b) = (RecordSample.rule(1, "fail"), RecordSample.rule(1, "fail"))
        let book = AnswerBook([answer("V-1", "fail", .open, .riskAccepted)])
        #expect(RecordSample.record([a, b]).answered(by: book, day: "2026-06-01").outcome.applied == 1)
        b.result = "pass"
        #expect(RecordSample.record([a, b]).answered(by: book, day: "2026-06-01").outcome.applied == 0)
        a.result = "pass"
        #expect(RecordSample.record([a, b]).answered(by: book, day: "2026-06-01").outcome.applied == 0)
    }
}

@Suite("A new answer file")
struct AnswerSkeletonTests {
    @Test("has an entry for each rule that needs a person, with when and evidence, and answers nothing until it is filled in")
    func entries() throws {
        let skeleton = AnswerSkeleton(RecordSample.mixed)
        #expect(skeleton.entries == 5)
        let read = try AnswerFile(Array(skeleton.text.utf8), name: "a.yaml")
        #expect(read.answers.isEmpty && read.unanswered.count == 5)
        for number in [1, 4, 5, 7, 8] { #expect(skeleton.text.contains("rule: xccdf_mil.disa.stig_rule_SV-\(number)r1_rule\n")) }
        #expect(skeleton.text.contains("    evidence: \"\(RecordSample.hash)\"\n"))
    }

    @Test("an entry that is filled in applies to the results it was made of")
    func filled() throws {
        let text = AnswerSkeleton(RecordSample.record([RecordSample.rule(1, "fail")])).text
            .replacing("set:\n", with: "set: open\n").replacing("as:\n", with: "as: does_not_meet\n")
            .replacing("justification:\n", with: "justification: later\n").replacing("by:\n", with: "by: A\n")
            .replacing("date:\n", with: "date: 2026-05-01\n").replacing("expires:\n", with: "expires: 2026-07-01\n")
        let book = AnswerBook(try AnswerFile(Array(text.utf8), name: "a.yaml").answers)
        #expect(RecordSample.mixed.answered(by: book, day: "2026-06-01").outcome.applied == 1)
    }

    @Test("text of an image stays in its comment")
    func hostile() throws {
        var rule = RecordSample.rule(1, "fail")
        rule.sentence = "found\n  - rule: x\u{2028}    set: open\u{85}y"
        rule.title = "a\r\nb"
        let read = try AnswerFile(Array(AnswerSkeleton(RecordSample.record([rule])).text.utf8), name: "a.yaml")
        #expect(read.answers.isEmpty && read.unanswered.count == 1)
    }
}

@Suite("SAF attestations")
struct AttestationFileTests {
    private let json = """
        [{"control_id": "SV-5", "explanation": "Seen on site 😀", "frequency": "annually", "status": "passed", "updated": "2026-02-28T10:00:00.000Z", "updated_by": "A"},
         {"control_id": "V-4", "explanation": "Not done", "frequency": "3m", "status": "failed", "updated": "2026-01-31", "updated_by": "B"},
         {"control_id": "V-2", "explanation": "x", "frequency": "daily", "status": "passed", "updated": "2026-01-31", "updated_by": "B"},
         {"control_id": "V-99", "explanation": "x", "frequency": "daily", "status": "passed", "updated": "2026-01-31", "updated_by": "B"}]
        """
    private let yaml = """
        - control_id: SV-5
          explanation: Seen on site 😀
          frequency: annually
          status: passed
          updated: "2026-02-28T10:00:00.000Z"
          updated_by: A
        """

    @Test("become answers to the results of now, which expire")
    func taken() throws {
        let file = try AttestationFile(Array(json.utf8), name: "s.json")
        let (answers, warnings) = RecordSample.mixed.answers(from: file, name: "s.json")
        #expect(answers.map(\.set) == [.notAFinding, .open] && answers.map(\.kind) == [.attested, .doesNotMeet])
        #expect(answers.map(\.when) == ["notchecked", "unknown"] && answers.map(\.expires) == ["2027-02-28", "2026-04-30"])
        #expect(answers.map(\.date) == ["2026-02-28", "2026-01-31"] && answers[0].justification == "Seen on site 😀")
        #expect(answers.allSatisfy { $0.problems.isEmpty })
        #expect(warnings.map(\.message) == ["the rule is pass without it; left out", "no rule of these results has this id; left out"])
        let written = AnswerFile.text(answers, comment: [])
        let again = try AnswerFile(Array(written.utf8), name: "a.yaml")
        #expect(RecordSample.mixed.answered(by: AnswerBook(again.answers), day: "2026-03-01").outcome.applied == 2)
        #expect(RecordSample.mixed.answered(by: AnswerBook(again.answers), day: "2026-05-01").outcome.stale == 1)
    }

    @Test("are the same in YAML")
    func sameInYAML() throws {
        var a = try #require(try AttestationFile(Array(json.utf8), name: "s").attestations.first)
        a.line = 1
        #expect(try AttestationFile(Array(yaml.utf8), name: "s").attestations == [a])
    }

    @Test(
        "count until their frequency says",
        arguments: [
            ("annually", "2025-01-31"), ("semiannually", "2024-07-31"), ("quarterly", "2024-04-30"), ("monthly", "2024-02-29"),
            ("every2weeks", "2024-02-14"), ("weekly", "2024-02-07"), ("every3days", "2024-02-03"), ("daily", "2024-02-01"),
            ("90d", "2024-04-30"),
            ("2w", "2024-02-14"), ("1m", "2024-02-29"), ("1.5y", "2025-07-31"),
        ])
    func frequency(word: String, day: String) throws {
        let text = yaml.replacing("annually", with: word).replacing("2026-02-28T10:00:00.000Z", with: "2024-01-31")
        #expect(try AttestationFile(Array(text.utf8), name: "s").attestations.first?.expires == day)
    }

    @Test("what is wrong is said of each", arguments: ["never", "0d", "-3m", "m", "1e9y", "99999999999y"])
    func wrong(word: String) {
        #expect(throws: (any Error).self) { try AttestationFile(Array(yaml.replacing("annually", with: word).utf8), name: "s") }
        #expect(throws: (any Error).self) { try AttestationFile(Array(yaml.replacing("passed", with: word).utf8), name: "s") }
        #expect(throws: (any Error).self) { try AttestationFile(Array(yaml.replacing("explanation", with: word).utf8), name: "s") }
        #expect(throws: (any Error).self) { try AttestationFile(Array("{\"\(word)\": 1}".utf8), name: "s") }
    }
}
