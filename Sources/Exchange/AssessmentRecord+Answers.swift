public import Answers
internal import Diagnostics
internal import RMF

extension AssessmentRecord {
    /// The record with the decisions of people, and what became of each answer. Answers that were applied before are taken back first.
    ///
    /// A rule keeps its sentence, its tests and its literal result; result, class of evidence and category follow the answer. What the image
    /// itself already says is not credited to a person: the class becomes `answer` only where the answer changes the result, or where
    /// nothing but the answer decides it.
    ///
    /// - Parameter day: `YYYY-MM-DD`; it decides what has expired.
    public func answered(by book: AnswerBook, day: String) -> (record: AssessmentRecord, outcome: AnswerBook.Outcome) {
        var record = withoutAnswers
        let outcome = book.decide(record.questions, images: target.answerNames, day: day)
        for place in record.rules.indices {
            guard let decision = outcome.decisions[record.rules[place].id] else { continue }
            record.rules[place].apply(decision)
        }
        record.gate = gate.map {
            GateRecord(
                record.rules, failOn: $0.failOn, minimumEvidence: $0.minimumEvidence, answers: (outcome.void, outcome.stale))
        }
        return (record, outcome)
    }

    /// The record as the program alone decided it.
    public var withoutAnswers: AssessmentRecord {
        guard rules.contains(where: { $0.answer != nil }) || gate?.answered != nil else { return self }
        var record = self
        for place in record.rules.indices { record.rules[place].takeBackAnswer() }
        record.gate = gate.map { GateRecord(record.rules, failOn: $0.failOn, minimumEvidence: $0.minimumEvidence) }
        return record
    }

    /// The rules as answers see them. A rule with several results is one question, which only an answer to all of them fits.
    var questions: [AnswerBook.Question] {
        var questions: [AnswerBook.Question] = []
        var places: [String: Int] = [:]
        for rule in rules {
            if let place = places[rule.id] {
                if questions[place].result != rule.result { questions[place].result = "several results" }
                if questions[place].evidence != rule.evidenceHash { questions[place].evidence = "of several results" }
                continue
            }
            places[rule.id] = questions.count
            questions.append(.init(id: rule.id, names: rule.answerNames, result: rule.result, evidence: rule.evidenceHash))
        }
        return questions
    }
}

extension TargetRecord {
    /// What answers may call the image.
    var answerNames: [String] { ([name] + tags + [digest, configurationDigest].compactMap(\.self)) }
}

extension RuleRecord {
    /// Names of the rule beside its id: as DISA's tools write rule and group, the STIG id, the SRG id, and older ones.
    public var answerNames: [String] {
        var names = [version, groupTitle, group].compactMap(\.self) + legacyIDs
        names += idents.map(\.value).filter { value in ["SV-", "V-", "SRG-"].contains { value.hasPrefix($0) } }
        for (id, part) in [(id, "_rule_"), (group ?? "", "_group_")] {
            guard let range = id.firstRange(of: part) else { continue }
            names.append(String(id[range.upperBound...]))
        }
        // SV-257777r925318_rule is the 925318th revision of SV-257777.
        for name in names where name.hasPrefix("SV-") {
            if let end = name.firstIndex(of: "r") { names.append(String(name[..<end])) }
        }
        return names.filter { !$0.isEmpty }
    }

    /// The category of the severity alone.
    var categoryOfSeverity: Int { Category(severity: severity).rawValue }

    fileprivate mutating func apply(_ decision: AnswerBook.Decision) {
        let answer = decision.answer
        self.answer = AnswerRecord(
            before: result, as: answer.kind.rawValue, justification: answer.justification, by: answer.by, approvedBy: answer.approvedBy,
            date: answer.date, expires: answer.expires, reference: answer.evidenceReference, severity: answer.severity,
            voidBecause: decision.voidBecause, asked: answer.set.result, evidenceBefore: evidence, provider: answer.provider,
            location: answer.location?.description)
        guard decision.void == nil else { return }
        let isDecided = evidence == "observed" || evidence == "absence" || (result == "notapplicable" && isProven)
        if result != answer.set.result || !isDecided { evidence = answer.set == .notReviewed ? "none" : "answer" }
        result = answer.set.result
        if let severity = answer.severity {
            category = Category(severity: severity).rawValue
        }
    }

    fileprivate mutating func takeBackAnswer() {
        guard let answer else { return }
        if answer.voidBecause == nil {
            result = answer.before
            if let before = answer.evidenceBefore { evidence = before }
            category = categoryOfSeverity
        }
        self.answer = nil
    }
}
