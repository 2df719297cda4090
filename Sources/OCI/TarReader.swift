internal import CArchive
internal import Digest
internal import Glibc
internal import ImageFS

/// Reads a tar stream, compressed or not, once from its beginning to its end.
///
/// Two readers of libarchive, one behind the other: the first decompresses, the second reads tar; what flows between them is hashed, which is
/// the `diff_id` of a layer. Only tar and the compressions that images have are enabled.
struct TarReader {
    /// One entry; valid until the next is asked for.
    struct Entry {
        fileprivate let archive: OpaquePointer
        fileprivate let entry: OpaquePointer
        fileprivate let source: Source

        var path: [UInt8] { Self.bytes(archive_entry_pathname(entry)) }
        var hardLink: [UInt8]? { archive_entry_hardlink(entry).map { Self.bytes($0) } }
        var symbolicLink: [UInt8] { Self.bytes(archive_entry_symlink(entry)) }
        var type: UInt32 { UInt32(archive_entry_filetype(entry)) }
        var mode: UInt16 { UInt16(truncatingIfNeeded: archive_entry_perm(entry)) & 0o7777 }
        var uid: Int64 { archive_entry_uid(entry) }
        var gid: Int64 { archive_entry_gid(entry) }
        var size: Int64 { archive_entry_size(entry) }
        var deviceNumber: DeviceNumber {
            DeviceNumber(
                major: UInt32(truncatingIfNeeded: archive_entry_rdevmajor(entry)),
                minor: UInt32(truncatingIfNeeded: archive_entry_rdevminor(entry)))
        }
        var modificationTime: Int64 { Int64(archive_entry_mtime(entry)) }
        var accessTime: Int64 { archive_entry_atime_is_set(entry) != 0 ? Int64(archive_entry_atime(entry)) : modificationTime }
        var changeTime: Int64 { archive_entry_ctime_is_set(entry) != 0 ? Int64(archive_entry_ctime(entry)) : modificationTime }

        var attributes: [(name: [UInt8], value: [UInt8])] {
            guard archive_entry_xattr_reset(entry) > 0 else { return [] }
            var attributes: [(name: [UInt8], value: [UInt8])] = []
            var name: UnsafePointer<CChar>?
            var value: UnsafeRawPointer?
            var size = 0
            while archive_entry_xattr_next(entry, &name, &value, &size) == ARCHIVE_OK {
                attributes.append((Self.bytes(name), Array(UnsafeRawBufferPointer(start: value, count: value == nil ? 0 : size))))
            }
            return attributes.sorted { $0.name.lexicographicallyPrecedes($1.name) }
        }

        private static func bytes(_ text: UnsafePointer<CChar>?) -> [UInt8] {
            guard let text else { return [] }
            return Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
        }
    }

    /// Digests of what was read, hexadecimal: of the stream as stored, and of the tar.
    struct Digests {
        var stored: String
        var tar: String
    }

    private let subject: String

    init(_ subject: String) { self.subject = subject }

