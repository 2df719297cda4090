internal import Diagnostics
internal import XML

/// Reads single items; gathers what is wrong with them.
///
/// Items come as chains: the element, then those it extends, nearest first. How properties join follows XCCDF 1.2,
/// "Inheritance Processing Model": attributes, version and checks are replaced, lists appended, platforms overridden.
struct ItemReading {
    var errors: [Diagnostic] = []
    var warnings: [Diagnostic] = []

    mutating func error(_ element: XMLElement, _ id: String?, _ message: String) {
        errors.append(Diagnostic(.error, at: element.location, about: id, message))
    }

    mutating func warn(_ element: XMLElement, _ id: String?, _ message: String) {
        warnings.append(Diagnostic(.warning, at: element.location, about: id, message))
    }

    func status(_ element: XMLElement) -> Status? {
        StatusValue(rawValue: element.trimmedText).map { Status($0, date: element.attribute("date")) }
    }

    // MARK: Attributes

    private func attribute(_ name: String, _ chain: [XMLElement]) -> String? {
        for element in chain {
            if let value = element.attribute(name) { return value }
        }
        return nil
    }

    private mutating func boolean(_ name: String, _ chain: [XMLElement], default absent: Bool) -> Bool {
        guard let text = attribute(name, chain) else { return absent }
        if let value = XCCDFBoolean.value(text) { return value }
        warn(chain[0], chain[0].attribute("id"), "\(name) is '\(text)'; true or false is expected, taken as \(absent)")
        return absent
    }

    private mutating func word<Word: RawRepresentable & CaseIterable>(_ name: String, _ chain: [XMLElement], default absent: Word) -> Word
    where Word.RawValue == String {
        guard let text = attribute(name, chain) else { return absent }
        return word(text, name, chain[0]) ?? absent
    }

    private mutating func word<Word: RawRepresentable & CaseIterable>(_ text: String?, _ name: String, _ element: XMLElement) -> Word?
    where Word.RawValue == String {
        guard let text else { return nil }
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        warn(
            element, element.attribute("id") ?? element.attribute("idref"), "\(name) is '\(text)', which is none of \(words); it is ignored"
        )
        return nil
    }

    private mutating func weight(_ chain: [XMLElement]) -> Double {
        guard let text = attribute("weight", chain) else { return 1 }
        return weight(text, chain[0]) ?? 1
    }

    private mutating func weight(_ text: String?, _ element: XMLElement) -> Double? {
        guard let text else { return nil }
        if let weight = Double(XMLElement.trimmed(text)), weight >= 0, weight.isFinite { return weight }
        warn(
            element, element.attribute("id") ?? element.attribute("idref"),
            "weight is '\(text)'; a number from 0 is expected, it is ignored")
        return nil
    }

    private static func tokens(_ text: String?) -> [String] {
        text.map { $0.split(whereSeparator: \.isWhitespace).map(String.init) } ?? []
    }

    private mutating func id(_ element: XMLElement) -> String? {
        if let id = element.attribute("id"), !id.isEmpty { return id }
        error(element, nil, "the \(element.localName) has no id; give it one")
        return nil
    }

    private mutating func platforms(_ chain: [XMLElement]) -> [String] {
        Inheritance.overriding("platform", chain[0], Array(chain.dropFirst())).compactMap { $0.attribute("idref") }
    }

    // MARK: Items

    mutating func group(_ chain: [XMLElement], parent: Int?) -> Group? {
        let element = chain[0]
        guard let id = id(element), !boolean("abstract", [element], default: false) else { return nil }
        var group = Group(element: element, id: id)
        group.inherited = Array(chain.dropFirst())
        group.parent = parent
        group.extends = element.attribute("extends")
        group.clusterID = element.attribute("cluster-id")
        group.hidden = boolean("hidden", chain, default: false)
        group.prohibitChanges = boolean("prohibitChanges", chain, default: false)
        group.selected = boolean("selected", chain, default: true)
        group.weight = weight(chain)
        group.platforms = platforms(chain)
        for level in chain.reversed() {
            for child in level.children {
                switch child.localName {
                case "requires": group.requires.append(Self.tokens(child.attribute("idref")))
                case "conflicts": group.conflicts += Self.tokens(child.attribute("idref"))
                default: break
                }
            }
        }
        return group
    }

    mutating func rule(_ chain: [XMLElement], parent: Int?) -> Rule? {
        let element = chain[0]
        guard let id = id(element), !boolean("abstract", [element], default: false) else { return nil }
        var rule = Rule(element: element, id: id)
        rule.inherited = Array(chain.dropFirst())
        rule.parent = parent
        rule.extends = element.attribute("extends")
        rule.clusterID = element.attribute("cluster-id")
        rule.hidden = boolean("hidden", chain, default: false)
        rule.prohibitChanges = boolean("prohibitChanges", chain, default: false)
        rule.selected = boolean("selected", chain, default: true)
        rule.weight = weight(chain)
        rule.role = word("role", chain, default: .full)
        rule.severity = word("severity", chain, default: .unknown)
        rule.multiple = boolean("multiple", chain, default: false)
        if chain.count > 1 { rule.platforms = platforms(chain) }
        for level in chain.reversed() {
            var ownChecks: [Check] = []
            var ownComplex: ComplexCheck?
            for child in level.children {
                switch child.localName {
                // References are by far the most frequent, and read when asked for.
                case "reference": break
                case "ident": rule.idents.append(Ident(system: child.attribute("system") ?? "", value: child.trimmedText))
                case "version": rule.version = child.trimmedText
                case "platform": if chain.count == 1, let idref = child.attribute("idref") { rule.platforms.append(idref) }
                case "requires": rule.requires.append(Self.tokens(child.attribute("idref")))
                case "conflicts": rule.conflicts += Self.tokens(child.attribute("idref"))
                case "check": if let check = check(child, id) { ownChecks.append(check) }
                case "complex-check": ownComplex = complexCheck(child, id)
                default: break
                }
            }
            if !ownChecks.isEmpty || ownComplex != nil {
                rule.checks = ownChecks
                rule.complexCheck = ownComplex
            }
        }
        return rule
    }

    private mutating func check(_ element: XMLElement, _ ruleID: String) -> Check? {
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

    private mutating func complexCheck(_ element: XMLElement, _ ruleID: String) -> ComplexCheck? {
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

    // MARK: Profiles

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
