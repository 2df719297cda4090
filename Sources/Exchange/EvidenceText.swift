internal import Digest

/// The texts of a rule that checklist tools show: what was found, and who decided on which ground.
///
/// Behind what is generated stands a line with its digest. What people write below it is theirs: it is found again, and kept, when a later
/// scan reads the checklist.
public struct EvidenceText {
    /// STIG Manager keeps so many characters of a detail or comment, and so does a cell of a workbook; counted in UTF-16.
    public static let limit = 32_767

    let record: AssessmentRecord

    /// Texts of rules of `record`.
    public init(_ record: AssessmentRecord) { self.record = record }

    /// What was found.
    func detail(_ rule: RuleRecord) -> String { Self.text(findings(rule), below: rule.previous?.details ?? "") }

    /// Who decided, from what, and what people said to it.
    func comment(_ rule: RuleRecord) -> String { Self.text(decision(rule), below: rule.previous?.comments ?? "") }

    /// What was found and who decided, for documents that keep nothing people wrote.
    func account(_ rule: RuleRecord) -> String {
        Self.cut((findings(rule) + decision(rule)).map(Self.oneLine).joined(separator: "\n"), to: Self.limit)
    }

    // MARK: Lines

    /// At most so many tests, and things found by a test, stand in a text; more stand in `results.json`.
    private static let shownTests = 20
    private static let shownItems = 10

    /// What stands in place of a sentence where a record has none: a message must not be empty.
    public static func unexplained(_ result: String) -> String { "Result: \(result); nothing was recorded that explains it." }

    /// What was found, a line each.
    func findings(_ rule: RuleRecord) -> [String] {
        var lines = [rule.sentence.isEmpty ? Self.unexplained(rule.result) : rule.sentence]
        if let proof = rule.proof, !proof.isEmpty, proof != rule.sentence { lines.append("Consulted: \(proof)") }
        for test in rule.tests.prefix(Self.shownTests) {
            lines.append("Test \(test.id) (\(test.kind)), \(test.result): \(test.comment)")
            if !test.expected.isEmpty { lines.append("  expected: \(test.expected)") }
            for item in test.found.prefix(Self.shownItems) {
                lines.append("  found: \(item.sentence)\(item.result == "false" ? " (not as expected)" : "")")
            }
            if test.foundCount > min(test.found.count, Self.shownItems) {
                lines.append("  found: \(test.foundCount - min(test.found.count, Self.shownItems)) more")
            }
            if test.found.isEmpty, let searched = test.searched { lines.append("  searched: \(searched)") }
            for message in test.messages.prefix(3) { lines.append("  note: \(message)") }
        }
        if rule.tests.count > Self.shownTests { lines.append("\(rule.tests.count - Self.shownTests) more tests") }
        if let hash = rule.evidenceHash { lines.append("SHA-256 of the evidence: \(hash)") }
        return lines
    }

    /// Who decided, a line each.
    func decision(_ rule: RuleRecord) -> [String] {
        var lines = [ground(rule)]
        let target = record.target
        lines.append(
            "Image: \(target.name)\(target.digest.map { ", \($0)" } ?? ""); assessed \(record.time) with \(record.tool.name) \(record.tool.version)."
        )
        let content = record.content
        lines.append(
            "Content: \(content.title), version \(content.version)\(content.release.map { ", \($0)" } ?? ""); \(content.file), SHA-256 \(content.sha256)."
        )
        if let responsibility = rule.responsibility { lines.append("Responsible: \(responsibility).") }
        if let provider = rule.provider { lines.append("Provided by: \(provider)") }
        if let response = rule.response { lines.append("How the image meets it: \(response)") }
        if let deployer = rule.deployer { lines.append("Left to the deployer: \(deployer)") }
        if let answer = rule.answer { lines.append(Self.sentence(on: answer, now: rule.result)) }
        if let earlier = rule.previous?.status, earlier != CKLDocument.status(rule.result) {
            lines.append("Status in the earlier checklist, not carried over: \(earlier).")
        }
        return lines
    }

