import Digest
import Diagnostics
import ImageFS
import Testing
import Zip

@testable import CryptoFacts

private let table = CMVPTable(
    certificates: [
        .init(number: "9005", module: "bc-fips", version: "2.1.*", standard: "FIPS 140-3", until: "", note: "", source: "t")
    ], date: "2026-11-01")

private func dossier(_ files: [ImagePath: MemoryImage.Entry], environment: [String: String] = [:]) -> FIPSDossier {
    FIPSDossier(MemoryImage(files), environment: environment, packages: [], table: table, approvedSSH: [:], day: "2026-11-26")
}

private let provider = "org/bouncycastle/jcajce/provider/BouncyCastleFipsProvider.class"

/// An archive as Bouncy Castle builds one: classes, a manifest, and the MAC over the classes.
private func fipsArchive(version: String, class bytes: String = "class", mac key: [UInt8] = IntegrityKey.bouncyCastle) throws -> [UInt8] {
    let classes = [("a/B.class", "x"), (provider, bytes)]
    var pieces: [[UInt8]] = []
    for (name, content) in classes {
        pieces.append(Array("[\(name)".utf8) + [0, 0, 0, 0, 0, 0, 0, UInt8(content.utf8.count)] + Array("]\(content)".utf8))
    }
    pieces.append(Array("[END]".utf8))
    let code = hexadecimal(try #require(HMAC.sha256(key: key, pieces.map { $0[...] })))
    let manifest = "Manifest-Version: 1.0\r\nBundle-Symbolic\r\n Name: bc-fips\r\nBundle-Version: \(version)\r\n\r\nName: x\r\n"
    return try ZipArchive(
        [.init("META-INF/MANIFEST.MF", Array(manifest.utf8))] + classes.map { .init($0.0, Array($0.1.utf8)) }
            + [.init("META-INF/HMAC.SHA256", Array("\(code)\n".utf8))]
    ).bytes()
}

@Suite("Java's cryptography")
struct JavaTests {
    @Test("an archive is what its content says, whatever its name: version by its manifest, integrity by its classes")
    func renamed() throws {
        let bytes = try fipsArchive(version: "2.1.0")
        let found = dossier(["/app/lib/utility.jar": .file(bytes: bytes)])
        #expect(found.modules.map(\.kind) == [.bouncyCastle])
        #expect(found.modules.map(\.version) == ["2.1.0"])
        #expect(found.modules[0].integrity == .proven("META-INF/HMAC.SHA256 in the archive itself"))
        #expect(found.modules[0].certificates.map(\.number) == ["9005"])
        // Nothing in an image proves that a program is started with it.
        #expect(found.conclusion == .notValidated)
        let lying = dossier(["/app/bc-fips-2.1.0.jar": .file(bytes: try fipsArchive(version: "9.9"))])
        #expect(lying.modules.map(\.version) == ["9.9"])
        #expect(lying.modules[0].notes.contains("its file name says 2.1.0"))
        #expect(lying.modules[0].certificates.isEmpty)
    }

    @Test("what lies deeper, below another folder, behind a script or outside of any archive is seen, or said to be not looked into")
    func hidden() throws {
        let other = "org/bouncycastle/jce/provider/BouncyCastleProvider.class"
        let plain = try ZipArchive([.init(other, [1])]).bytes()
        func found(_ bytes: [UInt8]) -> FIPSDossier { dossier(["/app/app.jar": .file(bytes: bytes)]) }
        #expect(
            found(Array("#!/bin/bash\nexec java -jar \"$0\"\nexit 0\n".utf8) + plain).outside.map(\.what) == ["Bouncy Castle without FIPS"])
        #expect(found(try ZipArchive([.init("BOOT-INF/classes/\(other)", [1])]).bytes()).outside.count == 1)
        #expect(dossier([ImagePath("/app/\(other)"): .file("class")]).outside.map(\.path) == [ImagePath("/app/\(other)")])
        var nested = plain
        for name in ["a.jar", "b.jar", "c.jar", "d.jar"] { nested = try ZipArchive([.init(name, nested)]).bytes() }
        let deep = found(nested)
        #expect(deep.outside.isEmpty && deep.problems.count == 1, "\(deep.problems)")
        let library = ELFBuilder(sections: [(".x", Array("OpenSSL 3.0.2 15 Mar 2022\0".utf8))]).bytes
        #expect(found(try ZipArchive([.init("native/libx.so.20.5.0", library)]).bytes()).outside.count == 1)
        #expect(found(Array("no archive at all".utf8)).problems.count == 1)
    }

    @Test("one class changed, or a MAC by another key, is broken")
    func changed() throws {
        var bytes = try fipsArchive(version: "2.1.0", mac: [1])
        #expect(dossier(["/a.jar": .file(bytes: bytes)]).modules.map(\.integrity.isFailed) == [true])
        bytes = try ZipArchive([.init(provider, [1])]).bytes()
        #expect(dossier(["/a.jar": .file(bytes: bytes)]).modules.map(\.integrity.isFailed) == [true])
        #expect(dossier(["/a.jar": .file(bytes: bytes)]).conclusion == .notProven)
    }

    @Test("archives in archives are looked into, native libraries in them too; what is damaged is said")
    func nested() throws {
        let plain = try ZipArchive([.init("org/bouncycastle/jce/provider/BouncyCastleProvider.class", [1])]).bytes()
        let native = ELFBuilder(sections: [(".x", Array("OpenSSL 1.1.1 (compatible; BoringSSL)\u{0}".utf8))]).bytes
        let application = try ZipArchive([
            .init("BOOT-INF/lib/a.jar", try fipsArchive(version: "2.1.0")), .init("BOOT-INF/lib/b.jar", plain),
            .init("META-INF/native/libnetty.so", native),
        ]).bytes()
        let found = dossier(["/app.jar": .file(bytes: application)])
        #expect(found.modules.map(\.path) == ["/app.jar!/BOOT-INF/lib/a.jar"])
        #expect(found.outside.map(\.what) == ["Bouncy Castle without FIPS", "BoringSSL without FIPS"])
        #expect(found.outside.map(\.path) == ["/app.jar!/BOOT-INF/lib/b.jar", "/app.jar!/META-INF/native/libnetty.so"])
        let cut = dossier(["/app.jar": .file(bytes: Array(application.dropLast(40)))])
        #expect(cut.problems.count == 1)
        #expect(dossier(["/book.docx": .file(bytes: Array(application.dropLast(40)))]).problems.isEmpty)
    }

    @Test("changed and cut bytes of archives never trap, and hardly ever prove anything")
    func mutants() throws {
        let original = try fipsArchive(version: "2.1.0")
        var state: UInt64 = 3
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var proven = 0
        for _ in 0..<1500 {
            var bytes = original
            for _ in 0...next(6) { bytes[next(bytes.count)] = UInt8(truncatingIfNeeded: next(256)) }
            if next(4) == 0 { bytes.removeLast(next(bytes.count)) }
            if JavaArchive(bytes).findings.contains(where: { !$0.integrity.isFailed }) { proven += 1 }
        }
        // What is neither a class nor its name (times, the manifest) may be changed.
        #expect(proven < 1000)
        #expect(JavaArchive(original).findings.map(\.integrity.isFailed) == [false])
    }

    private static let first = "security.provider.1=org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider C:HYBRID\n"
    private static let approved = "org.bouncycastle.fips.approved_only=true\n"

    /// A `java.security`, options, a second file, and whether the FIPS provider is in effect.
    private static let settings: [(file: String, options: String, second: String?, isEffective: Bool)] = [
        (first + approved, "", nil, true), (first + "org.bouncycastle.fips.approved_only = true", "", nil, true),
        ("security.provider.1 : \\\n  BCFIPS\n" + approved, "", nil, true), (first, "", nil, false),
        (first + approved.replacing("true", with: "false"), "-Dorg.bouncycastle.fips.approved_only=true", nil, false),
        (first, "-Dorg.bouncycastle.fips.approved_only=true -Dorg.bouncycastle.fips.approved_only=false", nil, false),
        (first.replacing("provider.1", with: "provider.2") + approved, "", nil, false),
        (first + first.replacing("org.", with: "x.") + approved, "", nil, false),
        (first + approved, "-Djava.security.properties=/etc/more", "security.provider.1=SUN\n", false),
        ("security.provider.1=SUN\n", "-Djava.security.properties==/etc/more", first + approved, true),
        (
            first + approved + "security.overridePropertiesFile=false", "-Djava.security.properties=/etc/more", "security.provider.1=SUN\n",
            true
        ),
        (first + approved, "-Djava.security.properties=/etc/none", nil, false),
        (first + "security.provider.2=BCJSSE fips:BCFIPS\nsecurity.provider.3=SUN\n" + approved, "", nil, true),
        (first + "security.provider.2=SUN\nsecurity.provider.3=SunJCE\n" + approved, "", nil, false),
    ]

    @Test("providers as Java reads them", arguments: settings.indices)
    func providers(_ index: Int) throws {
        let example = Self.settings[index]
        let runtime: ImagePath = "/opt/java/conf/security/java.security"
        var files: [ImagePath: MemoryImage.Entry] = [runtime: .file(example.file)]
        if let second = example.second { files["/etc/more"] = .file(second) }
        let found = dossier(files, environment: ["JAVA_TOOL_OPTIONS": example.options])
        #expect(found.java.map(\.isEffective) == [example.isEffective], "\(found.java.map(\.obstacle))")
        // Without an archive that holds the provider Java goes on to the next one.
        #expect(found.outside.map(\.path) == [runtime])
        files["/opt/java/lib/bc.jar"] = .file(bytes: try fipsArchive(version: "2.1.0"))
        #expect(dossier(files, environment: ["JAVA_TOOL_OPTIONS": example.options]).outside.isEmpty == example.isEffective)
    }
}
