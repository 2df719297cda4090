public import OVAL
public import XCCDF

/// All that came of a run. Every output is written from it.
public struct AssessmentResult: Sendable {
    /// The results of one document of definitions.
    public struct OVALDocument: Sendable {
        /// The document, as the content names it.
        public var href: String
        /// Its results.
        public var results: OVALResults
    }

    /// What was assessed against.
    public var content: AssessmentContent
    /// The rules, as profile, tailoring and options select them.
    public var selected: SelectedRules
    /// What was assessed.
    public var target: Target
    /// When.
    public var time: Timestamp
    /// How results are read.
    public var mode: Assessment.Mode
    /// Every rule of the benchmark in document order, those not selected included.
    public var rules: [RuleReport]
    /// Results of the checks, in the order in which the rules ask.
    public var oval: [OVALDocument]
    /// Results of what platforms ask.
    public var inventory: [OVALDocument]

    /// Scores by the models that the benchmark asks for.
    public var scores: [XCCDF.TestResult.Score] { ScoringModel.scores(rules.map(\.result), of: selected) }
}
