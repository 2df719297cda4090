/// A folder of our own content, read into memory: `benchmark.yaml`, `requirements/*.yaml`, `oval/*.xml`.
public struct ContentFolder: Sendable {
    /// A file of the folder.
    public struct File: Sendable {
        /// Its path within the folder, e.g. `oval/accounts.xml`.
        public var name: String
        /// All of it.
        public var bytes: [UInt8]
        /// A file.
        public init(_ name: String, _ bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// How the user named the folder; it stands before the names of files in messages.
    public var path: String
    /// Its files, in the order of their names.
    public var files: [File]
    /// Names within the folder that an author may take for a part of it, and that are none: folders in folders, files with another ending.
    public var unread: [String]

    /// A folder with these files, in any order.
    public init(path: String, files: [File], unread: [String] = []) {
        self.path = path
        self.files = files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        self.unread = unread
    }

    /// The file of this name.
    func file(_ name: String) -> File? { files.first { $0.name == name } }

    /// The files directly in a folder of it, with this ending.
    func files(in folder: String, ending: String) -> [File] {
        files.filter { $0.name.hasPrefix("\(folder)/") && $0.name.hasSuffix(ending) && !$0.name.dropFirst(folder.count + 1).contains("/") }
    }

    /// How a file is called in messages.
    func place(_ name: String) -> String { path.isEmpty ? name : "\(path)/\(name)" }
}
