internal import Digest
internal import ImageFS

/// One walk over an image that looks into every program, library and Java archive.
struct CryptoWalk {
    let image: any ImageFileSystem
    /// Providers of OpenSSL: they can be judged only when the configuration is known.
    var providers: [(path: ImagePath, object: ELFObject)] = []
    var modules: [FIPSModule] = []
    var goPrograms: [(path: ImagePath, info: GoBuildInfo, holdsBoring: Bool)] = []
    /// Programs and libraries that compute for themselves.
    var outside: [FIPSDossier.Outside] = []
    var libcryptos: [(path: ImagePath, version: String, directory: String)] = []
    var jars: [(path: ImagePath, sha256: String)] = []
    var javaSecurity: [ImagePath] = []
    /// Files named `fipsmodule.cnf`, wherever they lie.
    var moduleConfigurations: [ImagePath] = []
    var problems: [String] = []
    var files = 0

    init(_ image: any ImageFileSystem) { self.image = image }

    mutating func run(limit: Int = 8_000_000) {
        var pending: [(file: FileID, depth: Int)] = [(.root, 0)]
        while let directory = pending.popLast() {
            do throws(ImageError) {
                for child in try image.children(of: directory.file) {
                    files += 1
                    guard files <= limit, directory.depth < 1000 else {
                        problems.append("more than \(limit) entries, or directories deeper than 1000: the rest was not looked at")
                        return
                    }
                    let metadata = try image.metadata(of: child)
                    if metadata.kind == .directory { pending.append((child, directory.depth + 1)) }
                    if metadata.kind == .regular { look(at: child, metadata) }
                }
            } catch { problems.append(error.description) }
        }
        providers.sort { $0.path < $1.path }
        goPrograms.sort { $0.path < $1.path }
        libcryptos.sort { $0.path < $1.path }
        jars.sort { $0.path < $1.path }
        javaSecurity.sort()
        moduleConfigurations.sort()
    }

    private mutating func look(at file: FileID, _ metadata: FileMetadata) {
        let name = String(decoding: image.name(of: file), as: UTF8.self)
        do throws(ImageError) {
            if name == "fipsmodule.cnf" { moduleConfigurations.append(image.path(of: file)) }
            if name == "java.security" { javaSecurity.append(image.path(of: file)) }
            if name.hasSuffix(".jar") && (name.hasPrefix("bc-fips") || name.hasPrefix("bcprov") || name.hasPrefix("bctls-fips")) {
                let bytes = try image.contents(of: file, limit: 256 << 20)
                jars.append((image.path(of: file), DigestAlgorithm.sha256.hex(bytes) ?? ""))
                return
            }
            guard metadata.mode & 0o111 != 0 || name.contains(".so") || name.hasSuffix(".node"), metadata.size >= 52 else { return }
            guard try image.prefix(of: file, count: 4).starts(with: [0x7f, 0x45, 0x4c, 0x46]) else { return }
            guard metadata.size <= 512 << 20 else {
                problems.append("\(image.path(of: file)): larger than 512 MiB, not looked into")
                return
            }
            look(into: try image.contents(of: file, limit: 512 << 20), name, image.path(of: file))
        } catch { problems.append(error.description) }
    }

    private mutating func look(into bytes: [UInt8], _ name: String, _ path: ImagePath) {
        guard let object = ELFObject(bytes) else { return }
        if name == "fips.so" && bytes.holds("FIPS Provider") {
            providers.append((path, object))
            return
        }
        if let info = GoBuildInfo(object) {
            goPrograms.append((path, info, bytes.holds("_Cfunc__goboringcrypto_") || bytes.holds("_goboringcrypto_")))
            return
        }
        let isLibcrypto = name.hasPrefix("libcrypto.so") || name.hasPrefix("libcrypto-")
        if bytes.holds("BORINGSSL_integrity_test") || bytes.holds("BORINGSSL_bcm_text_hash") {
            boring(bytes, object, path)
        } else if bytes.holds(
            "wolfCrypt_GetVersion_fips")
        {
            module(.wolfCrypt, path, bytes, version: "", note: "the version of its FIPS module is not read from its code")
        } else if let version = Self.openSSLVersion(bytes, object) {
            if isLibcrypto {
                library(bytes, path, version, object)
            } else if !object.neededLibraries().contains(where: { $0.hasPrefix("libcrypto.so") }) {
                // A program that is linked to the library has the text of the version it was built with, and no copy.
                outside.append(.init(path: path, what: "its own copy of \(version)"))
            }
        }
        if bytes.holds("/ring-0.") || bytes.holds("ring_core_0_") { outside.append(.init(path: path, what: "the Rust crate ring")) }
        for (prefix, kind, title) in Self.libraries where name.hasPrefix(prefix) {
            if let integrity = IntegrityCheck(image: image).sidecar(of: path, bytes: bytes) {
                modules.append(
                    FIPSModule(
                        kind: kind, path: path, version: "", sha256: DigestAlgorithm.sha256.hex(bytes) ?? "", integrity: integrity,
                        notes: ["its version is that of its package"]))
            } else {
                outside.append(.init(path: path, what: title))
            }
        }
    }

