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
    ///   - identity: Where the image came from, and what it says of itself; a directory where that is not said.
    ///   - environment: The environment that the image's configuration sets, where the identity does not know it.
    public init(name: String, image: any ImageFileSystem, identity: ImageIdentity? = nil, environment: [String: String]? = nil) {
        let known = ImageFacts(image)
        let system = known.operatingSystem.value
        let isEmpty = known.isEmpty.value ?? true
        let databases = known.packageDatabases.value ?? []
        var facts: [Fact] = []
        func add(_ name: String, _ value: String?, _ sources: [ImagePath]) {
            facts.append(Fact(name, value ?? "unknown", sources: value == nil ? [] : sources.map(\.description)))
        }
        let identity = identity ?? ImageIdentity(source: .directory, name: name)
        facts += Self.facts(of: identity)
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
            name: name, image: image,
            collector: ImageCollector(image: image, environment: environment ?? identity.configuration?.environmentVariables),
            systemInfo: .init(
                osName: system?.displayName ?? "", osVersion: system?.versionID ?? "", architecture: known.architecture.value ?? "",
                primaryHostName: name),
            index: IndexState(
                filesAreComplete: isKnown, dpkgIsComplete: isKnown && only == .dpkg, rpmIsComplete: isKnown && only == .rpm,
                ownersAreKnown: known.ownersAreKnown.value ?? false, accountsAreComplete: isKnown && !Self.hasFurtherAccounts(image),
                hasKernel: known.hasKernel.value, initScripts: initScripts),
            facts: facts, identity: identity, imageFacts: known)
    }

    /// What the source of the image says of it, in words for people.
    private static func facts(of identity: ImageIdentity) -> [Fact] {
        var facts: [Fact] = []
        func add(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { facts.append(Fact(name, value)) }
        }
        switch identity.source {
        case .directory: break
        case .ociLayout: add("image from", "an OCI image layout")
        case .ociArchive: add("image from", "an archive of an OCI image layout")
        case .dockerArchive: add("image from", "an archive of docker save")
        case .layerArchive: add("image from", "the tar of a file system")
        }
        add("manifest", identity.manifestDigest)
        add("configuration", identity.configurationDigest)
        add("tags", identity.tags.joined(separator: ", "))
        add("platform", identity.platform)
        if !identity.layers.isEmpty { add("layers", "\(identity.layers.count)") }
        if let configuration = identity.configuration {
            add("created", configuration.created)
            let user = configuration.user ?? ""
            add("user", user.isEmpty ? "root, as the configuration names none" : user)
            add("entrypoint", (configuration.entrypoint + configuration.command).joined(separator: " "))
            add("ports", configuration.exposedPorts.joined(separator: ", "))
        }
        return facts
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
