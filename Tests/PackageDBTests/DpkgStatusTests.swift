import ImageFS
import PackageDB
import Testing

@Suite("The database of dpkg")
struct DpkgStatusTests {
    static func database(_ listing: String) throws -> PackageDatabase? { try PackageDatabase.dpkg(in: MemoryImage(listing: listing)) }

    static let status = """
        /var/lib/dpkg/status
        | Package: bash
        | Status: install ok installed
        | Architecture: amd64
        | Version: 5.2.15-2+b8
        | Description: shell
        |  Package: not-a-field
        |  .
        | \tVersion: 9
        |
        | package:libc6
        | STATUS:  hold ok  installed
        | Source: glibc (2.36-9)
        | Multi-Arch: same
        | Architecture: amd64
        | Version: 2.36-9+deb12u9
        | Conffiles:
        |  /etc/ld.so.conf.d/x86_64-linux-gnu.conf d4e7a7b88a71b5ffd9e2644e71a0cfab
        |
        |
        | Package: libc6
        | Status: install ok half-configured
        | Architecture: i386
        | Version: 2.36-9
        |
        | Package: nano
        | Status: deinstall ok config-files
        | Architecture: amd64
        | Version: 7.2-1
        |
        | Package: vim
        | Status: unknown ok not-installed
        | Architecture: amd64
        |
        | Package: vim-tiny
        | Status: install reinstreq half-installed
        | Version: 2:9.0.1378-2
        """

    @Test("Every stanza is a package, in its state, in the order of the file")
    func stanzas() throws {
        let database = try #require(try Self.database(Self.status))
        #expect(database.packages.map(\.name) == ["bash", "libc6", "libc6", "nano", "vim", "vim-tiny"])
        #expect(database.packages.map(\.isPresent) == [true, true, true, false, false, true])
        #expect(database.sources == ["/var/lib/dpkg/status"])
        let libc = database.packages(named: "libc6")
        #expect(libc.map(\.architecture) == ["amd64", "i386"])
        #expect(libc[0].status == Package.Status(.hold, .ok, .installed))
        #expect(libc[0].source == "glibc")
        #expect(libc[0].version == Package.Version(version: "2.36", release: "9+deb12u9"))
        #expect(database.packages(named: "bash")[0].version.description == "5.2.15-2+b8")
        #expect(database.packages(named: "vim-tiny")[0].version == Package.Version(epoch: "2", version: "9.0.1378", release: "2"))
        #expect(database.packages(named: "vim-tiny")[0].status?.description == "install reinstreq half-installed")
        #expect(database.packages(named: "not-a-field") == [])
        #expect(database.packages(named: "Bash") == [])
    }

    @Test(
        "A version is taken apart at its first colon and last hyphen",
        arguments: [
            ("1.0", Package.Version(version: "1.0")), ("1-2-3", Package.Version(version: "1-2", release: "3")),
            ("3:1:2-4", Package.Version(epoch: "3", version: "1:2", release: "4")),
            ("0:1~rc1", Package.Version(epoch: "0", version: "1~rc1")), ("", Package.Version(version: "")),
        ])
    func version(text: String, parts: Package.Version) {
        #expect(Package.Version(text) == parts)
        #expect(parts.description == text)
    }

