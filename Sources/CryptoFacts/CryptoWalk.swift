internal import Digest
internal import ImageFS

/// A library of OpenSSL, with what is built into it.
struct OpenSSLLibrary: Hashable {
    var path: ImagePath
    /// `OpenSSL 3.0.17`.
    var version: String
    /// `OPENSSLDIR`, where its configuration lies.
    var directory: String
    /// `MODULESDIR`, where its providers lie; `nil` where it says none.
    var modules: String?
    /// Whether it is a build of Red Hat, SUSE or Ubuntu that goes into FIPS mode by itself where the host is in it.
    var followsHost: Bool

    /// Whether it has providers at all: from 3.0 on.
    var hasProviders: Bool { ["OpenSSL 3.", "OpenSSL 4."].contains { version.hasPrefix($0) } }
}

/// One walk over an image that looks into every program, library and Java archive, whatever its name or mode is.
struct CryptoWalk {
    let image: any ImageFileSystem
    /// Providers of OpenSSL: they can be judged only when the configuration is known. `nil` where the file is no ELF file.
    var providers: [(path: ImagePath, bytes: [UInt8], object: ELFObject?)] = []
    var modules: [FIPSModule] = []
    var goPrograms: [GoProgramBytes] = []
    /// Libraries that are a module where a code of their bytes is there, and cryptography outside of one otherwise.
    var libraries:
        [(path: ImagePath, kind: FIPSModule.Kind, title: String, knowsSwitch: Bool, sha256: String, own: FIPSModule.Integrity?)] = []
    /// Programs and libraries that compute for themselves.
    var outside: [FIPSDossier.Outside] = []
    var libcryptos: [OpenSSLLibrary] = []
    /// Node.js, which reads another section of OpenSSL's configuration than everybody else.
    var nodes: [ImagePath] = []
    /// Programs of OpenSSL's libraries with set-id bits or capabilities, which do not look at the environment.
    var elevated: [ImagePath] = []
    var jars: [(path: ImagePath, finding: JavaArchive.Finding)] = []
    var javaSecurity: [ImagePath] = []
    /// Files named `fipsmodule.cnf`, wherever they lie.
    var moduleConfigurations: [ImagePath] = []
    var sidecars: [ImagePath] = []
    var problems: [String] = []
    var files = 0
    /// How many files were looked into.
    var inspected = 0

    init(_ image: any ImageFileSystem) { self.image = image }

