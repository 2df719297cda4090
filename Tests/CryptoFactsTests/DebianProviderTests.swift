import Foundation
import ImageFS
import Testing

@testable import CryptoFacts

/// Debian 13's own provider, as its packages bring it.
private enum Debian {
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let root = (ProcessInfo.processInfo.environment["STIGREADY_TEST_CACHE"] ?? "/var/tmp/stigready-tests") + "/fips"
    static let isAvailable = geteuid() == 0 && FileManager.default.fileExists(atPath: "/usr/bin/openssl")

    @discardableResult
    static func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(program) \(arguments): \(text)")
        return text
    }
}

@Suite("Debian's OpenSSL FIPS provider", .enabled(if: Debian.isAvailable, "needs root and openssl"))
struct DebianProviderTests {
    @Test("its integrity is proven by a MAC that openssl computed, and no certificate covers it")
    func provider() throws {
        try Debian.run(Debian.repository.appending(path: "Tests/Oracle/make-fips.sh").path, [])
        let module = "\(Debian.root)/usr/lib/x86_64-linux-gnu/ossl-modules/fips.so"
        try #require(FileManager.default.fileExists(atPath: module))
        let key = IntegrityKey.openssl3.map { String(format: "%02x", $0) }.joined()
        let output = try Debian.run("/usr/bin/openssl", ["dgst", "-sha256", "-mac", "HMAC", "-macopt", "hexkey:\(key)", module])
        let mac = try #require(output.split(separator: " ").last.map { String($0.filter { !$0.isWhitespace }) })
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: module)))
        let table = try CMVPTable([UInt8](try Data(contentsOf: Debian.repository.appending(path: "content/fips/cmvp.tsv"))))
        func judge(_ bytes: [UInt8]) -> FIPSDossier {
            FIPSDossier(
                MemoryImage([
                    "/usr/lib/x86_64-linux-gnu/ossl-modules/fips.so": .file(bytes: bytes),
                    "/etc/ssl/fipsmodule.cnf": .file("[fips_sect]\nactivate = 1\nmodule-mac = \(mac)\n"),
                ]), environment: [:], packages: [], table: table, approvedSSH: [:], day: "2026-11-26")
        }
        let found = judge(bytes)
        #expect(found.modules.count == 1)
        #expect(found.modules[0].version.hasPrefix("3.5."))
        #expect(found.modules[0].summary(on: found.day) == "integrity proven, validation not found")
        #expect(found.conclusion == .notValidated)
        var changed = bytes
        changed[changed.count / 2] ^= 0x20
        #expect(judge(changed).modules[0].summary(on: found.day) == "integrity broken, validation not found")
    }

    @Test("the library of the same packages says where its configuration lies, and the program that uses it is no copy of it")
    func library() throws {
        try Debian.run(Debian.repository.appending(path: "Tests/Oracle/make-fips.sh").path, [])
        let image = try DirectoryImage(path: Debian.root)
        let found = FIPSDossier(
            image, environment: [:], packages: [], table: CMVPTable(certificates: [], date: ""), approvedSSH: [:], day: "2026-11-26")
        #expect(found.configurations.map(\.path.description) == ["/usr/lib/ssl/openssl.cnf"])
        #expect(found.opensslLibraries.contains { $0.path.description.hasSuffix("libcrypto.so.3") && $0.what.hasPrefix("OpenSSL 3.5.") })
        #expect(!found.outside.contains { $0.path.description == "/usr/bin/openssl" })
    }

    @Test("a real program of Go says how it was built", .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/skopeo")))
    func go() throws {
        let object = try #require(ELFObject([UInt8](try Data(contentsOf: URL(filePath: "/usr/bin/skopeo")))))
        let info = try #require(GoBuildInfo(object))
        #expect(info.version.hasPrefix("go1."))
        #expect(info.path == "github.com/containers/skopeo/cmd/skopeo")
        #expect(info.settings["GOFIPS140"] == nil)
    }
}