    /// A person's decision, before and after.
    static func sentence(on answer: RuleRecord.AnswerRecord, now result: String) -> String {
        let kind = answer.as.replacing("_", with: " ")
        let who =
            "by \(answer.by) on \(answer.date)\(answer.approvedBy.map { ", approved by \($0)" } ?? "")\(answer.expires.map { ", until \($0)" } ?? "")"
        let reference = answer.reference.map { " (\($0))" } ?? ""
        if let void = answer.voidBecause {
            return "An answer (\(kind), \(who)) is void: \(void). It said: \(answer.justification)\(reference)"
        }
        let change = answer.before == result ? "the result stays \(result)" : "\(answer.before) became \(result)"
        let severity = answer.severity.map { ", severity \($0)" } ?? ""
        return "Answered as \(kind) \(who): \(change)\(severity). \(answer.justification)\(reference)"
    }

    private func ground(_ rule: RuleRecord) -> String {
        if rule.evidence == "answer" { return "Decided by a person's answer." }
        switch rule.result {
        case "pass", "fail", "fixed": return "Decided by \(record.tool.name) from the files of the image; evidence: \(rule.evidence)."
        case "notapplicable":
            return rule.isProven
                ? "Found not applicable by \(record.tool.name) from the files of the image."
                : "Not applicable by the content's own check; the image does not prove it."
        case "error", "unknown":
            return "Not decided by \(record.tool.name); evidence: \(rule.evidence). The check's literal result: \(rule.literal)."
        default: return "Not decided by \(record.tool.name): left to a person."
        }
    }

    // MARK: What people wrote

    private static let start = "--- stigready "
    private static let end = ": generated text ends; what is written below is kept ---"

    /// Generated lines, the line that ends them, and what people wrote below it.
    ///
    /// A line of generated text is one line whatever an image or content puts in it, so that nothing of theirs can pass for the line that
    /// ends it. Only generated text is cut, unless people alone wrote more than there is room for.
    private static func text(_ lines: [String], below own: String) -> String {
        let room = limit - 100 - own.utf16.count
        var generated = lines.map(oneLine).joined(separator: "\n")
        if generated.utf16.count > max(room, 200) {
            let note = "\n(cut; results.json has all of it)"
            generated = cut(generated, to: max(room, 200) - note.utf16.count) + note
        }
        let text = "\(generated)\n\(start)\(digest(generated))\(end)"
        return own.isEmpty ? text : cut("\(text)\n\(own)", to: limit)
    }

    /// What people wrote into a text of ours, or all of a text that is not ours or that somebody changed.
    static func written(in text: String) -> String {
        let text = text.replacing("\r\n", with: "\n")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let place = lines.firstIndex(where: { $0.hasPrefix(start) && $0.hasSuffix(end) }) else { return trimmed(text) }
        let named = lines[place].dropFirst(start.count).dropLast(end.count)
        guard named == digest(lines[..<place].joined(separator: "\n")) else { return trimmed(text) }
        return trimmed(lines[(place + 1)...].joined(separator: "\n"))
    }

    /// Tools may change white space at ends of lines.
    private static func digest(_ text: String) -> String {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return String((DigestAlgorithm.sha256.hex(Array(words.utf8)) ?? "").prefix(16))
    }

    static func trimmed(_ text: String) -> String {
        guard let first = text.firstIndex(where: { !$0.isWhitespace }), let last = text.lastIndex(where: { !$0.isWhitespace }) else {
            return ""
        }
        return String(text[first...last])
    }

    /// Control characters, which no checklist can hold, become U+FFFD; line ends and tabs a space.
    static func oneLine(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "\n" || scalar == "\r" || scalar == "\t" || scalar == "\u{85}" || scalar == "\u{2028}" || scalar == "\u{2029}" {
                result.append(" ")
            } else {
                let isForbidden = scalar.properties.generalCategory == .control || scalar == "\u{FFFE}" || scalar == "\u{FFFF}"
                result.append(isForbidden ? "\u{FFFD}" : scalar)
            }
        }
        return String(result)
    }

    /// The first `length` UTF-16 units, to the last whole character.
    static func cut(_ text: String, to length: Int) -> String {
        guard text.utf16.count > length else { return text }
        var end = text.utf16.index(text.startIndex, offsetBy: max(0, length))
        while end > text.startIndex, end.samePosition(in: text) == nil { end = text.utf16.index(before: end) }
        return String(text[..<end])
    }
}
