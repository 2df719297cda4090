internal import Assessment
internal import Diagnostics
internal import Exchange
internal import SCAP
internal import XML

/// A saved result of any kind, as record.
enum SavedResult {
    /// The record in a file: a `results.json`, or an XCCDF or ARF result of this program or another; what such a file does not hold is said
    /// in one line.
    static func load(_ path: String, resultID: String? = nil) async throws(ContentError) -> AssessmentRecord {
        let bytes = try ContentLoader.files().bytes(path)
        if isRecord(bytes) { return try SavedRecord.read(path, bytes) }
        let document: XMLDocument
        do throws(XMLError) { document = try XMLDocument(bytes, name: path) } catch { throw error.contentError }
        let recorded = try await RecordedResult(document, resultID: resultID)
        if let missing = recorded.missing { Console.note("\(path): note: \(missing)") }
        return recorded.record
    }

    /// Whether the file is a `results.json`, and not a result in XML.
    static func isRecord(_ path: String) throws(ContentError) -> Bool { isRecord(try ContentLoader.files().bytes(path)) }

    private static func isRecord(_ bytes: [UInt8]) -> Bool {
        bytes.first { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF } == UInt8(ascii: "{")
    }
}
