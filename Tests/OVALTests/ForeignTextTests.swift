import Testing

@testable import OVAL

@Suite("Foreign text is compared without a trap and without contradiction")
struct ForeignTextTests {
    /// The same numbers on every run.
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private static let alphabet = Array("0019aZ.:-~^+/()[]\\*?e \u{0}é∞").map { String($0) }

    private static func texts(_ count: Int) -> [String] {
        var numbers = Numbers()
        return (0..<count).map { _ in
            (0..<Int.random(in: 0...9, using: &numbers)).map { _ in alphabet.randomElement(using: &numbers) ?? "" }.joined()
        }
    }

    private static let ordered: [Datatype] = [
        .evrString, .debianEVRString, .filesetRevision, .float, .iosVersion, .int, .ipv4Address, .ipv6Address, .version,
    ]

    @Test(arguments: ordered) func exactlyOneOfLessEqualAndGreaterHoldsOrNoneCanBeTold(datatype: Datatype) {
        let patterns = PatternCache()
        func holds(_ left: String, _ operation: Operation, _ right: String) -> Bool? {
            try? compare(found: left, foundDatatype: .string, operation: operation, datatype: datatype, asked: right, patterns: patterns)
        }
        let texts = Self.texts(200).filter { holds($0, .equals, $0) != nil }
        for left in texts {
            #expect(holds(left, .equals, left) == true, "\(left)")
            for right in texts {
                let less = holds(left, .lessThan, right)
                #expect(less == holds(right, .greaterThan, left), "\(left) \(right)")
                #expect(holds(left, .equals, right) == holds(right, .equals, left), "\(left) \(right)")
                guard let less, let greater = holds(left, .greaterThan, right), let equal = holds(left, .equals, right) else { continue }
                #expect([less, greater, equal].count { $0 } == 1, "\(left) \(right)")
                #expect(holds(left, .lessThanOrEqual, right) == (less || equal), "\(left) \(right)")
            }
        }
    }

    @Test func functionsTakeAnyText() {
        for text in Self.texts(5_000) {
            for noescape in [true, false] {
                if let regex = regexFromGlob(text, noescape: noescape) { #expect(regex.hasPrefix("^") && regex.hasSuffix("$")) }
            }
            for format in [
                Variable.Component.DateTimeFormat.yearMonthDay, .monthDayYear, .dayMonthYear, .winFiletime, .secondsSinceEpoch,
                .cimDatetime,
            ] { _ = secondsSinceEpoch(text, format) }
            #expect(splitted(text, by: "1").joined(separator: "1") == text)
            #expect((try? substring(text, start: 1, length: -1)) ?? "" == text)
        }
    }

    @Test func integersOfAnySizeAddAndMultiply() {
        var numbers = Numbers()
        for _ in 0..<2_000 {
            let left = Int64.random(in: .min...(.max), using: &numbers) >> Int64.random(in: 0...62, using: &numbers)
            let right = Int64.random(in: .min...(.max), using: &numbers) >> Int64.random(in: 0...62, using: &numbers)
            let (a, b) = (BigInteger(left), BigInteger(right))
            #expect((a + b).description == String(Int128(left) + Int128(right)))
            #expect((a * b).description == String(Int128(left) * Int128(right)))
            #expect(BigInteger(String(left)) == a)
            #expect(a.order(b) == Order(left, right))
            #expect(a.hasBits(of: b) == (left & right == right) && a.hasNoBits(outside: b) == (left | right == right))
        }
    }
}
