/// rpm's own format, of SUSE: `Packages.db`.
///
/// As rpm's `rpmpkg.c` writes it, all integers little-endian: a header of 32 bytes, pages of 16-byte slots, and blobs in blocks of 16
/// bytes, each between a head and a tail with an Adler-32 checksum (RFC 1950).
enum RPMNDB {
    private struct Slot {
        var package: UInt32
        var block: Int
        var blocks: Int
    }

    /// The headers by their numbers, in the order of the numbers.
    static func headers(_ bytes: [UInt8]) throws(RPMDamage) -> [(instance: UInt32, bytes: [UInt8])] {
        guard bytes.count >= 4096, bytes.starts(with: "RpmP".utf8), let version = bytes.number(at: 4, .little),
            let pages = bytes.number(at: 12, .little)
        else { throw RPMDamage("it does not start as a database in the NDB format does") }
        guard version == 0 else { throw .unsupported("version \(version) of the NDB format") }
        guard bytes.count % 16 == 0, pages >= 1, pages <= bytes.count / 4096 else { throw RPMDamage("it is cut off in its slots") }
        var slots: [Slot] = []
        for offset in stride(from: 32, to: pages * 4096, by: 16) {
            guard bytes.bytes(at: offset, count: 4)?.elementsEqual("Slot".utf8) == true,
                let package = bytes.integer(UInt32.self, at: offset + 4, .little), let block = bytes.number(at: offset + 8, .little),
                let blocks = bytes.number(at: offset + 12, .little)
            else { throw RPMDamage("the slot at byte \(offset) is none") }
            if block == 0 {
                guard package == 0, blocks == 0 else { throw RPMDamage("the slot at byte \(offset) is neither free nor used") }
                continue
            }
            guard package != 0, blocks >= 2, block >= pages * 256, block + blocks <= bytes.count / 16 else {
                throw RPMDamage("the slot at byte \(offset) leads out of the file")
            }
            slots.append(Slot(package: package, block: block, blocks: blocks))
        }
        slots.sort { $0.block < $1.block }
        for (left, right) in zip(slots, slots.dropFirst()) where left.block + left.blocks > right.block {
            throw RPMDamage("headers \(left.package) and \(right.package) overlap")
        }
        try checkNothingIsLeft(bytes, from: pages * 256, slots)
        slots.sort { $0.package < $1.package }
        for (left, right) in zip(slots, slots.dropFirst()) where left.package == right.package {
            throw RPMDamage("header \(left.package) is there twice")
        }
        var headers: [(instance: UInt32, bytes: [UInt8])] = []
        for slot in slots { headers.append((slot.package, try blob(bytes, slot))) }
        return headers
    }

    /// rpm fills what it frees with zeros: a header between the slots' blocks is one that its slot lost.
    private static func checkNothingIsLeft(_ bytes: [UInt8], from first: Int, _ slots: [Slot]) throws(RPMDamage) {
        var block = first
        for (start, end) in slots.map({ ($0.block, $0.block + $0.blocks) }) + [(bytes.count / 16, 0)] {
            while block < start {
                if bytes.bytes(at: block * 16, count: 4)?.elementsEqual("BlbS".utf8) == true {
                    throw RPMDamage("no slot leads to the header at byte \(block * 16)")
                }
                block += 1
            }
            block = end
        }
    }

    private static func blob(_ bytes: [UInt8], _ slot: Slot) throws(RPMDamage) -> [UInt8] {
        let (start, size) = (slot.block * 16, slot.blocks * 16)
        guard bytes.bytes(at: start, count: 4)?.elementsEqual("BlbS".utf8) == true,
            bytes.integer(UInt32.self, at: start + 4, .little) == slot.package, let length = bytes.number(at: start + 12, .little),
            (16 + length + 12 + 15) / 16 == slot.blocks, let content = bytes.bytes(at: start + 16, count: length)
        else { throw RPMDamage("header \(slot.package) does not start where its slot says") }
        let tail = start + size - 12
        guard let sum = bytes.integer(UInt32.self, at: tail, .little), bytes.number(at: tail + 4, .little) == length,
            bytes.bytes(at: tail + 8, count: 4)?.elementsEqual("BlbE".utf8) == true
        else { throw RPMDamage("header \(slot.package) does not end where its slot says") }
        guard let summed = bytes.bytes(at: start, count: size - 12), adler32(summed) == sum else {
            throw RPMDamage("the checksum of header \(slot.package) does not match its content")
        }
        return Array(content)
    }

    /// RFC 1950, 8.2.
    static func adler32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var (a, b): (UInt32, UInt32) = (1, 0)
        var rest = bytes
        while !rest.isEmpty {
            // So many additions fit into 32 bits.
            for byte in rest.prefix(5552) {
                a &+= UInt32(byte)
                b &+= a
            }
            (a, b) = (a % 65521, b % 65521)
            rest = rest.dropFirst(5552)
        }
        return b << 16 | a
    }
}
