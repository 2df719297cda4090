extension RPMDigestAlgorithm {
    /// The digest of a file's content as headers write it, lower-case hexadecimal; `nil` for an algorithm that is not computed here.
    public func digest(of content: [UInt8]) -> String? {
        switch self {
        case .sha1: RPMDigest.sha1(content)
        case .sha256: RPMDigest.sha256(content)
        default: nil
        }
    }
}
