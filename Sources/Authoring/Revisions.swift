public import Diagnostics
internal import YAML

/// An entry of a revision history.
public struct Revision: Sendable, Hashable {
    /// E.g. `V1R2`.
    public var release: String
    /// As it is to be shown.
    public var date: String
    /// What changed, a sentence each.
    public var changes: [String]

    /// An entry from its parts.
    public init(release: String, date: String, changes: [String]) {
        self.release = release
        self.date = date
        self.changes = changes
    }

    /// Reads `revisions.yaml`: a list, newest first, of `version`, `release`, `date` and `changes`. Throws everything that is wrong with it.
    public static func read(_ bytes: [UInt8], file: String) throws(ContentError) -> [Revision] {
        let node: YAMLNode
        do throws(YAMLError) { node = try YAMLNode(bytes) } catch {
            throw ContentError(at: SourceLocation(file: file, line: error.line), error.message)
        }
        guard let entries = node.sequence else {
            throw ContentError(
                at: SourceLocation(file: file, line: node.line), "a list is expected, with version, release, date and changes in each entry"
            )
        }
        var diagnostics: [Diagnostic] = []
        let revisions = entries.map { entry in
            var fields = YAMLFields(entry, file: file, keys: ["version", "release", "date", "changes"])
            let version = fields.text("version", matching: /[0-9]+/, form: "a number")
            let release = fields.text("release", matching: /[0-9]+/, form: "a number")
            let date = fields.text("date")
            let changes = fields.list("changes", isRequired: true).map(\.text)
            diagnostics += fields.diagnostics
            return Revision(release: "V\(version)R\(release)", date: date, changes: changes)
        }
        if !diagnostics.isEmpty { throw ContentError(diagnostics) }
        return revisions
    }

    /// What a comparison with the release before comes to, in sentences.
    public static func changes(_ diff: ContentDiff) -> [String] {
        func name(_ rule: STIGDocument.Rule) -> String {
            rule.version == rule.requirement || rule.version.isEmpty ? rule.id : "\(rule.version), \(rule.group)"
        }
        var changes = diff.added.map { "Added \(name($0)): \($0.title)" }
        changes += diff.removed.map { "Removed \(name($0)): \($0.title)" }
        changes += diff.changed.map { rule in
            "Changed \(name(rule.new)): \(rule.changes.map(\.field).joined(separator: ", "))"
        }
        return changes.isEmpty ? ["No requirement changed."] : changes
    }
}
