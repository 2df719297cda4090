internal import SCAP
public import XCCDF

/// Which rules of other content check the rules of a checklist that has none, as DISA's manual STIGs are: by identity alone, never by likeness.
public struct CheckMatching: Sendable {
    /// What makes a rule the same as one of the checklist.
    public enum Ground: String, Sendable, Hashable, CaseIterable {
        /// The whole id, its revision included.
        case ruleID = "by rule id"
        /// The STIG id: the `version` of the rule.
        case version = "by STIG id"
        /// The id without its revision, `SV-203591` of `SV-203591r958362_rule`.
        case revision = "by rule id of another revision"
        /// A reference to DISA's rule.
        case reference = "by reference"
    }

    /// The rules that check one rule of the checklist; all of them together where there are several.
    public struct Match: Sendable, Hashable {
        /// What makes them the same.
        public var ground: Ground
        /// Ids of the rules, in the order of the other content.
        public var rules: [String]
    }

    /// By the ids of the checklist's rules.
    public private(set) var matches: [String: Match] = [:]
    /// Rules of the checklist whose check was found but is not used, because the profile of the other content does not select it.
    public private(set) var notInProfile: [String] = []
    /// Rules of the checklist whose check was found but is not used, because it needs values that nothing sets to those of the STIG.
    public private(set) var withoutValues: [String] = []

    /// Whether nothing in a benchmark can be run: its rules are prose for people.
    public static func isForPeople(_ benchmark: Benchmark) -> Bool {
        !benchmark.rules.contains { !checks(of: $0).isEmpty }
    }

    /// The profile of other content by whose values its checks are run: the one that the user names, where it has that, else the one for the STIG.
    public static func profile(of provider: Benchmark, named: String?) -> String? {
        if let named, provider.profiles.contains(where: { $0.id == named || $0.id.hasSuffix("_profile_\(named)") }) { return named }
        return provider.profiles.first { $0.id.hasSuffix("_profile_stig") }?.id
    }

    /// Matches the selected rules of a checklist with those of other content.
    ///
    /// - Parameter provider: The other content, in the profile whose values count; its rules that are not selected there are not taken.
    public init(_ checklist: SelectedRules, provider: SelectedRules) {
        let index = Index(provider.benchmark)
        // Values of content for the very same benchmark are the STIG's own.
        func name(_ benchmark: Benchmark) -> String { XCCDFID.name(in: benchmark.id, kind: "benchmark").lowercased() }
        let hasValues = provider.profile != nil || name(checklist.benchmark) == name(provider.benchmark)
        let selected = Set(provider.rules.filter { provider.profile == nil || $0.isSelected }.map(\.rule.id))
        for rule in checklist.rules where rule.isSelected {
            guard let (ground, found) = index.rules(for: rule.rule) else { continue }
            let chosen = found.filter { selected.contains($0.id) }
            if chosen.isEmpty {
                notInProfile.append(rule.rule.id)
            } else if !hasValues, chosen.contains(where: { Self.checks(of: $0).contains { !$0.exports.isEmpty } }) {
                withoutValues.append(rule.rule.id)
            } else {
                matches[rule.rule.id] = Match(ground: ground, rules: chosen.map(\.id))
            }
        }
    }

    /// The checks of a rule that can be run here.
    static func checks(of rule: Rule) -> [Check] { rule.checks(system: OVALRuns.system) }

    /// Rules of the other content by what they are known by.
    private struct Index {
        var places: [Ground: [String: [Int]]] = [:]
        let benchmark: Benchmark

        init(_ benchmark: Benchmark) {
            self.benchmark = benchmark
            for (place, rule) in benchmark.rules.enumerated() where !CheckMatching.checks(of: rule).isEmpty {
                if let id = DISARuleID(rule.id) { add(place, id) }
                if let version = rule.version, !version.isEmpty { add(place, .version, version) }
                for reference in rule.references where reference.href.map(Self.isDISA) ?? false {
                    // A requirement of an SRG is met by many rules together, so one that refers to it is not its check.
                    if let id = DISARuleID(reference.text) {
                        add(place, .reference, id.base)
                    } else if !reference.text.isEmpty, !reference.text.hasPrefix("SRG-"), !reference.text.hasPrefix("CCI-") {
                        add(place, .reference, reference.text)
                    }
                }
            }
        }

        private mutating func add(_ place: Int, _ id: DISARuleID) {
            add(place, .ruleID, id.whole)
            add(place, .revision, id.base)
        }

        private mutating func add(_ place: Int, _ ground: Ground, _ key: String) {
            if places[ground]?[key]?.last != place { places[ground, default: [:]][key, default: []].append(place) }
        }

        func rules(for rule: Rule) -> (Ground, [Rule])? {
            let id = DISARuleID(rule.id)
            let keys: KeyValuePairs<Ground, String?> = [
                .ruleID: id?.whole, .version: rule.version, .revision: id?.base, .reference: rule.version,
            ]
            for (ground, key) in keys {
                if let key, let found = places[ground]?[key] { return (ground, found.map { benchmark.rules[$0] }) }
            }
            if let id, let found = places[.reference]?[id.base] { return (.reference, found.map { benchmark.rules[$0] }) }
            return nil
        }

        /// Whether a reference is to DISA's rules: its host is cyber.mil or below it.
        private static func isDISA(_ href: String) -> Bool {
            guard let scheme = href.firstRange(of: "://") else { return false }
            let host = href[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != ":" }.lowercased()
            return host == "cyber.mil" || host.hasSuffix(".cyber.mil")
        }
    }
}

/// DISA's id of a rule, `SV-203591r958362_rule`, with whatever prefix an XCCDF 1.2 file puts before it.
struct DISARuleID: Hashable {
    /// `SV-203591`.
    var base: String
    /// `SV-203591r958362`.
    var whole: String

    /// `nil` for an id of another form.
    init?(_ text: String) {
        let start =
            text.hasPrefix("SV-") ? text.startIndex : text.firstRange(of: "_rule_SV-").map { text.index($0.lowerBound, offsetBy: 6) }
        guard let start else { return nil }
        var rest = text[start...].dropFirst(3)
        let number = rest.prefix { ("0"..."9").contains($0) }
        rest = rest.dropFirst(number.count)
        guard !number.isEmpty else { return nil }
        base = "SV-\(number)"
        whole = base
        if rest.first == "r" {
            let revision = rest.dropFirst().prefix { ("0"..."9").contains($0) }
            guard !revision.isEmpty else { return nil }
            whole += "r\(revision)"
            rest = rest.dropFirst(revision.count + 1)
        }
        guard rest.isEmpty || rest == "_rule" else { return nil }
    }
}
