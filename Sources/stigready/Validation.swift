internal import Diagnostics
internal import Glibc
internal import SCAP
internal import XML

/// Validation of content against the official schemas, beside the evaluation and never in its way.
enum Validation {
    /// Where Debian's package openscap-common puts them.
    static let schemas = "/usr/share/openscap/schemas"

    /// Starts validating a file; the value is what is wrong, as warnings.
    static func start(_ file: String) -> Task<[Diagnostic], Never> {
        Task.detached { diagnostics(for: file) }
    }

    /// What is wrong with a document by the official schema of its kind; throws where that schema is not there.
    static func violations(in document: XMLDocument, kind: ContentKind) throws(ContentError) -> [Diagnostic] {
        let head = String(decoding: document.source.prefix(4096), as: UTF8.self)
        guard let schema = schema(kind, version: document.root.namespace, head) else {
            throw ContentError(at: document.root.location, "\(kind.rawValue): there is no official schema for it here")
        }
        guard access(schema, R_OK) == 0 else { throw ContentError(about: schema, "the schema is missing; install openscap-common") }
        do throws(XMLError) { return try XMLSchema(path: schema).validate(document.source, name: document.name) } catch {
            throw error.contentError
        }
    }

    private static func diagnostics(for file: String) -> [Diagnostic] {
        guard let bytes = try? ContentLoader.files().bytes(file), let schema = schema(for: bytes) else { return [] }
        guard access(schema, R_OK) == 0 else {
            return [
                Diagnostic(.warning, about: file, "not validated: \(schema) is missing; install openscap-common or pass --skip-validation")
            ]
        }
        do {
            let found = try XMLSchema(path: schema).validate(bytes, name: file)
            let shown = found.prefix(10).map { Diagnostic(.warning, at: $0.location, about: $0.subject, $0.message) }
            return found.count > 10 ? shown + [Diagnostic(.warning, about: file, "and \(found.count - 10) more schema violations")] : shown
        } catch {
            return [Diagnostic(.warning, about: file, "not validated: \(error)")]
        }
    }

    /// The schema for content that is not read yet, by its first bytes.
    private static func schema(for bytes: [UInt8]) -> String? {
        let head = String(decoding: bytes.prefix(4096), as: UTF8.self)
        // An ARF holds a collection.
        if head.contains("asset-report-collection") { return schema(.assetReports, version: "", head) }
        if head.contains("data-stream-collection") { return schema(.dataStream, version: "", head) }
        for version in ["1.2", "1.1"] where head.contains("http://checklists.nist.gov/xccdf/\(version)") {
            return schema(.benchmark, version: version, head)
        }
        return head.contains("oval_definitions") ? schema(.ovalDefinitions, version: "", head) : nil
    }

    /// - Parameters:
    ///   - version: What ends in the version of XCCDF, e.g. the document's namespace.
    ///   - head: The first bytes of the document as text.
    private static func schema(_ kind: ContentKind, version: String, _ head: String) -> String? {
        func oval(_ name: String) -> String { "\(schemas)/oval/\(ovalVersion(head))/oval-\(name)-schema.xsd" }
        switch kind {
        case .dataStream:
            // The attribute stands on the data stream behind the collection's start tag.
            let version = head.contains("scap-version=\"1.2\"") ? "1.2" : "1.3"
            return "\(schemas)/sds/\(version)/scap-source-data-stream_\(version).xsd"
        case .benchmark, .testResult:
            return version.hasSuffix("1.1") ? "\(schemas)/xccdf/1.1/xccdf-schema.xsd" : "\(schemas)/xccdf/1.2/xccdf_1.2.xsd"
        case .tailoring:
            return version.hasSuffix("tailoring")
                ? "\(schemas)/xccdf/1.1-tailoring/xccdf-1.1-tailoring.xsd" : "\(schemas)/xccdf/1.2/xccdf_1.2.xsd"
        case .ovalDefinitions: return oval("definitions")
        case .ovalResults: return oval("results")
        case .ovalSystemCharacteristics: return oval("system-characteristics")
        case .ovalVariables: return oval("variables")
        case .ovalDirectives: return oval("directives")
        case .assetReports: return "\(schemas)/arf/1.1/asset-reporting-format_1.1.0.xsd"
        case .cpeDictionary, .cpeLanguage, .ocil, .script, .other: return nil
        }
    }

    /// The version that the generator names, where its schema is there; else one that takes most content.
    static func ovalVersion(_ head: String) -> String {
        for part in head.split(separator: ">").dropFirst() {
            let version = part.prefix { $0.isNumber || $0 == "." }
            let isVersion = version.hasPrefix("5.") && part.dropFirst(version.count).hasPrefix("</") && part.hasSuffix("schema_version")
            if isVersion && access("\(schemas)/oval/\(version)/oval-definitions-schema.xsd", R_OK) == 0 { return String(version) }
        }
        return "5.11.1"
    }
}
