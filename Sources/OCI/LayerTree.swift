internal import ImageFS

/// The file system of an image while its layers are laid over one another.
///
/// OCI Image Format Specification 1.1, "Image Layer Filesystem Changeset": entries replace what is below them, directories are merged,
/// whiteouts hide what lower layers brought and never what their own layer brings, wherever in the layer they stand. Links in the path of an entry
/// are followed inside the tree, as an engine does that unpacks it.
struct LayerTree {
    /// What a name leads to; hard links share one.
    struct Inode {
        var metadata: FileMetadata
        /// Where in the spool the content begins.
        var offset: Int64 = 0
        var linkTarget: [UInt8] = []
        var attributes: [(name: [UInt8], value: [UInt8])] = []
        /// The layer that brought it.
        var layer: Int16
    }

    struct Node {
        var name: [UInt8]
        var parent: Int32
        var inode: Int32
        /// The layer that wrote this name last.
        var layer: Int16
        var children: [[UInt8]: Int32] = [:]
    }

    /// Why an entry cannot be placed.
    struct Refusal: Error {
        var message: String
        init(_ message: String) { self.message = message }
    }

    private(set) var nodes: [Node]
    private(set) var inodes: [Inode]
    private let limits: ImageLimits
    /// The directory the last entry lay in, by its path as written: entries of one directory follow one another.
    private var lastFolder: (path: ArraySlice<UInt8>, node: Int32)?

    init(limits: ImageLimits) {
        self.limits = limits
        inodes = [Inode(metadata: Self.impliedDirectory, layer: -1)]
        nodes = [Node(name: [], parent: 0, inode: 0, layer: -1)]
    }

    /// What stands where an archive says nothing of a directory it has files below.
    static let impliedDirectory = FileMetadata(kind: .directory, mode: 0o755, size: directorySize)

    /// A tar has no size of a directory; this is what most file systems give a small one, and what other engines therefore see.
    static let directorySize: Int64 = 4096

    // MARK: Placing entries

    /// Places a file, replacing what was there; a directory keeps what lies below it.
    mutating func place(_ inode: Inode, at path: [UInt8]) throws(Refusal) {
        let layer = inode.layer
        let names = try names(of: path)
        guard let last = names.last else {
            guard inode.metadata.kind == .directory else { throw Refusal("the root of the image is not a directory") }
            inodes[Int(nodes[0].inode)] = inode
            nodes[0].layer = layer
            return
        }
        let folder = try folder(of: names, path: path, layer: layer)
        let number = Int32(inodes.count)
        if let existing = nodes[Int(folder)].children[Array(last)], inode.metadata.kind == .directory, kind(existing) == .directory {
            inodes.append(inode)
            nodes[Int(existing)].inode = number
            nodes[Int(existing)].layer = layer
            return
        }
        inodes.append(inode)
        try put(name: Array(last), in: folder, inode: number, layer: layer)
    }

    /// Places another name of a file that is in the tree.
    mutating func link(at path: [UInt8], to target: [UInt8], layer: Int16) throws(Refusal) {
        let names = try names(of: path)
        guard let last = names.last else { throw Refusal("the root of the image is a hard link") }
        guard let found = try self.existing(target) else {
            throw Refusal("a hard link to \(Self.text(target)), which is not in the image at that point")
        }
        guard kind(found) != .directory else { throw Refusal("a hard link to the directory \(Self.text(target))") }
        let folder = try folder(of: names, path: path, layer: layer)
        if nodes[Int(folder)].children[Array(last)] == found { return }
        let inode = nodes[Int(found)].inode
        try put(name: Array(last), in: folder, inode: inode, layer: layer)
    }

    /// Hides what lower layers have at `path`.
    mutating func whiteOut(_ path: [UInt8], layer: Int16) throws(Refusal) {
        let names = try names(of: path)
        guard let last = names.last else { throw Refusal("a whiteout of the root") }
        guard let folder = try existingFolder(of: names), let node = nodes[Int(folder)].children[Array(last)] else { return }
        if hideLower(node, layer: layer) {
            nodes[Int(folder)].children[Array(last)] = nil
            lastFolder = nil
        }
    }

    /// Hides what lower layers have in the directory `path`.
    mutating func makeOpaque(_ path: [UInt8], layer: Int16) throws(Refusal) {
        guard let folder = try existing(path), kind(folder) == .directory else { return }
        hideChildren(of: folder, layer: layer)
    }

    /// Takes away what is not of `layer`, and answers whether the node itself is gone then.
    private mutating func hideLower(_ node: Int32, layer: Int16) -> Bool {
        hideChildren(of: node, layer: layer)
        if nodes[Int(node)].layer == layer { return false }
        if nodes[Int(node)].children.isEmpty { return true }
        // Something of this layer lies below a directory that the layer itself does not describe.
        inodes.append(Inode(metadata: Self.impliedDirectory, layer: layer))
        nodes[Int(node)].inode = Int32(inodes.count - 1)
        nodes[Int(node)].layer = layer
        return false
    }

