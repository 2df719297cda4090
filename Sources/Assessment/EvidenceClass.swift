/// What a rule's result rests on.
public enum EvidenceClass: String, Sendable, Hashable, CaseIterable {
    /// At least one object of the image was looked at and decides the result.
    case observed
    /// Decided by something not being there, over an index known to be complete.
    case absence
    /// Decided by absence where the index is empty, unreadable or unknown; or by nothing of the image at all.
    case vacuous
    /// An answer file decided.
    case answer
    /// Not decided.
    case none
}

/// What absence may be claimed from in an image.
public struct IndexState: Sendable, Hashable {
    /// Whether the kind of the image (its operating system) is known, it holds files, and its directories could be listed.
    public var filesAreComplete: Bool
    /// Whether a dpkg database was read whole and no package database of another kind is there.
    public var dpkgIsComplete: Bool

    /// What is known of the indexes of an image.
    public init(filesAreComplete: Bool, dpkgIsComplete: Bool) {
        self.filesAreComplete = filesAreComplete
        self.dpkgIsComplete = dpkgIsComplete
    }

    /// Nothing may be claimed.
    public static let unknown = IndexState(filesAreComplete: false, dpkgIsComplete: false)
}