    @Test("A distroless image has one file a package and no status")
    func distroless() throws {
        let database = try #require(
            try Self.database(
                """
                /var/lib/dpkg/status.d/base
                | Package: base-files
                | Version: 12.4
                | Architecture: amd64
                /var/lib/dpkg/status.d/base.md5sums
                | d41d8cd98f00b204e9800998ecf8427e  etc/os-release
                /var/lib/dpkg/status.d/tz
                \\ Package: tzdata\\nVersion: 2024a-0
                """))
        #expect(database.packages.map(\.name) == ["base-files", "tzdata"])
        #expect(database.packages.allSatisfy { $0.status == nil && $0.isPresent })
        #expect(database.packages(named: "tzdata")[0].origin == "/var/lib/dpkg/status.d/tz")
    }

    @Test("What waits to be merged into the status counts")
    func updates() throws {
        let database = try #require(
            try Self.database(
                Self.status + """

                    /var/lib/dpkg/updates/0000
                    | Package: bash
                    | Status: deinstall ok config-files
                    | Architecture: amd64
                    | Version: 5.2.15-2+b8
                    |
                    | Package: new
                    | Status: install ok unpacked
                    | Architecture: all
                    | Version: 1
                    /var/lib/dpkg/updates/tmp.i
                    | nonsense
                    """))
        #expect(database.packages(named: "bash").map(\.isPresent) == [false])
        #expect(database.packages(named: "new").map(\.isPresent) == [true])
    }

    @Test("An image without dpkg has no database, and an empty status is one without packages")
    func absent() throws {
        #expect(try Self.database("/etc/debian_version") == nil)
        #expect(try Self.database("/var/lib/dpkg/info/") == nil)
        #expect(try Self.database("/var/lib/dpkg/status")?.packages == [])
    }

    @Test(
        "A database that is there but cannot be read to its end is an error, never an absence",
        arguments: [
            ("/var/lib/dpkg/status unreadable", "/var/lib/dpkg/status: cannot be read: Permission denied"),
            ("/var/lib/dpkg/ unreadable", "/var/lib/dpkg: cannot be read: Permission denied"),
            ("/var/lib/dpkg/status -> /gone", "leads nowhere"), ("/var/lib/dpkg/status -> status", "too many symbolic links"),
            ("/var/lib/dpkg/status 0644 fifo", "a fifo"), ("/var/lib/dpkg/status/", "not a regular file but a directory"),
            ("/var/lib/dpkg/info/bash.list", "no status"), ("/var/lib/dpkg/status\n| Status: install ok installed", ":1: "),
            ("/var/lib/dpkg/status\n| Package: a\n| Status: install ok installed", "a is installed but has no Version"),
            ("/var/lib/dpkg/status\n| Package: a\n| Version: 1", "a has no Status"),
            ("/var/lib/dpkg/status\n| Package: a\n| Status: install ok perfect\n| Version: 1", "\"install ok perfect\""),
            ("/var/lib/dpkg/status\n| Package: a\n| Package: b", ":2: "), ("/var/lib/dpkg/status\n|  continued", ":1: "),
            ("/var/lib/dpkg/status\n|\n| <<<<<<< HEAD", ":2: "),
            ("/var/lib/dpkg/status\n| Package: a\n| Status: install ok installed\n\\ Version: 1.", "middle of a line"),
            ("/var/lib/dpkg/status\n| Package: a\n\\ Status: install ok installed\\x00\\n", "NUL"),
            ("/var/lib/dpkg/status.d/a\n| Version: 1", "no Package"), ("/var/lib/dpkg/status.d", "not a directory"),
            ("/var/lib/dpkg/status.d -> gone", "leads nowhere"),
        ])
    func damaged(listing: String, message: String) {
        let error = #expect(throws: PackageDBError.self) { try Self.database(listing) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test("Any prefix of a status, and any byte of it changed, is read or refused but never traps")
    func mutations() throws {
        let bytes = try #require(try MemoryImage(listing: Self.status).contents(at: "/var/lib/dpkg/status", limit: 10_000))
        for length in bytes.indices {
            let cut = MemoryImage(["/var/lib/dpkg/status": .file(bytes: Array(bytes[..<length]))])
            _ = try? PackageDatabase.dpkg(in: cut)
            for byte in [0, 10, 32, 58, 255] as [UInt8] {
                var changed = bytes
                changed[length] = byte
                _ = try? PackageDatabase.dpkg(in: MemoryImage(["/var/lib/dpkg/status": .file(bytes: changed)]))
            }
        }
    }
}
