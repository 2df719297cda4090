import Foundation

@testable import PackageDB

/// Databases that rpm itself made, and what rpm says of them. Made once, kept in memory.
struct RPMFixture: Sendable {
    static let isAvailable = exist("/usr/bin/rpm", "/usr/bin/rpmbuild")
    static let hasBerkeleyDB = isAvailable && exist("/usr/bin/db5.3_load")
    static let hasSQLite = isAvailable && exist("/usr/bin/sqlite3")
    static let made = Result { try RPMFixture() }

    struct Failed: Error { let command: String, output: String }

    /// What rpm says of a database: a line a package, a line a file.
    struct Said: Sendable {
        var packages: [String]
        var files: [String]
    }

    /// A database of BerkeleyDB with these headers.
    struct BerkeleyDB: Sendable {
        var name: String
        var bytes: [UInt8]
        var said: Said
    }

    /// `rpmdb.sqlite` before and after the last package was installed.
    let before: [UInt8]
    let after: [UInt8]
    let said: Said
    /// The database before, and a log with the last change, as SQLite left them.
    let logged: (database: [UInt8], log: [UInt8])?
    let berkeleyDB: [BerkeleyDB]

    private static func exist(_ paths: String...) -> Bool { paths.allSatisfy { FileManager.default.isExecutableFile(atPath: $0) } }

