internal import Digest
internal import Zip

/// A Java archive (jar, war, ear) and the archives in it, as far as cryptography goes: whose providers it holds, and native libraries.
///
/// Only names are looked at, and the few files that say something are unpacked: how much that may become is bounded.
struct JavaArchive {
    /// An archive that holds a provider of Bouncy Castle, or another provider.
    struct Finding {
        /// Names of the archives from the outermost inwards, without the outermost; empty for that itself.
        var inner: [String]
        var sha256: String
        /// Version as its manifest says; empty where it says none.
        var version: String
        var title: String
        var holdsFIPSProvider: Bool
        var integrity: FIPSModule.Integrity
        /// A provider that is no validated module.
        var otherProvider: String?
    }

    private(set) var findings: [Finding] = []
    /// Native libraries: the names on the way, and the bytes.
    private(set) var libraries: [(inner: [String], bytes: [UInt8])] = []
    private(set) var problems: [String] = []
    private let limits = Limits()

    /// What the archive and all in it may cost together.
    private final class Limits {
        var reader = ZipReader(limits: .init(entries: 1_000_000, fileBytes: JavaArchive.fileLimit, bytes: 512 << 20))
    }

    /// `nil` where the bytes do not begin like an archive.
    init(_ bytes: [UInt8]) { look(bytes, []) }

    private static let fipsProvider = "org/bouncycastle/jcajce/provider/BouncyCastleFipsProvider.class"
    private static let others: [String: String] = [
        "org/bouncycastle/jce/provider/BouncyCastleProvider.class": "Bouncy Castle without FIPS",
        "org/conscrypt/Conscrypt.class": "Conscrypt",
        "com/amazon/corretto/crypto/provider/AmazonCorrettoCryptoProvider.class": "Amazon Corretto Crypto Provider",
    ]
    private static let fileLimit = 128 << 20

    private mutating func look(_ bytes: [UInt8], _ inner: [String]) {
        var manifest: [UInt8] = []
        var code: [UInt8]?
        var holdsFIPS = false
        var other: String?
        var nested: [(name: String, bytes: [UInt8])] = []
        var found: [(inner: [String], bytes: [UInt8])] = []
        let room = 200 - libraries.count
        var isShallow = true
        let complete = Self.read(bytes, limits) { name, content in
            if name == Self.fipsProvider { holdsFIPS = true }
            // Below another folder too: shaded, of a web application, or for newer Java.
            for (place, title) in Self.others where name == place || name.hasSuffix("/\(place)") { other = title }
            let lowered = name.lowercased()
            if name == "META-INF/MANIFEST.MF" { manifest = content(1 << 20) ?? [] }
            if name == "META-INF/HMAC.SHA256" { code = content(4096) }
            if lowered.hasSuffix(".jar") || lowered.hasSuffix(".war") {
                if inner.count >= 3 {
                    isShallow = false
                } else if let bytes = content(Self.fileLimit) {
                    nested.append((name, bytes))
                }
            }
            let isLibrary = lowered.hasSuffix(".so") || lowered.contains(".so.") || lowered.hasSuffix(".node")
            if isLibrary, found.count >= room { isShallow = false }
            if isLibrary, found.count < room, let bytes = content(Self.fileLimit) {
                found.append((inner + [name], bytes))
            }
        }
        libraries += found
        if !isShallow {
            problems.append("\(inner.last ?? "it"): archives more than 3 deep, or more than 200 libraries: the rest was not looked into")
        }
        if !complete { problems.append("\(inner.last ?? "it"): damaged, or larger than is unpacked: not looked into to its end") }
        if holdsFIPS || other != nil {
            let attributes = Self.attributes(manifest)
            findings.append(
                Finding(
                    inner: inner, sha256: DigestAlgorithm.sha256.hex(bytes) ?? "",
                    version: attributes["Bundle-Version"] ?? attributes["Implementation-Version"] ?? "",
                    title: attributes["Bundle-SymbolicName"] ?? attributes["Implementation-Title"] ?? "", holdsFIPSProvider: holdsFIPS,
                    integrity: holdsFIPS ? integrity(bytes, code) : .notProvable(""), otherProvider: other))
        }
        for (name, bytes) in nested { look(bytes, inner + [name]) }
    }

    /// Hands each file to `visit`, with what unpacks it. `false` where the archive cannot be read to its end.
    private static func read(_ bytes: [UInt8], _ limits: Limits, _ visit: (_ name: String, _ content: (Int) -> [UInt8]?) -> Void) -> Bool {
        var isWhole = true
        do throws(ZipError) {
            try limits.reader.read(.bytes(bytes)) { _, _ in
                isWhole = false
            } visit: { reader, entry throws(ZipError) in
                var end: ZipError?
                visit(entry.name) { most in
                    do throws(ZipError) { return try reader.content(of: entry, most: most) } catch {
                        isWhole = false
                        if error.isFinal { end = error }
                        return nil
                    }
                }
                if let end { throw end }
            }
        } catch { return false }
        return isWhole
    }

    /// Main attributes of a manifest: lines of 72 bytes, continued by a space.
    static func attributes(_ manifest: [UInt8]) -> [String: String] {
        var values: [String: String] = [:]
        var name: String?
        for raw in String(decoding: manifest, as: UTF8.self).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if raw.isEmpty { break }
            if raw.first == " ", let name {
                values[name, default: ""] += raw.dropFirst()
            } else if let colon = raw.firstIndex(of: ":") {
                let key = String(raw[..<colon])
                name = key
                values[key] = String(raw[raw.index(after: colon)...]).trimmed
            }
        }
        return values
    }

    // MARK: Integrity

    /// As Bouncy Castle's `FipsStatus` computes it when it is loaded: HMAC-SHA-256 over `[`, name, size and `]` of each class, and its bytes,
    /// in the order of the names, and `[END]` at last.
    private func integrity(_ bytes: [UInt8], _ code: [UInt8]?) -> FIPSModule.Integrity {
        let place = "META-INF/HMAC.SHA256"
        guard let code else { return .failed("it has no \(place), without which it does not start") }
        guard let expected = IntegrityCheck.codes(in: code).first else { return .failed("\(place) holds no MAC") }
        var files: [(name: String, bytes: [UInt8])] = []
        let isWhole = Self.read(bytes, limits) { name, content in
            if name.hasSuffix("/") { return }
            if let content = content(Self.fileLimit) { files.append((name, content)) }
        }
        guard isWhole else { return .notProvable("it could not be unpacked to its end") }
        files.sort { Array($0.name.utf16).lexicographicallyPrecedes(Array($1.name.utf16)) }
        // Versions before 2.0 leave out all of META-INF, later ones keep the classes in META-INF/versions.
        for keepsVersions in [true, false] {
            var pieces: [ArraySlice<UInt8>] = []
            for (name, content) in files {
                if let place = name.firstRange(of: "module-info.class"), place.lowerBound > name.startIndex { continue }
                if name.hasPrefix("META-INF/"), !keepsVersions || name.contains("OSGI-INF/") || !name.contains("versions/") { continue }
                let size = (0..<8).map { UInt8(truncatingIfNeeded: content.count >> (56 - 8 * $0)) }
                pieces.append(([UInt8(ascii: "[")] + Array(name.utf8) + size + [UInt8(ascii: "]")])[...])
                pieces.append(content[...])
            }
            pieces.append(Array("[END]".utf8)[...])
            if HMAC.sha256(key: IntegrityKey.bouncyCastle, pieces) == expected { return .proven("\(place) in the archive itself") }
        }
        return .failed("\(place) is of other classes, or made in a way that is not known here")
    }
}
