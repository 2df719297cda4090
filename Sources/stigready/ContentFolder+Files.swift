internal import Authoring
internal import Diagnostics
internal import Glibc
internal import RMF
internal import SCAP

extension ContentFolder {
    /// Reads a folder of content: `benchmark.yaml`, `requirements/*.yaml`, `oval/*.xml`.
    init(reading path: String) throws(ContentError) {
        var files: [File] = []
        let loader = ContentLoader.files()
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        var names = try FolderListing.names(path).filter { $0 == "benchmark.yaml" }
        var unread: [String] = []
        for (folder, endings) in [("requirements", [".yaml", ".yml"]), ("oval", [".xml"])] where access("\(path)/\(folder)", F_OK) == 0 {
            for name in try FolderListing.names("\(path)/\(folder)") where !name.hasPrefix(".") {
                let place = "\(folder)/\(name)"
                if FolderListing.isFolder("\(path)/\(place)") {
                    unread.append(place)
                } else if name.hasSuffix(endings[0]) {
                    names.append(place)
                } else if endings.contains(where: { name.lowercased().hasSuffix($0) }) {
                    unread.append(place)
                }
            }
        }
        for name in names { files.append(File(name, try loader.bytes("\(path)/\(name)"))) }
        self.init(path: path, files: files, unread: unread)
    }
}

/// Names in a directory of the host.
enum FolderListing {
    /// Whether the path is a directory.
    static func isFolder(_ path: String) -> Bool {
        var record = stat()
        return stat(path, &record) == 0 && record.st_mode & S_IFMT == S_IFDIR
    }

    /// The names in it, sorted; throws where it cannot be read.
    static func names(_ path: String) throws(ContentError) -> [String] {
        guard let directory = opendir(path) else {
            throw ContentError(at: SourceLocation(file: path), "cannot be read as a folder: \(String(cString: strerror(errno)))")
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}

extension DataDirectory {
    /// The CCI list, and every table of `content/srg`.
    func referenceTables() throws(ContentError) -> ReferenceTables {
        var guides = SRGTable()
        for name in try FolderListing.names("\(path)/content/srg") where name.hasSuffix(".tsv") {
            try guides.add(try bytes("content/srg/\(name)"), name: "content/srg/\(name)")
        }
        return ReferenceTables(controls: try controlCatalog(), guides: guides)
    }
}
