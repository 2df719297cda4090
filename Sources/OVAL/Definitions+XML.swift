public import Diagnostics
public import XML

extension Definitions {
    /// Reads an `oval_definitions` element, OVAL 5.3 to 5.11.
    ///
    /// Throws where the element is no OVAL 5 document at all. What is wrong with single definitions, tests, objects, states and variables
    /// is gathered in ``diagnostics``, and what was not understood whole, is there twice or refers to itself is left out: looking it up
    /// gives `nil`, so that whatever uses it ends in an error. A definition itself is always there; one that was not understood has
    /// one criterion, which names the definition instead of a test.
    public init(_ element: XMLElement) throws(ContentError) {
        guard element.localName == "oval_definitions" else {
            throw ContentError(at: element.location, "\"\(element.localName)\" is no OVAL document; oval_definitions is expected here")
        }
        guard element.namespace == Namespaces.definitions else {
            throw ContentError(
                at: element.location,
                "oval_definitions is in the namespace \"\(element.namespace)\"; only \(Namespaces.definitions) is read")
        }
        var reading = DefinitionsReading()
        for child in element.children {
            switch child.localName {
            case "generator": reading.generator(child)
            case "definitions":
                reading.definitions = child.children.compactMap { reading.read($0, as: "definition", Definition.init(_:id:_:)) }
            case "tests": reading.tests = child.children.compactMap { reading.read($0, as: "test", Test.init(_:id:_:)) }
            case "objects": reading.objects = child.children.compactMap { reading.read($0, as: "object", Object.init(_:id:_:)) }
            case "states": reading.states = child.children.compactMap { reading.read($0, as: "state", State.init(_:id:_:)) }
            case "variables": reading.variables = child.children.compactMap { reading.read($0, as: "variable", Variable.init(_:id:_:)) }
            default:
                if !child.isNotesOrSignature {
                    throw ContentError(at: child.location, "element \"\(child.localName)\" is not known inside oval_definitions; remove it")
                }
            }
        }
        reading.checkReferences()
        reading.checkCycles()
        self.init(element: element, schemaVersion: reading.schemaVersion)
        for value in reading.definitions { definitions.add(value, id: value.id) }
        for value in reading.tests { tests.add(value, id: value.id) }
        for value in reading.objects { objects.add(value, id: value.id) }
        for value in reading.states { states.add(value, id: value.id) }
        for value in reading.variables { variables.add(value, id: value.id) }
        report(reading.problems.diagnostics)
    }
}

/// The parts of a document while they are read: everything by kind, the ids met so far, what is wrong.
struct DefinitionsReading {
    var problems = Problems()
    var schemaVersion = ""
    var definitions: [Definition] = []
    var tests: [Test] = []
    var objects: [Object] = []
    var states: [State] = []
    var variables: [Variable] = []
    /// Ids of all elements, by what they are, also of those that were left out.
    private(set) var seen: [String: Set<String>] = [:]
    private(set) var repeated: Set<String> = []

    /// Whether the document has such an element, be it only to be left out.
    func has(_ id: String, _ what: String) -> Bool { seen[what]?.contains(id) ?? false }

    mutating func generator(_ element: XMLElement) {
        // Later versions add the versions of single schemas, which name their platform.
        let versions = element.children("schema_version")
        schemaVersion = (versions.first { $0.attribute("platform") == nil } ?? versions.first)?.trimmedText ?? ""
    }

    mutating func read<Value>(
        _ element: XMLElement, as what: String, _ make: (XMLElement, String, inout Problems) -> Value?
    ) -> Value? {
        guard let id = element.attribute("id"), !id.isEmpty else {
            problems.missing(attribute: "id", element, element.localName)
            return nil
        }
        if seen[what, default: []].insert(id).inserted == false {
            repeated.insert(id)
            problems.add(element, id, "there are two \(what)s with this id; which one is meant cannot be known, so give each its own")
        }
        return make(element, id, &problems)
    }
}
