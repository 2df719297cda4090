/// A state with the values of its variables, read once, held against many items.
public struct StateEvaluation: Sendable {
    /// Why it can be held against nothing.
    private let failure: String?
    private let `operator`: OperatorEnumeration
    private let entities: [EntityEvaluation]
    /// Id of the state.
    public let id: String

    /// `variables` are the values of those that the state's entities refer to.
    public init(_ state: State, variables: [String: VariableValue], patterns: PatternCache) {
        id = state.id
        failure = nil
        `operator` = state.operator
        entities = state.entities.map { EntityEvaluation($0, variables: variables, patterns: patterns) }
    }

    /// A state that is not there or cannot be used; every item compared with it is an error.
    init(id: String, failure: String) {
        self.id = id
        self.failure = failure
        `operator` = .and
        entities = []
    }

    /// The result of the item against this state, and why it is not simply true or false.
    ///
    /// oval-definitions, `StateType`: the results of the entities joined by `operator`; unknown for a state that asks nothing.
    public func evaluate(_ item: Item) -> (result: ResultValue, messages: [String]) {
        if let failure { return (.error, [failure]) }
        var messages: [String] = []
        let results = entities.map { $0.evaluate(item.entities, messages: &messages) }
        let result = `operator`.combine(results)
        switch result {
        case .true, .false: return (result, [])
        case .unknown, .error, .notEvaluated, .notApplicable: return (result, messages.map { "\(id): \($0)" })
        }
    }
}

extension State {
    /// The result of one item against this state. For many items make a ``StateEvaluation``.
    public func evaluate(_ item: Item, variables: [String: VariableValue] = [:], patterns: PatternCache = PatternCache()) -> ResultValue {
        StateEvaluation(self, variables: variables, patterns: patterns).evaluate(item).result
    }
}
