/// A Markdown document that is written from top to bottom; text is foreign and escaped.
package struct MarkdownPage {
    private var text = ""

    /// The document with one line feed at its end.
    var finished: String {
        var text = text
        while text.hasSuffix("\n\n") { text.removeLast() }
        return text
    }

    mutating func heading(_ level: Int, _ title: String) {
        if !text.isEmpty, !text.hasSuffix("\n\n") { text += "\n" }
        text += String(repeating: "#", count: level) + " " + Self.escape(title) + "\n\n"
    }

    mutating func paragraph(_ content: String) { text += Self.escape(content) + "\n\n" }

    /// `- **name**: value`, without those whose value is empty.
    mutating func items(_ facts: [(String, String)]) {
        for (name, value) in facts where !value.isEmpty { text += "- **\(name)**: \(Self.escape(value))\n" }
        endList()
    }

    /// A rule with its lines indented below.
    mutating func item(_ id: String, _ title: String, _ lines: [String]) {
        text += "- `\(Self.code(id))`" + (title.isEmpty ? "" : " \(Self.escape(title))") + "\n"
        for line in lines where !line.isEmpty { text += "    - \(Self.escape(line))\n" }
    }

    mutating func bullet(_ content: String) { text += "- \(Self.escape(content))\n" }

    mutating func endList() { if !text.hasSuffix("\n\n") { text += "\n" } }

    /// One line in which nothing of Markdown or HTML is left to take effect.
    package static func escape(_ content: String) -> String {
        var out = ""
        var wasSpace = false
        for scalar in content.unicodeScalars {
            switch scalar {
            case " ", "\t", "\n", "\r":
                if !wasSpace { out += " " }
                wasSpace = true
                continue
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "&": out += "&amp;"
            case "\\", "`", "*", "_", "[", "]", "#", "|", "~", "!", "$":
                out += "\\"
                out.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): out += "\u{FFFD}"
            default: out.unicodeScalars.append(scalar)
            }
            wasSpace = false
        }
        return out
    }

    /// Inside backticks, where nothing can be escaped.
    private static func code(_ id: String) -> String {
        String(String.UnicodeScalarView(id.unicodeScalars.map { $0 == "`" || $0.value < 0x20 ? "'" : $0 }))
    }
}
