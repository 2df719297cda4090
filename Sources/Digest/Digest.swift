internal import CCrypto

/// The digests that evidence, package databases and content name. The raw values are the words of OVAL's `EntityObjectHashTypeType`.
public enum DigestAlgorithm: String, Sendable, Hashable, CaseIterable {
    /// RFC 1321. For comparing only: it proves nothing against anyone who wants it to.
    case md5 = "MD5"
    /// FIPS 180-4; the same holds.
    case sha1 = "SHA-1"
    /// FIPS 180-4.
    case sha224 = "SHA-224"
    /// FIPS 180-4.
    case sha256 = "SHA-256"
    /// FIPS 180-4.
    case sha384 = "SHA-384"
    /// FIPS 180-4.
    case sha512 = "SHA-512"

    /// The digest of `bytes` as lower-case hexadecimal digits; `nil` where libcrypto refuses the algorithm, as under a strict FIPS
    /// configuration of the scanning machine.
    public func hex(_ bytes: [UInt8]) -> String? {
        var state = DigestState(self)
        state?.update(bytes)
        return state?.hex()
    }
}

/// A digest that is fed piece by piece, so that what is digested need not be in memory.
public struct DigestState {
    private let context: Context

    /// libcrypto's own state, freed with the last holder.
    private final class Context {
        let pointer: OpaquePointer
        init(_ pointer: OpaquePointer) { self.pointer = pointer }
        deinit { EVP_MD_CTX_free(pointer) }
    }

    /// A state to feed; `nil` where libcrypto refuses the algorithm.
    public init?(_ algorithm: DigestAlgorithm) {
        let method =
            switch algorithm {
            case .md5: EVP_md5()
            case .sha1: EVP_sha1()
            case .sha224: EVP_sha224()
            case .sha256: EVP_sha256()
            case .sha384: EVP_sha384()
            case .sha512: EVP_sha512()
            }
        guard let pointer = EVP_MD_CTX_new() else { return nil }
        context = Context(pointer)
        guard EVP_DigestInit_ex(pointer, method, nil) == 1 else { return nil }
    }

    /// Adds bytes.
    public mutating func update(_ bytes: [UInt8]) { EVP_DigestUpdate(context.pointer, bytes, bytes.count) }

    /// Adds bytes that lie in memory of others.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) { EVP_DigestUpdate(context.pointer, bytes.baseAddress, bytes.count) }

    /// The digest of all that was added; nothing may be added any more.
    public mutating func bytes() -> [UInt8]? {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        guard EVP_DigestFinal_ex(context.pointer, &digest, &count) == 1, Int(count) <= digest.count else { return nil }
        return Array(digest.prefix(Int(count)))
    }

    /// ``bytes()`` as lower-case hexadecimal digits.
    public mutating func hex() -> String? { bytes().map(hexadecimal) }
}

/// Bytes as lower-case hexadecimal digits.
public func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
