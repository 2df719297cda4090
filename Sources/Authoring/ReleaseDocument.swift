internal import XML

/// What the pages of a readiness guide are made from: a benchmark and its history, with everything counted and sorted already.
public struct ReleaseDocument: Sendable {
    /// Namespace of the document.
    static let namespace = "urn:stigready:release:1"

    /// The benchmark.
    public var benchmark: STIGDocument
    /// Newest first.
    public var revisions: [Revision]
    /// The names of the files that the guide comes with, and what each is.
    public var files: [(name: String, title: String)]

    /// A guide of a benchmark.
    public init(_ benchmark: STIGDocument, revisions: [Revision], files: [(name: String, title: String)]) {
        self.benchmark = benchmark
        self.revisions = revisions
        self.files = files
    }

    /// The document.
    public func bytes() -> [UInt8] {
        var writer = XMLWriter()
        writer.element(
            "release", namespace: Self.namespace,
            [
                "id": benchmark.id, "title": benchmark.title, "release": benchmark.release, "date": benchmark.date,
                "publisher": benchmark.publisher, "rules": String(benchmark.rules.count),
            ]
        ) { writer in
            self.paragraphs("description", benchmark.description, &writer)
            self.paragraphs("notice", benchmark.notice, &writer)
            for (severity, category) in [("high", "CAT I"), ("medium", "CAT II"), ("low", "CAT III")] {
                let rules = self.benchmark.rules.filter { $0.severity == severity }
                writer.element(
                    "category",
                    [
                        "name": category, "severity": severity, "rules": String(rules.count),
                        "automated": String(rules.count { !$0.definitions.isEmpty }),
                    ])
            }
            for file in self.files { writer.element("file", ["name": file.name], text: file.title) }
            for revision in self.revisions {
                writer.element("revision", ["release": revision.release, "date": revision.date]) { writer in
                    for change in revision.changes { writer.element("change", text: change) }
                }
            }
            for rule in self.benchmark.rules {
                writer.element(
                    "rule",
                    [
                        "id": rule.id, "group": rule.group, "requirement": rule.requirement, "version": rule.version,
                        "severity": rule.severity,
                        "category": ["high": "CAT I", "medium": "CAT II", "low": "CAT III"][rule.severity] ?? "",
                        "automated": rule.definitions.isEmpty ? "no" : "yes",
                    ]
                ) { writer in
                    writer.element("title", text: rule.title)
                    self.paragraphs("discussion", rule.discussion, &writer)
                    self.paragraphs("check", rule.check, &writer)
                    self.paragraphs("fix", rule.fix, &writer)
                    for cci in rule.ccis { writer.element("cci", text: cci) }
                }
            }
        }
        return writer.bytes
    }

    private func paragraphs(_ name: String, _ text: String, _ writer: inout XMLWriter) {
        writer.element(name) { writer in
            var lines: [String] = []
            func close(_ writer: inout XMLWriter) {
                if !lines.isEmpty { writer.element("p", text: lines.joined(separator: "\n")) }
                lines = []
            }
            for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
                if line.allSatisfy(\.isWhitespace) { close(&writer) } else { lines.append(String(line)) }
            }
            close(&writer)
        }
    }
}
