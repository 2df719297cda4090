import PerlRegex

/// An entity of a state, its values read once, held against the entities of many items.
struct EntityEvaluation: Sendable {
    /// What the entity asks.
    private enum Asked: Sendable {
        /// `xsi:nil`: that there is no value.
        case nothing
        /// A value, or the values of a variable; an error in place of one that cannot be read.
        case values([Result<Comparison, ComparisonError>], areAll: Bool)
        /// The fields of a record.
        case fields([EntityEvaluation])
        /// Nothing that can be answered.
        case error(ComparisonError)
    }

    let entity: Entity
    private let asked: Asked

    /// `variables` are the values of those that the entity or its fields refer to.
    init(_ entity: Entity, variables: [String: VariableValue], patterns: PatternCache) {
        self.entity = entity
        if entity.isNil {
            asked = .nothing
        } else if entity.datatype == .record {
            asked =
                entity.operation == .equals && entity.variable == nil
                ? .fields(entity.fields.map { EntityEvaluation($0, variables: variables, patterns: patterns) })
                : .error(ComparisonError("a record allows the operation 'equals' and no variable"))
        } else if let id = entity.variable {
            asked = Self.values(of: id, variables[id], for: entity, patterns)
        } else {
            asked = .values([Self.read(entity.value, entity, patterns)], areAll: true)
        }
    }

    /// oval-definitions, `EntityAttributeGroup`, `var_ref`: a variable without a value makes a state's entity an error.
    private static func values(of id: String, _ variable: VariableValue?, for entity: Entity, _ patterns: PatternCache) -> Asked {
        guard let variable else { return .error(ComparisonError("variable \(id) is not defined")) }
        switch variable.flag {
        case .complete, .incomplete:
            if variable.values.isEmpty { return .error(ComparisonError("variable \(id) has no value")) }
            return .values(variable.values.map { read($0, entity, patterns) }, areAll: variable.flag == .complete)
        case .error, .doesNotExist, .notCollected, .notApplicable:
            let reason = variable.message.map { ": \($0)" } ?? ""
            return .error(ComparisonError("variable \(id) has no value (\(variable.flag.rawValue))\(reason)"))
        }
    }

    private static func read(_ value: String, _ entity: Entity, _ patterns: PatternCache) -> Result<Comparison, ComparisonError> {
        do throws(ComparisonError) {
            return .success(try Comparison(entity.operation, entity.datatype, value, patterns: patterns))
        } catch {
            return .failure(error)
        }
    }

    /// Holds the entity against those of its name among the entities of an item.
    ///
    /// oval-definitions, `EntityStateSimpleBaseType`: existence first (`check_existence`), then each value against each value of the
    /// variable (`var_check`), then all values together (`entity_check`). An item without such an entity leaves the answer unknown.
    func evaluate(_ entities: [ItemEntity], messages: inout [String]) -> ResultValue {
        let found = entities.filter { $0.name == entity.name }
        if case .nothing = asked {
            return ExistenceEnumeration.noneExist.combine(found.map(\.status))
        }
        if found.isEmpty {
            messages.append("the item has no entity '\(entity.name)'")
            return .unknown
        }
        let existence = entity.checkExistence.combine(found.map(\.status))
        guard existence == .true, entity.checkExistence != .noneExist else { return existence }

        var results: [ResultValue] = []
        for value in found {
            switch value.status {
            case .exists: results.append(evaluate(value, messages: &messages))
            case .error: results.append(.error)
            case .notCollected: results.append(.unknown)
            case .doesNotExist:
                // Where content asks about existence in words, what does not exist is answered; where it does not, a missing value is none
                // that satisfies.
                if entity.checkExistence == .atLeastOneExists { results.append(.false) }
            }
        }
        return results.isEmpty ? .true : entity.entityCheck.combine(results)
    }

    private func evaluate(_ found: ItemEntity, messages: inout [String]) -> ResultValue {
        func fail(_ error: ComparisonError) -> ResultValue {
            let isMasked = entity.isMasked || found.isMasked
            messages.append("entity '\(entity.name)': \(isMasked ? "its values, which are masked, cannot be compared" : error.description)")
            return .error
        }
        switch asked {
        case .nothing:
            return .false
        case .error(let error):
            return fail(error)
        case .fields(let fields):
            guard found.datatype == .record else { return fail(ComparisonError("a record is asked for, the item has a value")) }
            return OperatorEnumeration.and.combine(
                fields.map { field in
                    // EntityStateFieldType: "an error should be reported for the result of a field that is … not found".
                    guard found.fields.contains(where: { $0.name == field.entity.name }) else {
                        return fail(ComparisonError("the record has no field '\(field.entity.name)'"))
                    }
                    return field.evaluate(found.fields, messages: &messages)
                })
        case .values(let values, let areAll):
            guard found.datatype != .record else { return fail(ComparisonError("a value is asked for, the item has a record")) }
            let results = values.map { value -> ResultValue in
                do throws(ComparisonError) {
                    return try value.get().holds(for: found.value) ? .true : .false
                } catch {
                    return fail(error)
                }
            }
            if entity.variable == nil { return results.first ?? .error }
            return areAll ? entity.varCheck.combine(results) : entity.varCheck.combine(some: results)
        }
    }
}

extension ResolvedEntity {
    /// Whether a found value is what this entity of an object asks for: compared with each of its values, these combined by `var_check`.
    ///
    /// A value that cannot be cast to the entity's datatype, an operation that the datatype does not allow and a pattern that was given up
    /// are an error. An entity that is nil holds for nothing.
    public func evaluate(_ found: String) throws(ComparisonError) -> Bool {
        if isNil { return false }
        var results: [ResultValue] = []
        for place in values.indices {
            let holds: Bool
            if operation == .patternMatch, place < compiledPatterns.count {
                do throws(PerlRegex.MatchError) {
                    holds = try compiledPatterns[place].isMatch(found)
                } catch {
                    switch error {
                    case .limitExceeded(let reason): throw ComparisonError("pattern \"\(values[place])\" could not be matched: \(reason)")
                    }
                }
            } else if entity.datatype == .string && operation == .equals {
                holds = found.utf8.elementsEqual(values[place].utf8)
            } else {
                holds = try Comparison(operation, entity.datatype, values[place], patterns: PatternCache()).holds(for: found)
            }
            results.append(holds ? .true : .false)
        }
        return entity.variable == nil ? results.first == .true : entity.varCheck.combine(results) == .true
    }
}
