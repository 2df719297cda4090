internal import Digest
public import ImageFS

/// Which files the packages of dpkg brought, and with which content.
///
/// dpkg(1), "FILES" and dpkg-divert(1): `info/PACKAGE.list` names the paths of a package, `info/PACKAGE.md5sums` the digests of those that are
/// not configuration, `diversions` the paths that give way to another package's. In distroless images `status.d/PACKAGE.md5sums` is all
/// there is. Paths are compared as files, so that `/bin/sh` of a list and `/usr/bin/sh` of an image are one where `/bin` is a link.
public struct DpkgFiles: Sendable {
    /// A path that packages other than one put somewhere else.
    public struct Diversion: Sendable, Hashable {
        /// The path as packages have it.
        public var path: ImagePath
        /// Where the file of every other package is instead.
        public var divertedTo: ImagePath
        /// The package that has the path for itself; `nil` where the administrator has it, and no package.
        public var package: String?
    }

    /// The diversions, in the order of the file.
    public let diversions: [Diversion]
    /// Packages that are present but have no list: which files are theirs is not known, and of no file can be said that nobody owns it.
    public private(set) var packagesWithoutList: [String] = []
    private var owned: [FileID: [String]] = [:]
    private var digests: [FileID: String] = [:]

    /// The packages that brought a file, or a directory or link, in the order of the database; none where no package did.
    public func owners(of file: FileID) -> [String] { owned[file] ?? [] }

    /// The MD5 digest that the package gives for a file, hexadecimal; `nil` where it gives none, as for configuration.
    public func digest(of file: FileID) -> String? { digests[file] }

    /// Whether a file is as its package brought it; `nil` where no package says.
    public func isAsPackaged(_ file: FileID, in image: any ImageFileSystem) throws(ImageError) -> Bool? {
        guard let digest = digests[file] else { return nil }
        guard try image.metadata(of: file).kind == .regular else { return false }
        return DigestAlgorithm.md5.hex(try image.contents(of: file, limit: 1 << 32)) == digest
    }

