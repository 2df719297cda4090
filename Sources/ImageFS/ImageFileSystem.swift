/// One directory entry of an image; ids are dense from 0, which is the root, and hold as long as the image is open.
public struct FileID: Sendable, Hashable {
    /// The place in the image's table of entries.
    public let index: Int32

    /// The root directory.
    public static let root = FileID(index: 0)

    /// The entry with this place in the table.
    public init(index: Int32) { self.index = index }
}

/// Why something of an image could not be read. That a path does not exist is no error.
public struct ImageError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What went wrong.
    public enum Reason: Sendable, Hashable {
        /// The image itself cannot be opened.
        case notAnImage(String)
        /// More links than any sane path has: a loop.
        case tooManyLinks
        /// The host's system call failed, in its own words.
        case unreadable(String)
        /// Not a regular file: reading it could block or never end.
        case notARegularFile(FileKind)
        /// More bytes than the caller allows.
        case tooLarge(limit: Int)
        /// The tree is deeper or larger than is allowed.
        case limitExceeded(String)
    }

    /// The path, as text.
    public var path: String
    /// What went wrong.
    public var reason: Reason

    /// A failure at `path`.
    public init(_ path: String, _ reason: Reason) {
        self.path = path
        self.reason = reason
    }

    /// One line.
    public var description: String { "\(path): \(reason)" }
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
    /// Names and values of the extended attributes, sorted by name; empty where the backend has none.
    func extendedAttributes(of file: FileID) throws(ImageError) -> [(name: [UInt8], value: [UInt8])]
}
