internal import XML

extension Variable {
    /// Reads an element that stands for `variable`.
    init?(_ element: XMLElement, id: String, _ problems: inout Problems) {
        let before = problems.count
        var datatype: Datatype?
        self.init(id: id, datatype: .string, source: .constant([]), location: element.location)
        for (name, value) in element.attributes {
            switch name.local {
            case "id", "deprecated": break
            case "version": version = value
            case "datatype": datatype = problems.word(value, of: "datatype", element, id)
            case "comment": comment = value
            default: problems.unknown(attribute: name, element, id)
            }
        }
        if datatype == nil && problems.count == before { problems.missing(attribute: "datatype", element, id) }
        self.datatype = datatype ?? .string
        let children = element.children.filter { !$0.isNotesOrSignature }
        switch element.localName {
        case "constant_variable": source = .constant(Variable.values(children, of: element, id, &problems))
        case "external_variable": source = Variable.external(children, of: element, id, &problems)
        case "local_variable":
            let components = children.compactMap { Component($0, of: id, &problems) }
            if let component = components.first, components.count == 1 {
                source = .local(component)
            } else if problems.count == before {
                problems.add(element, id, "a local_variable has one component; this one has \(components.count)")
            }
        default:
            problems.add(element, id, "\"\(element.localName)\" is no kind of variable; they are constant_, external_ and local_variable")
        }
        if problems.errors(since: before) { return nil }
    }

    private static func values(_ children: [XMLElement], of element: XMLElement, _ id: String, _ problems: inout Problems) -> [String] {
        var values: [String] = []
        for child in children {
            if child.localName == "value" { values.append(child.text) } else { problems.unknown(child: child, of: element, id) }
        }
        if children.isEmpty { problems.add(element, id, "the constant_variable has no value; add one") }
        return values
    }

    private static func external(_ children: [XMLElement], of element: XMLElement, _ id: String, _ problems: inout Problems) -> Source {
        var values: [PossibleValue] = []
        var restrictions: [Restriction] = []
        for child in children {
            let hint = child.attribute("hint") ?? ""
            switch child.localName {
            case "possible_value": values.append(PossibleValue(hint: hint, value: child.text))
            case "possible_restriction":
                var restriction = Restriction(operator: .and, hint: hint, restrictions: [])
                if let value = child.attribute("operator") {
                    restriction.operator = problems.word(value, of: "operator", child, id) ?? .and
                }
                for inner in child.children {
                    guard inner.localName == "restriction" else {
                        problems.unknown(child: inner, of: child, id)
                        continue
                    }
                    guard let value = inner.attribute("operation") else {
                        problems.missing(attribute: "operation", inner, id)
                        continue
                    }
                    if let operation: Operation = problems.word(value, of: "operation", inner, id) {
                        restriction.restrictions.append((operation, inner.text))
                    }
                }
                restrictions.append(restriction)
            default: problems.unknown(child: child, of: element, id)
            }
        }
        return .external(possibleValues: values, restrictions: restrictions)
    }
}
