import Digest
import ImageFS
import Testing

@testable import CryptoFacts

private let table = CMVPTable(
    certificates: [
        .init(number: "9001", module: "openssl-fips-provider", version: "3.1.2", standard: "FIPS 140-3", until: "", note: "", source: "t"),
        .init(number: "9004", module: "libgcrypt", version: "*", standard: "FIPS 140-3", until: "", note: "", source: "t"),
        .init(number: "9005", module: "bc-fips", version: "2.1.*", standard: "FIPS 140-3", until: "", note: "", source: "t"),
    ], date: "2026-11-01")

private func dossier(_ files: [ImagePath: MemoryImage.Entry], environment: [String: String] = [:], user: String = "") -> FIPSDossier {
    FIPSDossier(
        MemoryImage(files), environment: environment, packages: [], table: table, approvedSSH: [:], day: "2026-11-26", user: user)
}

private func text(_ parts: String...) -> [UInt8] { parts.flatMap { Array($0.utf8) + [0] } }

private func elf(_ sections: (String, [UInt8])...) -> [UInt8] { ELFBuilder(sections: sections.map { ($0.0, $0.1) }).bytes }

private func provider(_ version: String = "3.1.2", name: String = "OpenSSL FIPS Provider", salt: UInt8 = 0x90) -> [UInt8] {
    elf((".rodata", text(name, version)), (".dynstr", text("OSSL_provider_init")), (".text", [UInt8](repeating: salt, count: 200)))
}

private func library(
    _ version: String = "3.1.2", directory: String = "/etc/ssl", modules: String = "/usr/lib/ossl-modules", more: String = ""
)
    -> [UInt8]
{
    elf((".rodata", text("OpenSSL \(version) 1 Aug 2023", "OPENSSLDIR: \"\(directory)\"", "MODULESDIR: \"\(modules)\"", more)))
}

private func mac(_ module: [UInt8]) -> String { hexadecimal(HMAC.sha256(key: IntegrityKey.openssl3, [module[...]]) ?? []) }

/// An image in which everything is right.
private func good(_ module: [UInt8] = provider(), extra: String = "") -> [ImagePath: MemoryImage.Entry] {
    [
        "/usr/lib/libcrypto.so.3": .file(bytes: library()), "/usr/lib/ossl-modules/fips.so": .file(bytes: module),
        "/etc/ssl/openssl.cnf": .file(effectiveConfiguration),
        "/etc/ssl/fipsmodule.cnf": .file("[fips_sect]\nactivate = 1\nmodule-mac = \(mac(module))\n\(extra)"),
    ]
}

@Suite("What looks validated and is not")
struct EvasionTests {
    @Test("the sample of these tests is validated, and the file that answers is named")
    func baseline() throws {
        let found = dossier(good())
        #expect(found.conclusion == .validated, "\(found.configurations.map(\.obstacles)) \(found.outside)")
        #expect(found.configurations.map(\.module) == ["/usr/lib/ossl-modules/fips.so"])
        #expect(found.modules[0].effect == .inEffect("the configuration /etc/ssl/openssl.cnf loads it"))
        #expect(found.scope.inspected == 2)
    }

