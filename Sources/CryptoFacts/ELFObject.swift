internal import ImageFS

/// The parts of an ELF file that say what cryptography is in it: sections by name, and the libraries it needs.
///
/// System V gABI, chapters 4 and 5; 32 and 64 bit, both byte orders. Every offset is checked: the bytes are anybody's.
struct ELFObject {
    /// A section as its header has it.
    struct Section {
        var name: String
        var type: UInt32
        /// Place of its bytes in the file; empty where it has none.
        var range: Range<Int>
        var link: Int
    }

    let bytes: [UInt8]
    private(set) var sections: [Section] = []
    private let is64: Bool
    private let isBig: Bool

    /// `nil` where the bytes are no ELF file or its section table lies outside of it.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 52, bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]), bytes[4] == 1 || bytes[4] == 2,
            bytes[5] == 1 || bytes[5] == 2
        else { return nil }
        self.bytes = bytes
        is64 = bytes[4] == 2
        isBig = bytes[5] == 2
        guard readSections() else { return nil }
    }

    /// The section of this name.
    func section(_ name: String) -> Section? { sections.first { $0.name == name } }

    /// Names of the libraries that it is linked to: `DT_NEEDED` of the dynamic section.
    func neededLibraries() -> [String] {
        var names: [String] = []
        let width = is64 ? 8 : 4
        for table in sections where table.type == 6 && sections.indices.contains(table.link) {
            let strings = sections[table.link].range
            var offset = table.range.lowerBound
            while offset + 2 * width <= table.range.upperBound, names.count < 10_000 {
                if number(offset, width) == 1, let name = number(offset + width, width), name < strings.count,
                    let text = string(strings.lowerBound + name, in: strings)
                {
                    names.append(text)
                }
                offset += 2 * width
            }
        }
        return names
    }

    /// The texts of printable ASCII anywhere in the file that begin with `start`, in order, cut after 200 characters.
    func texts(from start: StaticString) -> [String] {
        var found: [String] = []
        var place = bytes.place(of: start)
        while let begin = place, found.count < 100 {
            let end = bytes[begin..<min(begin + 200, bytes.count)].firstIndex { $0 < 0x20 || $0 > 0x7e } ?? min(begin + 200, bytes.count)
            found.append(String(decoding: bytes[begin..<end], as: UTF8.self))
            place = bytes.place(of: start, from: max(end, begin + 1))
        }
        return found
    }

    /// The texts of printable ASCII that end in a zero byte, of at least `minimum` characters, in the order of the section.
    func strings(in section: Section, minimum: Int) -> [String] {
        var found: [String] = []
        var start = section.range.lowerBound
        for place in section.range {
            let byte = bytes[place]
            if byte == 0 {
                if place - start >= minimum { found.append(String(decoding: bytes[start..<place], as: UTF8.self)) }
                start = place + 1
            } else if byte < 0x20 || byte > 0x7e {
                start = place + 1
            }
        }
        return found
    }

    // MARK: Integrity

    /// The 32 bytes of the note by which Libgcrypt proves itself: owner `FDO`, type 0x8e2afeca, in a section that is not loaded.
    var integrityNote: [UInt8]? {
        let header: [UInt8] = [4, 0, 0, 0, 0x20, 0, 0, 0, 0xca, 0xfe, 0x2a, 0x8e, 0x46, 0x44, 0x4f, 0]
        for section in sections where section.type == 7 && section.range.count == 48 && bytes[section.range].starts(with: header) {
            return Array(bytes[section.range].suffix(32))
        }
        return nil
    }

    /// Where the bytes of the last segment end.
    var endOfSegments: Int? {
        let width = is64 ? 8 : 4
        guard let table = number(is64 ? 0x20 : 0x1c, width), let entry = number(is64 ? 0x36 : 0x2a, 2),
            let count = number(is64 ? 0x38 : 0x2c, 2), table > 0, entry >= (is64 ? 56 : 32), table <= bytes.count,
            count <= (bytes.count - table) / entry
        else { return nil }
        var end = 0
        for index in 0..<count {
            let start = table + index * entry
            guard let offset = number(start + (is64 ? 8 : 4), width), let size = number(start + (is64 ? 32 : 16), width),
                offset <= bytes.count, size <= bytes.count - offset
            else { return nil }
            end = max(end, offset + size)
        }
        return end == 0 ? nil : end
    }

    /// The header with what it says of sections set to zero.
    var headerWithoutSections: [UInt8]? {
        let size = is64 ? 64 : 52
        guard bytes.count >= size else { return nil }
        var header = Array(bytes[..<size])
        let zeroed = is64 ? [0x28..<0x30, 0x3a..<0x40] : [0x20..<0x24, 0x2e..<0x34]
        for range in zeroed { for index in range { header[index] = 0 } }
        return header
    }

    private mutating func readSections() -> Bool {
        guard let table = number(is64 ? 0x28 : 0x20, is64 ? 8 : 4), let entry = number(is64 ? 0x3a : 0x2e, 2),
            let count = number(is64 ? 0x3c : 0x30, 2), let nameIndex = number(is64 ? 0x3e : 0x32, 2)
        else { return false }
        if table == 0 || count == 0 { return true }
        guard entry >= (is64 ? 64 : 40), table <= bytes.count, count <= (bytes.count - table) / entry else { return false }
        var raw: [(name: Int, section: Section)] = []
        for index in 0..<count {
            let start = table + index * entry
            let width = is64 ? 8 : 4
            guard let name = number(start, 4), let type = number(start + 4, 4), let offset = number(start + (is64 ? 24 : 16), width),
                let size = number(start + (is64 ? 32 : 20), width), let link = number(start + (is64 ? 40 : 24), 4)
            else { return false }
            // SHT_NOBITS has a size and no bytes.
            let isThere = type != 8 && offset <= bytes.count && size <= bytes.count - offset
            raw.append(
                (
                    name,
                    Section(name: "", type: UInt32(truncatingIfNeeded: type), range: isThere ? offset..<(offset + size) : 0..<0, link: link)
                ))
        }
        guard raw.indices.contains(nameIndex) else { return true }
        let names = raw[nameIndex].section.range
        sections = raw.map { header in
            var section = header.section
            section.name = string(names.lowerBound + header.name, in: names) ?? ""
            return section
        }
        return true
    }

    private func string(_ start: Int, in range: Range<Int>) -> String? {
        // A name is an offset of four bytes: the sum cannot overflow, but it can lie outside.
        guard range.contains(start), let end = bytes[start..<min(range.upperBound, start + 4096)].firstIndex(of: 0) else { return nil }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    private func number(_ offset: Int, _ width: Int) -> Int? {
        guard offset >= 0, offset <= bytes.count - width else { return nil }
        var value: UInt64 = 0
        for index in 0..<width { value = value << 8 | UInt64(bytes[offset + (isBig ? index : width - 1 - index)]) }
        return Int(exactly: value)
    }
}