    private mutating func hideChildren(of node: Int32, layer: Int16) {
        // The depth is bounded by the limit on paths.
        for (name, child) in nodes[Int(node)].children where hideLower(child, layer: layer) {
            nodes[Int(node)].children[name] = nil
            lastFolder = nil
        }
    }

    private mutating func put(name: [UInt8], in folder: Int32, inode: Int32, layer: Int16) throws(Refusal) {
        if let existing = nodes[Int(folder)].children[name] {
            nodes[Int(existing)].children = [:]
            lastFolder = nil
            nodes[Int(existing)].inode = inode
            nodes[Int(existing)].layer = layer
            return
        }
        guard nodes.count < limits.entries else { throw Refusal("more than \(limits.entries) entries") }
        nodes[Int(folder)].children[name] = Int32(nodes.count)
        nodes.append(Node(name: name, parent: folder, inode: inode, layer: layer))
    }

    // MARK: Finding places

    /// The names of a path of an archive. A leading slash means nothing; a name that leads upwards is refused, not guessed.
    private func names(of path: [UInt8]) throws(Refusal) -> [ArraySlice<UInt8>] {
        guard path.count <= limits.path else { throw Refusal("a name of more than \(limits.path) bytes") }
        let names = path.split(separator: 0x2f).filter { !$0.elementsEqual([0x2e]) }
        guard names.count <= limits.depth else { throw Refusal("more than \(limits.depth) directories in one another") }
        for name in names {
            guard !name.elementsEqual([0x2e, 0x2e]) else { throw Refusal("a name with \"..\", which leads out of the image") }
            guard name.count <= 255 else { throw Refusal("a name of more than 255 bytes, which no file system of Linux takes") }
        }
        return names
    }

    /// The directory that an entry lies in, made where it is missing.
    private mutating func folder(of names: [ArraySlice<UInt8>], path: [UInt8], layer: Int16) throws(Refusal) -> Int32 {
        let end = path.lastIndex { $0 == 0x2f } ?? 0
        let written = path[..<end]
        if let lastFolder, lastFolder.path == written, path.last != 0x2f { return lastFolder.node }
        var node: Int32 = 0
        for name in names.dropLast() {
            if let child = nodes[Int(node)].children[Array(name)] {
                let entered = kind(child) == .symbolicLink ? try follow(child) : child
                if let entered, kind(entered) == .directory {
                    node = entered
                    continue
                }
                // An engine that mounts layers over one another shows the directory; one that unpacks cannot.
                guard kind(child) != .symbolicLink, nodes[Int(child)].layer < layer else {
                    throw Refusal("it lies below \(Self.text(Array(name))), which is not a directory")
                }
            }
            inodes.append(Inode(metadata: Self.impliedDirectory, layer: layer))
            let number = Int32(inodes.count - 1)
            try put(name: Array(name), in: node, inode: number, layer: layer)
            guard let made = nodes[Int(node)].children[Array(name)] else { throw Refusal("it cannot be placed") }
            node = made
        }
        if path.last != 0x2f { lastFolder = (written, node) }
        return node
    }

    /// The directory that an entry lies in, if it is there.
    private func existingFolder(of names: [ArraySlice<UInt8>]) throws(Refusal) -> Int32? {
        var node: Int32 = 0
        for name in names.dropLast() {
            guard let child = nodes[Int(node)].children[Array(name)] else { return nil }
            guard let entered = kind(child) == .symbolicLink ? try follow(child) : child, kind(entered) == .directory else { return nil }
            node = entered
        }
        return node
    }

    /// What a path leads to; a link at its end is the link itself.
    private func existing(_ path: [UInt8]) throws(Refusal) -> Int32? {
        let names = try names(of: path)
        guard let last = names.last else { return 0 }
        guard let folder = try existingFolder(of: names) else { return nil }
        return nodes[Int(folder)].children[Array(last)]
    }

    /// What a symbolic link leads to inside the tree: `..` of the root is the root, and a path from `/` starts at the image's.
    private func follow(_ link: Int32) throws(Refusal) -> Int32? {
        var hops = 0
        var node = nodes[Int(link)].parent
        var rest = Array(inode(link).linkTarget.split(separator: 0x2f).reversed())
        if inode(link).linkTarget.first == 0x2f { node = 0 }
        while let name = rest.popLast() {
            if name.elementsEqual([0x2e]) { continue }
            if name.elementsEqual([0x2e, 0x2e]) {
                node = nodes[Int(node)].parent
                continue
            }
            guard let child = nodes[Int(node)].children[Array(name)] else { return nil }
            guard kind(child) == .symbolicLink else {
                node = child
                continue
            }
            hops += 1
            guard hops <= 40, rest.count <= 4096 else { throw Refusal("it lies below a loop of symbolic links") }
            let target = inode(child).linkTarget
            if target.first == 0x2f { node = 0 }
            rest += target.split(separator: 0x2f).reversed()
        }
        return node
    }

    private func inode(_ node: Int32) -> Inode { inodes[Int(nodes[Int(node)].inode)] }

    private func kind(_ node: Int32) -> FileKind { inode(node).metadata.kind }

    /// A path of an archive in a message.
    static func text(_ path: [UInt8]) -> String { ImagePath(bytes: path).description }
}
