internal import Glibc

/// A file without a name that holds what was taken out of archives: no path of an image is ever a path of the host, and nothing is left
/// behind when the program ends, however it ends.
final class Spool: Sendable {
    let descriptor: Int32

    /// A spool in `TMPDIR`, else `/var/tmp`, which unlike `/tmp` is seldom memory.
    init() throws(ImageSourceError) {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp"
        // O_TMPFILE, which Glibc's module hides: __O_TMPFILE | O_DIRECTORY.
        var file = open(folder, O_RDWR | O_CLOEXEC | 0o20200000, 0o600)
        if file < 0 {
            var template = Array("\(folder)/stigready-XXXXXX".utf8CString)
            file = mkstemp(&template)
            if file >= 0 { unlink(template) }
        }
        guard file >= 0 else {
            throw ImageSourceError(
                folder, "no temporary file can be made (\(String(cString: strerror(errno)))); name another folder in TMPDIR")
        }
        descriptor = file
    }

    deinit { close(descriptor) }

    /// Writes all of `bytes` at `offset`.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(ImageSourceError) {
        var done = 0
        while done < bytes.count {
            let count = pwrite(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + Int64(done)))
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                throw ImageSourceError("TMPDIR", "the temporary file cannot be written: \(String(cString: strerror(errno)))")
            }
            done += count
        }
    }
}

/// A part of a file of the host that is read at places, never by a shared position.
struct FileSlice: Sendable {
    /// Keeps the descriptor open.
    let owner: any AnyObject & Sendable
    let descriptor: Int32
    let offset: Int64
    let count: Int64

    /// Bytes from `start` on, at most `length`; fewer at the end. What was never written is 0.
    func read(from start: Int64, count length: Int) -> [UInt8]? {
        let wanted = Int(max(0, min(Int64(length), count - start)))
        if wanted == 0 { return [] }
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initialized in
            var done = 0
            while done < wanted {
                let got = pread(descriptor, buffer.baseAddress.map { $0 + done }, wanted - done, off_t(offset + start + Int64(done)))
                if got < 0 && errno == EINTR { continue }
                if got < 0 { failed = true }
                if got <= 0 { break }
                done += got
            }
            // A hole at the end of the spool.
            while done < wanted {
                buffer[done] = 0
                done += 1
            }
            initialized = done
        }
        return failed ? nil : bytes
    }
}

/// A file of the host that is read.
final class HostFile: Sendable {
    let descriptor: Int32
    let size: Int64

    init?(_ path: String) {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(file)
            return nil
        }
        descriptor = file
        size = Int64(status.st_size)
    }

    deinit { close(descriptor) }

    var slice: FileSlice { FileSlice(owner: self, descriptor: descriptor, offset: 0, count: size) }
}
