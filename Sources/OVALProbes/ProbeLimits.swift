/// What collecting may cost, so that no image and no content can take all time and memory.
public struct ProbeLimits: Sendable, Hashable {
    /// Bytes of a file whose text is matched; a larger one is an error.
    public var textSize: Int
    /// Bytes of all texts that are kept for the next object.
    public var cachedTextSize: Int
    /// Directories that one search enters, counted again each time a link leads to them.
    public var directories: Int
    /// Bytes of a path as it is written.
    public var pathLength: Int
    /// Items of one object.
    public var items: Int
    /// Bytes of all text in the items of one object.
    public var itemText: Int

    /// From the figures.
    public init(textSize: Int, cachedTextSize: Int, directories: Int, pathLength: Int, items: Int, itemText: Int) {
        self.textSize = textSize
        self.cachedTextSize = cachedTextSize
        self.directories = directories
        self.pathLength = pathLength
        self.items = items
        self.itemText = itemText
    }

    /// Far above what a real image needs.
    public static let standard = ProbeLimits(
        textSize: 128 << 20, cachedTextSize: 64 << 20, directories: 2_000_000, pathLength: 16_384, items: 1_000_000, itemText: 256 << 20)
}
