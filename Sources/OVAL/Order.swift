/// How two values of an ordered datatype lie.
enum Order: Sendable, Hashable {
    case less, equal, greater

    /// The order with the two exchanged.
    var reversed: Order {
        switch self {
        case .less: .greater
        case .equal: .equal
        case .greater: .less
        }
    }

    /// Whether the operation holds for values that lie so; `nil` for operations that do not ask for an order.
    func satisfies(_ operation: Operation) -> Bool? {
        switch operation {
        case .equals: self == .equal
        case .notEqual: self != .equal
        case .greaterThan: self == .greater
        case .lessThan: self == .less
        case .greaterThanOrEqual: self != .less
        case .lessThanOrEqual: self != .greater
        case .caseInsensitiveEquals, .caseInsensitiveNotEqual, .bitwiseAnd, .bitwiseOr, .patternMatch, .subsetOf, .supersetOf: nil
        }
    }

    /// The order of two values.
    init<Value: Comparable>(_ left: Value, _ right: Value) { self = left < right ? .less : left == right ? .equal : .greater }

    /// The order of two runs of decimal digits as numbers of any size.
    init(digits left: some Collection<UInt8>, _ right: some Collection<UInt8>) {
        let left = left.drop { $0 == UInt8(ascii: "0") }
        let right = right.drop { $0 == UInt8(ascii: "0") }
        if left.count != right.count {
            self = left.count < right.count ? .less : .greater
        } else if left.elementsEqual(right) {
            self = .equal
        } else {
            self = left.lexicographicallyPrecedes(right) ? .less : .greater
        }
    }
}

/// A value of an ordered datatype, read from its text.
protocol OrderedValue: Sendable {
    /// `nil` where the text cannot be cast.
    init?(lexical text: String)
    /// `nil` where the two cannot be compared.
    func order(_ other: Self) -> Order?
    /// Whether the two are the same value.
    func equals(_ other: Self) -> Bool
}

extension OrderedValue {
    func equals(_ other: Self) -> Bool { order(other) == .equal }
}

extension UInt8 {
    /// Whether it is a decimal digit of ASCII.
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    /// Whether it is a letter of ASCII.
    var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
}
