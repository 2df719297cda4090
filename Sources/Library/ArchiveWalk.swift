internal import Diagnostics
internal import Glibc
internal import Zip

/// Finds the documents in what a user names: an XML file, or a zip archive that holds some, also in archives of its own.
struct ArchiveWalk {
    /// A document that may be content.
    struct Document {
        /// Where it was: the file's name, then the names in archives, separated by ` > `.
        var origin: String
        /// Its own name, without folders.
        var name: String
        var bytes: [UInt8]
    }

    private var reader: ZipReader
    private let limits: ZipLimits
    /// What could not be read: a line for each.
    private(set) var problems: [Diagnostic] = []
    /// Files that are neither XML nor an archive.
    private(set) var passedOver = 0
    private let found: (Document) -> Void

    /// Hands each document to `found`, which keeps what it wants; only one is in memory at a time.
    init(limits: ZipLimits, found: @escaping (Document) -> Void) {
        self.limits = limits
        reader = ZipReader(limits: limits)
        self.found = found
    }

    /// Walks through the file at `path`.
    mutating func visit(_ path: String) {
        let name = Self.fileName(path)
        // Not blocking: a FIFO in place of the content must not hold the run.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { return report(path, "cannot be opened: \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        var record = stat()
        guard fstat(descriptor, &record) == 0, record.st_mode & S_IFMT == S_IFREG else {
            return report(path, "not a regular file; name a zip archive or an XML file")
        }
        let size = Int(record.st_size)
        var head = [UInt8](repeating: 0, count: 4)
        let isArchive = pread(descriptor, &head, 4, 0) == 4 && head.starts(with: "PK".utf8)
        if isArchive {
            var reader = reader
            do throws(ZipError) { try archive(&reader, .descriptor(descriptor, count: size), origin: name, depth: 1) } catch {
                report(path, error.message)
            }
            self.reader = reader
            return
        }
        guard size <= limits.fileBytes else { return report(path, "has \(size) bytes; at most \(limits.fileBytes) are read") }
        var bytes = [UInt8](repeating: 0, count: size)
        var count = 0
        while count < size {
            let got = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress?.advanced(by: count), size - count, off_t(count)) }
            if got < 0 && errno == EINTR { continue }
            if got < 0 { return report(path, "cannot be read: \(String(cString: strerror(errno)))") }
            if got == 0 { break }
            count += got
        }
        found(Document(origin: name, name: name, bytes: Array(bytes.prefix(count))))
    }

    /// Reads an archive, and those in it while they are met, so that only what is being read is in memory.
    private mutating func archive(_ reader: inout ZipReader, _ source: ZipReader.Source, origin: String, depth: Int) throws(ZipError) {
        var walk = self
        defer { self = walk }
        try reader.read(source) { refused, error in
            walk.report("\(origin) > \(refused)", error.message)
        } visit: { reader, entry throws(ZipError) in
            let name = Self.fileName(entry.name)
            let ending = name.lowercased().suffix(4)
            guard ending == ".xml" || ending == ".zip" else {
                walk.passedOver += 1
                return
            }
            let place = "\(origin) > \(entry.name)"
            if ending == ".zip" && depth >= walk.limits.depth {
                return walk.report(place, "archives more than \(walk.limits.depth) deep are not read; unpack it and import it")
            }
            do throws(ZipError) {
                let bytes = try reader.content(of: entry)
                if ending == ".xml" {
                    walk.found(Document(origin: place, name: name, bytes: bytes))
                } else {
                    try walk.archive(&reader, .bytes(bytes), origin: place, depth: depth + 1)
                }
            } catch {
                // What the whole import may cost is no matter of one file.
                if error.isFinal { throw error }
                walk.report(place, error.message)
            }
        }
    }

    private mutating func report(_ place: String, _ message: String) { problems.append(Diagnostic(.error, about: place, message)) }

    /// The part after the last separator, whichever system wrote it.
    private static func fileName(_ path: String) -> String {
        path.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? path
    }
}
