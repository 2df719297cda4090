/// The entries of a directory tree that have been listed so far, as flat records: the children of a directory lie side by side, sorted.
struct DirectoryTable: Sendable {
    /// What has become of a directory's list.
    enum Listed: Sendable {
        case notYet
        case children(Range<Int32>)
        case failed(ImageError)
    }

    /// One entry; 64 bytes and the name.
    struct Record: Sendable {
        var parent: Int32 = 0
        var firstChild: Int32 = -1
        var childCount: Int32 = 0
        var nameStart: UInt32 = 0
        var nameLength: UInt16 = 0
        var depth: UInt16 = 0
        var kind = FileKind.unknown
        var mode: UInt16 = 0
        var uid: UInt32 = 0
        var gid: UInt32 = 0
        var device: UInt64 = 0
        /// Bytes; of a device file its number, for such a file has no size.
        var size: Int64 = 0
        var accessTime: Int64 = 0
        var modificationTime: Int64 = 0
        var changeTime: Int64 = 0

        var metadata: FileMetadata {
            FileMetadata(
                kind: kind, mode: mode, uid: uid, gid: gid, size: kind.isDevice ? 0 : size,
                deviceNumber: kind.isDevice ? DeviceNumber(UInt64(bitPattern: size)) : nil, accessTime: accessTime,
                modificationTime: modificationTime, changeTime: changeTime)
        }
    }

    /// What one directory holds, read without the lock; names start at 0 in its own bytes.
    struct Listing: Sendable {
        var records: [Record] = []
        var names: [UInt8] = []
        /// Entries whose record could not be read, by place in `records`.
        var failures: [Int: String] = [:]

        func name(_ record: Record) -> ArraySlice<UInt8> {
            names[Int(record.nameStart)..<Int(record.nameStart) + Int(record.nameLength)]
        }
    }

    private(set) var records: [Record]
    private var names: [UInt8] = []
    private var failures: [Int32: ImageError] = [:]
    /// Texts of links that have been read: the same few (`/bin`, `/lib`) are asked for again and again.
    var linkTargets: [Int32: [UInt8]] = [:]

    init(root: Record) { records = [root] }

    func listed(_ index: Int32) -> Listed {
        let record = records[Int(index)]
        if record.firstChild >= 0 { return .children(record.firstChild..<record.firstChild + record.childCount) }
        if record.kind == .directory || record.kind == .unknown, let error = failures[index] { return .failed(error) }
        return record.kind == .directory ? .notYet : .children(0..<0)
    }

    /// Why the record of an entry is not known, where it is not.
    func failure(of index: Int32) -> ImageError? { records[Int(index)].kind == .unknown ? failures[index] : nil }

    /// Enters what a directory holds, unless another task was first.
    mutating func insert(_ listing: Listing, in directory: Int32) {
        guard case .notYet = listed(directory) else { return }
        let first = Int32(records.count)
        let base = UInt32(names.count)
        let depth = records[Int(directory)].depth + 1
        names += listing.names
        for var record in listing.records {
            record.parent = directory
            record.nameStart += base
            record.depth = depth
            records.append(record)
        }
        records[Int(directory)].firstChild = first
        records[Int(directory)].childCount = Int32(listing.records.count)
        for (place, why) in listing.failures {
            let index = first + Int32(place)
            failures[index] = ImageError(path(of: index).description, .unreadable(why))
        }
    }

    mutating func fail(_ error: ImageError, for directory: Int32) {
        if case .notYet = listed(directory) { failures[directory] = error }
    }

    func name(of index: Int32) -> ArraySlice<UInt8> {
        let record = records[Int(index)]
        return names[Int(record.nameStart)..<Int(record.nameStart) + Int(record.nameLength)]
    }

    /// The child with this name, by binary search.
    func child(_ name: [UInt8], in children: Range<Int32>) -> Int32? {
        var low = children.lowerBound
        var high = children.upperBound
        while low < high {
            let middle = low + (high - low) / 2
            let other = self.name(of: middle)
            if other.elementsEqual(name) { return middle }
            if other.lexicographicallyPrecedes(name) { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// The path from the root with a leading slash; "/" for the root.
    func path(of index: Int32) -> ImagePath {
        var chain: [Int32] = []
        var current = index
        while current != 0 {
            chain.append(current)
            current = records[Int(current)].parent
        }
        var bytes: [UInt8] = []
        for entry in chain.reversed() {
            bytes.append(slash)
            bytes += name(of: entry)
        }
        return bytes.isEmpty ? "/" : ImagePath(bytes: bytes)
    }
}
