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

    private static func diagnostics(for file: String) -> [Diagnostic] {
        guard let bytes = try? ContentLoader.files().bytes(file), let schema = schema(for: bytes, name: file) else { return [] }
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

    /// The schema for a document, by the first bytes of its outermost element.
    private static func schema(for bytes: [UInt8], name: String) -> String? {
        let head = String(decoding: bytes.prefix(4096), as: UTF8.self)
        if head.contains("data-stream-collection") {
            // The attribute stands on the data stream behind the collection's start tag.
            let version = head.contains("scap-version=\"1.2\"") ? "1.2" : "1.3"
            return "\(schemas)/sds/\(version)/scap-source-data-stream_\(version).xsd"
        }
        if head.contains("http://checklists.nist.gov/xccdf/1.2") { return "\(schemas)/xccdf/1.2/xccdf_1.2.xsd" }
        if head.contains("http://checklists.nist.gov/xccdf/1.1") { return "\(schemas)/xccdf/1.1/xccdf-schema.xsd" }
        if head.contains("oval_definitions") { return "\(schemas)/oval/\(ovalVersion(head))/oval-definitions-schema.xsd" }
        return nil
    }

    /// The version that the generator names, where its schema is there; else one that takes most content.
    private static func ovalVersion(_ head: String) -> String {
        for part in head.split(separator: ">").dropFirst() {
            let version = part.prefix { $0.isNumber || $0 == "." }
            let isVersion = version.hasPrefix("5.") && part.dropFirst(version.count).hasPrefix("</") && part.hasSuffix("schema_version")
            if isVersion && access("\(schemas)/oval/\(version)/oval-definitions-schema.xsd", R_OK) == 0 { return String(version) }
        }
        return "5.11.1"
    }
}
