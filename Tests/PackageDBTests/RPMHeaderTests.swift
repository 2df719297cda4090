import ImageFS
import Testing

@testable import PackageDB

@Suite("Headers of rpm")
struct RPMHeaderTests {
    static func header(_ builder: RPMHeaderBuilder) throws -> RPMHeader { try header(builder.bytes) }
    static func header(_ bytes: [UInt8]) throws -> RPMHeader { try RPMHeader(bytes, instance: 1, origin: "/var/lib/rpm/Packages") }

    @Test("Name, epoch, version, release, architecture, source, time are what the tags say")
    func package() throws {
        var builder = RPMHeaderBuilder(name: "bash", version: "5.1.8", release: "9.el9", arch: "x86_64")
        builder[1003] = .int32([4])
        builder[1044] = .string("bash-5.1.8-9.el9.src.rpm")
        builder.added = [(1008, .int32([0xf000_0000]))]
        let header = try Self.header(builder)
        #expect(header.nevra == "bash-4:5.1.8-9.el9.x86_64")
        #expect(header.sourceRPM == "bash-5.1.8-9.el9.src.rpm")
        #expect(header.installTime == 0xf000_0000)
        #expect(header.signature == .none)
        #expect(header.integrity == .verified)
        #expect(header.fileCount == 0)
        #expect(try header.files().isEmpty)
        let key = try Self.header(RPMHeaderBuilder(name: "gpg-pubkey", version: "fd431d51", release: "4ae0493b", arch: nil))
        #expect(key.nevra == "gpg-pubkey-fd431d51-4ae0493b")
        #expect(key.architecture == nil)
        #expect(key.epoch == nil)
    }

    @Test("A header of rpm 3, without a region, is read")
    func legacy() throws {
        var builder = RPMHeaderBuilder(name: "old", files: ["a"])
        builder.hasRegion = false
        builder[1117] = nil
        builder[1027] = .strings(["/etc/old"])
        let header = try Self.header(builder)
        #expect(header.integrity == .unproven)
        #expect(try header.files().map(\.path) == ["/etc/old"])
        #expect(header.fileCount == 1)
    }

    @Test("A changed byte in the region does not match its digest, and a header without digests is read but not proven")
    func integrity() throws {
        var builder = RPMHeaderBuilder(name: "bash", files: ["a"])
        var bytes = builder.bytes
        let place = try #require(bytes.firstRange(of: Array("bash".utf8))).lowerBound
        bytes[place] = UInt8(ascii: "d")
        #expect(throws: RPMDamage("its SHA-256 digest does not match its content")) { try Self.header(bytes) }
        builder.hasDigests = false
        #expect(try Self.header(builder).integrity == .unproven)
        builder.added = [(269, .string(String(repeating: "0", count: 40)))]
        #expect(throws: RPMDamage("its SHA-1 digest does not match its content")) { try Self.header(builder) }
    }

    @Test("What installation added replaces what the package had")
    func added() throws {
        var builder = RPMHeaderBuilder(name: "bash")
        builder.added = [(1022, .string("aarch64"))]
        #expect(try Self.header(builder).architecture == "aarch64")
    }

