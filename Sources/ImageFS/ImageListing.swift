/// An image written as text, for fixtures that a reviewer can read: owners, modes and attacks without being root.
///
/// ```text
/// # A comment. Empty lines mean nothing.
/// /etc/ssh/sshd_config 0600 0:0
/// | PermitRootLogin no
/// |
/// | # the line above is empty
/// /etc/crlf
/// \ Port 22\r\n
/// /etc/motd -> /run/motd
/// /var/log/ 0755 0:0 mtime=1700000000
/// /run/pipe 0600 0:0 fifo
/// /bin/ping 0755
/// base64 f0VMRg==
/// @ security.capability \x01\x00\x00\x02
/// /etc/with\x20space 0644 1000:1000
/// /etc/shadow 0000 0:0 unreadable
/// ```
///
/// * A file starts with its path. A path that ends in `/` is a directory, `path -> target` a symbolic link. Directories on the way need
///   no line: they are root's, mode 0755. In a path, target or attribute `\xHH` is the byte HH, `\\` a backslash, `\n` `\r` `\t` as usual;
///   a space is `\x20`.
/// * After it, in any order: the mode in octal (without it 0644, directories 0755, links 0777), `uid:gid` in decimal (without it 0:0), a
///   kind (`fifo`, `socket`, `blockDevice`, `characterDevice`), `mtime=`, `atime=`, `ctime=` in seconds since 1970 (all 0), `size=` in bytes
///   where it should differ from the content, `device=` a number (that of the directory above, or 0), `rdev=major:minor` of a device file
///   (0:0), `unreadable`: opening it fails.
/// * Its content: `| text` is the text as it stands (no escapes) and a line feed; `\ text` is text with the escapes above and nothing
///   added; `base64 …` is bytes. They may be mixed; the space after `|`, `\` is left out where there is one.
/// * `@ name value`: an extended attribute, with the escapes above.
/// * `owners unknown` on a line of its own: uid and gid of the image are not to be trusted.
public struct ImageListing: Sendable, Hashable {
    /// A line that is not as it should be.
    public struct SyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
        /// The line, from 1.
        public var line: Int
        /// What is wrong and what to do.
        public var reason: String
        /// `listing:line: reason`.
        public var description: String { "listing:\(line): \(reason)".onOneLine }
    }

    /// Whether uid and gid are those of the image.
    public private(set) var ownersAreKnown = true
    let tree: MemoryImage.Tree

    /// Reads a listing.
    public init(_ text: String) throws(SyntaxError) { try self.init(bytes: Array(text.utf8)) }

    /// Reads a listing from the bytes of a file.
    public init(bytes: [UInt8]) throws(SyntaxError) {
        var tree = MemoryImage.Tree()
        var open: (line: Int, path: ImagePath, entry: MemoryImage.Entry, hasSize: Bool)?
        func close() throws(SyntaxError) {
            guard let file = open else { return }
            var entry = file.entry
            if entry.metadata.kind == .regular, !file.hasSize { entry.metadata.size = Int64(entry.content.count) }
            if let problem = tree.add(entry, at: file.path) { throw SyntaxError(line: file.line, reason: "\"\(file.path)\": \(problem)") }
            open = nil
        }
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            let number = index + 1
            func content(_ more: [UInt8]) throws(SyntaxError) {
                guard open?.entry.metadata.kind == .regular else {
                    throw SyntaxError(line: number, reason: "content without a regular file above it; write the path of the file first")
                }
                open?.entry.content += more
            }
            switch line.first {
            case nil, UInt8(ascii: "#"): continue
            case UInt8(ascii: "|"): try content(line.dropFirst().droppingOneSpace + [UInt8(ascii: "\n")])
            case UInt8(ascii: "\\"): try content(try unescape(line.dropFirst().droppingOneSpace[...], line: number))
            case UInt8(ascii: "@"):
                let fields = line.dropFirst().split(separator: UInt8(ascii: " "), maxSplits: 1)
                guard let name = fields.first, open != nil else {
                    throw SyntaxError(line: number, reason: "an attribute is '@ name value' below the path of a file")
                }
                open?.entry.attributes[try unescape(name, line: number)] = try unescape(fields.count > 1 ? fields[1] : [], line: number)
            case slash:
                try close()
                let file = try Self.header(line, number: number, tree: tree)
                open = (number, file.path, file.entry, file.hasSize)
            default:
                if line.starts(with: "base64 ".utf8) {
                    guard let bytes = decodeBase64(line.dropFirst(7)) else {
                        throw SyntaxError(line: number, reason: "not base64; write four characters of A-Z a-z 0-9 + / for three bytes")
                    }
                    try content(bytes)
                } else if line.elementsEqual("owners unknown".utf8) {
                    ownersAreKnown = false
                } else if !line.allSatisfy({ $0 == UInt8(ascii: " ") }) {
                    throw SyntaxError(line: number, reason: "a line starts with '/', '|', '\\', '@', '#' or 'base64'")
                }
            }
        }
        try close()
        self.tree = tree
    }

    /// `path [-> target] field…`
    private static func header(
        _ line: ArraySlice<UInt8>, number: Int, tree: MemoryImage.Tree
    ) throws(SyntaxError) -> (path: ImagePath, entry: MemoryImage.Entry, hasSize: Bool) {
        var fields = line.split(separator: UInt8(ascii: " "))[...]
        let path = ImagePath(bytes: try unescape(fields.popFirst() ?? [], line: number))
        var entry: MemoryImage.Entry = path.bytes.last == slash ? .directory() : ""
        if fields.first?.elementsEqual("->".utf8) == true {
            guard let target = fields.dropFirst().first else { throw SyntaxError(line: number, reason: "a link needs a target after '->'") }
            entry = .link(ImagePath(bytes: try unescape(target, line: number)))
            fields = fields.dropFirst(2)
        }
        entry.device = tree.device(above: path.components)
        var hasSize = false
        for field in fields {
            let text = String(decoding: field, as: UTF8.self)
            let assignment = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let owner = text.split(separator: ":", omittingEmptySubsequences: false)
            if let kind = FileKind(rawValue: text) {
                entry.metadata.kind = kind
                if kind.isDevice, entry.metadata.deviceNumber == nil { entry.metadata.deviceNumber = DeviceNumber(0) }
            } else if text.hasPrefix("rdev="), owner.count == 2, let major = UInt32(owner[0].dropFirst(5)), let minor = UInt32(owner[1]) {
                entry.metadata.deviceNumber = DeviceNumber(major: major, minor: minor)
            } else if text == "unreadable" {
                entry.isUnreadable = true
            } else if assignment.count == 2, let value = Int64(assignment[1]) {
                switch assignment[0] {
                case "mtime": entry.metadata.modificationTime = value
                case "atime": entry.metadata.accessTime = value
                case "ctime": entry.metadata.changeTime = value
                case "device": entry.device = UInt64(clamping: value)
                case "size":
                    entry.metadata.size = value
                    hasSize = true
                default:
                    throw SyntaxError(
                        line: number, reason: "no field is named \"\(assignment[0])\"; write mtime, atime, ctime, size, device or rdev")
                }
            } else if owner.count == 2, let uid = UInt32(owner[0]), let gid = UInt32(owner[1]) {
                (entry.metadata.uid, entry.metadata.gid) = (uid, gid)
            } else if let mode = UInt16(text, radix: 8), mode <= 0o7777 {
                entry.metadata.mode = mode
            } else {
                throw SyntaxError(line: number, reason: "\"\(text)\" is no mode, owner, kind or field; write a space in a path as '\\x20'")
            }
        }
        return (path, entry, hasSize)
    }
}

