/// Brings a document to UTF-8 before anything looks at its markup.
///
/// Only encodings that need no library are read: in others a byte that looks like markup may be none, and the look at the tags that keeps
/// hostile documents out would not see what libxml2 sees.
enum XMLEncoding {
    /// Why a document is not read.
    struct Refusal: Error {
        var message: String
    }

    /// `bytes` as UTF-8; the array itself where it is that already.
    static func utf8(_ bytes: [UInt8]) throws(Refusal) -> [UInt8] {
        switch (bytes.first, bytes.dropFirst().first, bytes.dropFirst(2).first, bytes.dropFirst(3).first) {
        case (0xFF, 0xFE, 0x00, 0x00), (0x00, 0x00, 0xFE, 0xFF), (0x00, 0x00, 0x00, 0x3C), (0x3C, 0x00, 0x00, 0x00): throw refusal("UTF-32")
        case (0xFF, 0xFE, _, _): return try utf16(bytes.dropFirst(2), isBigEndian: false)
        case (0xFE, 0xFF, _, _): return try utf16(bytes.dropFirst(2), isBigEndian: true)
        case (0x3C, 0x00, 0x3F, 0x00): return try utf16(bytes[...], isBigEndian: false)
        case (0x00, 0x3C, 0x00, 0x3F): return try utf16(bytes[...], isBigEndian: true)
        case (0xEF, 0xBB, 0xBF, _): return bytes
        case (0x3C, _, _, _), (0x20, _, _, _), (0x0A, _, _, _), (0x0D, _, _, _), (0x09, _, _, _): break
        default: throw Refusal(message: "the document does not begin with \"<\"; an XML document is expected")
        }
        guard let name = declared(bytes) else { return bytes }
        switch name.uppercased() {
        case "UTF-8", "UTF8", "US-ASCII", "ASCII": return bytes
        case "ISO-8859-1", "LATIN1", "LATIN-1": return latin1(bytes)
        default: throw refusal(name)
        }
    }

    private static func refusal(_ name: String) -> Refusal {
        Refusal(message: "the encoding \(name) is not read; convert the document to UTF-8 (iconv -f \(name) -t UTF-8)")
    }

    /// The encoding that the XML declaration names.
    private static func declared(_ bytes: [UInt8]) -> String? {
        let head = bytes.prefix(256)
        guard head.starts(with: "<?xml".utf8), let end = head.firstIndex(of: UInt8(ascii: ">")) else { return nil }
        let declaration = String(decoding: head[..<end], as: UTF8.self)
        guard let range = declaration.firstRange(of: "encoding") else { return nil }
        let rest = declaration[range.upperBound...].drop { $0.isWhitespace || $0 == "=" }
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
        let name = rest.dropFirst().prefix { $0 != quote }
        // Names of encodings have no other characters, and the name goes into a message.
        return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-:".contains($0)) } ? String(name) : "that is declared"
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) throws(Refusal) -> [UInt8] {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var place = bytes.startIndex
        while place + 1 < bytes.endIndex {
            let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
            units.append(isBigEndian ? first << 8 | second : second << 8 | first)
            place += 2
        }
        var result: [UInt8] = []
        result.reserveCapacity(units.count)
        let isBroken = transcode(units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true) { result.append($0) }
        if isBroken || place != bytes.endIndex { throw Refusal(message: "the document begins as UTF-16 but is none; save it again") }
        return result
    }

    private static func latin1(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for byte in bytes {
            if byte < 0x80 {
                result.append(byte)
            } else {
                result.append(0xC0 | byte >> 6)
                result.append(0x80 | byte & 0x3F)
            }
        }
        return result
    }
}
