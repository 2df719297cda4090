extension ObjectSet.Operator {
    /// The flag of two sets joined by this operator.
    ///
    /// oval-definitions, `SetOperatorEnumeration`, evaluation charts; rows are the second set's flag, columns the first's, in the order
    /// error, complete, incomplete, does not exist, not collected, not applicable.
    func combine(_ first: Flag, _ second: Flag) -> Flag {
        let E = Flag.error
        let C = Flag.complete
        let I = Flag.incomplete
        let D = Flag.doesNotExist
        let N = Flag.notCollected
        let A = Flag.notApplicable
        let row: [Flag]
        switch (self, second) {
        case (.union, .error): row = [E, E, E, E, E, E]
        case (.union, .complete): row = [E, C, I, C, I, C]
        case (.union, .incomplete): row = [E, I, I, I, I, I]
        case (.union, .doesNotExist): row = [E, C, I, D, I, D]
        case (.union, .notCollected): row = [E, I, I, I, N, N]
        case (.union, .notApplicable): row = [E, C, I, D, N, A]
        case (.intersection, .error): row = [E, E, E, D, E, E]
        case (.intersection, .complete): row = [E, C, I, D, N, C]
        case (.intersection, .incomplete): row = [E, I, I, D, N, I]
        case (.intersection, .doesNotExist): row = [D, D, D, D, D, D]
        case (.intersection, .notCollected): row = [E, N, N, D, N, N]
        case (.intersection, .notApplicable): row = [E, C, I, D, N, A]
        case (.complement, .error): row = [E, E, E, D, E, E]
        case (.complement, .complete): row = [E, C, I, D, N, E]
        case (.complement, .incomplete): row = [E, E, E, D, N, E]
        case (.complement, .doesNotExist): row = [E, C, I, D, N, E]
        case (.complement, .notCollected): row = [E, N, N, D, N, E]
        case (.complement, .notApplicable): row = [E, E, E, E, E, E]
        }
        switch first {
        case .error: return row[0]
        case .complete: return row[1]
        case .incomplete: return row[2]
        case .doesNotExist: return row[3]
        case .notCollected: return row[4]
        case .notApplicable: return row[5]
        }
    }

    /// The items of two sets joined by this operator; each once, those of the first set first.
    ///
    /// An intersection with what is not applicable is the other set, as its flag in the chart says.
    func combine(_ first: SetResult, _ second: SetResult) -> [Int] {
        let inFirst = Set(first.items)
        let inSecond = Set(second.items)
        switch self {
        case .union: return first.items + second.items.filter { !inFirst.contains($0) }
        case .intersection:
            if first.flag == .notApplicable { return second.items }
            if second.flag == .notApplicable { return first.items }
            return first.items.filter { inSecond.contains($0) }
        case .complement: return first.items.filter { !inSecond.contains($0) }
        }
    }
}

/// What a set came to.
struct SetResult {
    var flag: Flag
    /// Places in ``SystemCharacteristics/items``.
    var items: [Int] = []
    var messages: [Message] = []
}

extension ObjectSet {
    /// The set of what was collected for its objects.
    ///
    /// oval-definitions, `set`: filters first, for each object by itself, then the operator.
    func evaluate(_ characteristics: SystemCharacteristics, filters: ([Filter]) -> FilterEvaluation) -> SetResult {
        let parts: [SetResult]
        let joined: Operator
        switch self {
        case .objects(let `operator`, let ids, let own):
            joined = `operator`
            let filter = filters(own)
            parts = ids.map { id in
                guard let object = characteristics.objects[id] else {
                    return SetResult(flag: .error, messages: [Message(.error, "object \(id) is not defined")])
                }
                let passed = filter.apply(to: object.items, flag: object.flag) { characteristics.items[$0] }
                return SetResult(
                    flag: passed.flag, items: passed.entries,
                    messages: object.messages + (passed.message.map { [Message(.warning, $0)] } ?? []))
            }
        case .sets(let `operator`, let sets):
            joined = `operator`
            parts = sets.map { $0.evaluate(characteristics, filters: filters) }
        }
        guard var result = parts.first else { return SetResult(flag: .error, messages: [Message(.error, "the set is empty")]) }
        for part in parts.dropFirst() {
            let flag = joined.combine(result.flag, part.flag)
            result = SetResult(flag: flag, items: joined.combine(result, part), messages: result.messages + part.messages)
        }
        switch result.flag {
        case .complete where result.items.isEmpty: result.flag = .doesNotExist
        case .complete, .incomplete: break
        case .error, .doesNotExist, .notCollected, .notApplicable: result.items = []
        }
        return result
    }
}
