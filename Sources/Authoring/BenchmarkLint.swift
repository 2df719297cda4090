internal import CPE
internal import Calendar
internal import Diagnostics
internal import SCAP
internal import XML

/// Looks at a benchmark as importers do: by its elements, whether or not an engine could run it.
struct BenchmarkLint {
    let element: XMLElement
    let tables: ReferenceTables
    private(set) var findings: [LintFinding] = []
    /// Where each id was first met.
    private var ids: [String: SourceLocation] = [:]
    /// Where each version of a rule was first met.
    private var versions: [String: SourceLocation] = [:]
    /// Whether any id is of DISA's shape: then all are expected to be.
    private let isDISA: Bool
    private var rules = 0

    init(_ element: XMLElement, tables: ReferenceTables) {
        self.element = element
        self.tables = tables
        isDISA = Self.items(element).contains { item in
            let id = item.attribute("id") ?? ""
            return item.localName == "Rule" && STIGNames.local(id).hasPrefix("SV-")
        }
        run()
    }

    /// Groups and rules at any depth, in document order.
    static func items(_ element: XMLElement) -> [XMLElement] {
        element.children.flatMap { child -> [XMLElement] in
            switch child.localName {
            case "Group": [child] + items(child)
            case "Rule": [child]
            default: []
            }
        }
    }

    mutating func add(
        _ code: LintFinding.Code, _ severity: Diagnostic.Severity, _ element: XMLElement, about subject: String?, _ message: String
    ) {
        findings.append(LintFinding(code, severity, at: element.location, about: subject, message))
    }

    private mutating func run() {
        let id = element.attribute("id")
        if (id ?? "").isEmpty { add(.structure, .error, element, about: nil, "the Benchmark has no id; importers look it up by that") }
        if isDISA, let id, id.hasPrefix("xccdf_"), !id.hasPrefix("xccdf_mil.disa.stig_benchmark_") {
            add(
                .idShape, .error, element, about: id,
                "the id does not begin with xccdf_mil.disa.stig_benchmark_, so importers do not know it")
        }
        head(id)
        for child in element.children {
            switch child.localName {
            case "Rule":
                add(
                    .structure, .error, child, about: child.attribute("id"),
                    "the Rule stands outside of a Group; viewers of STIGs drop it, so put each into a Group of its own")
                rule(child, group: nil)
            case "Group": group(child, depth: 1)
            case "Value", "Profile": unique(child)
            default: break
            }
        }
        if rules == 0 { add(.structure, .error, element, about: id, "the benchmark has no Rule; there is nothing to assess") }
        profiles(id)
        for item in Self.items(element) {
            for other in item.children where ["requires", "conflicts"].contains(other.localName) {
                let missing = (other.attribute("idref") ?? "").split(whereSeparator: \.isWhitespace).map(String.init).filter {
                    ids[$0] == nil
                }
                for idref in missing {
                    add(
                        .dangling, .error, other, about: item.attribute("id"),
                        "\(other.localName) names \"\(idref)\", which the benchmark has not; correct or remove it")
                }
            }
        }
        guides(id)
        if !isDISA, rules > 0, !hasDISAReferences {
            add(
                .idShape, .warning, element, about: id,
                "no rule id is of the form SV-…r…_rule; STIG Manager and checklists match results by those")
        }
    }

    /// Whether the rules name DISA's ids beside their own, as our data streams do.
    private var hasDISAReferences: Bool {
        Self.items(element).contains { item in item.children("ident").contains { $0.attribute("system") == DataStreamWriter.disaRule } }
    }

    private mutating func head(_ id: String?) {
        let release = element.children("plain-text").first { $0.attribute("id") == "release-info" }
        let published = release.flatMap { STIGNames.releaseDay($0.trimmedText) }
        if (element.child("title")?.trimmedText ?? "").isEmpty {
            add(.title, .error, element, about: id, "the benchmark has no title; checklists are found by it")
        }
        if (element.child("description")?.trimmedText ?? "").isEmpty {
            add(.description, .warning, element, about: id, "the benchmark has no description; say what it is for")
        }
        let statuses = element.children("status")
        if statuses.isEmpty { add(.status, .error, element, about: id, "status is missing; write accepted with its date") }
        for status in statuses {
            if status.trimmedText != "accepted" {
                add(
                    .status, .warning, status, about: id,
                    "the status is \"\(status.trimmedText)\"; what is published is accepted")
            }
            let date = status.attribute("date") ?? ""
            guard let day = CalendarDay(exactly: date) else {
                add(.status, .error, status, about: id, "the date of the status is \"\(date)\"; write it as 2026-01-31")
                continue
            }
            if let published, day > published {
                add(
                    .status, .warning, status, about: id,
                    "the date of the status, \(day), is after the benchmark's, \(published); correct one")
            }
        }
        let version = element.child("version")?.trimmedText ?? ""
        if version.isEmpty {
            add(.version, .error, element, about: id, "version is missing; write the number before the release")
        } else if isDISA, version.wholeMatch(of: /[0-9]+/) == nil {
            add(
                .version, .error, element.child("version") ?? element, about: id,
                "the version is \"\(version)\"; write the number alone, as importers put V before it and the release behind it")
        }
        guard let release else {
            add(
                .releaseInfo, .error, element, about: id,
                "plain-text release-info is missing; write <plain-text id=\"release-info\">Release: 1 Benchmark Date: 31 Jan 2026</plain-text>"
            )
            return
        }
        if published == nil {
            add(
                .releaseInfo, .error, release, about: id,
                "release-info is \"\(release.trimmedText)\"; importers read the form Release: 1 Benchmark Date: 31 Jan 2026, with a day that exists"
            )
        }
    }

