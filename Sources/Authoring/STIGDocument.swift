public import Diagnostics
internal import OVAL
public import SCAP
public import XML

/// A benchmark as a reader of STIGs sees it: its rules with their ids and texts, in whichever version of XCCDF and whether or not in a data stream.
public struct STIGDocument: Sendable {
    /// A rule.
    public struct Rule: Sendable, Hashable {
        /// DISA's id of the rule where the content names it, else the part of its id that its author chose.
        public var id: String
        /// Id of its group, the same way; empty without a group.
        public var group: String
        /// The number of `V-` and `SV-` ids, which stays the same over revisions; `nil` where the ids are of another shape.
        public var number: Int?
        /// The requirement that the group is titled with.
        public var requirement: String
        /// The STIG id.
        public var version: String
        /// The title, on one line.
        public var title: String
        /// As it stands.
        public var severity: String
        /// What DISA writes as VulnDiscussion, else the description.
        public var discussion: String
        /// What a person looks at.
        public var check: String
        /// What to do.
        public var fix: String
        /// In the order of the document.
        public var ccis: [String]
        /// Ids of the definitions that decide it.
        public var definitions: [String]
        /// Those definitions and all they are made of, one element a line.
        public var logic: [String]
    }

    /// The file.
    public var file: String
    /// Id of the benchmark, the part that its author chose.
    public var id: String
    /// Its title.
    public var title: String
    /// The description, plain.
    public var description: String
    /// The notice, plain.
    public var notice: String
    /// The number before the release.
    public var version: String
    /// `release-info` as it stands.
    public var releaseInfo: String
    /// Who publishes it.
    public var publisher: String
    /// In document order.
    public var rules: [Rule]

    /// Reads a data stream or an XCCDF benchmark. Throws where the document is neither.
    public init(_ document: XMLDocument, loader: ContentLoader) throws(ContentError) {
        let kind = ContentKind(document.root)
        guard kind == .dataStream || kind == .benchmark else {
            throw ContentError(at: document.root.location, "\(kind.rawValue); name a data stream or an XCCDF benchmark")
        }
        let source = try SourceContent(document: document, loader: loader)
        guard let checklist = source.checklist else {
            throw ContentError(at: document.root.location, "the content has no checklist")
        }
        self.init(checklist.element, file: document.name, source: source)
    }

    private init(_ benchmark: XMLElement, file: String, source: SourceContent) {
        self.file = file
        id = STIGNames.local(benchmark.attribute("id") ?? "")
        func text(_ name: String) -> String { benchmark.child(name).map { XMLElement.trimmed($0.allText) } ?? "" }
        title = text("title")
        description = text("description")
        notice = text("notice")
        version = text("version")
        releaseInfo = benchmark.children("plain-text").first { $0.attribute("id") == "release-info" }?.trimmedText ?? ""
        let places = benchmark.children("metadata") + benchmark.children("reference")
        publisher = places.lazy.compactMap { $0.child("publisher")?.trimmedText }.first { !$0.isEmpty } ?? ""
        var logic = OVALLogic(source)
        rules = []
        for item in BenchmarkLint.items(benchmark) where item.localName == "Rule" { rules.append(Rule(item, &logic)) }
    }

    /// The release as STIGs are called by it, e.g. `V3R2`; empty where it is not said.
    public var release: String {
        guard let number = releaseInfo.firstMatch(of: /Release: ([0-9]+)/) else { return version.isEmpty ? "" : "V\(version)" }
        return "V\(version)R\(number.1)"
    }

    /// The date as release-info has it.
    public var date: String { releaseInfo.firstMatch(of: /Benchmark Date: (.+)/).map { String($0.1) } ?? "" }
}

