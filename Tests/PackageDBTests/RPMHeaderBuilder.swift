import Digest
@testable import PackageDB

/// Makes the bytes of a header as rpm does: the package's own part in an immutable region, with its digests and what installation adds
/// behind it.
struct RPMHeaderBuilder {
    enum Value {
        case int8([Int8])
        case int16([UInt16])
        case int32([UInt32])
        case int64([UInt64])
        case string(String)
        case binary([UInt8])
        case strings([String])

        var type: UInt32 {
            switch self {
            case .int8: 1
            case .int16: 3
            case .int32: 4
            case .int64: 5
            case .string: 6
            case .binary: 7
            case .strings: 8
            }
        }

        var count: Int {
            switch self {
            case .int8(let values): values.count
            case .int16(let values): values.count
            case .int32(let values): values.count
            case .int64(let values): values.count
            case .string: 1
            case .binary(let bytes): bytes.count
            case .strings(let values): values.count
            }
        }

        var alignment: Int {
            switch self {
            case .int16: 2
            case .int32: 4
            case .int64: 8
            case .int8, .string, .binary, .strings: 1
            }
        }

        var bytes: [UInt8] {
            switch self {
            case .int8(let values): values.map { UInt8(bitPattern: $0) }
            case .int16(let values): values.flatMap { [UInt8](bigEndian: $0) }
            case .int32(let values): values.flatMap { [UInt8](bigEndian: $0) }
            case .int64(let values): values.flatMap { [UInt8](bigEndian: $0) }
            case .string(let text): Array(text.utf8) + [0]
            case .binary(let bytes): bytes
            case .strings(let values): values.flatMap { Array($0.utf8) + [0] }
            }
        }
    }

    /// The package's part.
    var package: [(tag: UInt32, value: Value)]
    /// What is added behind the region.
    var added: [(tag: UInt32, value: Value)] = []
    /// Whether there is a region, and digests of it.
    var hasRegion = true
    var hasDigests = true

    init(_ package: [(tag: UInt32, value: Value)] = []) { self.package = package }

    /// A package with a name and the like, and files if any are given.
    init(name: String, version: String = "1", release: String = "1", arch: String? = "noarch", files: [String] = []) {
        package = [(1000, .string(name)), (1001, .string(version)), (1002, .string(release))]
        if let arch { package.append((1022, .string(arch))) }
        guard !files.isEmpty else { return }
        package += [
            (1028, .int32(files.indices.map { UInt32($0) })), (1030, .int16(files.map { _ in 0o100644 })),
            (1033, .int16(files.map { _ in 0 })),
            (1034, .int32(files.map { _ in 1_700_000_000 })), (1035, .strings(files.map { _ in "d41d8cd98f00b204e9800998ecf8427e" })),
            (1036, .strings(files.map { _ in "" })), (1037, .int32(files.map { _ in 0 })), (1039, .strings(files.map { _ in "root" })),
            (1040, .strings(files.map { _ in "root" })), (1116, .int32(files.map { _ in 0 })), (1117, .strings(files)),
            (1118, .strings(["/usr/share/\(name)/"])),
        ]
    }

    subscript(tag: UInt32) -> Value? {
        get { package.first { $0.tag == tag }?.value }
        set {
            package.removeAll { $0.tag == tag }
            if let newValue { package.append((tag, newValue)) }
        }
    }

    var bytes: [UInt8] {
        var index: [UInt8] = []
        var data: [UInt8] = []
        func add(_ entries: [(tag: UInt32, value: Value)]) {
            for (tag, value) in entries {
                while data.count % value.alignment != 0 { data.append(0) }
                index += Self.record(tag, value.type, Int32(data.count), value.count)
                data += value.bytes
            }
        }
        add(package)
        var count = package.count
        var extra = added
        if hasRegion {
            count += 1
            index = Self.record(63, 7, Int32(data.count), 16) + index
            data += Self.record(63, 7, Int32(-16 * count), 16)
            if hasDigests {
                let region =
                    [0x8e, 0xad, 0xe8, 1, 0, 0, 0, 0] + [UInt8](bigEndian: UInt32(count)) + [UInt8](bigEndian: UInt32(data.count)) + index
                    + data
                extra += [(269, .string(DigestAlgorithm.sha1.hex(region) ?? "")), (273, .string(DigestAlgorithm.sha256.hex(region) ?? ""))]
            }
        }
        add(extra)
        count += extra.count
        return [UInt8](bigEndian: UInt32(count)) + [UInt8](bigEndian: UInt32(data.count)) + index + data
    }

    private static func record(_ tag: UInt32, _ type: UInt32, _ offset: Int32, _ count: Int) -> [UInt8] {
        [UInt8](bigEndian: tag) + [UInt8](bigEndian: type) + [UInt8](bigEndian: offset) + [UInt8](bigEndian: UInt32(count))
    }
}

/// Writes the NDB format, which Debian's rpm does not: slots in the order given, a free one after each, blobs in reverse order.
func ndb(_ headers: [(instance: UInt32, bytes: [UInt8])]) -> [UInt8] {
    func little(_ value: Int) -> [UInt8] { [UInt8](bigEndian: UInt32(value)).reversed() }
    let pages = (32 + 32 * headers.count) / 4096 + 1
    var slots: [UInt8] =
        Array("RpmP".utf8) + little(0) + little(7) + little(pages) + little(headers.count + 1) + little(0) + little(0) + little(0)
    var blobs: [UInt8] = []
    var places: [UInt32: (block: Int, blocks: Int)] = [:]
    for (instance, bytes) in headers.reversed() {
        let blocks = (16 + bytes.count + 12 + 15) / 16
        var blob = Array("BlbS".utf8) + little(Int(instance)) + little(1_700_000_000) + little(bytes.count) + bytes
        blob += [UInt8](repeating: 0, count: blocks * 16 - 12 - blob.count)
        blob += little(Int(RPMNDB.adler32(blob[...]))) + little(bytes.count) + Array("BlbE".utf8)
        places[instance] = (pages * 256 + blobs.count / 16, blocks)
        blobs += blob
    }
    for (instance, _) in headers {
        let place = places[instance] ?? (0, 0)
        slots += Array("Slot".utf8) + little(Int(instance)) + little(place.block) + little(place.blocks)
        slots += Array("Slot".utf8) + little(0) + little(0) + little(0)
    }
    while slots.count < pages * 4096 { slots += Array("Slot".utf8) + little(0) + little(0) + little(0) }
    return slots + blobs
}
