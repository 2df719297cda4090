internal import XML

extension Object {
    /// Reads an element that stands for `object`.
    init?(_ element: XMLElement, id: String, _ problems: inout Problems) {
        let before = problems.count
        guard let kind = TestKind(element, suffix: "_object") else {
            problems.add(
                element, id,
                "\"\(element.localName)\" is no object of an OVAL schema; its name ends in _object, its namespace names the schema")
            return nil
        }
        self.init(id: id, kind: kind, location: element.location)
        for (name, value) in element.attributes {
            switch name.local {
            case "id", "deprecated": break
            case "version": version = value
            case "comment": comment = value
            default: problems.unknown(attribute: name, element, id)
            }
        }
        for child in element.children {
            let isCore = child.namespace == Namespaces.definitions
            switch child.localName {
            case "set" where isCore:
                if set != nil { problems.add(child, id, "the object has two sets; put both into one set") }
                set = ObjectSet(child, of: id, &problems)
            case "filter" where isCore: if let filter = Filter(child, of: id, &problems) { filters.append(filter) }
            case "behaviors" where !isCore:
                for (name, value) in child.attributes where name.namespace.isEmpty { behaviors[name.local] = value }
            default:
                if child.isNotesOrSignature { continue }
                if isCore {
                    problems.unknown(child: child, of: element, id)
                } else if let entity = Entity(child, of: id, &problems) {
                    entities.append(entity)
                }
            }
        }
        if set != nil && !entities.isEmpty {
            problems.add(element, id, "the object has a set and entities; keep the set, or the entities")
        }
        if problems.errors(since: before) { return nil }
    }
}

extension Filter {
    init?(_ element: XMLElement, of id: String, _ problems: inout Problems) {
        let before = problems.count
        self.init(state: element.trimmedText)
        for (name, value) in element.attributes {
            if name.local == "action" {
                action = problems.word(value, of: "action", element, id) ?? .exclude
            } else {
                problems.unknown(attribute: name, element, id)
            }
        }
        if state.isEmpty { problems.add(element, id, "the filter names no state; write the id of a state inside it") }
        if problems.errors(since: before) { return nil }
    }
}

extension ObjectSet {
    init?(_ element: XMLElement, of id: String, _ problems: inout Problems) {
        let before = problems.count
        var setOperator = Operator.union
        for (name, value) in element.attributes {
            if name.local == "set_operator" {
                setOperator = problems.word(value, of: "set_operator", element, id) ?? .union
            } else {
                problems.unknown(attribute: name, element, id)
            }
        }
        var objects: [String] = []
        var sets: [ObjectSet] = []
        var filters: [Filter] = []
        for child in element.children {
            switch child.localName {
            case "set": if let inner = ObjectSet(child, of: id, &problems) { sets.append(inner) }
            case "object_reference": objects.append(child.trimmedText)
            case "filter": if let filter = Filter(child, of: id, &problems) { filters.append(filter) }
            default: problems.unknown(child: child, of: element, id)
            }
        }
        if problems.errors(since: before) { return nil }
        switch (objects.count, sets.count) {
        case (1...2, 0): self = .objects(setOperator, objects, filters: filters)
        case (0, 1...2) where filters.isEmpty: self = .sets(setOperator, sets)
        default:
            problems.add(
                element, id,
                "a set holds one or two object_reference elements with filters, or one or two sets; this one holds \(objects.count), \(sets.count)"
                    + " and \(filters.count) of them")
            return nil
        }
    }
}
