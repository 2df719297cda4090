internal import Glibc

/// An OCI layout or the output of `docker save` in one tar. Its files are copied out of it once, each to a place of the spool; their names are
/// looked up and never used as paths.
final class ImageArchive: Sendable {
    private let spool: Spool
    private let places: [String: Place]

    private enum Place {
        case content(offset: Int64, count: Int64)
        /// Another name: old archives have a layer once and link to it.
        case link(String)
    }

    /// What the tar at a path holds.
    enum Kind { case ociLayout, saved, rootFS }

    /// Reads the whole archive.
    init(_ file: FileSlice, subject: String, limits: ImageLimits) throws(ImageSourceError) {
        let spool = try Spool()
        var places: [String: Place] = [:]
        var end: Int64 = 0
        let reader = TarReader(subject)
        _ = try reader.read(file, limits: limits, stored: nil) { entry throws(ImageSourceError) in
            guard places.count < 100_000 else { throw ImageSourceError(subject, "more than 100000 files, which no image archive has") }
            guard let name = Self.name(entry.path), Self.belongs(name) else { return }
            if let target = entry.hardLink {
                places[name] = Self.name(target).map(Place.link)
            } else if entry.type == UInt32(S_IFLNK) {
                let folder = name.split(separator: "/").dropLast().joined(separator: "/")
                let target = String(decoding: entry.symbolicLink, as: UTF8.self)
                places[name] = Self.name(Array("\(folder)/\(target)".utf8)).map(Place.link)
            } else if entry.type == UInt32(S_IFREG) {
                let count = try reader.copy(entry, to: spool, at: end, limit: limits.bytes - end)
                places[name] = .content(offset: end, count: count)
                end += count
            }
        }
        self.spool = spool
        self.places = places
    }

    /// The file with this name.
    func file(_ name: String) -> FileSlice? {
        var name = name
        for _ in 0..<8 {
            switch places[name] {
            case .content(let offset, let count)?:
                return FileSlice(owner: spool, descriptor: spool.descriptor, offset: offset, count: count)
            case .link(let target)?: name = target
            case nil: return nil
            }
        }
        return nil
    }

    /// Looks as far into a tar as is needed to know what it is. An archive of an image has its own few kinds of names; the first other one
    /// shows a file system.
    static func kind(of file: FileSlice, subject: String, limits: ImageLimits) throws(ImageSourceError) -> Kind {
        struct Known: Error { var kind: Kind }
        var saved = false
        var known: Kind?
        do {
            _ = try TarReader(subject).read(file, limits: limits, stored: nil) { entry throws(ImageSourceError) in
                guard known == nil else { return }
                guard let name = Self.name(entry.path), belongs(name) || (entry.type == UInt32(S_IFDIR) && belongs("\(name)/layer.tar"))
                else {
                    known = .rootFS
                    throw ImageSourceError(subject, "known")
                }
                if name == "oci-layout" { known = .ociLayout }
                if name == "manifest.json" { saved = true }
                if known != nil { throw ImageSourceError(subject, "known") }
            }
        } catch {
            guard known != nil else { throw error }
        }
        return known ?? (saved ? .saved : .rootFS)
    }

    /// `a/b` for `./a//b`, with `..` settled; `nil` for what leads out.
    private static func name(_ path: [UInt8]) -> String? {
        var names: [Substring] = []
        for name in String(decoding: path, as: UTF8.self).split(separator: "/") where name != "." {
            if name == ".." {
                guard names.popLast() != nil else { return nil }
            } else {
                names.append(name)
            }
        }
        return names.joined(separator: "/")
    }

    /// Whether an archive of an image has files of this name: `oci-layout`, `index.json`, `manifest.json`, `repositories`, configurations, blobs,
    /// and layers as `ID.tar` or `ID/layer.tar` with `ID/json` and `ID/VERSION` beside them.
    private static func belongs(_ name: String) -> Bool {
        let names = name.split(separator: "/")
        func isID(_ text: Substring) -> Bool {
            text.utf8.count == 64 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        }
        switch names.count {
        case 0: return true
        case 1:
            if ["oci-layout", "index.json", "manifest.json", "repositories", "blobs"].contains(name) { return true }
            guard let end = names[0].lastIndex(of: ".") else { return isID(names[0]) }
            return isID(names[0][..<end]) && ["json", "tar"].contains(names[0][names[0].index(after: end)...])
        case 2:
            if names[0] == "blobs" { return true }
            return isID(names[0]) && ["layer.tar", "json", "VERSION"].contains(names[1])
        case 3: return names[0] == "blobs"
        default: return false
        }
    }
}
