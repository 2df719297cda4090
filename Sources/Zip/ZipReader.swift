internal import CArchive

/// Why a zip archive, or one file in it, is not read.
public struct ZipError: Error, Sendable {
    /// What is wrong, as one line without the name of the archive.
    public var message: String
    /// Whether nothing more is to be read of the whole.
    public var isFinal: Bool

    /// A reason.
    public init(message: String, isFinal: Bool = false) {
        self.message = message
        self.isFinal = isFinal
    }
}

/// What reading archives may cost. What exceeds a limit is refused, never cut.
public struct ZipLimits: Sendable, Hashable {
    /// Entries of all archives together.
    public var entries: Int
    /// Bytes of one file, unpacked.
    public var fileBytes: Int
    /// Bytes of all files together, unpacked.
    public var bytes: Int
    /// How many bytes one byte of an archive may become, once it has become more than 64 MiB.
    public var ratio: Int
    /// Archives in archives; 1 is the file that the user named.
    public var depth: Int
    /// Bytes of a name.
    public var name: Int

    /// Room for DISA's whole compilation (some hundred archives, some hundred megabytes) ten times over, unless other numbers are given.
    public init(
        entries: Int = 200_000, fileBytes: Int = 256 << 20, bytes: Int = 8 << 30, ratio: Int = 200, depth: Int = 3, name: Int = 1024
    ) {
        self.entries = entries
        self.fileBytes = fileBytes
        self.bytes = bytes
        self.ratio = ratio
        self.depth = depth
        self.name = name
    }
}

/// Reads zip archives through libarchive, each once from its central directory; no other format is recognised, and no name in an archive ever
/// becomes a path.
public struct ZipReader {
    /// Where the archive lies.
    public enum Source {
        /// An open file, and how many bytes it has.
        case descriptor(Int32, count: Int)
        /// All of it.
        case bytes([UInt8])

        var count: Int {
            switch self {
            case .descriptor(_, let count): count
            case .bytes(let bytes): bytes.count
            }
        }
    }

    /// One regular file of an archive; valid until the next is asked for.
    public struct Entry {
        /// The name as it stands in the archive, checked.
        public let name: String
        fileprivate let archive: OpaquePointer
        fileprivate let isEncrypted: Bool
    }

    private let limits: ZipLimits
    private var entries = 0
    private var bytes = 0
    /// Of the archive that is being read.
    private var unpacked = 0
    private var size = 0

    /// A reader for one archive, or for several that share the limits.
    public init(limits: ZipLimits) { self.limits = limits }

    /// Hands each regular file to `visit`, and each entry that is refused to `refuse`. Throws where the archive as a whole cannot be read on.
    public mutating func read(
        _ source: Source, refuse: (_ name: String, ZipError) -> Void, visit: (inout ZipReader, Entry) throws(ZipError) -> Void
    ) throws(ZipError) {
        guard let archive = archive_read_new() else { throw ZipError(message: "no reader could be made") }
        defer { archive_read_free(archive) }
        // Only with the central directory: without it nobody can tell what belongs to the archive.
        archive_read_support_format_zip_seekable(archive)
        // Names are bytes; no locale has a say.
        archive_read_set_options(archive, "zip:hdrcharset=BINARY")
        let outer = (unpacked, size)
        (unpacked, size) = (0, source.count)
        defer { (unpacked, size) = outer }
        switch source {
        case .descriptor(let descriptor, _):
            guard archive_read_open_fd(archive, descriptor, 1 << 16) == ARCHIVE_OK else { throw Self.noZip(archive) }
            try walk(archive, refuse: refuse, visit: visit)
        case .bytes(let bytes):
            // libarchive keeps the pointer, so everything happens inside.
            let result = bytes.withUnsafeBytes { buffer -> Result<Void, ZipError> in
                guard archive_read_open_memory(archive, buffer.baseAddress, buffer.count) == ARCHIVE_OK else {
                    return .failure(Self.noZip(archive))
                }
                do throws(ZipError) { return .success(try walk(archive, refuse: refuse, visit: visit)) } catch { return .failure(error) }
            }
            try result.get()
        }
    }

    private mutating func walk(
        _ archive: OpaquePointer, refuse: (_ name: String, ZipError) -> Void, visit: (inout ZipReader, Entry) throws(ZipError) -> Void
    ) throws(ZipError) {
        while true {
            var entry: OpaquePointer?
            let status = archive_read_next_header(archive, &entry)
            if status == ARCHIVE_EOF { return }
            guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else { throw Self.noZip(archive) }
            entries += 1
            if entries > limits.entries {
                throw ZipError(message: "more than \(limits.entries) entries in all; it is refused", isFinal: true)
            }
            guard let text = archive_entry_pathname(entry) ?? archive_entry_pathname_utf8(entry) else {
                refuse("entry \(entries)", ZipError(message: "its name cannot be read"))
                continue
            }
            let name = String(cString: text)
            if let problem = problem(of: name) {
                refuse(String(name.prefix(200)), ZipError(message: problem))
                continue
            }
            guard UInt32(archive_entry_filetype(entry)) == UInt32(S_IFREG) else { continue }
            try visit(&self, Entry(name: name, archive: archive, isEncrypted: archive_entry_is_encrypted(entry) != 0))
        }
    }

    /// Why an entry of this name is refused, though its name is never used as a path: who writes such names has something else in mind.
    private func problem(of name: String) -> String? {
        if name.utf8.count > limits.name { return "its name has more than \(limits.name) bytes; it is refused" }
        if name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control || $0 == "\u{FFFD}" }) {
            return "its name has control characters or is no text; it is refused"
        }
        let parts = name.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }
        let hasDrive = name.utf8.count > 1 && name.utf8.dropFirst().first == UInt8(ascii: ":")
        if parts.first?.isEmpty ?? true || hasDrive { return "its name is an absolute path; it is refused" }
        return parts.contains("..") ? "its name leads out of the archive; it is refused" : nil
    }

    /// All bytes of a file; throws where it is damaged, encrypted or too large.
    ///
    /// - Parameter most: Bytes of this file, where it is less than that of the limits.
    public mutating func content(of entry: Entry, most: Int = .max) throws(ZipError) -> [UInt8] {
        let most = min(most, limits.fileBytes)
        if entry.isEncrypted { throw ZipError(message: "encrypted; it cannot be read") }
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = archive_read_data(entry.archive, &buffer, buffer.count)
            if count == 0 { return content }
            // A warning is a checksum or a size that does not fit.
            guard count > 0 else {
                throw ZipError(message: "damaged: \(Self.message(entry.archive))")
            }
            bytes += count
            unpacked += count
            if content.count + count > most { throw ZipError(message: "more than \(most) bytes; it is refused") }
            if bytes > limits.bytes {
                throw ZipError(message: "more than \(limits.bytes) bytes in all; it looks like a bomb", isFinal: true)
            }
            if unpacked > 64 << 20, unpacked / max(size, 1) > limits.ratio {
                throw ZipError(message: "each of its bytes becomes more than \(limits.ratio); it looks like a bomb")
            }
            content += buffer[..<count]
        }
    }

    private static func noZip(_ archive: OpaquePointer) -> ZipError {
        ZipError(message: "damaged, or no zip archive: \(message(archive))")
    }

    private static func message(_ archive: OpaquePointer) -> String {
        archive_error_string(archive).map { String(cString: $0) } ?? "unreadable"
    }
}
