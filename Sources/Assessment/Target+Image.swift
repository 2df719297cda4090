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
        add(
            "kernel", known.hasKernel.value.map { $0 ? "in the image" : "none in the image: it is that of the host" },
            known.hasKernel.sources)
        let owners = known.ownersAreKnown.value.map { $0 ? "known" : "not those of the image: the tree was unpacked without root" }
        add("owners of files", owners, known.ownersAreKnown.sources)
        // An os-release that names nothing is none.
        let isKnown = !isEmpty && known.isEmpty.isComplete && !(system?.id.isEmpty ?? true)
        let only = databases.count == 1 ? databases.first { $0.error == nil && $0.packages > 0 }?.kind : nil
        let initScripts = Self.initScripts(in: image)
        self.init(
            name: name, image: image, collector: ImageCollector(image: image, environment: environment),
            systemInfo: .init(
                osName: system?.displayName ?? "", osVersion: system?.versionID ?? "", architecture: known.architecture.value ?? "",
                primaryHostName: name),
            index: IndexState(
                filesAreComplete: isKnown, dpkgIsComplete: isKnown && only == .dpkg, rpmIsComplete: isKnown && only == .rpm,
                ownersAreKnown: known.ownersAreKnown.value ?? false, accountsAreComplete: isKnown && !Self.hasFurtherAccounts(image),
                hasKernel: known.hasKernel.value, initScripts: initScripts),
            facts: facts)
    }

    /// Databases of accounts beside `/etc/passwd`: nss-altfiles of ostree images, libnss-extrausers. What cannot be looked at counts as there.
    private static func hasFurtherAccounts(_ image: any ImageFileSystem) -> Bool {
        let places: [ImagePath] = ["/usr/lib/passwd", "/usr/lib/shadow", "/var/lib/extrausers/passwd", "/var/lib/extrausers/shadow"]
        return places.contains { place in
            do throws(ImageError) { return try image.resolve(place, followingLast: false) != nil } catch { return true }
        }
    }

    /// Names of the scripts from which systemd-sysv-generator(8) makes units; `nil` where they cannot be listed.
    private static func initScripts(in image: any ImageFileSystem) -> [String]? {
        var names: Set<String> = []
        do throws(ImageError) {
            for path in ["/etc/init.d", "/etc/rc.d/init.d"] as [ImagePath] {
                guard let directory = try image.resolve(path) else { continue }
                for child in try image.children(of: directory) {
                    let name = String(decoding: image.name(of: child), as: UTF8.self)
                    names.insert(name.hasSuffix(".sh") ? String(name.dropLast(3)) : name)
                }
            }
        } catch { return nil }
        return names.sorted()
    }
}

extension OperatingSystem {
    /// `PRETTY_NAME` of os-release(5), else the id.
    fileprivate var displayName: String { prettyName.isEmpty ? id : prettyName }
}
