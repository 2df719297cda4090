/// The controls that rules map to, while rules are added.
struct RuleMapping {
    let catalog: ControlCatalog
    let revision: ControlCatalog.Revision
    private(set) var controls: [ControlID: ControlFindings.Finding] = [:]
    private(set) var unknownCCIs: Set<String> = []
    private(set) var unreadReferences: Set<String> = []
    private(set) var unmappedRules: [String] = []

    init(catalog: ControlCatalog, revision: ControlCatalog.Revision) {
        self.catalog = catalog
        self.revision = revision
    }

    mutating func add(_ rule: RuleFinding) {
        var byControl: [ControlID: (statements: Set<ControlReference>, ccis: Set<String>)] = [:]
        for cci in rule.ccis {
            guard let references = catalog.references(of: cci, in: revision) else {
                unknownCCIs.insert(cci)
                continue
            }
            for reference in references {
                byControl[reference.control, default: ([], [])].statements.insert(reference)
                byControl[reference.control, default: ([], [])].ccis.insert(cci)
            }
        }
        let isMapped = !byControl.isEmpty
        for text in rule.nistReferences {
            guard let reference = ControlReference(text) else {
                unreadReferences.insert(text)
                continue
            }
            switch revision {
            case .r4: byControl[reference.control, default: ([], [])].statements.insert(reference)
            case .r5 where !isMapped: byControl[reference.control, default: ([], [])].statements.insert(reference)
            case .r5: break
            }
        }
        if byControl.isEmpty { unmappedRules.append(rule.ruleID) }
        for (control, mapped) in byControl {
            var finding = controls[control] ?? empty(control)
            finding.statements = Set(finding.statements).union(mapped.statements).sorted()
            finding.ccis = Set(finding.ccis).union(mapped.ccis).sorted()
            finding.rules.append(rule)
            finding.counts.add(rule)
            if rule.standing == .open { finding.worstOpen = min(finding.worstOpen ?? .iii, rule.category) }
            controls[control] = finding
        }
    }

    private func empty(_ id: ControlID) -> ControlFindings.Finding {
        let control = catalog.control(id, in: revision)
        return ControlFindings.Finding(
            control: id,
            title: control?.title ?? "",
            familyTitle: catalog.familyTitle(id.family, in: revision),
            baselines: control?.baselines ?? [],
            isWithdrawn: control?.isWithdrawn ?? false,
            successors: control?.successors ?? [],
            statements: [],
            ccis: [],
            cciCount: catalog.cciCount(of: id, in: revision),
            rules: [],
            counts: .init())
    }
}
