extension PreviousChecklist {
    /// `record` with what people wrote in this checklist, and in one line what was not carried over; `nil` where all was.
    ///
    /// A rule is the same where its STIG id and the text of its check are, as STIG Manager has it: the revision of a rule changes with every
    /// word of it. Several rules of one STIG id and check are told apart by their ids. The status is never carried over.
    public func applied(to record: AssessmentRecord) -> (record: AssessmentRecord, left: String?) {
        var record = record
        var rows: [Key: [Int]] = [:]
        for (index, rule) in record.rules.enumerated() {
            let row = ChecklistShape.row(of: rule)
            rows[Key(version: rule.version ?? row.id, check: rule.check), default: []].append(index)
        }
        let versions = Set(rows.keys.map(\.version))
        var left: [String: [String]] = [:]
        for rule in rules {
            guard let written = rule.written(file: file) else { continue }
            let version = rule.version.isEmpty ? rule.id : rule.version
            let found = rows[Key(version: version, check: rule.check)] ?? []
            let same = found.filter { isSame(rule, record.rules[$0]) }
            let chosen = same.isEmpty ? (Set(found.map { ChecklistShape.row(of: record.rules[$0]).id }).count == 1 ? found : []) : same
            for index in chosen { record.rules[index].previous = written }
            if chosen.isEmpty {
                let why =
                    !found.isEmpty
                    ? "several rules have its STIG id" : versions.contains(version) ? "its check text changed" : "no such rule"
                left[why, default: []].append(version.isEmpty ? "a rule without id" : version)
            }
        }
        if left.isEmpty { return (record, nil) }
        let parts = left.sorted { $0.key < $1.key }.map { why, ids in
            "\(why): \(ids.prefix(5).joined(separator: ", "))\(ids.count > 5 ? " and \(ids.count - 5) more" : "")"
        }
        return (record, "\(file): not carried over from \(left.values.map(\.count).reduce(0, +)) rules (\(parts.joined(separator: "; ")))")
    }

    private struct Key: Hashable {
        var version: String
        var check: String
        /// White space does not count: tools fold it each in their way.
        init(version: String, check: String) {
            self.version = version
            self.check = check.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
    }

    private func isSame(_ rule: Rule, _ record: RuleRecord) -> Bool {
        let row = ChecklistShape.row(of: record)
        return rule.id == row.id || rule.id + "_rule" == row.id || (!rule.group.isEmpty && rule.group == row.group)
    }
}