    /// Hands each entry to `body`, which may copy its content with ``copy(_:to:at:limit:)``.
    func read(
        _ slice: FileSlice, limits: ImageLimits, stored: DigestAlgorithm? = .sha256, _ body: (Entry) throws(ImageSourceError) -> Void
    ) throws(ImageSourceError) -> Digests {
        guard let source = Source(slice, limits: limits, stored: stored) else { throw ImageSourceError(subject, "no reader could be made") }
        guard let tar = archive_read_new() else { throw ImageSourceError(subject, "no reader could be made") }
        defer { archive_read_free(tar) }
        archive_read_support_format_tar(tar)
        // An empty layer is one of zero blocks, and no error.
        archive_read_support_format_empty(tar)
        // Names are bytes; no locale has a say.
        archive_read_set_options(tar, "tar:hdrcharset=BINARY")
        let pointer = Unmanaged.passUnretained(source).toOpaque()
        let opened = archive_read_open(
            tar, pointer, nil,
            { _, context, block in
                guard let context else { return -1 }
                return Unmanaged<Source>.fromOpaque(context).takeUnretainedValue().next(block)
            }, nil)
        guard opened == ARCHIVE_OK else { throw failure(tar, source) }
        while !source.isWithoutPadding {
            var entry: OpaquePointer?
            let status = archive_read_next_header(tar, &entry)
            if status == ARCHIVE_EOF || lacksOnlyPadding(tar, source) { break }
            // A warning is a name that some locale has no form for; names are bytes here.
            guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else { throw failure(tar, source) }
            try body(Entry(archive: tar, entry: entry, source: source))
        }
        // What follows the end of the tar is part of the layer's digests.
        guard source.drain() else { throw failure(tar, source) }
        guard let digests = source.digests else { throw ImageSourceError(subject, "its digest could not be computed") }
        return digests
    }

    /// Copies the content of an entry into the spool at `offset`; gives back how many bytes it has.
    func copy(_ entry: Entry, to spool: Spool, at offset: Int64, limit: Int64) throws(ImageSourceError) -> Int64 {
        // What no block fills is a hole.
        var end = max(entry.size, 0)
        guard end <= limit else { throw ImageSourceError(subject, "more than \(limit) bytes of content; it looks like a bomb") }
        while true {
            var block: UnsafeRawPointer?
            var count = 0
            var place: la_int64_t = 0
            let status = archive_read_data_block(entry.archive, &block, &count, &place)
            if status == ARCHIVE_EOF { return end }
            if status == ARCHIVE_FATAL, lacksOnlyPadding(entry.archive, entry.source) {
                entry.source.isWithoutPadding = true
                return end
            }
            guard status == ARCHIVE_OK || status == ARCHIVE_WARN else {
                if let problem = entry.source.problem { throw ImageSourceError(subject, problem) }
                throw ImageSourceError(subject, "damaged: \(Self.message(entry.archive))")
            }
            guard place >= 0, place <= limit, Int64(count) <= limit - place else {
                throw ImageSourceError(subject, "more than \(limit) bytes of content; it looks like a bomb")
            }
            try spool.write(UnsafeRawBufferPointer(start: block, count: count), at: offset + place)
            end = max(end, place + Int64(count))
        }
    }

    /// Whether the tar ends with the last byte of the last file instead of a full block and two empty ones, as one does that its writer did not
    /// close. Images with such layers run everywhere. What was read is whole: content that is cut short fails where it is read.
    private func lacksOnlyPadding(_ archive: OpaquePointer, _ source: Source) -> Bool {
        guard source.isAtEnd, source.problem == nil, let text = archive_error_string(archive) else { return false }
        let start = "Truncated input file (needed "
        let message = String(cString: text)
        guard message.hasPrefix(start), let needed = Int(message.dropFirst(start.count).prefix { $0.isNumber }) else { return false }
        return needed < 512
    }

    private func failure(_ archive: OpaquePointer, _ source: Source) -> ImageSourceError {
        if let problem = source.problem { return ImageSourceError(subject, problem) }
        return ImageSourceError(subject, "damaged, or no tar: \(Self.message(archive))")
    }

    fileprivate static func message(_ archive: OpaquePointer) -> String {
        archive_error_string(archive).map { String(cString: $0) } ?? "unreadable"
    }

