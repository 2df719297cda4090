internal import FoundationEssentials

/// What is wrong with a saved result.
public struct RecordError: Error, Sendable, CustomStringConvertible {
    /// What, and what to do.
    public var description: String
    /// With its one line.
    public init(_ description: String) { self.description = description }
}

extension AssessmentRecord {
    /// As JSON: sorted names, two spaces, a line feed at the end; the same record gives the same bytes.
    public func json() throws(RecordError) -> [UInt8] { try jsonBytes(self) }

    /// A saved record.
    ///
    /// - Throws: ``RecordError`` where the bytes are no JSON, another format, or of a revision that is not known here.
    public init(json bytes: [UInt8]) throws(RecordError) {
        struct Head: Decodable {
            var format: String?
            var version: Int?
        }
        let data = Data(bytes)
        guard let head = try? JSONDecoder().decode(Head.self, from: data), head.format == AssessmentRecord.format else {
            throw RecordError("it is no results.json of stigready: there is no \"format\": \"\(AssessmentRecord.format)\"")
        }
        guard head.version == 1 else {
            throw RecordError("its version is \(head.version.map(String.init) ?? "missing"), this program reads 1; use a newer program")
        }
        do { self = try JSONDecoder().decode(AssessmentRecord.self, from: data) } catch let error as DecodingError {
            throw RecordError("it is damaged: \(error.place)")
        } catch { throw RecordError("it is damaged: \(error)") }
    }
}

/// Any document of ours as JSON: sorted names, two spaces, a line feed at the end.
///
/// - Throws: ``RecordError`` for a number that JSON has no form for.
public func jsonBytes(_ document: some Encodable) throws(RecordError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do { return Array(try encoder.encode(document)) + [0x0a] } catch { throw RecordError("a value cannot be written as JSON: \(error)") }
}

extension DecodingError {
    /// Where, and what.
    var place: String {
        func path(_ context: Context) -> String {
            context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
        }
        return switch self {
        case .keyNotFound(let key, let context): "\(path(context)) has no \"\(key.stringValue)\""
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            "\(path(context)): \(context.debugDescription)"
        @unknown default: "unreadable"
        }
    }
}
