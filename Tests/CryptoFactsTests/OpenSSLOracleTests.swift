import Foundation
import ImageFS
import Testing

@testable import CryptoFacts

/// openssl(1) of this machine, asked which providers are active under a configuration.
private enum Oracle {
    static let program = "/usr/bin/openssl"
    static let isAvailable = FileManager.default.isExecutableFile(atPath: program)

    static func activeProviders(_ configuration: URL, environment: [String: String]) throws -> Set<String> {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = ["list", "-providers"]
        process.environment = environment.merging(["OPENSSL_CONF": configuration.path, "LC_ALL": "C"]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        // Names are indented by two blanks, what is said of them by four.
        return Set(text.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }.map { String($0.dropFirst(2)) })
    }
}

@Suite("OpenSSL itself reads its configuration the same way", .enabled(if: Oracle.isAvailable, "needs openssl"))
struct OpenSSLOracleTests {
    /// Every setting of the sample, with providers that any build of OpenSSL has.
    private static let sample = """
        name = base
        openssl_conf = openssl_init
        .include more.cnf
        [openssl_init]
        alg_section = algorithm_sect
        providers = provider_sect
        [provider_sect]
        1.default = default_sect
        base = ${name}_sect
        legacy = legacy_sect
        [base_sect]
        activate = 1 # always
        [default_sect]
        other = thing
        [algorithm_sect]
        default_properties = '?fips=no'
        [legacy_sect]
        """
    private static let more = "[default_sect]\nactivate = 1\n[default]\n"

    /// What the reader takes to be active.
    private func active(_ text: String, in folder: URL) throws -> Set<String> {
        let image = MemoryImage([
            ImagePath(folder.appending(path: "openssl.cnf").path): .file(text),
            ImagePath(folder.appending(path: "more.cnf").path): .file(Self.more),
        ])
        let found = try #require(
            OpenSSLConfigurationReader.effective(
                in: image, directory: folder.path, environment: ["OPENSSL_CONF_INCLUDE": folder.path, "WORD": "1"]))
        // A circle makes OpenSSL give up with no provider at all.
        if found.obstacles.contains(where: { $0.contains("lead back") }) { return ["circle"] }
        let names = Set(found.providers.filter { $0.isActivated != false }.map(\.name))
        return names.isEmpty ? ["default"] : names
    }

    @Test("hundreds of changed configurations activate the same providers")
    func mutants() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "stigready-openssl-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Self.more.write(to: folder.appending(path: "more.cnf"), atomically: true, encoding: .utf8)
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let pieces = [
            "[", "]", "=", "$", "\\", "#", ";", "'", "\"", "`", "{", "}", "::", ".", " ", "\t", "\n", "x", "${ENV::WORD}", "$name", "\\\n",
            "default::", "providers.2 = provider_sect\n", "legacy = legacy_sect\n[legacy_sect]\nactivate = $ENV::WORD\n", "\r\n", "(", ")",
            "!",
        ]
        var differences: [String] = []
        var kinds: Set<Set<String>> = []
        for _ in 0..<400 {
            var lines = Self.sample.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            for _ in 0..<next(3) {
                let index = next(lines.count)
                switch next(3) {
                case 0: lines.remove(at: index)
                case 1: lines.swapAt(index, next(lines.count))
                default: lines.insert(lines[next(lines.count)], at: index)
                }
            }
            var text = lines.joined(separator: "\n")
            for _ in 0..<next(3) {
                let place = text.index(text.startIndex, offsetBy: next(text.count))
                text.insert(contentsOf: pieces[next(pieces.count)], at: place)
            }
            let file = folder.appending(path: "openssl.cnf")
            try text.write(to: file, atomically: true, encoding: .utf8)
            let expected = try Oracle.activeProviders(file, environment: ["OPENSSL_CONF_INCLUDE": folder.path, "WORD": "1"])
            let found = try active(text, in: folder)
            kinds.insert(expected)
            // A name that is no provider of this machine is not loaded; the reader does not know which ones there are.
            let known: Set = ["base", "default", "legacy", "null"]
            if found.isSubset(of: known), found != expected { differences.append("\(expected.sorted()) not \(found.sorted()):\n\(text)") }
        }
        let count = differences.count
        #expect(count == 0, "the first: \(differences.prefix(3).joined(separator: "\n"))")
        #expect(kinds.count >= 3)
    }
}
