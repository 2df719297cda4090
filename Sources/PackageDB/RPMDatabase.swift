public import ImageFS

/// The database of rpm in an image, wholly read: every header, with its files on demand.
///
/// It is read as bytes, without librpm, and nothing is written anywhere. Where anything of it cannot be read there is an error and no
/// database: a package that is missing here is not installed.
public struct RPMDatabase: Sendable {
    /// How the database is kept.
    public enum Format: String, Sendable, Hashable, CaseIterable {
        /// `rpmdb.sqlite`, since rpm 4.16.
        case sqlite = "SQLite"
        /// `Packages.db`, of SUSE.
        case ndb = "NDB"
        /// `Packages`, until rpm 4.16.
        case berkeleyDB = "BerkeleyDB"
    }

    /// How the database is kept.
    public let format: Format
    /// The files that were read, the database first.
    public let sources: [ImagePath]
    /// The headers in the order of their numbers, which is that of installation.
    public let headers: [RPMHeader]

    /// Reads the database, or answers `nil` where the image has none in any known place.
    ///
    /// Two names of one file are one database. Several databases are read as one only where all that have packages have the same: which of
    /// them rpm would use depends on how it was built and set up. A directory with rpm's indexes and no packages is an error too:
    /// something was installed, and what is not known.
    public init?(in image: any ImageFileSystem) throws(PackageDBError) {
        let present = try PackageDatabases.present(in: image).filter { $0.kind == .rpm }.map(\.path)
        guard !present.isEmpty else {
            try Self.checkForRemains(in: image)
            return nil
        }
        var chosen: (format: Format, headers: [RPMHeader], path: ImagePath)?
        var sources: [ImagePath] = []
        for path in present {
            let format = Self.format(of: path)
            let (headers, read) = try Self.headers(in: image, at: path, format)
            if let other = chosen, !other.headers.isEmpty, !headers.isEmpty,
                other.headers.map(\.nevra).sorted() != headers.map(\.nevra).sorted()
            {
                throw PackageDBError(
                    path, .damaged("\(other.path) is a database of rpm too and has other packages; which of them rpm uses is not known"))
            }
            sources += read
            if chosen.map({ $0.headers.isEmpty && !headers.isEmpty }) ?? true { chosen = (format, headers, path) }
        }
        guard let chosen else { return nil }
        format = chosen.format
        headers = chosen.headers
        self.sources = sources
    }

    /// How many bytes a database may have.
    private static let sizeLimit = 1 << 30

    private static func format(of path: ImagePath) -> Format {
        switch path.components.last.map({ String(decoding: $0, as: UTF8.self) }) {
        case "rpmdb.sqlite": .sqlite
        case "Packages.db": .ndb
        default: .berkeleyDB
        }
    }

    private static func headers(
        in image: any ImageFileSystem, at path: ImagePath, _ format: Format
    ) throws(PackageDBError) -> (headers: [RPMHeader], sources: [ImagePath]) {
        let (file, bytes) = try content(in: image, at: path)
        var sources = [path]
        let read: [(instance: UInt32, bytes: [UInt8])]
        switch format {
        case .sqlite:
            var database = bytes
            if let log = try apply(logOf: file, in: image, to: &database) { sources.append(log) }
            read = try reading(path) { () throws(RPMDamage) in try RPMSQLite.headers(database) }
        case .ndb: read = try reading(path) { () throws(RPMDamage) in try RPMNDB.headers(bytes) }
        case .berkeleyDB: read = try reading(path) { () throws(RPMDamage) in try RPMBerkeleyDB(bytes).headers() }
        }
        var headers: [RPMHeader] = []
        headers.reserveCapacity(read.count)
        for (instance, bytes) in read {
            do throws(RPMDamage) { headers.append(try RPMHeader(bytes, instance: instance, origin: path)) } catch {
                throw PackageDBError(path, .damaged("header \(instance): \(error.what)"))
            }
        }
        return (headers, sources)
    }

    private static func content(in image: any ImageFileSystem, at path: ImagePath) throws(PackageDBError) -> (FileID, [UInt8]) {
        do throws(ImageError) {
            if let file = try image.resolve(path) { return (file, try image.contents(of: file, limit: sizeLimit)) }
        } catch { throw PackageDBError(error) }
        throw PackageDBError(path, .damaged("it is a link that leads nowhere"))
    }

    /// Applies what SQLite left beside the database, and answers with the log's path if there was one.
    private static func apply(
        logOf file: FileID, in image: any ImageFileSystem, to database: inout [UInt8]
    ) throws(PackageDBError) -> ImagePath? {
        // SQLite looks beside the file itself, wherever links to it are.
        let path = image.path(of: file)
        let journal = ImagePath(bytes: path.bytes + Array("-journal".utf8))
        let log = ImagePath(bytes: path.bytes + Array("-wal".utf8))
        let bytes: [UInt8]?
        do throws(ImageError) {
            // "The Rollback Journal": one that starts with its magic belongs to a transaction that did not end.
            if let journal = try image.resolve(journal),
                try image.prefix(of: journal, count: 8) == [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]
            {
                throw ImageError(image.path(of: journal).description, .unreadable("the journal of a transaction that was cut off"))
            }
            bytes = try image.contents(at: log, limit: sizeLimit)
        } catch { throw PackageDBError(error) }
        guard let bytes, !bytes.isEmpty else { return nil }
        try reading(log) { () throws(RPMDamage) in try RPMSQLiteLog.apply(bytes, to: &database) }
        return log
    }

    private static func reading<Value>(_ path: ImagePath, _ read: () throws(RPMDamage) -> Value) throws(PackageDBError) -> Value {
        do throws(RPMDamage) { return try read() } catch {
            throw PackageDBError(path, error.isUnsupported ? .unsupported(error.what) : .damaged(error.what))
        }
    }

    /// What rpm keeps beside its packages in each of the formats, made anew from them.
    private static let indexes: Set<String> = [
        "Index.db", "rpmdb.sqlite-wal", "Name", "Basenames", "Dirnames", "Providename", "Requirename", "Installtid", "Sigmd5", "Sha1header",
    ]

    private static func checkForRemains(in image: any ImageFileSystem) throws(PackageDBError) {
        let directories: [ImagePath] = ["/var/lib/rpm", "/usr/lib/sysimage/rpm", "/usr/share/rpm"]
        for directory in directories where try image.leadsSomewhere(directory) {
            for name in try image.names(in: directory).map({ String(decoding: $0, as: UTF8.self) }) where indexes.contains(name) {
                throw PackageDBError(directory, .damaged("there is rpm's index \(name) but no database of packages"))
            }
        }
    }
}

extension PackageDatabase {
    /// The packages that rpm knows, or `nil` where the image has no database of rpm in any known place (``RPMDatabase``).
    public static func rpm(in image: any ImageFileSystem) throws(PackageDBError) -> PackageDatabase? {
        try RPMDatabase(in: image).map { PackageDatabase($0) }
    }

    /// The packages of a database of rpm, in its order.
    public init(_ database: RPMDatabase) {
        let packages = database.headers.map { header in
            Package(
                name: header.name,
                version: Package.Version(epoch: header.epoch.map(String.init), version: header.version, release: header.release),
                architecture: header.architecture ?? "", source: header.sourceRPM, kind: .rpm, origin: header.origin)
        }
        self.init(kind: .rpm, sources: database.sources, packages: packages)
    }
}
