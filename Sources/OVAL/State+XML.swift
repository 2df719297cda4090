internal import XML

extension State {
    /// Reads an element that stands for `state`.
    init?(_ element: XMLElement, id: String, _ problems: inout Problems) {
        let before = problems.count
        guard let kind = TestKind(element, suffix: "_state") else {
            problems.add(
                element, id,
                "\"\(element.localName)\" is no state of an OVAL schema; its name ends in _state, its namespace names the schema")
            return nil
        }
        self.init(id: id, kind: kind, entities: [], location: element.location)
        for (name, value) in element.attributes {
            switch name.local {
            case "id", "deprecated": break
            case "version": version = value
            case "operator": self.operator = problems.word(value, of: "operator", element, id) ?? .and
            case "comment": comment = value
            default: problems.unknown(attribute: name, element, id)
            }
        }
        for child in element.children where !child.isNotesOrSignature {
            if child.namespace == Namespaces.definitions {
                problems.unknown(child: child, of: element, id)
            } else if let entity = Entity(child, of: id, &problems) {
                entities.append(entity)
            }
        }
        if problems.errors(since: before) { return nil }
    }
}
