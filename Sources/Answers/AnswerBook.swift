public import Diagnostics

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

    /// Why an answer does not hold.
    public struct Void: Sendable, Hashable {
        /// Whether somebody has to look again: it has expired, or what it answered is no longer what was found. An answer to a result that
        /// the rule no longer has asks for nothing: the rule speaks for itself.
        public var isStale: Bool
        /// Why, and what to do: one line.
        public var reason: String
    }

    /// What becomes of a rule.
    public struct Decision: Sendable, Hashable {
        /// The answer.
        public var answer: Answer
        /// Why it does not hold; `nil` where it does.
        public var void: Void?
        /// The reason alone.
        public var voidBecause: String? { void?.reason }
    }

    /// What a run with answers came to.
    public struct Outcome: Sendable {
        /// By the id of the rule; those that do not hold included.
        public var decisions: [String: Decision] = [:]
        /// Answers that met no rule, that do not hold, or that say the same as another: one each, in the order of the files.
        public var warnings: [Diagnostic] = []

        /// Decisions that hold.
        public var applied: Int { decisions.values.count { $0.void == nil } }
        /// Decisions that do not.
        public var void: Int { decisions.count - applied }
        /// Those of them that somebody has to look at again.
        public var stale: Int { decisions.values.count { $0.void?.isStale == true } }
    }

    /// All answers, in the order of the files.
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
        var warnings: [(place: Int, Diagnostic)] = []
        var places: [String: Int] = [:]
        var contested: Set<String> = []
        var byName: [String: Set<String>] = [:]
        for question in questions {
            for name in [question.id] + question.names where !name.isEmpty { byName[name, default: []].insert(question.id) }
        }
        let byID = Dictionary(questions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for (place, answer) in answers.enumerated() {
            if let image = answer.image, !images.contains(where: { $0 == image || ($0.hasPrefix("sha256:") && $0.hasPrefix(image)) }) {
                continue
            }
            // The id of a rule is its own, also where something else has it as a further name.
            let ids = byID[answer.rule] == nil ? byName[answer.rule] ?? [] : [answer.rule]
            guard let id = ids.first, ids.count == 1, let question = byID[id] else {
                let text =
                    ids.isEmpty
                    ? "no rule of this run has this id; the answer does nothing"
                    : "\(ids.count) rules have this id; name one of \(ids.sorted().prefix(4).joined(separator: ", "))"
                warnings.append((place, answer.warning(answer.rule, text)))
                continue
            }
            let decision = Decision(answer: answer, void: void(answer, question, day))
            // Once two contradict each other, a third settles nothing.
            if contested.contains(id) { continue }
            if let earlier = outcome.decisions[id] {
                // One that holds goes before one that does not; of two that hold neither can be trusted to be meant.
                if earlier.void == nil && decision.void == nil {
                    contested.insert(id)
                    outcome.decisions[id]?.void = Void(
                        isStale: true, reason: "\(earlier.answer.and(answer)) both answer this rule; keep one")
                    continue
                }
                if earlier.void == nil { continue }
            }
            outcome.decisions[id] = decision
            places[id] = place
        }
        for (id, decision) in outcome.decisions {
            guard let reason = decision.voidBecause else { continue }
            warnings.append((places[id] ?? 0, decision.answer.warning(id, "the answer is void: \(reason)")))
        }
        outcome.warnings = warnings.sorted { $0.place < $1.place }.map(\.1)
        return outcome
    }

    private func void(_ answer: Answer, _ question: Question, _ day: String) -> Void? {
        if let problem = answer.problems.first { return Void(isStale: true, reason: problem) }
        if question.result != answer.when {
            return Void(isStale: false, reason: "it answers the result \(answer.when), and the result is \(question.result)")
        }
        if let evidence = answer.evidence, evidence != question.evidence {
            return Void(
                isStale: true,
                reason: "the evidence is no longer what was answered; look again, then write evidence: \(question.evidence ?? "(none)")")
        }
        // Without it, a finding of today would be closed by an answer to another one of yesterday.
        if answer.closesFinding, answer.evidence == nil, let evidence = question.evidence {
            return Void(
                isStale: true, reason: "it closes a finding and does not say which evidence was looked at; write evidence: \(evidence)")
        }
        if let expires = answer.expires, expires < day { return Void(isStale: true, reason: "it expired on \(expires)") }
        if answer.date > day { return Void(isStale: false, reason: "it is dated \(answer.date), after the run") }
        return nil
    }
}

extension Answer {
    /// Whether a failed rule is no longer open by it.
    var closesFinding: Bool { when == "fail" && (set == .notAFinding || set == .notApplicable) }

    /// Where it stands.
    public var location: SourceLocation? {
        file.isEmpty && line == 0 ? nil : SourceLocation(file: file.isEmpty ? "answers" : file, line: line)
    }

    fileprivate func warning(_ subject: String, _ message: String) -> Diagnostic {
        Diagnostic(.warning, at: location, about: subject, message)
    }

    /// This and another, by their places.
    fileprivate func and(_ other: Answer) -> String {
        file == other.file ? "lines \(line) and \(other.line)" : "\(file):\(line) and \(other.file):\(other.line)"
    }
}
