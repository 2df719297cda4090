internal import Diagnostics
internal import Glibc
internal import Library

/// The user's library and the program's own content, as commands open them.
enum LibraryAccess {
    /// Where the library is, said in every help.
    static let place = "STIGREADY_LIBRARY, else $XDG_DATA_HOME/stigready/library, else ~/.local/share/stigready/library"

    /// The library; `nil` where nothing says where it is.
    static func library() -> ContentLibrary? {
        ContentLibrary.standardPath { name in getenv(name).map { String(cString: $0) } }.map { ContentLibrary(path: $0) }
    }

    /// The library. Throws where nothing says where it is.
    static func requiredLibrary() throws(ContentError) -> ContentLibrary {
        guard let library = library() else {
            throw ContentError("there is no place for a library: HOME is not set; name a folder in STIGREADY_LIBRARY")
        }
        return library
    }

    /// The choice of content from all that is at hand. What is damaged in the library is said.
    static func choice(_ data: DataDirectory) throws(ContentError) -> ContentChoice {
        let library = library()
        let (entries, problems) = library?.entries() ?? ([], [])
        Console.report(problems)
        var tables: [(name: String, bytes: [UInt8])] = []
        // The user's rows come first, so that they count before the program's.
        if let path = library.map({ "\($0.path)/systems.tsv" }), access(path, F_OK) == 0 { tables.append((path, try data.bytes(at: path))) }
        let own = "content/systems.tsv"
        if access("\(data.path)/\(own)", F_OK) == 0 { tables.append((own, try data.bytes(own))) }
        return ContentChoice(
            library: library, entries: entries, own: try OwnContent.all(in: "\(data.path)/content"), systems: try SystemTable(tables))
    }
}
