public import Diagnostics

/// A document that cannot be read: where and why.
public struct XMLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file and the line at which reading ended.
    public var location: SourceLocation
    /// What is wrong, in one line.
    public var message: String

    /// A failure at `location`.
    public init(at location: SourceLocation, _ message: String) {
        self.location = location
        self.message = message
    }

    /// `file:line: error: message`.
    public var description: String { "\(location): error: \(message)" }

    /// The same as content that cannot be used.
    public var contentError: ContentError { ContentError(at: location, message) }
}

/// What a document may ask of the reader; more than that is refused with a message.
///
/// The largest published data streams stay a factor of ten below each of these.
public struct XMLLimits: Sendable, Hashable {
    /// Bytes of the whole document.
    public var bytes = 512 << 20
    /// Nested elements.
    public var depth = 200
    /// Attributes of one element; reading them takes quadratic time in libxml2.
    public var attributesPerElement = 512
    /// Bytes between `<` and `>`.
    public var bytesPerTag = 64 << 10

    /// The limits that hold where none are given.
    public static let standard = XMLLimits()

    /// The standard limits, to be changed one by one.
    public init() {}
}

/// A document as it was read: names, attributes and text as places in the source, and the line of each element.
///
/// No tree of objects is built. Elements are rows of a table in document order; their text stays bytes in the source until it is asked for.
/// Document type declarations, external entities and network access are refused.
public final class XMLDocument: Sendable {
    /// One row: an element, or a run of text.
    struct Node: Sendable {
        /// Index in `names`; -1 for text.
        var name: Int32
        var parent: Int32
        /// The next row with the same parent; -1 for the last.
        var next: Int32
        var line: Int32
        /// First attribute of an element; place of a text.
        var start: Int32
        /// Number of attributes of an element; bytes of a text.
        var count: Int32

        /// Where a text ends, in `source` or `arena`.
        var end: Int32 { (start >= 0 ? start : ~start) + count }
    }

    struct Attribute: Sendable {
        var name: Int32
        /// At or above 0 a place in `source`, below it `~place` in `arena`.
        var start: Int32
        var count: Int32
    }

    /// What the document is called in messages.
    public let name: String
    /// The document as UTF-8: the bytes it was read from, unless they were in another encoding.
    public let source: [UInt8]
    let nodes: [Node]
    let attributes: [Attribute]
    let names: [XMLName]
    /// Text that is not in the source as such: what entity references stand for, normalised values.
    let arena: [UInt8]

    /// Reads `source`, in UTF-8, UTF-16 or ISO-8859-1; `name` is the file in messages.
    public init(_ source: [UInt8], name: String, limits: XMLLimits = .standard) throws(XMLError) {
        guard !source.isEmpty else {
            throw XMLError(at: SourceLocation(file: name), "the file is empty; an XML document is expected")
        }
        guard source.count <= limits.bytes else {
            throw XMLError(at: SourceLocation(file: name), "the document has \(source.count) bytes; at most \(limits.bytes) are read")
        }
        let source = try Self.utf8(source, name: name)
        let tape = try XMLTapeReader.read(source, name: name, limits: limits)
        self.name = name
        self.source = source
        nodes = tape.nodes
        attributes = tape.attributes
        names = tape.names
        arena = tape.arena
    }

    private static func utf8(_ source: [UInt8], name: String) throws(XMLError) -> [UInt8] {
        do throws(XMLEncoding.Refusal) { return try XMLEncoding.utf8(source) } catch {
            throw XMLError(at: SourceLocation(file: name), error.message)
        }
    }

    /// The outermost element.
    public var root: XMLElement { XMLElement(document: self, index: 0) }

    func withBytes<Value>(_ start: Int32, _ count: Int32, _ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        let from = Int(start >= 0 ? start : ~start)
        return (start >= 0 ? source : arena).withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[from..<from + Int(count)])) }
    }

    func string(_ start: Int32, _ count: Int32) -> String {
        count == 0 ? "" : withBytes(start, count) { String(decoding: $0, as: UTF8.self) }
    }
}

/// A name and the namespace it is in.
public struct XMLName: Sendable, Hashable {
    /// The namespace's URI; empty for none.
    public var namespace: String
    /// The name without prefix.
    public var local: String
    /// A name in a namespace.
    public init(_ local: String, namespace: String = "") {
        self.namespace = namespace
        self.local = local
    }
}
