internal import FoundationEssentials
public import XML

/// A profile of NIST's OSCAL, as far as it says which controls are in it: `imports` with `include-all`, `include-controls` and
/// `exclude-controls` (OSCAL profile model).
///
/// The catalogue that it imports is not fetched: the controls are those of `content/nist`. What a profile changes of a control is not read.
public struct OSCALProfile: Sendable {
    /// `metadata/title`.
    public var title: String
    /// What it imports, one for each catalogue or profile.
    var imports: [Import]

    struct Import: Sendable {
        var includesAll: Bool
        var include: [Choice]
        var exclude: [Choice]
    }

    /// `include-controls` or `exclude-controls`.
    struct Choice: Sendable {
        var ids: [String]
        var patterns: [String]
        /// `with-child-controls` is `yes`.
        var withChildren: Bool
    }

    /// Reads a profile in JSON; `name` is the file in messages.
    public init(json bytes: [UInt8], name: String) throws(ControlTableError) {
        let document: Document
        do { document = try JSONDecoder().decode(Document.self, from: Data(bytes)) } catch {
            throw ControlTableError(
                table: name, line: 1,
                reason: "is no profile of OSCAL in JSON: the object \"profile\" with \"metadata\" and \"imports\" is missing or damaged")
        }
        title = document.profile.metadata.title
        imports = (document.profile.imports ?? []).map { source in
            func choices(_ choices: [Document.Choice]?) -> [Choice] {
                (choices ?? []).map {
                    Choice(
                        ids: $0.withIDs ?? [], patterns: ($0.matching ?? []).compactMap(\.pattern),
                        withChildren: $0.withChildControls == "yes")
                }
            }
            // Without any choice everything is meant (OSCAL profile model, `import`).
            return Import(
                includesAll: source.includeAll != nil || source.includeControls == nil, include: choices(source.includeControls),
                exclude: choices(source.excludeControls))
        }
        try check(name, 1)
    }

    /// Reads a profile in XML.
    public init(_ document: XMLDocument) throws(ControlTableError) {
        let root = document.root
        guard root.localName == "profile" else {
            throw ControlTableError(table: document.name, line: root.line, reason: "'\(root.localName)' is no profile of OSCAL")
        }
        func choices(_ elements: [XMLElement]) -> [Choice] {
            elements.map { element in
                Choice(
                    ids: element.children("with-id").map(\.trimmedText),
                    patterns: element.children("matching").compactMap { $0.attribute("pattern") },
                    withChildren: element.attribute("with-child-controls") == "yes")
            }
        }
        title = root.child("metadata")?.child("title").map { XMLElement.trimmed($0.allText) } ?? "profile"
        imports = root.children("import").map { source in
            let include = source.children("include-controls")
            return Import(
                includesAll: source.child("include-all") != nil || include.isEmpty, include: choices(include),
                exclude: choices(source.children("exclude-controls")))
        }
        try check(document.name, root.line)
    }

    private func check(_ name: String, _ line: Int) throws(ControlTableError) {
        if imports.isEmpty { throw ControlTableError(table: name, line: line, reason: "the profile imports no controls") }
    }
}

/// The JSON form, OSCAL 1.x.
private struct Document: Decodable {
    var profile: Profile

    struct Profile: Decodable {
        var metadata: Metadata
        var imports: [Import]?
    }

    struct Metadata: Decodable { var title: String }

    struct Import: Decodable {
        var includeAll: Empty?
        var includeControls: [Choice]?
        var excludeControls: [Choice]?
        enum CodingKeys: String, CodingKey {
            case includeAll = "include-all"
            case includeControls = "include-controls"
            case excludeControls = "exclude-controls"
        }
    }

    struct Empty: Decodable {}

    struct Choice: Decodable {
        var withIDs: [String]?
        var matching: [Pattern]?
        var withChildControls: String?
        enum CodingKeys: String, CodingKey {
            case withIDs = "with-ids"
            case matching
            case withChildControls = "with-child-controls"
        }
    }

    struct Pattern: Decodable { var pattern: String? }
}
