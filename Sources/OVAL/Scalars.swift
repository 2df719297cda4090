/// An integer; most fit a machine word.
///
/// oval-common, `SimpleDatatypeEnumeration`, `int`.
enum Integer: OrderedValue {
    case small(Int64)
    case big(BigInteger)

    init?(lexical text: String) {
        let text = collapsed(text)
        if let value = Int64(text) {
            self = .small(value)
        } else if let value = BigInteger(text) {
            self = .big(value)
        } else {
            return nil
        }
    }

    var big: BigInteger {
        switch self {
        case .small(let value): BigInteger(value)
        case .big(let value): value
        }
    }

    func order(_ other: Integer) -> Order? {
        if case .small(let left) = self, case .small(let right) = other { return Order(left, right) }
        return big.order(other.big)
    }

    func hasBits(of mask: Integer) -> Bool {
        if case .small(let value) = self, case .small(let mask) = mask { return value & mask == mask }
        return big.hasBits(of: mask.big)
    }

    func hasNoBits(outside mask: Integer) -> Bool {
        if case .small(let value) = self, case .small(let mask) = mask { return value | mask == mask }
        return big.hasNoBits(outside: mask.big)
    }
}

/// A floating point number: `[+-]?[0-9]+(.[0-9]+)?([eE][+-]?[0-9]+)?`, `INF`, `-INF` or `NaN`.
///
/// oval-common, `SimpleDatatypeEnumeration`, `float`, is "patterned after" single precision. Double precision is used: it tells apart
/// numbers that single precision takes for equal, never the reverse.
struct Float64: OrderedValue {
    var value: Double

    init?(lexical text: String) {
        let text = collapsed(text)
        switch text {
        case "INF", "+INF": value = .infinity
        case "-INF": value = -.infinity
        case "NaN": value = .nan
        default:
            var rest = Array(text.utf8)[...]
            func skip(_ characters: String) { if let first = rest.first, characters.utf8.contains(first) { rest.removeFirst() } }
            func digits() -> Bool {
                let count = rest.count
                rest = rest.drop(while: \.isDigit)
                return rest.count < count
            }
            skip("+-")
            let hasInteger = digits()
            var hasFraction = false
            if rest.first == UInt8(ascii: ".") {
                rest.removeFirst()
                hasFraction = digits()
            }
            guard hasInteger || hasFraction else { return nil }
            if let first = rest.first, first | 0x20 == UInt8(ascii: "e") {
                rest.removeFirst()
                skip("+-")
                guard digits() else { return nil }
            }
            guard rest.isEmpty, let value = Double(text) else { return nil }
            self.value = value
        }
    }

    /// XML Schema: a NaN equals itself and lies nowhere among the others.
    func order(_ other: Float64) -> Order? {
        if value.isNaN || other.value.isNaN { return nil }
        return Order(value, other.value)
    }

    func equals(_ other: Float64) -> Bool { value == other.value || value.isNaN && other.value.isNaN }
}

/// `true`, `1`, `false` or `0`.
///
/// oval-common, `SimpleDatatypeEnumeration`, `boolean`.
func booleanValue(_ text: String) -> Bool? {
    switch collapsed(text) {
    case "true", "1": true
    case "false", "0": false
    default: nil
    }
}

/// Octets written as pairs of hexadecimal digits.
///
/// oval-common, `SimpleDatatypeEnumeration`, `binary`.
func binaryValue(_ text: String) -> [UInt8]? {
    let digits = Array(collapsed(text).utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var octets: [UInt8] = []
    for place in stride(from: 0, to: digits.count, by: 2) {
        guard let high = nibble(digits[place]), let low = nibble(digits[place + 1]) else { return nil }
        octets.append(high << 4 | low)
    }
    return octets
}

private func nibble(_ digit: UInt8) -> UInt8? {
    if digit.isDigit { return digit - 0x30 }
    let lower = digit | 0x20
    return (0x61...0x66).contains(lower) ? lower - 0x61 + 10 : nil
}

/// Without white space at its ends, as XML Schema reads everything but strings.
func collapsed(_ text: String) -> String {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D && byte != 0x0B && byte != 0x0C) }
    let bytes = text.utf8
    guard let first = bytes.first, let last = bytes.last, isSpace(first) || isSpace(last) else { return text }
    guard let start = bytes.firstIndex(where: { !isSpace($0) }), let end = bytes.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(text[start...end])
}
