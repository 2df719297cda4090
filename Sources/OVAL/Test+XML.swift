internal import XML

extension TestKind {
    /// The kind of a test, object, state or item element: the fragment of its namespace, its name without the suffix; `nil` for an element
    /// of no OVAL schema.
    init?(_ element: XMLElement, suffix: String, under namespace: String = Namespaces.definitions) {
        let name = element.name
        guard name.local.hasSuffix(suffix), name.namespace.hasPrefix(namespace) else { return nil }
        let fragment = name.namespace.utf8.dropFirst(namespace.utf8.count)
        // The deprecated platforms of OVAL 5.3 to 5.10 and those of other vendors follow the same rule.
        guard fragment.first == UInt8(ascii: "#"), fragment.count > 1 else { return nil }
        self.init(String(fragment.dropFirst()) ?? "", String(name.local.dropLast(suffix.count)))
    }
}

extension Test {
    /// Reads an element that stands for `test`.
    init?(_ element: XMLElement, id: String, _ problems: inout Problems) {
        let before = problems.count
        guard let kind = TestKind(element, suffix: "_test") else {
            problems.add(
                element, id, "\"\(element.localName)\" is no test of an OVAL schema; its name ends in _test, its namespace names the schema"
            )
            return nil
        }
        var check: CheckEnumeration?
        self.init(id: id, kind: kind, check: .all, object: nil, location: element.location)
        for (name, value) in element.attributes {
            switch name.local {
            case "id", "deprecated": break
            case "version": version = value
            case "check": check = problems.word(value, of: "check", element, id)
            case "check_existence": checkExistence = problems.word(value, of: "check_existence", element, id) ?? .atLeastOneExists
            case "state_operator": stateOperator = problems.word(value, of: "state_operator", element, id) ?? .and
            case "comment": comment = value
            default: problems.unknown(attribute: name, element, id)
            }
        }
        for child in element.children {
            switch child.localName {
            case "object":
                if object != nil { problems.add(child, id, "the test names two objects; keep one") }
                object = Test.reference(child, "object_ref", id: id, &problems)
            case "state": if let state = Test.reference(child, "state_ref", id: id, &problems) { states.append(state) }
            default: if !child.isNotesOrSignature { problems.unknown(child: child, of: element, id) }
            }
        }
        if problems.count == before && check == nil { problems.missing(attribute: "check", element, id) }
        if problems.count == before && object == nil && !(kind.schema == "independent" && kind.name == "unknown") {
            problems.add(element, id, "the test names no object; add an object element with object_ref")
        }
        guard problems.count == before, let check else { return nil }
        self.check = check
    }

    private static func reference(_ element: XMLElement, _ attribute: String, id: String, _ problems: inout Problems) -> String? {
        var reference: String?
        for (name, value) in element.attributes {
            if name.local == attribute { reference = value } else { problems.unknown(attribute: name, element, id) }
        }
        if reference == nil { problems.missing(attribute: attribute, element, id) }
        return reference
    }
}
