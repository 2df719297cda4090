public import ImageFS

extension PackageDatabase {
    /// The packages that dpkg knows, or `nil` where the image has no database of dpkg in any known place.
    ///
    /// Read are `/var/lib/dpkg/status`, what is still waiting in `/var/lib/dpkg/updates` to be merged into it, and the one file a package of
    /// `/var/lib/dpkg/status.d` (distroless images; there is no `Status` field, all are installed). A directory of dpkg with lists of
    /// installed files but without any status is an error: something was installed, and what is not known.
    public static func dpkg(in image: any ImageFileSystem) throws(PackageDBError) -> PackageDatabase? {
        let status: ImagePath = "/var/lib/dpkg/status"
        let present = try PackageDatabases.present(in: image).filter { $0.kind == .dpkg }.map(\.path)
        guard !present.isEmpty else {
            let info: ImagePath = "/var/lib/dpkg/info"
            let lists = try image.names(in: info).filter { $0.suffix(5).elementsEqual(".list".utf8) }
            guard lists.isEmpty else {
                throw PackageDBError(status, .damaged("there are \(lists.count) lists of installed files in \(info) but no status"))
            }
            return nil
        }
        var sources: [ImagePath] = []
        var packages: [Package] = []
        for path in present {
            if path == status {
                packages += try DpkgStatus(image.database(at: path), at: path, isWritten: true).packages
                sources.append(path)
                let updates: ImagePath = "/var/lib/dpkg/updates"
                for name in try image.names(in: updates) where name.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
                    let path = updates.appending(name)
                    for package in try DpkgStatus(image.database(at: path), at: path, isWritten: true).packages {
                        // dpkg replaces the record of the same package; the architecture tells two of one name apart.
                        if let place = packages.firstIndex(where: { $0.name == package.name && $0.architecture == package.architecture }) {
                            packages[place] = package
                        } else {
                            packages.append(package)
                        }
                    }
                    sources.append(path)
                }
            } else {
                sources.append(path)
                guard try image.leadsSomewhere(path) else { throw PackageDBError(path, .damaged("it is a link that leads nowhere")) }
                for name in try image.names(in: path) where !name.suffix(8).elementsEqual(".md5sums".utf8) {
                    let file = path.appending(name)
                    packages += try DpkgStatus(image.database(at: file), at: file, isWritten: false).packages
                }
            }
        }
        return PackageDatabase(kind: .dpkg, sources: sources, packages: packages)
    }
}

/// A file of stanzas in the format of dpkg's `status`.
///
/// deb-control(5) and dpkg's own strictness: a stanza ends at an empty line, a field is `Name: value` and goes on in lines that start with
/// a space or tab, the case of names does not matter, a field that stands twice is an error.
struct DpkgStatus {
    private(set) var packages: [Package] = []

    private struct Stanza {
        var line: Int
        var fields: [String: String] = [:]
    }

    /// - Parameter isWritten: whether dpkg itself wrote the file, which then ends in a line feed and gives every stanza a status.
    init(_ bytes: [UInt8], at path: ImagePath, isWritten: Bool) throws(PackageDBError) {
        func damaged(_ line: Int, _ what: String) -> PackageDBError { PackageDBError(path, line: line, .damaged(what)) }
        var stanza: Stanza?
        var number = 0
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
            let line = bytes[start..<end]
            number += 1
            if end == bytes.endIndex, isWritten { throw damaged(number, "it ends in the middle of a line") }
            start = end + 1
            guard let first = line.first, !line.allSatisfy(isSpace) else {
                if let done = stanza { packages.append(try Self.package(done, at: path, isWritten: isWritten)) }
                stanza = nil
                continue
            }
            if isSpace(first) {
                guard stanza != nil else { throw damaged(number, "a line continues no field") }
                continue
            }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else {
                throw damaged(number, "a line is neither a field nor its continuation")
            }
            if stanza == nil { stanza = Stanza(line: number) }
            guard let name = Self.wanted.first(where: { equal(line[..<colon], $0) }) else { continue }
            let value = String(decoding: trimmed(line[(colon + 1)...]), as: UTF8.self)
            if stanza?.fields.updateValue(value, forKey: name) != nil { throw damaged(number, "the field \(name) stands twice") }
        }
        if let done = stanza { packages.append(try Self.package(done, at: path, isWritten: isWritten)) }
    }

    private static let wanted = ["Package", "Version", "Architecture", "Status", "Source"]

    private static func package(_ stanza: Stanza, at path: ImagePath, isWritten: Bool) throws(PackageDBError) -> Package {
        func damaged(_ what: String) -> PackageDBError { PackageDBError(path, line: stanza.line, .damaged(what)) }
        guard let name = stanza.fields["Package"], !name.isEmpty else { throw damaged("a stanza has no Package") }
        var status: Package.Status?
        if let text = stanza.fields["Status"] {
            guard let read = Package.Status(text) else { throw damaged("the status \"\(text)\" of \(name) is unknown") }
            status = read
        } else if isWritten {
            throw damaged("\(name) has no Status")
        }
        let version = stanza.fields["Version"] ?? ""
        let package = Package(
            name: name, version: Package.Version(version), architecture: stanza.fields["Architecture"] ?? "", status: status,
            source: stanza.fields["Source"]?.split(separator: " ").first.map(String.init), kind: .dpkg, origin: path)
        // A package that is only selected, or was purged, has none.
        if version.isEmpty, package.isPresent { throw damaged("\(name) is installed but has no Version") }
        return package
    }
}

private func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || (9...13).contains(byte) }

private func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text.drop(while: isSpace)
    while let last = text.last, isSpace(last) { text = text.dropLast() }
    return text
}

/// Whether two field names are the same but for the case of ASCII letters.
private func equal(_ name: ArraySlice<UInt8>, _ other: String) -> Bool {
    name.count == other.utf8.count && zip(name, other.utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
}

extension ImageFileSystem {
    /// The names in the directory that a path leads to; none where it leads nowhere.
    func names(in path: ImagePath) throws(PackageDBError) -> [[UInt8]] {
        do throws(ImageError) {
            guard let directory = try resolve(path) else { return [] }
            if try metadata(of: directory).kind == .directory { return try children(of: directory).map { name(of: $0) } }
        } catch { throw PackageDBError(error) }
        throw PackageDBError(path, .damaged("it is not a directory"))
    }

    func leadsSomewhere(_ path: ImagePath) throws(PackageDBError) -> Bool {
        do throws(ImageError) { return try resolve(path) != nil } catch { throw PackageDBError(error) }
    }
}
