extension ImageFileSystem {
    /// The entry that `path` leads to, with every link followed, or `nil` where it leads nowhere (a link to nothing included). That a
    /// path does not exist is no error; a directory on the way that cannot be read is one.
    ///
    /// path_resolution(7), with the root of the image as `/`: an absolute link starts there, `..` of the root is the root, a path without
    /// a leading slash is taken from the root, and a path that ends in a slash means a directory. More than 40 links are a loop
    /// (``ImageError/Reason/tooManyLinks``).
    ///
    /// - Parameter followingLast: `false` answers with the link itself where the last name is one, as `lstat(2)` does.
    public func resolve(_ path: ImagePath, followingLast: Bool = true) throws(ImageError) -> FileID? {
        guard !path.bytes.isEmpty else { return nil }
        // What is still to be walked, the next name last. A link's text is put on top of it; 40 links of 4 KiB bound its size.
        var pending = Array(path.components.reversed())
        let namesADirectory = path.namesADirectory
        var current = FileID.root
        var links = 0
        while let component = pending.popLast() {
            // `file/.` and `file/..` lead nowhere: the kernel answers ENOTDIR.
            guard try metadata(of: current).kind == .directory else { return nil }
            if component == dot { continue }
            if component == dotDot {
                current = parent(of: current)
                continue
            }
            guard let next = try child(component, of: current) else { return nil }
            let isLast = pending.isEmpty
            if try metadata(of: next).kind != .symbolicLink || (isLast && !followingLast && !namesADirectory) {
                current = next
                continue
            }
            links += 1
            if links > 40 { throw ImageError(path.description, .tooManyLinks) }
            let target = ImagePath(bytes: try linkTarget(of: next))
            guard !target.bytes.isEmpty else { return nil }
            if target.namesADirectory && isLast { pending.append(dot) }
            pending.append(contentsOf: target.components.reversed())
            if target.bytes.first == slash { current = .root }
        }
        if namesADirectory, try metadata(of: current).kind != .directory { return nil }
        return current
    }

    /// The path of an entry from the root, without links.
    public func path(of file: FileID) -> ImagePath {
        var names: [[UInt8]] = []
        var current = file
        while current != .root {
            names.append(name(of: current))
            current = parent(of: current)
        }
        guard !names.isEmpty else { return "/" }
        var bytes: [UInt8] = []
        for name in names.reversed() {
            bytes.append(slash)
            bytes += name
        }
        return ImagePath(bytes: bytes)
    }

    /// The bytes of the regular file that `path` leads to, or `nil` where it leads nowhere.
    public func contents(at path: ImagePath, limit: Int) throws(ImageError) -> [UInt8]? {
        guard let file = try resolve(path) else { return nil }
        return try contents(of: file, limit: limit)
    }
}

extension ImagePath {
    /// Whether the text itself says that a directory is meant: it ends in `/` or `/.`.
    var namesADirectory: Bool {
        bytes.last == slash || bytes == dot || bytes.suffix(2).elementsEqual([slash, dot[0]])
    }
}

let slash = UInt8(ascii: "/")
let dot: [UInt8] = [UInt8(ascii: ".")]
let dotDot: [UInt8] = [UInt8(ascii: "."), UInt8(ascii: ".")]
