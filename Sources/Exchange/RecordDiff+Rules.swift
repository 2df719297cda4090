extension RecordDiff.State {
    init(_ rule: RuleRecord) {
        result = rule.result
        category = rule.category
        evidence = rule.evidence
        sentence = rule.sentence
        evidenceHash = rule.evidenceHash
        answer = rule.answer.map { answer in
            let words =
                "\(answer.as.replacing("_", with: " ")), by \(answer.by), \(answer.date)\(answer.expires.map { " until \($0)" } ?? "")"
            return answer.voidBecause.map { "void (\($0)): \(words)" } ?? "\(words); \(answer.before) before"
        }
    }

    /// What it is called in checklists.
    public var status: String { ChecklistStatus(result: result)?.rawValue ?? result }
}

extension RecordDiff.RuleChange {
    /// The change of one rule; `nil` where it is the same.
    init?(_ old: RuleRecord?, _ new: RuleRecord?, isOtherContent: Bool) {
        guard let rule = new ?? old else { return nil }
        id = rule.id
        oldID = old.flatMap { $0.id == rule.id ? nil : $0.id }
        title = rule.title
        before = old.map(RecordDiff.State.init)
        now = new.map(RecordDiff.State.init)
        guard let before, let now, let old, let new else {
            kind = old == nil ? .new : .removed
            why = old == nil ? "not among the rules before" : "no longer among the rules"
            return
        }
        if before == now && oldID == nil { return nil }
        if before.result == now.result && before.category == now.category {
            // A rule of another revision that says the same of the same is the same.
            if before == now { return nil }
            kind = .evidence
        } else {
            kind = Self.direction(before.result, now.result)
        }
        why = Self.reason(old, new, isOtherContent)
    }

    /// Better is what asks for less of people.
    private static func direction(_ before: String, _ now: String) -> Kind {
        func rank(_ result: String) -> Int {
            switch ChecklistStatus(result: result) {
            case .open: 0
            case .error: 1
            case .notReviewed: 2
            case .notApplicable, .notAFinding, nil: 3
            }
        }
        let (old, new) = (rank(before), rank(now))
        return new < old ? .worse : new > old ? .better : .other
    }

    /// What can be said of the cause from the two records alone.
    private static func reason(_ old: RuleRecord, _ new: RuleRecord, _ isOtherContent: Bool) -> String {
        func applied(_ rule: RuleRecord) -> RuleRecord.AnswerRecord? { rule.answer?.voidBecause == nil ? rule.answer : nil }
        var reasons: [String] = []
        switch (applied(old), applied(new)) {
        case (nil, let answer?): reasons.append("an answer was applied (\(answer.as.replacing("_", with: " ")))")
        case (_?, nil):
            reasons.append(new.answer?.voidBecause.map { "the answer is void: \($0)" } ?? "an answer is no longer given")
        case (let before?, let now?) where before != now: reasons.append("the answer is another")
        case (.some, .some), (nil, nil): break
        }
        if old.severity != new.severity { reasons.append("the content has another severity (\(old.severity) → \(new.severity))") }
        let isSame = old.evidenceHash == new.evidenceHash
        if !isSame {
            reasons.append(
                old.evidenceHash == nil
                    ? "something was looked at that was not before"
                    : new.evidenceHash == nil ? "nothing was looked at any more" : "what was found is another")
        } else if old.literal != new.literal || old.proof != new.proof {
            if old.proof != new.proof {
                reasons.append("what decides whether it applies is another")
            } else {
                reasons.append(
                    old.evidenceHash == nil
                        ? "no evidence in either; the \(isOtherContent ? "content or the program" : "program") decides otherwise"
                        : "the same was found; the \(isOtherContent ? "content or the program" : "program") decides otherwise")
            }
        }
        if reasons.isEmpty {
            reasons.append(old.sentence != new.sentence ? "the same was found and is said in other words" : "it rests on something else")
        }
        return reasons.joined(separator: "; ")
    }
}
