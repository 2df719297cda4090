internal import Answers

extension AnswerSkeleton {
    /// Entries for what people wrote in an earlier checklist, where STIG id and check text are unchanged: status and words are filled in, who
    /// says so for this image, until when and as what is left to a person, since a checklist does not say it.
    ///
    /// What was not carried over is said by ``PreviousChecklist/applied(to:)``.
    public init(_ record: AssessmentRecord, from checklist: PreviousChecklist) {
        let carried = checklist.applied(to: record.withoutAnswers)
        var entries: [String] = []
        var seen: Set<String> = []
        for rule in carried.record.rules {
            guard let previous = rule.previous, let set = Self.setting(previous.status ?? "") else { continue }
            // What the program finds by itself needs no answer, unless somebody asked for another severity.
            if set.result == rule.result && previous.severity == nil { continue }
            guard seen.insert(rule.id).inserted else { continue }
            let words = [previous.comments, previous.details, previous.justification].filter { !$0.isEmpty }.joined(separator: "\n")
            var values = [
                "rule": rule.id, "when": rule.result, "set": set.rawValue, "as": set == .open ? "does_not_meet" : "",
                "justification": words,
                "by": "", "date": "", "expires": "",
            ]
            if set == .notAFinding {
                values["as"] = "attested"
                values["evidence_ref"] = "\(checklist.file), \(rule.version ?? rule.id)"
            }
            values["evidence"] = rule.evidenceHash
            values["severity"] = previous.severity
            entries.append(
                AnswerFile.entry(
                    values,
                    comments: ["\(rule.categoryName), \(rule.result): \(rule.title)", "\(previous.status ?? "") in \(checklist.file)"]))
        }
        self.entries = entries.count
        text =
            AnswerFile.head(comment: [
                "Made of \(checklist.file) for \(record.target.name). Look at each: it was said of another image, or of other bytes.",
                "Fill in by, date, expires, and as where it is empty; 'stigready answers check' says what is missing.",
            ]) + (entries.isEmpty ? "  []\n" : entries.joined(separator: "\n"))
    }

    private static func setting(_ status: String) -> Answer.Setting? {
        switch status {
        case "Open": .open
        case "NotAFinding": .notAFinding
        case "Not_Applicable": .notApplicable
        default: nil
        }
    }
}
