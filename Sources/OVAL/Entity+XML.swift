internal import XML

extension Entity {
    /// Reads an entity of the object or state `id`, or with `isField` the `field` of a record.
    init?(_ element: XMLElement, of id: String, isField: Bool = false, _ problems: inout Problems) {
        let before = problems.count
        self.init(isField ? "" : element.localName, line: element.line)
        var hasVarCheck = false
        for (attribute, value) in element.attributes {
            switch attribute.local {
            case "datatype": datatype = problems.word(value, of: "datatype", element, id) ?? .string
            case "operation": operation = problems.word(value, of: "operation", element, id) ?? .equals
            case "mask": isMasked = problems.boolean(value, of: "mask", element, id) ?? true
            case "var_ref": variable = value
            case "var_check":
                hasVarCheck = true
                varCheck = problems.word(value, of: "var_check", element, id) ?? .all
            case "entity_check": entityCheck = problems.word(value, of: "entity_check", element, id) ?? .all
            case "check_existence": checkExistence = problems.word(value, of: "check_existence", element, id) ?? .atLeastOneExists
            case "nil" where attribute.namespace == XMLElement.schemaInstance:
                isNil = problems.boolean(value, of: "xsi:nil", element, id) ?? false
            case "name" where isField && attribute.namespace.isEmpty: name = value
            default: problems.unknown(attribute: attribute, element, id)
            }
        }
        if isField && name.isEmpty { problems.missing(attribute: "name", element, id) }
        if hasVarCheck && variable == nil {
            problems.warn(element, id, "\(element.localName) has var_check but no var_ref; it says nothing and can be removed")
        }
        var text: String?
        for node in element.nodes {
            switch node {
            case .text(let run): text = text.map { $0 + run } ?? run
            case .element(let child):
                if child.localName == "field" && !isField {
                    if let field = Entity(child, of: id, isField: true, &problems) { fields.append(field) }
                } else {
                    problems.unknown(child: child, of: element, id)
                }
            }
        }
        // White space around fields is layout.
        if fields.isEmpty, let text { value = text }
        if datatype == .record { value = "" }
        if !fields.isEmpty && datatype != .record && problems.count == before {
            problems.add(element, id, "\(element.localName) has fields but is no record; write datatype=\"record\"")
        }
        if problems.errors(since: before) { return nil }
    }
}
