internal import Diagnostics
internal import XML
internal import YAML

/// Looks at the files of a folder: style, and what holds them against the guide.
struct FolderLint {
    private(set) var findings: [LintFinding] = []

    init(_ content: ContentSource, folder: ContentFolder, tables: ReferenceTables) {
        findings = content.warnings.map { warning in
            LintFinding(warning.message.contains("deprecated") ? .cciDeprecated : .oval, warning)
        }
        for requirement in content.requirements {
            style(requirement)
            guide(requirement, tables)
            if let file = folder.files.first(where: { folder.place($0.name) == requirement.file }) { order(file, requirement) }
        }
        unused(content)
        if content.header.status != "accepted" {
            findings.append(
                LintFinding(
                    .status, .warning, at: SourceLocation(file: folder.place(BenchmarkHeader.file)), about: content.header.id,
                    "the status is \"\(content.header.status)\"; what is published is accepted"))
        }
    }

    private mutating func add(
        _ code: LintFinding.Code, _ requirement: Requirement, _ key: String, _ message: String
    ) {
        findings.append(LintFinding(code, .warning, at: requirement.location(key), about: requirement.id, message))
    }

    private mutating func style(_ requirement: Requirement) {
        for remark in STIGStyle.title(requirement.title) { add(.style, requirement, "title", remark) }
        if let remark = STIGStyle.check(requirement.check) { add(.style, requirement, "check", remark) }
        for (key, text) in [
            ("title", requirement.title), ("discussion", requirement.discussion), ("check", requirement.check), ("fix", requirement.fix),
            ("reason", requirement.reason), ("deployer", requirement.deployer), ("response", requirement.response),
        ] {
            if let word = STIGNames.placeholder(in: text) { add(.draft, requirement, key, "\(key) has \"\(word)\" in it; finish it") }
            if text.count > 32_767 { add(.style, requirement, key, "\(key) is longer than 32,767 characters; importers cut it") }
        }
        if requirement.responsibility.isProvidedElsewhere, requirement.applies == nil {
            add(
                .style, requirement, "responsibility",
                "the \(requirement.responsibility.rawValue) provides it, but it applies to every image; say in applies when it does")
        }
    }

    private mutating func guide(_ requirement: Requirement, _ tables: ReferenceTables) {
        let entries = tables.guides[requirement.srg]
        guard let first = entries.first else { return }
        let entry = entries.first { $0.group == requirement.v } ?? first
        let known = Set(entries.flatMap(\.ccis))
        for cci in requirement.cci where !known.contains(cci) {
            add(
                .cciNotOfSRG, requirement, "cci",
                "\(cci) is none of \(requirement.srg)'s CCIs (\(known.sorted().joined(separator: ", ")))")
        }
        if entry.severity != requirement.severity {
            add(
                .severity, requirement, "severity",
                "the severity is \(requirement.severity), that of \(requirement.srg) is \(entry.severity)")
        }
        if entry.group == requirement.v, entry.rule != requirement.sv, !entry.rule.isEmpty {
            add(.srg, requirement, "sv", "\(requirement.sv) is not the guide's revision \(entry.rule)")
        }
    }

    /// The keys in the order of the form, so that files read alike.
    private mutating func order(_ file: ContentFolder.File, _ requirement: Requirement) {
        guard let node = try? YAMLNode(file.bytes), let pairs = node.mapping else { return }
        var last = -1
        for pair in pairs {
            guard let key = pair.key.text, let place = Requirement.keys.firstIndex(of: key) else { continue }
            if place < last {
                add(.style, requirement, key, "\(key) stands after \(Requirement.keys[last]); the order is that of the form")
                return
            }
            last = place
        }
    }

    /// Definitions that no requirement asks for, directly or through others.
    private mutating func unused(_ content: ContentSource) {
        var used = Set(content.requirements.flatMap { $0.oval + $0.guarded })
        var pending = Array(used)
        let definitions = Dictionary(
            (content.oval.parts["definitions"] ?? []).map { ($0.attribute("id") ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        func references(_ element: XMLElement) -> [String] {
            element.children.flatMap { child in (child.attribute("definition_ref").map { [$0] } ?? []) + references(child) }
        }
        while let id = pending.popLast() {
            guard let definition = definitions[id] else { continue }
            for reference in references(definition) where used.insert(reference).inserted { pending.append(reference) }
        }
        for definition in content.oval.parts["definitions"] ?? [] {
            guard let id = definition.attribute("id"), !used.contains(id) else { continue }
            findings.append(
                LintFinding(
                    .unused, .warning, at: definition.location, about: id, "no requirement asks for the definition; use or remove it"))
        }
    }
}
