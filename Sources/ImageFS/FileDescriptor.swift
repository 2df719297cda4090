import CLinux
import Glibc

/// An open file of the host, closed when it goes out of use.
struct FileDescriptor: ~Copyable, Sendable {
    let number: Int32

    /// Takes over a descriptor.
    init(owning number: Int32) { self.number = number }

    deinit { close(number) }

    /// Opens `path` beneath this directory without following any link; an errno where that fails.
    ///
    /// The access time of the file is left alone where the kernel allows that, which it does for owner and root only.
    ///
    /// - Parameter byName: what kernels without `openat2(2)` get, so that tests can compare.
    borrowing func open(_ path: ImagePath, flags: Int32, byName: Bool = false) throws(Errno) -> FileDescriptor {
        let bytes = path.bytes.map { CChar(bitPattern: $0) } + [0]
        if byName {
            let file = linux_open_beneath_by_name(number, bytes, flags)
            guard file >= 0 else { throw Errno(-file) }
            return FileDescriptor(owning: file)
        }
        // With O_PATH nothing is read, and openat2 refuses what makes no sense.
        let quietly = flags & linux_o_path() == 0 ? linux_o_noatime() : 0
        var file = linux_open_beneath(number, bytes, flags | quietly)
        if file == -EPERM { file = linux_open_beneath(number, bytes, flags) }
        guard file >= 0 else { throw Errno(-file) }
        return FileDescriptor(owning: file)
    }

    /// `fstat(2)`.
    borrowing func status() throws(Errno) -> stat {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw Errno(errno) }
        return status
    }

    /// Reads to the end, or `count` bytes. The size is a hint only: files of `/proc` say 0.
    borrowing func read(upTo count: Int, expecting size: Int) throws(Errno) -> [UInt8] {
        var bytes: [UInt8] = []
        // One more, so that the end is seen without a second round; no more at once than a sparse file may claim for free.
        var chunk = max(0, min(size, count - 1, 1 << 26)) + 1
        while bytes.count < count {
            let wanted = min(chunk, count - bytes.count)
            var failure: Errno?
            let more = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
                while filled < wanted {
                    let got = Glibc.read(number, buffer.baseAddress.map { $0 + filled }, wanted - filled)
                    if got > 0 {
                        filled += got
                    } else if got == 0 {
                        return
                    } else if errno != EINTR {
                        failure = Errno(errno)
                        return
                    }
                }
            }
            if let failure { throw failure }
            if bytes.isEmpty { bytes = more } else { bytes += more }
            if more.count < wanted { break }
            chunk = max(1 << 16, bytes.count / 2)
        }
        return bytes
    }
}

/// A number of `errno.h`.
struct Errno: Error {
    let number: Int32
    init(_ number: Int32) { self.number = number }

    /// The words of the C library, in the C locale.
    var words: String { String(cString: strerror(number)) }
}

extension DirectoryTable.Record {
    /// The record that `stat(2)` filled.
    init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .directory
            case S_IFLNK: .symbolicLink
            case S_IFIFO: .fifo
            case S_IFSOCK: .socket
            case S_IFBLK: .blockDevice
            case S_IFCHR: .characterDevice
            default: .unknown
            }
        mode = UInt16(truncatingIfNeeded: status.st_mode & 0o7777)
        uid = status.st_uid
        gid = status.st_gid
        device = UInt64(status.st_dev)
        size = kind.isDevice ? Int64(bitPattern: UInt64(status.st_rdev)) : Int64(status.st_size)
        accessTime = Int64(status.st_atim.tv_sec)
        modificationTime = Int64(status.st_mtim.tv_sec)
        changeTime = Int64(status.st_ctim.tv_sec)
    }
}
