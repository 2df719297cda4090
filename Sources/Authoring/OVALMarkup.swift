internal import OVAL
internal import XML

/// An element that is to be written: name, attributes, text or elements inside.
struct MarkupElement {
    var name: String
    var namespace: String?
    var attributes: [(name: String, value: String)]
    var text: String?
    var children: [MarkupElement]

    init(
        _ name: String, _ namespace: String? = nil, _ attributes: [(name: String, value: String)] = [], text: String? = nil,
        _ children: [MarkupElement] = []
    ) {
        self.name = name
        self.namespace = namespace
        self.attributes = attributes
        self.text = text
        self.children = children
    }

    func write(to writer: inout XMLWriter) {
        writer.start(name, namespace: namespace)
        for attribute in attributes { writer.attribute(attribute.name, attribute.value) }
        if let text { writer.text(text) }
        for child in children { child.write(to: &writer) }
        writer.end()
    }
}

/// Definitions, tests, objects and states that are generated, by section.
struct OVALMarkup {
    static let independent = Namespaces.definitions + "#independent"
    static let unix = Namespaces.definitions + "#unix"
    static let linux = Namespaces.definitions + "#linux"

    var sections: [String: [MarkupElement]] = [:]

    /// `generator` of a document.
    static func generator(_ writer: inout XMLWriter, timestamp: String) {
        writer.element("generator") { writer in
            writer.element("product_name", namespace: Namespaces.common, text: "stigready content build")
            writer.element("schema_version", namespace: Namespaces.common, text: "5.11.2")
            writer.element("timestamp", namespace: Namespaces.common, text: timestamp)
        }
    }

    mutating func definition(id: String, class kind: String, title: String, description: String, _ criteria: MarkupElement) {
        sections["definitions", default: []].append(
            .init(
                "definition", Namespaces.definitions, [("class", kind), ("id", id), ("version", "1")],
                [
                    .init(
                        "metadata", nil, [],
                        [
                            .init("title", text: title), .init("affected", nil, [("family", "unix")]),
                            .init("description", text: description),
                        ]),
                    criteria,
                ]))
    }

    /// A test of an object, with states if any.
    mutating func test(
        id: String, kind: String, _ namespace: String, comment: String, object: String?, states: [String] = [],
        existence: String = "at_least_one_exists"
    ) {
        var attributes = [("id", id), ("version", "1"), ("check", "all")]
        if object != nil { attributes.append(("check_existence", existence)) }
        attributes.append(("comment", comment))
        sections["tests", default: []].append(
            .init(
                "\(kind)_test", namespace, attributes.map { (name: $0.0, value: $0.1) },
                (object.map { [MarkupElement("object", namespace, [("object_ref", $0)])] } ?? [])
                    + states.map { MarkupElement("state", namespace, [("state_ref", $0)]) }))
    }

    mutating func object(id: String, kind: String, _ namespace: String, _ children: [MarkupElement]) {
        sections["objects", default: []].append(.init("\(kind)_object", namespace, [("id", id), ("version", "1")], children))
    }

    mutating func state(id: String, kind: String, _ namespace: String, _ children: [MarkupElement]) {
        sections["states", default: []].append(.init("\(kind)_state", namespace, [("id", id), ("version", "1")], children))
    }

    /// `criteria` over parts.
    static func criteria(_ combine: String, negate: Bool = false, comment: String? = nil, _ parts: [MarkupElement]) -> MarkupElement {
        var attributes: [(name: String, value: String)] = [("operator", combine)]
        if negate { attributes.append(("negate", "true")) }
        if let comment { attributes.append(("comment", comment)) }
        return .init("criteria", nil, attributes, parts)
    }

    static func criterion(_ test: String, comment: String) -> MarkupElement {
        .init("criterion", nil, [("comment", comment), ("test_ref", test)])
    }

    static func extend(_ definition: String, comment: String) -> MarkupElement {
        .init("extend_definition", nil, [("comment", comment), ("definition_ref", definition)])
    }

    static func pattern(_ name: String, _ namespace: String, _ pattern: String) -> MarkupElement {
        .init(name, namespace, [("operation", "pattern match")], text: pattern)
    }
}
