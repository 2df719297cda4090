import ImageFS
import Testing

@testable import PackageDB

@Suite("The database of rpm in an image")
struct RPMDatabaseTests {
    static let two: [(instance: UInt32, bytes: [UInt8])] = [
        (1, RPMHeaderBuilder(name: "bash", files: ["a", "b"]).bytes), (5, RPMHeaderBuilder(name: "sed").bytes),
    ]
    static let other = [(instance: UInt32(1), bytes: RPMHeaderBuilder(name: "zsh").bytes)]

    static func blobs(_ sqlite: [UInt8]) throws -> [(instance: UInt32, bytes: [UInt8])] { try RPMSQLite.headers(sqlite) }

    static func read(_ entries: [ImagePath: MemoryImage.Entry]) throws -> RPMDatabase? { try RPMDatabase(in: MemoryImage(entries)) }

    static func error(_ entries: [ImagePath: MemoryImage.Entry]) -> String {
        do throws(PackageDBError) {
            let database = try RPMDatabase(in: MemoryImage(entries))
            return database.map { "read \($0.headers.count)" } ?? "none"
        } catch { return error.description }
    }

    /// Whatever is changed in a database, either it is refused or its packages are still the same: none is lost in silence.
    static func checkMutants(of bytes: [UInt8], at path: ImagePath, seed: UInt64, count: Int = 2_000) throws {
        let whole = try #require(try read([path: .file(bytes: bytes)])).headers.map(\.nevra)
        var generator = SeededGenerator(seed: seed)
        var refused = 0
        for number in 0..<count {
            do throws(PackageDBError) {
                let image = MemoryImage([path: .file(bytes: mutant(of: bytes, using: &generator))])
                let headers = try RPMDatabase(in: image)?.headers ?? []
                #expect(headers.map(\.nevra) == whole, "mutant \(number) of \(path)")
                for header in headers { _ = try header.files() }
            } catch {
                refused += 1
                #expect(!error.description.contains("\n"))
            }
        }
        #expect(refused > count / 10)
    }

    @Test("An NDB database is read in the order of its numbers")
    func ndbDatabase() throws {
        let database = try #require(try Self.read(["/usr/lib/sysimage/rpm/Packages.db": .file(bytes: ndb(Self.two.reversed()))]))
        #expect(database.headers.map(\.nevra) == ["bash-1-1.noarch", "sed-1-1.noarch"])
        #expect(database.headers.map(\.instance) == [1, 5])
        #expect(try database.headers.first?.files().map(\.path) == ["/usr/share/bash/a", "/usr/share/bash/b"])
        let packages = PackageDatabase(database)
        #expect(packages.kind == .rpm)
        #expect(packages.sources == ["/usr/lib/sysimage/rpm/Packages.db"])
        #expect(packages.packages(named: "sed").map(\.version) == [Package.Version(version: "1", release: "1")])
        #expect(packages.packages(named: "sed").map(\.isPresent) == [true])
        #expect(packages.packages(named: "zsh").isEmpty)
    }

    @Test("A database without packages is one, and an image without a database has none")
    func empty() throws {
        #expect(try Self.read(["/var/lib/rpm/Packages.db": .file(bytes: ndb([]))])?.headers.isEmpty == true)
        #expect(try Self.read(["/var/lib/dpkg/status": ""]) == nil)
        #expect(try PackageDatabase.rpm(in: MemoryImage(["/var/lib/rpm/.rpm.lock": ""])) == nil)
    }

