public import Diagnostics
public import XML

/// Documents of values for external variables.
///
/// OVAL 5.11.2, oval-variables, `oval_variables`.
public enum ExternalVariables {
    /// The values of each variable, by its id, in document order.
    public static func read(_ element: XMLElement) throws(ContentError) -> [String: [String]] {
        guard element.localName == "oval_variables", element.namespace == Namespaces.variables else {
            throw ContentError(at: element.location, "\"\(element.localName)\" is no oval_variables of OVAL 5; give a file that holds them")
        }
        var problems = Problems()
        var values: [String: [String]] = [:]
        for variable in element.child("variables")?.children("variable") ?? [] {
            guard let id = variable.attribute("id") else {
                problems.missing(attribute: "id", variable, "variable")
                continue
            }
            let own = variable.children("value").map(\.text)
            if own.isEmpty { problems.add(variable, id, "the variable has no value; add one") }
            if values.updateValue(own, forKey: id) != nil { problems.add(variable, id, "there are two variables with this id; keep one") }
        }
        if problems.count > 0 { throw ContentError(problems.diagnostics) }
        return values
    }

    /// The whole `oval_variables` document, with the datatypes and comments that the definitions give; ids in order.
    public static func document(_ values: [String: [String]], of definitions: Definitions, generator: Generator) -> [UInt8] {
        var writer = XMLWriter(prefixes: ["oval": Namespaces.common])
        writer.element("oval_variables", namespace: Namespaces.variables) { writer in
            generator.write(into: &writer, schemaVersion: definitions.schemaVersion)
            let given = values.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
            guard !given.isEmpty else { return }
            writer.element("variables") { writer in
                for (id, values) in given {
                    let variable = definitions.variables[id]
                    let attributes: KeyValuePairs<String, String?> = [
                        "id": id, "datatype": (variable?.datatype ?? .string).rawValue, "comment": variable?.comment ?? "",
                    ]
                    writer.element("variable", attributes) { writer in for value in values { writer.element("value", text: value) } }
                }
            }
        }
        return writer.bytes
    }
}
