internal import Digest

/// A digest as manifests write it: `sha256:` and 64 hexadecimal digits ("OCI Content Descriptors", Digests).
struct BlobDigest: Hashable, CustomStringConvertible {
    let algorithm: DigestAlgorithm
    let hex: String

    /// A digest of a registered algorithm; `nil` for any other text, so that no text of an image becomes a path.
    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let length: Int
        switch parts[0] {
        case "sha256": (algorithm, length) = (.sha256, 64)
        case "sha384": (algorithm, length) = (.sha384, 96)
        case "sha512": (algorithm, length) = (.sha512, 128)
        default: return nil
        }
        guard parts[1].utf8.count == length, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else {
            return nil
        }
        hex = String(parts[1])
    }

    /// `sha256`, as it stands in digests and folders.
    var name: String {
        switch algorithm {
        case .sha384: "sha384"
        case .sha512: "sha512"
        case .sha256, .md5, .sha1, .sha224: "sha256"
        }
    }

    var description: String { "\(name):\(hex)" }
}
