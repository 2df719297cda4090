import Digest
import Foundation
import ImageFS
import PackageDB
import Testing

@testable import CryptoFacts

private let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

private func shipped(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: repository.appending(path: "content/fips/\(name)"))) }

private let table = CMVPTable(
    certificates: [
        .init(
            number: "9001", module: "openssl-fips-provider", version: "3.1.2", standard: "FIPS 140-3", until: "2030-01-31", note: "",
            source: "test"),
        .init(
            number: "9002", module: "openssl-fips-provider", version: "3.0.8", standard: "FIPS 140-2", until: "", note: "", source: "test"),
        .init(
            number: "9003", module: "go-cryptographic-module", version: "v1.0.0", standard: "FIPS 140-3", until: "", note: "",
            source: "test"),
    ], date: "2026-11-01")

private func dossier(
    _ files: [ImagePath: MemoryImage.Entry], environment: [String: String] = [:], day: String = "2026-11-26"
) -> FIPSDossier {
    FIPSDossier(
        MemoryImage(files), environment: environment, packages: [], table: table,
        approvedSSH: ["Ciphers": ["aes256-ctr", "aes128-ctr"], "MACs": ["hmac-sha2-256"]], day: day)
}

/// A provider as OpenSSL's build makes one: what it says of itself, and where a distribution puts its MAC.
private func provider(version: String, embedded: Bool = false) throws -> [UInt8] {
    let text = Array("OpenSSL FIPS Provider".utf8) + [0] + Array(version.utf8) + [0]
    var builder = ELFBuilder(sections: [(".rodata", text), (".text", [UInt8](repeating: 0x90, count: 500))])
    guard embedded else { return builder.bytes }
    builder.sections.append((".rodata1", [UInt8](repeating: 0, count: 32)))
    let code = try #require(HMAC.sha256(key: IntegrityKey.openssl3, [builder.bytes[...]]))
    builder.sections[2].bytes = code
    return builder.bytes
}

private func image(_ module: [UInt8], mac: String?, configuration text: String = effectiveConfiguration) -> [ImagePath: MemoryImage.Entry] {
    [
        "/usr/lib/ossl-modules/fips.so": .file(bytes: module, mode: 0o755), "/etc/ssl/openssl.cnf": .file(text),
        "/etc/ssl/fipsmodule.cnf": .file(mac.map { "[fips_sect]\nactivate = 1\nmodule-mac = \($0)\n" } ?? ""),
    ]
}