    private static let sizeLimit = 512 << 20

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
                    do throws(ImageError) {
                        let metadata = try image.metadata(of: child)
                        if metadata.kind == .directory { pending.append((child, directory.depth + 1)) }
                        if metadata.kind == .regular { try look(at: child, metadata) }
                    } catch { problems.append(error.description) }
                }
            } catch { problems.append(error.description) }
        }
        providers.sort { $0.path < $1.path }
        goPrograms.sort { $0.path < $1.path }
        libraries.sort { $0.path < $1.path }
        libcryptos.sort { $0.path < $1.path }
        nodes.sort()
        elevated.sort()
        jars.sort { $0.path < $1.path }
        javaSecurity.sort()
        moduleConfigurations.sort()
        sidecars.sort()
    }

    private mutating func look(at file: FileID, _ metadata: FileMetadata) throws(ImageError) {
        let name = String(decoding: image.name(of: file), as: UTF8.self)
        if name == "fipsmodule.cnf" { moduleConfigurations.append(image.path(of: file)) }
        if name == "java.security" { javaSecurity.append(image.path(of: file)) }
        if name.hasSuffix(".hmac") { sidecars.append(image.path(of: file)) }
        if name == "BouncyCastleProvider.class" { outside.append(.init(path: image.path(of: file), what: "Bouncy Castle without FIPS")) }
        // An archive of Java may begin with a script that starts it.
        let isJava = Self.isJavaArchive(name)
        let isNamed = name == "fips.so" || isJava
        guard metadata.size >= 52 || isNamed else { return }
        let start = try image.prefix(of: file, count: 18)
        let isArchive = start.starts(with: [0x50, 0x4b, 3, 4])
        guard start.starts(with: [0x7f, 0x45, 0x4c, 0x46]) || isArchive || isNamed else { return }
        // Object files for the linker, kernel modules among them: no program, no library, and many.
        if start.count == 18, !isArchive, !isNamed, start[16 + (start[5] == 2 ? 1 : 0)] == 1, start[16 + (start[5] == 2 ? 0 : 1)] == 0 {
            return
        }
        let path = image.path(of: file)
        guard metadata.size <= Self.sizeLimit else {
            problems.append("\(path): larger than 512 MiB, not looked into")
            return
        }
        inspected += 1
        let bytes = try image.contents(of: file, limit: Self.sizeLimit)
        if isArchive || isJava {
            look(intoArchive: bytes, name, path)
        } else {
            look(into: bytes, name, path, isElevated: isElevated(file, metadata))
        }
    }

    private func isElevated(_ file: FileID, _ metadata: FileMetadata) -> Bool {
        metadata.mode & 0o6000 != 0
            || ((try? image.extendedAttributes(of: file)) ?? []).contains { $0.name == Array("security.capability".utf8) }
    }

    // MARK: Java

    private static func isJavaArchive(_ name: String) -> Bool { ["jar", "war", "ear"].contains(name.split(separator: ".").last ?? "") }

    private static func isBouncyCastle(_ name: String) -> Bool {
        name.hasSuffix(".jar") && (name.hasPrefix("bc-fips") || name.hasPrefix("bcprov"))
    }

    private mutating func look(intoArchive bytes: [UInt8], _ name: String, _ path: ImagePath) {
        let archive = JavaArchive(bytes)
        func inner(_ names: [String]) -> ImagePath { ImagePath(([path.description] + names).joined(separator: "!/")) }
        for finding in archive.findings { jars.append((inner(finding.inner), finding)) }
        if Self.isBouncyCastle(name), !archive.findings.contains(where: { $0.inner.isEmpty }) {
            // The name says what the content does not: nobody shall take it for one.
            jars.append(
                (
                    path,
                    .init(
                        inner: [], sha256: DigestAlgorithm.sha256.hex(bytes) ?? "", version: "", title: "",
                        holdsFIPSProvider: name.hasPrefix("bc-fips"), integrity: .failed("it holds no provider of Bouncy Castle"),
                        otherProvider: name.hasPrefix("bcprov") ? "Bouncy Castle without FIPS" : nil)
                ))
        }
        for library in archive.libraries {
            look(into: library.bytes, library.inner.last.map { String($0.split(separator: "/").last ?? "") } ?? "", inner(library.inner))
        }
        // Archives of other kinds (documents, Python wheels) are no concern where nothing in them is.
        if Self.isJavaArchive(name) {
            problems += archive.problems.map { "\(path): \($0)" }
        }
    }

    // MARK: Programs and libraries

    private mutating func look(into bytes: [UInt8], _ name: String, _ path: ImagePath, isElevated: Bool = false) {
        guard let object = ELFObject(bytes) else {
            if name == "fips.so" {
                providers.append((path, bytes, nil))
            } else {
                problems.append("\(path): its headers are damaged, not looked into")
            }
            return
        }
        if name == "fips.so" || (bytes.holds("OSSL_provider_init") && bytes.holds("FIPS Provider")) && !name.hasPrefix("libcrypto") {
            providers.append((path, bytes, object))
            return
        }
        if object.sections.isEmpty, bytes.holds("UPX!") {
            problems.append("\(path): packed with UPX, so nothing can be seen in it")
            return
        }
        if let info = GoBuildInfo(object) { return go(bytes, path, info) }
        if bytes.holds("nodejs_conf") { nodes.append(path) }
        if isElevated, Self.isLinkedToOpenSSL(object) { elevated.append(path) }
        let before = outside.count + modules.count + libraries.count + libcryptos.count
        let isKnown = boring(bytes, object, path)
        if !isKnown { openssl(bytes, object, name, path) }
        if bytes.holds("ring_core_0_") || bytes.holds("cargo") {
            var crates: Set<String> = []
            for (text, title) in CryptoSignatures.crates where bytes.holds(text) && crates.insert(title).inserted {
                outside.append(.init(path: path, what: title))
            }
        }
        for (prefix, kind, title) in CryptoSignatures.libraries where name.hasPrefix(prefix) && !isKnown {
            let knowsSwitch = CryptoSignatures.switches(kind).map { bytes.holds($0.text) } ?? false
            libraries.append(
                (
                    path, kind, title, knowsSwitch, DigestAlgorithm.sha256.hex(bytes) ?? "",
                    kind == .libgcrypt ? IntegrityCheck(image: image).libgcrypt(object) : nil
                ))
            break
        }
        if bytes.holds("chacha20-poly1305@openssh.com"), bytes.holds("OpenSSH_") {
            outside.append(.init(path: path, what: "OpenSSH's own ChaCha20-Poly1305, Ed25519 and UMAC"))
        } else if outside.count + modules.count + libraries.count + libcryptos.count == before, !Self.isPart(path),
            CryptoSignatures.holdsAES(bytes)
        {
            outside.append(.init(path: path, what: "an AES of its own"))
        }
    }

    /// Whether it needs a library of OpenSSL; NSS has a `libssl3.so`.
    private static func isLinkedToOpenSSL(_ object: ELFObject) -> Bool {
        object.neededLibraries().contains { name in
            ["libcrypto.so", "libcrypto-", "libssl.so", "libssl-"].contains { name.hasPrefix($0) }
        }
    }

    private mutating func go(_ bytes: [UInt8], _ path: ImagePath, _ info: GoBuildInfo) {
        var program = GoProgramBytes(
            path: path, info: info, sha256: "", holdsBoring: bytes.holds("_goboringcrypto_"),
            loadsOpenSSL: bytes.holds("github.com/golang-fips/openssl") || bytes.holds("github.com/microsoft/go-crypto-openssl"))
        if program.hasModule || program.holdsBoring { program.sha256 = DigestAlgorithm.sha256.hex(bytes) ?? "" }
        goPrograms.append(program)
    }

    private mutating func module(_ kind: FIPSModule.Kind, _ path: ImagePath, _ bytes: [UInt8], version: String, note: String) {
        modules.append(
            FIPSModule(
                kind: kind, path: path, version: version, sha256: DigestAlgorithm.sha256.hex(bytes) ?? "",
                integrity: .notProvable("it holds its own hash over code in memory, which is not computed from the file"), notes: [note]))
    }

    /// BoringCrypto and AWS-LC, which have the integrity test of BoringSSL, and wolfCrypt; and the same without FIPS.
    private mutating func boring(_ bytes: [UInt8], _ object: ELFObject, _ path: ImagePath) -> Bool {
        let isFIPS =
            bytes.holds("BORINGSSL_integrity_test") || bytes.holds("BORINGSSL_bcm_text_hash") || bytes.holds("FIPS integrity test failed.")
        if isFIPS {
            let awsVersion = object.texts(from: "AWS-LC FIPS ").lazy.map { String($0.dropFirst("AWS-LC FIPS ".count)) }
                .first { $0.first?.isNumber ?? false }
            if let awsVersion {
                module(.awsLC, path, bytes, version: awsVersion, note: "version as its text says")
            } else if bytes.holds("AWS-LC") {
                module(.awsLC, path, bytes, version: "", note: "it says no version of its FIPS module")
            } else {
                module(.boringCrypto, path, bytes, version: "", note: "BoringSSL says no version of its module in the file")
            }
            return true
        }
        if bytes.holds("wolfCrypt_GetVersion_fips") {
            module(.wolfCrypt, path, bytes, version: "", note: "the version of its FIPS module is not read from its code")
            return true
        }
        if bytes.holds("(compatible; AWS-LC") || bytes.holds("aws_lc_0_") || bytes.holds("/aws-lc-rs-") || bytes.holds("/aws-lc-sys-")
            || object.texts(from: "AWS-LC ").contains(where: { $0.dropFirst(7).first?.isNumber ?? false })
        {
            outside.append(.init(path: path, what: "AWS-LC without FIPS"))
            return true
        }
        if bytes.holds("(compatible; BoringSSL)") || CryptoSignatures.boring.contains(where: { bytes.holds($0) }) {
            outside.append(.init(path: path, what: "BoringSSL without FIPS"))
            return true
        }
        return false
    }

    /// Providers and engines that come with OpenSSL: what loads them is a matter of its configuration.
    private static func isPart(_ path: ImagePath) -> Bool {
        path.components.dropLast().last.map { folder in
            folder == Array("ossl-modules".utf8) || folder.starts(with: "engines-".utf8)
        } ?? false
    }

    private mutating func openssl(_ bytes: [UInt8], _ object: ELFObject, _ name: String, _ path: ImagePath) {
        let isLibrary = name.hasPrefix("libcrypto.so") || name.hasPrefix("libcrypto-")
        // Who is linked to the library has the text of the version it was built with, and no copy.
        if Self.isLinkedToOpenSSL(object), !isLibrary { return }
        let version = CryptoSignatures.opensslVersion(object)
        guard isLibrary else {
            if let version {
                outside.append(.init(path: path, what: "its own copy of \(version)"))
            } else if bytes.holds("crypto/evp/evp_enc.c") || bytes.holds("CRYPTOGAMS by <appro@openssl.org>"), !Self.isPart(path) {
                outside.append(.init(path: path, what: "its own copy of OpenSSL or of a relative, which says no version"))
            }
            return
        }
        guard let version else {
            if !bytes.holds("EVP_EncryptInit") { return }
            outside.append(.init(path: path, what: "a libcrypto that says no version"))
            return
        }
        func directory(_ start: StaticString) -> String? {
            object.texts(from: start).first.map { String($0.dropFirst(start.utf8CodeUnitCount).prefix { $0 != "\"" }) }
        }
        let followsHost = bytes.holds("OPENSSL_FORCE_FIPS_MODE")
        libcryptos.append(
            OpenSSLLibrary(
                path: path, version: version, directory: directory("OPENSSLDIR: \"") ?? "/etc/ssl", modules: directory("MODULESDIR: \""),
                followsHost: followsHost))
        if version.hasPrefix("OpenSSL 1.") || version.hasPrefix("OpenSSL 0.") || version.hasPrefix("LibreSSL") {
            libraries.append((path, .opensslLibrary, version, followsHost, DigestAlgorithm.sha256.hex(bytes) ?? "", nil))
        }
    }
}
