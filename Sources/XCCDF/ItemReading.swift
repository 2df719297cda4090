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

    func attribute(_ name: String, _ chain: [XMLElement]) -> String? {
        for element in chain {
            if let value = element.attribute(name) { return value }
        }
        return nil
    }

    mutating func boolean(_ name: String, _ chain: [XMLElement], default absent: Bool) -> Bool {
        guard let text = attribute(name, chain) else { return absent }
        if let value = XCCDFBoolean.value(text) { return value }
        warn(chain[0], chain[0].attribute("id"), "\(name) is '\(text)'; true or false is expected, taken as \(absent)")
        return absent
    }

    mutating func word<Word: RawRepresentable & CaseIterable>(_ name: String, _ chain: [XMLElement], default absent: Word) -> Word
    where Word.RawValue == String {
        guard let text = attribute(name, chain) else { return absent }
        return word(text, name, chain[0]) ?? absent
    }

    mutating func word<Word: RawRepresentable & CaseIterable>(_ text: String?, _ name: String, _ element: XMLElement) -> Word?
    where Word.RawValue == String {
        guard let text else { return nil }
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        warn(
            element, element.attribute("id") ?? element.attribute("idref"), "\(name) is '\(text)', which is none of \(words); it is ignored"
        )
        return nil
    }

    mutating func weight(_ chain: [XMLElement]) -> Double {
        guard let text = attribute("weight", chain) else { return 1 }
        return weight(text, chain[0]) ?? 1
    }

    mutating func weight(_ text: String?, _ element: XMLElement) -> Double? {
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

    mutating func id(_ element: XMLElement) -> String? {
        if let id = element.attribute("id"), !id.isEmpty { return id }
        error(element, nil, "the \(element.localName) has no id; give it one")
        return nil
    }

    private mutating func platforms(_ chain: [XMLElement]) -> [String] {
        Inheritance.overriding("platform", chain[0], Array(chain.dropFirst())).compactMap { $0.attribute("idref") }
    }

    // MARK: Items

    /// - Parameter copy: The id of a copy, in place of the element's own.
    mutating func group(_ chain: [XMLElement], parent: Int?, copy: String? = nil) -> Group? {
        let element = chain[0]
        guard let id = copy ?? id(element), !boolean("abstract", [element], default: false) else { return nil }
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

    /// - Parameter copy: The id of a copy, in place of the element's own.
    mutating func rule(_ chain: [XMLElement], parent: Int?, copy: String? = nil) -> Rule? {
        let element = chain[0]
        guard let id = copy ?? id(element), !boolean("abstract", [element], default: false) else { return nil }
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
}
