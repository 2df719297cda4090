internal import RMF

/// A record as checklist tools take it: one row for each rule, under the ids of DISA where the content names them.
///
/// DISA's own content has them as they are, in XCCDF 1.2 behind a prefix. Content of ours has ids of its own and names DISA's rule in an
/// `ident`, its group in the id of the group. Other content keeps its ids: nothing is guessed.
public struct ChecklistShape: Sendable {
    /// A rule of the checklist.
    public struct Rule: Sendable {
        /// `SV-…_rule`, else the content's own id without the prefix of XCCDF 1.2.
        public var id: String
        /// `V-…`, else the content's own id of the group, else that of the rule.
        public var group: String
        /// Whether ``id`` is one of DISA's.
        public var isDISA: Bool
        /// What is known of it; where the content has several results for it, the worst of them with the evidence of all.
        public var record: RuleRecord

        /// Its CAT by the words of the content: `high`, `medium` or `low`, as checklists have no other.
        public var severity: String {
            switch Category(severity: record.severity) {
            case .i: "high"
            case .ii: "medium"
            case .iii: "low"
            }
        }
    }

    /// The id of the checklist, e.g. `General_Purpose_Operating_System`.
    public var benchmark: String
    /// The rules, each once, in the order of the content.
    public var rules: [Rule]
    /// The record it is made of.
    public var record: AssessmentRecord

    /// The shape of `record`.
    public init(_ record: AssessmentRecord) {
        self.record = record
        benchmark = Self.name(in: record.content.benchmark, kind: "benchmark")
        var order: [String] = []
        var parts: [String: [Rule]] = [:]
        for rule in record.rules {
            let row = Self.row(of: rule)
            if parts[row.id] == nil { order.append(row.id) }
            parts[row.id, default: []].append(row)
        }
        rules = order.compactMap { id in parts[id].flatMap(Self.merged) }
    }

    /// Whether any rule has an id of DISA's.
    public var isDISA: Bool { rules.contains(where: \.isDISA) }

    /// What somebody who hands in the checklist has to know, in one line; `nil` where every rule has an id of DISA's.
    public var remark: String? {
        let own = rules.filter { !$0.isDISA }
        guard let first = own.first else { return nil }
        let count =
            own.count == rules.count ? "no rule of it names an id of DISA's" : "\(own.count) of \(rules.count) rules name no id of DISA's"
        return
            "\(record.content.benchmark): \(count) (e.g. \(first.id)); their ids stay as they are, and STIG Manager and STIG Viewer match "
            + "them with this content only"
    }

    /// An id as XCCDF 1.2 asks for: DISA's prefix for DISA's names, the content's own where it follows the form, else one made of it.
    func xccdfID(_ kind: String, _ name: String, own: String?, isDISA: Bool) -> String {
        if isDISA { return "xccdf_mil.disa.stig_\(kind)_\(Self.ncName(name))" }
        if let own, Self.prefix(of: own, kind: kind) != nil { return Self.ncName(own) }
        return "xccdf_content_\(kind)_\(Self.ncName(name))"
    }

    // MARK: Ids

    /// The row of one result.
    static func row(of rule: RuleRecord) -> Rule {
        let own = name(in: rule.id, kind: "rule")
        let group = rule.group.map { name(in: $0, kind: "group") }
        guard let id = ([own] + rule.idents.map(\.value)).lazy.compactMap(disaRule).first else {
            return Rule(id: own, group: group ?? own, isDISA: false, record: rule)
        }
        if let group, group.wholeMatch(of: /V-[0-9]+/) != nil { return Rule(id: id, group: group, isDISA: true, record: rule) }
        // Since revisions have six digits, rule and group share their number; before, they did not.
        if let match = id.wholeMatch(of: /SV-([0-9]+)r[0-9]{6,}_rule/) {
            return Rule(id: id, group: "V-\(match.1)", isDISA: true, record: rule)
        }
        return Rule(id: id, group: group ?? id, isDISA: true, record: rule)
    }

    /// `text` as DISA's id of a rule, if it is one; checklists in JSON leave the ending out.
    private static func disaRule(_ text: String) -> String? {
        guard let match = text.wholeMatch(of: /(SV-[0-9]+r[0-9]+)(?:_rule)?/) else { return nil }
        return "\(match.1)_rule"
    }

    /// The part of an id of XCCDF 1.2 behind its prefix; any other id as it is.
    static func name(in id: String, kind: String) -> String { prefix(of: id, kind: kind).map { String(id.dropFirst($0)) } ?? id }

    /// How many characters the prefix `xccdf_NAMESPACE_KIND_` has; `nil` where there is none, or nothing behind it.
    private static func prefix(of id: String, kind: String) -> Int? {
        guard id.hasPrefix("xccdf_"), let end = id.dropFirst(6).firstIndex(of: "_") else { return nil }
        let length = id.distance(from: id.startIndex, to: end) + kind.count + 2
        return id[end...].hasPrefix("_\(kind)_") && end > id.index(id.startIndex, offsetBy: 6) && id.count > length ? length : nil
    }

    /// `text` with what no id of XML may hold replaced.
    static func ncName(_ text: String) -> String {
        String(
            text.unicodeScalars.map { scalar in
                let isPlain = scalar.isASCII ? scalar.properties.isAlphabetic || "0123456789.-_".unicodeScalars.contains(scalar) : false
                return isPlain ? Character(scalar) : "_"
            })
    }

    // MARK: Several results

    /// From worst to best: a rule is as good as the worst of its results.
    private static let worst = ["fail", "error", "unknown", "notchecked", "informational", "pass", "fixed", "notapplicable"]

    private static func merged(_ rules: [Rule]) -> Rule? {
        func rank(_ rule: Rule) -> Int { worst.firstIndex(of: rule.record.result) ?? 2 }
        guard var rule = rules.min(by: { rank($0) < rank($1) }) else { return nil }
        if rules.count == 1 { return rule }
        rule.record.sentence =
            "\(rules.count) results: "
            + rules.map { "\($0.record.result): \($0.record.sentence)" }.joined(separator: "; ")
        rule.record.tests = rules.flatMap(\.record.tests)
        rule.record.category = rules.map(\.record.category).min() ?? rule.record.category
        // One digest for one piece of evidence; there are several here.
        rule.record.evidenceHash = nil
        return rule
    }
}