    /// What is added to or taken from the sample, and why it is then not validated.
    private static let images: [(why: String, change: @Sendable (inout [ImagePath: MemoryImage.Entry]) -> Void)] = [
        (
            "is loaded from /opt/other.so, which is not in the image",
            {
                $0["/etc/ssl/fipsmodule.cnf"] = .file(
                    "[fips_sect]\nactivate = 1\nmodule = /opt/other.so\nmodule-mac = \(mac(provider()))\n")
            }
        ),
        (
            "/opt/other.so: module-mac in this configuration is of other bytes",
            {
                $0["/opt/other.so"] = .file(bytes: provider("3.1.2", salt: 1))
                $0["/etc/ssl/fipsmodule.cnf"] = .file(
                    "[fips_sect]\nactivate = 1\nmodule = /opt/other.so\nmodule-mac = \(mac(provider()))\n")
            }
        ),
        (
            "no module-mac, so OpenSSL does not load",
            {
                $0["/etc/ssl/fipsmodule.cnf"] = .file("[fips_sect]\nactivate = 1\n")
                $0["/old/fipsmodule.cnf"] = .file("[fips_sect]\nmodule-mac = \(mac(provider()))\n")
            }
        ),
        (
            "which is no FIPS provider of OpenSSL",
            {
                $0["/usr/lib/ossl-modules/fips.so"] = .link("../libcrypto.so.3"); $0["/opt/fips.so"] = .file(bytes: provider())
            }
        ),
        ("security-checks = 0 weakens", { $0 = good(extra: "security-checks = 0\n") }),
        ("conditional-errors = 0 weakens", { $0 = good(extra: "conditional-errors = 0\n") }),
        ("is no ELF file", { $0["/usr/lib/ossl-modules/fips.so"] = .file("FIPS Provider") }),
        ("/etc/ssl/openssl.cnf is not in the image", { $0["/etc/ssl/openssl.cnf"] = nil }),
    ]

    @Test("the provider that is loaded counts, and no other", arguments: images.indices)
    func loaded(_ index: Int) {
        var files = good()
        Self.images[index].change(&files)
        let found = dossier(files)
        #expect([.notValidated, .notProven].contains(found.conclusion))
        #expect(found.configurations.contains { $0.obstacles.contains { $0.contains(Self.images[index].why) } }, "\(found.configurations)")
        #expect(found.outside.contains { $0.path == "/usr/lib/libcrypto.so.3" && $0.what.contains("not in effect") })
    }

    @Test("variables of the image's configuration decide too")
    func environment() {
        #expect(dossier(good(), environment: ["OPENSSL_CONF": ""]).conclusion == .notValidated)
        #expect(dossier(good(), environment: ["OPENSSL_CONF": "/dev/null"]).conclusion == .notValidated)
        #expect(dossier(good(), environment: ["OPENSSL_MODULES": "/opt"]).conclusion == .notValidated)
        var files = good()
        files["/opt/fips.so"] = .file(bytes: provider())
        files["/usr/lib/ossl-modules/fips.so"] = nil
        #expect(dossier(files).conclusion == .notValidated)
        #expect(dossier(files, environment: ["OPENSSL_MODULES": "/opt"]).conclusion == .validated)
    }

    @Test("a provider of any name and mode is found; the same version by another maker has another certificate")
    func names() throws {
        let module = provider()
        var files = good(module, extra: "module = /srv/data\n")
        files["/srv/data"] = .file(bytes: module, mode: 0o400)
        files["/usr/lib/ossl-modules/fips.so"] = nil
        #expect(dossier(files).conclusion == .validated)
        let other = dossier(good(provider(name: "Example Linux - OpenSSL FIPS Provider")))
        #expect(other.conclusion == .notValidated)
        #expect(other.modules.map(\.name) == ["Example Linux - OpenSSL FIPS Provider"])
        #expect(other.modules[0].certificates.isEmpty)
    }

    @Test("each libcrypto has its own configuration; one without FIPS, or too old for it, stands beside")
    func libraries() throws {
        var files = good()
        files["/app/x.libs/libcrypto-0a1b2c.so.3"] = .file(bytes: library(directory: "/opt/wheel/ssl"))
        files["/usr/lib/libcrypto.so.1.1"] = .file(bytes: library("1.1.1w"))
        let found = dossier(files)
        #expect(found.conclusion == .validatedBeside)
        #expect(found.configurations.map(\.isEffective) == [true, false])
        #expect(found.outside.map(\.path) == ["/app/x.libs/libcrypto-0a1b2c.so.3", "/usr/lib/libcrypto.so.1.1"])
    }