private func mac(_ module: [UInt8]) throws -> String { hexadecimal(try #require(HMAC.sha256(key: IntegrityKey.openssl3, [module[...]]))) }

@Suite("The dossier of an image's cryptography")
struct DossierTests {
    @Test("a provider with its MAC, an active certificate and a configuration that uses it is validated and in effect")
    func validated() throws {
        let module = try provider(version: "3.1.2")
        let found = dossier(image(module, mac: try mac(module)))
        #expect(found.conclusion == .validated)
        #expect(found.modules.map(\.version) == ["3.1.2"])
        #expect(found.modules[0].summary(on: found.day) == "integrity proven, validated: certificate 9001, FIPS 140-3")
        #expect(found.modules[0].integrity == .proven("module-mac in the configuration of /etc/ssl/openssl.cnf"))
    }

    @Test("one byte changed breaks integrity, and nothing else makes up for it")
    func tampered() throws {
        var module = try provider(version: "3.1.2")
        let code = try mac(module)
        module[200] ^= 1
        let found = dossier(image(module, mac: code))
        #expect(found.conclusion == .notProven)
        guard case .failed = found.modules[0].integrity else {
            Issue.record("\(found.modules[0].integrity)")
            return
        }
    }

    @Test("an empty fipsmodule.cnf proves nothing")
    func empty() throws {
        let found = dossier(image(try provider(version: "3.1.2"), mac: nil))
        #expect(found.conclusion == .notProven)
        #expect(found.modules[0].notes.contains { $0.contains("no module-mac") })
    }

    @Test("the MAC in the file itself, as Red Hat and SUSE build it, is computed with its place zeroed")
    func embedded() throws {
        let version = "3.0.7-395c1a240fbfffd8"
        // The table of this test has no such version; the shipped one has.
        let found = dossier(["/usr/lib64/ossl-modules/fips.so": .file(bytes: try provider(version: version, embedded: true), mode: 0o755)])
        #expect(found.modules.map(\.version) == [version])
        #expect(found.modules[0].integrity == .proven("section .rodata1 of the file itself"))
        #expect(found.modules[0].summary(on: found.day) == "integrity proven, validation not found")
        #expect(found.conclusion == .notValidated)
        var bytes = try provider(version: version, embedded: true)
        bytes[150] ^= 1
        let changed = dossier(["/usr/lib64/ossl-modules/fips.so": .file(bytes: bytes, mode: 0o755)])
        #expect(changed.conclusion == .notProven)
    }

    @Test("status is that of the day: sunset, and the end of FIPS 140-2")
    func days() throws {
        let module = try provider(version: "3.1.2")
        #expect(dossier(image(module, mac: try mac(module)), day: "2030-02-01").conclusion == .notValidated)
        let older = try provider(version: "3.0.8")
        let files = image(older, mac: try mac(older))
        #expect(dossier(files, day: "2026-09-21").conclusion == .validated)
        let found = dossier(files, day: "2026-09-22")
        #expect(found.conclusion == .notValidated)
        #expect(found.modules[0].summary(on: found.day).contains("certificate 9002 is historical"))
    }

    @Test("a version without certificate, a configuration that does not use the module, cryptography beside it")
    func conclusions() throws {
        let unknown = try provider(version: "3.5.7")
        #expect(dossier(image(unknown, mac: try mac(unknown))).conclusion == .notValidated)
        let module = try provider(version: "3.1.2")
        let unused = effectiveConfiguration.replacing("default_properties = fips=yes", with: "")
        #expect(dossier(image(module, mac: try mac(module), configuration: unused)).conclusion == .notValidated)
        var files = image(module, mac: try mac(module))
        files["/app/tool"] = .file(
            bytes: ELFBuilder(sections: [(".rodata", Array("x\u{0}OpenSSL 3.0.2 15 Mar 2022\u{0}".utf8))]).bytes, mode: 0o755)
        let beside = dossier(files)
        #expect(beside.conclusion == .validatedBeside)
        #expect(beside.outside.map(\.path.description) == ["/app/tool"])
        #expect(beside.outside[0].what == "its own copy of OpenSSL 3.0.2")
        #expect(dossier([:]).conclusion == .none)
    }

    /// Settings of a Go program, what is found, and whether a module answers.
    static let programs: [(settings: [String], finding: String, usesModule: Bool)] = [
        (["GOFIPS140=v1.0.0", "DefaultGODEBUG=fips140=on"], "module v1.0.0, fips140=on", true),
        (["GOFIPS140=v1.0.0-c2097c7c", "DefaultGODEBUG=x=1,fips140=only"], "module v1.0.0-c2097c7c, fips140=only", true),
        (["GOFIPS140=v1.0.0"], "fips140=on is not among its defaults", false),
        (["GOFIPS140=v1.0.0", "DefaultGODEBUG=fips140=off"], "fips140=off is its default", false),
        (["GOFIPS140=latest", "DefaultGODEBUG=fips140=on"], "not validated", false), (["CGO_ENABLED=1"], "GOFIPS140 is not set", false),
        (["GOEXPERIMENT=boringcrypto"], "no code of BoringCrypto", false),
        (["GOEXPERIMENT=strictfipsruntime", "CGO_ENABLED=1"], "the OpenSSL of the image", false),
        (["GOEXPERIMENT=systemcrypto", "CGO_ENABLED=0"], "without cgo", false), (["GOFIPS140=off"], "GOFIPS140 is not set", false),
    ]

    @Test("Go programs are told apart by how they were built", arguments: programs.indices)
    func go(_ index: Int) throws {
        let example = Self.programs[index]
        let program = ELFBuilder(sections: [(".go.buildinfo", goBuildInfo(version: "go1.24.4", example.settings))]).bytes
        let found = dossier(["/app/tool": .file(bytes: program, mode: 0o755)])
        #expect(found.goPrograms.count == 1)
        #expect(found.goPrograms[0].version == "go1.24.4")
        #expect(found.goPrograms[0].finding.contains(example.finding), "\(found.goPrograms[0].finding)")
        #expect(found.goPrograms[0].usesModule == example.usesModule)
        #expect(found.outside.isEmpty == example.usesModule)
        let hasModule = example.settings.contains { $0.hasPrefix("GOFIPS140=") && $0 != "GOFIPS140=off" }
        #expect(found.modules.map(\.kind) == (hasModule ? [.go] : []))
        // Only the file of a module that a certificate names has one, and no file of Go's proves itself.
        #expect(found.conclusion == (hasModule ? .notProven : .none))
        #expect(
            found.modules.first?.certificates.map(\.number)
                == (example.settings[0].hasPrefix("GOFIPS140=v1.0.0") ? ["9003"] : hasModule ? [] : nil))
    }

    @Test("a library with its code beside it is proven by the key that made it; a changed one is broken")
    func sidecar() throws {
        let library = ELFBuilder(sections: [(".text", [1, 2, 3])]).bytes
        let code = hexadecimal(try #require(HMAC.sha256(key: IntegrityKey.fipscheck, [library[...]])))
        let good: [ImagePath: MemoryImage.Entry] = [
            "/usr/lib64/libgcrypt.so.20.4.0": .file(bytes: library), "/usr/lib64/.libgcrypt.so.20.4.0.hmac": .file("\(code)\n"),
        ]
        guard case .proven(let place) = try #require(dossier(good).modules.first).integrity else {
            Issue.record("not proven")
            return
        }
        #expect(place.contains("/usr/lib64/.libgcrypt.so.20.4.0.hmac"))
        var bad = good
        bad["/usr/lib64/libgcrypt.so.20.4.0"] = .file(bytes: ELFBuilder(sections: [(".text", [1, 2, 4])]).bytes)
        guard case .failed = try #require(dossier(bad).modules.first).integrity else {
            Issue.record("not broken")
            return
        }
        #expect(dossier(["/usr/lib64/libgcrypt.so.20.4.0": .file(bytes: library)]).outside.map(\.what) == ["Libgcrypt"])
    }

    @Test("Java: the FIPS provider first, approved algorithms only; debug editions are never validated")
    func java() throws {
        let first = "security.provider.1=org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider C:HYBRID\nsecurity.provider.2=SUN\n"
        let path: ImagePath = "/opt/java/conf/security/java.security"
        #expect(dossier([path: .file(first)]).java.map(\.isEffective) == [false])
        let environment = ["JAVA_TOOL_OPTIONS": "-Xmx1g -Dorg.bouncycastle.fips.approved_only=true"]
        #expect(dossier([path: .file(first)], environment: environment).java.map(\.isEffective) == [true])
        let second = first.replacing("provider.1", with: "provider.3")
        #expect(dossier([path: .file(second)], environment: environment).java.map(\.isEffective) == [false])
        let debug = dossier(["/app/bc-fips-debug-2.1.0.jar": .file("PK"), "/app/bcprov-jdk18on-1.78.jar": .file("PK")])
        #expect(debug.modules.map(\.version) == ["debug"])
        #expect(debug.modules[0].integrity == .failed("it holds no provider of Bouncy Castle"))
        #expect(debug.outside.map(\.what) == ["Bouncy Castle without FIPS"])
    }

    @Test("lists of SSH are compared as sets, drop-ins too; what is not set is said")
    func ssh() throws {
        let found = try #require(
            dossier([
                "/etc/ssh/sshd_config": "ciphers aes256-ctr,chacha20-poly1305@openssh.com\nMACs +hmac-md5\n# Ciphers none\n",
                "/etc/ssh/sshd_config.d/10.conf": "Ciphers aes128-ctr,aes256-ctr\n",
            ]).ssh)
        #expect(found.lines.map(\.path.description) == ["/etc/ssh/sshd_config.d/10.conf", "/etc/ssh/sshd_config", "/etc/ssh/sshd_config"])
        #expect(found.lines.map(\.unapproved) == [[], ["chacha20-poly1305@openssh.com"], ["hmac-md5"]])
        #expect(found.lines.map(\.changesDefaults) == [false, false, true])
        #expect(found.unset == ["KexAlgorithms", "HostKeyAlgorithms", "PubkeyAcceptedAlgorithms"])
        #expect(dossier(["/etc/hostname": "x"]).ssh == nil)
        let policy = try #require(
            dossier([
                "/etc/ssh/sshd_config": "Include /etc/crypto-policies/back-ends/open*.config\nPubkeyAcceptedKeyTypes ssh-dss\n",
                "/etc/crypto-policies/back-ends/opensshserver.config": "Ciphers 3des-cbc\nInclude ../ssh/sshd_config\n",
                "/etc/crypto-policies/back-ends/other.config": "MACs none\n",
            ]).ssh)
        #expect(policy.lines.map(\.directive) == ["PubkeyAcceptedAlgorithms", "Ciphers"])
    }

    @Test("changed and cut bytes of programs never trap")
    func mutants() throws {
        let module = try provider(version: "3.1.2", embedded: true)
        let program = ELFBuilder(sections: [(".go.buildinfo", goBuildInfo(version: "go1.24.4", ["GOFIPS140=v1.0.0"]))]).bytes
        var state: UInt64 = 42
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var provenUnchanged = 0
        for original in [module, program] {
            for _ in 0..<400 {
                var bytes = original
                for _ in 0...next(4) { bytes[next(bytes.count)] = UInt8(truncatingIfNeeded: next(256)) }
                if next(3) == 0 { bytes.removeLast(next(bytes.count)) }
                let found = dossier(["/usr/lib/fips.so": .file(bytes: bytes, mode: 0o755), "/app/x": .file(bytes: bytes, mode: 0o755)])
                if bytes != original, found.modules.contains(where: { if case .proven = $0.integrity { true } else { false } }) {
                    provenUnchanged += 1
                }
            }
        }
        #expect(provenUnchanged == 0)
    }
}

