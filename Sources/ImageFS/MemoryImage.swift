/// An image in memory, for tests and for trees that are made up: the same answers as ``DirectoryImage`` gives for the same tree.
///
/// Directories that are not listed but needed are made, owned by root, mode 0755. Nothing changes after `init`.
public final class MemoryImage: ImageFileSystem {
    /// One file of the image.
    public struct Entry: Sendable, Hashable, ExpressibleByStringLiteral {
        /// Its record. `size` is that of the content unless it was set.
        public var metadata: FileMetadata
        /// What reading it gives, for a regular file.
        public var content: [UInt8] = []
        /// Where it leads, for a symbolic link.
        public var linkTarget: [UInt8] = []
        /// Extended attributes by name.
        public var attributes: [[UInt8]: [UInt8]] = [:]
        /// The file system it lies on: differs from 0 below a mount point.
        public var device: UInt64 = 0
        /// Set: reading the content, link or directory fails with ``ImageError/Reason/unreadable(_:)``; the record can be read.
        public var isUnreadable = false

        /// A file with this record and no content.
        public init(_ metadata: FileMetadata) { self.metadata = metadata }

        /// A regular file, mode 0644, owned by root.
        public init(stringLiteral value: String) { self = .file(value) }

        /// A regular file with the UTF-8 of `text`.
        public static func file(_ text: String, mode: UInt16 = 0o644, uid: UInt32 = 0, gid: UInt32 = 0) -> Entry {
            .file(bytes: Array(text.utf8), mode: mode, uid: uid, gid: gid)
        }

        /// A regular file with these bytes.
        public static func file(bytes: [UInt8], mode: UInt16 = 0o644, uid: UInt32 = 0, gid: UInt32 = 0) -> Entry {
            var entry = Entry(FileMetadata(kind: .regular, mode: mode, uid: uid, gid: gid, size: Int64(bytes.count)))
            entry.content = bytes
            return entry
        }

        /// A symbolic link to `target`.
        public static func link(_ target: ImagePath) -> Entry {
            var entry = Entry(FileMetadata(kind: .symbolicLink, mode: 0o777, size: Int64(target.bytes.count)))
            entry.linkTarget = target.bytes
            return entry
        }

        /// A directory, needed only where it is empty or not root's with mode 0755.
        public static func directory(mode: UInt16 = 0o755, uid: UInt32 = 0, gid: UInt32 = 0) -> Entry {
            Entry(FileMetadata(kind: .directory, mode: mode, uid: uid, gid: gid, size: 4096))
        }

        /// A FIFO, socket or device.
        public static func special(_ kind: FileKind, mode: UInt16 = 0o600, number: DeviceNumber = DeviceNumber(0)) -> Entry {
            Entry(FileMetadata(kind: kind, mode: mode, deviceNumber: kind.isDevice ? number : nil))
        }
    }

    private struct Node {
        var name: [UInt8]
        var parent: FileID
        var entry: Entry
        var children: [FileID] = []
    }

    /// What messages call the image.
    public let name: String
    /// Whether uid and gid are those of the image.
    public let ownersAreKnown: Bool
    private let nodes: [Node]

    /// An image of these files.
    ///
    /// Every path is absolute, without `.`, `..` and empty names, and nothing but a directory has files below it; anything else is a
    /// programmer's error (``ImageListing`` says the same of a text with a message).
    public convenience init(_ entries: [ImagePath: Entry], name: String = "memory", ownersAreKnown: Bool = true) {
        var tree = Tree()
        for (path, entry) in entries.sorted(by: { $0.key < $1.key }) {
            if let problem = tree.add(entry, at: path) { preconditionFailure("\(path): \(problem)") }
        }
        self.init(tree, name: name, ownersAreKnown: ownersAreKnown)
    }

    /// The image that a listing describes.
    public convenience init(_ listing: ImageListing, name: String = "memory") {
        self.init(listing.tree, name: name, ownersAreKnown: listing.ownersAreKnown)
    }

    /// The image that the text of an ``ImageListing`` describes.
    public convenience init(listing text: String, name: String = "memory") throws(ImageListing.SyntaxError) {
        self.init(try ImageListing(text), name: name)
    }

