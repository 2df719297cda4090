import OVAL

/// How far a search for files goes beyond the directory it names.
///
/// OVAL 5.11.2, unix-definitions and independent-definitions, `FileBehaviors`.
struct FileBehaviors: Sendable, Hashable {
    enum Direction: String { case none, up, down }
    enum FileSystem: String { case all, local, defined }

    /// Levels; `nil` for all.
    var maxDepth: Int?
    var entersDirectories = true
    var entersLinks = true
    var direction = Direction.none
    /// An image has no remote file systems, so `local` is as `all`.
    var fileSystem = FileSystem.all

    init(_ object: ResolvedObject) throws(CollectionFailure) {
        func unknown(_ name: String, _ value: String) -> CollectionFailure {
            CollectionFailure(.error, "\(object.object.id): the behavior \(name) has no value \"\(value)\"")
        }
        if let value = object.behavior("max_depth") {
            guard let depth = Int(value), depth >= -1 else { throw unknown("max_depth", value) }
            maxDepth = depth < 0 ? nil : depth
        }
        if let value = object.behavior("recurse_direction") {
            guard let known = Direction(rawValue: value) else { throw unknown("recurse_direction", value) }
            direction = known
        }
        if let value = object.behavior("recurse_file_system") {
            guard let known = FileSystem(rawValue: value) else { throw unknown("recurse_file_system", value) }
            fileSystem = known
        }
        switch object.behavior("recurse") ?? "symlinks and directories" {
        case "symlinks and directories": break
        case "directories", "files and directories": entersLinks = false
        case "symlinks": entersDirectories = false
        case "none", "files": (entersDirectories, entersLinks) = (false, false)
        case let value: throw unknown("recurse", value)
        }
    }
}