    /// Decompresses a slice of a file, block by block.
    fileprivate final class Source {
        private let archive: OpaquePointer
        private let file: Stored
        private let limits: ImageLimits
        private var isOpen = false
        private(set) var isAtEnd = false
        /// Set where nothing follows the content of the last file, not even what fills its block.
        var isWithoutPadding = false
        private var tarDigest = DigestState(.sha256)
        private var produced: Int64 = 0
        private(set) var problem: String?

        /// What the slice holds, in pieces.
        private final class Stored {
            let slice: FileSlice
            var position: Int64 = 0
            var digest: DigestState?
            var failed = false

            init(_ slice: FileSlice, _ algorithm: DigestAlgorithm?) {
                self.slice = slice
                digest = algorithm.flatMap(DigestState.init)
            }

            func next() -> [UInt8]? {
                guard let bytes = slice.read(from: position, count: 1 << 20) else {
                    failed = true
                    return nil
                }
                position += Int64(bytes.count)
                digest?.update(bytes)
                return bytes
            }
        }

        /// The bytes handed to libarchive; they must stay until the next are asked for.
        private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)

        init?(_ slice: FileSlice, limits: ImageLimits, stored: DigestAlgorithm?) {
            guard let archive = archive_read_new() else { return nil }
            self.archive = archive
            file = Stored(slice, stored)
            self.limits = limits
            archive_read_support_format_raw(archive)
            archive_read_support_format_empty(archive)
            archive_read_support_filter_gzip(archive)
            archive_read_support_filter_zstd(archive)
            archive_read_support_filter_xz(archive)
        }

        deinit {
            archive_read_free(archive)
            buffer.deallocate()
        }

        private func open() -> Bool {
            isOpen = true
            let opened = archive_read_open(
                archive, Unmanaged.passUnretained(self).toOpaque(), nil,
                { _, context, block in
                    guard let context else { return -1 }
                    let source = Unmanaged<Source>.fromOpaque(context).takeUnretainedValue()
                    guard let bytes = source.file.next() else { return -1 }
                    bytes.withUnsafeBytes { source.buffer.copyMemory(from: $0) }
                    block?.pointee = UnsafeRawPointer(source.buffer.baseAddress)
                    return bytes.count
                }, nil)
            guard opened == ARCHIVE_OK else { return false }
            var entry: OpaquePointer?
            let status = archive_read_next_header(archive, &entry)
            if status == ARCHIVE_EOF { isAtEnd = true }
            return status == ARCHIVE_OK || status == ARCHIVE_EOF
        }

        /// The next block of the tar, 0 at its end, below 0 where it cannot be read.
        func next(_ block: UnsafeMutablePointer<UnsafeRawPointer?>?) -> Int {
            if problem != nil { return -1 }
            if !isOpen, !open() { return fail("cannot be decompressed: \(TarReader.message(archive))") }
            if isAtEnd { return 0 }
            var bytes: UnsafeRawPointer?
            var count = 0
            // A block without bytes is not the end.
            while count == 0 {
                var place: la_int64_t = 0
                let status = archive_read_data_block(archive, &bytes, &count, &place)
                if status == ARCHIVE_EOF {
                    isAtEnd = true
                    return 0
                }
                guard status == ARCHIVE_OK else { return fail("cannot be decompressed: \(TarReader.message(archive))") }
            }
            produced += Int64(count)
            if produced > limits.bytes { return fail("more than \(limits.bytes) bytes; it looks like a bomb") }
            if produced > 256 << 20, produced / max(file.position, 1) > limits.ratio {
                return fail("each of its bytes becomes more than \(limits.ratio); it looks like a bomb")
            }
            tarDigest?.update(UnsafeRawBufferPointer(start: bytes, count: count))
            block?.pointee = bytes
            return count
        }

        private func fail(_ message: String) -> Int {
            problem = file.failed ? "the file cannot be read" : message
            return -1
        }

        /// Reads what is left, for the digests.
        func drain() -> Bool {
            var block: UnsafeRawPointer?
            while true {
                let count = next(&block)
                if count < 0 { return false }
                if count == 0 { break }
            }
            while let bytes = file.next(), !bytes.isEmpty {}
            return !file.failed
        }

        var digests: Digests? {
            guard let tar = tarDigest?.hex() else { return nil }
            return Digests(stored: file.digest?.hex() ?? "", tar: tar)
        }
    }
}
