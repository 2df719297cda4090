internal import XML

extension Definition {
    /// Reads `definition`. One that is not understood gets criteria that end in an error.
    init(_ element: XMLElement, id: String, _ problems: inout Problems) {
        let before = problems.count
        var version = "0"
        var definitionClass: DefinitionClass?
        var isDeprecated = false
        for (name, value) in element.attributes {
            switch name.local {
            case "id": break
            case "version": version = value
            case "class": definitionClass = problems.word(value, of: "class", element, id)
            case "deprecated": isDeprecated = problems.boolean(value, of: "deprecated", element, id) ?? false
            default: problems.unknown(attribute: name, element, id)
            }
        }
        if definitionClass == nil && problems.count == before { problems.missing(attribute: "class", element, id) }
        var title = ""
        var criteria: Criteria?
        for child in element.children {
            switch child.localName {
            case "metadata": title = child.child("title")?.trimmedText ?? ""
            case "criteria":
                if criteria != nil { problems.add(child, id, "the definition has criteria twice; put both into one criteria element") }
                criteria = Criteria(child, id: id, &problems)
            default: if !child.isNotesOrSignature { problems.unknown(child: child, of: element, id) }
            }
        }
        if criteria == nil && !isDeprecated && problems.count == before {
            problems.warn(element, id, "the definition has no criteria and cannot be evaluated; add them, or mark it as deprecated")
        } else if problems.count != before {
            criteria = .unresolvable(id)
        }
        self.init(
            id: id, version: version, class: definitionClass ?? .miscellaneous, isDeprecated: isDeprecated, title: title,
            criteria: criteria,
            element: element)
    }
}

extension Definition.Criteria {
    /// Criteria of a definition that cannot be evaluated: in place of a test they name the definition itself, so that the look-up fails and
    /// finds the diagnostic.
    static func unresolvable(_ id: String) -> Self { Self(.and, [.criterion(Definition.Reference(id: id))]) }

    fileprivate init?(_ element: XMLElement, id: String, _ problems: inout Problems) {
        let before = problems.count
        self.init(.and, [])
        for (name, value) in element.attributes {
            switch name.local {
            case "operator": self.operator = problems.word(value, of: "operator", element, id) ?? .and
            case "negate": negate = problems.boolean(value, of: "negate", element, id) ?? false
            case "applicability_check": applicabilityCheck = problems.boolean(value, of: "applicability_check", element, id)
            case "comment": comment = value
            default: problems.unknown(attribute: name, element, id)
            }
        }
        for child in element.children {
            switch child.localName {
            case "criteria": if let inner = Self(child, id: id, &problems) { nodes.append(.criteria(inner)) }
            case "criterion":
                if let reference = Definition.Reference(child, "test_ref", id: id, &problems) { nodes.append(.criterion(reference)) }
            case "extend_definition":
                if let reference = Definition.Reference(child, "definition_ref", id: id, &problems) {
                    nodes.append(.extendDefinition(reference))
                }
            default: if !child.isNotesOrSignature { problems.unknown(child: child, of: element, id) }
            }
        }
        if nodes.isEmpty && problems.count == before {
            problems.add(element, id, "the criteria are empty; add a criterion, an extend_definition or criteria")
        }
        if problems.count != before { return nil }
    }
}

extension Definition.Reference {
    fileprivate init?(_ element: XMLElement, _ attribute: String, id: String, _ problems: inout Problems) {
        let before = problems.count
        self.init(id: "")
        for (name, value) in element.attributes {
            switch name.local {
            case attribute: self.id = value
            case "negate": negate = problems.boolean(value, of: "negate", element, id) ?? false
            case "applicability_check": applicabilityCheck = problems.boolean(value, of: "applicability_check", element, id)
            case "comment": comment = value
            default: problems.unknown(attribute: name, element, id)
            }
        }
        if self.id.isEmpty && problems.count == before { problems.missing(attribute: attribute, element, id) }
        if problems.count != before { return nil }
    }
}
