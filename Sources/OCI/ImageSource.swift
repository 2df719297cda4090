internal import Glibc
public import ImageFS

/// An image, opened: its files, and what it says of itself.
public struct OpenedImage: Sendable {
    /// The files.
    public var image: any ImageFileSystem
    /// Where it came from, its digests, layers and configuration.
    public var identity: ImageIdentity
}

/// What the user named as image: `PATH[:TAG|@DIGEST]`, where the path is an unpacked root file system, an OCI layout (folder or tar), an
/// archive of `docker save`, or the tar of a file system. A transport's prefix as other tools write it (`dir:`, `oci:`, `oci-archive:`,
/// `docker-archive:`, `tar:`) says which one, where the path could be several.
public struct ImageSource: Sendable {
    /// The argument as it was written.
    public let argument: String
    /// The file or directory of the host.
    public let path: String
    private let form: ImageIdentity.Source
    private let tag: String?
    private let digest: BlobDigest?

    private static let prefixes: [(String, ImageIdentity.Source)] = [
        ("dir:", .directory), ("oci:", .ociLayout), ("oci-archive:", .ociArchive), ("docker-archive:", .dockerArchive),
        ("tar:", .layerArchive),
    ]

    /// Finds out what the argument names.
    public init(_ argument: String, limits: ImageLimits = ImageLimits()) throws(ImageSourceError) {
        guard !argument.isEmpty else { throw ImageSourceError("\"\"", "no image is named; name a file or directory") }
        self.argument = argument
        var rest = argument
        var said: ImageIdentity.Source?
        if !Self.exists(argument), let (prefix, form) = Self.prefixes.first(where: { argument.hasPrefix($0.0) }) {
            rest = String(argument.dropFirst(prefix.count))
            said = form
        }
        var reference = Substring()
        (path, reference) = try Self.split(rest)
        if reference.first == "@" {
            guard let digest = BlobDigest(String(reference.dropFirst())) else {
                throw ImageSourceError(argument, "what follows @ is no digest such as sha256:… with 64 hexadecimal digits")
            }
            (tag, self.digest) = (nil, digest)
        } else {
            (tag, digest) = (reference.isEmpty ? nil : String(reference.dropFirst()), nil)
        }
        if let said { form = said } else { form = try Self.form(of: path, limits: limits) }
        if form == .directory || form == .layerArchive, tag != nil || digest != nil {
            throw ImageSourceError(argument, "\(path) is a file system, which has no tags and digests to choose from")
        }
    }

    /// Opens it. A digest that does not hold is an error.
    public func open(platform: String? = nil, limits: ImageLimits = ImageLimits()) throws(ImageSourceError) -> OpenedImage {
        var wanted: ImageDocument.Platform?
        if let platform { wanted = try ImageChoice.platform(platform) }
        let opener = ImageOpener(name: name, tag: tag, digest: digest, platform: wanted, limits: limits)
        switch form {
        case .directory:
            do throws(ImageError) {
                return OpenedImage(image: try DirectoryImage(path: path), identity: ImageIdentity(source: .directory, name: name))
            } catch {
                throw ImageSourceError(path, "not a readable directory; name an unpacked image")
            }
        case .ociLayout: return try opener.layout(.folder(path), source: .ociLayout)
        case .ociArchive, .dockerArchive, .layerArchive:
            guard let file = HostFile(path) else { throw ImageSourceError(path, "not a readable file") }
            if form == .layerArchive { return try opener.rootFS(file.slice) }
            let store = ImageStore.archive(try ImageArchive(file.slice, subject: name, limits: limits))
            return try form == .ociArchive ? opener.layout(store, source: .ociArchive) : opener.saved(store)
        }
    }

    /// The last name of the path with what was chosen in it.
    public var name: String {
        let last = path.split(separator: "/").last.map(String.init) ?? "/"
        return last + (tag.map { ":\($0)" } ?? "") + (digest.map { "@\($0)" } ?? "")
    }

    /// The longest beginning of the text that exists, and what follows it.
    private static func split(_ text: String) throws(ImageSourceError) -> (String, Substring) {
        if exists(text) { return (text, "") }
        var end = text.endIndex
        while let mark = text[..<end].lastIndex(where: { $0 == ":" || $0 == "@" }) {
            if mark > text.startIndex, exists(String(text[..<mark])) {
                guard text.index(after: mark) < text.endIndex else {
                    throw ImageSourceError(text, "nothing follows the \"\(text[mark])\"; name a tag or a digest, or leave it out")
                }
                return (String(text[..<mark]), text[mark...])
            }
            end = mark
        }
        throw ImageSourceError(text, "there is no such file or directory; name an unpacked image, an OCI layout, or an archive of an image")
    }

    private static func exists(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0
    }

    private static func form(of path: String, limits: ImageLimits) throws(ImageSourceError) -> ImageIdentity.Source {
        var status = stat()
        guard stat(path, &status) == 0 else { throw ImageSourceError(path, "there is no such file or directory") }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            if exists("\(path)/oci-layout"), exists("\(path)/index.json") { return .ociLayout }
            // What `docker save` was unpacked to would be looked at as a file system without anything in it.
            if exists("\(path)/manifest.json"), !exists("\(path)/etc"), !exists("\(path)/usr") {
                throw ImageSourceError(path, "an unpacked archive of docker save; name the archive itself")
            }
            return .directory
        case S_IFREG:
            guard let file = HostFile(path) else { throw ImageSourceError(path, "cannot be read: \(String(cString: strerror(errno)))") }
            switch try ImageArchive.kind(of: file.slice, subject: path, limits: limits) {
            case .ociLayout: return .ociArchive
            case .saved: return .dockerArchive
            case .rootFS: return .layerArchive
            }
        default: throw ImageSourceError(path, "neither a file nor a directory")
        }
    }
}
