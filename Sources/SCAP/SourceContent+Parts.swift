public import Diagnostics
internal import XML

extension SourceContent {
    /// The content as a source data stream collection: the file itself where it is one, else one around the loose files.
    ///
    /// - Parameter time: ISO 8601, what the components made here give as their timestamp.
    public func collection(time: String) -> [UInt8] {
        if kind == .dataStream { return document.source }
        return Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) + collectionPieces(time: time).pieces.joined() + [0x0A]
    }

    /// The components of the data stream as documents, each with the name it has as a file.
    ///
    /// Checklists and dictionaries are named by the id of their `component-ref`, what their catalogs speak of by the name there; a component
    /// that nothing names by the id too.
    ///
    /// - Parameter onlyChecklist: Id of the `component-ref` of a checklist: only that and what it names.
    /// - Throws: Where the content is no data stream, or a component lies elsewhere.
    public func parts(onlyChecklist: String? = nil) throws(ContentError) -> [(name: String, bytes: [UInt8])] {
        guard let collection, let dataStream else {
            throw ContentError(at: document.root.location, "\(kind.rawValue); a source data stream collection is expected")
        }
        var names: [String: String] = [:]
        var order: [ComponentReference] = []
        for reference in dataStream.references {
            if let onlyChecklist, reference.id != onlyChecklist { continue }
            order.append(reference)
            for case .uri(let name, let uri) in reference.catalog.entries where uri.hasPrefix("#") {
                let target = String(uri.dropFirst())
                if names[target] == nil { names[target] = name }
                if onlyChecklist != nil, let found = dataStream.reference(target) { order.append(found) }
            }
        }
        var parts: [(name: String, bytes: [UInt8])] = []
        var seen: Set<String> = []
        for reference in order where seen.insert(reference.id).inserted {
            guard let id = reference.componentID else {
                throw ContentError(
                    at: reference.location, about: reference.id,
                    "it is at \(reference.href), and nothing is fetched; take it out of the stream")
            }
            guard let component = collection.component(id) else {
                throw ContentError(at: reference.location, about: reference.id, "the component \"\(id)\" is not in the collection; add it")
            }
            var writer = XMLWriter(prefixes: ["xsi": "http://www.w3.org/2001/XMLSchema-instance"])
            writer.copy(component.element)
            parts.append((names[reference.id] ?? reference.id, writer.bytes))
        }
        return parts
    }
}
