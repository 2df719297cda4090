internal import Diagnostics
internal import XML

extension ItemReading {
    mutating func check(_ element: XMLElement, _ ruleID: String) -> Check? {
        guard let system = element.attribute("system") else {
            error(element, ruleID, "a check has no system; name the checking system by its URI")
            return nil
        }
        var check = Check(element: element, system: system)
        check.negate = boolean("negate", [element], default: false)
        check.id = element.attribute("id")
        check.selector = element.attribute("selector") ?? ""
        check.multiCheck = boolean("multi-check", [element], default: false)
        for child in element.children {
            switch child.localName {
            case "check-import":
                guard let name = child.attribute("import-name") else { continue }
                check.imports.append(Check.Import(name: name, xpath: child.attribute("import-xpath")))
            case "check-export":
                guard let value = child.attribute("value-id"), let name = child.attribute("export-name") else {
                    error(child, ruleID, "a check-export needs value-id and export-name")
                    continue
                }
                check.exports.append(Check.Export(valueID: value, exportName: name))
            case "check-content-ref":
                guard let href = child.attribute("href") else {
                    error(child, ruleID, "a check-content-ref has no href; name the file of the check")
                    continue
                }
                check.contentRefs.append(Check.ContentRef(href: href, name: child.attribute("name")))
            case "check-content": check.content = child
            default: break
            }
        }
        return check
    }

    mutating func complexCheck(_ element: XMLElement, _ ruleID: String) -> ComplexCheck? {
        guard let combining = element.attribute("operator").flatMap(ComplexCheck.Operator.init) else {
            error(element, ruleID, "a complex-check needs the operator AND or OR")
            return nil
        }
        var complex = ComplexCheck(operator: combining)
        complex.negate = boolean("negate", [element], default: false)
        for child in element.children {
            switch child.localName {
            case "check": if let check = check(child, ruleID) { complex.children.append(.check(check)) }
            case "complex-check": if let inner = complexCheck(child, ruleID) { complex.children.append(.complex(inner)) }
            default: break
            }
        }
        return complex
    }
}