    private init(_ tree: Tree, name: String, ownersAreKnown: Bool) {
        self.name = name
        self.ownersAreKnown = ownersAreKnown
        var nodes = [Node(name: [], parent: .root, entry: tree.root)]
        nodes.reserveCapacity(tree.entries.count + 1)
        // Breadth first, so that parents come before their children.
        var paths: [[[UInt8]]] = [[]]
        var next = 0
        while next < paths.count {
            let path = paths[next]
            for childName in (tree.children[path] ?? []).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
                guard let entry = tree.entries[path + [childName]] else { continue }
                nodes[next].children.append(FileID(index: Int32(nodes.count)))
                nodes.append(Node(name: childName, parent: FileID(index: Int32(next)), entry: entry))
                paths.append(path + [childName])
            }
            next += 1
        }
        self.nodes = nodes
    }

    /// The entries of a directory, sorted by the bytes of their names.
    public func children(of file: FileID) throws(ImageError) -> [FileID] {
        let node = node(file)
        guard node.entry.metadata.kind == .directory else { return [] }
        try mustBeReadable(file)
        return node.children
    }

    /// The entry `name` of a directory.
    public func child(_ name: [UInt8], of file: FileID) throws(ImageError) -> FileID? {
        try children(of: file).first { self.name(of: $0) == name }
    }

    /// The record of the entry itself.
    public func metadata(of file: FileID) throws(ImageError) -> FileMetadata { node(file).entry.metadata }

    /// The name of the entry in its directory.
    public func name(of file: FileID) -> [UInt8] { node(file).name }

    /// The directory that holds the entry.
    public func parent(of file: FileID) -> FileID { node(file).parent }

    /// The text of a symbolic link.
    public func linkTarget(of file: FileID) throws(ImageError) -> [UInt8] {
        let entry = node(file).entry
        guard entry.metadata.kind == .symbolicLink else { throw ImageError(path(of: file).description, .unreadable("not a symbolic link")) }
        try mustBeReadable(file)
        return entry.linkTarget
    }

    /// All bytes of a regular file of at most `limit` bytes.
    public func contents(of file: FileID, limit: Int) throws(ImageError) -> [UInt8] {
        let entry = node(file).entry
        guard entry.metadata.kind == .regular else {
            throw ImageError(path(of: file).description, .notARegularFile(entry.metadata.kind))
        }
        try mustBeReadable(file)
        guard entry.content.count <= limit else { throw ImageError(path(of: file).description, .tooLarge(limit: limit)) }
        return entry.content
    }

    /// The extended attributes, sorted by name.
    public func extendedAttributes(of file: FileID) throws(ImageError) -> [(name: [UInt8], value: [UInt8])] {
        node(file).entry.attributes.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { (name: $0.key, value: $0.value) }
    }

    /// The number of the file system that holds the entry.
    public func device(of file: FileID) throws(ImageError) -> UInt64 { node(file).entry.device }

    private func node(_ file: FileID) -> Node { nodes[Int(file.index)] }

    private func mustBeReadable(_ file: FileID) throws(ImageError) {
        if node(file).entry.isUnreadable { throw ImageError(path(of: file).description, .unreadable("Permission denied")) }
    }

    /// The files by their names from the root, while they are gathered.
    struct Tree: Sendable, Hashable {
        var root = Entry.directory()
        var entries: [[[UInt8]]: Entry] = [:]
        var children: [[[UInt8]]: [[UInt8]]] = [:]
        /// Those that were made because something lies below them; a listed directory may still replace one.
        private var implied: Set<[[UInt8]]> = []

        /// The file system of the nearest directory that is there already.
        func device(above names: [[UInt8]]) -> UInt64 {
            var above = names.dropLast()
            while !above.isEmpty {
                if let entry = entries[Array(above)] { return entry.device }
                above = above.dropLast()
            }
            return root.device
        }

        /// Adds a file and the directories above it; answers with what is wrong with the path, if anything is.
        mutating func add(_ entry: Entry, at path: ImagePath) -> String? {
            let names = path.components
            guard path.bytes.first == slash else { return "the path of a file in an image starts with a slash" }
            guard !names.contains(dot), !names.contains(dotDot), !path.bytes.contains(0) else {
                return "the path of a file in an image has no '.', '..' or NUL"
            }
            guard let last = names.last else {
                guard entry.metadata.kind == .directory else { return "the root is a directory" }
                root = entry
                return nil
            }
            for depth in names.indices.dropFirst() {
                let above = Array(names[..<depth])
                switch entries[above]?.metadata.kind {
                case .directory: continue
                case nil:
                    var directory = Entry.directory()
                    directory.device = device(above: above)
                    entries[above] = directory
                    children[Array(above.dropLast()), default: []].append(names[depth - 1])
                    implied.insert(above)
                default: return "what is above it is not a directory"
                }
            }
            if entries[names] == nil {
                children[Array(names.dropLast()), default: []].append(last)
            } else if implied.remove(names) == nil {
                return "it is there twice"
            } else if entry.metadata.kind != .directory {
                return "something lies below it, so it must be a directory"
            }
            entries[names] = entry
            return nil
        }
    }
}
