internal import Digest

/// Ids of documents that are the same for the same input: RFC 9562, section 5.5, a name within a namespace.
public enum UUIDv5 {
    /// The namespace of every id of ours: the name `urn:stigready` in the namespace of URLs.
    public static let stigready = string("urn:stigready", in: "6ba7b811-9dad-11d1-80b4-00c04fd430c8")

    /// The id of a thing of ours. `parts` say what it is from the outside inwards, e.g. image digest, benchmark, rule; a part never runs into
    /// the next.
    public static func id(_ parts: String...) -> String {
        string(parts.map { "\($0.utf8.count):\($0)" }.joined(separator: "/"), in: stigready)
    }

    /// The id of `name` within `namespace`, in lower case.
    ///
    /// Where libcrypto refuses SHA-1 the id is made the same way by SHA-256 and says so: version 8 (section 5.8).
    public static func string(_ name: String, in namespace: String) -> String {
        let bytes = hexBytes(namespace) + Array(name.utf8)
        let (hex, version): (String?, UInt8) = DigestAlgorithm.sha1.hex(bytes).map { ($0, 5) } ?? (DigestAlgorithm.sha256.hex(bytes), 8)
        var digest = Array(hexBytes(hex ?? "").prefix(16))
        if digest.count < 16 { digest += [UInt8](repeating: 0, count: 16 - digest.count) }
        digest[6] = digest[6] & 0x0f | version << 4
        digest[8] = digest[8] & 0x3f | 0x80
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for (index, byte) in digest.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
            text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes that the hexadecimal digits of `text` stand for; hyphens are passed over.
    private static func hexBytes(_ text: String) -> [UInt8] {
        let values = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }.map(UInt8.init)
        return stride(from: 0, to: values.count - 1, by: 2).map { values[$0] << 4 | values[$0 + 1] }
    }
}
