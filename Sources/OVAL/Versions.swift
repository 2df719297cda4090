/// A list of numbers with single characters between them.
///
/// oval-common, `SimpleDatatypeEnumeration`, `version`: any character that is no digit divides; numbers that are missing are 0, so that
/// `1.0` equals `1.0.0.0`.
struct Version: OrderedValue {
    var numbers: [ArraySlice<UInt8>]

    init?(lexical text: String) {
        let bytes = Array(text.utf8)
        // A delimiter outside ASCII is one character of several bytes; bytes of the same character are not two delimiters.
        let fields = bytes.filter { $0 & 0xC0 != 0x80 }.split(omittingEmptySubsequences: false) { !$0.isDigit }
        guard fields.allSatisfy({ !$0.isEmpty }) else { return nil }
        numbers = fields
    }

    func order(_ other: Version) -> Order? {
        for place in 0..<max(numbers.count, other.numbers.count) {
            let left = place < numbers.count ? numbers[place] : []
            let right = place < other.numbers.count ? other.numbers[place] : []
            let order = Order(digits: left, right)
            if order != .equal { return order }
        }
        return .equal
    }
}

/// The revision of an HP-UX fileset, such as `A.03.61.00`.
///
/// oval-common, `SimpleDatatypeEnumeration`, `fileset_revision`: fields between dots, numbers as numbers, others as text.
struct FilesetRevision: OrderedValue {
    var fields: [ArraySlice<UInt8>]

    init?(lexical text: String) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.allSatisfy({ $0 > 0x20 }) else { return nil }
        fields = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    }

    func order(_ other: FilesetRevision) -> Order? {
        for (left, right) in zip(fields, other.fields) {
            let order: Order
            if left.allSatisfy(\.isDigit) && right.allSatisfy(\.isDigit) {
                order = Order(digits: left, right)
            } else {
                order = left.elementsEqual(right) ? .equal : left.lexicographicallyPrecedes(right) ? .less : .greater
            }
            if order != .equal { return order }
        }
        return Order(fields.count, other.fields.count)
    }
}

/// A release of Cisco IOS, such as `12.4(23a)T1`: major, minor, maintenance release, train and rebuild.
///
/// oval-common, `SimpleDatatypeEnumeration`, `ios_version`. Releases of different trains of one major and minor number have no order.
struct IOSVersion: OrderedValue {
    var major: [UInt8]
    var minor: [UInt8]
    var release: [UInt8]
    /// The letter of a rebuild of the mainline: the `a` of `(23a)`.
    var mainlineRebuild: [UInt8]
    var interim: [UInt8]
    var train: [UInt8]
    var rebuild: [UInt8]
    /// What follows the rebuild: a further letter.
    var suffix: [UInt8]

    init?(lexical text: String) {
        var rest = Array(text.utf8)[...]
        func take(_ matches: (UInt8) -> Bool) -> [UInt8] {
            let run = rest.prefix(while: matches)
            rest = rest[run.endIndex...]
            return Array(run)
        }
        func skip(_ character: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: character) else { return false }
            rest.removeFirst()
            return true
        }
        major = take(\.isDigit)
        guard !major.isEmpty, skip(".") else { return nil }
        minor = take(\.isDigit)
        guard !minor.isEmpty, skip("(") else { return nil }
        release = take(\.isDigit)
        guard !release.isEmpty else { return nil }
        mainlineRebuild = take(\.isLetter)
        interim = skip(".") ? take(\.isDigit) : []
        guard skip(")") else { return nil }
        train = take(\.isLetter)
        rebuild = take(\.isDigit)
        suffix = take(\.isLetter)
        guard rest.isEmpty else { return nil }
    }

    func order(_ other: IOSVersion) -> Order? {
        for (left, right) in [(major, other.major), (minor, other.minor)] {
            let order = Order(digits: left, right)
            if order != .equal { return order }
        }
        guard train == other.train else { return nil }
        let orders = [
            Order(digits: release, other.release), Self.order(mainlineRebuild, other.mainlineRebuild),
            Order(digits: interim, other.interim), Order(digits: rebuild, other.rebuild), Self.order(suffix, other.suffix),
        ]
        return orders.first { $0 != .equal } ?? .equal
    }

    private static func order(_ left: [UInt8], _ right: [UInt8]) -> Order {
        left == right ? .equal : left.lexicographicallyPrecedes(right) ? .less : .greater
    }
}
