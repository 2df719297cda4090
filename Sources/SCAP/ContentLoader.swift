public import Diagnostics
internal import Glibc
public import XML

/// Where content is read from: the one place of this module that touches files.
public struct ContentLoader: Sendable {
    /// What each document may ask of the reader.
    public var limits: XMLLimits
    private let read: @Sendable (_ path: String, _ limit: Int) throws(ContentError) -> [UInt8]

    /// Reads by `read`, which gets a path and the most bytes that are wanted.
    ///
    /// It throws where there is no such file, or where it is larger.
    public init(limits: XMLLimits = .standard, read: @escaping @Sendable (_ path: String, _ limit: Int) throws(ContentError) -> [UInt8]) {
        self.limits = limits
        self.read = read
    }

    /// Reads regular files of the host into memory of our own, so that a file that changes meanwhile changes nothing.
    public static func files(limits: XMLLimits = .standard) -> ContentLoader {
        ContentLoader(limits: limits, read: readFile)
    }

    /// All bytes of a file.
    public func bytes(_ path: String) throws(ContentError) -> [UInt8] { try read(path, limits.bytes) }

    /// A file as XML.
    ///
    /// Throws where it cannot be read or is no XML, naming file and line.
    public func document(_ path: String) throws(ContentError) -> XMLDocument {
        let bytes = try bytes(path)
        let head = bytes.prefix(3)
        if head.elementsEqual("BZh".utf8) { throw ContentError(at: SourceLocation(file: path), "compressed by bzip2; decompress it first") }
        if head.starts(with: [0x1F, 0x8B]) {
            throw ContentError(at: SourceLocation(file: path), "compressed by gzip; decompress it first")
        }
        if head.starts(with: "PK".utf8) { throw ContentError(at: SourceLocation(file: path), "a zip archive; unpack it first") }
        do throws(XMLError) { return try XMLDocument(bytes, name: path, limits: limits) } catch { throw error.contentError }
    }

    private static func readFile(_ path: String, _ limit: Int) throws(ContentError) -> [UInt8] {
        func failed(_ message: String) -> ContentError { ContentError(at: SourceLocation(file: path), message) }
        // Not blocking: a FIFO in place of the content must not hold the run.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw failed("cannot be opened: \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        var record = stat()
        guard fstat(descriptor, &record) == 0 else { throw failed("cannot be examined: \(String(cString: strerror(errno)))") }
        guard record.st_mode & S_IFMT == S_IFREG else { throw failed("not a regular file; name a content file") }
        let size = Int(record.st_size)
        guard size <= limit else { throw failed("has \(size) bytes; at most \(limit) are read") }
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), size - count)
                if got < 0 && errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                count += got
            }
        }
        guard failure == 0 else { throw failed("cannot be read: \(String(cString: strerror(failure)))") }
        return bytes
    }
}

/// Paths of content that other content names.
enum ContentPath {
    /// The file that `href` names beside the file `path`, or why it is not looked for.
    ///
    /// Content is foreign: what it names lies in its own directory or below, and nowhere else.
    static func beside(_ path: String, _ href: String) -> Result<String, Refusal> {
        if href.isEmpty { return .failure(Refusal(reason: "it names no file")) }
        if href.contains("://") || href.hasPrefix("//") {
            return .failure(Refusal(reason: "it is not on this machine, and nothing is fetched"))
        }
        if href.hasPrefix("/") || href.hasPrefix("file:") { return .failure(Refusal(reason: "absolute paths are not followed")) }
        if href.utf8.contains(0) || href.split(separator: "/", omittingEmptySubsequences: false).contains("..") {
            return .failure(Refusal(reason: "paths that leave the directory are not followed"))
        }
        guard let slash = path.lastIndex(of: "/") else { return .success(href) }
        return .success(path[...slash] + href)
    }

    struct Refusal: Error {
        var reason: String
    }
}
