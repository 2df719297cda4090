internal import Diagnostics
internal import XML

extension ItemReading {
    mutating func profile(_ element: XMLElement) -> Profile? {
        guard let id = id(element) else { return nil }
        var profile = Profile(element: element, id: id)
        profile.extends = element.attribute("extends")
        profile.abstract = boolean("abstract", [element], default: false)
        profile.prohibitChanges = boolean("prohibitChanges", [element], default: false)
        profile.noteTag = element.attribute("note-tag")
        for child in element.children {
            let name = child.localName
            if name == "platform" {
                if let idref = child.attribute("idref") { profile.platforms.append(idref) }
            } else if let idref = child.attribute("idref"), let statement = statement(name, child, idref) {
                profile.statements.append(statement)
            }
        }
        return profile
    }

    private mutating func statement(_ name: String, _ element: XMLElement, _ idref: String) -> Profile.Statement? {
        switch name {
        case "select":
            guard let selected = XCCDFBoolean.value(element.attribute("selected")) else {
                error(element, idref, "a select needs selected, true or false")
                return nil
            }
            return .select(Profile.Select(idref: idref, selected: selected))
        case "set-value": return .setValue(Profile.SetValue(idref: idref, values: [element.text]))
        case "set-complex-value":
            return .setValue(Profile.SetValue(idref: idref, values: element.children("item").map(\.text), isComplex: true))
        case "refine-value":
            return .refineValue(
                Profile.RefineValue(
                    idref: idref, selector: element.attribute("selector"),
                    operator: word(element.attribute("operator"), "operator", element)))
        case "refine-rule":
            return .refineRule(
                Profile.RefineRule(
                    idref: idref, weight: weight(element.attribute("weight"), element), selector: element.attribute("selector"),
                    severity: word(element.attribute("severity"), "severity", element),
                    role: word(element.attribute("role"), "role", element)))
        default: return nil
        }
    }
}
