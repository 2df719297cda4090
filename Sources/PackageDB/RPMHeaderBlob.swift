/// The bytes of a rpm header as a database keeps them: two counts, an index of 16-byte entries, and the data that they point into.
///
/// rpm's manual, "RPM v4 header format" (docs/manual/format_header.md, hregions.md): all integers are big-endian, and the 8-byte magic of
/// package files is not there. What was in the package is the immutable region; what rpm added at installation follows it and, where a
/// tag is in both, replaces it.
struct RPMHeaderBlob: Sendable {
    enum ValueType: UInt32 {
        case char = 1
        case int8, int16, int32, int64, string, binary, stringArray, i18nString

        /// Bytes of one value; `nil` for text, which ends in a NUL.
        var size: Int? {
            switch self {
            case .char, .int8, .binary: 1
            case .int16: 2
            case .int32: 4
            case .int64: 8
            case .string, .stringArray, .i18nString: nil
            }
        }
    }

    struct Entry {
        var type: ValueType
        /// From the start of the blob.
        var offset: Int
        var count: Int
        var isInRegion: Bool
    }

    /// The part that came with the package.
    struct Region {
        var tag: UInt32
        var entries: Int
        var dataBytes: Int
    }

    /// How many values a tag may have, so that a small header cannot fill the memory.
    static let valueLimit = 1_000_000

    let bytes: [UInt8]
    let region: Region?
    private let dataStart: Int
    private let entries: [UInt32: Entry]
    /// Tags that stand twice in the region or twice behind it: rpm itself would find either.
    private let ambiguous: Set<UInt32>

    /// Reads the index and holds every entry against the bounds of the data.
    ///
    /// The bounds of the counts are rpm's: 65,535 entries, 256 MiB of data.
    init(_ bytes: [UInt8]) throws(RPMDamage) {
        guard let count = bytes.number(at: 0, .big), let dataBytes = bytes.number(at: 4, .big), (1...0xffff).contains(count),
            dataBytes <= 0x0fff_ffff, bytes.count == 8 + 16 * count + dataBytes
        else { throw RPMDamage("its size of \(bytes.count) bytes is not what its index says") }
        let start = 8 + 16 * count
        let region = try Self.region(bytes, entries: count, dataBytes: dataBytes)
        var entries: [UInt32: Entry] = [:]
        var ambiguous: Set<UInt32> = []
        for place in (region == nil ? 0 : 1)..<count {
            let (tag, type, offset, values) = try Self.record(bytes, at: 8 + 16 * place)
            guard let type = ValueType(rawValue: type), tag >= 100, offset < dataBytes, values > 0 else {
                throw RPMDamage("entry \(place) of its index (tag \(tag)) has a type, offset or count that cannot be")
            }
            if let size = type.size, values > (dataBytes - offset) / size || offset % size != 0 {
                throw RPMDamage("entry \(place) of its index (tag \(tag)) leaves the data")
            }
            let isInRegion = place < (region?.entries ?? count)
            let entry = Entry(type: type, offset: start + offset, count: values, isInRegion: isInRegion)
            if let before = entries.updateValue(entry, forKey: tag), before.isInRegion == isInRegion { ambiguous.insert(tag) }
        }
        self.bytes = bytes
        self.region = region
        self.dataStart = start
        self.entries = entries
        self.ambiguous = ambiguous
    }

    private static func record(
        _ bytes: [UInt8], at offset: Int
    ) throws(RPMDamage) -> (tag: UInt32, type: UInt32, offset: Int, count: Int) {
        guard let tag = bytes.integer(UInt32.self, at: offset, .big), let type = bytes.integer(UInt32.self, at: offset + 4, .big),
            let place = bytes.integer(Int32.self, at: offset + 8, .big), let count = bytes.number(at: offset + 12, .big)
        else { throw RPMDamage("its index is cut off") }
        // Only the trailer of a region has a negative offset.
        return (tag, type, place < 0 ? .max : Int(place), count)
    }

    /// The region that the first entry opens, or `nil` for a header of rpm 3, which has none.
    ///
    /// The entry points at a trailer in the data, whose own offset is minus the size of the region's part of the index.
    private static func region(_ bytes: [UInt8], entries: Int, dataBytes: Int) throws(RPMDamage) -> Region? {
        let first = try record(bytes, at: 8)
        guard (61..<64).contains(first.tag) else { return nil }
        let trailer = 8 + 16 * entries + min(first.offset, dataBytes)
        guard first.type == ValueType.binary.rawValue, first.count == 16, first.offset <= dataBytes - 16,
            let tag = bytes.integer(UInt32.self, at: trailer, .big), tag == first.tag,
            let type = bytes.integer(UInt32.self, at: trailer + 4, .big), type == first.type,
            let size = bytes.integer(Int32.self, at: trailer + 8, .big), let count = bytes.number(at: trailer + 12, .big), count == 16
        else { throw RPMDamage("the bounds of its region are broken") }
        let covered = -Int(size) / 16
        guard size % 16 == 0, (1...entries).contains(covered) else { throw RPMDamage("the bounds of its region are broken") }
        return Region(tag: tag, entries: covered, dataBytes: first.offset + 16)
    }

