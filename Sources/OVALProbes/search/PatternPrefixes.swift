/// What the texts that a pattern matches begin with: a search goes only where such a text can lie.
///
/// `^/(usr/)?s?bin/` gives `/usr/sbin/`, `/usr/bin/`, `/sbin/` and `/bin/`. Only what is certain is taken: every alternative begins with
/// `^`, and the literal characters end at the first thing that could mean anything else. Where nothing is certain there is no bound.
struct PatternPrefixes: Sendable, Hashable {
    /// The beginnings; `nil` where a text may begin with anything.
    private(set) var texts: Set<[UInt8]>?
    /// Whether the pattern matches these texts and no others: each is the whole between `^` and `$`.
    private(set) var areWhole = false

    init(_ pattern: String) {
        let pattern = Array(pattern.utf8)
        guard Self.isPlain(pattern), let alternatives = Self.alternatives(of: pattern[...]) else { return }
        var found: [Beginning] = []
        for alternative in alternatives {
            guard alternative.first == UInt8(ascii: "^"), let beginnings = Self.expand(alternative.dropFirst(), isInGroup: false) else {
                return
            }
            found += beginnings
            guard found.count <= Self.limit else { return }
        }
        let texts = Set(found.map(\.text))
        guard !texts.contains([]) else { return }
        self.texts = texts
        areWhole = found.allSatisfy { $0.end == .wholeText }
    }

    /// More would cost more than it saves.
    private static let limit = 64

    /// The beginning of a text, and whether more can be said of it.
    private struct Beginning {
        enum End { case open, closed, wholeText }
        var text: [UInt8]
        var end = End.open
    }

    /// Whether the pattern has nothing that changes how other parts of it are read: options (`(?i)`), quoting (`\Q`), verbs, conditions.
    private static func isPlain(_ pattern: [UInt8]) -> Bool {
        let harmless = Set(":=!<>".utf8)
        for (place, byte) in pattern.enumerated() {
            let next = place + 1 < pattern.count ? pattern[place + 1] : 0
            if byte == UInt8(ascii: "\\"), next == UInt8(ascii: "Q") { return false }
            guard byte == UInt8(ascii: "(") else { continue }
            if next == UInt8(ascii: "*") { return false }
            if next == UInt8(ascii: "?"), place + 2 >= pattern.count || !harmless.contains(pattern[place + 2]) { return false }
        }
        return true
    }

    /// The parts between the `|` that stand outside of parentheses; `nil` where parentheses or brackets do not close.
    private static func alternatives(of pattern: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
        var alternatives: [ArraySlice<UInt8>] = []
        var start = pattern.startIndex
        var place = start
        while place < pattern.endIndex {
            switch pattern[place] {
            case UInt8(ascii: "|"):
                alternatives.append(pattern[start..<place])
                place += 1
                start = place
            case UInt8(ascii: ")"): return nil
            default:
                guard let end = end(ofAtomAt: place, in: pattern) else { return nil }
                place = end
            }
        }
        return alternatives + [pattern[start...]]
    }

    /// Where the character, escape, class or group that begins at `place` ends; `nil` where it does not.
    private static func end(ofAtomAt place: Int, in pattern: ArraySlice<UInt8>) -> Int? {
        switch pattern[place] {
        case UInt8(ascii: "\\"): return place + 2 <= pattern.endIndex ? place + 2 : nil
        case UInt8(ascii: "["):
            var next = place + 1
            if next < pattern.endIndex, pattern[next] == UInt8(ascii: "^") { next += 1 }
            // A bracket that comes first is one of the class.
            if next < pattern.endIndex, pattern[next] == UInt8(ascii: "]") { next += 1 }
            while next < pattern.endIndex {
                switch pattern[next] {
                case UInt8(ascii: "]"): return next + 1
                case UInt8(ascii: "\\"): next += 2
                // `[[:alpha:]]`: where a bracket in a class means something or does not is not told apart.
                case UInt8(ascii: "["): return nil
                default: next += 1
                }
            }
            return nil
        case UInt8(ascii: "("):
            var next = place + 1
            while next < pattern.endIndex {
                if pattern[next] == UInt8(ascii: ")") { return next + 1 }
                guard let end = end(ofAtomAt: next, in: pattern) else { return nil }
                next = end
            }
            return nil
        default: return place + 1
        }
    }

    /// The beginnings of what a sequence matches; `nil` where there are too many.
    private static func expand(_ sequence: ArraySlice<UInt8>, isInGroup: Bool) -> [Beginning]? {
        var found = [Beginning(text: [])]
        var place = sequence.startIndex
        func closed() -> [Beginning] { found.map { Beginning(text: $0.text, end: .closed) } }
        while place < sequence.endIndex {
            guard let end = end(ofAtomAt: place, in: sequence) else { return closed() }
            var choices: [Beginning]
            switch sequence[place] {
            case UInt8(ascii: "$"):
                guard end == sequence.endIndex, !isInGroup else { return closed() }
                return found.map { Beginning(text: $0.text, end: $0.end == .open ? .wholeText : $0.end) }
            case UInt8(ascii: "("):
                var body = sequence[(place + 1)..<(end - 1)]
                if body.first == UInt8(ascii: "?") {
                    guard body.dropFirst().first == UInt8(ascii: ":") else { return closed() }
                    body = body.dropFirst(2)
                }
                guard let alternatives = alternatives(of: body) else { return closed() }
                choices = []
                for alternative in alternatives {
                    guard let beginnings = expand(alternative, isInGroup: true) else { return nil }
                    choices += beginnings
                }
            case UInt8(ascii: "\\"):
                let escaped = sequence[place + 1]
                guard escaped < 0x80, !isWord(escaped) else { return closed() }
                choices = [Beginning(text: [escaped])]
            case let byte:
                guard byte < 0x80, !meta.contains(byte) else { return closed() }
                choices = [Beginning(text: [byte])]
            }
            place = end
            if place < sequence.endIndex, quantifiers.contains(sequence[place]) {
                guard sequence[place] == UInt8(ascii: "?"), place + 1 == sequence.endIndex || !quantifiers.contains(sequence[place + 1])
                else {
                    return closed()
                }
                choices.append(Beginning(text: []))
                place += 1
            }
            var next: [Beginning] = []
            for beginning in found {
                guard beginning.end == .open else {
                    next.append(beginning)
                    continue
                }
                for choice in choices { next.append(Beginning(text: beginning.text + choice.text, end: choice.end)) }
            }
            guard next.count <= limit else { return closed() }
            found = next
        }
        // What a group ends with goes on after it; what the pattern ends with may go on in any way.
        return isInGroup ? found : closed()
    }

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
}

let slash = UInt8(ascii: "/")
