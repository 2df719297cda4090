public import XML

/// Text of a benchmark with its values put in, as plain text or as markup that is safe to show.
///
/// XCCDF 1.2 (NISTIR 7275 revision 4), "Text Substitution Processing"; `htmlTextWithSubType`, `subType`.
public struct BenchmarkText: Sendable {
    private let selected: SelectedRules
    private let plainTexts: [String: String]

    /// Text as `selected` sets its values.
    public init(_ selected: SelectedRules) {
        self.selected = selected
        plainTexts = Dictionary(selected.benchmark.plainTexts.map { ($0.id, $0.text) }, uniquingKeysWith: { first, _ in first })
    }

    /// What a rule has to say to the profile in force: the `profile-note` elements with its `note-tag`.
    public func profileNotes(of rule: Rule) -> [XMLElement] {
        guard let tag = selected.profile?.noteTag else { return [] }
        return rule.profileNotes.filter { $0.attribute("tag") == tag }
    }

    /// What a `sub` stands for; its idref where there is no such text or value.
    ///
    /// `use`: `value` (and the `legacy` of XCCDF 1.1 in evaluations) gives the value in force, `title` the title of the Value.
    public func substitution(_ sub: XMLElement) -> String {
        guard let idref = sub.attribute("idref") else { return "" }
        if let text = plainTexts[idref] { return text }
        guard let effective = selected.value(idref) else { return idref }
        if sub.attribute("use") == "title" { return effective.value.title?.trimmedText ?? idref }
        return effective.text ?? idref
    }

    /// The text inside `element`: blocks on lines of their own, list items with a dash, white space folded outside `pre`.
    public func plainText(of element: XMLElement) -> String {
        // Text without any markup (DISA's) is laid out by its lines.
        guard element.children.contains(where: { SchemaVersion(rawValue: $0.namespace) == nil }) else {
            return XMLElement.trimmed(script(of: element))
        }
        var text = PlainTextBuilder()
        add(element, to: &text)
        return text.result
    }

    private func add(_ element: XMLElement, to text: inout PlainTextBuilder) {
        for node in element.nodes {
            switch node {
            case .text(let run): text.add(run)
            case .element(let child):
                switch child.localName {
                case "sub" where SchemaVersion(rawValue: child.namespace) != nil: text.add(substitution(child))
                case "instance" where SchemaVersion(rawValue: child.namespace) != nil:
                    text.add("<\(child.attribute("context") ?? "instance")>")
                case "br": text.breakLine()
                case "p", "div", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "dl", "dt", "dd":
                    text.breakLine()
                    add(child, to: &text)
                    text.breakLine()
                case "li":
                    text.breakLine()
                    text.add("- ")
                    add(child, to: &text)
                    text.breakLine()
                case "pre":
                    text.breakLine()
                    text.preformatted += 1
                    add(child, to: &text)
                    text.preformatted -= 1
                    text.breakLine()
                case "script", "style", "head", "object", "iframe": break
                default: add(child, to: &text)
                }
            }
        }
    }

    /// A command or script with its values put in, white space as it stands. It is shown, never run.
    public func script(of element: XMLElement) -> String {
        var result = ""
        for node in element.nodes {
            switch node {
            case .text(let run): result += run
            case .element(let child):
                switch child.localName {
                case "sub": result += substitution(child)
                case "instance": result += "<\(child.attribute("context") ?? "instance")>"
                default: result += script(of: child)
                }
            }
        }
        return result
    }

    /// The same as markup without namespaces for an HTML report: only elements that format text, only links to http and https.
    ///
    /// Everything else keeps its text and loses its tags; scripts, styles, frames and event handlers leave nothing behind.
    public func htmlFragment(of element: XMLElement) -> String {
        var html = ""
        add(element, to: &html)
        return html
    }

    private static let formatting: Set<String> = [
        "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
        "i",
        "kbd", "li", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th",
        "thead",
        "tr", "tt", "u", "ul", "var",
    ]
    private static let empty: Set<String> = ["br", "hr"]
    private static let dropped: Set<String> = [
        "script", "style", "head", "object", "embed", "iframe", "frame", "frameset", "applet", "form", "input", "button", "svg", "math",
        "link",
        "meta", "base", "template", "noscript", "audio", "video", "img",
    ]

    private func add(_ element: XMLElement, to html: inout String) {
        for node in element.nodes {
            switch node {
            case .text(let run): html += Self.escaped(run)
            case .element(let child):
                let name = child.localName.lowercased()
                if SchemaVersion(rawValue: child.namespace) != nil && name == "sub" {
                    html += Self.escaped(substitution(child))
                } else if SchemaVersion(rawValue: child.namespace) != nil && name == "instance" {
                    html += Self.escaped("<\(child.attribute("context") ?? "instance")>")
                } else if Self.dropped.contains(name) {
                    continue
                } else if Self.empty.contains(name) {
                    html += "<\(name)/>"
                } else if Self.formatting.contains(name) {
                    html += "<\(name)\(link(name, child))>"
                    add(child, to: &html)
                    html += "</\(name)>"
                } else {
                    add(child, to: &html)
                }
            }
        }
    }

    private func link(_ name: String, _ element: XMLElement) -> String {
        guard name == "a", let href = element.attribute("href").map(XMLElement.trimmed) else { return "" }
        let lower = href.lowercased()
        guard lower.hasPrefix("https://") || lower.hasPrefix("http://") else { return "" }
        return " href=\"\(Self.escaped(href))\" rel=\"noopener noreferrer\""
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// Gathers runs of text into lines.
private struct PlainTextBuilder {
    private var lines: [String] = []
    private var line = ""
    private var pendingSpace = false
    /// Above 0 white space stays as it is.
    var preformatted = 0

    mutating func add(_ text: String) {
        guard preformatted == 0 else {
            let parts = text.split(separator: "\n", omittingEmptySubsequences: false)
            for (place, part) in parts.enumerated() {
                if place > 0 { endLine() }
                line += part
            }
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case " ", "\n", "\t", "\r": pendingSpace = true
            default:
                if pendingSpace && !line.isEmpty && line.unicodeScalars.last != " " { line += " " }
                pendingSpace = false
                line.unicodeScalars.append(scalar)
            }
        }
        if text.hasSuffix("- ") && line == "-" { line = "- " }
    }

    mutating func breakLine() {
        pendingSpace = false
        if !line.isEmpty { endLine() }
    }

    private mutating func endLine() {
        lines.append(line)
        line = ""
    }

    var result: String {
        var all = lines
        if !line.isEmpty { all.append(line) }
        while all.last?.isEmpty == true { all.removeLast() }
        while all.first?.isEmpty == true { all.removeFirst() }
        return all.joined(separator: "\n")
    }
}
