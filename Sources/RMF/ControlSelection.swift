/// The controls that a report is about: a baseline, or what a profile in OSCAL imports.
public struct ControlSelection: Sendable {
    /// What it is called, for headings: `moderate baseline`, or the title of the profile.
    public var title: String
    /// The controls.
    public var controls: Set<ControlID>
    /// Controls that the profile names and the catalogue lacks, sorted.
    public var unknown: [String]

    /// From its parts.
    public init(title: String, controls: Set<ControlID>, unknown: [String] = []) {
        self.title = title
        self.controls = controls
        self.unknown = unknown
    }

    /// A baseline of SP 800-53B, for revision 4 of its appendix D; `nil` where the revision has no such baseline.
    public init?(baseline: ControlCatalog.Baseline, catalog: ControlCatalog, revision: ControlCatalog.Revision) {
        let controls = catalog.controls(in: revision).filter { $0.baselines.contains(baseline) }.map(\.id)
        if controls.isEmpty { return nil }
        self.init(title: "\(baseline.rawValue) baseline", controls: Set(controls))
    }

    /// What a profile leaves of the catalogue.
    public init(profile: OSCALProfile, catalog: ControlCatalog, revision: ControlCatalog.Revision) {
        var selected: Set<ControlID> = []
        var unknown: Set<String> = []
        let all = catalog.controls(in: revision).filter { !$0.isWithdrawn }.map(\.id)
        for source in profile.imports {
            var some = source.includesAll ? Set(all) : []
            for choice in source.include { some.formUnion(choice.controls(of: all, unknown: &unknown)) }
            var ignored: Set<String> = []
            for choice in source.exclude { some.subtract(choice.controls(of: all, unknown: &ignored)) }
            selected.formUnion(some)
        }
        self.init(title: profile.title, controls: selected, unknown: unknown.sorted())
    }
}

extension OSCALProfile.Choice {
    /// Those of `all` that are meant.
    fileprivate func controls(of all: [ControlID], unknown: inout Set<String>) -> Set<ControlID> {
        var result: Set<ControlID> = []
        for text in ids {
            guard let id = ControlID(text), all.contains(id) else {
                unknown.insert(text)
                continue
            }
            result.insert(id)
        }
        for pattern in patterns { result.formUnion(all.filter { matches(pattern, $0.oscalID) }) }
        if withChildren { result.formUnion(all.filter { $0.enhancement != nil && result.contains($0.base) }) }
        return result
    }
}

/// Whether `name` is of the form `pattern`, in which `*` stands for any characters and `?` for one. In time that grows with the product of
/// both lengths at most.
private func matches(_ pattern: String, _ name: String) -> Bool {
    let (pattern, name) = (Array(pattern.utf8), Array(name.utf8))
    var (p, n) = (0, 0)
    var star: (pattern: Int, name: Int)?
    while n < name.count {
        if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
            star = (p, n)
            p += 1
        } else if p < pattern.count, pattern[p] == name[n] || pattern[p] == UInt8(ascii: "?") {
            (p, n) = (p + 1, n + 1)
        } else if let last = star {
            star = (last.pattern, last.name + 1)
            (p, n) = (last.pattern + 1, last.name + 1)
        } else {
            return false
        }
    }
    return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
}

extension ControlFindings {
    /// Those of the controls of `selection` alone; what no rule speaks of is in ``untouched``.
    public func limited(to selection: ControlSelection) -> ControlFindings {
        var result = self
        result.findings = findings.filter { selection.controls.contains($0.control) }
        result.untouched = selection.controls.subtracting(result.findings.map(\.control)).sorted()
        result.selection = selection
        return result
    }
}
