/// A path inside an image: bytes, because a file name need not be text.
///
/// It is kept as it was written; what it means (links, `.` and `..`) is settled by ``ImageFileSystem/resolve(_:followingLast:)`` alone,
/// and always inside the image.
public struct ImagePath: Sendable, Hashable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// The bytes of the path, without a NUL.
    public var bytes: [UInt8]

    /// A path of these bytes.
    public init(bytes: [UInt8]) { self.bytes = bytes }

    /// A path of the UTF-8 of `text`.
    public init(_ text: String) { bytes = Array(text.utf8) }

    /// A path of the UTF-8 of a literal.
    public init(stringLiteral value: String) { self.init(value) }

    /// The names between the slashes; empty ones are left out.
    public var components: [[UInt8]] { bytes.split(separator: UInt8(ascii: "/")).map(Array.init) }

    /// The path of `name` in this directory.
    public func appending(_ name: [UInt8]) -> ImagePath {
        if bytes.last == UInt8(ascii: "/") { return ImagePath(bytes: bytes + name) }
        return ImagePath(bytes: bytes + [UInt8(ascii: "/")] + name)
    }

    /// By bytes, as `LC_ALL=C sort` has it.
    public static func < (left: ImagePath, right: ImagePath) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }

    /// The path as text; bytes that are not UTF-8 appear as U+FFFD.
    public var description: String { String(decoding: bytes, as: UTF8.self) }
}
