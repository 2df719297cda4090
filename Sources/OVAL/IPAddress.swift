/// An address and the length of its prefix; bits outside the prefix are zero.
///
/// oval-common, `SimpleDatatypeEnumeration`, `ipv4_address` and `ipv6_address`.
protocol AddressPrefix: OrderedValue {
    var address: UInt128 { get }
    var prefix: Int { get }
    static var width: Int { get }
}

extension AddressPrefix {
    func equals(_ other: Self) -> Bool { address == other.address && prefix == other.prefix }

    /// `nil` where the prefixes differ: "an error MUST be reported".
    func order(_ other: Self) -> Order? { prefix == other.prefix ? Order(address, other.address) : nil }

    /// Whether every address of this is one of `other`.
    func isSubset(of other: Self) -> Bool {
        prefix >= other.prefix && address & Self.mask(other.prefix) == other.address
    }

    static func mask(_ prefix: Int) -> UInt128 {
        let all = UInt128.max >> UInt128(128 - width)
        return prefix == 0 ? 0 : all & ~(all >> UInt128(prefix))
    }
}

/// `a.b.c.d`, `a.b.c.d/prefix` or `a.b.c.d/netmask`; numbers may have leading zeros.
struct IPv4Prefix: AddressPrefix {
    static let width = 32
    let address: UInt128
    let prefix: Int

    init?(lexical text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = parseIPv4(first) else { return nil }
        var prefix = 32
        if parts.count == 2 {
            if parts[1].contains(UInt8(ascii: ".")) {
                guard let mask = parseIPv4(parts[1]) else { return nil }
                prefix = mask.nonzeroBitCount
                guard UInt128(mask) == Self.mask(prefix) else { return nil }
            } else {
                guard let length = smallNumber(parts[1], upTo: 32) else { return nil }
                prefix = length
            }
        }
        self.address = UInt128(address) & Self.mask(prefix)
        self.prefix = prefix
    }
}

/// An address as in RFC 4291, sections 2.2 and 2.3.
struct IPv6Prefix: AddressPrefix {
    static let width = 128
    let address: UInt128
    let prefix: Int

    init?(lexical text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = Self.parse(first) else { return nil }
        var prefix = 128
        if parts.count == 2 {
            guard let length = smallNumber(parts[1], upTo: 128) else { return nil }
            prefix = length
        }
        self.address = address & Self.mask(prefix)
        self.prefix = prefix
    }

    private static func parse(_ text: Substring.UTF8View) -> UInt128? {
        let bytes = Array(text)
        let colon = UInt8(ascii: ":")
        var gap: Int?
        for index in bytes.indices.dropLast() where bytes[index] == colon && bytes[index + 1] == colon {
            if gap != nil { return nil }
            gap = index
        }
        guard let gap else {
            guard let groups = groups(bytes[...]), groups.count == 8 else { return nil }
            return join(groups)
        }
        guard let before = groups(bytes[..<gap]), let after = groups(bytes[(gap + 2)...]), before.count + after.count < 8 else {
            return nil
        }
        return join(before + [UInt16](repeating: 0, count: 8 - before.count - after.count) + after)
    }

    /// Groups between colons, the last of which may be an IPv4 address; none for no text.
    private static func groups(_ bytes: ArraySlice<UInt8>) -> [UInt16]? {
        if bytes.isEmpty { return [] }
        var result: [UInt16] = []
        let fields = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        for (place, field) in fields.enumerated() {
            if place == fields.count - 1 && field.contains(UInt8(ascii: ".")) {
                guard let address = parseIPv4(field) else { return nil }
                result += [UInt16(address >> 16), UInt16(truncatingIfNeeded: address)]
                continue
            }
            guard (1...4).contains(field.count), let digits = String(validating: field, as: UTF8.self) else { return nil }
            guard field.allSatisfy({ $0.isDigit || $0.isLetter }), let group = UInt16(digits, radix: 16) else { return nil }
            result.append(group)
        }
        return result
    }

    private static func join(_ groups: [UInt16]) -> UInt128 { groups.reduce(0) { $0 << 16 | UInt128($1) } }
}

private func parseIPv4(_ text: some Collection<UInt8>) -> UInt32? {
    let fields = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard fields.count == 4 else { return nil }
    var address: UInt32 = 0
    for field in fields {
        guard let number = smallNumber(field, upTo: 255) else { return nil }
        address = address << 8 | UInt32(number)
    }
    return address
}

private func smallNumber(_ digits: some Collection<UInt8>, upTo limit: Int) -> Int? {
    guard (1...9).contains(digits.count), digits.allSatisfy(\.isDigit) else { return nil }
    let number = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return number <= limit ? number : nil
}
