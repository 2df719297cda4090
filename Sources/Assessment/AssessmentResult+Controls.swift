public import RMF
internal import XCCDF
internal import XML

extension RuleReport {
    /// CCIs of the rule: its identifiers, and references that published content writes in their place.
    public var ccis: [String] {
        var seen: Set<String> = []
        let texts = rule.idents.map(\.value) + rule.references.map(\.text)
        return texts.filter { $0.hasPrefix("CCI-") && seen.insert($0).inserted }
    }

    /// References to SP 800-53, by the document they name.
    public var nistReferences: [String] {
        var seen: Set<String> = []
        return rule.references.filter { $0.href?.contains("800-53") ?? false }.map(\.text).filter { seen.insert($0).inserted }
    }

    /// The rule as the control roll-up takes it.
    public var finding: RuleFinding {
        RuleFinding(
            ruleID: rule.id, title: rule.title.map { XMLElement.trimmed($0.allText) } ?? "", result: result.result.rawValue,
            severity: result.severity.rawValue, ccis: ccis, nistReferences: nistReferences,
            evidence: RuleFinding.Evidence(rawValue: evidenceClass.rawValue) ?? .none, sentences: sentence.isEmpty ? [] : [sentence])
    }
}

extension AssessmentResult {
    /// What the results say of the controls they map to.
    public func controls(in catalog: ControlCatalog, revision: ControlCatalog.Revision) -> ControlFindings {
        ControlFindings(rules.map(\.finding), catalog: catalog, revision: revision)
    }
}
