/// The result of a test, criteria or definition, of an item against a state, or of an entity.
///
/// OVAL 5.11.2, oval-results, `ResultEnumeration`.
public enum ResultValue: String, Sendable, Hashable, CaseIterable {
    case `true`, `false`, unknown, error
    case notEvaluated = "not evaluated"
    case notApplicable = "not applicable"

    /// The result with `negate="true"`: true and false change places, all others stay.
    public func negated(_ negate: Bool = true) -> ResultValue {
        switch self {
        case .true: negate ? .false : .true
        case .false: negate ? .true : .false
        case .unknown, .error, .notEvaluated, .notApplicable: self
        }
    }
}

/// What became of collecting an object.
///
/// OVAL 5.11.2, oval-system-characteristics, `FlagEnumeration`.
public enum Flag: String, Sendable, Hashable, CaseIterable {
    case error, complete, incomplete
    case doesNotExist = "does not exist"
    case notCollected = "not collected"
    case notApplicable = "not applicable"
}

/// What is known of an item or of one of its entities.
///
/// OVAL 5.11.2, oval-system-characteristics, `StatusEnumeration`.
public enum Status: String, Sendable, Hashable, CaseIterable {
    case error, exists
    case doesNotExist = "does not exist"
    case notCollected = "not collected"
}

/// How many of several must hold.
///
/// OVAL 5.11.2, oval-common, `CheckEnumeration`. `none exist` is the deprecated form of `none satisfy`.
public enum CheckEnumeration: String, Sendable, Hashable, CaseIterable {
    case all
    case atLeastOne = "at least one"
    case noneExist = "none exist"
    case noneSatisfy = "none satisfy"
    case onlyOne = "only one"
}

/// How many items must exist.
///
/// OVAL 5.11.2, oval-common, `ExistenceEnumeration`.
public enum ExistenceEnumeration: String, Sendable, Hashable, CaseIterable {
    case allExist = "all_exist"
    case anyExist = "any_exist"
    case atLeastOneExists = "at_least_one_exists"
    case noneExist = "none_exist"
    case onlyOneExists = "only_one_exists"
}

/// How results are combined.
///
/// OVAL 5.11.2, oval-common, `OperatorEnumeration`.
public enum OperatorEnumeration: String, Sendable, Hashable, CaseIterable {
    case and = "AND"
    case one = "ONE"
    case or = "OR"
    case xor = "XOR"
}

/// How two values are compared.
///
/// OVAL 5.11.2, oval-common, `OperationEnumeration`.
public enum Operation: String, Sendable, Hashable, CaseIterable {
    case equals
    case notEqual = "not equal"
    case caseInsensitiveEquals = "case insensitive equals"
    case caseInsensitiveNotEqual = "case insensitive not equal"
    case greaterThan = "greater than"
    case lessThan = "less than"
    case greaterThanOrEqual = "greater than or equal"
    case lessThanOrEqual = "less than or equal"
    case bitwiseAnd = "bitwise and"
    case bitwiseOr = "bitwise or"
    case patternMatch = "pattern match"
    case subsetOf = "subset of"
    case supersetOf = "superset of"
}

/// What a value is.
///
/// OVAL 5.11.2, oval-common, `DatatypeEnumeration`.
public enum Datatype: String, Sendable, Hashable, CaseIterable {
    case binary, boolean
    case evrString = "evr_string"
    case debianEVRString = "debian_evr_string"
    case filesetRevision = "fileset_revision"
    case float
    case iosVersion = "ios_version"
    case int
    case ipv4Address = "ipv4_address"
    case ipv6Address = "ipv6_address"
    case string, version, record
}

/// What a definition is about; it decides what true means.
///
/// OVAL 5.11.2, oval-common, `ClassEnumeration`.
public enum DefinitionClass: String, Sendable, Hashable, CaseIterable {
    case compliance, inventory, miscellaneous, patch, vulnerability
}

/// A test kind: the schema it is of and its name without `_test`, `_object`, `_state` or `_item`.
public struct TestKind: Sendable, Hashable, CustomStringConvertible {
    /// The fragment of the schema's namespace: `independent`, `unix`, `linux`, …; empty for the core's own elements.
    public var schema: String
    /// `textfilecontent54`, `file`, …
    public var name: String

    /// The kind `name` of `schema`.
    public init(_ schema: String, _ name: String) {
        self.schema = schema
        self.name = name
    }

    /// `schema:name`.
    public var description: String { "\(schema):\(name)" }

    /// The namespace of its definitions.
    public var definitionsNamespace: String { "\(Namespaces.definitions)#\(schema)" }
    /// The namespace of its items.
    public var systemCharacteristicsNamespace: String { "\(Namespaces.systemCharacteristics)#\(schema)" }
}

/// The namespaces of OVAL 5.
public enum Namespaces {
    /// oval-common.
    public static let common = "http://oval.mitre.org/XMLSchema/oval-common-5"
    /// oval-definitions.
    public static let definitions = "http://oval.mitre.org/XMLSchema/oval-definitions-5"
    /// oval-system-characteristics.
    public static let systemCharacteristics = "http://oval.mitre.org/XMLSchema/oval-system-characteristics-5"
    /// oval-results.
    public static let results = "http://oval.mitre.org/XMLSchema/oval-results-5"
    /// oval-variables.
    public static let variables = "http://oval.mitre.org/XMLSchema/oval-variables-5"
    /// oval-directives.
    public static let directives = "http://oval.mitre.org/XMLSchema/oval-directives-5"
}
