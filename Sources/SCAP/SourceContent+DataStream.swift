internal import CPE
internal import Diagnostics
internal import XML

extension SourceContent {
    mutating func loadDataStream(_ options: Options, _ loader: ContentLoader) throws(ContentError) {
        let collection = try SourceDataStreamCollection(document)
        self.collection = collection
        diagnostics += collection.diagnostics
        let choice = try Choice(collection, options)
        let stream = choice.dataStream
        dataStream = stream
        var names = NamesInDataStream(collection: collection, stream: stream, localFiles: options.localFiles, loader: loader)

        for reference in stream.checklists {
            guard let component = reference.componentID.flatMap(collection.component), component.kind == .tailoring else { continue }
            tailorings.append(TailoringComponent(id: reference.id, element: component.element))
        }
        if let (reference, component) = choice.checklist {
            let checklist = Checklist(source: reference.id, componentID: component.id, element: component.element)
            self.checklist = checklist
            for need in CheckNeeds(of: component.element).hrefs {
                checks[need.href] = names.document(need.href, in: reference, at: need.location, isNeeded: need.isForOVAL)
            }
            addPlatforms(of: checklist) { names.document($0.href, in: reference, at: component.element.location) }
        }
        for reference in stream.dictionaries {
            guard let component = reference.componentID.flatMap(collection.component) else { continue }
            guard component.kind == .cpeDictionary else {
                diagnostics.append(
                    Diagnostic(
                        .warning, at: reference.location, about: reference.id, "no CPE dictionary but \(component.kind.rawValue); not read")
                )
                continue
            }
            add(CPEDictionary(component.element, source: reference.id)) {
                names.document($0.href, in: reference, at: component.element.location)
            }
        }
        diagnostics += names.diagnostics
    }

    /// The checklist's own platforms and dictionary, which are asked before any other.
    mutating func addPlatforms(of checklist: Checklist, document: (InventoryCheck) -> CheckDocument) {
        for child in checklist.element.children {
            switch child.localName {
            case "platform-specification", "platform-definitions", "Platform-Specification":
                let specification = PlatformSpecification(child, source: checklist.source)
                applicability.languages.append(specification)
                diagnostics += specification.diagnostics
                addInventory(specification.checks, document)
            case "cpe-list":
                add(CPEDictionary(child, source: checklist.source), document: document)
            default: continue
            }
        }
    }

    mutating func add(_ dictionary: CPEDictionary, document: (InventoryCheck) -> CheckDocument) {
        applicability.dictionaries.append(dictionary)
        diagnostics += dictionary.diagnostics
        addInventory(dictionary.items.flatMap(\.checks), document)
    }

    mutating func addInventory(_ checks: [InventoryCheck], _ document: (InventoryCheck) -> CheckDocument) {
        for check in checks {
            let key = InventoryKey(source: check.source, href: check.href)
            if inventory[key] == nil { inventory[key] = document(check) }
        }
    }
}

/// The data stream and the checklist that the options mean.
private struct Choice {
    var dataStream: DataStream
    var checklist: (reference: ComponentReference, component: SourceDataStreamCollection.Component)?

    init(_ collection: SourceDataStreamCollection, _ options: SourceContent.Options) throws(ContentError) {
        let root = collection.document.root
        let streams = options.dataStreamID.map { id in collection.dataStreams.filter { $0.id == id } } ?? collection.dataStreams
        guard let first = streams.first else {
            let known = collection.dataStreams.map(\.id).joined(separator: ", ")
            throw ContentError(at: root.location, about: options.dataStreamID, "no such data stream; there are: \(known)")
        }
        var known: [String] = []
        for stream in streams {
            for reference in stream.checklists {
                guard let component = reference.componentID.flatMap(collection.component), component.kind == .benchmark else { continue }
                let benchmark = component.element.attribute("id") ?? ""
                known.append("\(reference.id) (\(benchmark))")
                guard options.xccdfID == nil || options.xccdfID == reference.id,
                    options.benchmarkID == nil || options.benchmarkID == benchmark
                else { continue }
                dataStream = stream
                checklist = (reference, component)
                return
            }
        }
        if let asked = options.xccdfID ?? options.benchmarkID {
            let message =
                known.isEmpty ? "the data stream has no checklist" : "no such checklist; there are: \(known.joined(separator: ", "))"
            throw ContentError(at: first.location, about: asked, message)
        }
        dataStream = first
    }
}

