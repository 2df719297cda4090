internal import ArgumentParser
internal import Authoring
internal import Diagnostics
internal import Library
internal import SCAP

/// `stigready content diff`: what changed between two revisions of a STIG.
struct ContentDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Say what changed between two revisions of a STIG.",
        discussion: """
            Rules added and removed, and of the others: ids that moved, severity, title, discussion, check, fix, CCIs, and the logic of their
            OVAL definitions. Rules are matched by the number of their V and SV ids, then by STIG id, by rule id, and by the text of the check.

            EXIT STATUS:
              0   compared, whatever changed
              1   a file could not be read
              64  bad arguments

            EXAMPLES:
              stigready content diff old-xccdf.xml new-xccdf.xml
              stigready content diff U_RHEL_9_V2R3_STIG.zip U_RHEL_9_V2R4_STIG.zip --brief
              stigready content diff old-ds.xml new-ds.xml --json
            """)

    @Argument(help: "XCCDF benchmark or data stream of the older revision, or the zip archive of it.")
    var old: String
    @Argument(help: "The same of the newer revision.")
    var new: String
    @ArgumentParser.Flag(name: .customLong("json"), help: "Print everything as JSON.")
    var json = false
    @ArgumentParser.Flag(name: .customLong("brief"), help: "Name what changed, without the lines that went and came.")
    var brief = false

    func run() throws {
        let (old, new) = (try ArchivedContent(old), try ArchivedContent(new))
        let diff = ContentDiff(
            try STIGDocument(old.document, loader: old.loader), try STIGDocument(new.document, loader: new.loader))
        if json { Console.write(try jsonText(ContentDiffJSON(diff))) } else { Console.write(Console.printableLines(text(diff))) }
    }

    private func text(_ diff: ContentDiff) -> String {
        var lines: [String] = []
        for (word, document) in [("old", diff.old), ("new", diff.new)] {
            lines.append("\(word)  \(document.title) \(document.release), \(document.rules.count) rules (\(document.file))")
        }
        func name(_ rule: STIGDocument.Rule) -> String {
            [rule.version, rule.group, rule.id].filter { !$0.isEmpty }.joined(separator: "  ")
        }
        lines.append(
            "\(diff.added.count) added, \(diff.removed.count) removed, \(diff.changed.count) changed, \(diff.unchanged) unchanged")
        for (title, sign, rules) in [("ADDED", "+", diff.added), ("REMOVED", "-", diff.removed)] where !rules.isEmpty {
            lines += ["", title]
            for rule in rules { lines += ["\(sign) \(name(rule))  \(rule.severity)", "    \(rule.title)"] }
        }
        if !diff.changed.isEmpty { lines += ["", "CHANGED"] }
        for rule in diff.changed {
            let how =
                switch rule.match {
                case .number, .id: ""
                case .version: "  (matched by STIG id)"
                case .check: "  (matched by the text of its check)"
                }
            lines += ["~ \(name(rule.new))\(how)", "    \(rule.new.title)"]
            for change in rule.changes {
                if !change.isText {
                    lines.append("    \(change.field): \(change.before.isEmpty ? "none" : change.before) -> \(change.after)")
                } else {
                    lines.append("    \(change.field) changed")
                    if !brief { lines += change.lines.map { "      \($0)" } }
                }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// A difference as JSON.
private struct ContentDiffJSON: Encodable {
    struct Revision: Encodable {
        var file: String
        var id: String
        var title: String
        var version: String
        var releaseInfo: String
        var rules: Int

        init(_ document: STIGDocument) {
            file = document.file
            id = document.id
            title = document.title
            version = document.version
            releaseInfo = document.releaseInfo
            rules = document.rules.count
        }
    }

    struct Rule: Encodable {
        var id: String
        var group: String
        var requirement: String
        var version: String
        var severity: String
        var title: String
        var ccis: [String]

        init(_ rule: STIGDocument.Rule) {
            id = rule.id
            group = rule.group
            requirement = rule.requirement
            version = rule.version
            severity = rule.severity
            title = rule.title
            ccis = rule.ccis
        }
    }

    struct Change: Encodable {
        var field: String
        var before: String
        var after: String
    }

    struct Changed: Encodable {
        var matchedBy: String
        var old: Rule
        var new: Rule
        var changes: [Change]
    }

    var old: Revision
    var new: Revision
    var added: [Rule]
    var removed: [Rule]
    var changed: [Changed]
    var unchanged: Int

    init(_ diff: ContentDiff) {
        old = Revision(diff.old)
        new = Revision(diff.new)
        added = diff.added.map(Rule.init)
        removed = diff.removed.map(Rule.init)
        changed = diff.changed.map { rule in
            Changed(
                matchedBy: rule.match.rawValue, old: Rule(rule.old), new: Rule(rule.new),
                changes: rule.changes.map { Change(field: $0.field, before: $0.before, after: $0.after) })
        }
        unchanged = diff.unchanged
    }
}
