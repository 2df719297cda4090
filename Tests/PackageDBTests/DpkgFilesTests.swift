import Foundation
import ImageFS
import PackageDB
import Testing

@Suite("The files of dpkg's packages")
struct DpkgFilesTests {
    static let image = """
        /bin -> usr/bin
        /usr/bin/dash 0755
        | shell
        /usr/bin/sh -> dash
        /usr/bin/sh.distrib
        | the one that gave way
        /usr/bin/ours
        | changed
        /usr/bin/alone
        | nobody's
        /etc/dash.conf
        /usr/lib/i386/lib
        /var/lib/dpkg/status
        | Package: dash
        | Status: install ok installed
        | Architecture: amd64
        | Version: 1
        |
        | Package: bash
        | Status: install ok installed
        | Architecture: amd64
        | Version: 1
        |
        | Package: libc6
        | Status: install ok installed
        | Architecture: i386
        | Version: 1
        |
        | Package: lost
        | Status: install ok installed
        | Architecture: amd64
        | Version: 1
        |
        | Package: gone
        | Status: deinstall ok config-files
        | Architecture: amd64
        | Version: 1
        /var/lib/dpkg/diversions
        | /bin/sh
        | /bin/sh.distrib
        | dash
        | /usr/bin/ours
        | /usr/bin/ours.orig
        | :
        /var/lib/dpkg/info/dash.list
        | /.
        | /bin
        | /bin/dash
        | /bin/sh
        | /etc/dash.conf
        | /usr/bin/ours
        | /usr/share/doc/dash/excluded
        /var/lib/dpkg/info/dash.md5sums
        | 5351bf7271abaa2267e03c9ef6393f13  bin/dash
        | 00000000000000000000000000000000  usr/share/doc/dash/excluded
        /var/lib/dpkg/info/bash.list
        | /bin/sh
        | /usr
        /var/lib/dpkg/info/libc6:i386.list
        | /usr
        | /usr/lib/i386/lib
        /var/lib/dpkg/info/libc6:i386.md5sums
        | ffffffffffffffffffffffffffffffff  usr/lib/i386/lib
        """

    static func files(_ listing: String) throws -> (DpkgFiles, MemoryImage) {
        let image = try MemoryImage(listing: listing)
        let database = try #require(try PackageDatabase.dpkg(in: image))
        return (try DpkgFiles(database, in: image), image)
    }

    @Test(
        "A file belongs to the package that brought it, wherever links and diversions put it",
        arguments: [
            ("/usr/bin/dash", ["dash"]), ("/usr/bin/sh", ["dash"]), ("/usr/bin/sh.distrib", ["bash"]), ("/usr/bin/ours", []),
            ("/usr/bin/alone", []), ("/etc/dash.conf", ["dash"]), ("/usr/lib/i386/lib", ["libc6"]), ("/usr", ["bash", "libc6"]),
            ("/bin", ["dash"]),
        ] as [(ImagePath, [String])])
    func owners(path: ImagePath, owners: [String]) throws {
        let (files, image) = try Self.files(Self.image)
        let file = try #require(try image.resolve(path, followingLast: false))
        #expect(files.owners(of: file) == owners)
    }

    @Test("Diversions are read in their order, and a package without a list is named")
    func diversions() throws {
        let (files, _) = try Self.files(Self.image)
        #expect(files.diversions.map(\.divertedTo) == ["/bin/sh.distrib", "/usr/bin/ours.orig"])
        #expect(files.diversions.map(\.package) == ["dash", nil])
        #expect(files.packagesWithoutList == ["lost"])
    }

