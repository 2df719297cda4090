public import Digest

extension RPMDigestAlgorithm {
    /// The same algorithm where libcrypto has it.
    public var algorithm: DigestAlgorithm? {
        switch self {
        case .md5: .md5
        case .sha1: .sha1
        case .sha224: .sha224
        case .sha256: .sha256
        case .sha384: .sha384
        case .sha512: .sha512
        case .ripemd160, .sha3_256, .sha3_512: nil
        }
    }

    /// The digest of a file's content as headers write it, lower-case hexadecimal; `nil` for an algorithm that is not computed here.
    public func digest(of content: [UInt8]) -> String? { algorithm?.hex(content) }
}
