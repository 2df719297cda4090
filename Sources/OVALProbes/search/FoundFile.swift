import ImageFS
import OVAL

/// What a search for files came upon.
struct FoundFile: Sendable, Hashable {
    /// The directory as the content or the walk writes it: a link on the way stays in it.
    var path: [UInt8]
    /// The name; `nil` where the directory itself is meant.
    var name: [UInt8]?
    /// The entry itself, not what a link leads to.
    var file: FileID

    /// Directory and name; `nil` for a directory.
    var filepath: [UInt8]? {
        guard let name else { return nil }
        return path.last == slash ? path + name : path + [slash] + name
    }

    /// The entities `filepath`, `path` and `filename` that items about files begin with.
    ///
    /// A directory has no `filepath`, and its `filename` is nil, which is written as an empty one (unix-system-characteristics, `file_item`).
    var entities: [ItemEntity] {
        let path = ItemEntity("path", String(decoding: path, as: UTF8.self))
        guard let name, let filepath else { return [path, ItemEntity("filename", "")] }
        return [
            ItemEntity("filepath", String(decoding: filepath, as: UTF8.self)), path,
            ItemEntity("filename", String(decoding: name, as: UTF8.self)),
        ]
    }

    /// The whole as text, for messages.
    var description: String { String(decoding: filepath ?? path, as: UTF8.self) }
}