    private static let libraries: [(prefix: String, kind: FIPSModule.Kind, title: String)] = [
        ("libgcrypt.so", .libgcrypt, "Libgcrypt"), ("libgnutls.so", .gnutls, "GnuTLS"), ("libnettle.so", .nettle, "Nettle"),
        ("libhogweed.so", .nettle, "Nettle's public keys"), ("libsoftokn3.so", .nss, "NSS"), ("libfreeblpriv3.so", .nss, "NSS"),
        ("libmbedcrypto.so", .kernelHMAC, "Mbed TLS"), ("libsodium.so", .kernelHMAC, "libsodium"), ("libbotan-", .kernelHMAC, "Botan"),
    ]

    private mutating func module(_ kind: FIPSModule.Kind, _ path: ImagePath, _ bytes: [UInt8], version: String, note: String) {
        modules.append(
            FIPSModule(
                kind: kind, path: path, version: version, sha256: DigestAlgorithm.sha256.hex(bytes) ?? "",
                integrity: .notProvable("it holds its own hash over code in memory, which is not computed from the file"), notes: [note]))
    }

    /// BoringCrypto and AWS-LC: both have the integrity test of BoringSSL.
    private mutating func boring(_ bytes: [UInt8], _ object: ELFObject, _ path: ImagePath) {
        let texts = object.section(".rodata").map { object.strings(in: $0, minimum: 6) } ?? []
        if let text = texts.first(where: { $0.hasPrefix("AWS-LC FIPS ") }) {
            module(.awsLC, path, bytes, version: String(text.dropFirst("AWS-LC FIPS ".count)), note: "version as its text says")
        } else if bytes.holds("AWS-LC") {
            module(.awsLC, path, bytes, version: "", note: "it says no version of its FIPS module")
        } else {
            module(.boringCrypto, path, bytes, version: "", note: "BoringSSL says no version of its module in the file")
        }
    }

    private mutating func library(_ bytes: [UInt8], _ path: ImagePath, _ version: String, _ object: ELFObject) {
        let directory = object.section(".rodata").flatMap { section in
            object.strings(in: section, minimum: 12).first { $0.hasPrefix("OPENSSLDIR: \"") }
        }.map { String($0.dropFirst("OPENSSLDIR: \"".count).prefix { $0 != "\"" }) }
        libcryptos.append((path, version, directory ?? "/etc/ssl"))
        guard let integrity = IntegrityCheck(image: image).sidecar(of: path, bytes: bytes) else { return }
        modules.append(
            FIPSModule(
                kind: .opensslLibrary, path: path, version: version, sha256: DigestAlgorithm.sha256.hex(bytes) ?? "", integrity: integrity))
    }

    /// `OpenSSL 3.0.17 1 Jul 2025` and the like, without the date.
    private static func openSSLVersion(_ bytes: [UInt8], _ object: ELFObject) -> String? {
        guard bytes.holds("OpenSSL 1.") || bytes.holds("OpenSSL 3."), let section = object.section(".rodata") else { return nil }
        for text in object.strings(in: section, minimum: 12) where text.hasPrefix("OpenSSL 1.") || text.hasPrefix("OpenSSL 3.") {
            let words = text.split(separator: " ")
            // A whole version text has a date; programs that only compare versions have none.
            guard words.count >= 5, words[1].contains(".") else { continue }
            return "OpenSSL \(words[1])"
        }
        return nil
    }
}
