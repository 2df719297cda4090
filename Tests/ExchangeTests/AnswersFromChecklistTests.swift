import Answers
import Diagnostics
import Testing

@testable import Exchange

@Suite("Answers from an earlier checklist")
struct AnswersFromChecklistTests {
    /// A checklist in which somebody wrote on three rules: 1 is no finding, 5 does not apply, 8 is open as the program says too.
    private func checklist(_ name: String) throws -> PreviousChecklist {
        var old = RecordSample.mixed
        for (place, result) in [(0, "pass"), (4, "notapplicable"), (7, "fail")] {
            old.rules[place].result = result
            old.rules[place].previous = PreviousRecord(file: "", comments: "Looked at rule \(place + 1).")
        }
        return try PreviousChecklist(name.hasSuffix("b") ? CKLBDocument(old).bytes() : CKLDocument(old).bytes(), name: name)
    }

    @Test("status and words become entries that ask who vouches for this image", arguments: ["old.ckl", "old.cklb"])
    func entries(name: String) throws {
        let skeleton = AnswerSkeleton(RecordSample.mixed, from: try checklist(name))
        #expect(skeleton.entries == 2)
        for text in [
            "rule: xccdf_mil.disa.stig_rule_SV-1r1_rule\n    when: fail\n    evidence: \"\(RecordSample.hash)\"\n    set: not_a_finding\n    as: attested\n",
            "rule: xccdf_mil.disa.stig_rule_SV-5r1_rule\n    when: notchecked\n    set: not_applicable\n    as:\n", "Looked at rule 1.",
            "evidence_ref: \"\(name), APP-1\"", "  # NotAFinding in \(name)\n",
        ] { #expect(skeleton.text.contains(text), "\(skeleton.text)") }
        do throws(ContentError) {
            _ = try AnswerFile(Array(skeleton.text.utf8), name: "a.yaml")
            Issue.record("nobody vouches for these answers yet")
        } catch {
            let messages = error.diagnostics.map(\.message)
            for start in ["by is empty", "date is empty", "as is empty"] {
                #expect(messages.contains { $0.hasPrefix(start) }, "\(messages)")
            }
        }
    }

    @Test("filled in, they apply to the results they were made for")
    func filled() throws {
        let text = AnswerSkeleton(RecordSample.mixed, from: try checklist("old.ckl")).text
            .replacing("as:\n", with: "as: inherited\n    provider: the host\n").replacing("by:\n", with: "by: A\n")
            .replacing("date:\n", with: "date: 2026-05-01\n").replacing("expires:\n", with: "expires: 2026-07-01\n")
        let outcome = RecordSample.mixed.answered(
            by: AnswerBook(try AnswerFile(Array(text.utf8), name: "a.yaml").answers), day: "2026-06-01"
        ).outcome
        #expect(outcome.applied == 2 && outcome.warnings.isEmpty)
    }

    @Test("a rule whose check text is another by now gets nothing")
    func changed() throws {
        var record = RecordSample.mixed
        record.rules[0].check = "another"
        #expect(AnswerSkeleton(record, from: try checklist("old.ckl")).entries == 1)
    }
}
