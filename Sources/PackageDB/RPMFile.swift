public import ImageFS

/// One file of a package as the package's header describes it: what should be in the image, not what is.
///
/// rpm's manual, "RPM Tags", file information; the values of the enumerations are those of rpm's `rpmfiles.h`.
public struct RPMFile: Sendable, Hashable {
    /// What the package's spec file said of the file.
    public struct Flags: OptionSet, Sendable, Hashable {
        /// The bits of `FILEFLAGS`.
        public let rawValue: UInt32

        /// Flags of these bits.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `%config`.
        public static let config = Flags(rawValue: 1)
        /// `%doc`.
        public static let documentation = Flags(rawValue: 1 << 1)
        /// `%missingok`: the file may be missing.
        public static let missingOK = Flags(rawValue: 1 << 3)
        /// `%config(noreplace)`.
        public static let noReplace = Flags(rawValue: 1 << 4)
        /// `%ghost`: owned by the package, not shipped in it.
        public static let ghost = Flags(rawValue: 1 << 6)
        /// `%license`.
        public static let license = Flags(rawValue: 1 << 7)
        /// `%readme`.
        public static let readme = Flags(rawValue: 1 << 8)
        /// `%artifact`.
        public static let artifact = Flags(rawValue: 1 << 12)
    }

    /// What of a file `rpm -V` is to compare (`%verify` in the spec file); usually everything.
    public struct VerifyFlags: OptionSet, Sendable, Hashable {
        /// The bits of `FILEVERIFYFLAGS`.
        public let rawValue: UInt32

        /// Flags of these bits.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// The digest of the content.
        public static let digest = VerifyFlags(rawValue: 1)
        /// The size.
        public static let size = VerifyFlags(rawValue: 1 << 1)
        /// Where a link leads.
        public static let linkTarget = VerifyFlags(rawValue: 1 << 2)
        /// The owner.
        public static let user = VerifyFlags(rawValue: 1 << 3)
        /// The group.
        public static let group = VerifyFlags(rawValue: 1 << 4)
        /// The time of the last change.
        public static let modificationTime = VerifyFlags(rawValue: 1 << 5)
        /// The mode.
        public static let mode = VerifyFlags(rawValue: 1 << 6)
        /// The number of a device.
        public static let device = VerifyFlags(rawValue: 1 << 7)
        /// The capabilities.
        public static let capabilities = VerifyFlags(rawValue: 1 << 8)
    }

    /// What became of the file at installation.
    public enum State: Int8, Sendable, Hashable {
        /// The package has no states.
        case missing = -1
        /// Installed.
        case normal
        /// Another package's file took its place.
        case replaced
        /// Left out, as documentation and languages can be.
        case notInstalled
        /// On a shared file system, left out.
        case netShared
        /// For another word size, left out.
        case wrongColor
    }

    /// Where it belongs.
    public var path: ImagePath
    /// Type and permissions, as `st_mode` has them.
    public var mode: UInt16
    /// The owner's name.
    public var user: String
    /// The group's name.
    public var group: String
    /// Bytes.
    public var size: UInt64
    /// Seconds since 1970.
    public var modificationTime: Int64
    /// The digest of the content in hexadecimal, by ``RPMHeader/fileDigestAlgorithm``; empty for what has no content.
    public var digest: String
    /// Where it leads, for a symbolic link; else empty.
    public var linkTarget: [UInt8]
    /// What the spec file said of it.
    public var flags: Flags
    /// The number of a device, as `st_rdev` has it; else 0.
    public var device: UInt16
    /// Capabilities as text (`cap_net_raw=ep`); empty where there are none.
    public var capabilities: String
    /// What became of it at installation.
    public var state: State
    /// What of it is to be compared.
    public var verify: VerifyFlags
}

/// How the digests of a package's files were made: the numbers of OpenPGP (RFC 9580, 9.5).
public enum RPMDigestAlgorithm: UInt32, Sendable, Hashable {
    /// MD5, of packages before 2009.
    case md5 = 1
    /// SHA-1.
    case sha1 = 2
    /// RIPEMD-160.
    case ripemd160 = 3
    /// SHA-256.
    case sha256 = 8
    /// SHA-384.
    case sha384 = 9
    /// SHA-512.
    case sha512 = 10
    /// SHA-224.
    case sha224 = 11
    /// SHA3-256.
    case sha3_256 = 12
    /// SHA3-512.
    case sha3_512 = 14
}
