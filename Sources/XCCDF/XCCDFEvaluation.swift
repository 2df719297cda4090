/// Evaluates selected rules by their checks.
///
/// XCCDF 1.2 (NISTIR 7275 revision 4), benchmark processing; where the specification leaves the order open, that of OpenSCAP:
/// not selected, unchecked, platforms from the benchmark inwards, no usable check, the check itself, role.
public struct XCCDFEvaluation {
    /// Whether a platform holds, by its id (with or without `#`) or CPE name.
    public typealias Applicability = (_ idref: String) -> ApplicabilityOutcome

    private let selected: SelectedRules
    private let applicability: Applicability
    private let systems: [String: any CheckSystem]
    private let uris: Set<String>

    /// An evaluation; of two systems for one language the later one is asked.
    public init(_ selected: SelectedRules, applicability: @escaping Applicability, checkSystems: [any CheckSystem]) {
        self.selected = selected
        self.applicability = applicability
        var systems: [String: any CheckSystem] = [:]
        for system in checkSystems {
            for uri in system.systems { systems[uri] = system }
        }
        self.systems = systems
        uris = Set(systems.keys)
    }

    /// The results of every rule in document order, those not selected included.
    public static func evaluate(
        _ selected: SelectedRules, applicability: @escaping Applicability, checkSystems: [any CheckSystem]
    ) -> [RuleResult] {
        XCCDFEvaluation(selected, applicability: applicability, checkSystems: checkSystems).evaluate()
    }

    /// The results of every rule in document order, those not selected included.
    public func evaluate() -> [RuleResult] { selected.rules.flatMap(evaluate) }

    /// The results of one rule; several where its check reports each part (`multi-check`).
    public func evaluate(_ rule: SelectedRules.SelectedRule) -> [RuleResult] {
        if let exclusion = rule.exclusion { return [result(rule, .notselected, exclusion.message)] }
        if rule.role == .unchecked { return [result(rule, .notchecked, Message(.info, "The role of the rule is unchecked."))] }
        let (applies, platforms) = platforms(of: rule)
        var results = applies ? checked(rule) : [result(rule, .notapplicable, nil)]
        for place in results.indices { results[place].platformsConsidered = platforms }
        return results
    }

    private func result(_ rule: SelectedRules.SelectedRule, _ value: ResultValue, _ message: Message?) -> RuleResult {
        var result = RuleResult(idref: rule.rule.id, result: value, severity: rule.severity, weight: rule.weight, role: rule.role)
        result.version = rule.rule.version
        result.idents = rule.rule.idents
        if let message { result.messages = [message] }
        return result
    }

    // MARK: Platforms

    /// Whether the platforms of the benchmark, the profile, each group around the rule and the rule itself hold; of several on one item any.
    ///
    /// Asked from the outside inwards, and no further than the first that does not hold.
    public func platforms(of rule: SelectedRules.SelectedRule) -> (applies: Bool, considered: [RuleResult.PlatformConsidered]) {
        var levels: [(id: String, platforms: [String])] = [(selected.benchmark.id, selected.benchmark.platforms)]
        if let profile = selected.profile { levels.append((profile.id, profile.platforms)) }
        levels += selected.benchmark.ancestors(ofGroupAt: rule.rule.parent).reversed().map { ($0.id, $0.platforms) }
        levels.append((rule.rule.id, rule.rule.platforms))
        var considered: [RuleResult.PlatformConsidered] = []
        for level in levels where !level.platforms.isEmpty {
            var holds = false
            for idref in level.platforms where !holds {
                let outcome = applicability(idref)
                considered.append(RuleResult.PlatformConsidered(itemID: level.id, idref: idref, outcome: outcome))
                holds = outcome.applies
            }
            if !holds { return (false, considered) }
        }
        return (true, considered)
    }

    // MARK: Checks

    private func checked(_ rule: SelectedRules.SelectedRule) -> [RuleResult] {
        switch selected.choice(rule, systems: uris) {
        case nil: return [result(rule, .notchecked, Message(.info, "No candidate or applicable check found."))]
        case .complex(let complex):
            let (value, used, messages) = evaluate(complex)
            var result = result(rule, scored(value, rule), nil)
            result.messages = messages
            result.used = used
            return [result]
        case .check(let check):
            return evaluate(check, splits: check.multiCheck).map { outcome in
                var result = result(rule, scored(outcome.result.negated(check.negate), rule), nil)
                result.messages = outcome.messages
                result.instance = outcome.instance
                result.used = .check(outcome.used)
                return result
            }
        }
    }