    @Test("a library that follows the host is in FIPS mode by the variable it knows, and only by that")
    func forced() throws {
        var module = ELFBuilder(sections: [
            (".rodata", text("Red Hat Enterprise Linux 9 - OpenSSL FIPS Provider", "3.0.7-395c1a240fbfffd8")),
            (".rodata1", [UInt8](repeating: 0, count: 32)), (".text", [1, 2, 3]),
        ])
        module.sections[1].bytes = try #require(HMAC.sha256(key: IntegrityKey.openssl3, [module.bytes[...]]))
        let files: [ImagePath: MemoryImage.Entry] = [
            "/usr/lib/libcrypto.so.3": .file(bytes: library("3.0.7", more: "OPENSSL_FORCE_FIPS_MODE")),
            "/usr/lib/ossl-modules/fips.so": .file(bytes: module.bytes),
            "/etc/ssl/openssl.cnf": .file("openssl_conf = i\n[i]\nproviders = p\n[p]\ndefault = d\n[d]\nactivate = 1\n"),
        ]
        let still = dossier(files)
        #expect(still.configurations.map(\.isEffective) == [false])
        #expect(still.configurations[0].problems.contains { $0.contains("fips_enabled") })
        let forced = dossier(files, environment: ["OPENSSL_FORCE_FIPS_MODE": "1"])
        #expect(forced.configurations.map(\.isEffective) == [true])
        #expect(forced.modules[0].effect == .inEffect("OPENSSL_FORCE_FIPS_MODE of the image's configuration loads it"))
        var plain = files
        plain["/usr/lib/libcrypto.so.3"] = .file(bytes: library("3.0.7"))
        #expect(dossier(plain, environment: ["OPENSSL_FORCE_FIPS_MODE": "1"]).configurations.map(\.isEffective) == [false])
    }

    @Test(
        "what the account of the image cannot read is not in effect: OpenSSL passes over it without a word",
        arguments: ["65532:65532", "nonroot", "nobody-knows", "7"])
    func account(_ user: String) {
        let passwd: MemoryImage.Entry = .file("root:x:0:0:root:/root:/bin/sh\nnonroot:x:65532:65532::/:/bin/false\n")
        for (path, mode) in [("/etc/ssl/fipsmodule.cnf", 0o600), ("/etc/ssl/openssl.cnf", 0o640)] as [(ImagePath, UInt16)] {
            var files = good()
            files["/etc/passwd"] = passwd
            let bytes = (try? MemoryImage(files).contents(at: path, limit: 65_536)).flatMap { $0 } ?? []
            files[path] = .file(bytes: bytes, mode: mode, uid: 0, gid: 50)
            #expect(dossier(files).conclusion == .validated)
            #expect(dossier(files, user: "root").conclusion == .validated && dossier(files, user: "0:0").conclusion == .validated)
            let found = dossier(files, user: user)
            #expect(found.conclusion == .notValidated)
            #expect(found.configurations[0].obstacles.contains { $0.contains("is closed to \(user), the account of the image") })
            files[path] = .file(bytes: bytes, mode: 0o640, uid: 0, gid: 65532)
            #expect(dossier(files, user: "65532:65532").conclusion == .validated)
        }
        #expect(dossier(good(), user: user).conclusion == .validated)
    }

    @Test("a program with set-id bits or capabilities does not look at the variables that put the provider in effect")
    func elevated() {
        var files = good()
        files["/etc/ssl/fips.cnf"] = .file(effectiveConfiguration)
        files["/etc/ssl/openssl.cnf"] = .file("# nothing\n")
        let variable = ["OPENSSL_CONF": "/etc/ssl/fips.cnf"]
        #expect(dossier(files, environment: variable).conclusion == .validated)
        files["/usr/bin/server"] = .file(bytes: dynamic(needing: "libcrypto.so.3"), mode: 0o4755)
        let found = dossier(files, environment: variable)
        #expect(found.conclusion == .notValidated)
        #expect(found.configurations[0].obstacles.contains { $0.contains("/usr/bin/server has set-id bits or capabilities") })
        files["/usr/bin/server"] = .file(bytes: dynamic(needing: "libc.so.6"), mode: 0o4755)
        #expect(dossier(files, environment: variable).conclusion == .validated)
    }

