/// What changed between two revisions of a STIG.
///
/// Rules are matched by the number of their `V-` and `SV-` ids, then by STIG id, then by the id of the rule, then by the text of the check; each only
/// where it is one rule's alone on both sides.
public struct ContentDiff: Sendable {
    /// By what two rules were found to be the same.
    public enum Match: String, Sendable, CaseIterable {
        case number, version, id, check
    }

    /// A property of a rule that is not as it was.
    public struct Change: Sendable, Hashable {
        /// `rule id`, `group id`, `requirement`, `STIG id`, `title`, `severity`, `discussion`, `check`, `fix`, `CCIs`, `definitions`, `logic`.
        public var field: String
        /// As it was; lists have an entry a line.
        public var before: String
        /// As it is.
        public var after: String
    }

    /// A rule that is in both.
    public struct Changed: Sendable {
        /// As it was.
        public var old: STIGDocument.Rule
        /// As it is.
        public var new: STIGDocument.Rule
        /// By what it was found.
        public var match: Match
        /// What is not as it was; empty where only nothing is.
        public var changes: [Change]
    }

    /// The older revision.
    public let old: STIGDocument
    /// The newer one.
    public let new: STIGDocument
    /// Rules that are new, in the order of the newer revision.
    public let added: [STIGDocument.Rule]
    /// Rules that are gone, in the order of the older revision.
    public let removed: [STIGDocument.Rule]
    /// Rules that are in both and not the same, in the order of the newer revision.
    public let changed: [Changed]
    /// How many are the same.
    public let unchanged: Int

    /// Compares.
    public init(_ old: STIGDocument, _ new: STIGDocument) {
        self.old = old
        self.new = new
        var partner: [Int: (old: Int, match: Match)] = [:]
        var taken: Set<Int> = []
        func match(_ kind: Match, _ key: (STIGDocument.Rule) -> String?) {
            func places(_ rules: [STIGDocument.Rule], _ isFree: (Int) -> Bool) -> [String: Int] {
                var places: [String: [Int]] = [:]
                for (place, rule) in rules.enumerated() where isFree(place) {
                    if let key = key(rule), !key.isEmpty { places[key, default: []].append(place) }
                }
                return places.compactMapValues { $0.count == 1 ? $0.first : nil }
            }
            let before = places(old.rules) { !taken.contains($0) }
            for (key, place) in places(new.rules, { partner[$0] == nil }) {
                guard let other = before[key] else { continue }
                partner[place] = (other, kind)
                taken.insert(other)
            }
        }
        match(.number) { $0.number.map(String.init) }
        match(.version) { $0.version }
        match(.id) { $0.id }
        match(.check) { Self.folded($0.check) }
        // A manual STIG has no definitions, and its data stream is no change of it.
        let areAutomated = [old, new].allSatisfy { $0.rules.contains { !$0.definitions.isEmpty } }
        var changed: [Changed] = []
        var added: [STIGDocument.Rule] = []
        var unchanged = 0
        for (place, rule) in new.rules.enumerated() {
            guard let found = partner[place] else {
                added.append(rule)
                continue
            }
            let before = old.rules[found.old]
            let changes = Self.changes(before, rule, areAutomated: areAutomated)
            if changes.isEmpty {
                unchanged += 1
            } else {
                changed.append(.init(old: before, new: rule, match: found.match, changes: changes))
            }
        }
        self.added = added
        self.changed = changed
        self.unchanged = unchanged
        removed = old.rules.enumerated().filter { !taken.contains($0.offset) }.map(\.element)
    }

    /// Whether nothing changed.
    public var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

    private static func changes(_ old: STIGDocument.Rule, _ new: STIGDocument.Rule, areAutomated: Bool) -> [Change] {
        var changes: [Change] = []
        func compare(_ field: String, _ before: String, _ after: String) {
            // Line breaks and indents are layout.
            if folded(before) != folded(after) { changes.append(.init(field: field, before: before, after: after)) }
        }
        compare("rule id", old.id, new.id)
        compare("group id", old.group, new.group)
        compare("requirement", old.requirement, new.requirement)
        compare("STIG id", old.version, new.version)
        compare("severity", old.severity, new.severity)
        compare("title", old.title, new.title)
        compare("discussion", old.discussion, new.discussion)
        compare("check", old.check, new.check)
        compare("fix", old.fix, new.fix)
        compare("CCIs", old.ccis.sorted().joined(separator: "\n"), new.ccis.sorted().joined(separator: "\n"))
        guard areAutomated else { return changes }
        compare("definitions", old.definitions.joined(separator: "\n"), new.definitions.joined(separator: "\n"))
        // Of other definitions every line is another; that they are others is said already.
        if old.definitions == new.definitions { compare("logic", old.logic.joined(separator: "\n"), new.logic.joined(separator: "\n")) }
        return changes
    }

    private static func folded(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

extension ContentDiff.Change {
    /// Whether the new text is told by lines rather than as "before, now".
    public var isText: Bool {
        before.contains(where: \.isNewline) || after.contains(where: \.isNewline) || before.count + after.count > 100
    }

    /// Lines that went (`-`) and came (`+`), in order.
    public var lines: [String] {
        func parts(_ text: String) -> [String] {
            text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline).map { $0.trimmed }.filter { !$0.isEmpty }
        }
        let (old, new) = (parts(before), parts(after))
        let difference = new.difference(from: old)
        var result: [(place: Int, order: Int, text: String)] = []
        for change in difference {
            switch change {
            case .remove(let offset, let line, _): result.append((offset, 0, "- \(line)"))
            case .insert(let offset, let line, _): result.append((offset, 1, "+ \(line)"))
            }
        }
        return result.sorted { ($0.place, $0.order) < ($1.place, $1.order) }.map(\.text)
    }
}