    /// Reads what belongs to the packages of `database`.
    ///
    /// - Throws: ``PackageDBError`` where a list, the digests or the diversions are there and cannot be read to their end.
    public init(_ database: PackageDatabase, in image: any ImageFileSystem) throws(PackageDBError) {
        let diversions = try Self.diversions(in: image)
        self.diversions = diversions
        let byPath = Dictionary(diversions.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        let info = "/var/lib/dpkg/info" as ImagePath
        let names = Set(try image.names(in: info))
        var budget = Self.sizeLimit
        func text(_ path: ImagePath) throws(PackageDBError) -> [UInt8] {
            let bytes = try image.database(at: path)
            budget -= bytes.count
            guard budget >= 0 else { throw PackageDBError(path, .damaged("the lists of files are larger than \(Self.sizeLimit) bytes")) }
            return bytes
        }
        for package in database.packages where package.kind == .dpkg {
            /// The file this path of the package is in the image, if it is there.
            func file(_ path: ImagePath) throws(PackageDBError) -> FileID? {
                var path = path
                if let diversion = byPath[path], diversion.package != package.name { path = diversion.divertedTo }
                do throws(ImageError) { return try image.resolve(path, followingLast: false) } catch {
                    if error.reason == .tooManyLinks { return nil }
                    throw PackageDBError(error)
                }
            }
            let isStandalone = package.status == nil
            let stem = ["\(package.name):\(package.architecture)", package.name].first { names.contains(Array("\($0).list".utf8)) }
            var sums: ImagePath?
            if let stem {
                let path = info.appending(Array("\(stem).list".utf8))
                for listed in try Self.paths(try text(path), at: path) { own(try file(listed), package.name) }
                if names.contains(Array("\(stem).md5sums".utf8)) { sums = info.appending(Array("\(stem).md5sums".utf8)) }
            } else if isStandalone {
                let path = ImagePath(bytes: package.origin.bytes + Array(".md5sums".utf8))
                if try image.leadsSomewhere(path) { sums = path } else { packagesWithoutList.append(package.name) }
            } else if package.isPresent {
                packagesWithoutList.append(package.name)
            }
            guard let sums else { continue }
            for (digest, path) in try Self.digests(try text(sums), at: sums) {
                guard let file = try file(path) else { continue }
                digests[file] = digest
                if stem == nil { own(file, package.name) }
            }
        }
    }

    /// How many bytes all lists together may have.
    private static let sizeLimit = 1 << 29

    private mutating func own(_ file: FileID?, _ package: String) {
        guard let file, owned[file]?.contains(package) != true else { return }
        owned[file, default: []].append(package)
    }

    /// Three lines each: the path, where it went, the package or `:` for the administrator.
    private static func diversions(in image: any ImageFileSystem) throws(PackageDBError) -> [Diversion] {
        let path: ImagePath = "/var/lib/dpkg/diversions"
        guard try image.leadsSomewhere(path) else { return [] }
        let lines = try lines(try image.database(at: path), at: path)
        guard lines.count % 3 == 0 else {
            throw PackageDBError(path, line: lines.count, .damaged("a diversion has three lines, and the last one has fewer"))
        }
        var found: [Diversion] = []
        for start in stride(from: 0, to: lines.count, by: 3) {
            for place in start..<start + 2 where lines[place].first != UInt8(ascii: "/") {
                throw PackageDBError(path, line: place + 1, .damaged("a diverted path does not start with a slash"))
            }
            let package = String(decoding: lines[start + 2], as: UTF8.self)
            found.append(
                Diversion(
                    path: ImagePath(bytes: Array(lines[start])), divertedTo: ImagePath(bytes: Array(lines[start + 1])),
                    package: package == ":" ? nil : package))
        }
        return found
    }

    private static func paths(_ bytes: [UInt8], at path: ImagePath) throws(PackageDBError) -> [ImagePath] {
        var paths: [ImagePath] = []
        for (place, line) in try lines(bytes, at: path).enumerated() {
            guard line.first == UInt8(ascii: "/") else {
                throw PackageDBError(path, line: place + 1, .damaged("the path of a file does not start with a slash"))
            }
            paths.append(ImagePath(bytes: Array(line)))
        }
        return paths
    }

    /// `digest  path`, the path from the root without its slash.
    private static func digests(_ bytes: [UInt8], at path: ImagePath) throws(PackageDBError) -> [(digest: String, path: ImagePath)] {
        var digests: [(digest: String, path: ImagePath)] = []
        for (place, line) in try lines(bytes, at: path).enumerated() {
            let digest = line.prefix(32)
            var name = line.dropFirst(34)
            if name.starts(with: "./".utf8) { name = name.dropFirst(2) }
            guard digest.count == 32, digest.allSatisfy(isHexadecimal), line.dropFirst(32).first == UInt8(ascii: " "), !name.isEmpty else {
                throw PackageDBError(path, line: place + 1, .damaged("a line is not an MD5 digest, two spaces and a path"))
            }
            digests.append((String(decoding: digest, as: UTF8.self), ImagePath(bytes: [UInt8(ascii: "/")] + name)))
        }
        return digests
    }

    /// The lines of a file that dpkg wrote, none of them empty, the last one ended.
    private static func lines(_ bytes: [UInt8], at path: ImagePath) throws(PackageDBError) -> [ArraySlice<UInt8>] {
        guard let last = bytes.last else { return [] }
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard last == UInt8(ascii: "\n") else {
            throw PackageDBError(path, line: lines.count, .damaged("it ends in the middle of a line"))
        }
        lines.removeLast()
        if let empty = lines.firstIndex(where: \.isEmpty) { throw PackageDBError(path, line: empty + 1, .damaged("an empty line")) }
        return lines
    }
}

private func isHexadecimal(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
}
