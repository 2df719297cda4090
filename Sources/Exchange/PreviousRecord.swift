/// What people wrote on a rule in an earlier checklist.
public struct PreviousRecord: Codable, Sendable, Hashable {
    /// The file, without directories.
    public var file: String
    /// Below the finding details that were generated.
    public var details: String
    /// Below the comment that was generated.
    public var comments: String
    /// `high`, `medium` or `low`, where somebody overrode the severity.
    public var severity: String?
    /// Why.
    public var justification: String
    /// The status there, in the words of CKL. It is shown and never taken over: it was said of another image, or of other bytes.
    public var status: String?

    /// Takes every part as it is.
    public init(
        file: String, details: String = "", comments: String = "", severity: String? = nil, justification: String = "",
        status: String? = nil
    ) {
        self.file = file
        self.details = details
        self.comments = comments
        self.severity = severity
        self.justification = justification
        self.status = status
    }
}
