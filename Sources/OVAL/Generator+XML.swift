internal import XML

extension Generator {
    /// Writes `generator` in the namespace of the document that is being written.
    func write(into writer: inout XMLWriter, schemaVersion: String) {
        writer.element("generator") { writer in
            writer.element("product_name", namespace: Namespaces.common, text: productName)
            writer.element("product_version", namespace: Namespaces.common, text: productVersion)
            writer.element("schema_version", namespace: Namespaces.common, text: schemaVersion.isEmpty ? "5.11.1" : schemaVersion)
            writer.element("timestamp", namespace: Namespaces.common, text: time)
        }
    }
}

extension Message {
    /// Writes `message` in the namespace of the document that is being written.
    func write(into writer: inout XMLWriter, namespace: String) {
        writer.element("message", namespace: namespace, ["level": level.rawValue], text: text)
    }

    /// Reads `message`.
    init(_ element: XMLElement) {
        self.init(element.attribute("level").flatMap(Level.init(rawValue:)) ?? .info, element.text)
    }
}

extension TestKind {
    /// Prefixes for the namespaces of these kinds; a schema whose name is no prefix gets none.
    static func prefixes(_ kinds: [TestKind], _ suffix: String, _ namespace: (TestKind) -> String) -> [(prefix: String, namespace: String)]
    {
        var seen: Set<String> = []
        var prefixes: [(prefix: String, namespace: String)] = []
        for kind in kinds where seen.insert(kind.schema).inserted {
            let isName = kind.schema.utf8.allSatisfy {
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 || $0 == UInt8(ascii: "_")
            }
            let prefix = "\(kind.prefix)-\(suffix)"
            if isName && !kind.schema.isEmpty && !prefixes.contains(where: { $0.prefix == prefix }) {
                prefixes.append((prefix, namespace(kind)))
            }
        }
        return prefixes.sorted { $0.prefix < $1.prefix }
    }

    /// What the schema's own documentation and other engines call it for short.
    private var prefix: String {
        switch schema {
        case "independent": "ind"
        case "linux": "lin"
        case "macos": "mac"
        case "windows": "win"
        default: schema
        }
    }

    /// The name of the element that holds an item of this kind: that of the kind, but for kinds whose items are those of an older one.
    ///
    /// OVAL 5.11.2, the system characteristics schemas.
    var itemElement: String {
        switch (schema, name) {
        case ("independent", "textfilecontent54"): "textfilecontent_item"
        case ("linux", "inetlisteningservers"), ("macos", "inetlisteningservers"): "inetlisteningserver_item"
        case ("macos", "plist510"): "plist_item"
        case ("solaris", "patch54"), ("esx", "patch56"): "patch_item"
        case ("windows", "fileauditedpermissions53"): "fileauditedpermissions_item"
        case ("windows", "fileeffectiverights53"): "fileeffectiverights_item"
        case ("windows", "process58"): "process_item"
        case ("windows", "regkeyauditedpermissions53"): "regkeyauditedpermissions_item"
        case ("windows", "regkeyeffectiverights53"): "regkeyeffectiverights_item"
        case ("windows", "user_sid55"): "user_sid_item"
        default: "\(name)_item"
        }
    }
}
