/// A place in a content file.
public struct SourceLocation: Sendable, Hashable, CustomStringConvertible {
    /// The file as the user named it, or the component within it.
    public var file: String
    /// Counted from 1; 0 where no line is known.
    public var line: Int

    /// A place in `file`, at `line` where that is known.
    public init(file: String, line: Int = 0) {
        self.file = file
        self.line = line
    }

    /// `file:line`, or `file` alone where no line is known.
    public var description: String { line > 0 ? "\(file):\(line)" : file }
}