@Suite("The table of certificates")
struct CMVPTableTests {
    @Test("the shipped one is read, dated, and names a source and a day for each line")
    func shipped() throws {
        let table = try CMVPTable(CryptoFactsTests.shipped("cmvp.tsv"))
        #expect(table.certificates.count >= 10)
        #expect(table.certificates.allSatisfy { $0.source.contains("(20") && Int($0.number) != nil })
        #expect(Set(table.certificates.map(\.module)).isSubset(of: Set(FIPSModule.Kind.allCases.map(\.rawValue))))
        #expect(table.certificates(of: "openssl-fips-provider", version: "3.5.9").isEmpty)
        #expect(table.certificates(of: "bc-fips", version: "2.1.2").map(\.number) == ["4943"])
        #expect(table.certificates(of: "openssl-fips-provider", version: "3.0.7-395c1a240fbfffd8").map(\.number) == ["4857"])
        #expect(table.certificates(of: "openssl-fips-provider", version: "3.0.7").isEmpty)
        #expect(Set(SSHAlgorithms.approved(try CryptoFactsTests.shipped("ssh-algorithms.tsv")).keys) == Set(SSHAlgorithms.directives))
    }

    static let broken: [(text: String, why: String)] = [
        ("", "no line \"# date"), ("# date: 2026-01-01\nnumber\tmodule\n", "line 2: the columns"),
        ("certificate\tmodule\tversion\tstandard\tuntil\tnote\tsource\tread\n1\t2\n", "line 2: 2 columns"),
        (
            "certificate\tmodule\tversion\tstandard\tuntil\tnote\tsource\tread\n1\tm\t1\tFIPS 140\t\t\ts\t2026-01-01\n",
            "line 2: the standard"
        ),
        (
            "certificate\tmodule\tversion\tstandard\tuntil\tnote\tsource\tread\n1\tm\t1\tFIPS 140-3\t\t\t\t2026-01-01\n",
            "line 2: a certificate needs"
        ),
        (
            "certificate\tmodule\tversion\tstandard\tuntil\tnote\tsource\tread\n1\tm\t1\tFIPS 140-3\tsoon\t\ts\t2026-01-01\n",
            "\"soon\" is no day"
        ),
    ]

    @Test("what is wrong is said with its line", arguments: broken.indices)
    func errors(_ index: Int) {
        let example = Self.broken[index]
        let error = #expect(throws: CMVPTable.FormatError.self) { try CMVPTable(Array(example.text.utf8)) }
        #expect(error?.description.contains(example.why) == true, "\(error?.description ?? "")")
    }
}
