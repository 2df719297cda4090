internal import Digest
internal import Glibc

/// The files an image consists of: a folder of the host, or what an archive held.
enum ImageStore {
    case folder(String)
    case archive(ImageArchive)

    /// The file with this name, which the code here or a checked digest made up; `nil` where there is none.
    func file(_ name: String) -> FileSlice? {
        switch self {
        case .folder(let path): HostFile("\(path)/\(name)")?.slice
        case .archive(let archive): archive.file(name)
        }
    }

    /// All of a small file.
    func document(_ name: String, limits: ImageLimits, subject: String) throws(ImageSourceError) -> [UInt8] {
        guard let slice = file(name) else { throw ImageSourceError(subject, "it has no \(name), which the image needs; it is not whole") }
        guard slice.count <= Int64(limits.document) else {
            throw ImageSourceError(subject, "\(name) has more than the \(limits.document) bytes that are allowed")
        }
        guard let bytes = slice.read(from: 0, count: limits.document) else { throw ImageSourceError(subject, "\(name) cannot be read") }
        return bytes
    }

    /// A blob that is a document, its size and digest held against the descriptor.
    func document(_ descriptor: ImageDocument.Descriptor, limits: ImageLimits, subject: String) throws(ImageSourceError) -> [UInt8] {
        let digest = try Self.digest(descriptor.digest, subject: subject)
        let bytes = try document("blobs/\(digest.name)/\(digest.hex)", limits: limits, subject: subject)
        guard Int64(bytes.count) == descriptor.size else {
            throw ImageSourceError(
                subject, "\(digest) has \(bytes.count) bytes, not the \(descriptor.size) its descriptor says; it is damaged")
        }
        guard let found = digest.algorithm.hex(bytes) else { throw ImageSourceError(subject, "\(digest.name) cannot be computed here") }
        guard found == digest.hex else {
            throw ImageSourceError(subject, "\(digest) holds what has the digest \(digest.name):\(found); it is damaged or was changed")
        }
        return bytes
    }

    /// A layer's blob; what it holds is hashed while it is read.
    func layer(_ descriptor: ImageDocument.Descriptor, subject: String) throws(ImageSourceError) -> (FileSlice, BlobDigest) {
        let digest = try Self.digest(descriptor.digest, subject: subject)
        guard let slice = file("blobs/\(digest.name)/\(digest.hex)") else {
            throw ImageSourceError(subject, "it has no layer \(digest); copy the whole image, layers that are not distributable included")
        }
        guard slice.count == descriptor.size else {
            throw ImageSourceError(
                subject, "layer \(digest) has \(slice.count) bytes, not the \(descriptor.size) its descriptor says; it is damaged")
        }
        return (slice, digest)
    }

    private static func digest(_ text: String, subject: String) throws(ImageSourceError) -> BlobDigest {
        guard let digest = BlobDigest(text) else {
            throw ImageSourceError(subject, "\"\(text.prefix(100))\" is no digest of an algorithm that is known (sha256, sha384, sha512)")
        }
        return digest
    }
}
