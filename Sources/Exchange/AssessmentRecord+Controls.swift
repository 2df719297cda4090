public import RMF

extension RuleRecord {
    /// The rule as the control roll-up takes it.
    public var finding: RuleFinding {
        RuleFinding(
            ruleID: id, title: title, result: result, severity: severity, ccis: ccis, nistReferences: nist,
            evidence: RuleFinding.Evidence(rawValue: evidence) ?? .none, sentences: sentence.isEmpty ? [] : [sentence],
            responsibility: responsibility, provider: provider, deployer: deployer, response: response,
            evidenceHash: evidenceHash)
    }
}

extension AssessmentRecord {
    /// What the results say of the controls they map to.
    public func controls(in catalog: ControlCatalog, revision: ControlCatalog.Revision) -> ControlFindings {
        ControlFindings(rules.map(\.finding), catalog: catalog, revision: revision)
    }
}
