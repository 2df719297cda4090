public import ImageFS

/// The file system of an image, as its layers make it. Nothing was unpacked to where a path of the image is a path of the host; owners,
/// modes, capabilities and times are those of the archives. Content is read when it is asked for.
public final class LayeredImage: ImageFileSystem {
    /// What messages call the image.
    public let name: String
    /// An archive always says who owns a file.
    public let ownersAreKnown = true
    private let entries: [Entry]
    private let inodes: [LayerTree.Inode]
    private let spool: Spool

    private struct Entry: Sendable {
        var name: [UInt8]
        var parent: Int32
        var inode: Int32
        var children: Range<Int32>
    }

    init(_ tree: LayerTree, spool: Spool, name: String) {
        self.name = name
        self.spool = spool
        inodes = tree.inodes
        // Breadth first, so that the children of a directory are neighbours.
        var entries = [Entry(name: [], parent: 0, inode: tree.nodes[0].inode, children: 0..<0)]
        var nodes: [Int32] = [0]
        var next = 0
        while next < nodes.count {
            let first = Int32(nodes.count)
            let children = tree.nodes[Int(nodes[next])].children.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            for (name, child) in children {
                nodes.append(child)
                entries.append(Entry(name: name, parent: Int32(next), inode: tree.nodes[Int(child)].inode, children: 0..<0))
            }
            entries[next].children = first..<Int32(nodes.count)
            next += 1
        }
        self.entries = entries
    }

    /// How many files, directories and links the image has, the root among them.
    public var count: Int { entries.count }

    /// The layer that brought the file, counted from 0, the lowest; `nil` for a directory that no layer describes.
    public func layer(of file: FileID) -> Int? {
        let layer = inode(file).layer
        return layer < 0 ? nil : Int(layer)
    }

    /// The entries of a directory, sorted by the bytes of their names.
    public func children(of file: FileID) throws(ImageError) -> [FileID] {
        entries[Int(file.index)].children.map(FileID.init(index:))
    }

    /// The entry `name` of a directory.
    public func child(_ name: [UInt8], of file: FileID) throws(ImageError) -> FileID? {
        var range = entries[Int(file.index)].children
        while let first = range.first {
            let middle = first + Int32(range.count / 2)
            let found = entries[Int(middle)].name
            if found == name { return FileID(index: middle) }
            range = found.lexicographicallyPrecedes(name) ? (middle + 1)..<range.upperBound : first..<middle
        }
        return nil
    }

    /// The record of the entry itself.
    public func metadata(of file: FileID) throws(ImageError) -> FileMetadata { inode(file).metadata }

    /// The name of the entry in its directory.
    public func name(of file: FileID) -> [UInt8] { entries[Int(file.index)].name }

    /// The directory that holds the entry.
    public func parent(of file: FileID) -> FileID { FileID(index: entries[Int(file.index)].parent) }

    /// The text of a symbolic link.
    public func linkTarget(of file: FileID) throws(ImageError) -> [UInt8] {
        let inode = inode(file)
        guard inode.metadata.kind == .symbolicLink else { throw error(file, .unreadable("not a symbolic link")) }
        return inode.linkTarget
    }

    /// All bytes of a regular file of at most `limit` bytes.
    public func contents(of file: FileID, limit: Int) throws(ImageError) -> [UInt8] {
        let inode = inode(file)
        guard inode.metadata.size <= Int64(limit) || inode.metadata.kind != .regular else { throw error(file, .tooLarge(limit: limit)) }
        return try read(file, count: Int(inode.metadata.size))
    }

    /// The first bytes of a regular file.
    public func prefix(of file: FileID, count: Int) throws(ImageError) -> [UInt8] { try read(file, count: max(count, 0)) }

    private func read(_ file: FileID, count: Int) throws(ImageError) -> [UInt8] {
        let inode = inode(file)
        guard inode.metadata.kind == .regular else { throw error(file, .notARegularFile(inode.metadata.kind)) }
        let slice = FileSlice(owner: spool, descriptor: spool.descriptor, offset: inode.offset, count: inode.metadata.size)
        guard let bytes = slice.read(from: 0, count: count) else { throw error(file, .unreadable("the temporary file cannot be read")) }
        return bytes
    }

    /// The extended attributes, sorted by name.
    public func extendedAttributes(of file: FileID) throws(ImageError) -> [(name: [UInt8], value: [UInt8])] { inode(file).attributes }

    private func inode(_ file: FileID) -> LayerTree.Inode { inodes[Int(entries[Int(file.index)].inode)] }

    private func error(_ file: FileID, _ reason: ImageError.Reason) -> ImageError { ImageError(path(of: file).description, reason) }
}