    @Test("A digest tells whether a file is as its package brought it")
    func digests() throws {
        let (files, image) = try Self.files(Self.image)
        func isAsPackaged(_ path: ImagePath) throws -> Bool? {
            try files.isAsPackaged(try #require(try image.resolve(path, followingLast: false)), in: image)
        }
        #expect(try isAsPackaged("/usr/bin/dash") == true)
        #expect(try isAsPackaged("/usr/lib/i386/lib") == false)
        #expect(try isAsPackaged("/etc/dash.conf") == nil)
    }

    @Test("A distroless image has its lists beside the packages")
    func distroless() throws {
        let (files, image) = try Self.files(
            """
            /usr/bin/tool
            | tool
            /var/lib/dpkg/status.d/tool
            | Package: tool
            | Version: 1
            /var/lib/dpkg/status.d/tool.md5sums
            | 7cfb3b1aedd632d8ae7cc974271f3652  ./usr/bin/tool
            /var/lib/dpkg/status.d/bare
            | Package: bare
            | Version: 1
            """)
        let tool = try #require(try image.resolve("/usr/bin/tool"))
        #expect(files.owners(of: tool) == ["tool"])
        #expect(files.digest(of: tool) == "7cfb3b1aedd632d8ae7cc974271f3652")
        #expect(files.packagesWithoutList == ["bare"])
    }

    static let installed = "/var/lib/dpkg/status\n| Package: a\n| Status: install ok installed\n| Version: 1\n"

    @Test(
        "What is there and cannot be read to its end is an error with its place",
        arguments: [
            ("/var/lib/dpkg/info/a.list\n\\ /usr\\n/usr/bi", "a.list:2: cannot be read: damaged package database, it ends in the middle"),
            ("/var/lib/dpkg/info/a.list\n| /usr\n| bin", "a.list:2: cannot be read: damaged package database, the path of a file"),
            ("/var/lib/dpkg/info/a.list\n| /usr\n|\n| /bin", "a.list:2: cannot be read: damaged package database, an empty line"),
            ("/var/lib/dpkg/info/a.list\n\\ /usr\\x00\\n", "NUL"), ("/var/lib/dpkg/info/a.list unreadable", "Permission denied"),
            ("/var/lib/dpkg/info/a.list 0644 fifo", "a fifo"), ("/var/lib/dpkg/info/a.list -> /gone", "leads nowhere"),
            ("/var/lib/dpkg/info unreadable", "not a directory"),
            ("/var/lib/dpkg/info/a.list\n| /usr\n/var/lib/dpkg/info/a.md5sums\n| 12  usr", "a.md5sums:1: "),
            ("/var/lib/dpkg/info/a.list\n| /usr\n/var/lib/dpkg/info/a.md5sums\n| 0123456789ABCDEF0123456789ABCDEF  usr", "a.md5sums:1: "),
            ("/var/lib/dpkg/diversions\n| /a\n| /b", "diversions:2: cannot be read: damaged package database, a diversion has three lines"),
            ("/var/lib/dpkg/diversions\n| /a\n| b\n| :", "diversions:2: "),
            ("/var/lib/dpkg/diversions\n\\ /a\\n/b\\n:", "middle of a line"),
            ("/var/lib/dpkg/diversions/", "not a regular file but a directory"),
        ])
    func damaged(listing: String, message: String) {
        let error = #expect(throws: PackageDBError.self) { try Self.files(Self.installed + listing) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test(
        "dpkg says the same of this machine",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/dpkg-query"), "SKIPPED: dpkg-query is not here"))
    func machine() throws {
        let image = try DirectoryImage(path: "/")
        let database = try #require(try PackageDatabase.dpkg(in: image))
        let files = try DpkgFiles(database, in: image)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/dpkg-query")
        process.arguments = ["-S", "/usr/bin/*", "/usr/sbin/*", "/etc/*.conf", "/usr/share/doc/*"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        var compared = 0
        for line in output.split(separator: "\n") where !line.hasPrefix("diversion by ") && !line.hasPrefix("local diversion ") {
            guard let colon = line.range(of: ": ") else { continue }
            let path = ImagePath(String(line[colon.upperBound...]))
            // What a package lists and what was left out or replaced by a directory of another name says nothing here.
            guard !files.diversions.contains(where: { $0.path == path || $0.divertedTo == path }),
                let file = try image.resolve(path, followingLast: false)
            else { continue }
            let names = line[..<colon.lowerBound].split(separator: ", ").map { String($0.split(separator: ":")[0]) }
            #expect(Set(files.owners(of: file)).isSuperset(of: names), "\(path)")
            compared += 1
        }
        #expect(compared > 50)
    }
}
