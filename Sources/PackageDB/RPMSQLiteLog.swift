/// The write-ahead log of a SQLite database, `rpmdb.sqlite-wal`: pages that were changed and not yet written back.
///
/// SQLite's "Database File Format", 4 (the Write-Ahead Log): a header of 32 bytes, then frames of a 24-byte header and a page. What counts
/// are the frames that carry the log's salts, up to the last that ends a transaction.
enum RPMSQLiteLog {
    /// Puts the pages of a log into the database's file, as SQLite does when it closes the database.
    static func apply(_ log: [UInt8], to database: inout [UInt8]) throws(RPMDamage) {
        // SQLite takes a log without a frame for none.
        guard log.count > 32 else { return }
        guard let magic = log.number(at: 0, .big), magic == 0x377f_0682 || magic == 0x377f_0683, log.number(at: 4, .big) == 3_007_000 else {
            throw RPMDamage("it does not start as a write-ahead log does")
        }
        let order = magic == 0x377f_0683 ? ByteOrder.big : .little
        var sum = Checksum()
        sum.add(log, from: 0, count: 24, order)
        guard sum.matches(log, at: 24) else { throw RPMDamage("the checksum of its header does not match") }
        guard let pageSize = log.number(at: 8, .big), pageSize >= 512, pageSize <= 65536, pageSize & (pageSize - 1) == 0,
            database.isEmpty || pageSize == databasePageSize(database)
        else { throw RPMDamage("its pages are of another size than the database's") }

        // Where the newest content of a page stands in the log, up to the last transaction that ended.
        var pages: [Int: Int] = [:]
        var pagesAfter: Int?
        var pending: [(page: Int, source: Int)] = []
        var frame = 32
        while let salts = log.bytes(at: frame + 8, count: 8), salts.elementsEqual(log[16..<24]) {
            // A frame of this log that is not whole: a transaction was cut off, or the file was.
            guard log.count - frame >= 24 + pageSize, let page = log.number(at: frame, .big), page > 0,
                let size = log.number(at: frame + 4, .big)
            else { throw RPMDamage("its frame at byte \(frame) is cut off") }
            sum.add(log, from: frame, count: 8, order)
            sum.add(log, from: frame + 24, count: pageSize, order)
            guard sum.matches(log, at: frame + 16) else { throw RPMDamage("the checksum of its frame at byte \(frame) does not match") }
            pending.append((page, frame + 24))
            if size > 0 {
                for (page, source) in pending { pages[page] = source }
                pending.removeAll(keepingCapacity: true)
                pagesAfter = size
            }
            frame += 24 + pageSize
        }
        guard let pagesAfter else { return }
        // Every page of the result is in the one file or the other.
        guard pagesAfter <= database.count / pageSize + pages.count else {
            throw RPMDamage("it makes a database of \(pagesAfter) pages out of fewer")
        }
        let size = pagesAfter * pageSize
        if database.count > size { database.removeLast(database.count - size) }
        database += [UInt8](repeating: 0, count: size - database.count)
        for (page, source) in pages where page <= pagesAfter {
            database.replaceSubrange((page - 1) * pageSize..<page * pageSize, with: log[source..<(source + pageSize)])
        }
    }

    /// Bytes of a page of the database, as its header says; 1 means 65,536.
    static func databasePageSize(_ database: [UInt8]) -> Int? {
        database.integer(UInt16.self, at: 16, .big).map { $0 == 1 ? 65536 : Int($0) }
    }

    /// "Checksum Algorithm": two sums over pairs of words.
    private struct Checksum {
        private var first: UInt32 = 0
        private var second: UInt32 = 0

        mutating func add(_ bytes: [UInt8], from start: Int, count: Int, _ order: ByteOrder) {
            for offset in stride(from: start, to: start + count, by: 8) {
                first &+= (bytes.integer(UInt32.self, at: offset, order) ?? 0) &+ second
                second &+= (bytes.integer(UInt32.self, at: offset + 4, order) ?? 0) &+ first
            }
        }

        func matches(_ bytes: [UInt8], at offset: Int) -> Bool {
            bytes.integer(UInt32.self, at: offset, .big) == first && bytes.integer(UInt32.self, at: offset + 4, .big) == second
        }
    }
}