    @Test("One database by two names is one; two that differ are an error, unless all but one are empty")
    func several() throws {
        let entry = MemoryImage.Entry.file(bytes: ndb(Self.two))
        let linked = try #require(
            try Self.read(["/usr/lib/sysimage/rpm/Packages.db": entry, "/var/lib/rpm": .link("../../usr/lib/sysimage/rpm")]))
        #expect(linked.sources == ["/var/lib/rpm/Packages.db"])
        #expect(linked.headers.count == 2)
        let same = try #require(try Self.read(["/usr/lib/sysimage/rpm/Packages.db": entry, "/var/lib/rpm/Packages.db": entry]))
        #expect(same.headers.count == 2)
        #expect(same.sources == ["/var/lib/rpm/Packages.db", "/usr/lib/sysimage/rpm/Packages.db"])
        let empty = MemoryImage.Entry.file(bytes: ndb([]))
        #expect(try Self.read(["/usr/share/rpm/Packages.db": entry, "/var/lib/rpm/Packages.db": empty])?.headers.count == 2)
        #expect(try Self.read(["/usr/share/rpm/Packages.db": empty, "/var/lib/rpm/Packages.db": entry])?.headers.count == 2)
        let error = Self.error(["/usr/share/rpm/Packages.db": .file(bytes: ndb(Self.other)), "/var/lib/rpm/Packages.db": entry])
        #expect(error.contains("/usr/share/rpm/Packages.db: "))
        #expect(error.contains("/var/lib/rpm/Packages.db is a database of rpm too"))
    }

    @Test("What is there and cannot be read is an error with its path, never an image without packages")
    func unreadable() {
        for name in ["rpmdb.sqlite", "Packages.db", "Packages"] {
            let path = ImagePath("/var/lib/rpm/\(name)")
            for entry in [
                .file(""), .file("nonsense"), .file(bytes: [UInt8](repeating: 0, count: 65536)), .link("/gone"), .directory(),
                .special(.fifo),
            ] as [MemoryImage.Entry] {
                #expect(Self.error([path: entry]).hasPrefix("\(path): "), "\(name) \(entry.metadata.kind)")
            }
            var closed = MemoryImage.Entry.file("x")
            closed.isUnreadable = true
            #expect(Self.error([path: closed]).hasPrefix("\(path): cannot be read"))
        }
        #expect(Self.error(["/var/lib/rpm": .file("x")]).hasPrefix("/var/lib/rpm: "))
    }

    @Test("rpm's indexes without a database of packages are an error")
    func remains() {
        for name in ["Index.db", "Name", "rpmdb.sqlite-wal", "Providename"] {
            #expect(Self.error([ImagePath("/usr/lib/sysimage/rpm/\(name)"): "x"]).contains("no database of packages"))
        }
        #expect(Self.error(["/var/lib/rpm/.rpm.lock": "", "/var/lib/rpm/rpmdb.sqlite-shm": ""]) == "none")
    }

    @Test("A damaged header spoils the database, and the error names it")
    func damagedHeader() throws {
        var bytes = RPMHeaderBuilder(name: "bash").bytes
        let place = try #require(bytes.firstRange(of: Array("bash".utf8))).lowerBound
        bytes[place] = 0x64
        #expect(
            Self.error(["/var/lib/rpm/Packages.db": .file(bytes: ndb([(1, Self.other[0].bytes), (9, bytes)]))])
                == "/var/lib/rpm/Packages.db: cannot be read: damaged package database, header 9: its SHA-256 digest does not match its content"
        )
    }

    @Test("Formats that are not read are said to be so")
    func unsupported() {
        func berkeley(_ change: (inout [UInt8]) -> Void) -> String {
            var page = [UInt8](repeating: 0, count: 4096)
            page.replaceSubrange(12..<24, with: [0x61, 0x15, 6, 0, 9, 0, 0, 0, 0, 16, 0, 0])
            change(&page)
            return Self.error(["/var/lib/rpm/Packages": .file(bytes: page)])
        }
        #expect(
            berkeley {
                $0[12...13] = [0x62, 0x31]; $0[14] = 5
            } == "/var/lib/rpm/Packages: cannot be read: a B-tree of BerkeleyDB is not supported")
        #expect(berkeley { $0[16] = 7 }.contains("version 7"))
        #expect(berkeley { $0[24] = 1 }.contains("encryption"))
        #expect(berkeley { $0[32] = 1 }.contains("more than the file has"))
        var later = ndb(Self.two)
        later[4] = 1
        #expect(Self.error(["/var/lib/rpm/Packages.db": .file(bytes: later)]).contains("version 1 of the NDB format is not supported"))
    }

    @Test("A bucket of BerkeleyDB whose page was never written has no headers")
    func unwrittenBucket() throws {
        var pages = [UInt8](repeating: 0, count: 8192)
        pages.replaceSubrange(12..<24, with: [0x61, 0x15, 6, 0, 9, 0, 0, 0, 0, 16, 0, 0])
        pages[32] = 1
        pages[96] = 1
        #expect(try Self.read(["/var/lib/rpm/Packages": .file(bytes: pages)])?.headers.isEmpty == true)
        pages[8000] = 1
        #expect(Self.error(["/var/lib/rpm/Packages": .file(bytes: pages)]).contains("page 1 is not where it should be"))
    }

    @Test("A journal of SQLite that was cut off is an error, and a log that is none too")
    func journals() {
        let magic: [UInt8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]
        let database = MemoryImage.Entry.file("x")
        #expect(
            Self.error(["/var/lib/rpm/rpmdb.sqlite": database, "/var/lib/rpm/rpmdb.sqlite-journal": .file(bytes: magic + magic)])
                .hasPrefix("/var/lib/rpm/rpmdb.sqlite-journal: "))
        #expect(
            Self.error([
                "/var/lib/rpm/rpmdb.sqlite": database,
                "/var/lib/rpm/rpmdb.sqlite-wal": .file(bytes: magic + [UInt8](repeating: 0, count: 32)),
            ])
            .hasPrefix("/var/lib/rpm/rpmdb.sqlite-wal: "))
        // The log lies beside the file, not beside a link to it.
        #expect(
            Self.error([
                "/var/lib/rpm/rpmdb.sqlite": .link("/data/db"), "/data/db": database,
                "/data/db-wal": .file(bytes: magic + [UInt8](repeating: 0, count: 32)),
            ]).hasPrefix("/data/db-wal: "))
    }

    @Test("2,000 mutants of an NDB database are refused or have the same packages")
    func ndbMutants() throws { try Self.checkMutants(of: ndb(Self.two), at: "/var/lib/rpm/Packages.db", seed: 2) }
}
