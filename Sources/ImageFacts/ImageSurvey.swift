public import ImageFS
public import PackageDB

/// What a walk over all of an image finds: programs, files with more rights than their user, components. It costs one look at every entry and one
/// reading of every program.
public struct ImageSurvey: Sendable {
    /// A file with rights of its own.
    public struct Privileged: Sendable, Hashable {
        /// Where it is.
        public var path: ImagePath
        /// Permission and set-id bits.
        public var mode: UInt16
        /// Owner and group.
        public var uid: UInt32
        /// Group.
        public var gid: UInt32
        /// Whether it has file capabilities (capabilities(7)).
        public var hasCapabilities: Bool
    }

    /// Folders in which a program's name names something else: documentation, completions, package data.
    public static let dataFolders = [
        "/usr/share/bash-completion", "/usr/share/doc", "/usr/share/lintian", "/etc/init.d", "/etc/pam.d", "/var/lib/dpkg",
    ]

    /// Entries of every kind, the root not counted.
    public let entries: Int
    /// Bytes of all regular files.
    public let bytes: Int64
    /// Programs with set-id bits or file capabilities.
    public let privileged: Fact<[Privileged]>
    /// Directories that everybody may write to and that have no sticky bit.
    public let openDirectories: Fact<[ImagePath]>
    /// Bundles and directories of certificates.
    public let certificateStores: Fact<[ImagePath]>
    /// Files and programs of cryptographic modules, by name.
    public let cryptographicFiles: Fact<[ImagePath]>
    /// Documents that say what is in the image, by name: SPDX and CycloneDX.
    public let billsOfMaterials: Fact<[ImagePath]>
    /// Components that are there; complete only where the whole tree and every package database was read.
    public let components: Fact<[FoundComponent]>

    /// The component of this id, if it is there.
    public func component(_ id: String) -> FoundComponent? { components.value?.first { $0.component.id == id } }

    /// Looks at everything in the image.
    ///
    /// - Parameters:
    ///   - packages: What the package databases say, and why one could not be read.
    ///   - limit: How many entries are looked at; beyond that the facts are incomplete.
    public init(_ image: any ImageFileSystem, packages: [Package], databaseProblem: String? = nil, limit: Int = 8_000_000) {
        var walk = Walk(image)
        walk.run(limit: limit)
        entries = walk.entries
        bytes = walk.bytes
        let problem = walk.problem
        func fact<Value>(_ value: Value) -> Fact<Value> { Fact(value, from: ["/"], problem.map { .incomplete($0) } ?? .complete) }
        privileged = fact(walk.privileged)
        openDirectories = fact(walk.openDirectories)
        certificateStores = fact(walk.certificateStores)
        cryptographicFiles = fact(walk.cryptographicFiles)
        billsOfMaterials = fact(walk.billsOfMaterials)
        let found = Component.all.compactMap { component -> FoundComponent? in
            let packages = packages.filter { $0.isPresent && component.hasPackage($0.name) }.map { "\($0.name) \($0.version)" }
            let named = walk.named[component.id] ?? []
            let renamed = (walk.renamed[component.id] ?? []).filter { !named.contains($0) }
            guard !packages.isEmpty || !named.isEmpty || !renamed.isEmpty else { return nil }
            return FoundComponent(component: component, packages: packages.sorted(), files: named, renamed: renamed)
        }
        components = Fact(
            found, from: ["/"], (problem ?? databaseProblem).map { .incomplete($0) } ?? .complete)
    }
}

/// One walk over all entries.
private struct Walk {
    let image: any ImageFileSystem
    var entries = 0
    var bytes: Int64 = 0
    var problem: String?
    var privileged: [ImageSurvey.Privileged] = []
    var openDirectories: [ImagePath] = []
    var certificateStores: [ImagePath] = []
    var cryptographicFiles: [ImagePath] = []
    var billsOfMaterials: [ImagePath] = []
    /// Paths by the component whose name they have.
    var named: [String: [ImagePath]] = [:]
    /// Programs by the component whose content they have.
    var renamed: [String: [ImagePath]] = [:]
    private let programs: [String: [String]]
    private let paths: [(component: String, pattern: String)]
    private let signatures: [(component: String, bytes: [UInt8])]

    init(_ image: any ImageFileSystem) {
        self.image = image
        var programs: [String: [String]] = [:]
        for component in Component.all {
            for program in component.programs { programs[program, default: []].append(component.id) }
        }
        self.programs = programs
        paths = Component.all.flatMap { component in component.paths.map { (component.id, $0) } }
        signatures = Component.all.flatMap { component in component.signatures.map { (component.id, Array($0.utf8)) } }
    }

