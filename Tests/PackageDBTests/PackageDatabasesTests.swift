import ImageFS
import PackageDB
import Testing

@Suite("The package databases of an image")
struct PackageDatabasesTests {
    @Test("Every known place is found, and one that links lead to twice is found once")
    func present() throws {
        let image = try MemoryImage(
            listing: """
                /var/lib/dpkg/status
                /var/lib/dpkg/status.d/base
                /var/lib/rpm -> ../../usr/lib/sysimage/rpm
                /usr/lib/sysimage/rpm/rpmdb.sqlite
                /usr/share/rpm/Packages.db
                /usr/share/rpm/Packages
                /lib -> usr/lib
                /usr/lib/apk/db/installed
                """)
        let found = try PackageDatabases.present(in: image).map { "\($0.kind) \($0.path)" }
        #expect(
            found == [
                "dpkg /var/lib/dpkg/status", "dpkg /var/lib/dpkg/status.d", "rpm /var/lib/rpm/rpmdb.sqlite",
                "rpm /usr/share/rpm/Packages.db",
                "rpm /usr/share/rpm/Packages", "apk /lib/apk/db/installed",
            ])
        #expect(try PackageDatabases.present(in: MemoryImage(["/etc/apk/world": "x"])).isEmpty)
    }

    @Test("A place that cannot be looked at is an error")
    func unreadable() {
        #expect(throws: PackageDBError.self) { try PackageDatabases.present(in: MemoryImage(listing: "/var/lib/ unreadable")) }
    }

    @Test("apk's packages are read")
    func apk() throws {
        let image = try MemoryImage(
            listing: """
                /usr/lib/apk/db/installed
                | C:Q1qKcZ+j23xssAXmgQhkOO8dHnbWw=
                | P:musl
                | V:1.2.5-r0
                | A:x86_64
                | o:musl
                | F:lib
                | R:ld-musl-x86_64.so.1
                | a:0:0:755
                | F:usr
                |
                | P:busybox-binsh
                | V:1.36.1-r29
                | A:x86_64
                | o:busybox
                |
                """)
        let database = try #require(try PackageDatabase.apk(in: image))
        #expect(database.packages.map(\.name) == ["musl", "busybox-binsh"])
        let busybox = database.packages(named: "busybox-binsh")
        #expect(busybox.map(\.source) == ["busybox"])
        #expect(busybox.map(\.version) == [Package.Version(version: "1.36.1", release: "r29")])
        #expect(busybox.map(\.isPresent) == [true])
        #expect(try PackageDatabase.apk(in: MemoryImage(["/etc/apk/world": "x"])) == nil)
    }

    @Test(
        "A damaged database of apk is an error that says where",
        arguments: [
            ("| P:a", "no version"), ("| V:1", "no name"), ("| P:a\n| V:1\n| P:b", ":3: "), ("| nonsense", ":1: "),
            ("\\ P:a\\nV:1", "middle"),
            ("\\ P:a\\x00\\n", "NUL"),
        ])
    func damagedApk(lines: String, message: String) throws {
        let image = try MemoryImage(listing: "/lib/apk/db/installed\n" + lines)
        let error = #expect(throws: PackageDBError.self) { try PackageDatabase.apk(in: image) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }
}
