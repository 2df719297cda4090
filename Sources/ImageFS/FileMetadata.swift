/// What kind of thing a directory entry is.
public enum FileKind: String, Sendable, Hashable, CaseIterable {
    case regular, directory, symbolicLink, fifo, socket, blockDevice, characterDevice, unknown

    /// Whether it stands for a device.
    public var isDevice: Bool { self == .blockDevice || self == .characterDevice }
}

/// Which device a device file stands for.
public struct DeviceNumber: Sendable, Hashable {
    /// The driver.
    public var major: UInt32
    /// Which of the driver's devices.
    public var minor: UInt32

    /// A number of these parts.
    public init(major: UInt32, minor: UInt32) {
        self.major = major
        self.minor = minor
    }

    /// Takes `st_rdev` apart as `makedev(3)` of the GNU C Library puts it together.
    public init(_ rdev: UInt64) {
        major = UInt32(truncatingIfNeeded: rdev >> 8 & 0xfff | rdev >> 32 & 0xffff_f000)
        minor = UInt32(truncatingIfNeeded: rdev & 0xff | rdev >> 12 & 0xffff_ff00)
    }
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
    /// Which device a device file stands for; `nil` for everything else.
    public var deviceNumber: DeviceNumber?
    /// Seconds since 1970, of the last access.
    public var accessTime: Int64
    /// Seconds since 1970, of the last change of the content.
    public var modificationTime: Int64
    /// Seconds since 1970, of the last change of the record.
    public var changeTime: Int64

    /// A record; times are seconds since 1970.
    public init(
        kind: FileKind, mode: UInt16, uid: UInt32 = 0, gid: UInt32 = 0, size: Int64 = 0, deviceNumber: DeviceNumber? = nil,
        accessTime: Int64 = 0, modificationTime: Int64 = 0, changeTime: Int64 = 0
    ) {
        self.kind = kind
        self.mode = mode
        self.uid = uid
        self.gid = gid
        self.size = size
        self.deviceNumber = deviceNumber
        self.accessTime = accessTime
        self.modificationTime = modificationTime
        self.changeTime = changeTime
    }
}
