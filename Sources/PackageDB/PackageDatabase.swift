public import ImageFS

/// The packages of one kind in an image, wholly read: a name that is not here is not installed by this kind of package manager.
public struct PackageDatabase: Sendable {
    /// What manages the packages.
    public let kind: PackageDatabaseKind
    /// The files that were read.
    public let sources: [ImagePath]
    /// All packages in the order of the files, those that are not or no longer installed included.
    public let packages: [Package]
    private let places: [String: [Int]]

    init(kind: PackageDatabaseKind, sources: [ImagePath], packages: [Package]) {
        self.kind = kind
        self.sources = sources
        self.packages = packages
        var places: [String: [Int]] = [:]
        for (place, package) in packages.enumerated() { places[package.name, default: []].append(place) }
        self.places = places
    }

    /// All packages of this name (one per architecture, in any state), in the order of the files.
    public func packages(named name: String) -> [Package] { places[name, default: []].map { packages[$0] } }

    /// How many bytes a text database may have.
    static let sizeLimit = 128 << 20
}

/// The package databases of an image.
public enum PackageDatabases {
    /// Where a package manager keeps its database, most usual first.
    ///
    /// dpkg: `status` of dpkg(1), and `status.d` of distroless images. rpm: the SQLite, NDB and BerkeleyDB names below the three values that
    /// distributions give `%_dbpath`. apk: the directory moved to `/usr` with apk-tools 3.
    public static let places: KeyValuePairs<PackageDatabaseKind, [ImagePath]> = [
        .dpkg: ["/var/lib/dpkg/status", "/var/lib/dpkg/status.d"],
        .rpm: [
            "/var/lib/rpm/rpmdb.sqlite", "/var/lib/rpm/Packages.db", "/var/lib/rpm/Packages", "/usr/lib/sysimage/rpm/rpmdb.sqlite",
            "/usr/lib/sysimage/rpm/Packages.db", "/usr/lib/sysimage/rpm/Packages", "/usr/share/rpm/rpmdb.sqlite",
            "/usr/share/rpm/Packages.db", "/usr/share/rpm/Packages",
        ],
        .apk: ["/lib/apk/db/installed", "/usr/lib/apk/db/installed"],
    ]

    /// The databases that are there, readable or not, each once even if links lead to it from several places.
    ///
    /// A link that leads nowhere counts as there: something was meant to be. That a place cannot be looked at is an error, because then
    /// nobody knows.
    public static func present(in image: any ImageFileSystem) throws(PackageDBError) -> [(kind: PackageDatabaseKind, path: ImagePath)] {
        var found: [(kind: PackageDatabaseKind, path: ImagePath)] = []
        for (kind, paths) in places {
            for path in try present(paths, in: image) { found.append((kind: kind, path: path)) }
        }
        return found
    }

    static func present(_ paths: [ImagePath], in image: any ImageFileSystem) throws(PackageDBError) -> [ImagePath] {
        var seen: Set<FileID> = []
        var found: [ImagePath] = []
        do throws(ImageError) {
            for path in paths {
                guard let entry = try image.resolve(path, followingLast: false) else { continue }
                if seen.insert(try image.resolve(path) ?? entry).inserted { found.append(path) }
            }
        } catch { throw PackageDBError(error) }
        return found
    }
}

extension ImageFileSystem {
    /// The bytes of a database's file that is known to be there.
    func database(at path: ImagePath) throws(PackageDBError) -> [UInt8] {
        let bytes: [UInt8]?
        do throws(ImageError) { bytes = try contents(at: path, limit: PackageDatabase.sizeLimit) } catch { throw PackageDBError(error) }
        guard let bytes else { throw PackageDBError(path, .damaged("it is a link that leads nowhere")) }
        guard !bytes.contains(0) else { throw PackageDBError(path, .damaged("it is text but has a NUL byte")) }
        return bytes
    }
}
