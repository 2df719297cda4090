internal import Diagnostics
internal import XML

/// Applies statements to the items of a benchmark.
struct Selection {
    let benchmark: Benchmark
    var rules: [SelectedRules.SelectedRule]
    var groupSelected: [Bool]
    var ruleSelected: [Bool]
    private var groupExclusions: [SelectedRules.Exclusion?]
    var groupWeights: [Double]
    var settings: [Setting]
    var diagnostics: [Diagnostic] = []
    private var itemClusters: [String: [ItemPlace]] = [:]
    private var valueClusters: [String: [Int]] = [:]

    struct Setting {
        var set: Profile.SetValue?
        var selector: String?
        var combining: Value.Operator?
    }

    init(_ benchmark: Benchmark) {
        self.benchmark = benchmark
        rules = benchmark.rules.map {
            SelectedRules.SelectedRule(
                rule: $0, exclusion: nil, weight: $0.weight, severity: $0.severity, role: $0.role, checkSelector: nil)
        }
        ruleSelected = benchmark.rules.map(\.selected)
        groupSelected = benchmark.groups.map(\.selected)
        groupWeights = benchmark.groups.map(\.weight)
        groupExclusions = benchmark.groups.map { _ in nil }
        settings = Array(repeating: Setting(), count: benchmark.values.count)
        for (place, group) in benchmark.groups.enumerated() {
            if let cluster = group.clusterID { itemClusters[cluster, default: []].append(.group(place)) }
        }
        for (place, rule) in benchmark.rules.enumerated() {
            if let cluster = rule.clusterID { itemClusters[cluster, default: []].append(.rule(place)) }
        }
        for (place, value) in benchmark.values.enumerated() {
            if let cluster = value.clusterID { valueClusters[cluster, default: []].append(place) }
        }
    }

    private func items(_ idref: String) -> [ItemPlace] {
        if let place = benchmark.rulePlaces[idref] { return [.rule(place)] }
        if let place = benchmark.groupPlaces[idref] { return [.group(place)] }
        return itemClusters[idref] ?? []
    }

    private func valuePlaces(_ idref: String) -> [Int] { benchmark.valuePlaces[idref].map { [$0] } ?? valueClusters[idref] ?? [] }

    mutating func apply(_ profile: Profile) {
        if profile.element == nil {
            // The built-in profile.
            ruleSelected = ruleSelected.map { _ in true }
            groupSelected = groupSelected.map { _ in true }
        }
        for statement in profile.statements {
            switch statement {
            case .select(let select):
                let places = items(select.idref)
                if places.isEmpty { reachesNothing(profile, "select", select.idref) }
                for place in places {
                    switch place {
                    case .group(let group): groupSelected[group] = select.selected
                    case .rule(let rule): ruleSelected[rule] = select.selected
                    }
                }
            case .refineRule(let refine):
                let places = items(refine.idref)
                if places.isEmpty { reachesNothing(profile, "refine-rule", refine.idref) }
                for place in places { self.refine(place, refine) }
            case .setValue(let set):
                let places = valuePlaces(set.idref)
                if places.isEmpty { reachesNothing(profile, "set-value", set.idref) }
                for place in places { settings[place].set = set }
            case .refineValue(let refine):
                let places = valuePlaces(refine.idref)
                if places.isEmpty { reachesNothing(profile, "refine-value", refine.idref) }
                for place in places {
                    settings[place].selector = refine.selector ?? settings[place].selector
                    settings[place].combining = refine.operator ?? settings[place].combining
                }
            }
        }
    }

    /// Of a group only the weight can be refined (XCCDF 1.2, `profileRefineRuleType`).
    private mutating func refine(_ place: ItemPlace, _ refine: Profile.RefineRule) {
        switch place {
        case .group(let group): groupWeights[group] = refine.weight ?? groupWeights[group]
        case .rule(let rule):
            rules[rule].weight = refine.weight ?? rules[rule].weight
            rules[rule].severity = refine.severity ?? rules[rule].severity
            rules[rule].role = refine.role ?? rules[rule].role
            rules[rule].checkSelector = refine.selector ?? rules[rule].checkSelector
        }
    }

