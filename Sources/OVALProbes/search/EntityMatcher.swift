import OVAL
import PerlRegex

/// Decides whether what was found is what an entity of an object asks for.
///
/// OVAL 5.11.2, oval-common, `OperationEnumeration` and, where a variable has several values, `CheckEnumeration` by `var_check`.
struct EntityMatcher: Sendable {
    private let name: String
    private let operation: Operation
    private let check: CheckEnumeration
    private let values: [[UInt8]]
    private let patterns: [PerlRegex]
    /// What every text that can be admitted begins with; `nil` where it may begin with anything.
    private let prefixes: Set<[UInt8]>?
    /// Whether exactly these texts are admitted.
    private let arePrefixesWhole: Bool

    init(_ entity: ResolvedEntity) {
        name = entity.name
        operation = entity.operation
        check = entity.entity.varCheck
        values = entity.values.map { Array($0.utf8) }
        patterns = entity.compiledPatterns
        let known = entity.operation == .patternMatch ? patterns.map { PatternPrefixes($0.pattern) } : []
        // With any of these checks a text is admitted only if at least one pattern matches it.
        let isBounded = !known.isEmpty && check != .noneExist && check != .noneSatisfy && known.allSatisfy { $0.texts != nil }
        prefixes = isBounded ? known.reduce(into: Set()) { $0.formUnion($1.texts ?? []) } : nil
        arePrefixesWhole = isBounded && (known.count == 1 || check == .atLeastOne) && known.allSatisfy(\.areWhole)
    }

    /// For an entity that need not be there: `nil` admits everything.
    init?(_ entity: ResolvedEntity?) {
        guard let entity, !entity.isNil else { return nil }
        self.init(entity)
    }

    /// The only texts that can be admitted, where the operation names them: sorted, each once. `nil` where any text may be.
    func candidates() throws(CollectionFailure) -> [[UInt8]]? {
        guard operation == .equals else {
            return arePrefixesWhole ? prefixes?.sorted { $0.lexicographicallyPrecedes($1) } : nil
        }
        switch check {
        case .noneExist, .noneSatisfy: return nil
        case .all, .atLeastOne, .onlyOne: break
        }
        var admitted: [[UInt8]] = []
        for value in Set(values).sorted(by: { $0.lexicographicallyPrecedes($1) }) where try admits(value) { admitted.append(value) }
        return admitted
    }

    /// The directory below which everything lies that can be admitted, without a slash at its end; empty for the root.
    var commonDirectory: [UInt8] {
        guard let prefixes, let first = prefixes.first else { return [] }
        var common = Array(first.prefix(upTo: first.lastIndex(of: slash) ?? 0).split(separator: slash))
        for prefix in prefixes.dropFirst() {
            let names = prefix.prefix(upTo: prefix.lastIndex(of: slash) ?? 0).split(separator: slash)
            common = Array(common.prefix(zip(common, names).prefix(while: ==).count))
        }
        return common.flatMap { [slash] + $0 }
    }

    /// Whether something that can be admitted may lie at a path or below it.
    func mayAdmit(below path: [UInt8]) -> Bool {
        guard let prefixes else { return true }
        return prefixes.contains { path.starts(with: $0) || ($0.count > path.count && $0[path.count] == slash && $0.starts(with: path)) }
    }

    /// Whether a text is what is asked for.
    func admits(_ text: [UInt8]) throws(CollectionFailure) -> Bool {
        switch operation {
        case .equals: return combine { values[$0] == text }
        case .notEqual: return combine { values[$0] != text }
        case .caseInsensitiveEquals: return combine { values[$0].equalsIgnoringCase(text) }
        case .caseInsensitiveNotEqual: return combine { !values[$0].equalsIgnoringCase(text) }
        case .patternMatch:
            // A name that is not UTF-8 is matched as it is written into items, with U+FFFD: `^.*$` must find every name.
            let text = text.isValidUTF8 ? text : Array(String(decoding: text, as: UTF8.self).utf8)
            var matched = [Bool](repeating: false, count: patterns.count)
            for (place, pattern) in patterns.enumerated() {
                do throws(PerlRegex.MatchError) {
                    matched[place] = try pattern.firstMatch(in: text, isValidUTF8: true) != nil
                } catch {
                    throw CollectionFailure(error, pattern: pattern.pattern, on: String(decoding: text, as: UTF8.self))
                }
            }
            return combine { matched[$0] }
        case .greaterThan, .lessThan, .greaterThanOrEqual, .lessThanOrEqual, .bitwiseAnd, .bitwiseOr, .subsetOf, .supersetOf:
            throw CollectionFailure(.error, "the operation \"\(operation.rawValue)\" is not defined for the string entity \"\(name)\"")
        }
    }

    /// Whether a text is what is asked for.
    func admits(_ text: String) throws(CollectionFailure) -> Bool { try admits(Array(text.utf8)) }

    /// Whether a number is what is asked for.
    func admits(_ number: Int) throws(CollectionFailure) -> Bool {
        var wanted: [Int] = []
        for value in values {
            guard let value = Int(String(decoding: value, as: UTF8.self)) else {
                throw CollectionFailure(.error, "\"\(String(decoding: value, as: UTF8.self))\" of the entity \"\(name)\" is not an integer")
            }
            wanted.append(value)
        }
        switch operation {
        case .equals, .caseInsensitiveEquals: return combine { number == wanted[$0] }
        case .notEqual, .caseInsensitiveNotEqual: return combine { number != wanted[$0] }
        case .greaterThan: return combine { number > wanted[$0] }
        case .lessThan: return combine { number < wanted[$0] }
        case .greaterThanOrEqual: return combine { number >= wanted[$0] }
        case .lessThanOrEqual: return combine { number <= wanted[$0] }
        case .bitwiseAnd: return combine { number & wanted[$0] == wanted[$0] }
        case .bitwiseOr: return combine { number | wanted[$0] == wanted[$0] }
        case .patternMatch, .subsetOf, .supersetOf:
            throw CollectionFailure(.error, "the operation \"\(operation.rawValue)\" is not defined for the int entity \"\(name)\"")
        }
    }

    /// Whether enough of the values agree. No values admit nothing.
    private func combine(_ agrees: (Int) -> Bool) -> Bool {
        guard values.count != 1 else { return check == .noneExist || check == .noneSatisfy ? !agrees(0) : agrees(0) }
        guard !values.isEmpty else { return false }
        switch check {
        case .all: return values.indices.allSatisfy(agrees)
        case .atLeastOne: return values.indices.contains(where: agrees)
        case .noneExist, .noneSatisfy: return !values.indices.contains(where: agrees)
        case .onlyOne: return values.indices.count(where: agrees) == 1
        }
    }
}

extension CollectionFailure {
    /// A match that was given up.
    init(_ error: PerlRegex.MatchError, pattern: String, on what: String) {
        switch error {
        case .limitExceeded(let limit): self.init(.error, "\(what): the pattern \"\(pattern)\" was given up: \(limit)")
        }
    }
}

extension [UInt8] {
    /// Whether the bytes are the same but for the case of ASCII letters, as strcasecmp(3) in the C locale has it.
    func equalsIgnoringCase(_ other: [UInt8]) -> Bool {
        func fold(_ byte: UInt8) -> UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte }
        return elementsEqual(other) { fold($0) == fold($1) }
    }
}
