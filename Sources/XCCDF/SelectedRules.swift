public import Diagnostics
internal import XML

/// What a profile makes of a benchmark: which rules are checked, how they count, and which values they use.
///
/// XCCDF 1.2 (NISTIR 7275 revision 4), benchmark processing: selection by id and cluster in document order, what is inside an unselected
/// group is unselected, then `conflicts` and `requires` by that selection.
public struct SelectedRules: Sendable {
    /// Rules that a run is limited to, and rules it leaves out; both end as `notselected`.
    public struct Filter: Sendable, Hashable {
        /// Ids of rules; where there are any, all others are left out.
        public var only: Set<String>
        /// Ids of rules that are left out.
        public var skip: Set<String>

        /// A filter; without ids it lets every rule through.
        public init(only: Set<String> = [], skip: Set<String> = []) {
            self.only = only
            self.skip = skip
        }
    }

    /// Why a rule is not selected.
    public enum Exclusion: Sendable, Hashable {
        /// By its own attribute or a select.
        case notSelected
        /// By a group around it, which is named.
        case inUnselectedGroup(String)
        /// By `conflicts` with the item that is named, of itself or of a group around it.
        case conflict(String)
        /// By `requires`: none of those named is selected.
        case requirement([String])
        /// By the filter of the run.
        case filtered
    }

    /// A rule with its state in this run.
    public struct SelectedRule: Sendable {
        /// The rule.
        public let rule: Rule
        /// Why it is not selected; `nil` for a selected rule.
        public internal(set) var exclusion: Exclusion?
        /// Its weight.
        public internal(set) var weight: Double
        /// Its severity.
        public internal(set) var severity: Severity
        /// Its role.
        public internal(set) var role: Role
        /// The selector of the check to use; `nil` where no profile names one.
        public internal(set) var checkSelector: String?
        /// Whether it is selected.
        public var isSelected: Bool { exclusion == nil }
    }

    /// The benchmark.
    public let benchmark: Benchmark
    /// The profile with what it inherits; `nil` where the benchmark's own selection counts.
    public let profile: Profile?
    /// The tailoring that the profile is from, where there is one.
    public let tailoring: Tailoring?
    /// Every rule in document order, selected or not.
    public internal(set) var rules: [SelectedRule] = []
    /// The weight of each of ``Benchmark/groups``.
    public internal(set) var groupWeights: [Double] = []
    /// The effective value of each of ``Benchmark/values``.
    public internal(set) var values: [EffectiveValue] = []
    /// Statements of the profile that reach nothing, and the like.
    public internal(set) var diagnostics: [Diagnostic] = []

    /// The state of `benchmark` under a profile.
    ///
    /// `profile` is an id, the end of an id that only one profile has, or `(all)`; without one the benchmark's own selection counts.
    /// Profiles of `tailoring` come before those of the benchmark. Throws where there is no such profile or more than one, and where a rule
    /// of `filter` does not exist.
    public init(_ benchmark: Benchmark, profile: String? = nil, tailoring: Tailoring? = nil, filter: Filter = Filter()) throws(ContentError)
    {
        self.benchmark = benchmark
        let found = try ProfileSearch(benchmark, tailoring).profile(profile)
        self.profile = found?.profile
        self.tailoring = found?.isTailored == true ? tailoring : nil
        let unknown = filter.only.union(filter.skip).filter { benchmark.rule($0) == nil }.sorted()
        guard unknown.isEmpty else {
            throw ContentError(
                unknown.map { id in
                    let near = EditDistance.nearest(to: id, among: benchmark.rules.map(\.id)).map { "; did you mean '\($0)'?" } ?? ""
                    return Diagnostic(.error, at: benchmark.element.location, about: id, "the benchmark has no such rule\(near)")
                })
        }
        var selection = Selection(benchmark)
        if let profile = self.profile { selection.apply(profile) }
        selection.filter(filter)
        rules = selection.rules
        groupWeights = selection.groupWeights
        values = selection.effectiveValues
        diagnostics = selection.diagnostics
        if let wanted = self.tailoring?.benchmarkID, wanted != benchmark.id {
            diagnostics.append(
                Diagnostic(
                    .warning, at: tailoring?.element.location, about: tailoring?.id,
                    "the tailoring is for benchmark '\(wanted)', this one is '\(benchmark.id)'"))
        }
    }

    /// The effective value of the `Value` with this id; `nil` where there is no such Value.
    public func value(_ id: String) -> EffectiveValue? { benchmark.valuePlaces[id].map { values[$0] } }
}

/// A `Value` as a profile sets it.
public struct EffectiveValue: Sendable {
    /// The Value.
    public let value: Value
    /// How it is compared.
    public internal(set) var `operator`: Value.Operator
    /// The setting that was chosen by name.
    public internal(set) var selector: String?
    /// One value, or those of a list; `nil` where the profile names a setting that does not exist.
    public internal(set) var values: [String]?
    /// Whether it is a list.
    public internal(set) var isComplex = false
    /// Whether a profile set or chose it.
    public internal(set) var isTailored = false

    /// The value for text, a list joined by commas; `nil` where there is none.
    public var text: String? { values.map { $0.joined(separator: ", ") } }
}

/// Applies statements to the items of a benchmark.
private struct Selection {
    let benchmark: Benchmark
    var rules: [SelectedRules.SelectedRule]
    var groupSelected: [Bool]
    var ruleSelected: [Bool]
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
    mutating func filter(_ filter: SelectedRules.Filter) {
        // Whether an item is selected counts with all groups around it; conflicts and requires are judged by that, not by each other.
        var groupFinal = groupSelected
        for (place, group) in benchmark.groups.enumerated() {
            if let parent = group.parent, !groupFinal[parent] { groupFinal[place] = false }
        }
        var ruleFinal = ruleSelected
        for (place, rule) in benchmark.rules.enumerated() {
            if let parent = rule.parent, !groupFinal[parent] { ruleFinal[place] = false }
        }
        func isSelected(_ id: String) -> Bool {
            if let place = benchmark.rulePlaces[id] { return ruleFinal[place] }
            if let place = benchmark.groupPlaces[id] { return groupFinal[place] }
            return false
        }
        func exclusion(_ requires: [[String]], _ conflicts: [String]) -> SelectedRules.Exclusion? {
            if let conflict = conflicts.first(where: isSelected) { return .conflict(conflict) }
            return requires.first { !$0.isEmpty && !$0.contains(where: isSelected) }.map { .requirement($0) }
        }
        var groupExclusion: [SelectedRules.Exclusion?] = []
        for group in benchmark.groups {
            let outer = group.parent.flatMap { groupExclusion[$0] }
            groupExclusion.append(outer ?? exclusion(group.requires, group.conflicts))
        }
        for (place, rule) in benchmark.rules.enumerated() {
            if !filter.only.isEmpty && !filter.only.contains(rule.id) || filter.skip.contains(rule.id) {
                rules[place].exclusion = .filtered
            } else if !ruleSelected[place] {
                rules[place].exclusion = .notSelected
            } else if let parent = rule.parent, !groupFinal[parent] {
                let group = benchmark.ancestors(ofGroupAt: parent).first {
                    benchmark.groupPlaces[$0.id].map { !groupSelected[$0] } ?? false
                }
                rules[place].exclusion = .inUnselectedGroup(group?.id ?? benchmark.groups[parent].id)
            } else {
                rules[place].exclusion = rule.parent.flatMap { groupExclusion[$0] } ?? exclusion(rule.requires, rule.conflicts)
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
