public import XCCDF
internal import XML

/// A checklist for people to read: the document that `reports/guide/guide.html.xsl` is applied to, described in `reports/guide/README.md`.
///
/// Groups and rules in the order of the benchmark, as a profile selects them, texts with the profile's values put in. Hidden items are left
/// out, as XCCDF asks of documents.
public struct GuideDocument {
    /// The rules, as profile and tailoring select them.
    public let selected: SelectedRules
    /// The file of the content, without directories.
    public let file: String
    /// Name and version of the program.
    public let tool: (name: String, version: String)
    private let text: BenchmarkText

    /// A guide to `selected`.
    public init(_ selected: SelectedRules, file: String, tool: (name: String, version: String)) {
        self.selected = selected
        self.file = file.split(separator: "/").last.map(String.init) ?? file
        self.tool = tool
        text = BenchmarkText(selected)
    }

    /// The document.
    public func bytes() -> [UInt8] {
        let benchmark = selected.benchmark
        var writer = XMLWriter()
        writer.element("guide", namespace: "urn:stigready:guide:1", ["file": file]) { writer in
            writer.element("tool", ["name": tool.name, "version": tool.version])
            writer.element(
                "benchmark",
                [
                    "id": benchmark.id, "title": benchmark.title.map { text.plainText(of: $0) } ?? benchmark.id,
                    "version": benchmark.version,
                    "status": benchmark.statuses.last?.value.rawValue,
                ])
            if let profile = selected.profile {
                writer.element("profile", ["id": profile.id, "title": profile.title.map { text.plainText(of: $0) } ?? profile.id]) {
                    writer in write("About the profile", profile.descriptionElement, to: &writer)
                }
            }
            write("About", benchmark.descriptionElement, to: &writer)
            for notice in benchmark.notices { write("Notice", notice, to: &writer) }
            let shown = selected.rules.filter { isShown($0) }
            writer.element("rules", ["count": String(shown.count)]) { writer in
                for (name, severities) in Self.categories {
                    let count = shown.count { severities.contains($0.severity) }
                    writer.element("category", ["name": name, "count": String(count)])
                }
                write(benchmark.content, to: &writer)
            }
        }
        return writer.bytes
    }

    private static let categories: [(String, [Severity])] = [
        ("CAT I", [.high]), ("CAT II", [.medium, .unknown]), ("CAT III", [.low, .info]),
    ]

    private func isShown(_ rule: SelectedRules.SelectedRule) -> Bool {
        guard rule.isSelected && !rule.rule.hidden else { return false }
        return !selected.benchmark.ancestors(ofGroupAt: rule.rule.parent).contains(where: \.hidden)
    }

    /// Whether a group holds anything to show.
    private func isShown(_ group: XCCDF.Group) -> Bool {
        !group.hidden
            && group.content.contains { place in
                switch place {
                case .rule(let rule): isShown(selected.rules[rule])
                case .group(let inner): isShown(selected.benchmark.groups[inner])
                }
            }
    }

    private func write(_ content: [ItemPlace], to writer: inout XMLWriter) {
        for place in content {
            switch place {
            case .group(let place):
                let group = selected.benchmark.groups[place]
                guard isShown(group) else { continue }
                writer.element("group", ["id": group.id, "title": group.title.map { text.plainText(of: $0) } ?? group.id]) { writer in
                    write("About", group.descriptionElement, to: &writer)
                    for warning in group.warnings { write("Warning", warning, to: &writer) }
                    write(group.content, to: &writer)
                }
            case .rule(let place):
                if isShown(selected.rules[place]) { write(selected.rules[place], to: &writer) }
            }
        }
    }

    private func write(_ selected: SelectedRules.SelectedRule, to writer: inout XMLWriter) {
        let rule = selected.rule
        let category = Self.categories.first { $0.1.contains(selected.severity) }?.0
        writer.element(
            "rule",
            [
                "id": rule.id, "label": rule.version.map { "\($0) · \(rule.id)" } ?? rule.id,
                "title": rule.title.map { text.plainText(of: $0) } ?? rule.id, "severity": selected.severity.rawValue,
                "category": category, "role": selected.role == .full ? nil : selected.role.rawValue,
            ]
        ) { writer in
            write("Requirement", rule.descriptionElement, to: &writer)
            write("Why it matters", rule.rationale, to: &writer)
            for warning in rule.warnings { write("Warning", warning, to: &writer) }
            for note in text.profileNotes(of: rule) { write("Note for this profile", note, to: &writer) }
            write("Impact metric", rule.impactMetric, to: &writer)
            for check in rule.checks { if let content = check.content { write("What to look at", content, to: &writer) } }
            for fix in rule.fixTexts.prefix(1) { write("What to do", fix, to: &writer) }
            for fix in rule.fixes {
                let script = text.script(of: fix.element)
                if script.utf8.contains(where: { $0 > 0x20 }) {
                    writer.element(
                        "fix", ["kind": FixType(system: fix.system)?.title ?? fix.system ?? "Fix"], text: XMLElement.trimmed(script))
                }
            }
            for ident in rule.idents { writer.element("reference", ["kind": "Identifier"], text: ident.value) }
            for reference in rule.references where !reference.text.isEmpty {
                writer.element("reference", ["kind": "Reference", "href": Self.link(reference.href)], text: reference.text)
            }
        }
    }

    /// Only what a browser opens without harm becomes a link.
    private static func link(_ href: String?) -> String? {
        href.flatMap { $0.hasPrefix("https://") || $0.hasPrefix("http://") ? $0 : nil }
    }

    private func write(_ title: String, _ element: XMLElement?, to writer: inout XMLWriter) {
        guard let element else { return }
        let html = text.htmlFragment(of: element)
        guard html.utf8.contains(where: { $0 > 0x20 }) else { return }
        writer.element("text", ["title": title]) { $0.markup(html) }
    }
}
