import Testing

@testable import PackageDB

@Suite("The write-ahead log of SQLite")
struct RPMSQLiteLogTests {
    /// A page of 512 bytes: the first starts as a database does.
    static func page(_ filler: UInt8, isFirst: Bool = false) -> [UInt8] {
        guard isFirst else { return [UInt8](repeating: filler, count: 512) }
        return Array("SQLite format 3\0".utf8) + [2, 0] + [UInt8](repeating: filler, count: 494)
    }

    static let database = page(1, isFirst: true) + page(2) + page(3)

    /// A log of frames, each with the number of its page and the size of the database after its transaction, or 0.
    static func log(isBigEndian: Bool = true, _ frames: [(page: UInt32, content: UInt8, size: UInt32)]) -> [UInt8] {
        var (first, second): (UInt32, UInt32) = (0, 0)
        func sum(_ bytes: [UInt8]) -> [UInt8] {
            for start in stride(from: 0, to: bytes.count, by: 8) {
                let words = [start, start + 4].map { at in
                    let word = bytes[at..<(at + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
                    return isBigEndian ? word : word.byteSwapped
                }
                first = first &+ words[0] &+ second
                second = second &+ words[1] &+ first
            }
            return [UInt8](bigEndian: first) + [UInt8](bigEndian: second)
        }
        var log: [UInt8] = [0x37, 0x7f, 6, isBigEndian ? 0x83 : 0x82] + [UInt8](bigEndian: UInt32(3_007_000))
        log += [UInt8](bigEndian: UInt32(512)) + [0, 0, 0, 1] + salts
        log += sum(log)
        for frame in frames {
            let start = [UInt8](bigEndian: frame.page) + [UInt8](bigEndian: frame.size)
            let content = page(frame.content)
            log += start + salts + sum(start + content) + content
        }
        return log
    }

    static let salts: [UInt8] = [9, 8, 7, 6, 5, 4, 3, 2]

    static func applied(_ log: [UInt8]) throws(RPMDamage) -> [UInt8] {
        var database = Self.database
        try RPMSQLiteLog.apply(log, to: &database)
        return database
    }

    @Test("The newest content of each page counts, in either byte order of the checksums", arguments: [true, false])
    func newest(isBigEndian: Bool) throws {
        let log = Self.log(isBigEndian: isBigEndian, [(2, 7, 3), (2, 8, 0), (4, 9, 4)])
        #expect(try Self.applied(log) == Self.page(1, isFirst: true) + Self.page(8) + Self.page(3) + Self.page(9))
    }

    @Test("A transaction that did not end does not count, and one can make the database smaller")
    func committed() throws {
        #expect(try Self.applied(Self.log([(2, 7, 0), (3, 7, 0)])) == Self.database)
        #expect(try Self.applied(Self.log([(2, 7, 2), (3, 7, 0)])) == Self.page(1, isFirst: true) + Self.page(7))
        #expect(try Self.applied([]) == Self.database)
        #expect(try Self.applied(Self.log([])) == Self.database)
    }

    @Test("Frames of an earlier log behind the last one do not count")
    func earlier() throws {
        var old = Self.log([(3, 9, 3)])
        old.replaceSubrange(40..<48, with: [0, 0, 0, 0, 0, 0, 0, 0])
        #expect(try Self.applied(Self.log([(2, 7, 3)]) + old[32...]) == Self.page(1, isFirst: true) + Self.page(7) + Self.page(3))
    }

    @Test("A log that is damaged, cut off or of another database is refused")
    func refused() {
        let log = Self.log([(2, 7, 0), (3, 7, 3)])
        for (at, why) in [
            (0, "start"), (4, "start"), (8, "checksum of its header"), (24, "checksum of its header"), (32, "checksum of its frame"),
            (60, "checksum of its frame"), (600, "checksum of its frame"),
        ] {
            var changed = log
            changed[at] ^= 1
            let error = #expect(throws: RPMDamage.self) { try Self.applied(changed) }
            #expect(error?.what.contains(why) == true, "byte \(at)")
        }
        #expect(throws: RPMDamage("its frame at byte 568 is cut off")) { try Self.applied(Array(log.dropLast(300))) }
        #expect(throws: RPMDamage("it makes a database of 9 pages out of fewer")) { try Self.applied(Self.log([(2, 7, 9)])) }
        var other = [UInt8](repeating: 0, count: 4096)
        other[16] = 16
        #expect(throws: RPMDamage("its pages are of another size than the database's")) { try RPMSQLiteLog.apply(log, to: &other) }
    }
}
