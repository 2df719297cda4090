public import Diagnostics
internal import XML

/// What a profile makes of a benchmark: which rules are checked, how they count, and which values they use.
///
/// XCCDF 1.2 (NISTIR 7275 revision 4), benchmark processing: selection by id and cluster in document order, what is inside an unselected
/// group is unselected, then `conflicts` and `requires`, again in document order.
public struct SelectedRules: Sendable {
    /// Rules that a run is limited to, and rules it leaves out; both end as `notselected`.
    public struct Filter: Sendable, Hashable {
        /// Ids of rules; where there are any, these are evaluated whatever the profile selects, and all others are left out.
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
    /// that `filter` asks for does not exist.
    public init(_ benchmark: Benchmark, profile: String? = nil, tailoring: Tailoring? = nil, filter: Filter = Filter()) throws(ContentError)
    {
        self.benchmark = benchmark
        let found = try ProfileSearch(benchmark, tailoring).profile(profile)
        self.profile = found?.profile
        self.tailoring = found?.isTailored == true ? tailoring : nil
        let unknown = filter.only.filter { benchmark.rule($0) == nil }.sorted()
        guard unknown.isEmpty else {
            throw ContentError(
                unknown.map { id in
                    let near = EditDistance.nearest(to: id, among: benchmark.rules.map(\.id)).map { "; did you mean '\($0)'?" } ?? ""
                    return Diagnostic(.error, at: benchmark.element.location, about: id, "the benchmark has no such rule\(near)")
                })
        }
        var selection = Selection(benchmark)
        if let profile = self.profile { selection.apply(profile) }
        selection.exclude(filter)
        rules = selection.rules
        groupWeights = selection.groupWeights
        values = selection.effectiveValues
        diagnostics = selection.diagnostics
        for id in filter.skip.sorted() where benchmark.rule(id) == nil {
            diagnostics.append(Diagnostic(.warning, about: id, "the benchmark has no such rule; there is nothing to skip"))
        }
        if let tailoring = self.tailoring { diagnostics += Self.prohibited(tailoring, profile: self.profile, benchmark) }
        if let wanted = self.tailoring?.benchmarkID, wanted != benchmark.id {
            diagnostics.append(
                Diagnostic(
                    .warning, at: tailoring?.element.location, about: tailoring?.id,
                    "the tailoring is for benchmark '\(wanted)', this one is '\(benchmark.id)'"))
        }
    }

    /// What a tailoring changes although the benchmark says `prohibitChanges`: it is done, as other engines do it, and said.
    ///
    /// XCCDF 1.2, `itemType` and `profileType`, `prohibitChanges`.
    private static func prohibited(_ tailoring: Tailoring, profile: Profile?, _ benchmark: Benchmark) -> [Diagnostic] {
        guard let own = tailoring.profiles.first(where: { $0.id == profile?.id }) else { return [] }
        func warning(_ id: String) -> Diagnostic {
            Diagnostic(
                .warning, at: own.element?.location, about: id,
                "the benchmark prohibits changes to it, and the tailoring's profile \(own.id) makes one; ask who wrote the benchmark")
        }
        var found: [Diagnostic] = []
        if let base = own.extends, benchmark.allProfiles[base]?.prohibitChanges == true { found.append(warning(base)) }
        var seen: Set<String> = []
        for statement in own.statements {
            let idref =
                switch statement {
                case .select(let select): select.idref
                case .setValue(let set): set.idref
                case .refineValue(let refine): refine.idref
                case .refineRule(let refine): refine.idref
                }
            let item: (any Item)? = benchmark.rule(idref) ?? benchmark.group(idref) ?? benchmark.value(idref)
            if item?.prohibitChanges == true, seen.insert(idref).inserted { found.append(warning(idref)) }
        }
        return found
    }

    /// Gives the `Value` with this id a value that was observed, whatever a profile says of it.
    public mutating func observe(_ id: String, _ word: String) {
        guard let place = benchmark.valuePlaces[id] else { return }
        values[place].values = [word]
        values[place].isComplex = false
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