    /// Of an unscored rule only what was found out becomes `informational`; that it could not be checked, or does not apply, stays.
    private func scored(_ value: ResultValue, _ rule: SelectedRules.SelectedRule) -> ResultValue {
        guard rule.role == .unscored else { return value }
        switch value {
        case .pass, .fail, .error, .unknown, .fixed, .informational: return .informational
        case .notapplicable, .notchecked, .notselected: return value
        }
    }

    private struct Outcome {
        var result: ResultValue
        var messages: [Message]
        var instance: String?
        var used: RuleResult.UsedCheck
    }

    /// The result of one check, before negation: of the first alternative that is not `notchecked`.
    ///
    /// An alternative without name stands for all checks in its file: together (AND), or each for itself where `splits`.
    private func evaluate(_ check: Check, splits: Bool) -> [Outcome] {
        func outcome(_ value: ResultValue, _ messages: [Message]) -> [Outcome] {
            [Outcome(result: value, messages: messages, used: RuleResult.UsedCheck(check: check, result: value))]
        }
        guard let system = systems[check.system] else {
            return outcome(.notchecked, [Message(.info, "The checking system '\(check.system)' is not at hand.")])
        }
        let exports: [CheckRequest.Export]
        switch selected.exports(of: check) {
        case .success(let values): exports = values
        case .failure(let unbound): return outcome(.unknown, [Message(.warning, "Value bindings not found: \(unbound.message).")])
        }
        var tried: [Message] = []
        for request in selected.requests(check, exports) {
            let answer = system.evaluate(request)
            tried += answer.messages
            let value = ComplexCheck.Operator.and.combine(answer.parts.map(\.result))
            guard value != .notchecked else {
                tried += answer.parts.flatMap(\.messages)
                continue
            }
            let reference = Check.ContentRef(href: request.href, name: request.name)
            if request.name == nil && splits {
                return answer.parts.map { part in
                    let reference = Check.ContentRef(href: request.href, name: part.name)
                    let used = RuleResult.UsedCheck(
                        check: check, contentRef: reference, exports: exports, imports: part.imports, result: part.result)
                    return Outcome(result: part.result, messages: part.messages, instance: part.name, used: used)
                }
            }
            let imports = answer.parts.reduce(into: [:]) { $0.merge($1.imports) { first, _ in first } }
            let used = RuleResult.UsedCheck(check: check, contentRef: reference, exports: exports, imports: imports, result: value)
            return [Outcome(result: value, messages: answer.parts.flatMap(\.messages), used: used)]
        }
        return outcome(.notchecked, tried + [Message(.info, "None of the check-content-ref elements was resolvable.")])
    }

    private func evaluate(_ complex: ComplexCheck) -> (ResultValue, RuleResult.Used, [Message]) {
        var results: [ResultValue] = []
        var used: [RuleResult.Used] = []
        var messages: [Message] = []
        for child in complex.children {
            switch child {
            case .check(let check):
                // multi-check concerns checks directly in a rule only.
                for outcome in evaluate(check, splits: false) {
                    results.append(outcome.result.negated(check.negate))
                    used.append(.check(outcome.used))
                    messages += outcome.messages
                }
            case .complex(let inner):
                let (value, innerUsed, innerMessages) = evaluate(inner)
                results.append(value)
                used.append(innerUsed)
                messages += innerMessages
            }
        }
        let value = complex.operator.combine(results).negated(complex.negate)
        return (value, .complex(complex.operator, negate: complex.negate, used), messages)
    }
}

extension SelectedRules.Exclusion {
    /// Why, for the reader of a result; `nil` where there is nothing to say beyond the profile's choice.
    var message: Message? {
        switch self {
        case .notSelected, .filtered: nil
        case .inUnselectedGroup(let id): Message(.info, "The group '\(id)' is not selected.")
        case .conflict(let id): Message(.info, "It conflicts with '\(id)', which is selected.")
        case .requirement(let ids): Message(.info, "It requires one of: \(ids.joined(separator: ", ")); none is selected.")
        }
    }
}
