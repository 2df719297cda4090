/// What the results of rules say of the controls they map to.
///
/// A passing rule is evidence toward a control, not the control satisfied: there is no state here that claims it.
public struct ControlFindings: Sendable {
    /// The state of a control as far as the mapped rules go.
    public enum State: String, Sendable, CaseIterable {
        /// At least one mapped rule fails.
        case open
        /// None fails, at least one is not decided.
        case undecided
        /// None fails, all that apply are decided. Not: satisfied.
        case noOpenFindings = "no open findings"
        /// No mapped rule applies to the image.
        case notApplicable = "not applicable"
    }

    /// Counts of rules.
    public struct Counts: Sendable, Hashable {
        /// Mapped and selected.
        public var mapped = 0
        /// Pass, with evidence or an answer.
        public var passing = 0
        /// Of those that pass: how many rest on each class.
        public var passingByEvidence: [RuleFinding.Evidence: Int] = [:]
        /// Fail.
        public var open = 0
        /// Not decided; passes without evidence are here.
        public var undecided = 0
        /// Of the undecided: passes that rest on nothing.
        public var vacuous = 0
        /// Do not apply.
        public var notApplicable = 0

        /// Mapped and applicable.
        public var applicable: Int { mapped - notApplicable }

        /// `2 of 3 mapped rules pass (1 observed, 1 absence), 1 not applicable`: those that do not apply are in neither of the first figures.
        public var summary: String {
            if applicable == 0 { return "none of the \(mapped) mapped rules applies" }
            let classes = RuleFinding.Evidence.allCases.compactMap { kind in passingByEvidence[kind].map { "\($0) \(kind.rawValue)" } }
            return "\(passing) of \(applicable) mapped rules pass" + (classes.isEmpty ? "" : " (\(classes.joined(separator: ", ")))")
                + (notApplicable > 0 ? ", \(notApplicable) not applicable" : "")
        }
    }

    /// What is found of one control.
    public struct Finding: Sendable {
        /// The control.
        public var control: ControlID
        /// NIST's title, empty where the catalogue has none.
        public var title: String
        /// The title of its family.
        public var familyTitle: String
        /// The baselines it is in.
        public var baselines: [ControlCatalog.Baseline]
        /// Withdrawn in this revision.
        public var isWithdrawn: Bool
        /// Where a withdrawn control went.
        public var successors: [ControlReference]
        /// The parts of its statement that rules name, in order; the whole control is one without parts.
        public var statements: [ControlReference]
        /// The CCIs through which rules map to it, sorted.
        public var ccis: [String]
        /// How many CCIs in use speak of it.
        public var cciCount: Int
        /// The rules that map to it, in the order of the content.
        public var rules: [RuleFinding]
        /// The counts over them.
        public var counts: Counts
        /// The worst category among those that fail.
        public var worstOpen: Category?

        /// How the control stands as far as its rules go.
        public var state: State {
            if counts.open > 0 { return .open }
            if counts.undecided > 0 { return .undecided }
            return counts.passing > 0 ? .noOpenFindings : .notApplicable
        }
    }

    /// The revision the controls are of.
    public let revision: ControlCatalog.Revision
    /// The version of the list of CCIs that was used.
    public let cciList: String
    /// The controls that rules map to, in the catalogue's order.
    public internal(set) var findings: [Finding]
    /// What the controls were limited to; `nil` for all that rules map to.
    public internal(set) var selection: ControlSelection?
    /// Controls of the selection that no rule maps to, in the catalogue's order.
    public internal(set) var untouched: [ControlID] = []
    /// CCIs of rules that the list does not know, sorted.
    public let unknownCCIs: [String]
    /// References of rules that could not be read as a control, sorted.
    public let unreadReferences: [String]
    /// Selected rules that map to no control of this revision, in the order of the content.
    public let unmappedRules: [String]

    /// Rolls `rules` up on the controls of `revision`.
    ///
    /// CCIs decide. The control references of published content are to revision 4: in revision 5 they are used only for a rule without a CCI that maps.
    public init(_ rules: [RuleFinding], catalog: ControlCatalog, revision: ControlCatalog.Revision) {
        var mapping = RuleMapping(catalog: catalog, revision: revision)
        for rule in rules where rule.standing != nil { mapping.add(rule) }
        self.revision = revision
        cciList = catalog.vintage.joined(separator: " ")
        findings = mapping.controls.values.sorted { $0.control < $1.control }
        unknownCCIs = mapping.unknownCCIs.sorted()
        unreadReferences = mapping.unreadReferences.sorted()
        unmappedRules = mapping.unmappedRules
    }

    /// How many controls of a baseline at least one rule maps to, and how many the baseline has.
    public func coverage(of baseline: ControlCatalog.Baseline, catalog: ControlCatalog) -> (touched: Int, all: Int) {
        let all = catalog.controls(in: revision).count { $0.baselines.contains(baseline) }
        return (findings.count { $0.baselines.contains(baseline) }, all)
    }
}

extension ControlFindings.Counts {
    mutating func add(_ rule: RuleFinding) {
        mapped += 1
        switch rule.standing {
        case .passing:
            passing += 1
            passingByEvidence[rule.evidence, default: 0] += 1
        case .open: open += 1
        case .undecided:
            undecided += 1
            if rule.result == "pass" || rule.result == "fixed" || rule.evidence == .vacuous { vacuous += 1 }
        case .notApplicable: notApplicable += 1
        case nil: mapped -= 1
        }
    }
}
