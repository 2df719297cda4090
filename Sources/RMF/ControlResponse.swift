/// The draft of a response to one control: what every form of control responses is written from.
///
/// Nothing here says that a control is met. The words are those of rules; the judgement is the assessor's.
public struct ControlResponse: Sendable {
    /// Who has to meet a control as far as its rules say.
    public enum Origin: String, Sendable, CaseIterable {
        /// The image, with nobody else.
        case image
        /// The image and others.
        case shared
        /// The host or the container platform.
        case platform
        /// The people who run it.
        case organisation
        /// The content does not say.
        case unstated
    }

    /// How a system owner would file the control (SP 800-53, section 2.4; the words are eMASS's).
    public enum Designation: String, Sendable, CaseIterable {
        case common = "Common"
        case systemSpecific = "System-Specific"
        case hybrid = "Hybrid"
    }

    /// The draft state of the implementation; OSCAL's `implementation-status` without what only people say.
    public enum Status: String, Sendable, CaseIterable {
        /// At least one rule passes by evidence.
        case partial
        /// None does, and something is open or not decided.
        case planned
        /// No rule that maps to it applies to the image: that does not make the control inapplicable, so OSCAL has no word for it.
        case notApplicable = "no mapped rule applies"
    }

    /// A rule with what is to be said of it.
    public struct Point: Sendable {
        /// Id of the rule.
        public var ruleID: String
        /// Its title, may be empty.
        public var title: String
        /// Sentences, without foreign line ends.
        public var sentences: [String]
        /// From the rule and its sentences.
        public init(ruleID: String, title: String, sentences: [String]) {
            self.ruleID = ruleID
            self.title = title
            self.sentences = sentences
        }
    }

    /// What was found of the control.
    public var finding: ControlFindings.Finding
    /// How the image meets it: rules that pass, with the evidence.
    public var met: [Point]
    /// Rules that fail.
    public var open: [Point]
    /// Rules that do not apply, with the proof and the provider.
    public var notApplicable: [Point]
    /// What somebody has to do: by rule.
    public var deployer: [Point]
    /// Words for who has to meet its rules, in the order of the content's seven words.
    public var responsibilities: [String]
    /// Who provides what the image does not, each once.
    public var providers: [String]

    /// The draft for a finding.
    public init(_ finding: ControlFindings.Finding) {
        self.finding = finding
        func points(_ standing: RuleFinding.Standing, _ sentences: (RuleFinding) -> [String]) -> [Point] {
            finding.rules.filter { $0.standing == standing }.map { Point(ruleID: $0.ruleID, title: $0.title, sentences: sentences($0)) }
        }
        met = points(.passing) { rule in
            (rule.response.map { [$0] } ?? [])
                + (rule.sentences.isEmpty
                    ? ["pass (\(rule.evidence.rawValue))"] : rule.sentences.map { "\($0) (\(rule.evidence.rawValue))" })
        }
        open = points(.open) { ["\($0.category)"] + $0.sentences }
        notApplicable = points(.notApplicable) { rule in
            (rule.sentences.isEmpty ? ["no reason is recorded"] : rule.sentences) + (rule.provider.map { ["provided by: \($0)"] } ?? [])
        }
        deployer = finding.rules.compactMap { rule in
            let sentences = Self.remaining(rule)
            return sentences.isEmpty ? nil : Point(ruleID: rule.ruleID, title: rule.title, sentences: sentences)
        }
        let words = Set(finding.rules.compactMap(\.responsibility))
        responsibilities = Self.words.filter(words.contains) + words.subtracting(Self.words).sorted()
        var seen: Set<String> = []
        providers = finding.rules.compactMap(\.provider).filter { seen.insert($0).inserted }
    }

    /// The seven words of content for who is responsible.
    public static let words = ["image", "component", "inherent", "host-kernel", "host-service", "platform", "organisation"]

    private static func remaining(_ rule: RuleFinding) -> [String] {
        var lines: [String] = []
        switch rule.standing {
        case .open: lines.append("fails: correct it, or record the risk and its acceptance")
        case .undecided: lines.append("not decided from the image (\(rule.result), \(rule.evidence.rawValue)): assess by hand")
        case .passing, .notApplicable, nil: break
        }
        if let deployer = rule.deployer, !deployer.isEmpty { lines.append(deployer) }
        if let responsibility = rule.responsibility, !isOfImage(responsibility) {
            lines.append("responsibility: \(responsibility)" + (rule.provider.map { ", provided by \($0)" } ?? ""))
        }
        return lines
    }

    private static func isOfImage(_ word: String) -> Bool { ["image", "component", "inherent"].contains(word) }

    /// Who has to meet the control.
    public var origin: Origin {
        let ofImage = responsibilities.contains(where: Self.isOfImage)
        let others = responsibilities.filter { !Self.isOfImage($0) }
        if ofImage { return others.isEmpty ? .image : .shared }
        if others.isEmpty { return .unstated }
        return others == ["organisation"] ? .organisation : .platform
    }

    /// How it would be filed: a draft, since only the owner of the system knows its providers.
    public var designation: Designation {
        switch origin {
        case .image, .organisation, .unstated: .systemSpecific
        case .shared: .hybrid
        case .platform: responsibilities.contains("organisation") ? .hybrid : .common
        }
    }

    /// The draft state of the implementation.
    public var status: Status {
        if finding.counts.passing > 0 { return .partial }
        return finding.state == .notApplicable ? .notApplicable : .planned
    }

    /// `open: 1 of 3 mapped rules pass (1 observed); 1 open, worst CAT I; 1 not decided`.
    public var standing: String {
        let counts = finding.counts
        var line = counts.summary
        if let worst = finding.worstOpen { line += "; \(counts.open) open, worst \(worst)" }
        if counts.undecided > 0 { line += "; \(counts.undecided) not decided" }
        if counts.vacuous > 0 { line += " (\(counts.vacuous) of them without evidence)" }
        return line
    }
}

extension ControlFindings {
    /// The drafts of responses, in the catalogue's order.
    public var responses: [ControlResponse] { findings.map(ControlResponse.init) }

    /// `revision 5` or `revision 4`.
    public var revisionTitle: String {
        switch revision {
        case .r4: "revision 4"
        case .r5: "revision 5"
        }
    }
}
