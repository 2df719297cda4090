public import Diagnostics
public import XML

extension Directives {
    /// Reads `oval_directives`.
    ///
    /// Throws where it is none, and with everything in it that the schema does not know: a result must not go missing by a slip.
    public init(_ element: XMLElement) throws(ContentError) {
        self.init()
        guard element.localName == "oval_directives", element.namespace == Namespaces.directives else {
            throw ContentError(
                at: element.location, "\"\(element.localName)\" is no oval_directives of OVAL 5; give a file that holds them")
        }
        var problems = Problems()
        guard let common = element.child("directives") else {
            throw ContentError(at: element.location, "the document has no directives; add them")
        }
        if let text = common.attribute("include_source_definitions") {
            includesDefinitions = problems.boolean(text, of: "include_source_definitions", common, "directives") ?? true
        }
        byResult = Self.read(common, "directives", &problems)
        for own in element.children("class_directives") {
            guard let name = own.attribute("class") else {
                problems.missing(attribute: "class", own, "class_directives")
                continue
            }
            guard let word: DefinitionClass = problems.word(name, of: "class", own, "class_directives") else { continue }
            byClass[word] = Self.read(own, name, &problems)
        }
        if problems.errors(since: 0) { throw ContentError(problems.diagnostics) }
    }

    private static func read(_ element: XMLElement, _ id: String, _ problems: inout Problems) -> [ResultValue: Directive] {
        var read: [ResultValue: Directive] = [:]
        for child in element.children {
            guard let result = ResultValue.allCases.first(where: { $0.directiveName == child.localName }) else {
                problems.add(child, id, "\"\(child.localName)\" is no directive; write definition_true, definition_false or another result")
                continue
            }
            var directive = Directive()
            if let text = child.attribute("reported") {
                directive.isReported = problems.boolean(text, of: "reported", child, id) ?? true
            } else {
                problems.missing(attribute: "reported", child, id)
            }
            switch child.attribute("content") {
            case nil, "full"?: directive.isThin = false
            case "thin"?: directive.isThin = true
            case let word?: problems.add(child, id, "content \"\(word)\" is not a word of OVAL; write thin or full")
            }
            read[result] = directive
        }
        return read
    }

    /// Writes `directives` and `class_directives` in the namespace of the document that is being written.
    func write(into writer: inout XMLWriter, includesDefinitions: Bool) {
        writer.element("directives", ["include_source_definitions": includesDefinitions ? nil : "false"]) { writer in
            Self.write(byResult, into: &writer)
        }
        for (name, own) in byClass.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            writer.element("class_directives", ["class": name.rawValue]) { writer in Self.write(own, into: &writer) }
        }
    }

    private static func write(_ directives: [ResultValue: Directive], into writer: inout XMLWriter) {
        for result in [ResultValue.true, .false, .unknown, .error, .notEvaluated, .notApplicable] {
            let directive = directives[result] ?? Directive()
            writer.element(
                result.directiveName,
                ["reported": directive.isReported ? "true" : "false", "content": directive.isThin ? "thin" : "full"])
        }
    }
}

extension ResultValue {
    /// The name of the directive for this result.
    fileprivate var directiveName: String {
        switch self {
        case .true: "definition_true"
        case .false: "definition_false"
        case .unknown: "definition_unknown"
        case .error: "definition_error"
        case .notEvaluated: "definition_not_evaluated"
        case .notApplicable: "definition_not_applicable"
        }
    }
}
