import ImageFS
import PackageDB
import Testing

private let missingTools: Comment = "no rpm and rpmbuild to make databases with: apt-get install rpm"
private let missingLoader: Comment = "no tool to make databases of BerkeleyDB with: apt-get install rpm db5.3-util"
private let missingShell: Comment = "no tool to make a write-ahead log with: apt-get install rpm sqlite3"

@Suite("Databases that rpm made")
struct RPMOracleTests {
    static func database(_ entries: [ImagePath: MemoryImage.Entry]) throws -> RPMDatabase {
        try #require(try RPMDatabase(in: MemoryImage(entries)))
    }

    /// What this reader says, in the words that rpm was asked for.
    static func said(of database: RPMDatabase) throws -> RPMFixture.Said {
        let packages = database.headers.map { header in
            let signature =
                switch header.signature {
                case .none: "(none)"
                case .key(let key): "Key ID \(key)"
                case .unreadable: "unreadable"
                }
            let parts: [String?] = [
                header.nevra, header.epoch.map(String.init), header.version, header.release, header.architecture, header.sourceRPM,
                header.installTime.map(String.init),
            ]
            return parts.map { $0 ?? "(none)" }.joined(separator: "|") + "|" + signature
        }
        let files = try database.headers.flatMap { try $0.files() }.map { file in
            let parts: [any CustomStringConvertible] = [
                file.path, file.mode, file.user, file.group, file.size, file.modificationTime, file.digest,
                String(decoding: file.linkTarget, as: UTF8.self), file.flags.rawValue, file.device, file.capabilities, file.state.rawValue,
                file.verify.rawValue,
            ]
            return parts.map(\.description).joined(separator: "|")
        }
        return RPMFixture.Said(packages: packages.sorted(), files: files.sorted())
    }

    static func expectSame(_ database: RPMDatabase, as said: RPMFixture.Said) throws {
        let ours = try Self.said(of: database)
        // rpm's digest is not asked of this reader, which has verified it; of rpm's signature only the key is compared.
        let theirs = said.packages.map { line in
            var parts = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            if let key = parts.last?.firstRange(of: "Key ID "), let last = parts.popLast() { parts.append(String(last[key.lowerBound...])) }
            parts.remove(at: 7)
            return parts.joined(separator: "|")
        }
        #expect(ours.packages == theirs.sorted())
        // rpm says so of the capabilities of packages without any.
        let files = said.files.map { $0.replacing("|(none)|", with: "||") }
        #expect(ours.files.count == files.count)
        let difference = zip(ours.files, files).first { $0 != $1 }
        #expect(difference == nil)
        #expect(database.headers.allSatisfy { $0.integrity == .verified })
    }

    @Test("SQLite: packages, signatures and files are as rpm says", .enabled(if: RPMFixture.isAvailable, missingTools))
    func sqlite() throws {
        let fixture = try RPMFixture.made.get()
        let database = try Self.database(["/var/lib/rpm/rpmdb.sqlite": .file(bytes: fixture.after)])
        #expect(database.format == .sqlite)
        #expect(database.headers.suffix(3).map(\.name) == ["alpha", "beta", "gamma"])
        #expect(fixture.said.files.count > 300)
        try Self.expectSame(database, as: fixture.said)
    }

    @Test("SQLite: what is only in the write-ahead log counts", .enabled(if: RPMFixture.hasSQLite, missingShell))
    func log() throws {
        let fixture = try RPMFixture.made.get()
        let (bytes, log) = try #require(fixture.logged)
        #expect(bytes == fixture.before)
        let without = try Self.database(["/var/lib/rpm/rpmdb.sqlite": .file(bytes: bytes)])
        #expect(without.headers.last?.name == "beta")
        let with = try Self.database(["/var/lib/rpm/rpmdb.sqlite": .file(bytes: bytes), "/var/lib/rpm/rpmdb.sqlite-wal": .file(bytes: log)])
        #expect(with.sources == ["/var/lib/rpm/rpmdb.sqlite", "/var/lib/rpm/rpmdb.sqlite-wal"])
        try Self.expectSame(with, as: fixture.said)
    }

