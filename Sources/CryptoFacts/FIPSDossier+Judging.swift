internal import Digest
public import ImageFS
public import PackageDB

extension FIPSDossier {
    /// Looks at everything in an image.
    ///
    /// - Parameters:
    ///   - environment: What the configuration of the image sets.
    ///   - packages: What its package databases say.
    ///   - table: Certificates.
    ///   - approvedSSH: Approved algorithms of SSH, by directive.
    ///   - day: The day to judge on, `YYYY-MM-DD`.
    ///   - user: Whom programs run as: `User` of the configuration of the image; empty for root.
    public init(
        _ image: any ImageFileSystem, environment: [String: String], packages: [Package], table: CMVPTable,
        approvedSSH: [String: Set<String>], day: String, user: String = ""
    ) {
        var walk = CryptoWalk(image)
        walk.run()
        self.day = day
        tableDate = table.date
        problems = walk.problems
        scope = Scope(entries: walk.files, inspected: walk.inspected)
        modules = walk.modules
        outside = walk.outside

        var judge = OpenSSLJudge(image: image, walk: walk, environment: environment, account: ImageAccount(user, in: image))
        judge.judge()
        configurations = judge.configurations
        modules += judge.modules
        outside += judge.outside
        opensslLibraries = walk.libcryptos.map { .init(path: $0.path, what: $0.version) }

        var libraries = LibraryJudge(image: image, walk: walk, environment: environment, packages: packages)
        libraries.judge()
        modules += libraries.modules
        outside += libraries.outside
        problems += libraries.problems

        let isEffective = !configurations.isEmpty && configurations.allSatisfy(\.isEffective)
        goPrograms = walk.goPrograms.map { $0.finding(environment: environment, opensslIsEffective: isEffective) }
        for (bytes, program) in zip(walk.goPrograms, goPrograms) { modules += Self.module(bytes, program) }
        outside += goPrograms.filter { !$0.usesModule }.map { .init(path: $0.path, what: "Go's cryptography: \($0.finding)") }

        java = walk.javaSecurity.compactMap { JavaProviders(path: $0, image: image, environment: environment) }
        for (path, finding) in walk.jars {
            if finding.holdsFIPSProvider { modules.append(Self.bouncyCastle(path, finding)) }
            if let other = finding.otherProvider { outside.append(.init(path: path, what: other)) }
        }
        let hasFIPSArchive = modules.contains { $0.kind == .bouncyCastle && !$0.integrity.isFailed }
        for runtime in java where !runtime.isEffective || !hasFIPSArchive {
            let why = runtime.isEffective ? "no archive of the image holds the provider that comes first" : runtime.obstacle
            outside.append(.init(path: runtime.path, what: "Java's own providers: \(why)"))
        }

        for (index, module) in modules.enumerated() { modules[index].certificates = Self.certificates(of: module, table) }
        modules.sort { ($0.path, $0.kind.rawValue) < ($1.path, $1.kind.rawValue) }
        ssh = SSHAlgorithms(in: image, approved: approvedSSH, problems: &problems)
        self.packages = packages.filter { $0.isPresent && ("\($0.name) \($0.version)").lowercased().contains("fips") }
            .map { .init(name: $0.name, version: "\($0.version)") }
        outside.sort { ($0.path, $0.what) < ($1.path, $1.what) }
        cryptoPolicy = Self.policy(image, &problems)
    }

    /// A certificate of OpenSSL's own module covers no build that calls itself another maker's, though the version be the same.
    private static func certificates(of module: FIPSModule, _ table: CMVPTable) -> [CMVPTable.Certificate] {
        if module.kind == .opensslProvider, !module.name.isEmpty, module.name != "OpenSSL FIPS Provider", !module.version.contains("-") {
            return []
        }
        return module.version.isEmpty ? [] : table.certificates(of: module.kind.rawValue, version: module.version)
    }

    private static func fileName(_ path: ImagePath) -> String { String(decoding: path.components.last ?? [], as: UTF8.self) }

