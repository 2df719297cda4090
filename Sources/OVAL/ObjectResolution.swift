import PerlRegex

/// Everything that objects of one wave need to be collected: content, values of variables, states of filters.
struct ObjectResolution: Sendable {
    let definitions: Definitions
    let variables: [String: VariableValue]
    let states: [String: StateEvaluation]
    /// Names of entities whose values are not to be shown, by object.
    let masks: [String: Set<String>]
    let patterns: PatternCache

    /// What came of collecting an object, with the values that its variables had.
    struct Outcome: Sendable {
        var collected: Collected
        var variableValues: [(variable: String, value: String)] = []
    }

    /// Puts the values of variables in, collects, filters, masks.
    func collect(_ object: Object, with collector: any ObjectCollector) -> Outcome {
        var outcome = Outcome(collected: Collected(.error))
        var isPartial = false
        let filter = filters(object.filters)
        if object.kind == .variable {
            outcome.collected = variableItems(object)
        } else {
            let resolved: ResolvedObject
            do throws(CollectionFailure) {
                resolved = try resolve(object, filter, &outcome.variableValues, isPartial: &isPartial)
            } catch {
                outcome.collected = Collected(error.flag, messages: [Message(error.flag == .error ? .error : .warning, error.message)])
                return outcome
            }
            outcome.collected = collector.collect(resolved)
        }
        if isPartial && (outcome.collected.flag == .complete || outcome.collected.flag == .doesNotExist) {
            outcome.collected.flag = .incomplete
        }
        let offered = outcome.collected.items
        let passed = filter.apply(to: offered, flag: outcome.collected.flag) { $0 }
        if passed.entries.count < offered.count {
            for item in offered where filter.admission(of: item) == .filteredOut { outcome.collected.filteredOut.add { item } }
        }
        outcome.collected.items = passed.entries
        outcome.collected.flag = passed.flag
        if let message = passed.message { outcome.collected.messages.append(Message(.warning, message)) }
        mask(&outcome.collected.items, names: masks[object.id] ?? [])
        return outcome
    }

    /// The filters of an object or a set.
    func filters(_ filters: [Filter]) -> FilterEvaluation {
        FilterEvaluation(filters) { states[$0] ?? StateEvaluation(id: $0, failure: "state \($0) is not defined") }
    }

    private func resolve(
        _ object: Object, _ filter: FilterEvaluation, _ used: inout [(variable: String, value: String)], isPartial: inout Bool
    ) throws(CollectionFailure) -> ResolvedObject {
        var entities: [ResolvedEntity] = []
        for entity in object.entities {
            var values = [entity.value]
            if let id = entity.variable {
                let variable = variables[id] ?? VariableValue(.error, message: definitions.missing("variable", id))
                values = try self.values(of: variable, id, for: entity)
                if variable.flag == .incomplete { isPartial = true }
                used += values.map { (id, $0) }
            }
            do throws(PerlRegex.SyntaxError) {
                entities.append(try ResolvedEntity(entity, values: values, patternOptions: object.patternOptions(of: entity)))
            } catch {
                throw CollectionFailure(.error, "entity '\(entity.name)': \(error.description)")
            }
        }
        if filter.isEmpty { return ResolvedObject(object: object, entities: entities) }
        // An item that cannot be decided is let through here: it is decided again, and noted, when it comes back whole.
        let names = object.filters.reduce(into: Set<String>()) { names, filter in
            names.formUnion(definitions.states[filter.state]?.entities.map(\.name) ?? [])
        }
        return ResolvedObject(
            object: object, entities: entities, filterEntities: names, admits: { filter.admission(of: $0) != .filteredOut })
    }

    /// oval-definitions, `EntityAttributeGroup`, `var_ref`: without a value "the object … is considered to not exist"; an error, and what
    /// was never looked at, "should be passed up": a test that asks for nothing to exist must not be satisfied by either.
    private func values(of variable: VariableValue, _ id: String, for entity: Entity) throws(CollectionFailure) -> [String] {
        let flag: Flag
        switch variable.flag {
        case .complete, .incomplete:
            if !variable.values.isEmpty { return variable.values }
            flag = .doesNotExist
        case .error, .doesNotExist, .notCollected, .notApplicable:
            flag = variable.flag
        }
        let reason = variable.message.map { ": \($0)" } ?? ""
        throw CollectionFailure(flag, "entity '\(entity.name)': variable \(id) has no value\(reason)")
    }

    /// independent-system-characteristics, `variable_item`: one item, with a `value` for each of the variable's.
    private func variableItems(_ object: Object) -> Collected {
        guard let id = object.variableReference, let variable = variables[id] else {
            return Collected(.error, messages: [Message(.error, definitions.missing("variable", object.variableReference ?? ""))])
        }
        let values = variable.values.map { ItemEntity("value", $0, variable.datatype) }
        let items = values.isEmpty ? [] : [Item(.variable, [ItemEntity("var_ref", id)] + values)]
        return Collected(variable.flag, items, messages: variable.message.map { [Message(.warning, "variable \(id): \($0)")] } ?? [])
    }

    private func mask(_ items: inout [Item], names: Set<String>) {
        if names.isEmpty { return }
        for place in items.indices {
            for index in items[place].entities.indices where names.contains(items[place].entities[index].name) {
                items[place].entities[index].isMasked = true
            }
        }
    }
}

extension Object {
    /// How the pattern of an entity is read.
    ///
    /// independent-definitions, `Textfilecontent54Behaviors`: `multiline` is true where it is not said.
    func patternOptions(of entity: Entity) -> PerlRegex.Options {
        guard kind == TestKind("independent", "textfilecontent54"), entity.name == "pattern" else { return [] }
        var options: PerlRegex.Options = []
        if behaviors["ignore_case"].flatMap(booleanValue) ?? false { options.insert(.ignoreCase) }
        if behaviors["multiline"].flatMap(booleanValue) ?? true { options.insert(.multiline) }
        if behaviors["singleline"].flatMap(booleanValue) ?? false { options.insert(.singleline) }
        return options
    }
}