extension STIGDocument.Rule {
    fileprivate init(_ rule: XMLElement, _ logic: inout OVALLogic) {
        let parent = rule.parent.flatMap { $0.localName == "Group" ? $0 : nil }
        group = STIGNames.local(parent?.attribute("id") ?? "")
        let idents = rule.children("ident")
        let disa = idents.first { $0.attribute("system") == DataStreamWriter.disaRule }?.trimmedText
        // Our data streams have ids of their own, and DISA's beside them.
        id = disa ?? STIGNames.local(rule.attribute("id") ?? "")
        number = STIGNames.number(id) ?? STIGNames.number(group)
        func text(_ element: XMLElement?) -> String { element.map { XMLElement.trimmed($0.allText) } ?? "" }
        requirement = text(parent?.child("title"))
        version = text(rule.child("version"))
        title = text(rule.child("title")).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        severity = rule.attribute("severity") ?? ""
        let description = text(rule.child("description"))
        discussion = STIGNames.part("VulnDiscussion", of: description)?.trimmed ?? description
        fix = text(rule.child("fixtext"))
        ccis = idents.filter { $0.trimmedText.hasPrefix("CCI-") }.map(\.trimmedText)
        var checks: [XMLElement] = []
        func collect(_ element: XMLElement) {
            for child in element.children {
                if child.localName == "check" { checks.append(child) }
                if child.localName == "complex-check" { collect(child) }
            }
        }
        collect(rule)
        // A data stream has no text in its checks; ours keep it in their metadata.
        let own = rule.children("metadata").flatMap { $0.children("requirement") }.filter { $0.namespace == DataStreamWriter.requirement }
        let texts = checks.map { $0.child("check-content") } + own.map { $0.child("check") }
        check = texts.map(text).first { !$0.isEmpty } ?? ""
        definitions = []
        self.logic = []
        for reference in checks.filter({ $0.attribute("system") == Namespaces.definitions }).flatMap({ $0.children("check-content-ref") }) {
            guard let name = reference.attribute("name") else { continue }
            definitions.append(name)
            self.logic += logic.lines(of: name, in: reference.attribute("href") ?? "")
        }
    }
}

/// Definitions as text, with all that they refer to.
private struct OVALLogic {
    /// An element with an id as one line, and what its attributes and texts name.
    private struct Line {
        var text: String
        var names: [String]
    }

    private let source: SourceContent
    private var documents: [String: [String: Line]] = [:]

    init(_ source: SourceContent) { self.source = source }

    /// Each element that a definition is made of as one line, in the order in which they are met. Versions and comments of the elements do not count:
    /// they change nothing.
    mutating func lines(of definition: String, in href: String) -> [String] {
        let elements = elements(href)
        var lines: [String] = []
        var seen: Set<String> = [definition]
        var pending = [definition]
        while let id = pending.popLast() {
            guard let line = elements[id] else { continue }
            lines.append(line.text)
            for name in line.names.reversed() where seen.insert(name).inserted { pending.append(name) }
        }
        return lines
    }

    private mutating func elements(_ href: String) -> [String: Line] {
        if let known = documents[href] { return known }
        var found: [String: XMLElement] = [:]
        if case .oval(let root, _) = source.checks[href] {
            for section in root.children where MergedOVAL.sections.contains(section.localName) {
                for element in section.children {
                    if let id = element.attribute("id"), found[id] == nil { found[id] = element }
                }
            }
        }
        let lines = found.mapValues { element in
            var words: [String] = []
            var names: [String] = []
            Self.write(element, &words) { if found[$0] != nil { names.append($0) } }
            return Line(text: words.joined(separator: " "), names: names)
        }
        documents[href] = lines
        return lines
    }

    private static func write(_ element: XMLElement, _ words: inout [String], depth: Int = 0, _ refer: (String) -> Void) {
        if element.localName == "metadata" || element.localName == "notes" || depth > 200 { return }
        words.append(element.localName)
        for (name, value) in element.attributes where name.local != "comment" && name.local != "version" {
            words.append("\(name.local)=\(value)")
            refer(value)
        }
        let text = element.trimmedText
        if !text.isEmpty {
            words.append("\"\(text)\"")
            refer(text)
        }
        let children = Array(element.children)
        if children.isEmpty { return }
        words.append("(")
        for child in children { write(child, &words, depth: depth + 1, refer) }
        words.append(")")
    }
}
