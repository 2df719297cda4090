/// What changed between two assessments, and why: of the image, the content, the program, the answers, and of each rule.
public struct RecordDiff: Codable, Sendable, Hashable {
    /// The word that names the format.
    public static let format = "stigready-diff"

    /// ``format``.
    public var format = RecordDiff.format
    /// 1.
    public var version = 1
    /// The earlier assessment.
    public var old: Side
    /// The later one.
    public var new: Side
    /// What differs beside the rules; empty where nothing does.
    public var causes: [Cause]
    /// Packages; `nil` where one of the results does not know them.
    public var packages: [PackageChange]?
    /// Rules of which anything differs, what got worse first.
    public var rules: [RuleChange]
    /// Rules that are the same in both.
    public var unchanged: Int

    /// One of the two.
    public struct Side: Codable, Sendable, Hashable {
        /// Name of the target.
        public var target: String
        /// Its digest.
        public var digest: String?
        /// Title, version and SHA-256 of the content.
        public var content: String
        /// When.
        public var time: String
        /// How many rules.
        public var rules: Int
        /// Failed rules of CAT I, II and III.
        public var open: [Int]
    }

    /// A difference that can change verdicts.
    public struct Cause: Codable, Sendable, Hashable {
        /// What, e.g. `image digest`.
        public var name: String
        /// Before; empty where there was nothing.
        public var before: String
        /// Now; empty where there is nothing.
        public var now: String
    }

    /// A package that came, went or changed.
    public struct PackageChange: Codable, Sendable, Hashable {
        /// Name, with the architecture where one name has several.
        public var name: String
        /// Versions before; `nil` where it is new.
        public var before: String?
        /// Versions now; `nil` where it is gone.
        public var now: String?
    }

    /// A rule, before or now.
    public struct State: Codable, Sendable, Hashable {
        /// XCCDF's word, after answers.
        public var result: String
        /// 1, 2, 3.
        public var category: Int
        /// Class of evidence.
        public var evidence: String
        /// What was found.
        public var sentence: String
        /// The decision of a person, in one line.
        public var answer: String?
        /// SHA-256 of the evidence.
        public var evidenceHash: String?
    }

    /// A rule that is not the same.
    public struct RuleChange: Codable, Sendable, Hashable {
        /// What kind of change.
        public enum Kind: String, Codable, Sendable {
            /// Open or undecided now, and was better.
            case worse
            /// The content has a rule more.
            case new
            /// Result or category changed, to neither side.
            case other
            /// Better now.
            case better
            /// The content has it no more, or it is not selected.
            case removed
            /// The verdict is the same; what it rests on, or an answer, is not.
            case evidence
        }

        /// Id, as the later assessment has it.
        public var id: String
        /// The id before, where that was another.
        public var oldID: String?
        /// Title.
        public var title: String
        /// What kind.
        public var kind: Kind
        /// Before; `nil` of a new rule.
        public var before: State?
        /// Now; `nil` of a removed rule.
        public var now: State?
        /// Why, in one line.
        public var why: String
    }

    /// Whether a result or category differs, or a rule came or went.
    public var changesVerdicts: Bool { rules.contains { $0.kind != .evidence } }

    /// What changed from `old` to `new`.
    public init(from old: AssessmentRecord, to new: AssessmentRecord) {
        self.old = Side(old)
        self.new = Side(new)
        causes = Self.causes(old, new)
        packages = Self.packages(old.target.packages, new.target.packages)
        var changes: [RuleChange] = []
        var same = 0
        for (before, now) in Self.pairs(old.rules, new.rules) {
            if let change = RuleChange(before, now, isOtherContent: old.content.sha256 != new.content.sha256) {
                changes.append(change)
            } else {
                same += 1
            }
        }
        let order: [RuleChange.Kind] = [.worse, .new, .other, .better, .removed, .evidence]
        rules = order.flatMap { kind in
            (1...3).flatMap { category in changes.filter { $0.kind == kind && ($0.now ?? $0.before)?.category == category } }
        }
        unchanged = same
    }

    /// Rules that are the same rule: by id, else by the id of the group, else by the STIG id, since revisions give a rule a new id.
    private static func pairs(_ old: [RuleRecord], _ new: [RuleRecord]) -> [(RuleRecord?, RuleRecord?)] {
        var partner: [Int: Int] = [:]
        var free = Set(old.indices)
        let names: [(RuleRecord) -> String?] = [{ $0.id }, { $0.group }, { $0.version }]
        for name in names {
            var byName: [String: [Int]] = [:]
            for place in old.indices where free.contains(place) {
                if let name = name(old[place]) { byName[name, default: []].append(place) }
            }
            // Where several have one name, they are paired in order; the id of a rule with several results is such a name.
            for place in new.indices where partner[place] == nil {
                guard let name = name(new[place]), let found = byName[name]?.first else { continue }
                byName[name]?.removeFirst()
                partner[place] = found
                free.remove(found)
            }
        }
        return new.indices.map { (partner[$0].map { old[$0] }, new[$0]) } + free.sorted().map { (old[$0], nil) }
    }
}

extension RecordDiff.Side {
    init(_ record: AssessmentRecord) {
        target = record.target.name
        digest = record.target.digest
        content = "\(record.content.title) \(record.content.version), SHA-256 \(record.content.sha256)"
        time = record.time
        rules = record.rules.count
        open = (1...3).map { category in record.rules.count { $0.result == "fail" && $0.category == category } }
    }
}
