internal import Diagnostics
internal import ImageFacts
internal import OVAL
internal import XML
internal import YAML

/// A value that the checks of a benchmark take: an entry of `values` in `benchmark.yaml`.
///
/// It is written as a `Value` of XCCDF, and handed to an external variable of OVAL by each check that needs it. Either it takes a fact of the image
/// (``ValueFact``), or it is a number, a text or a truth value that tailorings may change.
struct ContentValue: Sendable {
    /// The id of the `Value`.
    var id: String
    var title: String
    var description: String
    /// XCCDF's word: `string`, `number` or `boolean`.
    var type: String
    /// What it is where no tailoring says otherwise.
    var setting: String
    /// The words it may be; empty for any.
    var choices: [String]
    /// The external variable that it is handed to.
    var variable: String
    var line: Int

    static let keys = ["fact", "name", "title", "description", "type", "value", "variable"]

    /// Reads an entry; what is wrong with it is added to `fields`.
    init(_ node: YAMLNode, namespace: String, _ fields: inout YAMLFields) {
        var entry = YAMLFields(node, file: fields.file, subject: "values", keys: Self.keys)
        line = node.line
        variable = entry.text("variable", matching: /oval:[^ :]+:var:[1-9][0-9]*/, form: "oval:NAMESPACE:var:NUMBER")
        (id, title, description, type, setting, choices) = ("", "", "", "string", ValueFact.undetermined, [])
        if entry.node("fact") != nil {
            for key in Self.keys where key != "fact" && key != "variable" && entry.node(key) != nil {
                entry.add(entry.line(of: key), "\(key) is given by the fact; remove it")
            }
            let name = entry.text("fact")
            if let fact = ValueFact(rawValue: name) {
                id = fact.id
                title = fact.title
                choices = fact.words.map(\.word) + [ValueFact.undetermined]
                description =
                    "A fact of the image: "
                    + fact.words.map { "\"\($0.word)\": \($0.meaning)" }.joined(separator: "; ") + "."
            } else {
                let known = ValueFact.allCases.map(\.rawValue).joined(separator: ", ")
                entry.add(entry.line(of: "fact"), "the fact \"\(name)\" is not known; there are: \(known)")
            }
        } else {
            let name = entry.text("name", matching: /[A-Za-z0-9][A-Za-z0-9_.-]*/, form: "letters, digits, '_', '.', '-'")
            id = "xccdf_\(namespace)_value_\(name)"
            title = entry.text("title")
            description = entry.text("description", isRequired: false)
            type = entry.node("type") == nil ? "string" : entry.text("type")
            if !["string", "number", "boolean"].contains(type) {
                entry.add(entry.line(of: "type"), "type \"\(type)\" is not known; there are: string, number, boolean")
            }
            setting = entry.text("value")
        }
        fields.add(entry)
    }

    /// Reads `values`.
    static func all(_ fields: inout YAMLFields, namespace: String) -> [ContentValue] {
        guard let node = fields.node("values") else { return [] }
        guard let entries = node.sequence else {
            fields.add(node.line, "values is a list; write each value as an entry of it")
            return []
        }
        var values: [ContentValue] = []
        for entry in entries {
            let value = ContentValue(entry, namespace: namespace, &fields)
            for (key, path) in [("the value", \ContentValue.id), ("the variable", \.variable)] where !value[keyPath: path].isEmpty {
                if values.contains(where: { $0[keyPath: path] == value[keyPath: path] }) {
                    fields.add(value.line, "\(key) \(value[keyPath: path]) is in the list already; keep one")
                }
            }
            values.append(value)
        }
        return values
    }

    /// Holds the list against the external variables of the definitions: each needs a value, and each value needs one.
    static func check(
        _ values: [ContentValue], against definitions: Definitions, _ oval: MergedOVAL, file: String, _ diagnostics: inout [Diagnostic]
    ) {
        var external: Set<String> = []
        for variable in definitions.variables.all {
            guard case .external = variable.source else { continue }
            external.insert(variable.id)
            if !values.contains(where: { $0.variable == variable.id }) {
                diagnostics.append(
                    Diagnostic(
                        .error, at: oval.places[variable.id] ?? SourceLocation(file: file), about: variable.id,
                        "no value is handed to this external variable; add it to values in \(BenchmarkHeader.file)"))
            }
        }
        for value in values where !value.variable.isEmpty && !external.contains(value.variable) {
            diagnostics.append(
                Diagnostic(
                    .error, at: SourceLocation(file: file, line: value.line), about: value.variable,
                    "no file of oval/ has an external variable of this id; write it, or correct the id"))
        }
    }

    /// Writes the `Value`. XCCDF 1.2, `valueType`.
    func write(to writer: inout XMLWriter) {
        writer.element("Value", ["id": id, "type": type, "operator": "equals"]) { writer in
            writer.element("title", text: self.title)
            if !self.description.isEmpty { writer.element("description", text: self.description) }
            writer.element("value", text: self.setting)
            guard !self.choices.isEmpty else { return }
            writer.element("choices", ["mustMatch": "true"]) { writer in
                for choice in self.choices { writer.element("choice", text: choice) }
            }
        }
    }
}
