internal import Diagnostics
internal import YAML

/// The keys of a mapping while they are read: what is unknown, missing or of the wrong form is gathered, not thrown, so that an author sees all of
/// it at once.
struct YAMLFields {
    let file: String
    /// What the mapping is about, in messages.
    var subject: String?
    private let pairs: [YAMLNode.Pair]
    private let line: Int
    /// Whether it is a mapping at all; of anything else nothing more is said.
    let isMapping: Bool
    private(set) var diagnostics: [Diagnostic] = []

    /// The mapping `node`, which may have `keys` and no other.
    init(_ node: YAMLNode, file: String, subject: String? = nil, keys: [String]) {
        self.file = file
        self.subject = subject
        line = node.line
        pairs = node.mapping ?? []
        isMapping = node.mapping != nil
        if node.mapping == nil {
            add(node.line, "a mapping is expected here, with the keys \(keys.joined(separator: ", "))")
        }
        for pair in pairs {
            guard let key = pair.key.text, keys.contains(key) else {
                let written = pair.key.text ?? "(no text)"
                add(pair.key.line, "the key \"\(written)\" is not known; there are: \(keys.joined(separator: ", "))")
                continue
            }
        }
    }

    /// The value of a key; `nil` also where it stands without one.
    func node(_ key: String) -> YAMLNode? {
        guard let node = pairs.first(where: { $0.key.text == key })?.value else { return nil }
        return node.scalar == .null ? nil : node
    }

    /// The line of a key, else that of the mapping.
    func line(of key: String) -> Int { pairs.first { $0.key.text == key }?.key.line ?? line }

    /// Something that is wrong, at a line.
    mutating func add(_ line: Int, _ message: String) {
        diagnostics.append(Diagnostic(.error, at: SourceLocation(file: file, line: line), about: subject, message))
    }

    /// Takes over what is wrong with an inner mapping.
    mutating func add(_ inner: YAMLFields) { diagnostics += inner.diagnostics }

    /// The text of a key; white space at its ends is none of it.
    mutating func text(_ key: String, isRequired: Bool = true) -> String {
        guard let node = node(key) else {
            if isRequired && isMapping { add(line(of: key), "\(key) is missing or empty; write it") }
            return ""
        }
        guard let text = node.text else {
            add(node.line, "\(key) is text, not a list or mapping; write it as one")
            return ""
        }
        let trimmed = text.trimmed
        if trimmed.isEmpty && isRequired { add(node.line, "\(key) is empty; write it") }
        if let character = trimmed.unicodeScalars.first(where: { !$0.isAllowedInXML }) {
            add(
                node.line,
                "\(key) holds the character U+\(String(character.value, radix: 16, uppercase: true)), which XML cannot; remove it")
        }
        return trimmed
    }

    /// The text of a key that must have a form; `form` says it in words.
    mutating func text(_ key: String, matching pattern: some RegexComponent, form: String) -> String {
        let text = text(key)
        if !text.isEmpty, text.wholeMatch(of: pattern) == nil {
            add(line(of: key), "\(key) \"\(text)\" is not of the form \(form); correct it")
        }
        return text
    }

    /// A list of texts, each with its line; a single text is a list of one.
    mutating func list(_ key: String, isRequired: Bool = false) -> [(text: String, line: Int)] {
        guard let node = node(key) else {
            if isRequired && isMapping { add(line(of: key), "\(key) is missing or empty; write it") }
            return []
        }
        let nodes = node.sequence ?? [node]
        var values: [(text: String, line: Int)] = []
        for item in nodes {
            guard let text = item.text?.trimmed, !text.isEmpty else {
                add(item.line, "\(key) is a list of words; this entry is none")
                continue
            }
            if values.contains(where: { $0.text == text }) {
                add(item.line, "\(key) has \"\(text)\" twice; keep one")
                continue
            }
            values.append((text, item.line))
        }
        if values.isEmpty && isRequired { add(node.line, "\(key) is empty; write it") }
        return values
    }
}

extension StringProtocol {
    /// Without white space and line ends around it.
    var trimmed: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}

extension Unicode.Scalar {
    /// XML 1.0, production 2.
    fileprivate var isAllowedInXML: Bool {
        switch value {
        case 0x9, 0xA, 0xD, 0x20...0xFFFD, 0x1_0000...0x10_FFFF: true
        default: false
        }
    }
}
