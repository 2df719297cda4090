/// The answers that apply to a run, and what becomes of each.
public struct AnswerBook: Sendable {
    /// A rule as answers see it.
    public struct Question: Sendable, Hashable {
        /// Id of the rule.
        public var id: String
        /// Its further names: group id, version, title of the group.
        public var names: [String]
        /// The automatic result in XCCDF's words.
        public var result: String
        /// SHA-256 of the evidence.
        public var evidence: String?

        /// A rule and its result.
        public init(id: String, names: [String], result: String, evidence: String?) {
            self.id = id
            self.names = names
            self.result = result
            self.evidence = evidence
        }
    }

    /// What becomes of a rule.
    public struct Decision: Sendable, Hashable {
        /// The answer.
        public var answer: Answer
        /// Why it does not hold; `nil` where it does.
        public var voidBecause: String?
    }

    /// What a run with answers came to.
    public struct Outcome: Sendable {
        /// By the id of the rule; those that do not hold included.
        public var decisions: [String: Decision] = [:]
        /// Answers that met no rule, or that say the same as another: one line each.
        public var warnings: [String] = []
    }

    /// All answers, in the order of the file.
    public var answers: [Answer]

    /// A book of answers.
    public init(_ answers: [Answer]) { self.answers = answers }

    /// What the answers make of `questions`.
    ///
    /// - Parameters:
    ///   - images: The name and the digest of the image.
    ///   - day: The day of the run, `YYYY-MM-DD`; it decides what has expired.
    public func decide(_ questions: [Question], images: [String], day: String) -> Outcome {
        var outcome = Outcome()
        var byName: [String: Set<String>] = [:]
        for question in questions {
            for name in [question.id] + question.names where !name.isEmpty { byName[name, default: []].insert(question.id) }
        }
        let byID = Dictionary(questions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for answer in answers {
            if let image = answer.image, !images.contains(where: { $0 == image || ($0.hasPrefix("sha256:") && $0.hasPrefix(image)) }) {
                continue
            }
            let ids = byName[answer.rule] ?? []
            guard let id = ids.first, ids.count == 1, let question = byID[id] else {
                outcome.warnings.append(
                    ids.isEmpty
                        ? "line \(answer.line): \(answer.rule): no rule of this content has this id; the answer does nothing"
                        : "line \(answer.line): \(answer.rule): \(ids.count) rules have this id; name one of \(ids.sorted().prefix(4).joined(separator: ", "))"
                )
                continue
            }
            let decision = Decision(answer: answer, voidBecause: reason(answer, question, day))
            if let earlier = outcome.decisions[id] {
                // One that holds goes before one that does not; of two that hold neither can be trusted to be meant.
                if earlier.voidBecause == nil && decision.voidBecause == nil {
                    outcome.decisions[id]?.voidBecause = "lines \(earlier.answer.line) and \(answer.line) both answer this rule; keep one"
                    continue
                }
                if earlier.voidBecause == nil { continue }
            }
            outcome.decisions[id] = decision
        }
        for (id, decision) in outcome.decisions.sorted(by: { $0.value.answer.line < $1.value.answer.line }) {
            if let reason = decision.voidBecause {
                outcome.warnings.append("line \(decision.answer.line): \(id): the answer is void: \(reason)")
            }
        }
        return outcome
    }

    private func reason(_ answer: Answer, _ question: Question, _ day: String) -> String? {
        if let problem = answer.problems.first { return problem }
        if question.result != answer.when { return "it answers the result \(answer.when), and the result is \(question.result)" }
        if let evidence = answer.evidence, evidence != question.evidence {
            return "the evidence is no longer what was answered; look again, then write \(question.evidence ?? "no evidence")"
        }
        if let expires = answer.expires, expires < day { return "it expired on \(expires)" }
        if answer.date > day { return "it is dated \(answer.date), after the run" }
        return nil
    }
}
