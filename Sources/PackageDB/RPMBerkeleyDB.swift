/// The hash database of BerkeleyDB that rpm had until version 4.16, RHEL until 8: `Packages`.
///
/// As BerkeleyDB's `db_page.h` and `hash.src` lay it out, in the byte order of the machine that made it: page 0 describes the file, each
/// bucket is a chain of pages of keys and values in turns, and a value that is too large for that is a chain of overflow pages.
struct RPMBerkeleyDB {
    private let bytes: [UInt8]
    private let order: ByteOrder
    private let pageSize: Int
    private let lastPage: Int
    private let lastBucket: Int
    /// For each doubling of the buckets, what to add to a bucket's number to have its page.
    private let spares: [Int]

    private static let hashMagic = 0x0006_1561
    private static let btreeMagic = 0x0005_3162

    private enum PageType {
        static let unsortedHash: UInt8 = 2
        static let overflow: UInt8 = 7
        static let hash: UInt8 = 13
    }

    init(_ bytes: [UInt8]) throws(RPMDamage) {
        let known = [Self.hashMagic, Self.btreeMagic]
        guard bytes.count >= 512, let order = [ByteOrder.little, .big].first(where: { known.contains(bytes.number(at: 12, $0) ?? 0) })
        else { throw RPMDamage("it does not start as a database of BerkeleyDB does") }
        guard bytes.number(at: 12, order) == Self.hashMagic else { throw .unsupported("a B-tree of BerkeleyDB") }
        guard let version = bytes.number(at: 16, order), let pageSize = bytes.number(at: 20, order),
            let lastPage = bytes.number(at: 32, order), let lastBucket = bytes.number(at: 72, order)
        else { throw RPMDamage("its first page is cut off") }
        guard (8...10).contains(version) else { throw .unsupported("version \(version) of BerkeleyDB's hash format") }
        // Encryption; checksums and partitions.
        guard bytes[24] == 0, bytes[26] == 0 else {
            throw .unsupported("a database of BerkeleyDB with encryption, checksums or partitions")
        }
        guard pageSize >= 512, pageSize <= 65536, pageSize & (pageSize - 1) == 0, lastPage < bytes.count / pageSize,
            lastBucket < bytes.count / pageSize
        else { throw RPMDamage("its first page describes more than the file has") }
        self.bytes = bytes
        self.order = order
        self.pageSize = pageSize
        self.lastPage = lastPage
        self.lastBucket = lastBucket
        spares = (0..<32).compactMap { bytes.number(at: 96 + 4 * $0, order) }
    }

    /// The headers by their numbers, in the order of the numbers.
    func headers() throws(RPMDamage) -> [(instance: UInt32, bytes: [UInt8])] {
        var headers: [(instance: UInt32, bytes: [UInt8])] = []
        // Every page belongs to one chain, once: chains that meet or turn back are damage, and would not end.
        var seen = Set<Int>()
        for bucket in 0...lastBucket {
            var page = bucket + spares[Int.bitWidth - bucket.leadingZeroBitCount]
            // BerkeleyDB does not write the page of a bucket that never had anything.
            if isUnwritten(page) { continue }
            while page != 0 {
                let start = try self.start(of: page, seen: &seen)
                let type = bytes[start + 25]
                guard type == PageType.hash || type == PageType.unsortedHash else {
                    throw RPMDamage("page \(page) is none of a hash table")
                }
                headers += try records(onPage: page, at: start, seen: &seen)
                page = bytes.number(at: start + 16, order) ?? 0
            }
        }
        try checkNothingIsLeft(seen)
        headers.sort { $0.instance < $1.instance }
        for (left, right) in zip(headers, headers.dropFirst()) where left.instance == right.instance {
            throw RPMDamage("header \(left.instance) is there twice")
        }
        return headers
    }

    private func isUnwritten(_ page: Int) -> Bool {
        page >= 1 && page <= lastPage && bytes[(page * pageSize)..<((page + 1) * pageSize)].allSatisfy { $0 == 0 }
    }

