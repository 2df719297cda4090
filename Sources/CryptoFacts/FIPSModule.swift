internal import Digest
public import ImageFS

/// A cryptographic module that may be validated: what it is, whether its bytes are the ones it was made of, and which certificate covers it.
public struct FIPSModule: Sendable, Hashable {
    /// The modules that are known here; the raw values are the words of the table of certificates.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case opensslProvider = "openssl-fips-provider"
        case opensslLibrary = "openssl-fips-library"
        case libgcrypt
        case gnutls
        case nettle
        case nss
        case kernelHMAC = "library-with-hmac"
        case go = "go-cryptographic-module"
        case boringCrypto = "boringcrypto"
        case awsLC = "aws-lc-fips"
        case wolfCrypt = "wolfcrypt-fips"
        case bouncyCastle = "bc-fips"
    }

    /// Whether the bytes in the image are those that the maker signed with a known key.
    public enum Integrity: Sendable, Hashable {
        /// The code that stands beside or in it was computed again and is the same; where it stands.
        case proven(String)
        /// It is another: the module was changed, or belongs to another file. Where, and what is wrong.
        case failed(String)
        /// There is nothing to compare with, and why.
        case notProvable(String)
    }

    /// Whether it is what answers when a program of the image computes.
    public enum Effect: Sendable, Hashable {
        /// It is, and why.
        case inEffect(String)
        /// It is not, and why.
        case notInEffect(String)
        /// The image does not say it, and what decides.
        case unknown(String)
    }

    /// What it is.
    public var kind: Kind
    /// The file.
    public var path: ImagePath
    /// The version it says of itself; empty where it says none.
    public var version: String
    /// SHA-256 of the file, hexadecimal.
    public var sha256: String
    /// Whether its bytes are right.
    public var integrity: Integrity
    /// The name it gives itself; empty where it gives none.
    public var name = ""
    /// Whether it is what answers.
    public var effect = Effect.unknown("nothing in the image says whether programs use it")
    /// Certificates that cover this version, by the table.
    public var certificates: [CMVPTable.Certificate] = []
    /// What else has to be known, one line each.
    public var notes: [String] = []

    /// Whether its bytes are proven.
    var isProven: Bool { if case .proven = integrity { true } else { false } }

    /// The certificate that is active on a day, if there is one.
    public func activeCertificate(on day: String) -> CMVPTable.Certificate? {
        certificates.first { $0.status(on: day) == .active }
    }

    /// The two findings in honest words: `integrity proven, validation not found`.
    public func summary(on day: String) -> String {
        let first =
            switch integrity {
            case .proven: "integrity proven"
            case .failed: "integrity broken"
            case .notProvable: "integrity not proven"
            }
        if let certificate = activeCertificate(on: day) {
            let text = "certificate \(certificate.number), \(certificate.standard)"
            // A certificate covers bytes: what is not proven to be them only has their version.
            return switch integrity {
            case .proven: "\(first), validated: \(text)"
            case .notProvable: "\(first), the version it says is validated: \(text)"
            case .failed: "\(first), so it is not what \(text) validates"
            }
        }
        if let certificate = certificates.first, case .historical(let why) = certificate.status(on: day) {
            return "\(first), certificate \(certificate.number) is historical: \(why)"
        }
        return "\(first), validation not found"
    }
}

/// Keys by which makers sign modules. They are no secrets: each stands in the maker's sources, so a MAC shows damage and mistakes, not malice.
enum IntegrityKey {
    /// OpenSSL 3, `FIPSKEY` of Configure; Debian, Red Hat, SUSE and Wolfi build with it.
    static let openssl3: [UInt8] = [
        0xf4, 0x55, 0x66, 0x50, 0xac, 0x31, 0xd3, 0x54, 0x61, 0x61, 0x0b, 0xac, 0x4e, 0xd8, 0x1b, 0x1a, 0x18, 0x1b, 0x2d, 0x8a, 0x43, 0xea,
        0x28, 0x54, 0xcb, 0xae, 0x22, 0xca, 0x74, 0x56, 0x08, 0x13,
    ]
    /// fipscheck's key, by which GnuTLS, nettle, libgcrypt and others of the distributions are signed in `.hmac` files.
    static let fipscheck = Array("orboDeJITITejsirpADONivirpUkvarP".utf8)
    /// OpenSSL 1.1.1 of the distributions.
    static let openssl111 = Array("ppaksykemnsecgtsttplmamstKMEs".utf8)

