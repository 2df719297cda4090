internal import Answers

/// A new answer file for an assessment: an entry for each rule that needs a person, with what is known filled in.
public struct AnswerSkeleton: Sendable {
    /// The file.
    public var text: String
    /// How many entries it has.
    public var entries: Int

    /// Entries for what is open, undecided, not reviewed, or not applicable without a proof; not for what an answer decides already.
    public init(_ record: AssessmentRecord) {
        var seen: Set<String> = []
        var entries: [String] = []
        let raw = record.withoutAnswers
        for (rule, now) in zip(raw.rules, record.rules) where Self.needsPerson(rule) {
            if let answer = now.answer, answer.voidBecause == nil { continue }
            guard seen.insert(rule.id).inserted else { continue }
            entries.append(Self.entry(rule, void: now.answer))
        }
        self.entries = entries.count
        let target = record.target
        text =
            AnswerFile.head(comment: [
                "Answers for \(target.name)\(target.digest.map { " (\($0))" } ?? "")",
                "to \(record.content.title) \(record.content.version), assessed \(record.time).", "",
                "Fill in set, as, justification, by, date and what else an entry needs; an entry left as it is answers nothing.",
                "set:  not_applicable, not_a_finding, open, not_reviewed",
                "as:   inherited (needs provider), shared, customer, inherently_meets; false_positive, attested (need evidence_ref);",
                "      risk_accepted (stays open, needs approved_by), does_not_meet (stays open)",
                "A fail becomes not_a_finding only as false_positive or attested. Everything but inherently_meets expires.",
                "evidence ties an answer to what was found: when that changes, the answer is void. Leave it in.",
                "Further keys: image: NAME or sha256:…, only for this image; severity: high, medium or low, in place of the rule's own.",
            ]) + (entries.isEmpty ? "  []\n" : entries.joined(separator: "\n"))
    }

    private static func needsPerson(_ rule: RuleRecord) -> Bool {
        switch ChecklistStatus(result: rule.result) {
        case .open, .error, .notReviewed: true
        case .notApplicable: !rule.isProven
        case .notAFinding, nil: false
        }
    }

    private static func entry(_ rule: RuleRecord, void: RuleRecord.AnswerRecord?) -> String {
        var comments = ["\(rule.categoryName), \(rule.result): \(rule.title)"]
        if !rule.sentence.isEmpty { comments.append(rule.sentence) }
        if let responsibility = rule.responsibility { comments.append("responsible: \(responsibility)") }
        if let void { comments.append("an answer of \(void.by), \(void.date), is void: \(void.voidBecause ?? "")") }
        var values = [
            "rule": rule.id, "when": rule.result, "set": "", "as": "", "justification": "", "by": "", "date": "", "expires": "",
        ]
        values["evidence"] = rule.evidenceHash
        // The content knows whose control it is; whether that holds for this system, a person says.
        if let provider = rule.provider { values["provider"] = provider }
        return AnswerFile.entry(values, comments: comments)
    }
}
