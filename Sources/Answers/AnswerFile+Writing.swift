extension AnswerFile {
    /// The lines an answer file begins with; `comment` is written above, one `#` line each.
    public static func head(comment: [String]) -> String {
        comment.map { $0.isEmpty ? "#\n" : "# \(oneLine($0))\n" }.joined() + "version: 1\nanswers:\n"
    }

    /// A file with these answers.
    public static func text(_ answers: [Answer], comment: [String]) -> String {
        head(comment: comment) + (answers.isEmpty ? "  []\n" : answers.map { entry(values($0)) }.joined())
    }

    /// An entry of the list; keys without a value are left out, an empty value is written for somebody to fill in.
    ///
    /// - Parameters:
    ///   - values: By key; written in the order of ``keys``.
    ///   - comments: Lines above the entry.
    ///   - notes: By key: what is written behind an empty value.
    public static func entry(_ values: [String: String], comments: [String] = [], notes: [String: String] = [:]) -> String {
        var text = comments.map { "  # \(oneLine($0))\n" }.joined()
        var isFirst = true
        for key in keys {
            guard let value = values[key] else { continue }
            text += isFirst ? "  - " : "    "
            text += value.isEmpty ? "\(key):" : "\(key): \(key != "evidence" && isPlain(value) ? value : quoted(value))"
            if let note = notes[key] { text += "  # \(oneLine(note))" }
            text += "\n"
            isFirst = false
        }
        return text
    }

    private static func values(_ answer: Answer) -> [String: String] {
        var values = [
            "rule": answer.rule, "when": answer.when, "set": answer.set.rawValue, "as": answer.kind.rawValue,
            "justification": answer.justification, "by": answer.by, "date": answer.date,
        ]
        values["image"] = answer.image
        values["evidence"] = answer.evidence
        values["evidence_ref"] = answer.evidenceReference
        values["provider"] = answer.provider
        values["approved_by"] = answer.approvedBy
        values["expires"] = answer.expires
        values["severity"] = answer.severity
        return values
    }

    /// Whether the text is the same without quotes: words, digits, hyphens and underscores that begin with a letter, and no word of YAML.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, (0x61...0x7a).contains(first | 0x20), text.utf8.count <= 128 else { return false }
        let words: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
        if words.contains(text.lowercased()) { return false }
        return text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7a).contains($0 | 0x20) || [0x2d, 0x2e, 0x5f].contains($0) }
    }

    /// YAML 1.2, section 7.3.1 "Double-Quoted Style".
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\u{0}"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// A comment ends with its line.
    private static func oneLine(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let breaks =
                scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}" || scalar == "\u{FEFF}"
            line.append(breaks ? " " : scalar)
        }
        return String(line)
    }
}
