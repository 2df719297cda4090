internal import Diagnostics
internal import XML

/// Where the readers of OVAL's elements put what they find wrong.
///
/// A reader that found something wrong hands back `nil`: a thing that was not understood whole is not evaluated in part.
struct Problems {
    private(set) var diagnostics: [Diagnostic] = []

    var count: Int { diagnostics.count }

    /// Whether there are errors, not only warnings, after the first `count` diagnostics.
    func errors(since count: Int) -> Bool { diagnostics[count...].contains { $0.severity == .error } }

    mutating func add(_ element: XMLElement, _ id: String, _ message: String) {
        diagnostics.append(Diagnostic(.error, at: element.location, about: id, message))
    }

    mutating func add(_ location: SourceLocation, _ id: String, _ message: String) {
        diagnostics.append(Diagnostic(.error, at: location, about: id, message))
    }

    mutating func warn(_ element: XMLElement, _ id: String, _ message: String) { warn(element.location, id, message) }

    mutating func warn(_ location: SourceLocation, _ id: String, _ message: String) {
        diagnostics.append(Diagnostic(.warning, at: location, about: id, message))
    }

    /// The case that a word stands for.
    mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ value: String, of attribute: String, _ element: XMLElement, _ id: String
    ) -> Word? {
        if let word = Word(rawValue: value) { return word }
        let words = Word.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        add(element, id, "\(attribute) \"\(value)\" of \(element.localName) is not a word of OVAL; write one of \(words)")
        return nil
    }

    /// `xsd:boolean`.
    mutating func boolean(_ value: String, of attribute: String, _ element: XMLElement, _ id: String) -> Bool? {
        switch XMLElement.trimmed(value) {
        case "true", "1": return true
        case "false", "0": return false
        default:
            add(element, id, "\(attribute) \"\(value)\" of \(element.localName) is no boolean; write true or false")
            return nil
        }
    }

    /// `xsd:int`.
    mutating func int(_ value: String, of attribute: String, _ element: XMLElement, _ id: String) -> Int? {
        if let int = Int32(XMLElement.trimmed(value)) { return Int(int) }
        add(element, id, "\(attribute) \"\(value)\" of \(element.localName) is no whole number of 32 bits; write one")
        return nil
    }

    /// An attribute that no version of the schema has; those of other namespaces are none of OVAL's.
    mutating func unknown(attribute: XMLName, _ element: XMLElement, _ id: String) {
        guard attribute.namespace.isEmpty else { return }
        add(element, id, "\(element.localName) has no attribute \"\(attribute.local)\"; remove it, or correct its name")
    }

    mutating func unknown(child: XMLElement, of element: XMLElement, _ id: String) {
        add(
            child, id,
            "element \"\(child.localName)\" is not known inside \(element.localName); remove it, or correct its name and namespace")
    }

    mutating func missing(attribute: String, _ element: XMLElement, _ id: String) {
        add(element, id, "\(element.localName) has no \(attribute); add the attribute")
    }
}

extension XMLElement {
    /// Notes and signatures: they may stand in most elements and decide nothing.
    var isNotesOrSignature: Bool {
        switch localName {
        case "notes": namespace == Namespaces.definitions || namespace == Namespaces.common
        case "Signature": namespace == "http://www.w3.org/2000/09/xmldsig#"
        default: false
        }
    }

    static let schemaInstance = "http://www.w3.org/2001/XMLSchema-instance"
}
