/// The result of a rule, a check or a combination of checks.
///
/// XCCDF 1.2, `resultEnumType`.
public enum ResultValue: String, Sendable, Hashable, CaseIterable, Codable {
    case pass, fail, error, unknown, notapplicable, notchecked, notselected, informational, fixed
}

/// How much a rule matters. CAT I, II and III are high, medium and low.
///
/// XCCDF 1.2, `severityEnumType`.
public enum Severity: String, Sendable, Hashable, CaseIterable, Codable {
    case unknown, info, low, medium, high
}

/// What a rule's result counts for.
///
/// XCCDF 1.2, `roleEnumType`.
public enum Role: String, Sendable, Hashable, CaseIterable, Codable {
    /// Checked and scored.
    case full
    /// Checked; the result is `informational`.
    case unscored
    /// Not checked.
    case unchecked
}

/// The type of a `Value` or of a fact about the target.
///
/// XCCDF 1.2, `valueTypeType`.
public enum ValueType: String, Sendable, Hashable, CaseIterable, Codable {
    case number, string, boolean
}

/// How much a message of a rule-result matters.
///
/// XCCDF 1.2, `msgSevEnumType`.
public enum MessageSeverity: String, Sendable, Hashable, CaseIterable, Codable {
    case error, warning, info
}

/// The two published schemas that are read.
public enum SchemaVersion: String, Sendable, Hashable, CaseIterable {
    /// XCCDF 1.1.4, NISTIR 7275 revision 3.
    case v1_1 = "http://checklists.nist.gov/xccdf/1.1"
    /// XCCDF 1.2, NISTIR 7275 revision 4.
    case v1_2 = "http://checklists.nist.gov/xccdf/1.2"

    /// The namespace's URI.
    public var namespace: String { rawValue }
}

/// The state of a benchmark, item, profile or tailoring.
///
/// XCCDF 1.2, `statusType`.
public enum StatusValue: String, Sendable, Hashable, CaseIterable {
    case accepted, deprecated, draft, incomplete, interim
}

/// A `status` element: a state and the day it was reached.
public struct Status: Sendable, Hashable {
    /// The state.
    public var value: StatusValue
    /// As it stands, `YYYY-MM-DD`.
    public var date: String?

    /// A state, reached on `date`.
    public init(_ value: StatusValue, date: String? = nil) {
        self.value = value
        self.date = date
    }
}
