public import Diagnostics
public import XML

extension SystemCharacteristics {
    /// Reads an `oval_system_characteristics` element, so that definitions can be evaluated again without the system.
    ///
    /// A masked value was withheld when it was written; it is read as not collected, so that nothing is decided by its absence. Throws
    /// with everything that is wrong: half of what was found would be another finding.
    public init(reading element: XMLElement) throws(ContentError) {
        guard element.localName == "oval_system_characteristics", element.namespace == Namespaces.systemCharacteristics else {
            throw ContentError(
                at: element.location, "\"\(element.localName)\" is no oval_system_characteristics of OVAL 5; give a file that holds one")
        }
        self.init()
        var problems = Problems()
        var places: [String: Int] = [:]
        // The items stand behind the objects that refer to them.
        for child in element.children where child.localName == "system_data" {
            for inner in child.children {
                guard let id = inner.attribute("id") else {
                    problems.missing(attribute: "id", inner, inner.localName)
                    continue
                }
                guard let item = Item(reading: inner, id: id, &problems) else { continue }
                if places.updateValue(add(item), forKey: id) != nil {
                    problems.add(inner, id, "there are two items with this id; give each its own")
                }
            }
        }
        for child in element.children {
            switch child.localName {
            case "system_info": systemInfo = SystemInfo(reading: child)
            case "collected_objects":
                for inner in child.children {
                    guard let object = CollectedObject(reading: inner, places: places, &problems) else { continue }
                    if objects.updateValue(object, forKey: object.id) != nil {
                        problems.add(
                            inner, object.id, "the object was collected with several sets of variables, which is not read; leave one")
                    }
                }
            default: break
            }
        }
        if problems.count > 0 { throw ContentError(problems.diagnostics) }
    }
}

extension SystemCharacteristics.SystemInfo {
    fileprivate init(reading element: XMLElement) {
        func text(_ name: String) -> String { element.child(name)?.trimmedText ?? "" }
        self.init(
            osName: text("os_name"), osVersion: text("os_version"), architecture: text("architecture"),
            primaryHostName: text("primary_host_name"))
    }
}

extension CollectedObject {
    fileprivate init?(reading element: XMLElement, places: [String: Int], _ problems: inout Problems) {
        guard let id = element.attribute("id") else {
            problems.missing(attribute: "id", element, element.localName)
            return nil
        }
        guard let word = element.attribute("flag") else {
            problems.missing(attribute: "flag", element, id)
            return nil
        }
        guard let flag: Flag = problems.word(word, of: "flag", element, id) else { return nil }
        self.init(id: id, version: element.attribute("version") ?? "1", flag: flag)
        for child in element.children {
            switch child.localName {
            case "message": messages.append(Message(child))
            case "variable_value": variableValues.append((child.attribute("variable_id") ?? "", child.text))
            case "reference":
                let item = child.attribute("item_ref") ?? ""
                guard let place = places[item] else {
                    problems.add(child, id, "refers to item \"\(item)\", which is not in system_data; add it, or correct the id")
                    continue
                }
                items.append(place)
            default: problems.unknown(child: child, of: element, id)
            }
        }
    }
}

extension Item {
    fileprivate init?(reading element: XMLElement, id: String, _ problems: inout Problems) {
        guard let kind = TestKind(element, suffix: "_item", under: Namespaces.systemCharacteristics) else {
            problems.add(
                element, id, "\"\(element.localName)\" is no item of an OVAL schema; its name ends in _item, its namespace names the schema"
            )
            return nil
        }
        let before = problems.count
        self.init(kind, [])
        if let word = element.attribute("status") { status = problems.word(word, of: "status", element, id) ?? .exists }
        for child in element.children {
            if child.localName == "message" && child.namespace == Namespaces.systemCharacteristics {
                messages.append(Message(child))
            } else if let entity = ItemEntity(reading: child, id: id, &problems) {
                entities.append(entity)
            }
        }
        if problems.count != before { return nil }
    }
}

extension ItemEntity {
    fileprivate init?(reading element: XMLElement, id: String, isField: Bool = false, _ problems: inout Problems) {
        let before = problems.count
        self.init(isField ? element.attribute("name") ?? "" : element.localName, "")
        for (attribute, value) in element.attributes {
            switch attribute.local {
            case "datatype": datatype = problems.word(value, of: "datatype", element, id) ?? .string
            case "mask": isMasked = problems.boolean(value, of: "mask", element, id) ?? true
            case "status": status = problems.word(value, of: "status", element, id) ?? .error
            case "name" where isField: break
            default: problems.unknown(attribute: attribute, element, id)
            }
        }
        for child in element.children {
            if let field = ItemEntity(reading: child, id: id, isField: true, &problems) { fields.append(field) }
        }
        if fields.isEmpty && status == .exists { value = element.text }
        if isMasked && status == .exists && fields.isEmpty { status = .notCollected }
        if problems.count != before { return nil }
    }
}