    @Test("OPENSSL_FORCE_FIPS_MODE=0 is read as off by some builds and as on by others")
    func forcedOff() {
        var files = good()
        files["/usr/lib/libcrypto.so.3"] = .file(bytes: library(more: "OPENSSL_FORCE_FIPS_MODE"))
        #expect(dossier(files).conclusion == .validated)
        #expect(dossier(files, environment: ["OPENSSL_FORCE_FIPS_MODE": "0"]).conclusion == .notValidated)
    }

    @Test("a provider that nobody loads is not called broken by the MAC of another")
    func second() {
        var files = good()
        files["/usr/local/lib/ossl-modules/fips.so"] = .file(bytes: provider(salt: 7))
        let found = dossier(files)
        #expect(found.modules.map(\.integrity.isFailed) == [false, false])
        #expect(found.modules.map(\.isProven) == [true, false] || found.modules.map(\.isProven) == [false, true])
    }

    @Test("a code of another digest than SHA-256 is no broken one")
    func otherCodes() {
        let files: [ImagePath: MemoryImage.Entry] = [
            "/usr/lib/modules/5.14/vmlinuz": .file(bytes: [UInt8](repeating: 1, count: 100)),
            "/usr/lib/modules/5.14/.vmlinuz.hmac": .file(String(repeating: "ab", count: 64) + "  /boot/vmlinuz\n"),
        ]
        #expect(dossier(files).modules.map(\.integrity.isFailed) == [false])
    }

    @Test("NSS's libssl3.so is no library of OpenSSL")
    func linked() {
        let bytes = dynamic(needing: "libssl3.so", more: text("OpenSSL 1.1.1w  11 Sep 2023"))
        #expect(dossier(["/opt/x": .file(bytes: bytes)]).outside.map(\.what) == ["its own copy of OpenSSL 1.1.1w"])
        let real = dynamic(needing: "libssl.so.3", more: text("OpenSSL 1.1.1w  11 Sep 2023"))
        #expect(dossier(["/opt/x": .file(bytes: real)]).outside.isEmpty)
    }

    @Test("Node.js reads another section of the configuration")
    func node() {
        var files = good()
        files["/usr/bin/node"] = .file(bytes: elf((".rodata", text("nodejs_conf"))))
        #expect(dossier(files).outside.map(\.path) == ["/usr/bin/node"])
        #expect(dossier(files, environment: ["NODE_OPTIONS": "--openssl-shared-config"]).conclusion == .validated)
        let other = ["NODE_OPTIONS": "--openssl-shared-config --openssl-config=/dev/null"]
        #expect(dossier(files, environment: other).outside.map(\.path) == ["/usr/bin/node"])
        files["/etc/ssl/openssl.cnf"] = .file(
            "nodejs_conf = n\n\(effectiveConfiguration)\n[n]\nproviders = m\n[m]\ndefault = d\n[d]\nactivate = 1\n")
        #expect(dossier(files).outside.map(\.path) == ["/usr/bin/node"])
    }

    @Test("codes name links and several libraries; a library in FIPS mode by chance of the host is outside of the dossier's proof")
    func sidecars() throws {
        let gcrypt = elf((".text", text("LIBGCRYPT_FORCE_FIPS_MODE")))
        let nettle = elf((".text", text("nettle")))
        let gnutls = elf((".text", text("GNUTLS_FORCE_FIPS_MODE")))
        func code(_ bytes: [UInt8]) -> String { hexadecimal(HMAC.sha256(key: IntegrityKey.fipscheck, [bytes[...]]) ?? []) }
        let files: [ImagePath: MemoryImage.Entry] = [
            "/usr/lib64/libgcrypt.so.20.4.0": .file(bytes: gcrypt), "/usr/lib64/libgcrypt.so.20": .link("libgcrypt.so.20.4.0"),
            "/usr/lib64/.libgcrypt.so.20.hmac": .file(code(gcrypt)), "/usr/lib64/libgnutls.so.30.1.0": .file(bytes: gnutls),
            "/usr/lib64/libgnutls.so.30": .link("libgnutls.so.30.1.0"), "/usr/lib64/libnettle.so.8": .file(bytes: nettle),
            "/usr/lib64/.libgnutls.so.30.hmac": .file(
                "[global]\nformat-version = 1\n[libgnutls.so.30]\npath = /usr/lib64/libgnutls.so.30\nhmac = \(code(gnutls))\n"
                    + "[libnettle.so.8]\npath = /usr/lib64/libnettle.so.8\nhmac = \(code(gnutls))\n"),
        ]
        let found = dossier(files)
        #expect(found.modules.map(\.kind) == [.libgcrypt, .gnutls, .nettle])
        #expect(found.modules.map(\.isProven) == [true, true, false])
        #expect(found.modules[2].integrity.isFailed)
        #expect(found.conclusion == .notValidated)
        #expect(found.outside.count == 3)
        let forced = dossier(files, environment: ["LIBGCRYPT_FORCE_FIPS_MODE": "1", "GNUTLS_FORCE_FIPS_MODE": "0"])
        #expect(forced.outside.map(\.path) == ["/usr/lib64/libgnutls.so.30.1.0", "/usr/lib64/libnettle.so.8"])
    }

