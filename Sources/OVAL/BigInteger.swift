/// An integer of any size up to some thousand digits.
///
/// oval-common, `SimpleDatatypeEnumeration`, `int`: "infinite range".
struct BigInteger: Sendable, Hashable, CustomStringConvertible {
    /// More digits than this are not read: the time to read them grows with their square, and content and images are not ours.
    static let maximumDigits = 2_000

    /// Never set for zero.
    private(set) var isNegative: Bool
    /// The least significant first, without zeros at the end; empty for zero.
    private(set) var magnitude: [UInt32]

    private init(isNegative: Bool, _ magnitude: [UInt32]) {
        var magnitude = magnitude
        while magnitude.last == 0 { magnitude.removeLast() }
        self.isNegative = isNegative && !magnitude.isEmpty
        self.magnitude = magnitude
    }

    init(_ value: Int64) {
        let magnitude = value.magnitude
        self.init(isNegative: value < 0, [UInt32(truncatingIfNeeded: magnitude), UInt32(truncatingIfNeeded: magnitude >> 32)])
    }

    /// Reads `[+-]?[0-9]+`; `nil` for anything else, or for more than ``maximumDigits``.
    init?(_ text: some StringProtocol) {
        var digits = Substring(text).utf8
        var isNegative = false
        if let sign = digits.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            digits = digits.dropFirst()
        }
        guard !digits.isEmpty, digits.count <= Self.maximumDigits else { return nil }
        var magnitude: [UInt32] = []
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            Self.multiply(&magnitude, by: 10, adding: UInt32(digit - UInt8(ascii: "0")))
        }
        self.init(isNegative: isNegative, magnitude)
    }

    private static func multiply(_ magnitude: inout [UInt32], by factor: UInt32, adding summand: UInt32) {
        var carry = UInt64(summand)
        for index in magnitude.indices {
            carry += UInt64(magnitude[index]) * UInt64(factor)
            magnitude[index] = UInt32(truncatingIfNeeded: carry)
            carry >>= 32
        }
        if carry > 0 { magnitude.append(UInt32(carry)) }
    }

    /// As decimal digits.
    var description: String {
        if magnitude.isEmpty { return "0" }
        var rest = magnitude
        var groups: [UInt32] = []
        while !rest.isEmpty {
            var remainder: UInt64 = 0
            for index in rest.indices.reversed() {
                let value = remainder << 32 | UInt64(rest[index])
                rest[index] = UInt32(value / 1_000_000_000)
                remainder = value % 1_000_000_000
            }
            while rest.last == 0 { rest.removeLast() }
            groups.append(UInt32(remainder))
        }
        var text = isNegative ? "-" : ""
        for (place, group) in groups.reversed().enumerated() {
            let digits = String(group)
            if place > 0 { text += String(repeating: "0", count: 9 - digits.utf8.count) }
            text += digits
        }
        return text
    }

    /// The nearest floating point value.
    var doubleValue: Double {
        let value = magnitude.reversed().reduce(0.0) { $0 * 4_294_967_296 + Double($1) }
        return isNegative ? -value : value
    }

    static func + (left: BigInteger, right: BigInteger) -> BigInteger {
        if left.isNegative == right.isNegative {
            var sum: [UInt32] = []
            var carry: UInt64 = 0
            for index in 0..<max(left.magnitude.count, right.magnitude.count) {
                carry += UInt64(left.limb(index)) + UInt64(right.limb(index))
                sum.append(UInt32(truncatingIfNeeded: carry))
                carry >>= 32
            }
            sum.append(UInt32(carry))
            return BigInteger(isNegative: left.isNegative, sum)
        }
        let leftIsLarger = order(left.magnitude, right.magnitude) != .less
        let (large, small) = leftIsLarger ? (left, right) : (right, left)
        var difference: [UInt32] = []
        var borrow: Int64 = 0
        for index in large.magnitude.indices {
            let value = Int64(large.limb(index)) - Int64(small.limb(index)) - borrow
            borrow = value < 0 ? 1 : 0
            difference.append(UInt32(truncatingIfNeeded: value))
        }
        return BigInteger(isNegative: large.isNegative, difference)
    }

    static func * (left: BigInteger, right: BigInteger) -> BigInteger {
        var product = [UInt32](repeating: 0, count: left.magnitude.count + right.magnitude.count)
        for i in left.magnitude.indices {
            var carry: UInt64 = 0
            for j in right.magnitude.indices {
                carry += UInt64(left.magnitude[i]) * UInt64(right.magnitude[j]) + UInt64(product[i + j])
                product[i + j] = UInt32(truncatingIfNeeded: carry)
                carry >>= 32
            }
            product[i + right.magnitude.count] = UInt32(carry)
        }
        return BigInteger(isNegative: left.isNegative != right.isNegative, product)
    }

    /// Whether every bit of `mask`, in two's complement, is set: `self & mask == mask`.
    func hasBits(of mask: BigInteger) -> Bool { all(mask) { $0 & $1 == $1 } }

    /// Whether no bit outside `mask` is set: `self | mask == mask`.
    func hasNoBits(outside mask: BigInteger) -> Bool { all(mask) { $0 | $1 == $1 } }

    private func all(_ other: BigInteger, _ holds: (UInt32, UInt32) -> Bool) -> Bool {
        let count = max(magnitude.count, other.magnitude.count) + 1
        return zip(twosComplement(count), other.twosComplement(count)).allSatisfy(holds)
    }

    private func limb(_ index: Int) -> UInt32 { index < magnitude.count ? magnitude[index] : 0 }

    private func twosComplement(_ count: Int) -> [UInt32] {
        var limbs = (0..<count).map(limb)
        guard isNegative else { return limbs }
        var carry: UInt64 = 1
        for index in limbs.indices {
            carry += UInt64(~limbs[index])
            limbs[index] = UInt32(truncatingIfNeeded: carry)
            carry >>= 32
        }
        return limbs
    }

    private static func order(_ left: [UInt32], _ right: [UInt32]) -> Order {
        if left.count != right.count { return left.count < right.count ? .less : .greater }
        for (a, b) in zip(left.reversed(), right.reversed()) where a != b { return a < b ? .less : .greater }
        return .equal
    }

    func order(_ other: BigInteger) -> Order {
        if isNegative != other.isNegative { return isNegative ? .less : .greater }
        let order = Self.order(magnitude, other.magnitude)
        return isNegative ? order.reversed : order
    }
}
