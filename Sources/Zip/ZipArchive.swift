internal import CArchive
public import Diagnostics

/// Writes a zip archive into memory. Entries have no time (zip then says 1980-01-01, whatever the time zone), no owner and mode 0644, so that the same
/// files give the same bytes.
public struct ZipArchive: Sendable {
    /// A file in the archive.
    public struct Entry: Sendable {
        /// Its path in the archive.
        public var name: String
        /// All of it.
        public var bytes: [UInt8]
        /// A file.
        public init(_ name: String, _ bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// In the order in which they are written.
    public var entries: [Entry]

    /// An archive of these.
    public init(_ entries: [Entry]) { self.entries = entries }

    /// The archive. Throws what libarchive has to say.
    public func bytes() throws(ContentError) -> [UInt8] {
        guard let archive = archive_write_new() else { throw ContentError("libarchive could not be set up to write") }
        defer { archive_write_free(archive) }
        // Deflate makes text a tenth; room for the headers of each file comes on top.
        let room = entries.reduce(64 << 10) { $0 + $1.bytes.count + ($1.bytes.count >> 4) + 2 * $1.name.utf8.count + 1024 }
        var used = 0
        var failure: String?
        let result = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            failure = Self.write(entries, archive, buffer.baseAddress, room, &used)
            count = failure == nil ? used : 0
        }
        if let failure { throw ContentError("the zip archive cannot be written: \(failure)") }
        return result
    }

    private static func write(
        _ entries: [Entry], _ archive: OpaquePointer, _ buffer: UnsafeMutablePointer<UInt8>?, _ room: Int, _ used: inout Int
    ) -> String? {
        func problem() -> String { archive_error_string(archive).map { String(cString: $0) } ?? "no reason is given" }
        guard archive_write_set_format_zip(archive) == ARCHIVE_OK,
            archive_write_set_options(archive, "zip:compression=deflate,zip:compression-level=9") == ARCHIVE_OK,
            archive_write_set_bytes_per_block(archive, 0) == ARCHIVE_OK,
            archive_write_open_memory(archive, buffer, room, &used) == ARCHIVE_OK
        else { return problem() }
        for file in entries {
            guard let entry = archive_entry_new() else { return "no memory" }
            defer { archive_entry_free(entry) }
            archive_entry_set_pathname_utf8(entry, file.name)
            archive_entry_set_size(entry, Int64(file.bytes.count))
            archive_entry_set_mode(entry, 0o100644)
            guard archive_write_header(archive, entry) == ARCHIVE_OK else { return problem() }
            let written = file.bytes.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
            guard written == file.bytes.count else { return problem() }
        }
        return archive_write_close(archive) == ARCHIVE_OK ? nil : problem()
    }
}