    @Test(
        "SQLite: a schema that is not rpm's is refused, and nothing of it runs", .enabled(if: RPMFixture.hasSQLite, missingShell),
        arguments: [
            ("CREATE TABLE Name (key TEXT)", "no table Packages"),
            ("CREATE TABLE t (hnum INTEGER PRIMARY KEY, blob BLOB); CREATE VIEW Packages AS SELECT * FROM t", "no table Packages"),
            ("CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, a, blob BLOB AS (zeroblob(100000000)))", "no table Packages"),
            ("CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, other BLOB)", "no table Packages"),
            ("CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob BLOB); INSERT INTO Packages VALUES (1, 'text')", "row 1 "),
            ("CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob BLOB); INSERT INTO Packages VALUES (-1, x'00')", "row -1 "),
            ("CREATE TABLE Packages (hnum INTEGER, blob BLOB); INSERT INTO Packages VALUES (1, x'00'), (1, x'00')", "there twice"),
            (
                "CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob BLOB); INSERT INTO Packages VALUES (7, x'00')",
                "header 7: its size of 1"
            ),
        ])
    func hostileSchema(_ statements: String, _ why: String) throws {
        let image = MemoryImage(["/var/lib/rpm/rpmdb.sqlite": .file(bytes: try RPMFixture.sqlite(statements))])
        let error = #expect(throws: PackageDBError.self) { try RPMDatabase(in: image) }
        #expect(error?.description.contains(why) == true)
    }

    @Test("BerkeleyDB: packages and files are as rpm says, in either byte order", .enabled(if: RPMFixture.hasBerkeleyDB, missingLoader))
    func berkeleyDB() throws {
        let fixture = try RPMFixture.made.get()
        #expect(fixture.berkeleyDB.count == 4)
        for made in fixture.berkeleyDB {
            let database = try Self.database(["/var/lib/rpm/Packages": .file(bytes: made.bytes)])
            #expect(database.format == .berkeleyDB, "\(made.name)")
            try Self.expectSame(database, as: made.said)
            #expect(made.said.files == fixture.said.files)
        }
    }

    @Test(
        "NDB, written by the tests: packages and files are those of the SQLite database", .enabled(if: RPMFixture.isAvailable, missingTools)
    )
    func ndbOfTheTests() throws {
        let fixture = try RPMFixture.made.get()
        let headers = try RPMDatabaseTests.blobs(fixture.after)
        let database = try Self.database(["/usr/lib/sysimage/rpm/Packages.db": .file(bytes: ndb(headers))])
        #expect(database.format == .ndb)
        try Self.expectSame(database, as: fixture.said)
    }

    @Test(
        "2,000 mutants of a SQLite database are refused or have the same packages", .enabled(if: RPMFixture.isAvailable, missingTools))
    func sqliteMutants() throws {
        let bytes = try RPMFixture.made.get().after
        try RPMDatabaseTests.checkMutants(of: bytes, at: "/var/lib/rpm/rpmdb.sqlite", seed: 1)
    }

    @Test(
        "2,000 mutants of a database of BerkeleyDB are refused or have the same packages",
        .enabled(if: RPMFixture.hasBerkeleyDB, missingLoader))
    func berkeleyDBMutants() throws {
        for (seed, made) in try RPMFixture.made.get().berkeleyDB.prefix(3).enumerated() {
            try RPMDatabaseTests.checkMutants(
                of: made.bytes, at: "/var/lib/rpm/Packages", seed: UInt64(seed), count: seed == 0 ? 2_000 : 500)
        }
    }

    @Test(
        "500 mutants of a write-ahead log are refused or have the packages of before or after",
        .enabled(if: RPMFixture.hasSQLite, missingShell))
    func logMutants() throws {
        let fixture = try RPMFixture.made.get()
        let (bytes, log) = try #require(fixture.logged)
        let before = try Self.database(["/var/lib/rpm/rpmdb.sqlite": .file(bytes: fixture.before)]).headers.map(\.nevra)
        let after = try Self.database(["/var/lib/rpm/rpmdb.sqlite": .file(bytes: fixture.after)]).headers.map(\.nevra)
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<500 {
            let image = MemoryImage([
                "/var/lib/rpm/rpmdb.sqlite": .file(bytes: bytes),
                "/var/lib/rpm/rpmdb.sqlite-wal": .file(bytes: mutant(of: log, using: &generator)),
            ])
            guard let read = try? RPMDatabase(in: image) else { continue }
            #expect([before, after].contains(read.headers.map(\.nevra)))
        }
    }
}
