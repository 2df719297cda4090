/// Keyed digests, FIPS 198-1.
public enum HMAC {
    /// HMAC-SHA-256 of several pieces as if they were one; `nil` where libcrypto refuses the algorithm.
    ///
    /// - Parameter key: At most 64 bytes, the block of SHA-256; a longer one is digested first.
    public static func sha256(key: [UInt8], _ pieces: [ArraySlice<UInt8>]) -> [UInt8]? {
        var block = key
        if block.count > 64 {
            guard var state = DigestState(.sha256) else { return nil }
            state.update(block)
            guard let digest = state.bytes() else { return nil }
            block = digest
        }
        block += [UInt8](repeating: 0, count: 64 - block.count)
        guard var inner = DigestState(.sha256), var outer = DigestState(.sha256) else { return nil }
        inner.update(block.map { $0 ^ 0x36 })
        for piece in pieces { piece.withUnsafeBytes { inner.update($0) } }
        guard let digest = inner.bytes() else { return nil }
        outer.update(block.map { $0 ^ 0x5c })
        outer.update(digest)
        return outer.bytes()
    }
}