    mutating func run(limit: Int) {
        var pending: [(file: FileID, path: String, depth: Int)] = [(.root, "", 0)]
        while let directory = pending.popLast() {
            do throws(ImageError) {
                for child in try image.children(of: directory.file) {
                    entries += 1
                    guard entries <= limit, directory.depth < 1000 else {
                        problem = problem ?? "more than \(limit) entries, or directories deeper than 1000"
                        return
                    }
                    let name = String(decoding: image.name(of: child), as: UTF8.self)
                    let path = "\(directory.path)/\(name)"
                    let metadata = try image.metadata(of: child)
                    look(at: child, name: name, path: path, metadata)
                    if metadata.kind == .directory { pending.append((child, path, directory.depth + 1)) }
                }
            } catch { problem = problem ?? error.description }
        }
        for id in named.keys { named[id]?.sort() }
        privileged.sort { $0.path < $1.path }
        openDirectories.sort()
        certificateStores.sort()
        cryptographicFiles.sort()
        billsOfMaterials.sort()
    }

    private mutating func look(at file: FileID, name: String, path: String, _ metadata: FileMetadata) {
        let isProgram = metadata.kind == .regular && metadata.mode & 0o111 != 0
        // A link is a program of its name, as those of BusyBox and of update-alternatives are.
        if isProgram || metadata.kind == .symbolicLink {
            for id in programs[name] ?? [] where !isData(path) { named[id, default: []].append(image.path(of: file)) }
        }
        for (id, pattern) in paths where Glob.matches(pattern[...].utf8, path[...].utf8) {
            named[id, default: []].append(image.path(of: file))
        }
        switch metadata.kind {
        case .directory:
            if metadata.mode & 0o1002 == 0o0002 { openDirectories.append(image.path(of: file)) }
            if ["/etc/ssl/certs", "/etc/pki/ca-trust", "/etc/pki/tls/certs", "/usr/share/ca-certificates", "/usr/share/pki"].contains(path)
            {
                certificateStores.append(image.path(of: file))
            }
        case .regular:
            bytes += metadata.size
            if ["cacerts", "ca-certificates.crt", "ca-bundle.crt", "ca-bundle.pem", "tls-ca-bundle.pem", "cert.pem"].contains(name) {
                certificateStores.append(image.path(of: file))
            }
            if Self.isBillOfMaterials(name) { billsOfMaterials.append(image.path(of: file)) }
            if Self.isCryptographic(name) { cryptographicFiles.append(image.path(of: file)) }
            if isProgram { lookInside(file, name, metadata) }
        case .symbolicLink, .fifo, .socket, .blockDevice, .characterDevice, .unknown: break
        }
    }

    /// Documentation, completions and package data have names of programs too.
    private func isData(_ path: String) -> Bool {
        ImageSurvey.dataFolders.contains { path.hasPrefix($0) && path.dropFirst($0.count).first == "/" }
    }

    private mutating func lookInside(_ file: FileID, _ name: String, _ metadata: FileMetadata) {
        let path = image.path(of: file)
        do throws(ImageError) {
            let attributes = try image.extendedAttributes(of: file)
            let hasCapabilities = attributes.contains { $0.name.elementsEqual("security.capability".utf8) }
            if metadata.mode & 0o6000 != 0 || hasCapabilities {
                privileged.append(
                    .init(path: path, mode: metadata.mode, uid: metadata.uid, gid: metadata.gid, hasCapabilities: hasCapabilities))
            }
            guard metadata.size <= 256 << 20, !name.contains(".so"),
                try image.prefix(of: file, count: 20).starts(with: [0x7f, 0x45, 0x4c, 0x46])
            else { return }
            let content = try image.contents(of: file, limit: 256 << 20)
            for (id, signature) in signatures where content.holds(signature) { renamed[id, default: []].append(path) }
        } catch { problem = problem ?? error.description }
    }

    /// Names that SPDX 2.3 (annex "Recognized file formats") and CycloneDX recommend.
    private static func isBillOfMaterials(_ name: String) -> Bool {
        [".spdx", ".spdx.json", ".spdx.xml", ".spdx.yaml", ".cdx.json", ".cdx.xml"].contains { name.hasSuffix($0) }
            || ["bom.json", "bom.xml", "sbom.json"].contains(name)
    }

    /// Names that libraries and modules of cryptography have.
    private static func isCryptographic(_ name: String) -> Bool {
        let starts = [
            "libcrypto.so", "libssl.so", "libgnutls.so", "libgcrypt.so", "libnettle.so", "libhogweed.so", "libsoftokn3.so", "libfreebl3.so",
            "libfreeblpriv3.so", "libnss3.so", "libmbedcrypto.so", "libwolfssl.so", "libsodium.so", "libbotan-", "libgmssl.so",
        ]
        return name == "fips.so" || starts.contains { name.hasPrefix($0) }
    }
}
