internal import XML

/// How properties of an extended item join those of the item that extends it.
///
/// XCCDF 1.2 (NISTIR 7275 revision 4), "Inheritance Processing Model".
enum Inheritance {
    /// So many levels of extension are followed; published content has three. Each item of a longer chain would walk all of it.
    static let mostLevels = 100
    static let tooDeep = "it extends others in a chain of more than \(mostLevels); make it shorter"

    /// Inherited elements first, except those of a language for which a later one says `override`.
    static func overriding(_ name: String, _ element: XMLElement, _ inherited: [XMLElement]) -> [XMLElement] {
        guard !inherited.isEmpty else { return element.children(name) }
        var result: [XMLElement] = []
        for level in inherited.reversed() + [element] {
            let own = level.children(name)
            for replacing in own where XCCDFBoolean.value(replacing.attribute("override")) == true {
                result.removeAll { language($0) == language(replacing) }
            }
            result += own
        }
        return result
    }

    /// Inherited elements first.
    static func appending(_ name: String, _ element: XMLElement, _ inherited: [XMLElement]) -> [XMLElement] {
        inherited.reversed().flatMap { $0.children(name) } + element.children(name)
    }

    private static func language(_ element: XMLElement) -> String {
        element.attribute("lang", namespace: "http://www.w3.org/XML/1998/namespace") ?? ""
    }
}

/// `xsd:boolean`.
enum XCCDFBoolean {
    /// `nil` where it is none of `true`, `1`, `false`, `0`.
    static func value(_ text: String?) -> Bool? {
        switch text.map(XMLElement.trimmed) {
        case "true", "1": true
        case "false", "0": false
        default: nil
        }
    }
}
