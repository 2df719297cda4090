/// What kind of thing a directory entry is.
public enum FileKind: String, Sendable, Hashable, CaseIterable {
    case regular, directory, symbolicLink, fifo, socket, blockDevice, characterDevice, unknown
}

/// What `lstat(2)` says of a file: the record of the link itself, never of what it points to.
public struct FileMetadata: Sendable, Hashable {
    /// What kind of thing it is.
    public var kind: FileKind
    /// Permission, set-id and sticky bits: `0o7777` at most.
    public var mode: UInt16
    /// Owner, as a number.
    public var uid: UInt32
    /// Group, as a number.
    public var gid: UInt32
    /// Bytes.
    public var size: Int64
    /// Seconds since 1970, of the last access.
    public var accessTime: Int64
    /// Seconds since 1970, of the last change of the content.
    public var modificationTime: Int64
    /// Seconds since 1970, of the last change of the record.
    public var changeTime: Int64

    /// A record; times are seconds since 1970.
    public init(
        kind: FileKind, mode: UInt16, uid: UInt32 = 0, gid: UInt32 = 0, size: Int64 = 0, accessTime: Int64 = 0, modificationTime: Int64 = 0,
        changeTime: Int64 = 0
    ) {
        self.kind = kind
        self.mode = mode
        self.uid = uid
        self.gid = gid
        self.size = size
        self.accessTime = accessTime
        self.modificationTime = modificationTime
        self.changeTime = changeTime
    }
}
