import PerlRegex

/// Why two values could not be compared; the result is `error`.
public struct ComparisonError: Error, Sendable, Hashable, CustomStringConvertible {
    /// One line.
    public var description: String

    /// An error in one line.
    public init(_ description: String) { self.description = description }
}

extension Datatype {
    /// Whether values of this datatype can be compared so.
    ///
    /// oval-common, `SimpleDatatypeEnumeration` and `ComplexDatatypeEnumeration`: "expected operations".
    public func allows(_ operation: Operation) -> Bool {
        switch operation {
        case .equals:
            true
        case .notEqual:
            self != .record
        case .caseInsensitiveEquals, .caseInsensitiveNotEqual, .patternMatch:
            self == .string
        case .greaterThan, .lessThan, .greaterThanOrEqual, .lessThanOrEqual:
            switch self {
            case .binary, .boolean, .string, .record: false
            case .evrString, .debianEVRString, .filesetRevision, .float, .iosVersion, .int, .ipv4Address, .ipv6Address, .version: true
            }
        case .bitwiseAnd, .bitwiseOr:
            self == .int
        case .subsetOf, .supersetOf:
            self == .ipv4Address || self == .ipv6Address
        }
    }
}

/// What a found value is asked to be: an operation and a value of a datatype, read once, held against many.
///
/// The found value is cast to the datatype that is asked for; where the cast or the operation is not possible there is an error, never
/// `false`. oval-definitions, `EntityAttributeGroup`.
public struct Comparison: Sendable {
    private enum Asked: Sendable {
        case binary([UInt8])
        case boolean(Bool)
        case string([UInt8])
        case folded(String)
        case pattern(PerlRegex)
        case evrString(EVR)
        case debianEVRString(DebianEVR)
        case filesetRevision(FilesetRevision)
        case float(Float64)
        case iosVersion(IOSVersion)
        case int(Integer)
        case ipv4Address(IPv4Prefix)
        case ipv6Address(IPv6Prefix)
        case version(Version)
    }

    private let operation: Operation
    private let datatype: Datatype
    private let text: String
    private let asked: Asked

    /// Reads what is asked for.
    public init(_ operation: Operation, _ datatype: Datatype, _ value: String, patterns: PatternCache) throws(ComparisonError) {
        guard datatype.allows(operation) else {
            throw ComparisonError("operation '\(operation.rawValue)' is not allowed for datatype '\(datatype.rawValue)'")
        }
        self.operation = operation
        self.datatype = datatype
        text = value
        func read<Value: OrderedValue>(_: Value.Type) throws(ComparisonError) -> Value { try cast(value, datatype, Value(lexical: value)) }
        switch datatype {
        case .binary: asked = .binary(try cast(value, datatype, binaryValue(value)))
        case .boolean: asked = .boolean(try cast(value, datatype, booleanValue(value)))
        case .string:
            if operation == .patternMatch {
                do throws(PerlRegex.SyntaxError) {
                    asked = .pattern(try patterns.regex(value))
                } catch {
                    throw ComparisonError(error.description)
                }
            } else if operation == .caseInsensitiveEquals || operation == .caseInsensitiveNotEqual {
                asked = .folded(value.lowercased())
            } else {
                asked = .string(Array(value.utf8))
            }
        case .evrString: asked = .evrString(try read(EVR.self))
        case .debianEVRString: asked = .debianEVRString(try read(DebianEVR.self))
        case .filesetRevision: asked = .filesetRevision(try read(FilesetRevision.self))
        case .float: asked = .float(try read(Float64.self))
        case .iosVersion: asked = .iosVersion(try read(IOSVersion.self))
        case .int: asked = .int(try read(Integer.self))
        case .ipv4Address: asked = .ipv4Address(try read(IPv4Prefix.self))
        case .ipv6Address: asked = .ipv6Address(try read(IPv6Prefix.self))
        case .version: asked = .version(try read(Version.self))
        case .record: throw ComparisonError("a record is compared field by field, not as a value")
        }
    }

