internal import OVAL

extension Phrase {
    /// What a test expects: `at least one line, each with subexpression equal to "no"`.
    static func expected(by test: Test, _ states: [State], _ variables: [String: VariableValue]) -> String {
        let noun = noun(for: test.kind)
        if test.checkExistence == .noneExist { return "no \(noun.one)" }
        guard !states.isEmpty else {
            switch test.checkExistence {
            case .allExist: return "that all \(noun.many) asked for exist"
            case .anyExist: return "any number of \(noun.many)"
            case .atLeastOneExists: return "at least one \(noun.one)"
            case .noneExist: return "no \(noun.one)"
            case .onlyOneExists: return "exactly one \(noun.one)"
            }
        }
        let asked = states.map { words(for: $0, variables) }.joined(
            separator: test.stateOperator == .and ? " and " : " \(word(test.stateOperator)) ")
        switch (test.checkExistence, test.check) {
        case (.atLeastOneExists, .all): return "at least one \(noun.one), each with \(asked)"
        case (.atLeastOneExists, .atLeastOne): return "at least one \(noun.one) with \(asked)"
        case (.atLeastOneExists, .noneExist), (.atLeastOneExists, .noneSatisfy): return "at least one \(noun.one), none with \(asked)"
        case (.anyExist, .all): return "no \(noun.one), or each with \(asked)"
        case (.anyExist, .atLeastOne): return "no \(noun.one), or at least one with \(asked)"
        case (.anyExist, .noneExist), (.anyExist, .noneSatisfy): return "no \(noun.one) with \(asked)"
        case (.allExist, .all): return "that all \(noun.many) asked for exist, each with \(asked)"
        case (.allExist, .atLeastOne): return "that all \(noun.many) asked for exist, at least one with \(asked)"
        case (.allExist, .noneExist), (.allExist, .noneSatisfy): return "that all \(noun.many) asked for exist, none with \(asked)"
        case (.onlyOneExists, .all), (.onlyOneExists, .atLeastOne), (.onlyOneExists, .onlyOne):
            return "exactly one \(noun.one), with \(asked)"
        case (.onlyOneExists, .noneExist), (.onlyOneExists, .noneSatisfy): return "exactly one \(noun.one), not with \(asked)"
        case (.anyExist, .onlyOne): return "no \(noun.one), or exactly one with \(asked)"
        case (.allExist, .onlyOne), (.atLeastOneExists, .onlyOne): return "exactly one \(noun.one) with \(asked)"
        case (.noneExist, _): return "no \(noun.one)"
        }
    }

    static func words(for state: State, _ variables: [String: VariableValue]) -> String {
        let parts = state.entities.map { words(for: $0, variables) }
        if parts.isEmpty { return "(nothing asked)" }
        switch state.operator {
        case .and: return parts.joined(separator: " and ")
        case .or: return parts.joined(separator: " or ")
        case .one: return parts.count > 1 ? "exactly one of: \(parts.joined(separator: ", "))" : parts[0]
        case .xor: return parts.count > 1 ? "an odd number of: \(parts.joined(separator: ", "))" : parts[0]
        }
    }

    private static func words(for entity: Entity, _ variables: [String: VariableValue]) -> String {
        let name = entity.name
        if entity.isNil { return "any \(name)" }
        if entity.checkExistence == .noneExist { return "no \(name)" }
        if !entity.fields.isEmpty { return "\(name) (\(entity.fields.map { words(for: $0, variables) }.joined(separator: " and ")))" }
        let isPlain = entity.operation == .equals && entity.datatype == .boolean && entity.variable == nil
        let comparison = isPlain ? plain(entity.value) : comparison(of: entity, variables)
        switch entity.entityCheck {
        case .all: return "\(name) \(comparison)"
        case .atLeastOne: return "some \(name) \(comparison)"
        case .noneExist, .noneSatisfy: return "no \(name) \(comparison)"
        case .onlyOne: return "exactly one \(name) \(comparison)"
        }
    }

    private static func word(_ combining: OperatorEnumeration) -> String {
        switch combining {
        case .and: "and"
        case .or: "or"
        case .one: "or (exactly one of both)"
        case .xor: "or (not both)"
        }
    }
}
