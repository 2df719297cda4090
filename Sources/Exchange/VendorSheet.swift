internal import RMF
public import XML

/// DISA's sheet for vendors: 17 columns, a row for each requirement, as comma-separated values.
///
/// What the requirement says in DISA's words comes from the SRG that the user has; without it those columns are empty.
public enum VendorSheet {
    static let header = [
        "IA Control", "CCI", "SRGID", "STIGID", "SRG Requirement", "Requirement", "SRG VulDiscussion", "VulDiscussion", "Status",
        "SRG Check",
        "Check", "SRG Fix", "Fix", "Severity", "Mitigation", "Artifact Description", "Status Justification",
    ]

    /// The sheet.
    ///
    /// - Parameters:
    ///   - controls: The controls of a rule, by its id.
    ///   - srg: DISA's requirements.
    public static func csv(_ record: AssessmentRecord, controls: [String: [String]], srg: SRGDocument?) -> [UInt8] {
        CSVTable(
            header: header,
            rows: record.rules.map { rule in
                let requirement = srg?.requirement(of: rule)
                let status = Status(rule)
                let srgID = requirement?.id ?? rule.groupTitle.flatMap { $0.hasPrefix("SRG-") ? $0 : nil } ?? ""
                return [
                    (controls[rule.id] ?? []).joined(separator: ", "), rule.ccis.joined(separator: ", "), srgID, rule.version ?? rule.id,
                    requirement?.title ?? "", rule.title, requirement?.discussion ?? "", rule.discussion, status.rawValue,
                    requirement?.check ?? "", rule.check, requirement?.fix ?? "", rule.fix, severity(rule),
                    status == .doesNotMeet ? rule.answer.flatMap { $0.voidBecause == nil ? $0.justification : nil } ?? "" : "",
                    status == .inherentlyMeets ? rule.sentence : "", status.isJustified ? justification(rule) : "",
                ]
            }
        ).bytes
    }

    private static func severity(_ rule: RuleRecord) -> String {
        switch rule.finding.category {
        case .i: "CAT I"
        case .ii: "CAT II"
        case .iii: "CAT III"
        }
    }

    private static func justification(_ rule: RuleRecord) -> String {
        let answer = rule.answer.flatMap { $0.voidBecause == nil ? $0.justification : nil }
        return [answer, rule.sentence.isEmpty ? rule.proof : rule.sentence, rule.provider.map { "Provided by \($0)" }].compactMap { $0 }
            .filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// DISA's words for how a product stands to a requirement, as it is delivered.
    enum Status: String {
        case configurable = "Applicable - Configurable"
        case inherentlyMeets = "Applicable - Inherently Meets"
        case doesNotMeet = "Applicable - Does Not Meet"
        case notApplicable = "Not Applicable"
        /// Nothing was decided: a vendor has to.
        case undetermined = "Not Yet Determined"

        init(_ rule: RuleRecord) {
            let decision = rule.answer.flatMap { $0.voidBecause == nil ? $0.as : nil }
            switch rule.finding.standing {
            case .passing:
                self = rule.responsibility == "inherent" || decision == "inherently_meets" ? .inherentlyMeets : .configurable
            case .open: self = .doesNotMeet
            case .notApplicable: self = .notApplicable
            case .undecided, nil: self = .undetermined
            }
        }

        /// Configurable requirements are not justified, and what nobody decided cannot be.
        var isJustified: Bool {
            switch self {
            case .inherentlyMeets, .doesNotMeet, .notApplicable: true
            case .configurable, .undetermined: false
            }
        }
    }
}

/// An SRG or STIG of DISA's in XCCDF, as far as its words go: the user's own copy.
public struct SRGDocument: Sendable {
    /// One requirement.
    public struct Requirement: Sendable, Hashable {
        /// `SRG-OS-000023-GPOS-00006`.
        public var id: String
        /// DISA's words.
        public var title, discussion, check, fix: String
    }

    /// Its title and version.
    public let title: String
    private var byRule: [String: Requirement] = [:]
    private var byGroup: [String: Requirement] = [:]
    /// Ids that stand for several requirements are in none of them: GPOS has one.
    private var bySRG: [String: [Requirement]] = [:]

    /// How many requirements it holds.
    public var count: Int { byRule.count }

    /// Reads a benchmark.
    ///
    /// - Throws: ``RecordError`` where the document is no benchmark with rules.
    public init(_ document: XMLDocument) throws(RecordError) {
        let root = document.root
        guard root.localName == "Benchmark" else {
            throw RecordError("\(document.name): '\(root.localName)' is no benchmark; name the XCCDF file of a SRG or STIG of DISA's")
        }
        func text(_ element: XMLElement?) -> String { element.map { XMLElement.trimmed($0.allText) } ?? "" }
        title = [text(root.child("title")), text(root.child("version"))].filter { !$0.isEmpty }.joined(separator: " ")
        for group in root.children("Group") {
            for rule in group.children("Rule") {
                let description = text(rule.child("description"))
                let requirement = Requirement(
                    id: text(group.child("title")), title: text(rule.child("title")), discussion: Self.discussion(description),
                    check: text(rule.child("check")?.child("check-content")), fix: text(rule.child("fixtext")))
                if let id = rule.attribute("id") { byRule[Self.short(id)] = requirement }
                if let id = group.attribute("id") { byGroup[Self.short(id)] = requirement }
                bySRG[requirement.id, default: []].append(requirement)
            }
        }
        guard !byRule.isEmpty else { throw RecordError("\(document.name): the benchmark has no groups with rules") }
    }

    /// The requirement that a rule is about: by the rule's or the group's id, by the SRG id only where that is unique.
    func requirement(of rule: RuleRecord) -> Requirement? {
        for id in [rule.id] + rule.idents.map(\.value) + rule.legacyIDs {
            if let found = byRule[Self.short(id)] { return found }
        }
        if let group = rule.group, let found = byGroup[Self.short(group)] { return found }
        for id in [rule.groupTitle, rule.version].compactMap({ $0 }) {
            if let found = bySRG[id], found.count == 1 { return found.first }
        }
        return nil
    }

    /// Ids without the prefixes of SCAP.
    private static func short(_ id: String) -> String {
        for prefix in ["xccdf_mil.disa.stig_rule_", "xccdf_mil.disa.stig_group_"] where id.hasPrefix(prefix) {
            return String(id.dropFirst(prefix.count))
        }
        return id
    }

    /// What stands in the escaped element `VulnDiscussion`; the whole text where there is none.
    private static func discussion(_ text: String) -> String {
        guard let start = text.firstRange(of: "<VulnDiscussion>"), let end = text.firstRange(of: "</VulnDiscussion>"),
            start.upperBound <= end.lowerBound
        else { return text }
        return XMLElement.trimmed(String(text[start.upperBound..<end.lowerBound]))
    }
}