    /// Whether a found value is as asked.
    public func holds(for found: String) throws(ComparisonError) -> Bool {
        switch asked {
        case .binary(let asked):
            return (try cast(found, datatype, binaryValue(found)) == asked) == (operation == .equals)
        case .boolean(let asked):
            return (try cast(found, datatype, booleanValue(found)) == asked) == (operation == .equals)
        case .string(let asked):
            // By bytes: Swift's == takes different spellings of one accented letter for equal, file names and OVAL do not.
            return found.utf8.elementsEqual(asked) == (operation == .equals)
        case .folded(let asked):
            return found.lowercased().utf8.elementsEqual(asked.utf8) == (operation == .caseInsensitiveEquals)
        case .pattern(let pattern):
            do throws(PerlRegex.MatchError) {
                return try pattern.isMatch(found)
            } catch {
                switch error {
                case .limitExceeded(let reason): throw ComparisonError("pattern \"\(text)\" could not be matched: \(reason)")
                }
            }
        case .int(let asked):
            let found = try cast(found, datatype, Integer(lexical: found))
            if operation == .bitwiseAnd { return found.hasBits(of: asked) }
            if operation == .bitwiseOr { return found.hasNoBits(outside: asked) }
            return try ordered(found, asked)
        case .ipv4Address(let asked): return try address(found, asked)
        case .ipv6Address(let asked): return try address(found, asked)
        case .evrString(let asked): return try ordered(found, asked)
        case .debianEVRString(let asked): return try ordered(found, asked)
        case .filesetRevision(let asked): return try ordered(found, asked)
        case .float(let asked): return try ordered(found, asked)
        case .iosVersion(let asked): return try ordered(found, asked)
        case .version(let asked): return try ordered(found, asked)
        }
    }

    private func address<Value: AddressPrefix>(_ found: String, _ asked: Value) throws(ComparisonError) -> Bool {
        let found = try cast(found, datatype, Value(lexical: found))
        if operation == .subsetOf { return found.isSubset(of: asked) }
        if operation == .supersetOf { return asked.isSubset(of: found) }
        return try ordered(found, asked)
    }

    private func ordered<Value: OrderedValue>(_ found: String, _ asked: Value) throws(ComparisonError) -> Bool {
        try ordered(try cast(found, datatype, Value(lexical: found)), asked)
    }

    private func ordered<Value: OrderedValue>(_ found: Value, _ asked: Value) throws(ComparisonError) -> Bool {
        if operation == .equals { return found.equals(asked) }
        if operation == .notEqual { return !found.equals(asked) }
        guard let result = found.order(asked)?.satisfies(operation) else {
            throw ComparisonError("the found \(datatype.rawValue) has no order to '\(text)': '\(operation.rawValue)' cannot be decided")
        }
        return result
    }
}

private func cast<Value>(_ text: String, _ datatype: Datatype, _ value: Value?) throws(ComparisonError) -> Value {
    guard let value else { throw ComparisonError("'\(excerpt(text))' is no value of datatype '\(datatype.rawValue)'") }
    return value
}

/// The text itself, or its beginning where it is long: messages are one line.
func excerpt(_ text: String) -> String {
    let line = text.prefix(80).map { $0.isNewline ? " " : String($0) }.joined()
    return text.count > 80 ? line + "…" : line
}

extension Datatype {
    /// Why `text` is no value of this datatype; `nil` where it is one.
    func problem(with text: String, patterns: PatternCache) -> String? {
        if self == .string { return nil }
        do throws(ComparisonError) {
            _ = try Comparison(.equals, self, text, patterns: patterns)
            return nil
        } catch {
            return error.description
        }
    }
}

/// Compares a found value with one that is asked for.
///
/// The datatype is that of the one who asks; `foundDatatype` must not be `record`. Throws where the operation is not allowed for the
/// datatype or a value cannot be cast.
public func compare(
    found: String, foundDatatype: Datatype, operation: Operation, datatype: Datatype, asked: String, patterns: PatternCache
) throws(ComparisonError) -> Bool {
    guard foundDatatype != .record else {
        throw ComparisonError("a record cannot be compared with a value of datatype '\(datatype.rawValue)'")
    }
    return try Comparison(operation, datatype, asked, patterns: patterns).holds(for: found)
}