    private init() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("stigready-rpm-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: directory) }
        for folder in ["top", "db", "gnupg"] {
            try FileManager.default.createDirectory(
                atPath: "\(directory)/\(folder)", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        let bench = Bench(directory: directory)
        for spec in Self.specs { try bench.build(spec) }
        if Self.exist("/usr/bin/gpg", "/usr/bin/rpmsign") { try bench.sign("alpha") }
        try bench.install("alpha")
        try bench.install("beta")
        before = try bench.read("db/rpmdb.sqlite")
        try bench.install("gamma")
        after = try bench.read("db/rpmdb.sqlite")
        said = try bench.said(of: "db")
        logged = Self.hasSQLite ? try bench.logged(before: before) : nil
        berkeleyDB = Self.hasBerkeleyDB ? try bench.berkeleyDB() : []
    }

    /// A database that SQLite makes of statements.
    static func sqlite(_ statements: String) throws -> [UInt8] {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("stigready-sqlite-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let bench = Bench(directory: directory)
        try bench.run("sqlite3", ["\(directory)/made.sqlite", statements])
        return try bench.read("made.sqlite")
    }

    private static let specs: [(name: String, text: String)] = [
        (
            "alpha",
            """
            Name: alpha
            Epoch: 2
            Version: 1.0~rc1
            Release: 3
            Summary: alpha
            License: MIT
            BuildArch: noarch
            %description
            alpha
            %install
            mkdir -p %{buildroot}/etc/alpha %{buildroot}/usr/bin
            echo c > %{buildroot}/etc/alpha/a.conf
            echo x > %{buildroot}/usr/bin/alpha
            ln -s alpha %{buildroot}/usr/bin/alias
            %files
            %dir /etc/alpha
            %config(noreplace) /etc/alpha/a.conf
            %attr(4755,root,adm) %caps(cap_net_raw=ep) /usr/bin/alpha
            /usr/bin/alias
            %ghost /etc/alpha/ghost
            %verify(not md5 size mtime) /etc/alpha/unverified
            """.replacingOccurrences(of: "ln -s", with: "echo u > %{buildroot}/etc/alpha/unverified\nln -s")
        ),
        (
            "beta",
            """
            Name: beta
            Version: 2
            Release: 1%{?none}
            Summary: beta
            License: MIT
            BuildArch: noarch
            %description
            beta
            %install
            for d in a b c; do mkdir -p %{buildroot}/usr/share/beta/$d
            for n in $(seq 100); do echo $n > "%{buildroot}/usr/share/beta/$d/file $n"; done; done
            %files
            /usr/share/beta
            """
        ),
        ("gamma", "Name: gamma\nVersion: 3\nRelease: 1\nSummary: gamma\nLicense: MIT\nBuildArch: noarch\n%description\ngamma\n%files\n"),
    ]

    /// The tools, in one directory.
    private struct Bench {
        let directory: String

        @discardableResult
        func run(_ tool: String, _ arguments: [String]) throws -> String {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/\(tool)")
            process.arguments = arguments
            process.environment = ["HOME": directory, "GNUPGHOME": "\(directory)/gnupg", "PATH": "/usr/bin:/bin", "LC_ALL": "C"]
            let (output, errors) = ("\(directory)/output", "\(directory)/errors")
            for file in [output, errors] { try Data().write(to: URL(fileURLWithPath: file)) }
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = FileHandle(forWritingAtPath: output)
            process.standardError = FileHandle(forWritingAtPath: errors)
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else {
                throw Failed(command: "\(tool) \(arguments)", output: try String(contentsOfFile: errors, encoding: .utf8))
            }
            return try String(contentsOfFile: output, encoding: .utf8)
        }

        func read(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(path)"))) }

        func write(_ bytes: [UInt8], to path: String) throws {
            let file = URL(fileURLWithPath: "\(directory)/\(path)")
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }

        func build(_ spec: (name: String, text: String)) throws {
            try write(Array(spec.text.utf8) + [10], to: "\(spec.name).spec")
            try run(
                "rpmbuild",
                ["-bb", "--define", "_topdir \(directory)/top", "--define", "_dbpath \(directory)/top", "\(directory)/\(spec.name).spec"])
        }

        func package(_ name: String) throws -> String {
            let folder = "\(directory)/top/RPMS/noarch"
            let file = try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasPrefix(name) }
            return "\(folder)/\(file ?? name)"
        }

        func sign(_ name: String) throws {
            try run(
                "gpg",
                [
                    "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", "", "--quick-gen-key", "a@example.org", "rsa2048",
                    "sign", "never",
                ])
            try run("rpmsign", ["--define", "_gpg_name a@example.org", "--define", "__gpg /usr/bin/gpg", "--addsign", package(name)])
            try run("gpg", ["--batch", "--armor", "--output", "\(directory)/key.asc", "--export", "a@example.org"])
            try run("rpm", ["--dbpath", "\(directory)/db", "--import", "\(directory)/key.asc"])
            try run("gpgconf", ["--kill", "all"])
        }

        func install(_ name: String) throws {
            try run("rpm", ["--dbpath", "\(directory)/db", "-i", "--justdb", "--nodeps", "--nosignature", package(name)])
        }

        func said(of folder: String) throws -> Said {
            let package =
                "%{NEVRA}|%{EPOCH}|%{VERSION}|%{RELEASE}|%{ARCH}|%{SOURCERPM}|%{INSTALLTIME}|%{SHA256HEADER}|"
                + "%|RSAHEADER?{%{RSAHEADER:pgpsig}}:{(none)}|\\n"
            let file =
                "[%{FILENAMES}|%{FILEMODES}|%{FILEUSERNAME}|%{FILEGROUPNAME}|%{FILESIZES}|%{FILEMTIMES}|%{FILEDIGESTS}|%{FILELINKTOS}|"
                + "%{FILEFLAGS}|%{FILERDEVS}|%{FILECAPS}|%{FILESTATES}|%{FILEVERIFYFLAGS}\\n]"
            func lines(_ format: String) throws -> [String] {
                try run("rpm", ["--dbpath", "\(directory)/\(folder)", "-qa", "--qf", format]).split(separator: "\n").map(String.init)
                    .sorted()
            }
            return Said(packages: try lines(package), files: try lines(file))
        }

        /// SQLite itself adds the last header to the database as it was before, and leaves the log.
        func logged(before: [UInt8]) throws -> (database: [UInt8], log: [UInt8]) {
            try write(before, to: "logged/rpmdb.sqlite")
            try run(
                "sqlite3",
                [
                    "\(directory)/logged/rpmdb.sqlite", ".dbconfig no_ckpt_on_close on", "PRAGMA journal_mode = wal",
                    "ATTACH '\(directory)/db/rpmdb.sqlite' AS other",
                    "INSERT OR IGNORE INTO main.Packages SELECT * FROM other.Packages",
                ])
            return (try read("logged/rpmdb.sqlite"), try read("logged/rpmdb.sqlite-wal"))
        }

        /// The same headers in files of either byte order, with pages so small that values overflow, and so large that they do not.
        func berkeleyDB() throws -> [BerkeleyDB] {
            let rows = try RPMSQLite.headers(read("db/rpmdb.sqlite"))
            var made: [BerkeleyDB] = []
            for (name, lorder, pageSize) in [
                ("small", 1234, 512), ("usual", 1234, 4096), ("big-endian", 4321, 4096), ("large", 4321, 65536),
            ] {
                func key(_ number: UInt32) -> String {
                    let bytes = withUnsafeBytes(of: lorder == 1234 ? number.littleEndian : number.bigEndian) { Array($0) }
                    return hexadecimal(bytes)
                }
                var text = "VERSION=3\nformat=bytevalue\ntype=hash\ndb_pagesize=\(pageSize)\ndb_lorder=\(lorder)\nHEADER=END\n"
                text += " \(key(0))\n \(key(UInt32(rows.count)))\n"
                for (instance, bytes) in rows { text += " \(key(instance))\n \(hexadecimal(bytes))\n" }
                try write(Array((text + "DATA=END\n").utf8), to: "\(name).dump")
                try FileManager.default.createDirectory(atPath: "\(directory)/\(name)", withIntermediateDirectories: true)
                try run("db5.3_load", ["-f", "\(directory)/\(name).dump", "\(directory)/\(name)/Packages"])
                let bytes = try read("\(name)/Packages")
                made.append(BerkeleyDB(name: name, bytes: bytes, said: try said(of: name)))
            }
            return made
        }
    }
}