    private mutating func reachesNothing(_ profile: Profile, _ statement: String, _ idref: String) {
        diagnostics.append(
            Diagnostic(
                .warning, at: profile.element?.location, about: profile.id,
                "\(statement) names '\(idref)', which the benchmark does not have; it is ignored"))
    }

    /// Decides which rules remain, and why the others do not.
    mutating func exclude(_ filter: SelectedRules.Filter) {
        for (place, group) in benchmark.groups.enumerated() {
            if let parent = group.parent { groupExclusions[place] = groupExclusions[parent] }
            if groupExclusions[place] == nil && !groupSelected[place] { groupExclusions[place] = .inUnselectedGroup(group.id) }
        }
        for (place, rule) in benchmark.rules.enumerated() {
            rules[place].exclusion = ruleSelected[place] ? rule.parent.flatMap { groupExclusions[$0] } : .notSelected
        }
        require(benchmark.content)
        for place in rules.indices {
            let id = rules[place].rule.id
            if filter.skip.contains(id) {
                rules[place].exclusion = .filtered
            } else if !filter.only.isEmpty {
                // As with OpenSCAP, a rule that is asked for by name is evaluated even where the profile does not select it.
                rules[place].exclusion = filter.only.contains(id) ? nil : .filtered
            }
        }
    }

    /// Applies conflicts and requires, item by item in document order: what loses here counts as unselected for the items after it.
    private mutating func require(_ content: [ItemPlace]) {
        for place in content {
            switch place {
            case .rule(let rule):
                guard rules[rule].exclusion == nil else { continue }
                rules[rule].exclusion = exclusion(benchmark.rules[rule].requires, benchmark.rules[rule].conflicts)
            case .group(let group):
                if groupExclusions[group] == nil,
                    let exclusion = exclusion(benchmark.groups[group].requires, benchmark.groups[group].conflicts)
                {
                    exclude(group, exclusion)
                }
                require(benchmark.groups[group].content)
            }
        }
    }

    private func exclusion(_ requires: [[String]], _ conflicts: [String]) -> SelectedRules.Exclusion? {
        if let conflict = conflicts.first(where: isSelected) { return .conflict(conflict) }
        return requires.first { !$0.isEmpty && !$0.contains(where: isSelected) }.map { .requirement($0) }
    }

    private func isSelected(_ id: String) -> Bool {
        if let place = benchmark.rulePlaces[id] { return rules[place].exclusion == nil }
        if let place = benchmark.groupPlaces[id] { return groupExclusions[place] == nil }
        return false
    }

    private mutating func exclude(_ group: Int, _ exclusion: SelectedRules.Exclusion) {
        groupExclusions[group] = exclusion
        for place in benchmark.groups[group].content {
            switch place {
            case .rule(let rule): rules[rule].exclusion = rules[rule].exclusion ?? exclusion
            case .group(let inner): exclude(inner, exclusion)
            }
        }
    }

    var effectiveValues: [EffectiveValue] {
        zip(benchmark.values, settings).map { value, setting in
            var effective = EffectiveValue(value: value, operator: setting.combining ?? value.operator)
            effective.selector = setting.selector
            effective.isTailored = setting.set != nil || setting.selector != nil
            if let set = setting.set {
                effective.values = set.values
                effective.isComplex = set.isComplex
            } else if let chosen = Self.setting(of: value, setting.selector) {
                effective.values = chosen.values
                effective.isComplex = chosen.isComplex
            }
            return effective
        }
    }

    /// The schema would use the default where a profile names a setting that does not exist. A check against another value than the one
    /// that was asked for is no evidence, so there is none, and rules that need it become `unknown`, as with OpenSCAP.
    private static func setting(of value: Value, _ selector: String?) -> Value.Setting? {
        if let selector, !selector.isEmpty { return value.settings.first { $0.selector == selector } }
        return value.settings.first { $0.selector.isEmpty } ?? value.settings.first
    }
}
