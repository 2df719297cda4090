internal import Diagnostics
internal import Glibc

/// The files of a run: all of them whole, or none there at all.
struct OutputFiles {
    private var staged: [(temporary: String, path: String)] = []
    private var devices: [(bytes: [UInt8], path: String)] = []

    /// Writes `bytes` beside `path`, where they wait for ``commit()``; takes back the others where that fails.
    ///
    /// Throws where the directory cannot be written to, naming the file.
    mutating func add(_ bytes: [UInt8], to path: String) throws(ContentError) {
        if Self.isDevice(path) {
            devices.append((bytes, path))
            return
        }
        let place = Self.resolved(path)
        let temporary = "\(place).\(getpid()).part"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw failed(path, errno) }
        staged.append((temporary, place))
        var code = Self.write(bytes, to: descriptor)
        if close(descriptor) != 0 && code == 0 { code = errno }
        if code != 0 { throw failed(path, code) }
    }

    /// Gives every file its name.
    mutating func commit() throws(ContentError) {
        for file in staged {
            if rename(file.temporary, file.path) != 0 { throw failed(file.path, errno) }
        }
        staged = []
        for device in devices {
            let descriptor = open(device.path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
            guard descriptor >= 0 else { throw failed(device.path, errno) }
            let code = Self.write(device.bytes, to: descriptor)
            close(descriptor)
            if code != 0 && code != EPIPE { throw failed(device.path, code) }
        }
    }

    /// Takes back what waits, so that a run that failed leaves nothing.
    mutating func discard() {
        for file in staged { unlink(file.temporary) }
        staged = []
    }

    /// Makes a directory and those above it.
    static func makeDirectory(_ path: String) throws(ContentError) {
        var prefix = ""
        for (index, part) in path.split(separator: "/", omittingEmptySubsequences: false).enumerated() {
            prefix += index == 0 ? String(part) : "/\(part)"
            if prefix.isEmpty { continue }
            if mkdir(prefix, 0o755) != 0 && errno != EEXIST { throw failure(prefix, errno) }
        }
        guard mode(of: path) == S_IFDIR else { throw failure(path, ENOTDIR) }
    }

    private mutating func failed(_ path: String, _ code: Int32) -> ContentError {
        discard()
        return Self.failure(path, code)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written) }
            if count < 0 && errno == EINTR { continue }
            if count < 0 { return errno }
            written += count
        }
        return 0
    }
}

extension OutputFiles {
    /// Throws where a file cannot be written, before anything is evaluated.
    ///
    /// - Parameter image: The directory that is assessed. Nothing is written into it, unless it is the machine's own root.
    static func check(_ paths: [String], image: String) throws(ContentError) {
        var seen: Set<String> = []
        for path in paths where !isDevice(path) {
            let place = resolved(path)
            guard seen.insert(place).inserted else {
                throw ContentError(about: path, "two outputs are to be written here; give each a file of its own")
            }
            if mode(of: path) == S_IFDIR { throw failure(path, EISDIR) }
            try check(folder: folder(of: place), for: path, image: image)
        }
    }

    /// Throws where files cannot be made in `folder`, or where that is in the image.
    static func check(folder: String, for path: String, image: String) throws(ContentError) {
        if access(folder, W_OK | X_OK) != 0 { throw failure(path, errno) }
        if mode(of: folder) != S_IFDIR { throw failure(path, ENOTDIR) }
        try refuse(folder: folder, for: path, image: image)
    }

    /// Throws where a folder that may have to be made cannot be, or would be in the image.
    static func checkNew(folder: String, image: String) throws(ContentError) {
        var place = folder
        while mode(of: place) == nil, place != "/", place != "." { place = self.folder(of: place) }
        if mode(of: place) != S_IFDIR { throw failure(folder, ENOTDIR) }
        if access(place, W_OK | X_OK) != 0 { throw failure(folder, errno) }
        try refuse(folder: place, for: folder, image: image)
    }

    private static func refuse(folder: String, for path: String, image: String) throws(ContentError) {
        guard let image = realPath(image), image != "/", let place = realPath(folder) else { return }
        if place == image || place.hasPrefix("\(image)/") {
            throw ContentError(about: path, "lies in the image, which is never written to; choose another place")
        }
    }

    /// Whether the path is a terminal, a pipe or the like, which cannot be replaced by a file.
    private static func isDevice(_ path: String) -> Bool {
        // These lead to open files, which a file put in their place would not reach.
        if path.hasPrefix("/dev/fd/") || path.hasPrefix("/proc/") || path == "/dev/stdout" || path == "/dev/stderr" { return true }
        return mode(of: path).map { $0 != S_IFREG && $0 != S_IFDIR } ?? false
    }

    /// Where a symbolic link leads, so that it stays one.
    private static func resolved(_ path: String) -> String { realPath(path) ?? path }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func mode(of path: String) -> mode_t? {
        var record = stat()
        return stat(path, &record) == 0 ? record.st_mode & S_IFMT : nil
    }

    private static func realPath(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }

    private static func failure(_ path: String, _ code: Int32) -> ContentError {
        ContentError(about: path, "cannot be written: \(String(cString: strerror(code))); choose another place")
    }
}
