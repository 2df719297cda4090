/// A stylesheet that cannot be read, or a document it could not be applied to.
public struct StylesheetError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The stylesheet's path in the reports directory.
    public var stylesheet: String
    /// What was said, in order; the first is most often the cause.
    public var messages: [String]

    /// From what was said.
    public init(stylesheet: String, messages: [String]) {
        self.stylesheet = stylesheet
        self.messages = messages
    }

    /// One line.
    public var description: String {
        "\(stylesheet): error: " + (messages.isEmpty ? "the stylesheet gave no result" : messages.prefix(5).joined(separator: "; "))
    }
}
