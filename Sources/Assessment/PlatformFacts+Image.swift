public import ImageFacts

extension PlatformFacts {
    /// The distribution of the image.
    public var operatingSystem: OperatingSystem? { facts.operatingSystem.value }
    /// Components that are in it.
    public var components: [FoundComponent] { survey.components.value ?? [] }
}
