import CLinux
import Glibc

extension DirectoryTable.Listing {
    /// Reads what an open directory holds: one `getdents64(2)` for some hundred names, one `fstatat(2)` for each.
    ///
    /// A name that is gone or cannot be asked about when its turn comes is kept, and its record is an error: that something was there is
    /// known, what it is is not.
    ///
    /// - Parameter limit: how many entries at most; more is ``ImageError/Reason/limitExceeded(_:)``.
    init(reading directory: borrowing FileDescriptor, at path: @autoclosure () -> ImagePath, limit: Int) throws(ImageError) {
        let flags = AT_SYMLINK_NOFOLLOW | linux_at_no_automount()
        let size = 1 << 16
        let buffer = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 8)
        defer { buffer.deallocate() }
        while true {
            let filled = linux_getdents64(directory.number, buffer, size)
            guard filled >= 0 else { throw ImageError(path().description, .unreadable(Errno(Int32(-filled)).words)) }
            if filled == 0 { break }
            var offset = 0
            // struct linux_dirent64: inode 8 bytes, offset 8, record length 2, type 1, then the name with its NUL.
            while offset + 19 < filled {
                let length = Int(buffer.loadUnaligned(fromByteOffset: offset + 16, as: UInt16.self))
                guard length > 19, offset + length <= filled else { break }
                let text = buffer + offset + 19
                let name = UnsafeRawBufferPointer(start: text, count: strnlen(text.assumingMemoryBound(to: CChar.self), length - 19))
                offset += length
                if name.elementsEqual(dot) || name.elementsEqual(dotDot) { continue }
                guard !name.isEmpty, !name.contains(slash) else {
                    throw ImageError(path().description, .unreadable("the file system gives a name with a slash in it"))
                }
                guard records.count < limit else { throw ImageError(path().description, .limitExceeded("number of entries")) }
                var status = stat()
                var record: DirectoryTable.Record
                if fstatat(directory.number, text.assumingMemoryBound(to: CChar.self), &status, flags) == 0 {
                    record = DirectoryTable.Record(status)
                } else {
                    failures[records.count] = Errno(errno).words
                    record = DirectoryTable.Record()
                }
                record.nameStart = UInt32(names.count)
                record.nameLength = UInt16(name.count)
                names.append(contentsOf: name)
                records.append(record)
            }
        }
        sortByName()
    }

    private mutating func sortByName() {
        if failures.isEmpty {
            names.withUnsafeBytes { names in
                guard let start = names.baseAddress else { return }
                records.sort { left, right in
                    let length = Int(min(left.nameLength, right.nameLength))
                    let common = memcmp(start + Int(left.nameStart), start + Int(right.nameStart), length)
                    return common == 0 ? left.nameLength < right.nameLength : common < 0
                }
            }
            return
        }
        // Rare, so plain: the failures move with their records.
        let order = records.indices.sorted { name(records[$0]).lexicographicallyPrecedes(name(records[$1])) }
        let unsorted = (records: records, failures: failures)
        records = order.map { unsorted.records[$0] }
        failures = [:]
        for (place, old) in order.enumerated() { failures[place] = unsorted.failures[old] }
    }
}
