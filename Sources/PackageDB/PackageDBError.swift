public import ImageFS

/// Why a package database that is there tells nothing. Never to be taken for "not installed".
public struct PackageDBError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What went wrong.
    public enum Reason: Sendable, Hashable {
        /// The file cannot be read.
        case unreadable(ImageError.Reason)
        /// It can, and is not what it should be.
        case damaged(String)
        /// It is in a format that is not read.
        case unsupported(String)
    }

    /// The file.
    public var path: ImagePath
    /// The line in the file, from 1, where it has lines.
    public var line: Int?
    /// What went wrong.
    public var reason: Reason

    /// A failure in a file.
    public init(_ path: ImagePath, line: Int? = nil, _ reason: Reason) {
        self.path = path
        self.line = line
        self.reason = reason
    }

    init(_ error: ImageError) { self.init(ImagePath(error.path), .unreadable(error.reason)) }

    /// `path:line: what is wrong`, on one line.
    public var description: String {
        let place = line.map { "\(path):\($0)" } ?? "\(path)"
        return switch reason {
        case .unreadable(let reason): ImageError(place, reason).description
        case .damaged(let what): ImageError(place, .unreadable("damaged package database, \(what)")).description
        case .unsupported(let format): ImageError(place, .unreadable("\(format) is not supported")).description
        }
    }
}
