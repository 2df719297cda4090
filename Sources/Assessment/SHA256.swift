internal import Digest

/// SHA-256 (FIPS 180-4).
public enum SHA256 {
    /// The digest of `bytes` as 64 lower-case hexadecimal digits; `nil` where libcrypto refuses.
    public static func hex(_ bytes: [UInt8]) -> String? { DigestAlgorithm.sha256.hex(bytes) }
}