    // MARK: Go and Java

    private static func module(_ bytes: GoProgramBytes, _ program: GoProgram) -> [FIPSModule] {
        var found: [FIPSModule] = []
        let effect: FIPSModule.Effect = program.usesModule ? .inEffect(program.finding) : .notInEffect(program.finding)
        if bytes.hasModule {
            var module = FIPSModule(
                kind: .go, path: bytes.path, version: bytes.moduleVersion, sha256: bytes.sha256,
                integrity: .notProvable("the program checks its own code when it starts; the file has no code to compare with"))
            module.effect = effect
            if bytes.moduleVersion == bytes.info.settings["GOFIPS140"], bytes.moduleVersion.hasPrefix("v") {
                module.notes.append("it says no checksum of the module's sources: Go has sealed v1.0.0 again since, as v1.0.0-c2097c7c")
            }
            found.append(module)
        }
        if bytes.holdsBoring {
            var module = FIPSModule(
                kind: .boringCrypto, path: bytes.path, version: "", sha256: bytes.sha256,
                integrity: .notProvable("it holds its own hash over code in memory, which is not computed from the file"),
                notes: ["BoringSSL says no version of its module in the file; it is that of the release of Go, \(bytes.info.version)"])
            module.effect = bytes.hasModule ? .unknown("the program holds two modules") : effect
            found.append(module)
        }
        return found
    }

    private static func bouncyCastle(_ path: ImagePath, _ finding: JavaArchive.Finding) -> FIPSModule {
        let name = fileName(path)
        let isDebug = name.hasPrefix("bc-fips-debug") || finding.title.contains("debug")
        let named =
            name.hasPrefix("bc-fips-") && name.hasSuffix(".jar") ? String(name.dropFirst("bc-fips-".count).dropLast(".jar".count)) : ""
        var module = FIPSModule(
            kind: .bouncyCastle, path: path, version: isDebug ? "debug" : finding.version.isEmpty ? named : finding.version,
            sha256: finding.sha256, integrity: finding.integrity)
        module.name = finding.title
        module.effect = .unknown("the class path and the options a program is started with decide, and no file says them")
        if isDebug {
            module.notes.append("the debug edition is not validated")
        } else if finding.version.isEmpty {
            module.notes.append("its manifest says no version: this is the one of its file name")
        } else {
            module.notes.append("version as its manifest says")
            if !named.isEmpty, named != finding.version { module.notes.append("its file name says \(named)") }
        }
        return module
    }

    // MARK: Policies

    /// crypto-policies(7).
    private static func policy(_ image: any ImageFileSystem, _ problems: inout [String]) -> String? {
        func text(_ path: ImagePath) -> String? {
            do throws(ImageError) {
                return try image.contents(at: path, limit: 65_536).map { String(decoding: $0, as: UTF8.self) }?
                    .split(separator: "\n").map { String($0.prefix { $0 != "#" }).trimmed }.first { !$0.isEmpty }
            } catch {
                problems.append(error.description)
                return nil
            }
        }
        guard let configured = text("/etc/crypto-policies/config") else { return nil }
        let state = text("/etc/crypto-policies/state/current")
        var line =
            state.map { $0 == configured ? configured : "\(configured) is configured, \($0) is in effect" }
            ?? "\(configured), never applied"
        // What programs read are links to the files of one policy, whatever the state says.
        let backEnd: ImagePath = "/etc/crypto-policies/back-ends/opensslcnf.config"
        if let file = (try? image.resolve(backEnd, followingLast: false)).flatMap({ $0 }), let target = try? image.linkTarget(of: file) {
            let folder = ImagePath(bytes: target).components.dropLast().last.map { String(decoding: $0, as: UTF8.self) } ?? ""
            if !folder.isEmpty, folder != state ?? configured { line += "; its back end of OpenSSL is that of \(folder)" }
        }
        return line + (configured.hasPrefix("FIPS") ? "; FIPS mode itself is the kernel's, so the host's" : "")
    }
}
