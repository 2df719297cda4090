extension SelectedRules {
    /// What of a rule's checks is used.
    enum Choice {
        case check(Check)
        case complex(ComplexCheck)
    }

    /// The check of a rule that is used: its complex-check, else the last one whose checking system is at hand.
    ///
    /// Only checks with the selector that the profile names count; where none has it, or none is named, those without selector.
    func choice(_ rule: SelectedRule, systems: Set<String>) -> Choice? {
        if let complex = rule.rule.complexCheck { return .complex(complex) }
        let checks = rule.rule.checks
        var candidates: [Check] = []
        if let selector = rule.checkSelector, !selector.isEmpty { candidates = checks.filter { $0.selector == selector } }
        if candidates.isEmpty { candidates = checks.filter(\.selector.isEmpty) }
        return candidates.last { systems.contains($0.system) }.map { .check($0) }
    }

    /// The values for a check's variables; `nil` where one of them has none.
    func exports(of check: Check) -> Result<[CheckRequest.Export], UnboundValue> {
        var exports: [CheckRequest.Export] = []
        for export in check.exports {
            guard let effective = value(export.valueID) else {
                return .failure(UnboundValue(message: "Value '\(export.valueID)' for the variable '\(export.exportName)' does not exist"))
            }
            guard let values = effective.values else {
                let selector = effective.selector ?? ""
                return .failure(UnboundValue(message: "Value '\(export.valueID)' has no setting '\(selector)', which the profile names"))
            }
            exports.append(
                CheckRequest.Export(
                    name: export.exportName, valueID: export.valueID, type: effective.value.type, operator: effective.operator,
                    values: values))
        }
        return .success(exports)
    }

    /// A variable that cannot be given a value.
    struct UnboundValue: Error {
        var message: String
    }

    /// Every check that an evaluation may ask for, each once, in the order in which it does.
    ///
    /// `applicable` says whether a rule's platforms hold; rules for which they do not need no check. `systems` are the URIs of the
    /// checking systems at hand.
    public func neededChecks(systems: Set<String>, applicable: (SelectedRule) -> Bool = { _ in true }) -> [CheckRequest] {
        var needed: [CheckRequest] = []
        var seen: Set<CheckRequest> = []
        for rule in rules where rule.isSelected && rule.role != .unchecked && applicable(rule) {
            let checks: [Check]
            switch choice(rule, systems: systems) {
            case .check(let check): checks = [check]
            case .complex(let complex): checks = complex.checks.filter { systems.contains($0.system) }
            case nil: checks = []
            }
            for check in checks {
                guard case .success(let exports) = exports(of: check) else { continue }
                for request in requests(check, exports) where seen.insert(request).inserted { needed.append(request) }
            }
        }
        return needed
    }

    /// The alternatives of a check, in order.
    func requests(_ check: Check, _ exports: [CheckRequest.Export]) -> [CheckRequest] {
        check.contentRefs.map {
            CheckRequest(system: check.system, href: $0.href, name: $0.name, exports: exports, imports: check.imports)
        }
    }
}
