/// One directory entry of an image; ids are dense from 0, which is the root, and hold as long as the image is open.
public struct FileID: Sendable, Hashable {
    /// The place in the image's table of entries.
    public let index: Int32

    /// The root directory.
    public static let root = FileID(index: 0)

    /// The entry with this place in the table.
    public init(index: Int32) { self.index = index }
}

/// The file system of an image, and nothing else: whatever a link says, no answer comes from outside of it.
///
/// Directories are listed on demand and remembered, so that all that is asked of one image shares one walk. Every method may be called
/// from several tasks.
public protocol ImageFileSystem: AnyObject, Sendable {
    /// What the image is called in messages and reports.
    var name: String { get }
    /// Whether uid and gid are those of the image; a tree unpacked without root has lost them.
    var ownersAreKnown: Bool { get throws(ImageError) }
    /// The entries of a directory without `.` and `..`, sorted by the bytes of their names; empty for anything else.
    func children(of file: FileID) throws(ImageError) -> [FileID]
    /// The entry `name` of a directory. Links are not followed.
    func child(_ name: [UInt8], of file: FileID) throws(ImageError) -> FileID?
    /// The record of the entry itself.
    func metadata(of file: FileID) throws(ImageError) -> FileMetadata
    /// The name of the entry in its directory; empty for the root.
    func name(of file: FileID) -> [UInt8]
    /// The directory that holds the entry; the root's is the root.
    func parent(of file: FileID) -> FileID
    /// The text of a symbolic link.
    func linkTarget(of file: FileID) throws(ImageError) -> [UInt8]
    /// All bytes of a regular file of at most `limit` bytes. It never blocks on a FIFO or a device.
    func contents(of file: FileID, limit: Int) throws(ImageError) -> [UInt8]
    /// The first bytes of a regular file: `count` of them, or as many as it has.
    func prefix(of file: FileID, count: Int) throws(ImageError) -> [UInt8]
    /// Names and values of the extended attributes, sorted by name; empty where the backend has none.
    func extendedAttributes(of file: FileID) throws(ImageError) -> [(name: [UInt8], value: [UInt8])]
    /// The number of the file system that holds the entry, as `st_dev` has it: it differs where another one is mounted. 0 where the
    /// backend knows only one.
    func device(of file: FileID) throws(ImageError) -> UInt64
}

extension ImageFileSystem {
    /// The first bytes of the whole content.
    public func prefix(of file: FileID, count: Int) throws(ImageError) -> [UInt8] {
        Array(try contents(of: file, limit: .max).prefix(max(count, 0)))
    }

    /// One file system throughout.
    public func device(of file: FileID) throws(ImageError) -> UInt64 { 0 }
}
