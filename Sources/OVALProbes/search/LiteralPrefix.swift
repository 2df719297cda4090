/// What every text that a pattern matches must start with: a search begins in that directory instead of at the root.
///
/// Only what is certain is taken: the pattern begins with `^`, has no alternative outside of parentheses, and the literal characters end at
/// the first thing that could mean anything else.
struct LiteralPrefix: Sendable, Hashable {
    /// The characters; empty where nothing is certain.
    private(set) var text: [UInt8] = []
    /// Whether the pattern is these characters between `^` and `$` and nothing else.
    private(set) var isWhole = false

    init(_ pattern: String) {
        let pattern = Array(pattern.utf8)
        guard pattern.first == UInt8(ascii: "^"), !Self.hasAlternatives(pattern) else { return }
        var rest = pattern.dropFirst()
        while let byte = rest.first {
            var literal = byte
            var length = 1
            if byte == UInt8(ascii: "\\") {
                guard let escaped = rest.dropFirst().first, escaped < 0x80, !Self.isWord(escaped) else { return }
                literal = escaped
                length = 2
            } else if byte == UInt8(ascii: "$") {
                isWhole = rest.count == 1
                return
            } else if Self.meta.contains(byte) || byte >= 0x80 {
                return
            }
            rest = rest.dropFirst(length)
            // A quantifier may ask for none of it.
            if let next = rest.first, Self.quantifiers.contains(next) { return }
            text.append(literal)
        }
    }

    /// The characters up to the last slash, without it.
    var directory: [UInt8] { text.lastIndex(of: slash).map { Array(text[..<$0]) } ?? [] }

    private static let meta = Set("^$.[](){}*+?|\\#".utf8)
    private static let quantifiers = Set("*+?{".utf8)

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// Whether a `|` could stand outside of parentheses. What cannot be told apart simply (`\Q`, an odd class) counts as one.
    private static func hasAlternatives(_ pattern: [UInt8]) -> Bool {
        var depth = 0
        var isClass = false
        var rest = pattern[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\\"):
                if rest.first == UInt8(ascii: "Q") { return true }
                rest = rest.dropFirst()
            case UInt8(ascii: "["):
                guard !isClass else { continue }
                isClass = true
                if rest.first == UInt8(ascii: "^") { rest = rest.dropFirst() }
                // A bracket that comes first is one of the class.
                if rest.first == UInt8(ascii: "]") { rest = rest.dropFirst() }
            case UInt8(ascii: "]"): isClass = false
            case UInt8(ascii: "("): if !isClass { depth += 1 }
            case UInt8(ascii: ")"): if !isClass { depth -= 1 }
            case UInt8(ascii: "|"): if !isClass && depth <= 0 { return true }
            default: continue
            }
        }
        return false
    }
}

let slash = UInt8(ascii: "/")
