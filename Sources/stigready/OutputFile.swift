internal import Diagnostics
internal import Glibc

/// A file of results: whole, or not there at all.
enum OutputFile {
    /// Writes `bytes` beside `path` first and renames it then, so that no reader ever sees half a file.
    ///
    /// Throws where the directory cannot be written to, naming it.
    static func write(_ bytes: [UInt8], to path: String) throws(ContentError) {
        let temporary = "\(path).\(getpid()).part"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw failure(path, errno) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written) }
            if count < 0 && errno == EINTR { continue }
            if count <= 0 {
                let code = errno
                close(descriptor)
                unlink(temporary)
                throw failure(path, code)
            }
            written += count
        }
        guard close(descriptor) == 0, rename(temporary, path) == 0 else {
            let code = errno
            unlink(temporary)
            throw failure(path, code)
        }
    }

    /// Makes a directory and those above it.
    static func makeDirectory(_ path: String) throws(ContentError) {
        var prefix = ""
        for (index, part) in path.split(separator: "/", omittingEmptySubsequences: false).enumerated() {
            prefix += index == 0 ? String(part) : "/\(part)"
            if prefix.isEmpty { continue }
            if mkdir(prefix, 0o755) != 0 && errno != EEXIST { throw failure(prefix, errno) }
        }
        var record = stat()
        guard stat(path, &record) == 0, record.st_mode & S_IFMT == S_IFDIR else { throw failure(path, ENOTDIR) }
    }

    private static func failure(_ path: String, _ code: Int32) -> ContentError {
        ContentError(about: path, "cannot be written: \(String(cString: strerror(code))); choose another place")
    }
}
