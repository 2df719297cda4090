public import CPE
public import Diagnostics
public import OVAL
public import XCCDF
public import XML

/// Content as it was loaded: the checklist, the documents its checks are in, and what decides platforms, each located.
///
/// From a data stream or from loose files it is the same: names are resolved here, once.
public struct SourceContent: Sendable {
    /// Which of several things in the file is meant, and what comes with it.
    public struct Options: Sendable {
        /// Id of a data stream; the first one that fits where it is `nil`.
        public var dataStreamID: String?
        /// Id of the checklist's `component-ref`.
        public var xccdfID: String?
        /// Id of the benchmark.
        public var benchmarkID: String?
        /// Directory of files that stand for components elsewhere, each named as the catalog names it.
        public var localFiles: String?
        /// Files of further CPE dictionaries or applicability language.
        public var cpe: [String] = []
        /// Files of OVAL definitions that stand for the documents of their names; where there are any, no other document of checks is read.
        public var oval: [String] = []

        /// Nothing chosen.
        public init() {}
    }

    /// A checklist.
    public struct Checklist: Sendable {
        /// What it is called in ``InventoryCheck/source``: the `component-ref`'s id, or the file's path.
        public var source: String
        /// The id of its component; `nil` for a file of its own.
        public var componentID: String?
        /// The `Benchmark`.
        public var element: XMLElement

        /// The benchmark, parsed.
        ///
        /// Throws where it cannot be used, with everything that is wrong.
        public func benchmark() throws(ContentError) -> Benchmark { try Benchmark(element) }
    }

    /// A tailoring that comes with the content.
    public struct TailoringComponent: Sendable {
        /// The `component-ref`'s id.
        public var id: String
        /// The `Tailoring`.
        public var element: XMLElement
    }

    /// The document that a name in other content stands for.
    public enum CheckDocument: Sendable {
        /// OVAL definitions, and the component or file they are in.
        case oval(XMLElement, name: String)
        /// A document that no check system here reads; it is never run.
        case other(ContentKind, name: String)
        /// There is none, for this reason.
        case missing(String)

        /// The OVAL definitions, parsed; `nil` where it has none.
        ///
        /// Throws where the document as a whole cannot be used.
        public func definitions() throws(ContentError) -> Definitions? {
            guard case .oval(let element, _) = self else { return nil }
            return try Definitions(element)
        }
    }

    /// A document of definitions for platforms, as one dictionary or checklist names it.
    public struct InventoryKey: Sendable, Hashable {
        /// The dictionary or checklist.
        public var source: String
        /// The document as it stands there.
        public var href: String

        /// The document `href` as `source` sees it.
        public init(source: String, href: String) {
            self.source = source
            self.href = href
        }
    }

    /// The file, as the user named it.
    public var path: String
    /// The file, read.
    public var document: XMLDocument
    /// What the file is.
    public var kind: ContentKind
    /// The collection, where the file is one.
    public var collection: SourceDataStreamCollection?
    /// The data stream that was chosen.
    public var dataStream: DataStream?
    /// The checklist that was chosen; `nil` where the content has none.
    public var checklist: Checklist?
    /// Documents of checks, by name as it stands in the checklist.
    public var checks: [String: CheckDocument] = [:]
    /// What decides platforms: the checklist's own specification, then dictionaries.
    public var applicability = Applicability()
    /// Documents that platforms ask.
    public var inventory: [InventoryKey: CheckDocument] = [:]
    /// Dictionaries and applicability language in files of their own.
    public var dictionaryDocuments: [XMLDocument] = []
    /// Tailorings in the data stream.
    public var tailorings: [TailoringComponent] = []
    /// What is odd or missing.
    public var diagnostics: [Diagnostic] = []

    /// Loads a file and what it names.
    ///
    /// Any kind of content is taken; ``checklist`` says whether there is something to evaluate. Throws where the file cannot be read or
    /// what the options name is not in it.
    public init(_ path: String, options: Options = Options(), loader: ContentLoader) throws(ContentError) {
        try self.init(document: try loader.document(path), options: options, loader: loader)
    }

    /// Content from a document that is read already; its name is the path that other files are looked for beside.
    public init(document: XMLDocument, options: Options = Options(), loader: ContentLoader) throws(ContentError) {
        path = document.name
        self.document = document
        kind = ContentKind(document.root)
        if kind == .dataStream {
            try loadDataStream(options, loader)
        } else {
            try loadFiles(options, loader)
        }
        try loadDictionaries(options.cpe, loader)
        try loadDefinitions(options.oval, loader)
    }

    /// The document that decides an inventory definition.
    public func document(for check: InventoryCheck) -> CheckDocument {
        inventory[InventoryKey(source: check.source, href: check.href)] ?? .missing("nothing in the content is called \"\(check.href)\"")
    }

    /// The OVAL definitions to be evaluated without a checklist: the file's own, or those of a data stream.
    ///
    /// `componentReference` is the id of a `component-ref`; without one the first document of OVAL definitions is meant. Throws where
    /// there is none.
    public func ovalDefinitions(_ componentReference: String? = nil) throws(ContentError) -> XMLElement {
        if kind == .ovalDefinitions { return document.root }
        guard let collection, let dataStream else {
            throw ContentError(
                at: document.root.location, "no OVAL definitions but \(kind.rawValue); name a file of OVAL definitions or a data stream")
        }
        let candidates = (dataStream.checks + dataStream.extendedComponents).filter { reference in
            reference.componentID.flatMap { collection.component($0) }?.kind == .ovalDefinitions
        }
        let reference = componentReference.map { id in candidates.first { $0.id == id } } ?? candidates.first
        guard let component = reference?.componentID.flatMap({ collection.component($0) }) else {
            let known = candidates.map(\.id).joined(separator: ", ")
            throw ContentError(
                at: dataStream.location, about: componentReference ?? dataStream.id,
                known.isEmpty ? "the data stream has no OVAL definitions" : "no such OVAL component; there are: \(known)")
        }
        return component.element
    }

    /// The tailoring in a file: the file's own, or the one of its data stream that `id` names (else its first).
    ///
    /// Throws where there is none.
    public static func tailoring(_ path: String, id: String? = nil, loader: ContentLoader) throws(ContentError) -> XMLElement {
        let document = try loader.document(path)
        switch ContentKind(document.root) {
        case .tailoring: return document.root
        case .dataStream: return try SourceContent(document: document, loader: loader).tailoring(id)
        case let kind:
            throw ContentError(at: document.root.location, "no tailoring but \(kind.rawValue); name an XCCDF Tailoring")
        }
    }

    /// The tailoring of this `component-ref`; the first where no id is given.
    ///
    /// Throws where there is none.
    public func tailoring(_ id: String? = nil) throws(ContentError) -> XMLElement {
        guard let found = id.map({ id in tailorings.first { $0.id == id } }) ?? tailorings.first else {
            let known = tailorings.map(\.id).joined(separator: ", ")
            throw ContentError(
                at: SourceLocation(file: path), about: id,
                known.isEmpty ? "the content has no tailoring" : "no such tailoring; there are: \(known)")
        }
        return found.element
    }
}
