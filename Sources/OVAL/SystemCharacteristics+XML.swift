internal import XML

extension SystemCharacteristics {
    /// The whole `oval_system_characteristics` document.
    public func document(generator: Generator, schemaVersion: String = "") -> [UInt8] {
        let kinds = TestKind.prefixes(items.map(\.kind), "sys", \.systemCharacteristicsNamespace)
        var writer = XMLWriter(declaring: [("oval", Namespaces.common), ("xsi", XMLElement.schemaInstance)] + kinds)
        write(into: &writer, generator: generator, schemaVersion: schemaVersion, order: [], withItems: true)
        return writer.bytes
    }

    /// Writes `oval_system_characteristics`; objects in `order`, those it does not name after them by their ids.
    func write(into writer: inout XMLWriter, generator: Generator, schemaVersion: String, order: [String], withItems: Bool) {
        writer.element("oval_system_characteristics", namespace: Namespaces.systemCharacteristics) { writer in
            generator.write(into: &writer, schemaVersion: schemaVersion)
            writer.element("system_info") { writer in
                writer.element("os_name", text: systemInfo.osName)
                writer.element("os_version", text: systemInfo.osVersion)
                writer.element("architecture", text: systemInfo.architecture)
                writer.element("primary_host_name", text: systemInfo.primaryHostName)
                // An image has none; the schema wants the element.
                writer.element("interfaces")
            }
            guard withItems else { return }
            writeObjects(into: &writer, order)
            guard !items.isEmpty else { return }
            writer.element("system_data") { writer in
                for (place, item) in items.enumerated() { item.write(into: &writer, id: place + 1) }
            }
        }
    }

    private func writeObjects(into writer: inout XMLWriter, _ order: [String]) {
        guard !objects.isEmpty else { return }
        let known = order.filter { objects[$0] != nil }
        let others = known.count == objects.count ? [] : Set(objects.keys).subtracting(known).sorted()
        writer.element("collected_objects") { writer in
            for id in known + others {
                guard let object = objects[id] else { continue }
                writer.element("object", ["id": object.id, "version": object.version, "flag": object.flag.rawValue]) { writer in
                    for message in object.messages { message.write(into: &writer, namespace: Namespaces.systemCharacteristics) }
                    for value in object.variableValues {
                        writer.element("variable_value", ["variable_id": value.variable], text: value.value)
                    }
                    for place in object.items { writer.element("reference", ["item_ref": String(place + 1)]) }
                }
            }
        }
    }
}

extension Item {
    /// The schema's bound on the messages of an item.
    private static let mostMessages = 50

    fileprivate func write(into writer: inout XMLWriter, id: Int) {
        let attributes: KeyValuePairs<String, String?> = ["id": String(id), "status": status.rawValue]
        writer.element(kind.itemElement, namespace: kind.systemCharacteristicsNamespace, attributes) { writer in
            for message in messages.prefix(Self.mostMessages) { message.write(into: &writer, namespace: Namespaces.systemCharacteristics) }
            for entity in entities { entity.write(into: &writer) }
        }
    }
}

extension ItemEntity {
    /// Writes an entity in the namespace of its item, or a field of a record. A masked value is withheld.
    fileprivate func write(into writer: inout XMLWriter, isField: Bool = false, isMaskedAround: Bool = false) {
        let isWithheld = isMasked || isMaskedAround
        let attributes: KeyValuePairs<String, String?> = [
            "name": isField ? name : nil, "datatype": datatype == .string ? nil : datatype.rawValue, "mask": isWithheld ? "true" : nil,
            "status": status == .exists ? nil : status.rawValue,
        ]
        writer.element(isField ? "field" : name, namespace: isField ? Namespaces.systemCharacteristics : nil, attributes) { writer in
            if !isWithheld && status == .exists && fields.isEmpty { writer.text(value) }
            for field in fields { field.write(into: &writer, isField: true, isMaskedAround: isWithheld) }
        }
    }
}
