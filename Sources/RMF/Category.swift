/// DISA's severity category code of a finding.
public enum Category: Int, Sendable, Hashable, CaseIterable, Comparable, CustomStringConvertible {
    case i = 1
    case ii = 2
    case iii = 3

    /// From an XCCDF severity: `high`, `medium`, `low`.
    ///
    /// What is `unknown` or no severity at all counts as CAT II: it must not vanish among the lesser ones. `info` is CAT III.
    public init(severity: String) {
        switch severity {
        case "high": self = .i
        case "low", "info": self = .iii
        default: self = .ii
        }
    }

    /// As it is written: `CAT I`.
    public var description: String {
        switch self {
        case .i: "CAT I"
        case .ii: "CAT II"
        case .iii: "CAT III"
        }
    }

    /// CAT I, the worst, comes first.
    public static func < (left: Category, right: Category) -> Bool { left.rawValue < right.rawValue }
}
