/// Why an image could not be opened.
public struct ImageSourceError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The argument, or the part of the image it is about.
    public var subject: String
    /// What is wrong, and what to do.
    public var message: String

    /// An error about `subject`.
    public init(_ subject: String, _ message: String) {
        self.subject = subject
        self.message = message
    }

    /// Subject and message, ready to print.
    public var description: String { "\(subject): \(message)" }
}

/// What an image may cost to read. What exceeds a limit is refused, never cut.
public struct ImageLimits: Sendable, Hashable {
    /// Files, directories and links of all layers together.
    public var entries: Int
    /// Bytes of content of all layers together.
    public var bytes: Int64
    /// Bytes of a path.
    public var path: Int
    /// Directories in directories.
    public var depth: Int
    /// Bytes of a manifest, an index or a configuration.
    public var document: Int
    /// Layers.
    public var layers: Int
    /// How many bytes one byte of a layer may become, once it has become more than 256 MiB.
    public var ratio: Int64

    /// Generous: ten million entries, 256 GiB, unless other numbers are given.
    public init(
        entries: Int = 10_000_000, bytes: Int64 = 256 << 30, path: Int = 4096, depth: Int = 512, document: Int = 4 << 20,
        layers: Int = 1000, ratio: Int64 = 1000
    ) {
        self.entries = entries
        self.bytes = bytes
        self.path = path
        self.depth = depth
        self.document = document
        self.layers = layers
        self.ratio = ratio
    }
}
