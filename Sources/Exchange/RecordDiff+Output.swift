internal import XML

extension RecordDiff {
    /// As JSON: sorted names, two spaces, a line feed at the end.
    public func json() throws(RecordError) -> [UInt8] { try jsonBytes(self) }

    /// Lines for a terminal.
    public var text: String {
        var lines = ["old       \(line(of: old))", "new       \(line(of: new))", ""]
        if causes.isEmpty { lines.append("image, content, program and answers are the same") }
        for cause in causes {
            lines.append("\(cause.name): \(cause.before.isEmpty ? "none" : cause.before) → \(cause.now.isEmpty ? "none" : cause.now)")
        }
        if let packages {
            for change in packages.prefix(40) {
                lines.append("  \(change.name) \(change.before ?? "(new)") → \(change.now ?? "(gone)")")
            }
            if packages.count > 40 { lines.append("  and \(packages.count - 40) packages more; --json has all") }
        } else {
            lines.append("packages: not compared, a result does not list them")
        }
        lines.append("")
        lines.append(
            "\(rules.count { $0.kind != .evidence }) verdicts changed, \(rules.count { $0.kind == .evidence }) rest on something else, \(unchanged) rules are the same"
        )
        for change in rules {
            lines.append("")
            lines.append("\(change.kind.title): \(states(of: change))  \(change.title)")
            lines.append("  \(change.oldID.map { "\($0) → " } ?? "")\(change.id)")
            if let before = change.before, !before.sentence.isEmpty { lines.append("  before: \(before.sentence)") }
            if let answer = change.before?.answer { lines.append("          answer: \(answer)") }
            if let now = change.now, !now.sentence.isEmpty { lines.append("  now:    \(now.sentence)") }
            if let answer = change.now?.answer { lines.append("          answer: \(answer)") }
            lines.append("  why:    \(change.why)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func line(of side: Side) -> String {
        let open = zip(["CAT I", "CAT II", "CAT III"], side.open).map { "\($1) \($0)" }.joined(separator: ", ")
        return "\(side.time)  \(side.target), \(side.rules) rules, open: \(open)"
    }

    private func states(of change: RuleChange) -> String {
        func word(_ state: State?) -> String {
            guard let state else { return "none" }
            return "CAT \(String(repeating: "I", count: min(max(state.category, 1), 3))) \(state.result)"
        }
        return change.kind == .evidence ? word(change.now) : "\(word(change.before)) → \(word(change.now))"
    }
}

extension RecordDiff.RuleChange.Kind {
    /// As a heading.
    public var title: String {
        switch self {
        case .worse: "Worse"
        case .new: "New rule"
        case .other: "Changed"
        case .better: "Better"
        case .removed: "Removed rule"
        case .evidence: "Same verdict, other evidence"
        }
    }

    /// As an attribute of the report document.
    var key: String { rawValue }
}

extension RecordDiff {
    /// The elements `cause`, `package` and `group` of the report document, into the element that is open.
    ///
    /// - Parameter anchors: Ids of rules that stand in the same document.
    func write(to writer: inout XMLWriter, anchors: Set<String> = []) {
        for cause in causes { writer.element("cause", ["name": cause.name, "before": cause.before, "now": cause.now]) }
        for change in (packages ?? []).prefix(500) {
            writer.element("package", ["name": change.name, "before": change.before, "now": change.now])
        }
        for kind in [RuleChange.Kind.worse, .new, .other, .better, .removed, .evidence] {
            let changes = rules.filter { $0.kind == kind }
            if changes.isEmpty { continue }
            writer.element("changed", ["kind": kind.key, "title": kind.title, "count": String(changes.count)]) { writer in
                for change in changes {
                    writer.element(
                        "change",
                        [
                            "rule": anchors.contains(change.id) ? change.id : nil, "id": change.id, "old-id": change.oldID,
                            "title": change.title,
                            "category": (change.now ?? change.before).map {
                                "CAT \(String(repeating: "I", count: min(max($0.category, 1), 3)))"
                            },
                            "before": change.before?.status, "now": change.now?.status, "why": change.why,
                        ]
                    ) { writer in
                        for (name, state) in [("was", change.before), ("is", change.now)] {
                            guard let state else { continue }
                            writer.element(
                                name, ["result": state.result, "evidence": state.evidence, "answer": state.answer], text: state.sentence)
                        }
                    }
                }
            }
        }
    }
}

/// The document that the stylesheet in `reports/diff` is applied to.
public struct DiffDocument {
    /// What changed.
    public let diff: RecordDiff
    /// The later assessment.
    public let new: AssessmentRecord

    /// A document on `diff`, which leads to `new`.
    public init(_ diff: RecordDiff, new: AssessmentRecord) {
        self.diff = diff
        self.new = new
    }

    /// The document.
    public func bytes() -> [UInt8] {
        var writer = XMLWriter()
        writer.element("report", namespace: "urn:stigready:report:1") { writer in
            ReportDocument(new, controls: [], catalog: nil).writeHead(to: &writer)
            writer.element("diff", ["unchanged": String(diff.unchanged), "packages-known": diff.packages == nil ? "no" : "yes"]) { writer in
                for (name, side) in [("old", diff.old), ("new", diff.new)] {
                    writer.element(
                        "side",
                        [
                            "name": name, "target": side.target, "digest": side.digest, "content": side.content, "time": side.time,
                            "rules": String(side.rules), "cat-1": String(side.open[0]), "cat-2": String(side.open[1]),
                            "cat-3": String(side.open[2]),
                        ])
                }
                diff.write(to: &writer)
            }
        }
        return writer.bytes
    }
}
