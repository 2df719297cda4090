internal import OVAL
internal import XCCDF

extension RuleReport {
    /// The longest a sentence gets, in characters.
    static let sentenceLimit = 300

    /// At most three things found stand in a sentence; all of them stand in the report and the OVAL results.
    func makeSentence() -> String {
        guard let platformNote else { return ownSentence() }
        return Phrase.cut("\(ownSentence()); \(platformNote)", to: Self.sentenceLimit + 200)
    }

    private func ownSentence() -> String {
        switch literal {
        case .pass, .fail:
            return Phrase.cut(head + decided(limit: Self.sentenceLimit - head.count), to: Self.sentenceLimit)
        case .notapplicable:
            let text = proof ?? reasons.first ?? "the check says that it does not apply to this target"
            return Phrase.cut(isProven ? text : "not proven: \(text)", to: Self.sentenceLimit)
        case .error, .unknown, .notchecked, .notselected, .informational, .fixed:
            return Phrase.cut(
                (refuted + reasons.prefix(2)).map { Phrase.plain($0, limit: Self.sentenceLimit) }.joined(separator: "; "),
                to: Self.sentenceLimit)
        }
    }

    private var head: String {
        switch evidenceClass {
        case .observed, .answer, .none: return ""
        case .absence: return literal == .pass ? "by absence: " : ""
        case .vacuous:
            let why = gaps.first.map(\.rawValue) ?? "no check of files decides it"
            return "vacuous \(literal.rawValue), nothing of the image decides it (\(why)): "
        }
    }

    private func decided(limit: Int) -> String {
        // Conditions such as the machine stand aside where anything of the image speaks.
        let speaking = tests.contains { $0.evidenceClass != nil } ? tests.filter { $0.evidenceClass != nil } : tests
        let ordered = speaking.enumerated().sorted { ($0.element.rank(literal), $0.offset) < ($1.element.rank(literal), $1.offset) }.map(
            \.element)
        guard let first = ordered.first else { return "the rule has no test to show" }
        // Of a pass, what is not there and must not be.
        let words: (TestEvidence) -> [String] = { test in
            guard literal == .pass, test.result == .false, let brief = test.brief else { return test.statements }
            return ["not so: \(brief)"]
        }
        let others = ordered.dropFirst().flatMap(words)
        // What was expected is said of a test that is false, unless false is what the criteria ask for.
        guard literal == .fail, first.result == .false, !first.expected.isEmpty else {
            return join(words(first) + others, limit: limit)
        }
        if first.brief != nil { return "not so: \(join(first.statements + others, limit: limit - 8))" }
        let expected = Phrase.cut("expected \(first.expected)", to: 120)
        if first.found.isEmpty {
            return
                "\(expected); found nothing: \(join(ordered.filter(\.found.isEmpty).flatMap(\.statements), limit: limit - expected.count - 18))"
        }
        let head = "\(join(first.statements, limit: limit - expected.count - 2 - (others.isEmpty ? 0 : 12))); \(expected)"
        let room = limit - head.count - 2
        if others.isEmpty || room < 12 { return head }
        return room < 60 ? "\(head); and \(unique(others).count) more" : "\(head); \(join(others, limit: room))"
    }

    /// The first statements that fit, and how many more there are.
    private func join(_ statements: [String], limit: Int) -> String {
        var words: [String] = []
        var length = 0
        let statements = unique(statements)
        for statement in statements.prefix(3) {
            let isLast = words.count + 1 == statements.count
            let room = limit - length - (isLast ? 0 : 22)
            if !words.isEmpty && statement.count > room { break }
            let text = Phrase.cut(statement, to: max(40, room))
            words.append(text)
            length += text.count + 2
        }
        if statements.count > words.count { words.append("and \(statements.count - words.count) more") }
        return words.joined(separator: "; ")
    }

    /// What was observed of the image, where that is not as asked and nothing else decided.
    private var refuted: [String] {
        unique(tests.filter { $0.isOfFact && $0.result == .false }.flatMap(\.statements))
    }

    private var reasons: [String] {
        let undecided = tests.filter { $0.result != .true && $0.result != .false }
        let all =
            result.messages.map(\.text)
            + undecided.flatMap { test in test.messages.isEmpty ? ["\(test.comment): \(test.result.rawValue)"] : test.messages }
        return unique(all)
    }
}

/// Each text once, in order.
func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
}

extension TestEvidence {
    /// What a reader wants to see first: of a pass what proves most, of a finding the file to be changed.
    fileprivate func rank(_ result: XCCDF.ResultValue) -> Int {
        if isCondition { return 100 + subject }
        let proof = EvidenceClass.rank(evidenceClass)
        return result == .fail && proof < 2 ? subject : proof * 4 + subject
    }

    private var subject: Int {
        if isOfFact { return -1 }
        return switch kind {
        case "textfilecontent54", "textfilecontent", "xmlfilecontent", "yamlfilecontent": 0
        case "file", "symlink", "fileextendedattribute": 1
        case "dpkginfo", "rpminfo": 3
        default: 2
        }
    }
}
