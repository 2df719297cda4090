public import ImageFS
internal import ImageFacts
internal import OVAL
internal import OVALProbes
internal import PackageDB

extension Target {
    /// An image as the target, with what its files say it is.
    ///
    /// - Parameters:
    ///   - name: The name in reports and results.
    ///   - environment: The environment that the image's configuration sets, where it is known.
    public init(name: String, image: any ImageFileSystem, environment: [String: String]? = nil) {
        let known = ImageFacts(image)
        let system = known.operatingSystem.value
        let isEmpty = known.isEmpty.value ?? true
        let databases = known.packageDatabases.value ?? []
        var facts: [Fact] = []
        func add(_ name: String, _ value: String?, _ sources: [ImagePath]) {
            facts.append(Fact(name, value ?? "unknown", sources: value == nil ? [] : sources.map(\.description)))
        }
        add("operating system", isEmpty ? "none: the image holds no files" : system?.displayName, known.operatingSystem.sources)
        add("architecture", known.architecture.value, known.architecture.sources)
        for database in databases {
            add("package database", database.error ?? "\(database.kind.rawValue), \(database.packages) packages", [database.path])
        }
        if databases.isEmpty { add("package database", "none in the known places", []) }
        let owners = known.ownersAreKnown.value.map { $0 ? "known" : "not those of the image: the tree was unpacked without root" }
        add("owners of files", owners, known.ownersAreKnown.sources)
        let isKnown = !isEmpty && system != nil && known.isEmpty.isComplete
        self.init(
            name: name, image: image, collector: ImageCollector(image: image, environment: environment),
            systemInfo: .init(
                osName: system?.displayName ?? "", osVersion: system?.versionID ?? "", architecture: known.architecture.value ?? "",
                primaryHostName: name),
            index: IndexState(
                filesAreComplete: isKnown,
                dpkgIsComplete: isKnown && databases.count == 1 && databases.allSatisfy { $0.kind == .dpkg && $0.error == nil && $0.packages > 0 }),
            facts: facts)
    }
}

extension OperatingSystem {
    /// `PRETTY_NAME` of os-release(5), else the id.
    fileprivate var displayName: String { prettyName.isEmpty ? id : prettyName }
}