    /// The bytes that the digests of the immutable region are made from: magic, counts, index and data, as they were in the package.
    var immutableRegion: [UInt8]? {
        guard let region, region.tag == RPMTag.headerImmutable.rawValue, let index = bytes.bytes(at: 8, count: 16 * region.entries),
            let data = bytes.bytes(at: dataStart, count: region.dataBytes)
        else { return nil }
        let magic: [UInt8] = [0x8e, 0xad, 0xe8, 0x01, 0, 0, 0, 0]
        return magic + [UInt8](bigEndian: UInt32(region.entries)) + [UInt8](bigEndian: UInt32(region.dataBytes)) + index + data
    }

    // MARK: Values

    /// How many values a tag has.
    func count(of tag: RPMTag) -> Int? { entries[tag.rawValue]?.count }

    func has(_ tag: RPMTag) -> Bool { entries[tag.rawValue] != nil }

    private func entry(_ tag: RPMTag, _ types: ValueType...) throws(RPMDamage) -> Entry? {
        guard let entry = entries[tag.rawValue] else { return nil }
        guard !ambiguous.contains(tag.rawValue) else { throw RPMDamage("its tag \(tag.rawValue) (\(tag)) stands twice") }
        guard types.contains(entry.type) else { throw RPMDamage("its tag \(tag.rawValue) (\(tag)) is of the wrong type") }
        // A binary value is not taken apart; nothing else that is read has more values than a package has files.
        guard entry.count <= Self.valueLimit || entry.type == .binary else {
            throw RPMDamage("its tag \(tag.rawValue) (\(tag)) has \(entry.count) values, more than \(Self.valueLimit)")
        }
        return entry
    }

    /// The one string of a tag.
    func string(_ tag: RPMTag) throws(RPMDamage) -> String? {
        guard let entry = try entry(tag, .string) else { return nil }
        let values = try text(entry, tag)
        guard values.count == 1, let value = values.first else { throw RPMDamage("its tag \(tag.rawValue) (\(tag)) is not one string") }
        return String(decoding: value, as: UTF8.self)
    }

    /// The strings of a tag, as slices of the header.
    func strings(_ tag: RPMTag) throws(RPMDamage) -> [ArraySlice<UInt8>]? {
        guard let entry = try entry(tag, .stringArray) else { return nil }
        return try text(entry, tag)
    }

    private func text(_ entry: Entry, _ tag: RPMTag) throws(RPMDamage) -> [ArraySlice<UInt8>] {
        var values: [ArraySlice<UInt8>] = []
        var start = entry.offset
        for _ in 0..<entry.count {
            guard start < bytes.count, let end = bytes[start...].firstIndex(of: 0) else {
                throw RPMDamage("the strings of its tag \(tag.rawValue) (\(tag)) do not end")
            }
            values.append(bytes[start..<end])
            start = end + 1
        }
        return values
    }

    /// The numbers of a tag.
    func numbers<Value: FixedWidthInteger & BitwiseCopyable>(_ tag: RPMTag, as type: Value.Type) throws(RPMDamage) -> [Value]? {
        let entry: Entry?
        switch Value.bitWidth {
        case 8: entry = try self.entry(tag, .char, .int8)
        case 16: entry = try self.entry(tag, .int16)
        case 32: entry = try self.entry(tag, .int32)
        default: entry = try self.entry(tag, .int64)
        }
        guard let entry else { return nil }
        let size = MemoryLayout<Value>.size
        return (0..<entry.count).compactMap { bytes.integer(type, at: entry.offset + size * $0, .big) }
    }

    /// The one number of a tag.
    func number(_ tag: RPMTag) throws(RPMDamage) -> UInt32? {
        guard let values = try numbers(tag, as: UInt32.self) else { return nil }
        guard values.count == 1 else { throw RPMDamage("its tag \(tag.rawValue) (\(tag)) is not one number") }
        return values.first
    }

    /// The bytes of a tag.
    func binary(_ tag: RPMTag) throws(RPMDamage) -> ArraySlice<UInt8>? {
        guard let entry = try entry(tag, .binary) else { return nil }
        return bytes.bytes(at: entry.offset, count: entry.count)
    }
}
