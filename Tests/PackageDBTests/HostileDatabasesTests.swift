import Foundation
import Glibc
import ImageFS
import PackageDB
import Testing

/// Every place that is read, with the reader.
private let places: [(path: ImagePath, kind: PackageDatabaseKind)] = [
    ("/var/lib/dpkg/status", .dpkg), ("/var/lib/dpkg/status.d/a", .dpkg), ("/var/lib/rpm/rpmdb.sqlite", .rpm),
    ("/usr/lib/sysimage/rpm/Packages.db", .rpm), ("/usr/share/rpm/Packages", .rpm), ("/lib/apk/db/installed", .apk),
]

@Suite("Something in a database's place that is no database")
struct HostileDatabasesTests {
    private static func error(_ kind: PackageDatabaseKind, in image: any ImageFileSystem) -> String {
        do throws(PackageDBError) {
            let database =
                switch kind {
                case .dpkg: try PackageDatabase.dpkg(in: image)
                case .rpm: try PackageDatabase.rpm(in: image)
                case .apk: try PackageDatabase.apk(in: image)
                }
            return database.map { "\($0.packages.count) packages" } ?? "no database"
        } catch { return error.description }
    }

    @Test(
        "A file of another kind is an error with its path, and is not opened", .timeLimit(.minutes(1)), arguments: places,
        [
            MemoryImage.Entry.special(.fifo), .special(.socket), .special(.characterDevice), .special(.blockDevice), .link("/gone"),
            .link("/loop"),
        ])
    func otherKind(place: (path: ImagePath, kind: PackageDatabaseKind), entry: MemoryImage.Entry) {
        let error = Self.error(place.kind, in: MemoryImage([place.path: entry, "/loop": .link("/loop")]))
        #expect(error.hasPrefix("\(place.path): "), "\(error)")
    }

    @Test("One that may not be read is an error with its path", arguments: places)
    func unreadable(place: (path: ImagePath, kind: PackageDatabaseKind)) {
        var entry = MemoryImage.Entry.file("Package: a\n")
        entry.isUnreadable = true
        #expect(Self.error(place.kind, in: MemoryImage([place.path: entry])).hasPrefix("\(place.path): cannot be read: Permission denied"))
    }

    @Test(
        "Every cut of a line, and a NUL in it, is an error of what is text",
        arguments: [("/var/lib/dpkg/status", "dpkg"), ("/lib/apk/db/installed", "apk")])
    func text(path: String, kind: String) throws {
        let kind = try #require(PackageDatabaseKind(rawValue: kind))
        for content in ["\0", "P", "Package: a\nVersion: 1\0\n", "\r\n\r\nnonsense\r\n"] {
            let error = Self.error(kind, in: MemoryImage([ImagePath(path): .file(content)]))
            #expect(error.hasPrefix("\(path)"), "\(error)")
        }
    }

    /// A real file system, because only there is a file large that nobody wrote.
    @Test("A file of a tebibyte without content is an error and costs nothing", .timeLimit(.minutes(1)), arguments: places)
    func giant(place: (path: ImagePath, kind: PackageDatabaseKind)) throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "stigready-giant-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: root) }
        let file = root + place.path.description
        try FileManager.default.createDirectory(
            at: URL(filePath: file).deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: file))
        try #require(truncate(file, 1 << 40) == 0)
        let error = Self.error(place.kind, in: try DirectoryImage(path: root))
        #expect(error.hasPrefix("\(place.path): larger than the "), "\(error)")
    }
}
