/// How often each result occurs among several.
struct ResultCounts {
    var `true` = 0
    var `false` = 0
    var error = 0
    var unknown = 0
    var notEvaluated = 0
    var notApplicable = 0

    init(_ results: some Sequence<ResultValue>) {
        for result in results {
            switch result {
            case .true: `true` += 1
            case .false: `false` += 1
            case .error: error += 1
            case .unknown: unknown += 1
            case .notEvaluated: notEvaluated += 1
            case .notApplicable: notApplicable += 1
            }
        }
    }

    /// What no chart decides: nothing at all, or nothing applicable.
    ///
    /// The charts have no row for no results; unknown is the one answer that claims nothing.
    var withoutEvidence: ResultValue? {
        if `true` + `false` + error + unknown + notEvaluated > 0 { return nil }
        return notApplicable > 0 ? .notApplicable : .unknown
    }

    /// The worst of what is neither true nor false, in the order of every chart: error, unknown, not evaluated.
    var undecided: ResultValue? {
        if error > 0 { return .error }
        if unknown > 0 { return .unknown }
        return notEvaluated > 0 ? .notEvaluated : nil
    }
}

extension OperatorEnumeration {
    /// The result of several joined by this operator; unknown for none.
    ///
    /// oval-common, `OperatorEnumeration`, evaluation charts.
    public func combine(_ results: some Sequence<ResultValue>) -> ResultValue {
        let counts = ResultCounts(results)
        // XOR: the chart's "even" row also admits "only not applicable", which its last row answers with not applicable. The last row is
        // taken, as in the three other charts.
        if let result = counts.withoutEvidence { return result }
        switch self {
        case .and: return counts.false > 0 ? .false : counts.undecided ?? .true
        case .one: return counts.true > 1 ? .false : counts.undecided ?? (counts.true == 1 ? .true : .false)
        case .or: return counts.true > 0 ? .true : counts.undecided ?? .false
        case .xor: return counts.undecided ?? (counts.true.isMultiple(of: 2) ? .false : .true)
        }
    }
}

extension CheckEnumeration {
    /// The result of several of which so many must be true; unknown for none.
    ///
    /// oval-common, `CheckEnumeration`, evaluation charts.
    public func combine(_ results: some Sequence<ResultValue>) -> ResultValue {
        let counts = ResultCounts(results)
        if let result = counts.withoutEvidence { return result }
        switch self {
        case .all: return counts.false > 0 ? .false : counts.undecided ?? .true
        case .atLeastOne: return counts.true > 0 ? .true : counts.undecided ?? .false
        case .onlyOne: return counts.true > 1 ? .false : counts.undecided ?? (counts.true == 1 ? .true : .false)
        case .noneSatisfy, .noneExist: return counts.true > 0 ? .false : counts.undecided ?? .true
        }
    }

    /// The result of several that are known not to be all: what further ones could change is unknown.
    ///
    /// oval-system-characteristics, `FlagEnumeration`, `incomplete`.
    func combine(some results: [ResultValue]) -> ResultValue {
        let isDecided =
            switch self {
            case .all: results.contains(.false)
            case .atLeastOne, .noneSatisfy, .noneExist: results.contains(.true)
            case .onlyOne: results.count { $0 == .true } > 1
            }
        if isDecided { return combine(results) }
        return results.contains(.error) ? .error : .unknown
    }
}

extension ExistenceEnumeration {
    /// Whether what was found with these statuses is what must exist.
    ///
    /// oval-common, `ExistenceEnumeration`, evaluation charts.
    public func combine(_ statuses: some Sequence<Status>) -> ResultValue {
        let counts = StatusCounts(statuses)
        switch self {
        case .allExist:
            if counts.doesNotExist > 0 { return .false }
            return counts.undecided ?? (counts.exists > 0 ? .true : .false)
        case .anyExist:
            return counts.error > 0 && counts.exists == 0 ? .error : .true
        case .atLeastOneExists:
            return counts.exists > 0 ? .true : counts.undecided ?? .false
        case .noneExist:
            return counts.exists > 0 ? .false : counts.undecided ?? .true
        case .onlyOneExists:
            return counts.exists > 1 ? .false : counts.undecided ?? (counts.exists == 1 ? .true : .false)
        }
    }

    /// The same of items that are known not to be all.
    ///
    /// oval-system-characteristics, `FlagEnumeration`, `incomplete`.
    func combine(some statuses: [Status]) -> ResultValue {
        let counts = StatusCounts(statuses)
        switch self {
        case .allExist: return counts.doesNotExist > 0 ? .false : .unknown
        case .anyExist: return .true
        case .atLeastOneExists: return counts.exists > 0 ? .true : .unknown
        case .noneExist: return counts.exists > 0 ? .false : .unknown
        case .onlyOneExists: return counts.exists > 1 ? .false : .unknown
        }
    }
}

/// How often each status occurs among several.
private struct StatusCounts {
    var exists = 0
    var doesNotExist = 0
    var error = 0
    var notCollected = 0

    init(_ statuses: some Sequence<Status>) {
        for status in statuses {
            switch status {
            case .exists: exists += 1
            case .doesNotExist: doesNotExist += 1
            case .error: error += 1
            case .notCollected: notCollected += 1
            }
        }
    }

    /// Error before not collected, as in every chart.
    var undecided: ResultValue? {
        if error > 0 { return .error }
        return notCollected > 0 ? .unknown : nil
    }
}
