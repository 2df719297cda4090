import CLinux
import Glibc
import Synchronization

/// A directory of the host that holds the root file system of an image. It is only read.
///
/// Links are settled over the table of entries (``ImageFileSystem/resolve(_:followingLast:)``), and what is opened is opened beneath the
/// root without following any link, so whatever happens in the tree meanwhile, nothing outside of it is reached. Other file systems that are mounted
/// in the tree belong to it; ``device(of:)`` tells them apart. Nothing in it, `/proc` included, is special.
///
/// Directories are listed when they are first asked for, and remembered; what changed since then is not seen, or is an error where the
/// bytes are asked for. The order of ids says nothing.
public final class DirectoryImage: ImageFileSystem {
    /// Bounds for trees that are made to exhaust the reader.
    public struct Limits: Sendable, Hashable {
        /// How many entries the whole tree may have.
        public var entries = 8_000_000
        /// How many names a path may have.
        public var depth = 1_000

        /// The limits for images.
        public init() {}
    }

    /// What messages call the image: the path that was given.
    public let name: String
    let limits: Limits
    let root: FileDescriptor
    let table: Mutex<DirectoryTable>
    private let owners = Mutex<Bool?>(nil)

    /// Opens the directory at a path of the host.
    public init(path: String, limits: Limits = Limits()) throws(ImageError) {
        let number = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK)
        guard number >= 0 else { throw ImageError(path, .notAnImage(Errno(errno).words)) }
        root = FileDescriptor(owning: number)
        name = path
        self.limits = limits
        let status: stat
        do throws(Errno) { status = try root.status() } catch { throw ImageError(path, .notAnImage(error.words)) }
        table = Mutex(DirectoryTable(root: DirectoryTable.Record(status)))
    }

    /// Unknown where the root does not belong to uid 0, or all that is in it belongs to one other user: then it was unpacked by them.
    ///
    /// The tree is walked no further than to the second owner.
    public var ownersAreKnown: Bool {
        get throws(ImageError) {
            if let known = owners.withLock({ $0 }) { return known }
            let known = try metadata(of: .root).uid == 0 && !hasOneOtherOwner
            owners.withLock { $0 = known }
            return known
        }
    }

    /// The entries of a directory, sorted by the bytes of their names.
    public func children(of file: FileID) throws(ImageError) -> [FileID] { try childIndices(of: file.index).map(FileID.init(index:)) }

    /// The entry `name` of a directory.
    public func child(_ name: [UInt8], of file: FileID) throws(ImageError) -> FileID? {
        let children = try childIndices(of: file.index)
        return table.withLock { $0.child(name, in: children) }.map(FileID.init(index:))
    }

    /// The record of the entry itself, as it was when its directory was listed.
    public func metadata(of file: FileID) throws(ImageError) -> FileMetadata { try record(file).metadata }

    /// The name of the entry in its directory.
    public func name(of file: FileID) -> [UInt8] { table.withLock { Array($0.name(of: file.index)) } }

    /// The directory that holds the entry.
    public func parent(of file: FileID) -> FileID { FileID(index: table.withLock { $0.records[Int(file.index)].parent }) }

    /// The number of the file system that holds the entry.
    public func device(of file: FileID) throws(ImageError) -> UInt64 { try record(file).device }

    /// The text of a symbolic link.
    public func linkTarget(of file: FileID) throws(ImageError) -> [UInt8] {
        if let known = table.withLock({ $0.linkTargets[file.index] }) { return known }
        let link = try open(file, flags: linux_o_path())
        var buffer = [CChar](repeating: 0, count: 4097)
        let length = readlinkat(link.number, "", &buffer, buffer.count)
        guard length >= 0 else { throw failure(file, errno == ENOENT || errno == EINVAL ? "not a symbolic link" : Errno(errno).words) }
        guard length < buffer.count else { throw failure(file, "the text of the link is too long") }
        let target = buffer[..<length].map { UInt8(bitPattern: $0) }
        table.withLock { $0.linkTargets[file.index] = target }
        return target
    }

    /// The extended attributes, sorted by name; none where the file system has none.
    public func extendedAttributes(of file: FileID) throws(ImageError) -> [(name: [UInt8], value: [UInt8])] {
        let opened = try open(file, flags: linux_o_path())
        // XATTR_LIST_MAX and XATTR_SIZE_MAX are both 64 KiB.
        var buffer = [CChar](repeating: 0, count: 1 << 16)
        let length = linux_list_attributes(opened.number, &buffer, buffer.count)
        if length == -Int(ENOTSUP) { return [] }
        guard length >= 0 else { throw failure(file, Errno(Int32(-length)).words) }
        let names = buffer[..<length].split(separator: 0).map { $0.map { UInt8(bitPattern: $0) } }
        var attributes: [(name: [UInt8], value: [UInt8])] = []
        for name in names.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            let size = linux_get_attribute(opened.number, name.map { CChar(bitPattern: $0) } + [0], &buffer, buffer.count)
            guard size >= 0 else { throw failure(file, Errno(Int32(-size)).words) }
            attributes.append((name: name, value: buffer[..<size].map { UInt8(bitPattern: $0) }))
        }
        return attributes
    }

    /// All bytes of a regular file of at most `limit` bytes, as they are now. A file that changes while it is read is an error.
    public func contents(of file: FileID, limit: Int) throws(ImageError) -> [UInt8] {
        let opened = try openRegular(file)
        let before = try status(of: opened, file)
        guard before.st_size <= limit else { throw ImageError(path(of: file).description, .tooLarge(limit: limit)) }
        let bytes: [UInt8]
        // One more than the limit tells a file that is longer than it says.
        let most = limit == .max ? limit : limit + 1
        do throws(Errno) { bytes = try opened.read(upTo: most, expecting: Int(before.st_size)) } catch { throw failure(file, error.words) }
        guard bytes.count <= limit else { throw ImageError(path(of: file).description, .tooLarge(limit: limit)) }
        let after = try status(of: opened, file)
        guard
            before.st_size == after.st_size, before.st_mtim.tv_sec == after.st_mtim.tv_sec, before.st_mtim.tv_nsec == after.st_mtim.tv_nsec
        else { throw failure(file, "it changed while it was read") }
        return bytes
    }

    /// The first bytes of a regular file, without reading the rest.
    public func prefix(of file: FileID, count: Int) throws(ImageError) -> [UInt8] {
        let opened = try openRegular(file)
        do throws(Errno) { return try opened.read(upTo: count, expecting: count) } catch { throw failure(file, error.words) }
    }

    private func openRegular(_ file: FileID) throws(ImageError) -> FileDescriptor {
        let listed = try record(file).kind
        guard listed == .regular else { throw ImageError(path(of: file).description, .notARegularFile(listed)) }
        // The kind may have changed since: a FIFO must not block us, a terminal must not become ours.
        let opened = try open(file, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY)
        let kind = DirectoryTable.Record(try status(of: opened, file)).kind
        guard kind == .regular else { throw ImageError(path(of: file).description, .notARegularFile(kind)) }
        return opened
    }
}
