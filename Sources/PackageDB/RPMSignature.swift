/// Who signed a package, as far as its header says; that the signature holds is not checked.
public enum RPMSignature: Sendable, Hashable {
    /// There is no signature.
    case none
    /// The key's 64-bit id: 16 lower-case hexadecimal digits.
    case key(String)
    /// There is one, and it does not say by which key.
    case unreadable

    /// The signature of a header: of header and payload in rpm's old tags, of the header in the newer ones, where several are there the
    /// one that rpm 4 itself shows first.
    init(_ header: RPMHeaderBlob) throws(RPMDamage) {
        for tag in [RPMTag.rsaHeader, .dsaHeader, .sigGPG, .sigPGP] {
            guard let packet = try header.binary(tag) else { continue }
            self = openPGPIssuer(Array(packet)).map { .key($0) } ?? .unreadable
            return
        }
        // rpm 6 has them all in one list, in base64.
        guard let packets = try header.strings(.openPGP), let first = packets.first else {
            self = .none
            return
        }
        self = base64(first).flatMap(openPGPIssuer).map { .key($0) } ?? .unreadable
    }
}

/// The 64-bit id of the key that made the signature in the first OpenPGP packet, or `nil` where none is said.
///
/// RFC 9580, 4.2 (packets), 5.2.2 (version 3), 5.2.3 (versions 4 and 6), 5.2.3.7 (subpackets).
func openPGPIssuer(_ bytes: [UInt8]) -> String? {
    guard let body = openPGPSignatureBody(bytes), let version = body.first else { return nil }
    switch version {
    case 3:
        guard body.count >= 15, body[1] == 5 else { return nil }
        return hexadecimal(body[7..<15])
    case 4, 5, 6:
        // The two areas of subpackets: the signed one, then the other.
        var at = 4
        for _ in 0..<2 {
            let width = version == 6 ? 4 : 2
            let length = width == 4 ? body.number(at: at, .big) : body.integer(UInt16.self, at: at, .big).map { Int($0) }
            guard let length, let area = body.bytes(at: at + width, count: length) else { return nil }
            if let issuer = issuer(Array(area)) { return issuer }
            at += width + length
        }
        return nil
    default: return nil
    }
}

/// What the issuer subpacket (16) or that of the issuer's fingerprint (33) says.
private func issuer(_ area: [UInt8]) -> String? {
    var at = 0
    while at < area.count {
        guard let (length, width) = openPGPLength(area, at: at), let subpacket = area.bytes(at: at + width, count: length),
            let type = subpacket.first
        else { return nil }
        let value = subpacket.dropFirst()
        switch type & 0x7f {
        case 16 where value.count == 8: return hexadecimal(value)
        // The version of the key goes first: the id is the end of a fingerprint of version 4 and the start of a later one.
        case 33 where value.first == 4 && value.count == 21: return hexadecimal(value.suffix(8))
        case 33 where (value.first == 5 || value.first == 6) && value.count == 33: return hexadecimal(value.dropFirst().prefix(8))
        default: at += width + length
        }
    }
    return nil
}

private func openPGPSignatureBody(_ bytes: [UInt8]) -> [UInt8]? {
    guard let first = bytes.first, first & 0x80 != 0 else { return nil }
    let tag = first & 0x40 != 0 ? first & 0x3f : first >> 2 & 0x0f
    guard tag == 2 else { return nil }
    let length: Int?
    let width: Int
    if first & 0x40 != 0 {
        guard let read = openPGPLength(bytes, at: 1) else { return nil }
        (length, width) = (read.length, read.width)
    } else {
        switch first & 3 {
        case 0: (length, width) = (bytes.integer(UInt8.self, at: 1, .big).map { Int($0) }, 1)
        case 1: (length, width) = (bytes.integer(UInt16.self, at: 1, .big).map { Int($0) }, 2)
        case 2: (length, width) = (bytes.number(at: 1, .big), 4)
        default: (length, width) = (bytes.count - 1, 0)
        }
    }
    return length.flatMap { bytes.bytes(at: 1 + width, count: $0) }.map(Array.init)
}

/// A length of one, two or five bytes; `nil` for the partial lengths that signatures do not have.
private func openPGPLength(_ bytes: [UInt8], at offset: Int) -> (length: Int, width: Int)? {
    guard let first = bytes.integer(UInt8.self, at: offset, .big) else { return nil }
    switch first {
    case ..<192: return (Int(first), 1)
    case ..<224: return bytes.integer(UInt8.self, at: offset + 1, .big).map { ((Int(first) - 192) << 8 + Int($0) + 192, 2) }
    case 255: return bytes.number(at: offset + 1, .big).map { ($0, 5) }
    default: return nil
    }
}

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}

/// RFC 4648, 4; white space is left out, anything else that is no digit makes the whole unreadable.
private func base64(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var (bits, count): (UInt32, Int) = (0, 0)
    for character in text {
        let value: UInt8
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): value = character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): value = character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): value = 62
        case UInt8(ascii: "/"): value = 63
        case UInt8(ascii: "="), UInt8(ascii: " "), 9...13: continue
        default: return nil
        }
        bits = (bits << 6 | UInt32(value)) & 0xff_ffff
        count += 6
        if count >= 8 {
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
    }
    return bytes
}
