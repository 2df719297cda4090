internal import XML

/// A document in pieces, so that what it holds of other documents need not be copied.
struct DocumentPieces {
    private var writer: XMLWriter
    private var splices: [(place: Int, pieces: [ArraySlice<UInt8>])] = []

    /// `prefixes` must name no default namespace: a spliced document brings its own, and what it has in none must stay in none.
    init(prefixes: KeyValuePairs<String, String>) { writer = XMLWriter(prefixes: prefixes) }

    mutating func start(_ name: String, namespace: String? = nil, _ attributes: KeyValuePairs<String, String?> = [:]) {
        writer.start(name, namespace: namespace, attributes)
    }

    mutating func end() { writer.end() }

    mutating func element(_ name: String, namespace: String? = nil, _ attributes: KeyValuePairs<String, String?> = [:], text: String? = nil)
    {
        writer.element(name, namespace: namespace, attributes, text: text)
    }

    /// Another document's element, as it stands, inside the element that is open.
    mutating func splice(_ pieces: [ArraySlice<UInt8>]) {
        // Writing text closes the start tag.
        writer.text("\n")
        splices.append((writer.bytes.count, pieces))
    }

    /// The document.
    var pieces: [ArraySlice<UInt8>] {
        var result: [ArraySlice<UInt8>] = []
        var place = 0
        for splice in splices {
            result.append(writer.bytes[place..<splice.place])
            result += splice.pieces
            place = splice.place
        }
        result.append(writer.bytes[place...])
        return result
    }
}

/// The bytes of an element that can stand inside another document.
enum SplicedElement {
    /// The outermost element of a document: without byte order mark and XML declaration, the bytes as they are.
    ///
    /// A document that is not UTF-8 is written anew.
    static func pieces(of document: XMLDocument) -> [ArraySlice<UInt8>] {
        if let body = body(of: document.source) { return [body] }
        var writer = XMLWriter()
        writer.copy(document.root)
        return body(of: writer.bytes).map { [$0] } ?? []
    }

    /// A document that is UTF-8, without what may stand only at its beginning; `nil` where it declares something else.
    static func body(of bytes: [UInt8]) -> ArraySlice<UInt8>? {
        var body = bytes[...]
        if body.starts(with: [0xEF, 0xBB, 0xBF]) { body = body.dropFirst(3) }
        // UTF-16 begins so, with or without a mark.
        if body.starts(with: [0xFE, 0xFF]) || body.starts(with: [0xFF, 0xFE]) || body.prefix(2).contains(0) { return nil }
        guard body.starts(with: "<?xml".utf8), let next = body.dropFirst(5).first, isSpace(next) else { return body }
        guard let end = body.firstIndex(of: UInt8(ascii: ">")) else { return nil }
        let declaration = String(decoding: body[body.startIndex..<end], as: UTF8.self)
        if let encoding = encoding(in: declaration), !["utf-8", "utf8", "us-ascii", "ascii"].contains(encoding.lowercased()) { return nil }
        return body[(end + 1)...].drop(while: isSpace)
    }

    private static func encoding(in declaration: String) -> String? {
        guard let name = declaration.split(separator: " ", omittingEmptySubsequences: true).first(where: { $0.hasPrefix("encoding") })
        else {
            // White space may stand around the equals sign; then the name is sought the slow way, and anything unclear is not UTF-8.
            return declaration.contains("encoding") ? "unclear" : nil
        }
        let quoted = name.split(whereSeparator: { $0 == "\"" || $0 == "'" })
        return quoted.count >= 2 ? String(quoted[1]) : "unclear"
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}
