/// A product name in the form that all bindings share: eleven attributes, each a value or a logical value.
///
/// CPE 2.3 Naming (NISTIR 7695), section 5, "well-formed CPE name".
public struct CPEName: Sendable, Hashable {
    /// The attributes of a well-formed name, in the order of the formatted string.
    ///
    /// NISTIR 7695, section 5.2.
    public enum Attribute: Int, Sendable, CaseIterable {
        /// What kind of product: `a`, `o` or `h`.
        case part
        /// Who makes it.
        case vendor
        /// What it is called.
        case product
        /// Its release.
        case version
        /// Update, service pack or point release.
        case update
        /// Edition, as CPE 2.2 had it.
        case edition
        /// Language tag of the user interface.
        case language
        /// For which market or class of users it is made.
        case softwareEdition
        /// The software environment it is made for.
        case targetSoftware
        /// The instruction set it is made for.
        case targetHardware
        /// Anything else.
        case other
    }

    /// The value of an attribute.
    ///
    /// NISTIR 7695, section 5.3.
    public enum Value: Sendable, Hashable {
        /// Any value at all.
        case any
        /// Not applicable: the product has no such attribute.
        case notApplicable
        /// A string; see ``CPEString``.
        case string(CPEString)
    }

    private var values: [Value]

    /// A name; attributes that are not given are ``Value/any``.
    public init(_ values: [Attribute: Value] = [:]) {
        self.values = Attribute.allCases.map { values[$0] ?? .any }
    }

    /// The value of an attribute.
    public subscript(attribute: Attribute) -> Value {
        get { values[attribute.rawValue] }
        set { values[attribute.rawValue] = newValue }
    }
}

/// The characters of an attribute's value, in lower case, each taken literally, with the wildcards at its ends.
///
/// NISTIR 7695, section 5.3.2: `*` and `?` have a special meaning only at the beginning and the end of a value, unquoted.
public struct CPEString: Sendable, Hashable {
    /// What stands for unknown characters at one end of a value.
    public enum Wildcard: Sendable, Hashable {
        /// Nothing: the value begins or ends here.
        case none
        /// `*`: any number of characters.
        case anyNumber
        /// `?` so many times: at most that number of characters.
        case atMost(Int)
    }

    /// What may stand before ``text``.
    public var prefix: Wildcard
    /// The characters that are known, in lower case, without quoting.
    public var text: String
    /// What may stand after ``text``.
    public var suffix: Wildcard

    /// A value.
    public init(_ text: String, prefix: Wildcard = .none, suffix: Wildcard = .none) {
        self.text = text.lowercased()
        self.prefix = prefix
        self.suffix = suffix
    }

    /// Whether it stands for more than one value.
    public var hasWildcard: Bool { prefix != .none || suffix != .none }

    /// Whether the value `literal`, which has no wildcard, is one of those that this stands for.
    ///
    /// NISTIR 7696, `compareStrings`: both ends are tried at every place where the known characters occur.
    func admits(_ literal: CPEString) -> Bool {
        func fits(_ wildcard: Wildcard, _ count: Int) -> Bool {
            switch wildcard {
            case .none: count == 0
            case .anyNumber: true
            case .atMost(let limit): count <= limit
            }
        }
        let known = Array(text.unicodeScalars)
        let target = Array(literal.text.unicodeScalars)
        guard known.count <= target.count else { return false }
        return (0...(target.count - known.count)).contains { start in
            fits(prefix, start) && fits(suffix, target.count - known.count - start)
                && target[start..<start + known.count].elementsEqual(known)
        }
    }
}
