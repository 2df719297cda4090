/// Why something of an image could not be read. That a path does not exist is no error.
public struct ImageError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What went wrong.
    public enum Reason: Sendable, Hashable {
        /// The image itself cannot be opened.
        case notAnImage(String)
        /// More links than any sane path has: a loop.
        case tooManyLinks
        /// The host's system call failed, in its own words.
        case unreadable(String)
        /// Not a regular file: reading it could block or never end.
        case notARegularFile(FileKind)
        /// More bytes than the caller allows.
        case tooLarge(limit: Int)
        /// The tree is deeper or larger than is allowed.
        case limitExceeded(String)
    }

    /// The path, as text.
    public var path: String
    /// What went wrong.
    public var reason: Reason

    /// A failure at `path`.
    public init(_ path: String, _ reason: Reason) {
        self.path = path
        self.reason = reason
    }

    /// `path: what is wrong`, on one line whatever the path holds.
    public var description: String {
        let what =
            switch reason {
            case .notAnImage(let why): "not an image: \(why)"
            case .tooManyLinks: "too many symbolic links, which is a loop"
            case .unreadable(let why): "cannot be read: \(why)"
            case .notARegularFile(let kind): "not a regular file but \(kind.phrase)"
            case .tooLarge(let limit): "larger than the \(limit) bytes that are allowed"
            case .limitExceeded(let which): "limit exceeded: \(which)"
            }
        return "\(path): \(what)".onOneLine
    }
}

extension FileKind {
    /// The kind in a sentence.
    var phrase: String {
        switch self {
        case .regular: "a regular file"
        case .directory: "a directory"
        case .symbolicLink: "a symbolic link"
        case .fifo: "a fifo"
        case .socket: "a socket"
        case .blockDevice: "a block device"
        case .characterDevice: "a character device"
        case .unknown: "of unknown kind"
        }
    }
}

extension String {
    /// The text with control characters written out, so that no file name can add lines to a message.
    var onOneLine: String {
        var line = ""
        for scalar in unicodeScalars {
            if scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029 {
                line += scalar.escaped(asASCII: true)
            } else {
                line.unicodeScalars.append(scalar)
            }
        }
        return line
    }
}