    @Test(
        "A header without a name, with one twice, of another type or size is an error",
        arguments: [
            RPMHeaderBuilder([(1001, .string("1")), (1002, .string("1"))]),
            RPMHeaderBuilder([(1000, .string("")), (1001, .string("1")), (1002, .string("1"))]),
            RPMHeaderBuilder([(1000, .int32([1])), (1001, .string("1")), (1002, .string("1"))]),
            RPMHeaderBuilder([(1000, .string("a")), (1000, .string("b")), (1001, .string("1")), (1002, .string("1"))]),
            RPMHeaderBuilder([(1000, .string("a")), (1001, .string("1")), (1002, .string("1")), (1003, .int32([1, 2]))]),
            RPMHeaderBuilder([(1000, .string("a")), (1001, .string("1")), (1002, .string("1")), (5, .string("1"))]),
            RPMHeaderBuilder([]),
        ])
    func malformed(_ builder: RPMHeaderBuilder) { #expect(throws: RPMDamage.self) { try Self.header(builder) } }

    @Test("Every cut of a header is an error")
    func cut() {
        let bytes = RPMHeaderBuilder(name: "bash", files: ["a", "b"]).bytes
        for count in 0..<bytes.count { #expect(throws: RPMDamage.self) { try Self.header(Array(bytes.prefix(count))) } }
        #expect(throws: RPMDamage.self) { try Self.header(bytes + [0]) }
    }

    @Test("Files have all that the tags say of them")
    func files() throws {
        var builder = RPMHeaderBuilder(name: "x", files: ["a.conf", "link", ""])
        builder[1118] = .strings(["/etc/", "/usr/bin/", "/var/x"])
        builder[1116] = .int32([0, 1, 2])
        builder[1028] = .int32([3, 6, 4_000_000_000])
        builder[1030] = .int16([0o100640, 0o120777, 0o040755])
        builder[1036] = .strings(["", "target", ""])
        builder[1037] = .int32([17, 0, 64])
        builder[1039] = .strings(["root", "daemon", "x"])
        builder[5010] = .strings(["", "", "cap_net_raw=ep"])
        builder[5011] = .int32([8])
        builder[1045] = .int32([.max, 0xffff_ffd8, 1])
        builder[1029] = .int8([0, 2, 1])
        let header = try Self.header(builder)
        #expect(header.fileCount == 3)
        #expect(try header.fileDigestAlgorithm == .sha256)
        let files = try header.files()
        #expect(files.map(\.path) == ["/etc/a.conf", "/usr/bin/link", "/var/x"])
        #expect(files.map(\.mode) == [0o100640, 0o120777, 0o040755])
        #expect(files.map(\.user) == ["root", "daemon", "x"])
        #expect(files.map(\.size) == [3, 6, 4_000_000_000])
        #expect(files.map(\.linkTarget) == [[], Array("target".utf8), []])
        #expect(files.map(\.flags) == [[.config, .noReplace], [], .ghost])
        #expect(files.map(\.capabilities) == ["", "", "cap_net_raw=ep"])
        #expect(files.map(\.state) == [.normal, .notInstalled, .replaced])
        #expect(files.map { $0.verify.contains(.digest) } == [true, false, true])
        #expect(files.map { $0.verify.contains(.mode) } == [true, true, false])
        builder[5008] = .int64([1, 2, 1 << 40])
        builder[5011] = nil
        let large = try Self.header(builder)
        #expect(try large.files().map(\.size) == [1, 2, 1 << 40])
        #expect(try large.fileDigestAlgorithm == .md5)
    }

    @Test(
        "A list that is not there for every file, or leads to no directory, is an error with the package's name",
        arguments: [
            (1030, .int16([1])), (1039, .strings(["root"])), (1116, .int32([0, 9])), (1116, .int32([0])), (1118, .strings([])),
            (5010, .strings(["a", "b", "c"])), (1029, .int8([0, 99])), (1035, nil), (1034, .int16([1, 2])), (1028, nil),
        ] as [(UInt32, RPMHeaderBuilder.Value?)])
    func brokenFiles(_ tag: UInt32, _ value: RPMHeaderBuilder.Value?) throws {
        var builder = RPMHeaderBuilder(name: "broken", files: ["a", "b"])
        builder[tag] = value
        let error = #expect(throws: (any Error).self) { try Self.header(builder).files() }
        guard let error = error as? PackageDBError else { return }
        #expect(error.description.hasPrefix("/var/lib/rpm/Packages: cannot be read: damaged package database, header 1 (broken): its "))
    }

    @Test("A small header cannot ask for much memory")
    func bounded() throws {
        let names = [String](repeating: "", count: 200_000)
        var builder = RPMHeaderBuilder([
            (1000, .string("a")), (1001, .string("1")), (1002, .string("1")), (1117, .strings(names)),
            (1116, .int32([UInt32](repeating: 0, count: names.count))), (1118, .strings([String(repeating: "d", count: 10_000)])),
        ])
        builder.hasDigests = false
        let error = #expect(throws: PackageDBError.self) { try Self.header(builder).files() }
        #expect(error?.description.contains("longer than 256 MiB") == true)
    }

    @Test("2,000 mutants of a header are read or refused, and none ends the program")
    func mutants() {
        var generator = SeededGenerator(seed: 0x5eed)
        var builder = RPMHeaderBuilder(name: "bash", files: ["a", "b", "c"])
        builder.hasDigests = false
        builder[1003] = .int32([1])
        builder.added = [(268, .binary(RPMSignatureTests.version4)), (1008, .int32([7])), (278, .strings(["iQ=="]))]
        let bytes = builder.bytes
        var read = 0
        for _ in 0..<2_000 {
            guard let header = try? Self.header(mutant(of: bytes, using: &generator)) else { continue }
            _ = try? header.fileDigestAlgorithm
            if (try? header.files()) != nil { read += 1 }
        }
        // Most bytes are of one value that may be anything.
        #expect((100..<1_900).contains(read))
    }
}
