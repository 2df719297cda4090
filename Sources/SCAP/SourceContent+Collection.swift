internal import CPE
internal import XML

extension SourceContent {
    /// The content as a source data stream collection, in pieces: the file itself where it is one, else one made around the loose files.
    ///
    /// SP 800-126r3, schema scap-source-data-stream 1.3.
    ///
    /// - Parameter time: ISO 8601, what the components made here give as their timestamp.
    func collectionPieces(time: String) -> (pieces: [ArraySlice<UInt8>], checklistComponent: String?) {
        if kind == .dataStream { return (SplicedElement.pieces(of: document), checklist?.componentID) }
        let wrapper = CollectionAroundFiles(self)
        var output = DocumentPieces(prefixes: [
            "ds": SCAPNamespace.source, "xlink": SCAPNamespace.xlink, "cat": SCAPNamespace.catalog,
        ])
        wrapper.write(to: &output, time: time)
        var pieces = output.pieces
        // The first piece begins with an XML declaration, which has no place inside another document.
        if let first = pieces.first, let body = SplicedElement.body(of: Array(first)) { pieces[0] = body }
        return (pieces, wrapper.checklist.map { "scap_stigready_comp_\($0.name)" })
    }
}

/// A data stream around files of their own.
private struct CollectionAroundFiles {
    struct File {
        /// What ids are made of: the file's name, where that is no other file's.
        var name: String
        var document: XMLDocument
        /// Names in it, and the files they stand for.
        var catalog: [(href: String, target: String)] = []
    }

    private(set) var dictionaries: [File] = []
    private(set) var checklist: File?
    private(set) var checks: [File] = []
    private var names: [String: String] = [:]
    private var taken: Set<String> = []

    init(_ content: SourceContent) {
        for document in content.dictionaryDocuments {
            var file = File(name: name(document), document: document)
            file.catalog = add(content.inventory.filter { $0.key.source == document.name }.map { ($0.key.href, $0.value) })
            dictionaries.append(file)
        }
        if let root = content.checklist {
            var file = File(name: name(root.element.document), document: root.element.document)
            let inventory = content.inventory.filter { $0.key.source == root.source }.map { ($0.key.href, $0.value) }
            file.catalog = add(content.checks.map { ($0.key, $0.value) } + inventory)
            checklist = file
        } else if content.kind == .ovalDefinitions {
            checks.append(File(name: name(content.document), document: content.document))
        }
    }

    /// Adds the OVAL documents among these, and says what each is called, in the order of the names.
    private mutating func add(_ documents: [(href: String, document: SourceContent.CheckDocument)]) -> [(href: String, target: String)] {
        var catalog: [(href: String, target: String)] = []
        for (href, document) in documents.sorted(by: { $0.href < $1.href }) {
            guard case .oval(let element, _) = document, !catalog.contains(where: { $0.href == href }) else { continue }
            let isNew = names[element.document.name] == nil
            let name = name(element.document)
            if isNew { checks.append(File(name: name, document: element.document)) }
            catalog.append((href, name))
        }
        return catalog
    }

    /// A name for ids, always the same for the same file.
    private mutating func name(_ document: XMLDocument) -> String {
        if let known = names[document.name] { return known }
        let base = document.name.split(separator: "/").last.map(String.init) ?? "document"
        let plain = String(base.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") ? $0 : "-" })
        var name = plain
        var number = 1
        while !taken.insert(name).inserted {
            number += 1
            name = "\(plain)-\(number)"
        }
        names[document.name] = name
        return name
    }

    func write(to output: inout DocumentPieces, time: String) {
        let name = checklist?.name ?? checks.first?.name ?? "content"
        output.start(
            "data-stream-collection", namespace: SCAPNamespace.source,
            ["id": "scap_stigready_collection_\(name)", "schematron-version": "1.3"])
        output.start(
            "data-stream", ["id": "scap_stigready_datastream_\(name)", "scap-version": "1.3", "use-case": "OTHER", "timestamp": time])
        write("dictionaries", dictionaries, to: &output)
        write("checklists", checklist.map { [$0] } ?? [], to: &output)
        write("checks", checks, to: &output)
        output.end()
        for file in dictionaries + (checklist.map { [$0] } ?? []) + checks {
            output.start("component", ["id": "scap_stigready_comp_\(file.name)", "timestamp": time])
            output.splice(SplicedElement.pieces(of: file.document))
            output.end()
        }
        output.end()
    }

    private func write(_ list: String, _ files: [File], to output: inout DocumentPieces) {
        guard !files.isEmpty else { return }
        output.start(list)
        for file in files {
            output.start("component-ref", ["id": "scap_stigready_cref_\(file.name)", "xlink:href": "#scap_stigready_comp_\(file.name)"])
            if !file.catalog.isEmpty {
                output.start("catalog", namespace: SCAPNamespace.catalog)
                for entry in file.catalog { output.element("uri", ["name": entry.href, "uri": "#scap_stigready_cref_\(entry.target)"]) }
                output.end()
            }
            output.end()
        }
        output.end()
    }
}
