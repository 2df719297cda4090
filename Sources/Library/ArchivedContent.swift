public import Diagnostics
internal import Glibc
public import SCAP
public import XML
public import Zip

/// A document of content that a user names by its file, or by the zip archive that DISA publishes it in.
public struct ArchivedContent {
    /// The document; one of an archive is called `archive > name`.
    public let document: XMLDocument
    /// What reads the documents that it names: files beside it, or others of the same archive.
    public let loader: ContentLoader

    /// Opens a file, or the one benchmark or data stream of an archive.
    ///
    /// Throws where it cannot be read, and where an archive holds none or several.
    public init(_ path: String, limits: ZipLimits = ZipLimits(bytes: 1 << 30)) throws(ContentError) {
        guard Self.isArchive(path) else {
            loader = .files()
            document = try loader.document(path)
            return
        }
        var documents: [String: [UInt8]] = [:]
        var found: [(name: String, document: XMLDocument)] = []
        var walk = ArchiveWalk(limits: limits) { entry in
            documents[entry.origin] = entry.bytes
            guard let document = try? XMLDocument(entry.bytes, name: entry.origin, limits: .standard) else { return }
            if [.benchmark, .dataStream].contains(ContentKind(document.root)) { found.append((entry.origin, document)) }
        }
        walk.visit(path)
        if let problem = walk.problems.first, found.isEmpty { throw ContentError([problem]) }
        let place = SourceLocation(file: path)
        guard let first = found.first else {
            throw ContentError(at: place, "the archive holds neither an XCCDF benchmark nor a data stream; name one that does")
        }
        guard found.count == 1 else {
            let names = found.prefix(5).map(\.name).joined(separator: ", ") + (found.count > 5 ? " …" : "")
            throw ContentError(at: place, "the archive holds \(found.count) benchmarks (\(names)); unpack it and name one")
        }
        document = first.document
        let others = documents
        loader = ContentLoader { name, limit throws(ContentError) in
            guard let bytes = others[name] else { throw ContentError(at: SourceLocation(file: name), "is not in the archive") }
            guard bytes.count <= limit else {
                throw ContentError(at: SourceLocation(file: name), "has \(bytes.count) bytes; at most \(limit) are read")
            }
            return bytes
        }
    }

    private static func isArchive(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var head: [UInt8] = [0, 0, 0, 0]
        return pread(descriptor, &head, 4, 0) == 4 && head.starts(with: [0x50, 0x4b, 3, 4])
    }
}
