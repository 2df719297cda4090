internal import Diagnostics
internal import XML

extension ItemReading {
    mutating func value(_ chain: [XMLElement], parent: Int?) -> Value? {
        let element = chain[0]
        guard let id = id(element), !boolean("abstract", [element], default: false) else { return nil }
        var value = Value(element: element, id: id)
        value.inherited = Array(chain.dropFirst())
        value.parent = parent
        value.extends = element.attribute("extends")
        value.clusterID = element.attribute("cluster-id")
        value.hidden = boolean("hidden", chain, default: false)
        value.prohibitChanges = boolean("prohibitChanges", chain, default: false)
        value.type = word("type", chain, default: .string)
        value.operator = word("operator", chain, default: .equals)
        value.interactive = boolean("interactive", chain, default: false)
        for level in chain.reversed() {
            for child in level.children {
                let selector = child.attribute("selector") ?? ""
                // An item that extends another replaces what it inherits under the same selector.
                switch child.localName {
                case "value": Self.put(Value.Setting(selector: selector, values: [child.text]), \.selector, &value.settings)
                case "complex-value": Self.put(Self.list(child, selector), \.selector, &value.settings)
                case "default": Self.put(Value.Setting(selector: selector, values: [child.text]), \.selector, &value.defaults)
                case "complex-default": Self.put(Self.list(child, selector), \.selector, &value.defaults)
                case "lower-bound": Self.put(Self.constraint(child, selector), \.selector, &value.lowerBounds)
                case "upper-bound": Self.put(Self.constraint(child, selector), \.selector, &value.upperBounds)
                case "match": Self.put(Self.constraint(child, selector), \.selector, &value.matches)
                case "choices": Self.put(Self.choices(child, selector), \.selector, &value.choices)
                default: break
                }
            }
        }
        return value
    }

    private static func put<Part>(_ part: Part, _ selector: KeyPath<Part, String>, _ parts: inout [Part]) {
        if let place = parts.firstIndex(where: { $0[keyPath: selector] == part[keyPath: selector] }) {
            parts[place] = part
        } else {
            parts.append(part)
        }
    }

    private static func list(_ element: XMLElement, _ selector: String) -> Value.Setting {
        Value.Setting(selector: selector, values: element.children("item").map(\.text), isComplex: true)
    }

    private static func constraint(_ element: XMLElement, _ selector: String) -> Value.Constraint {
        Value.Constraint(selector: selector, value: element.trimmedText)
    }

    private static func choices(_ element: XMLElement, _ selector: String) -> Value.Choices {
        var choices = Value.Choices(selector: selector, mustMatch: XCCDFBoolean.value(element.attribute("mustMatch")) ?? false)
        for child in element.children {
            switch child.localName {
            case "choice": choices.choices.append([child.text])
            case "complex-choice": choices.choices.append(child.children("item").map(\.text))
            default: break
            }
        }
        return choices
    }
}
