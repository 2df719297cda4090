internal import ImageFS
internal import PackageDB

/// Libraries that are a module where a code of their bytes is beside or in them, and cryptography outside of any module where none is.
struct LibraryJudge {
    let image: any ImageFileSystem
    let walk: CryptoWalk
    let environment: [String: String]
    let packages: [Package]
    private(set) var modules: [FIPSModule] = []
    private(set) var outside: [FIPSDossier.Outside] = []
    private(set) var problems: [String] = []

    init(image: any ImageFileSystem, walk: CryptoWalk, environment: [String: String], packages: [Package]) {
        self.image = image
        self.walk = walk
        self.environment = environment
        self.packages = packages
    }

    mutating func judge() {
        let codes = readSidecars()
        var seen: Set<ImagePath> = []
        for library in walk.libraries {
            seen.insert(library.path)
            let integrity = codes[library.path] ?? library.own ?? signature(library.path, library.kind)
            guard let integrity else {
                outside.append(.init(path: library.path, what: library.title))
                continue
            }
            let version =
                library.kind == .opensslLibrary ? String(library.title.split(separator: " ").last ?? "") : packageVersion(library.kind)
            var module = FIPSModule(
                kind: library.kind, path: library.path, version: version, sha256: library.sha256, integrity: integrity,
                notes: library.kind == .opensslLibrary || version.isEmpty ? [] : ["its version is that of its package"])
            module.effect = effect(library.kind, library.knowsSwitch)
            modules.append(module)
            if case .inEffect = module.effect { continue }
            outside.append(.init(path: library.path, what: "\(library.title), not in FIPS mode for certain"))
        }
        // Others that have a code beside them, whatever they are.
        for (path, integrity) in codes.sorted(by: { $0.key < $1.key }) where !seen.contains(path) && !isProvider(path) {
            modules.append(FIPSModule(kind: .kernelHMAC, path: path, version: "", sha256: "", integrity: integrity))
        }
    }

    private func isProvider(_ path: ImagePath) -> Bool { walk.providers.contains { $0.path == path } }

    /// What each library's bytes are by the files of codes, by the library's own path: codes name links as well.
    private mutating func readSidecars() -> [ImagePath: FIPSModule.Integrity] {
        var found: [ImagePath: FIPSModule.Integrity] = [:]
        for path in walk.sidecars.prefix(2000) where Sidecar.target(of: path) != nil {
            do throws(ImageError) {
                guard let text = try image.contents(at: path, limit: 65_536), let sidecar = Sidecar(path, text: text) else { continue }
                for line in sidecar.lines {
                    guard let file = try image.resolve(line.target), try image.metadata(of: file).kind == .regular else {
                        // A code without its library is left over, and no finding about a module.
                        continue
                    }
                    let bytes = try image.contents(of: file, limit: 512 << 20)
                    let integrity = Sidecar.integrity(of: bytes, codes: line.codes, place: path, hasOtherCodes: sidecar.hasOtherCodes)
                    let target = image.path(of: file)
                    // Two codes of one library: the one that says it is broken goes before.
                    if case .failed? = found[target] { continue }
                    if found[target] == nil || integrity.isFailed { found[target] = integrity }
                }
            } catch { problems.append(error.description) }
        }
        return found
    }

    /// NSS signs its libraries in files that end in `.chk`.
    private func signature(_ path: ImagePath, _ kind: FIPSModule.Kind) -> FIPSModule.Integrity? {
        guard kind == .nss, path.bytes.hasSuffix(".so") else { return nil }
        let place = ImagePath(bytes: path.bytes.dropLast(3) + Array(".chk".utf8))
        guard (try? image.resolve(place)).flatMap({ $0 }) != nil else { return nil }
        return .notProvable("\(place) holds a signature of NSS, which is not computed here")
    }

    /// Whether the library is in FIPS mode without the host's being in it.
    private func effect(_ kind: FIPSModule.Kind, _ knowsSwitch: Bool) -> FIPSModule.Effect {
        if knowsSwitch, let variable = CryptoSignatures.switches(kind), let value = environment[variable.name], variable.isOn(value) {
            return .inEffect("\(variable.name) of the image's configuration")
        }
        if kind == .libgcrypt, (try? image.resolve("/etc/gcrypt/fips_enabled")).flatMap({ $0 }) != nil {
            return .unknown("/etc/gcrypt/fips_enabled is there; versions from 1.11 on do not look at it")
        }
        return .unknown("the kernel of the host decides (/proc/sys/crypto/fips_enabled); nothing in the image puts it in FIPS mode")
    }

    /// The version of the one package that brings such a library.
    private func packageVersion(_ kind: FIPSModule.Kind) -> String {
        let prefixes: [FIPSModule.Kind: [String]] = [
            .libgcrypt: ["libgcrypt"], .gnutls: ["libgnutls30", "gnutls"], .nettle: ["libnettle", "nettle"],
            .nss: ["libnss3", "nss-softokn"],
        ]
        let versions = Set(
            packages.filter { package in
                package.isPresent
                    && (prefixes[kind] ?? []).contains { prefix in
                        package.name == prefix
                            || package.name.hasPrefix(prefix)
                                && package.name.dropFirst(prefix.count).allSatisfy { $0.isNumber || $0 == "t" }
                    }
            }.map { "\($0.version)" })
        return versions.count == 1 ? versions.first ?? "" : ""
    }
}

extension FIPSModule.Integrity {
    var isFailed: Bool { if case .failed = self { true } else { false } }
}