    /// The place of a page in the file.
    private func start(of page: Int, seen: inout Set<Int>) throws(RPMDamage) -> Int {
        guard page >= 1, page <= lastPage, bytes.number(at: page * pageSize + 8, order) == page else {
            throw RPMDamage("page \(page) is not where it should be")
        }
        guard seen.insert(page).inserted else { throw RPMDamage("two chains lead to page \(page)") }
        return page * pageSize
    }

    private func records(onPage page: Int, at start: Int, seen: inout Set<Int>) throws(RPMDamage) -> [(instance: UInt32, bytes: [UInt8])] {
        let count = try entryCount(onPage: page, at: start)
        var headers: [(instance: UInt32, bytes: [UInt8])] = []
        // Items lie one below the other, from the end of the page.
        var end = pageSize
        func item(_ place: Int) throws(RPMDamage) -> Range<Int> {
            guard let offset = bytes.integer(UInt16.self, at: start + 26 + 2 * place, order), Int(offset) >= 26 + 2 * count,
                Int(offset) < end
            else { throw RPMDamage("item \(place) of page \(page) is not on it") }
            defer { end = Int(offset) }
            return start + Int(offset)..<start + end
        }
        for pair in 0..<(count / 2) {
            let key = try value(item(2 * pair), onPage: page, seen: &seen)
            let value = try value(item(2 * pair + 1), onPage: page, seen: &seen)
            guard key.count == 4, let instance = key.integer(UInt32.self, at: 0, order) else {
                throw RPMDamage("a key on page \(page) is not the number of a header")
            }
            // Number 0 is where rpm notes the highest number it gave out.
            if instance != 0 { headers.append((instance, value)) }
        }
        guard let free = bytes.integer(UInt16.self, at: start + 22, order), Int(free) == end % 65536 else {
            throw RPMDamage("page \(page) has more items than it counts, or fewer")
        }
        return headers
    }

    private func entryCount(onPage page: Int, at start: Int) throws(RPMDamage) -> Int {
        guard let count = bytes.integer(UInt16.self, at: start + 20, order), count % 2 == 0, Int(count) <= (pageSize - 26) / 2 else {
            throw RPMDamage("page \(page) has a number of items that cannot be")
        }
        return Int(count)
    }

    private func value(_ item: Range<Int>, onPage page: Int, seen: inout Set<Int>) throws(RPMDamage) -> [UInt8] {
        switch bytes[item.lowerBound] {
        case 1: return Array(bytes[item.dropFirst()])
        case 3:
            guard item.count == 12, let first = bytes.number(at: item.lowerBound + 4, order),
                let length = bytes.number(at: item.lowerBound + 8, order)
            else { throw RPMDamage("an overflow item on page \(page) is cut off") }
            return try overflow(from: first, length: length, seen: &seen)
        default: throw .unsupported("duplicates in a database of BerkeleyDB (page \(page))")
        }
    }

    private func overflow(from first: Int, length: Int, seen: inout Set<Int>) throws(RPMDamage) -> [UInt8] {
        var value: [UInt8] = []
        var page = first
        while page != 0 {
            let start = try self.start(of: page, seen: &seen)
            guard bytes[start + 25] == PageType.overflow, let used = bytes.integer(UInt16.self, at: start + 22, order),
                26 + Int(used) <= pageSize, let part = bytes.bytes(at: start + 26, count: Int(used))
            else { throw RPMDamage("page \(page) is no overflow page") }
            value += part
            page = bytes.number(at: start + 16, order) ?? 0
        }
        guard value.count == length else { throw RPMDamage("the chain of overflow pages from page \(first) has the wrong length") }
        return value
    }

    /// Pages with records that no bucket leads to would be headers that nobody sees; a page that was freed has another type.
    private func checkNothingIsLeft(_ seen: Set<Int>) throws(RPMDamage) {
        for page in stride(from: 1, through: lastPage, by: 1) where !seen.contains(page) {
            let start = page * pageSize
            guard bytes.number(at: start + 8, order) == page else { continue }
            switch bytes[start + 25] {
            case PageType.hash, PageType.unsortedHash:
                if try entryCount(onPage: page, at: start) == 0 { continue }
            case PageType.overflow: break
            default: continue
            }
            throw RPMDamage("no bucket leads to page \(page), which has records")
        }
    }
}
