internal import Digest
public import ImageFS

/// An installed package as a rpm database has it. Public keys that rpm trusts are there too, as packages called `gpg-pubkey` without an
/// architecture and without files.
public struct RPMHeader: Sendable {
    /// Whether the header is as its package had it.
    public enum Integrity: Sendable, Hashable {
        /// It has a SHA-256 digest, or only one of SHA-1, and the digest holds.
        case verified
        /// It has none.
        case unproven
    }

    /// The number of the header in its database.
    public let instance: UInt32
    /// The database's file.
    public let origin: ImagePath
    /// The name.
    public let name: String
    /// The epoch; `nil` where there is none, which is compared as 0.
    public let epoch: UInt32?
    /// The version.
    public let version: String
    /// The release.
    public let release: String
    /// The architecture; `nil` for public keys.
    public let architecture: String?
    /// The file name of the source package.
    public let sourceRPM: String?
    /// When it was installed, in seconds since 1970.
    public let installTime: Int64?
    /// Who signed it.
    public let signature: RPMSignature
    /// Whether its digests hold. Where one does not, the database is not read.
    public let integrity: Integrity
    let blob: RPMHeaderBlob

    init(_ bytes: [UInt8], instance: UInt32, origin: ImagePath) throws(RPMDamage) {
        let header = try RPMHeaderBlob(bytes)
        func required(_ tag: RPMTag) throws(RPMDamage) -> String {
            guard let value = try header.string(tag), !value.isEmpty else { throw RPMDamage("it has no \(tag)") }
            return value
        }
        integrity = try Self.integrity(header)
        self.instance = instance
        self.origin = origin
        name = try required(.name)
        version = try required(.version)
        release = try required(.release)
        epoch = try header.number(.epoch)
        architecture = try header.string(.arch)
        sourceRPM = try header.string(.sourceRPM)
        installTime = try header.number(.installTime).map { Int64($0) }
        signature = try RPMSignature(header)
        blob = header
    }

    private static func integrity(_ header: RPMHeaderBlob) throws(RPMDamage) -> Integrity {
        let digest: (name: String, value: String, algorithm: DigestAlgorithm)
        if let value = try header.string(.sha256Header) {
            digest = ("SHA-256", value, .sha256)
        } else if let value = try header.string(.sha1Header) {
            digest = ("SHA-1", value, .sha1)
        } else {
            return .unproven
        }
        // The digests are of the immutable region; without one they are of something that is no longer here.
        guard let region = header.immutableRegion else { return .unproven }
        guard let computed = digest.algorithm.hex(region) else { return .unproven }
        guard digest.value == computed else { throw RPMDamage("its \(digest.name) digest does not match its content") }
        return .verified
    }

    /// `name-[epoch:]version-release[.architecture]`, as rpm's `%{NEVRA}` has it.
    public var nevra: String { "\(name)-\(evr)" + (architecture.map { ".\($0)" } ?? "") }

    /// `[epoch:]version-release`, as rpm's `%{EVR}` has it.
    public var evr: String { (epoch.map { "\($0):" } ?? "") + "\(version)-\(release)" }
}
