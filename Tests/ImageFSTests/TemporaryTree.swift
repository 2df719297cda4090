import Glibc
import ImageFS

/// A directory of the host for one test, removed when it is no longer used.
final class TemporaryTree: Sendable {
    struct Failed: Error { let path: String, why: String }

    /// The root of the tree.
    let path: String

    /// An empty directory.
    init() throws {
        var template = Array("/tmp/stigready-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failed(path: "/tmp", why: String(cString: strerror(errno))) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard chmod(path, 0o755) == 0 else { throw Failed(path: path, why: String(cString: strerror(errno))) }
    }

    /// The files of an image, written to the host; owners only where the tests run as root.
    convenience init(_ image: MemoryImage) throws {
        try self.init()
        try write(.root, of: image)
    }

    deinit {
        // Depth first, one name at a time: paths may be longer than the kernel takes.
        let directory = open("/tmp", O_RDONLY | O_DIRECTORY)
        defer { close(directory) }
        Self.remove(Array(path.utf8CString.dropFirst(5)), in: directory)
    }

    private static func remove(_ name: [CChar], in parent: Int32) {
        if unlinkat(parent, name, 0) == 0 { return }
        let here = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        if let stream = fdopendir(here) {
            while let entry = readdir(stream) {
                withUnsafePointer(to: &entry.pointee.d_name) { bytes in
                    bytes.withMemoryRebound(to: CChar.self, capacity: 256) { name in
                        if strcmp(name, ".") == 0 || strcmp(name, "..") == 0 { return }
                        if unlinkat(here, name, 0) != 0 {
                            remove(Array(UnsafeBufferPointer(start: name, count: strlen(name) + 1)), in: here)
                        }
                    }
                }
            }
            closedir(stream)
        }
        unlinkat(parent, name, AT_REMOVEDIR)
    }

    private func write(_ file: FileID, of image: MemoryImage) throws {
        let metadata = try image.metadata(of: file)
        let host = hostPath(image.path(of: file))
        switch metadata.kind {
        case .regular:
            let number = open(host, O_WRONLY | O_CREAT | O_EXCL, 0o600)
            let bytes = try image.contents(of: file, limit: .max)
            try check(bytes.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) } == bytes.count, host)
            close(number)
        case .directory:
            if file != .root { try check(mkdir(host, 0o700) == 0, host) }
            for child in try image.children(of: file) { try write(child, of: image) }
        case .symbolicLink: try check(symlink(image.linkTarget(of: file).map { CChar(bitPattern: $0) } + [0], host) == 0, host)
        case .fifo: try check(mkfifo(host, 0o600) == 0, host)
        case .socket, .blockDevice, .characterDevice, .unknown:
            throw Failed(path: "\(image.path(of: file))", why: "not written to the host")
        }
        if geteuid() == 0 { try check(lchown(host, metadata.uid, metadata.gid) == 0, host) }
        if metadata.kind != .symbolicLink { try check(chmod(host, mode_t(metadata.mode)) == 0, host) }
        var times = [timespec(), timespec()]
        times[0].tv_sec = Int(metadata.accessTime)
        times[1].tv_sec = Int(metadata.modificationTime)
        try check(utimensat(AT_FDCWD, host, times, AT_SYMLINK_NOFOLLOW) == 0, host)
    }

    /// The path on the host, for calls of the C library.
    func hostPath(_ path: ImagePath) -> [CChar] { Array(self.path.utf8CString.dropLast()) + path.bytes.map { CChar(bitPattern: $0) } + [0] }

    private func check(_ succeeded: Bool, _ host: [CChar]) throws {
        if !succeeded { throw Failed(path: "\(host)", why: String(cString: strerror(errno))) }
    }
}

/// A ``DirectoryImage`` together with the tree that it shows.
final class HostedImage: ImageFileSystem {
    let tree: TemporaryTree
    let image: DirectoryImage

    init(_ memory: MemoryImage) throws {
        tree = try TemporaryTree(memory)
        image = try DirectoryImage(path: tree.path)
    }

    var name: String { image.name }
    var ownersAreKnown: Bool { get throws(ImageError) { try image.ownersAreKnown } }
    func children(of file: FileID) throws(ImageError) -> [FileID] { try image.children(of: file) }
    func child(_ name: [UInt8], of file: FileID) throws(ImageError) -> FileID? { try image.child(name, of: file) }
    func metadata(of file: FileID) throws(ImageError) -> FileMetadata { try image.metadata(of: file) }
    func name(of file: FileID) -> [UInt8] { image.name(of: file) }
    func parent(of file: FileID) -> FileID { image.parent(of: file) }
    func linkTarget(of file: FileID) throws(ImageError) -> [UInt8] { try image.linkTarget(of: file) }
    func contents(of file: FileID, limit: Int) throws(ImageError) -> [UInt8] { try image.contents(of: file, limit: limit) }
    func prefix(of file: FileID, count: Int) throws(ImageError) -> [UInt8] { try image.prefix(of: file, count: count) }
    func extendedAttributes(of file: FileID) throws(ImageError) -> [(name: [UInt8], value: [UInt8])] {
        try image.extendedAttributes(of: file)
    }
}
