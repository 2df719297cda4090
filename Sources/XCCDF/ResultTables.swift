extension ResultValue {
    /// The result with pass and fail exchanged; all others stay.
    ///
    /// XCCDF 1.2, `complexCheckType`, evaluation chart "NOT".
    public func negated(_ negate: Bool = true) -> ResultValue {
        guard negate else { return self }
        switch self {
        case .pass: return .fail
        case .fail: return .pass
        case .error, .unknown, .notapplicable, .notchecked, .notselected, .informational, .fixed: return self
        }
    }

    /// Whether the result counts in a score.
    ///
    /// XCCDF 1.2 (NISTIR 7275 revision 4), scoring models: what was not selected, not applicable, not checked or informational does not.
    public var isScored: Bool {
        switch self {
        case .pass, .fixed, .fail, .error, .unknown: true
        case .notapplicable, .notchecked, .notselected, .informational: false
        }
    }

    /// Whether the result counts as compliant.
    public var isCompliant: Bool {
        switch self {
        case .pass, .fixed: true
        case .fail, .error, .unknown, .notapplicable, .notchecked, .notselected, .informational: false
        }
    }
}

extension ComplexCheck.Operator {
    /// The results of all parts as one; of no part `notchecked`.
    ///
    /// XCCDF 1.2, `complexCheckType`, evaluation charts "AND" and "OR". The order of the parts does not matter.
    public func combine(_ results: [ResultValue]) -> ResultValue {
        guard var combined = results.first else { return .notchecked }
        for result in results.dropFirst() where strength(result) < strength(combined) { combined = result }
        return combined
    }

    /// The charts are orders: of two results the one that comes first stands.
    /// `fixed` is in neither chart, no check gives it; it stands with `pass`.
    private func strength(_ result: ResultValue) -> Int {
        switch self {
        case .and:
            switch result {
            case .fail: 0
            case .unknown: 1
            case .error: 2
            case .pass, .fixed: 3
            case .notapplicable: 4
            case .notchecked: 5
            case .notselected: 6
            case .informational: 7
            }
        case .or:
            switch result {
            case .pass, .fixed: 0
            case .unknown: 1
            case .error: 2
            case .fail: 3
            case .notapplicable: 4
            case .notchecked: 5
            case .notselected: 6
            case .informational: 7
            }
        }
    }
}