/// What names mean inside the components of a data stream.
private struct NamesInDataStream {
    let collection: SourceDataStreamCollection
    let stream: DataStream
    let localFiles: String?
    let loader: ContentLoader
    var diagnostics: [Diagnostic] = []

    init(collection: SourceDataStreamCollection, stream: DataStream, localFiles: String?, loader: ContentLoader) {
        self.collection = collection
        self.stream = stream
        self.localFiles = localFiles
        self.loader = loader
    }

    /// The document that `href` stands for in the component of `reference`; what keeps it from being read is said once, where a check needs it.
    mutating func document(_ href: String, in reference: ComponentReference, at location: SourceLocation, isNeeded: Bool = true)
        -> SourceContent.CheckDocument
    {
        let document = find(href, in: reference)
        if case .missing(let reason) = document, isNeeded {
            diagnostics.append(Diagnostic(.warning, at: location, about: href, "\(reason); checks that are in it are not evaluated"))
        }
        return document
    }

    private mutating func find(_ href: String, in reference: ComponentReference) -> SourceContent.CheckDocument {
        guard let uri = reference.catalog.resolve(href) ?? namesake(of: href, in: reference) else {
            return .missing("the catalog of \(reference.id) does not speak of it")
        }
        guard uri.hasPrefix("#") else { return remote(uri, name: href) }
        let target = String(uri.dropFirst())
        guard let found = stream.reference(target) else {
            // Some content names the component in place of its reference.
            guard let component = collection.component(target) else { return .missing("\"\(uri)\" is no component-ref of the data stream") }
            return document(component)
        }
        guard let componentID = found.componentID else { return remote(found.href, name: href) }
        guard let component = collection.component(componentID) else {
            return .missing("the component \"\(componentID)\" is not in the collection")
        }
        return document(component)
    }

    private func document(_ component: SourceDataStreamCollection.Component) -> SourceContent.CheckDocument {
        // OVAL stands in an extended component too, though SCAP means other things to stand there.
        component.kind == .ovalDefinitions ? .oval(component.element, name: component.id) : .other(component.kind, name: component.id)
    }

    /// What a name that the catalog forgot stands for in the other catalogs of the stream.
    private mutating func namesake(of href: String, in reference: ComponentReference) -> String? {
        let uri =
            stream.references.lazy.compactMap { $0.catalog.resolve(href) }.first
            ?? stream.references.first { $0.id.hasSuffix("_cref_\(href)") }.map { "#\($0.id)" }
        if let uri {
            diagnostics.append(
                Diagnostic(
                    .note, at: reference.location, about: reference.id, "its catalog does not speak of \"\(href)\"; taken as \"\(uri)\""))
        }
        return uri
    }

    /// A component elsewhere: nothing is fetched, but a file may stand for it.
    private func remote(_ uri: String, name: String) -> SourceContent.CheckDocument {
        guard let localFiles else {
            return .missing("it is at \(uri), and nothing is fetched; put it as \"\(name)\" into a directory that --local-files names")
        }
        switch ContentPath.beside("\(localFiles)/", name) {
        case .failure(let refusal): return .missing(refusal.reason)
        case .success(let path): return CheckFile.load(path, loader)
        }
    }
}

/// A file that a name stands for.
enum CheckFile {
    static func load(_ path: String, _ loader: ContentLoader) -> SourceContent.CheckDocument {
        do throws(ContentError) {
            let root = try loader.document(path).root
            let kind = ContentKind(root)
            return kind == .ovalDefinitions ? .oval(root, name: path) : .other(kind, name: path)
        } catch {
            return .missing(
                error.diagnostics.first.map { [$0.location?.description, $0.message].compactMap(\.self).joined(separator: ": ") } ?? path)
        }
    }
}
