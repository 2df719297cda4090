extension RuleReport {
    /// Who provides the control where the image does not, and where that is to be verified; `nil` where the content names nobody.
    public var provider: String? { RequirementMetadata(rule).provider }
}
