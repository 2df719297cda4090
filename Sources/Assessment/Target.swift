public import ImageFS
public import ImageFacts
public import OVAL
public import OVALProbes

/// What is assessed: an image, what is known of it, and what collects from it.
public struct Target: Sendable {
    /// The name in reports and results.
    public var name: String
    /// The image.
    public var image: any ImageFileSystem
    /// What collects from it; one for a run, so that all objects share what was read.
    public var collector: ImageCollector
    /// What the results say the system is.
    public var systemInfo: SystemCharacteristics.SystemInfo
    /// What absence may be claimed from.
    public var index: IndexState
    /// What is known, as names and values for people, in order.
    public var facts: [Fact]
    /// What is known of the image, for programs.
    public var imageFacts: ImageFacts?
    /// What was found out for content that takes it as a `Value`; ``observe(_:)`` fills it.
    public internal(set) var observations: [ValueFact: Observation] = [:]
    /// Where the image came from, and what it says of itself.
    public var identity: ImageIdentity

    /// Something known of the target.
    public struct Fact: Sendable, Hashable {
        /// What it is about, e.g. `operating system`.
        public var name: String
        /// What is known.
        public var value: String
        /// Where it was read; empty where it was not.
        public var sources: [String]
        /// A fact and its sources.
        public init(_ name: String, _ value: String, sources: [String] = []) {
            self.name = name
            self.value = value
            self.sources = sources
        }
    }

    /// A target from its parts.
    public init(
        name: String, image: any ImageFileSystem, collector: ImageCollector, systemInfo: SystemCharacteristics.SystemInfo,
        index: IndexState,
        facts: [Fact], identity: ImageIdentity? = nil, imageFacts: ImageFacts? = nil
    ) {
        self.name = name
        self.image = image
        self.collector = collector
        self.systemInfo = systemInfo
        self.index = index
        self.facts = facts
        self.imageFacts = imageFacts
        self.identity = identity ?? ImageIdentity(source: .directory, name: name)
    }
}
