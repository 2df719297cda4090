internal import Digest
internal import ImageFS

/// Reads layer after layer into one tree and one spool.
struct LayerReader {
    private(set) var tree: LayerTree
    let spool: Spool
    private let limits: ImageLimits
    /// Where the next content goes.
    private var end: Int64 = 0
    /// Entries of all layers, whiteouts included.
    private var count = 0
    private var layer: Int16 = -1

    init(limits: ImageLimits) throws(ImageSourceError) {
        self.limits = limits
        spool = try Spool()
        tree = LayerTree(limits: limits)
    }

    /// What was learned of a layer while it was read.
    struct Summary {
        var digests: TarReader.Digests
        var entries: Int
    }

    /// Lays the next layer over those that were read.
    mutating func add(_ slice: FileSlice, subject: String, stored: DigestAlgorithm? = .sha256) throws(ImageSourceError) -> Summary {
        layer += 1
        let reader = TarReader(subject)
        var entries = 0
        let digests = try reader.read(slice, limits: limits, stored: stored) { entry throws(ImageSourceError) in
            count += 1
            guard count <= limits.entries else {
                throw ImageSourceError(subject, "more than \(limits.entries) entries; it looks like a bomb")
            }
            do throws(LayerTree.Refusal) {
                if try apply(whiteout: entry.path) { return }
                entries += 1
                if let target = entry.hardLink {
                    try tree.link(at: entry.path, to: target, layer: layer)
                    return
                }
            } catch {
                throw ImageSourceError(subject, "entry \(LayerTree.text(entry.path)): \(error.message)")
            }
            let inode = try inode(of: entry, reader, subject)
            do throws(LayerTree.Refusal) { try tree.place(inode, at: entry.path) } catch {
                throw ImageSourceError(subject, "entry \(LayerTree.text(entry.path)): \(error.message)")
            }
        }
        return Summary(digests: digests, entries: entries)
    }

    /// Hides what the whiteout `path` names; false where it is no whiteout.
    private mutating func apply(whiteout path: [UInt8]) throws(LayerTree.Refusal) -> Bool {
        var path = path[...]
        while path.last == 0x2f { path.removeLast() }
        let start = path.lastIndex { $0 == 0x2f }.map { $0 + 1 } ?? path.startIndex
        let name = path[start...]
        guard name.starts(with: Array(".wh.".utf8)) else { return false }
        let hidden = name.dropFirst(4)
        if hidden.elementsEqual(Array(".wh..opq".utf8)) {
            try tree.makeOpaque(Array(path[..<start]), layer: layer)
            return true
        }
        // The other marks of AUFS say nothing to a reader.
        if hidden.starts(with: Array(".wh.".utf8)) { return true }
        guard !hidden.isEmpty, !hidden.elementsEqual([0x2e]), !hidden.elementsEqual([0x2e, 0x2e]) else {
            throw LayerTree.Refusal("a whiteout of no file")
        }
        try tree.whiteOut(Array(path[..<start]) + Array(hidden), layer: layer)
        return true
    }

    private mutating func inode(of entry: TarReader.Entry, _ reader: TarReader, _ subject: String) throws(ImageSourceError)
        -> LayerTree.Inode
    {
        guard let kind = FileKind(archive: entry.type) else {
            throw ImageSourceError(subject, "entry \(LayerTree.text(entry.path)): of a kind that no file system has")
        }
        guard let uid = UInt32(exactly: entry.uid), let gid = UInt32(exactly: entry.gid) else {
            throw ImageSourceError(subject, "entry \(LayerTree.text(entry.path)): its owner is no number of Linux")
        }
        var inode = LayerTree.Inode(
            metadata: FileMetadata(
                kind: kind, mode: entry.mode, uid: uid, gid: gid, deviceNumber: kind.isDevice ? entry.deviceNumber : nil,
                accessTime: entry.accessTime, modificationTime: entry.modificationTime, changeTime: entry.changeTime), layer: layer)
        inode.attributes = entry.attributes
        switch kind {
        case .regular:
            inode.offset = end
            let size = try reader.copy(entry, to: spool, at: end, limit: limits.bytes - end)
            inode.metadata.size = size
            end += size
        case .symbolicLink:
            inode.linkTarget = entry.symbolicLink
            inode.metadata.mode = 0o777
            inode.metadata.size = Int64(inode.linkTarget.count)
        case .directory: inode.metadata.size = LayerTree.directorySize
        case .fifo, .socket, .blockDevice, .characterDevice, .unknown: break
        }
        return inode
    }
}

extension FileKind {
    /// The kind an entry of an archive has.
    fileprivate init?(archive type: UInt32) {
        switch type {
        case UInt32(0o100000): self = .regular
        case UInt32(0o040000): self = .directory
        case UInt32(0o120000): self = .symbolicLink
        case UInt32(0o010000): self = .fifo
        case UInt32(0o140000): self = .socket
        case UInt32(0o060000): self = .blockDevice
        case UInt32(0o020000): self = .characterDevice
        default: return nil
        }
    }
}
