/// What is known of one selected rule, as far as controls are concerned.
public struct RuleFinding: Sendable, Hashable {
    /// What a result rests on. The words are those of the evidence classes of an assessment.
    public enum Evidence: String, Sendable, CaseIterable {
        /// An object of the image was looked at and decides.
        case observed
        /// Something proven not to be there decides.
        case absence
        /// Nothing was there to be looked at: never counted as passing.
        case vacuous
        /// A person's answer decides.
        case answer
        /// Not decided.
        case none
    }

    /// The rule's id.
    public var ruleID: String
    /// The rule's title, may be empty.
    public var title: String
    /// The result in XCCDF's words (NISTIR 7275r4, table "Possible results for a single test"): `pass`, `fail`, …
    public var result: String
    /// `high`, `medium`, `low`, `unknown`, `info`.
    public var severity: String
    /// CCI ids, e.g. `CCI-000366`.
    public var ccis: [String]
    /// References to SP 800-53 controls in any form that `ControlReference` reads.
    public var nistReferences: [String]
    /// What the result rests on.
    public var evidence: Evidence
    /// Sentences of fact: what was found where, or the proof that the rule does not apply.
    public var sentences: [String]
    /// Who has to meet the requirement (`image`, `host-kernel`, `organisation`, …), `nil` where the content does not say.
    public var responsibility: String?
    /// Who provides it instead, where it is not the image.
    public var provider: String?
    /// What the content says the deployer has to do.
    public var deployer: String?
    /// How the image meets the requirement, in the content's words; for rules that pass.
    public var response: String?
    /// SHA-256 of the evidence, hexadecimal.
    public var evidenceHash: String?

    /// From what is known.
    public init(
        ruleID: String,
        title: String = "",
        result: String,
        severity: String,
        ccis: [String] = [],
        nistReferences: [String] = [],
        evidence: Evidence = .none,
        sentences: [String] = [],
        responsibility: String? = nil,
        provider: String? = nil,
        deployer: String? = nil,
        response: String? = nil,
        evidenceHash: String? = nil
    ) {
        self.ruleID = ruleID
        self.title = title
        self.result = result
        self.severity = severity
        self.ccis = ccis
        self.nistReferences = nistReferences
        self.evidence = evidence
        self.sentences = sentences
        self.responsibility = responsibility
        self.provider = provider
        self.deployer = deployer
        self.response = response
        self.evidenceHash = evidenceHash
    }

    /// The finding's category.
    public var category: Category { Category(severity: severity) }

    /// How a rule counts towards its controls.
    public enum Standing: String, Sendable, CaseIterable {
        case passing, open, undecided, notApplicable
    }

    /// How this rule counts: a pass only with evidence or an answer; `nil` where it was not selected.
    public var standing: Standing? {
        switch result {
        case "pass", "fixed":
            switch evidence {
            case .observed, .absence, .answer: .passing
            case .vacuous, .none: .undecided
            }
        case "fail": .open
        case "notapplicable": .notApplicable
        case "notselected": nil
        default: .undecided
        }
    }
}