    /// Libgcrypt's own, where a distribution does not set another.
    static let libgcrypt = Array("What am I, a doctor or a moonshuttle conductor?".utf8)
    /// Bouncy Castle's FIPS provider for Java.
    static let bouncyCastle = Array("Legion of the Bouncy Castle Inc.".utf8)

    static let sidecars: [(name: String, key: [UInt8])] = [
        ("fipscheck", fipscheck), ("OpenSSL 1.1.1", openssl111), ("Libgcrypt", libgcrypt),
    ]
}

/// What says whether a module's bytes are right.
struct IntegrityCheck {
    let image: any ImageFileSystem

    /// An OpenSSL provider: by the MAC in its own section `.rodata1`, where it has one, else by `module-mac` of its configuration.
    ///
    /// - Parameter macs: `module-mac` settings, and the files they stand in.
    func provider(_ object: ELFObject, macs: [(value: String, place: String)]) -> FIPSModule.Integrity {
        // fips_config(5): the MAC is over the whole file.
        guard let computed = HMAC.sha256(key: IntegrityKey.openssl3, [object.bytes[...]]) else {
            return .notProvable("libcrypto of this machine refuses HMAC-SHA-256")
        }
        if let own = embedded(object) { return own }
        for mac in macs where Self.hex(mac.value) == computed { return .proven("module-mac in \(mac.place)") }
        if let mac = macs.first(where: { !$0.value.isEmpty }) { return .failed("module-mac in \(mac.place) is of other bytes") }
        return .notProvable("no module-mac is in the image; OpenSSL does not load the provider without one")
    }

    /// Red Hat and SUSE put the MAC of a provider into a section of the file, computed while that was zero; such a provider looks at no
    /// other. `nil` where it has no such section.
    func embedded(_ object: ELFObject) -> FIPSModule.Integrity? {
        guard let code = ownCode(object) else { return nil }
        guard let computed = HMAC.sha256(key: IntegrityKey.openssl3, code.pieces) else {
            return .notProvable("libcrypto of this machine refuses HMAC-SHA-256")
        }
        return computed == code.stored
            ? .proven("section .rodata1 of the file itself") : .failed("section .rodata1 holds another MAC")
    }

    /// What the section `.rodata1` holds where it may be a MAC, and the file with that zeroed, in pieces.
    private func ownCode(_ object: ELFObject) -> (stored: [UInt8], pieces: [ArraySlice<UInt8>])? {
        guard let section = object.section(".rodata1"), section.range.count == 32 else { return nil }
        let bytes = object.bytes
        let zero = [UInt8](repeating: 0, count: 32)
        return (Array(bytes[section.range]), [bytes[..<section.range.lowerBound], zero[...], bytes[section.range.upperBound...]])
    }

    /// Libgcrypt from 1.10 on: its MAC stands in the file itself.
    ///
    /// At first over the file with its section `.rodata1` zeroed; from 1.10.2 on in a note, over what the segments hold, with the place of
    /// the section table taken out of the header.
    func libgcrypt(_ object: ELFObject) -> FIPSModule.Integrity? {
        let bytes = object.bytes
        var candidates: [(place: String, stored: [UInt8], pieces: [ArraySlice<UInt8>])] = []
        if let code = ownCode(object) { candidates.append(("section .rodata1 of the file itself", code.stored, code.pieces)) }
        if let note = object.integrityNote, let end = object.endOfSegments, let header = object.headerWithoutSections, end >= header.count {
            candidates.append(("the note of its integrity in the file itself", note, [header[...], bytes[header.count..<end]]))
        }
        for candidate in candidates {
            for (name, key) in IntegrityKey.sidecars {
                if HMAC.sha256(key: key, candidate.pieces) == candidate.stored {
                    return .proven("\(candidate.place), with the key of \(name)")
                }
            }
        }
        return candidates.first.map { .failed("\($0.place) holds the MAC of other bytes, or one made with a key that is not known here") }
    }

    /// Everything of 64 hexadecimal digits that stands alone.
    static func codes(in text: [UInt8]) -> [[UInt8]] {
        String(decoding: text, as: UTF8.self).split { !$0.isHexDigit }.filter { $0.count == 64 }.compactMap { hex(String($0)) }
    }

    /// The bytes of hexadecimal digits, with or without colons.
    static func hex(_ text: String) -> [UInt8]? {
        let digits = text.filter { $0 != ":" && !$0.isWhitespace }.utf8.map { $0 }
        guard digits.count % 2 == 0, !digits.isEmpty else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }
}