    /// Requirements of guides that there is no table of: nobody compares their CCIs.
    private mutating func guides(_ id: String?) {
        guard isDISA, !tables.guides.isEmpty else { return }
        let groups = element.children("Group")
        let unknown = groups.filter { group in
            let texts = [group.child("title")] + group.children("Rule").map { $0.child("version") }
            let names = texts.compactMap { $0.flatMap { STIGNames.guide(in: $0.trimmedText) } }
            return !names.isEmpty && names.allSatisfy { tables.guides[$0].isEmpty }
        }
        guard let first = unknown.first else { return }
        add(
            .srg, .warning, first, about: id,
            "no table of content/srg has the requirements of \(unknown.count) of the \(groups.count) groups, so their CCIs are not compared; "
                + "bring the tables up to date; the first is \(first.child("title")?.trimmedText ?? "")")
    }

    private mutating func profiles(_ id: String?) {
        let profiles = element.children("Profile")
        if profiles.isEmpty {
            add(.profile, .warning, element, about: id, "the benchmark has no Profile; write one that selects every rule")
        }
        let clusters = Set(Self.items(element).compactMap { $0.attribute("cluster-id") })
        for profile in profiles {
            if (profile.child("title")?.trimmedText ?? "").isEmpty {
                add(.title, .warning, profile, about: profile.attribute("id"), "the profile has no title")
            }
            for select in profile.children where ["select", "refine-rule", "refine-value", "set-value"].contains(select.localName) {
                let idref = select.attribute("idref") ?? ""
                if ids[idref] == nil && !clusters.contains(idref) {
                    add(
                        .dangling, .error, select, about: profile.attribute("id"),
                        "\(select.localName) names \"\(idref)\", which the benchmark has not; correct or remove it")
                }
            }
        }
    }

    private mutating func unique(_ item: XMLElement) {
        guard let id = item.attribute("id"), !id.isEmpty else {
            add(.structure, .error, item, about: nil, "the \(item.localName) has no id; give it one")
            return
        }
        if let first = ids[id] {
            add(.duplicateID, .error, item, about: id, "the id stands at line \(first.line) already; give each its own")
        } else {
            ids[id] = item.location
        }
    }

    private mutating func group(_ group: XMLElement, depth: Int) {
        unique(group)
        let id = group.attribute("id") ?? ""
        if isDISA, !STIGNames.isGroup(id) {
            add(.idShape, .error, group, about: id, "the group's id is not of the form V-123456, so results of its rule match nothing")
        }
        let title = group.child("title")?.trimmedText ?? ""
        if title.isEmpty { add(.title, .error, group, about: id, "the group has no title; write the id of its requirement") }
        if isDISA, !title.isEmpty, STIGNames.guide(in: title) == nil {
            add(.srg, .warning, group, about: id, "the group's title is \"\(title)\"; DISA's is the id of the requirement, SRG-…")
        }
        for value in group.children("Value") { unique(value) }
        let inner = group.children("Rule")
        let groups = group.children("Group")
        if inner.count > 1 {
            add(.structure, .error, group, about: id, "the group has \(inner.count) rules; checklists have one a group")
        }
        if inner.isEmpty && groups.isEmpty { add(.structure, .warning, group, about: id, "the group has no rule; remove it") }
        if depth == 1, !groups.isEmpty {
            add(.structure, .warning, group, about: id, "the group has groups in it; viewers of STIGs read one level")
        }
        for rule in inner { self.rule(rule, group: group) }
        if depth < 100 { for group in groups { self.group(group, depth: depth + 1) } }
    }

    private mutating func rule(_ rule: XMLElement, group: XMLElement?) {
        unique(rule)
        rules += 1
        let lint = RuleLint(rule, group: group, isDISA: isDISA, tables: tables)
        findings += lint.findings
        guard let version = rule.child("version")?.trimmedText, !version.isEmpty else { return }
        if let first = versions[version] {
            add(
                .duplicateID, .warning, rule, about: rule.attribute("id"),
                "the version \(version) is that of the rule at line \(first.line) too; reviews are matched by it")
        } else {
            versions[version] = rule.location
        }
    }
}

extension BenchmarkLint {
    /// Platforms that nothing in the content defines: such a rule never applies, and nobody sees why.
    mutating func platforms(_ applicability: Applicability) {
        func isDefined(_ name: String) -> Bool {
            let id = name.hasPrefix("#") ? String(name.dropFirst()) : name
            if applicability.languages.contains(where: { $0[id] != nil }) { return true }
            return !name.hasPrefix("#") && applicability.dictionaries.contains { !$0.items(matching: name).isEmpty }
        }
        for item in [element] + element.children("Profile") + Self.items(element) {
            for platform in item.children("platform") {
                let idref = platform.attribute("idref") ?? ""
                if !isDefined(idref) {
                    add(
                        .platform, .error, platform, about: item.attribute("id"),
                        "the platform \"\(idref)\" is defined nowhere in the content, so this never applies; define or remove it")
                }
            }
        }
        func facts(_ expression: PlatformSpecification.Expression) -> [String] {
            switch expression {
            case .test(_, _, let inner): inner.flatMap(facts)
            case .fact(let name): [name]
            case .check, .unreadable: []
            }
        }
        for platform in applicability.languages.flatMap(\.platforms) {
            for name in facts(platform.test) where !isDefined(name) {
                findings.append(
                    LintFinding(
                        .platform, .error, at: platform.location, about: platform.id,
                        "the product \"\(name)\" is in no dictionary of the content, so it is never there; add it"))
            }
        }
        for diagnostic in applicability.languages.flatMap(\.diagnostics) + applicability.dictionaries.flatMap(\.diagnostics) {
            findings.append(LintFinding(.platform, diagnostic))
        }
    }
}
