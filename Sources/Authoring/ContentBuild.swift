public import Diagnostics
public import XML

/// The documents that are made from a folder of content. The same folder and tables give the same bytes.
public struct ContentBuild: Sendable {
    /// A document and the name of its file.
    public struct Output: Sendable {
        /// The file's name.
        public var name: String
        /// All of it.
        public var bytes: [UInt8]
    }

    /// The data stream, and the manual STIG in both versions of XCCDF.
    public let outputs: [Output]
    /// What is odd but no error.
    public let warnings: [Diagnostic]
    /// How many requirements there are.
    public let requirementCount: Int
    /// How many of them a definition decides.
    public let checkCount: Int
    /// How many definitions of facts were generated.
    public let factCount: Int

    /// Where the author wrote what has an id.
    private let places: [String: SourceLocation]
    private let header: SourceLocation

    /// Names of the files that a build makes.
    public static let names = ["ds.xml"] + ManualWriter.Version.allCases.map { "xccdf-\($0.rawValue).xml" }

    /// Builds a folder. Throws everything that is wrong with it; then there are no outputs at all.
    public init(_ folder: ContentFolder, tables: ReferenceTables) throws(ContentError) {
        let content = try ContentSource(folder, tables: tables)
        places = content.places
        header = SourceLocation(file: folder.place(BenchmarkHeader.file))
        outputs =
            [Output(name: "ds.xml", bytes: DataStreamWriter(content).bytes())]
            + ManualWriter.Version.allCases.map { version in
                Output(name: "xccdf-\(version.rawValue).xml", bytes: ManualWriter(content: content, version: version).bytes())
            }
        warnings = content.warnings
        requirementCount = content.requirements.count
        checkCount = content.deciding.count
        factCount = Set(content.predicates.flatMap(\.facts)).count
    }
    /// What is wrong with a made document, where the author wrote it: nobody has the document itself yet.
    public func authored(_ violation: Diagnostic, in document: XMLDocument) -> Diagnostic {
        var nearest: SourceLocation?
        func look(_ element: XMLElement) {
            guard element.location.line <= violation.location?.line ?? 0 else { return }
            if let id = element.attribute("id"), let place = places[STIGNames.local(id)] { nearest = place }
            for child in element.children { look(child) }
        }
        look(document.root)
        var violation = violation
        violation.location = nearest ?? header
        return violation
    }
}
