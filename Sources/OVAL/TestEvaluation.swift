/// What a test makes of what was found for its object.
struct TestEvaluation {
    let test: Test
    let states: [StateEvaluation]

    /// The result, the items that were looked at, and notes.
    ///
    /// Existence comes first; only where it holds are items held against the states (oval-definitions, `TestType`).
    func evaluate(_ object: CollectedObject, items: [Item]) -> (result: ResultValue, items: [TestedItem], messages: [Message]) {
        let untested = object.items.map { TestedItem(item: $0, result: .notEvaluated) }
        // An object that was not collected says nothing, unless the test asks for nothing: any number of items in any state.
        let asksNothing = test.checkExistence == .anyExist && states.isEmpty
        switch object.flag {
        case .error: return (asksNothing ? .true : .error, untested, object.messages)
        case .notCollected: return (asksNothing ? .true : .unknown, untested, object.messages)
        case .notApplicable: return (asksNothing ? .true : .notApplicable, untested, object.messages)
        case .doesNotExist:
            switch test.checkExistence {
            case .noneExist, .anyExist: return (.true, untested, [])
            case .allExist, .atLeastOneExists, .onlyOneExists: return (.false, untested, [])
            }
        case .complete, .incomplete:
            break
        }

        let isComplete = object.flag == .complete
        let statuses = object.items.map { items[$0].status }
        let existence = isComplete ? test.checkExistence.combine(statuses) : test.checkExistence.combine(some: statuses)
        guard existence == .true, !states.isEmpty else {
            return (existence, untested, existence == .true || existence == .false ? [] : object.messages)
        }

        var tested: [TestedItem] = []
        var results: [ResultValue] = []
        for place in object.items {
            let one = evaluate(items[place], at: place)
            tested.append(one)
            // "ignoring items with a status of Does Not Exist"
            if items[place].status != .doesNotExist { results.append(one.result) }
        }
        if results.isEmpty { return (isComplete ? .true : .unknown, tested, object.messages) }
        let result = isComplete ? test.check.combine(results) : test.check.combine(some: results)
        return (result, tested, result == .true || result == .false ? [] : object.messages)
    }

    private func evaluate(_ item: Item, at place: Int) -> TestedItem {
        switch item.status {
        case .error: return TestedItem(item: place, result: .error, messages: item.messages)
        case .notCollected: return TestedItem(item: place, result: .unknown, messages: item.messages)
        case .doesNotExist: return TestedItem(item: place, result: .notEvaluated)
        case .exists: break
        }
        var messages: [Message] = []
        let results = states.map { state in
            let one = state.evaluate(item)
            messages += one.messages.map { Message(one.result == .error ? .error : .warning, $0) }
            return one.result
        }
        let result = test.stateOperator.combine(results)
        switch result {
        case .true, .false: return TestedItem(item: place, result: result)
        case .unknown, .error, .notEvaluated, .notApplicable: return TestedItem(item: place, result: result, messages: messages)
        }
    }
}