    @Test("GODEBUG of the image's configuration goes before what is built in")
    func godebug() throws {
        let program = elf((".go.buildinfo", goBuildInfo(version: "go1.25", ["GOFIPS140=v1.0.0-c2097c7c", "DefaultGODEBUG=fips140=on"])))
        let files: [ImagePath: MemoryImage.Entry] = ["/app/tool": .file(bytes: program)]
        #expect(dossier(files).goPrograms.map(\.usesModule) == [true])
        let off = dossier(files, environment: ["GODEBUG": "fips140=on,x=y,fips140=off"])
        #expect(off.goPrograms.map(\.usesModule) == [false])
        #expect(off.goPrograms[0].finding.contains("fips140=off is set by GODEBUG of the image's configuration"))
        #expect(off.outside.count == 1)
        let plain = elf((".go.buildinfo", goBuildInfo(version: "go1.25", ["CGO_ENABLED=0"])))
        let on = dossier(["/app/tool": .file(bytes: plain)], environment: ["GODEBUG": "fips140=only"])
        #expect(on.goPrograms[0].finding.contains("which is not validated"))
        #expect(on.modules.isEmpty)
        let boring = elf(
            (".go.buildinfo", goBuildInfo(version: "go1.25", ["GOEXPERIMENT=boringcrypto"])), (".t", text("_goboringcrypto_AES")))
        #expect(dossier(["/app/tool": .file(bytes: boring)]).modules.map(\.kind) == [.boringCrypto])
    }

    @Test("build information is found without sections; what cannot be looked into is said")
    func hidden() {
        // The table of sections is cut off: the file's header says there is none.
        var program = elf((".go.buildinfo", goBuildInfo(version: "go1.25", ["GOFIPS140=latest"])))
        for index in Array(0x28..<0x30) + Array(0x3c..<0x40) { program[index] = 0 }
        #expect(dossier(["/app/tool": .file(bytes: program)]).goPrograms.map(\.fips140) == ["latest"])
        var packed = elf((".x", text("UPX!")))
        for index in Array(0x28..<0x30) + Array(0x3c..<0x40) { packed[index] = 0 }
        #expect(dossier(["/app/tool": .file(bytes: packed)]).problems == ["/app/tool: packed with UPX, so nothing can be seen in it"])
        // An object file for the linker, such as a kernel module, is neither.
        var relocatable = elf((".x", text("OpenSSL 3.0.2 15 Mar 2022")))
        relocatable[16] = 1
        #expect(dossier(["/lib/modules/x.ko": .file(bytes: relocatable)]).outside.isEmpty)
        var broken = elf((".x", text("x")))
        broken[0x3d] = 0xff
        #expect(dossier(["/app/tool": .file(bytes: broken)]).problems.count == 1)
    }

