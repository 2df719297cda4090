public import Diagnostics
public import XML

/// A document of SCAP source data streams: components, and streams that say which belong together.
///
/// SP 800-126r3, schema scap-source-data-stream 1.3, `data-stream-collection`; SCAP 1.2 has the same elements in the same namespace.
public struct SourceDataStreamCollection: Sendable {
    /// `component` or `extended-component`.
    public struct Component: Sendable {
        /// The id that references name.
        public var id: String
        /// When it was made or last changed, as it stands.
        public var timestamp: String?
        /// Whether it is an `extended-component`, where SCAP itself gives the content no meaning.
        public var isExtended: Bool
        /// What is in it.
        public var element: XMLElement
        /// What that is.
        public var kind: ContentKind
    }

    /// The id; empty where there is none.
    public var id: String
    /// `schematron-version`: the version of SCAP's own rules that the author checked against.
    public var schematronVersion: String?
    /// In document order; the first is the one that is meant where none is named.
    public var dataStreams: [DataStream] = []
    /// In document order.
    public var components: [Component] = []
    /// The document.
    public var document: XMLDocument
    /// What is wrong with it.
    public var diagnostics: [Diagnostic] = []
    private var index: [String: Int] = [:]

    /// Reads a collection.
    ///
    /// Throws where the document is none, or has no data stream.
    public init(_ document: XMLDocument) throws(ContentError) {
        let root = document.root
        guard ContentKind(root) == .dataStream else {
            throw ContentError(at: root.location, "\"\(root.localName)\" is no SCAP source data stream collection")
        }
        self.document = document
        id = root.attribute("id") ?? ""
        schematronVersion = root.attribute("schematron-version")
        for child in root.children where child.namespace == SCAPNamespace.source {
            switch child.localName {
            case "data-stream": dataStreams.append(DataStream(child, &diagnostics))
            case "component": add(child, isExtended: false)
            case "extended-component": add(child, isExtended: true)
            default:
                diagnostics.append(
                    Diagnostic(.warning, at: child.location, "\"\(child.localName)\" is no part of a collection and is not read"))
            }
        }
        guard !dataStreams.isEmpty else {
            throw ContentError(
                at: root.location, about: id, "the collection has no data-stream, so nothing says what its components are for")
        }
        for stream in dataStreams {
            for reference in stream.references {
                guard let target = reference.componentID, component(target) == nil else { continue }
                diagnostics.append(
                    Diagnostic(
                        .warning, at: reference.location, about: reference.id,
                        "the component \"\(target)\" is not in the collection; add it"))
            }
        }
    }

    /// The component of this id.
    public func component(_ id: String) -> Component? { index[id].map { components[$0] } }

    private mutating func add(_ element: XMLElement, isExtended: Bool) {
        guard let id = element.attribute("id") else {
            diagnostics.append(Diagnostic(.warning, at: element.location, "a component has no id, so nothing can refer to it; give it one"))
            return
        }
        guard let content = element.children.first(where: { _ in true }) else {
            diagnostics.append(Diagnostic(.warning, at: element.location, about: id, "the component is empty; remove it or fill it"))
            return
        }
        guard index[id] == nil else {
            diagnostics.append(
                Diagnostic(.warning, at: element.location, about: id, "a second component of this id is not read; rename it"))
            return
        }
        index[id] = components.count
        components.append(
            Component(
                id: id, timestamp: element.attribute("timestamp"), isExtended: isExtended, element: content, kind: ContentKind(content)))
    }
}

/// A data stream: which components belong together, and in which role.
///
/// SP 800-126r3, `data-stream`.
public struct DataStream: Sendable {
    /// The id.
    public var id: String
    /// The version of SCAP it is made for, e.g. `1.3`.
    public var scapVersion: String?
    /// What it is for: `CONFIGURATION`, `VULNERABILITY`, `INVENTORY` or `OTHER`.
    public var useCase: String?
    /// When it was made or last changed, as it stands.
    public var timestamp: String?
    /// CPE dictionaries.
    public var dictionaries: [ComponentReference]
    /// Benchmarks and tailorings.
    public var checklists: [ComponentReference]
    /// Documents of checks.
    public var checks: [ComponentReference]
    /// Whatever SCAP itself gives no meaning.
    public var extendedComponents: [ComponentReference]
    /// Where it stands.
    public var location: SourceLocation

    /// All references, in the order of the schema.
    public var references: [ComponentReference] { dictionaries + checklists + checks + extendedComponents }

    init(_ element: XMLElement, _ diagnostics: inout [Diagnostic]) {
        func references(_ name: String) -> [ComponentReference] {
            element.children(name).flatMap { list in
                list.children("component-ref").compactMap { ComponentReference($0, &diagnostics) }
            }
        }
        id = element.attribute("id") ?? ""
        scapVersion = element.attribute("scap-version")
        useCase = element.attribute("use-case")
        timestamp = element.attribute("timestamp")
        location = element.location
        dictionaries = references("dictionaries")
        checklists = references("checklists")
        checks = references("checks")
        extendedComponents = references("extended-components")
    }

    /// The reference of this id.
    public func reference(_ id: String) -> ComponentReference? { references.first { $0.id == id } }
}

/// A reference to a component, with what names mean inside of it.
///
/// SP 800-126r3, `component-ref`.
public struct ComponentReference: Sendable {
    /// The id, by which users choose a checklist.
    public var id: String
    /// `#` and the id of a component, or a place elsewhere.
    public var href: String
    /// What the names in the component stand for.
    public var catalog: Catalog
    /// Where it stands.
    public var location: SourceLocation

    /// The id of the component, where it is in the collection.
    public var componentID: String? { href.hasPrefix("#") ? String(href.dropFirst()) : nil }

    init?(_ element: XMLElement, _ diagnostics: inout [Diagnostic]) {
        guard let id = element.attribute("id"), let href = element.attribute("href", namespace: SCAPNamespace.xlink) else {
            diagnostics.append(Diagnostic(.warning, at: element.location, "a component-ref has no id or no xlink:href and is not read"))
            return nil
        }
        self.id = id
        self.href = href
        catalog = Catalog(element.child("catalog"))
        location = element.location
    }
}
