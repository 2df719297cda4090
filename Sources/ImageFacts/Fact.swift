public import ImageFS

/// Something that was established about an image, and from what.
public struct Fact<Value: Sendable & Hashable>: Sendable, Hashable {
    /// Whether all that could say something was looked at.
    public enum Completeness: Sendable, Hashable {
        /// Everything was: what is not in the value is not in the image.
        case complete
        /// Something could not be, and this is why: the value is a floor, and its absence proves nothing.
        case incomplete(String)
    }

    /// What is the case; `nil` where nothing says so.
    public var value: Value?
    /// The files that say it; where there is no value, those that would have.
    public var sources: [ImagePath]
    /// Whether all that could say something was looked at.
    public var completeness: Completeness

    /// A fact from sources.
    public init(_ value: Value?, from sources: [ImagePath], _ completeness: Completeness = .complete) {
        self.value = value
        self.sources = sources
        self.completeness = completeness
    }

    /// Whether all that could say something was looked at.
    public var isComplete: Bool { completeness == .complete }
}