    /// What a program or library holds, and what it is then called.
    private static let copies: [(name: String, bytes: [UInt8], what: String)] = [
        ("tool", elf((".x", text("OpenSSL 3.0.2 15 Mar 2022"))), "its own copy of OpenSSL 3.0.2"),
        ("tool", elf((".x", text("../crypto/evp/evp_enc.c"))), "its own copy of OpenSSL or of a relative, which says no version"),
        ("tool", elf((".x", text("OpenSSL 1.1.1 (compatible; BoringSSL)"))), "BoringSSL without FIPS"),
        ("tool", elf((".x", text("AWS-LC 1.30.1"))), "AWS-LC without FIPS"),
        ("tool", elf((".x", text("ring_core_0_17_8_x"))), "the Rust crate ring"),
        ("tool", elf((".x", text("/root/.cargo/registry/src/x/sha2-0.10.8/src/lib.rs"))), "the Rust crate sha2"),
        ("libwolfssl.so.42", elf((".x", text("x"))), "wolfSSL without FIPS"), ("_raw_aes.abi3.so", elf((".x", text("x"))), "PyCryptodome"),
        ("libcrypto.so.53", elf((".x", text("LibreSSL 3.8.2"))), "LibreSSL 3.8.2"),
        ("tool", elf((".x", text("third_party/boringssl-with-bazel/src/crypto/mem.cc"))), "BoringSSL without FIPS"),
        ("tool", elf((".x", text("aws_lc_0_44_0_EVP_sha256"))), "AWS-LC without FIPS"),
        (
            "tool", elf((".x", text("AES for x86_64, CRYPTOGAMS by <appro@openssl.org>"))),
            "its own copy of OpenSSL or of a relative, which says no version"
        ),
        (
            "sshd", elf((".x", text("OpenSSH_10.0p2", "chacha20-poly1305@openssh.com"))),
            "OpenSSH's own ChaCha20-Poly1305, Ed25519 and UMAC"
        ),
        ("libapp.so", elf((".x", sbox)), "an AES of its own"), ("busybox", elf((".x", [1, 2, 3] + table0)), "an AES of its own"),
        ("libapp.so", elf((".x", littleEndian)), "an AES of its own"),
    ]

    /// FIPS 197, figure 7: the first row of the S-box.
    private static let sbox: [UInt8] = [
        0x63, 0x7c, 0x77, 0x7b, 0xf2, 0x6b, 0x6f, 0xc5, 0x30, 0x01, 0x67, 0x2b, 0xfe, 0xd7, 0xab, 0x76,
    ]
    /// The first four words of the table of a round: of each S-box value the double, itself, itself and the triple.
    private static let table0: [UInt8] = sbox.prefix(4).flatMap { value -> [UInt8] in
        let double = UInt8(truncatingIfNeeded: Int(value) << 1) ^ (value & 0x80 != 0 ? 0x1b : 0)
        return [double, value, value, double ^ value]
    }
    private static let littleEndian: [UInt8] = stride(from: 0, to: 16, by: 4).flatMap { table0[$0..<($0 + 4)].reversed() }

    @Test("cryptography that leaves a trace is listed, also without the mode of a program", arguments: copies.indices)
    func inventory(_ index: Int) {
        let copy = Self.copies[index]
        #expect(dossier([ImagePath("/opt/\(copy.name)"): .file(bytes: copy.bytes, mode: 0o600)]).outside.map(\.what) == [copy.what])
    }

    @Test("modules that say their version: AWS-LC; those that say none stay without certificate")
    func boring() throws {
        let aws = dossier(["/opt/x": .file(bytes: elf((".x", text("AWS-LC FIPS 3.0.0", "BORINGSSL_bcm_text_hash"))))])
        #expect(aws.modules.map(\.kind) == [.awsLC])
        #expect(aws.modules.map(\.version) == ["3.0.0"])
        let boring = dossier(["/opt/x": .file(bytes: elf((".x", text("FIPS integrity test failed."))))])
        #expect(boring.modules.map(\.kind) == [.boringCrypto])
        #expect(boring.modules[0].certificates.isEmpty)
        #expect(dossier(["/opt/x": .file(bytes: elf((".x", text("wolfCrypt_GetVersion_fips"))))]).modules.map(\.kind) == [.wolfCrypt])
    }
}