/// `\xHH`, `\\`, `\n`, `\r` and `\t` as the bytes they stand for.
private func unescape(_ text: ArraySlice<UInt8>, line: Int) throws(ImageListing.SyntaxError) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
        guard byte == UInt8(ascii: "\\") else {
            bytes.append(byte)
            continue
        }
        switch rest.popFirst() {
        case UInt8(ascii: "\\"): bytes.append(byte)
        case UInt8(ascii: "n"): bytes.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "r"): bytes.append(UInt8(ascii: "\r"))
        case UInt8(ascii: "t"): bytes.append(UInt8(ascii: "\t"))
        case UInt8(ascii: "x"):
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { fallthrough }
            bytes.append(value)
            rest = rest.dropFirst(2)
        default:
            throw ImageListing.SyntaxError(
                line: line, reason: "an escape is '\\\\', '\\n', '\\r', '\\t' or '\\x' and two hexadecimal digits")
        }
    }
    return bytes
}

/// RFC 4648, section 4, with or without the padding; `nil` where it is something else.
private func decodeBase64(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in text where byte != UInt8(ascii: "=") {
        guard let value = alphabet.firstIndex(of: byte) else { return nil }
        bits = (bits << 6 | UInt32(value)) & 0xffff
        count += 6
        if count >= 8 {
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
    }
    return count == 6 ? nil : bytes
}

extension ArraySlice<UInt8> {
    /// Without the one space that sets a marker apart from the text.
    fileprivate var droppingOneSpace: [UInt8] { Array(first == UInt8(ascii: " ") ? dropFirst() : self) }
}
