/// A control and the part of its statement that is meant: `AC-1 a 1 (a)`, `CM-6(a)`, `AC-2 (3) (b)`.
///
/// The forms that content and catalogues write:
///
/// | form | where |
/// | --- | --- |
/// | `AC-2 (3)`, `AC-1 a 1 (a)`, `CM-7 (9) (b)` | CCI list |
/// | `AC-2(3)`, `CM-6(a)`, `IA-5(1)(d)` | SP 800-53, references of published content |
/// | `ac-2.3`, `ac-2_smt.k`, `ac-2.3_smt.a` | OSCAL |
/// | `AU-12.1(iv)`, `CM-5(6).1` | assessment objectives of SP 800-53A: the objective is no part of the statement and is dropped |
///
/// A dot after a small-letter family is OSCAL's enhancement, after a capital one an objective.
public struct ControlReference: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The control or enhancement.
    public var control: ControlID
    /// The statement part from the outside in: `["a", "1", "a"]`. Empty for the whole.
    public var parts: [String]

    /// From its pieces.
    public init(control: ControlID, parts: [String] = []) {
        self.control = control
        self.parts = parts
    }

    /// Reads one of the forms above; `nil` for anything else.
    public init?(_ text: String) {
        var reader = Reader(Array(text.utf8))
        guard let reference = reader.reference() else { return nil }
        self = reference
    }

    /// As NIST writes statement parts: `AC-1a.1.(a)`, `AC-2(3)(b)`.
    public var description: String {
        var text = control.description
        for (depth, part) in parts.enumerated() {
            // Letters and numbers alternate; only below an enhancement, and from the third level, are they bracketed.
            if control.enhancement != nil || depth > 1 { text += "(\(part))" } else { text += "\(part)." }
        }
        return text
    }

    /// As NIST's OSCAL catalogue names a part of a statement: `ac-1_smt.a.1.a`; the whole is `ac-1_smt`.
    public var oscalStatementID: String { control.oscalID + "_smt" + parts.map { ".\($0)" }.joined() }

    /// By control, then by part; a number counts as a number.
    public static func < (left: ControlReference, right: ControlReference) -> Bool {
        if left.control != right.control { return left.control < right.control }
        for (a, b) in zip(left.parts, right.parts) where a != b {
            if let a = Int(a), let b = Int(b) { return a < b }
            return a < b
        }
        return left.parts.count < right.parts.count
    }
}

/// The pieces of one reference, left to right.
private struct Reader {
    private let text: [UInt8]
    private var index = 0

    init(_ text: [UInt8]) { self.text = text }

    private var current: UInt8? { index < text.count ? text[index] : nil }

    mutating func reference() -> ControlReference? {
        skipSpaces()
        let family = take { isLetter($0) }
        guard family.count == 2, current == UInt8(ascii: "-") else { return nil }
        let isOSCAL = family.allSatisfy { $0 >= UInt8(ascii: "a") }
        index += 1
        guard let number = number() else { return nil }
        var control = ControlID(family: String(decoding: family, as: UTF8.self).uppercased(), number: number)
        var parts: [String] = []

        if isOSCAL, current == UInt8(ascii: ".") {
            index += 1
            guard let enhancement = self.number() else { return nil }
            control.enhancement = enhancement
        }
        if isOSCAL, text[index...].starts(with: "_smt".utf8) { index += 4 }

        while true {
            skipSpaces()
            guard let byte = current else { return ControlReference(control: control, parts: parts) }
            if byte == UInt8(ascii: "(") {
                index += 1
                let inner = take { isLetter($0) || isDigit($0) }
                guard !inner.isEmpty, inner.count <= 4, current == UInt8(ascii: ")") else { return nil }
                index += 1
                let part = String(decoding: inner, as: UTF8.self).lowercased()
                if let enhancement = Int(part), control.enhancement == nil, parts.isEmpty {
                    control.enhancement = enhancement
                } else {
                    parts.append(part)
                }
            } else if byte == UInt8(ascii: "."), !isOSCAL, parts.isEmpty, isObjective() {
                return ControlReference(control: control)
            } else if byte == UInt8(ascii: ".") {
                index += 1
            } else if isDigit(byte) {
                parts.append(String(decoding: take { isDigit($0) }, as: UTF8.self))
            } else if isLetter(byte) {
                let letters = take { isLetter($0) }
                guard letters.count == 1 else { return nil }
                parts.append(String(decoding: letters, as: UTF8.self).lowercased())
            } else {
                return nil
            }
            guard parts.count <= 8 else { return nil }
        }
    }

    /// Whether the rest is `.1`, `.1(iv)` or `.1a`.
    private func isObjective() -> Bool {
        var rest = text[(index + 1)...]
        let digits = rest.prefix { isDigit($0) }
        guard !digits.isEmpty else { return false }
        rest = rest.dropFirst(digits.count)
        if rest.first == UInt8(ascii: "("), rest.last == UInt8(ascii: ")") { rest = rest.dropFirst().dropLast() }
        return rest.count <= 4 && rest.allSatisfy { isLetter($0) }
    }

    private mutating func number() -> Int? {
        let digits = take { isDigit($0) }
        guard !digits.isEmpty, digits.count <= 3, let number = Int(String(decoding: digits, as: UTF8.self)), number > 0 else { return nil }
        return number
    }

    private mutating func take(while holds: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let found = text[index...].prefix(while: holds)
        index += found.count
        return found
    }

    private mutating func skipSpaces() {
        while current == UInt8(ascii: " ") || current == UInt8(ascii: "\t") || current == UInt8(ascii: "\n") { index += 1 }
    }
}

private func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}

private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}
