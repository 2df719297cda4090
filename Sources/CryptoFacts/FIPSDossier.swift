internal import Digest
public import ImageFS
public import PackageDB

/// What an auditor asks of an image's cryptography, answered from its bytes: which modules, which versions, whether they are intact, which
/// certificate covers them on the day, whether the configuration makes them the ones that answer, and what computes outside of them.
public struct FIPSDossier: Sendable, Hashable {
    /// In one word.
    public enum Conclusion: String, Sendable, Hashable, CaseIterable {
        /// A module is intact, covered by an active certificate, and the one that answers; nothing was found that computes outside of it.
        case validated = "validated module in effect"
        /// The same, but programs or libraries compute outside of it.
        case validatedBeside = "validated module in effect, other cryptography beside it"
        /// A module is there and intact; no active certificate covers it, or the configuration does not put it in effect.
        case notValidated = "module without validation or not in effect"
        /// A module is there whose bytes are not proven.
        case notProven = "module not proven"
        /// There is none.
        case none = "no module found"
    }

    /// A Go program and how it was built.
    public struct GoProgram: Sendable, Hashable {
        /// The file.
        public var path: ImagePath
        /// Version of Go.
        public var version: String
        /// `GOFIPS140` as it was built with; empty where it was not set.
        public var fips140: String
        /// The default of `GODEBUG=fips140`.
        public var mode: String
        /// What follows from that, as a phrase.
        public var finding: String
        /// Whether a module answers in it: then it is not counted as cryptography outside of one.
        public var usesModule: Bool
    }

    /// A program or library that computes outside of any module.
    public struct Outside: Sendable, Hashable {
        /// The file.
        public var path: ImagePath
        /// What it carries.
        public var what: String
    }

    /// A package whose version names FIPS.
    public struct FIPSPackage: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its version, as the database has it.
        public var version: String
    }

    /// The day on which certificates were judged, `YYYY-MM-DD`.
    public var day: String
    /// How new the table of certificates is.
    public var tableDate: String
    /// Modules, by path.
    public var modules: [FIPSModule]
    /// OpenSSL's configuration, one for each directory that a libcrypto of the image is built for.
    public var configurations: [OpenSSLConfiguration]
    /// Libraries of OpenSSL: path and version.
    public var opensslLibraries: [Outside]
    /// System-wide policy of the RHEL family: what is configured, and what is in effect.
    public var cryptoPolicy: String?
    /// Go programs.
    public var goPrograms: [GoProgram]
    /// Java runtimes.
    public var java: [JavaProviders]
    /// Lists of algorithms of OpenSSH's server; `nil` where it has no configuration.
    public var ssh: SSHAlgorithms?
    /// Packages whose version or name says FIPS.
    public var packages: [FIPSPackage]
    /// What computes outside of any module.
    public var outside: [Outside]
    /// What could not be read: nothing follows from its absence.
    public var problems: [String]

    /// Looks at everything in an image.
    ///
    /// - Parameters:
    ///   - environment: What the configuration of the image sets.
    ///   - packages: What its package databases say.
    ///   - table: Certificates.
    ///   - approvedSSH: Approved algorithms of SSH, by directive.
    ///   - day: The day to judge on, `YYYY-MM-DD`.
    public init(
        _ image: any ImageFileSystem, environment: [String: String], packages: [Package], table: CMVPTable,
        approvedSSH: [String: Set<String>], day: String
    ) {
        var walk = CryptoWalk(image)
        walk.run()
        self.day = day
        tableDate = table.date
        problems = walk.problems
        let directories = Set(walk.libcryptos.map(\.directory)).sorted()
        configurations = directories.compactMap {
            OpenSSLConfigurationReader.effective(in: image, directory: $0, environment: environment)
        }
        if configurations.isEmpty {
            configurations = ["/etc/ssl", "/etc/pki/tls", "/usr/lib/ssl"].lazy.compactMap {
                OpenSSLConfigurationReader.effective(in: image, directory: $0, environment: environment)
            }.prefix(1).map { $0 }
        }
        opensslLibraries = walk.libcryptos.map { .init(path: $0.path, what: $0.version) }
        modules = walk.modules
        let macs = Self.macs(walk, configurations, image)
        for provider in walk.providers { modules.append(Self.provider(provider.path, provider.object, macs, image)) }
        goPrograms = walk.goPrograms.map(Self.go)
        for program in walk.goPrograms where !program.info.settings["GOFIPS140", default: ""].isEmpty {
            modules.append(
                FIPSModule(
                    kind: .go, path: program.path, version: Self.goModuleVersion(program.info), sha256: "",
                    integrity: .notProvable("the program checks its own code when it starts; the file has no code to compare with")))
        }
        for jar in walk.jars where Self.fileName(jar.path).hasPrefix("bc-fips") {
            modules.append(Self.bouncyCastle(jar.path, jar.sha256))
        }
        for (index, module) in modules.enumerated() {
            modules[index].certificates = table.certificates(of: module.kind.rawValue, version: module.version)
        }
        modules.sort { ($0.path, $0.kind.rawValue) < ($1.path, $1.kind.rawValue) }
        java = walk.javaSecurity.compactMap { path in
            (try? image.contents(at: path, limit: 1 << 20)).flatMap { $0 }.map {
                JavaProviders(path: path, text: String(decoding: $0, as: UTF8.self), environment: environment)
            }
        }
        ssh = SSHAlgorithms(in: image, approved: approvedSSH, problems: &problems)
        self.packages = packages.filter { $0.isPresent && ("\($0.name) \($0.version)").lowercased().contains("fips") }
            .map { .init(name: $0.name, version: "\($0.version)") }
        outside = walk.outside
        outside += goPrograms.filter { !$0.usesModule }.map { .init(path: $0.path, what: "Go's cryptography: \($0.finding)") }
        outside += walk.jars.filter { Self.fileName($0.path).hasPrefix("bcprov") }.map {
            .init(path: $0.path, what: "Bouncy Castle without FIPS")
        }
        outside.sort { ($0.path, $0.what) < ($1.path, $1.what) }
        cryptoPolicy = Self.policy(image, &problems)
    }

    /// What follows from all of it.
    public var conclusion: Conclusion {
        if modules.isEmpty { return .none }
        let proven = modules.filter { if case .proven = $0.integrity { true } else { false } }
        let isValidated = proven.contains { module in
            module.activeCertificate(on: day) != nil
                && (module.kind != .opensslProvider || (!configurations.isEmpty && configurations.allSatisfy(\.isEffective)))
        }
        if isValidated { return outside.isEmpty && problems.isEmpty ? .validated : .validatedBeside }
        return proven.isEmpty ? .notProven : .notValidated
    }

    // MARK: Parts

    private static func fileName(_ path: ImagePath) -> String { String(decoding: path.components.last ?? [], as: UTF8.self) }

    /// Every `module-mac` of the image: in the configuration that is in effect, and in files made for it.
    private static func macs(
        _ walk: CryptoWalk, _ configurations: [OpenSSLConfiguration], _ image: any ImageFileSystem
    ) -> [(value: String, place: String)] {
        var macs: [(value: String, place: String)] = []
        for configuration in configurations {
            for (_, settings) in configuration.sections.sorted(by: { $0.key < $1.key }) {
                if let mac = settings["module-mac"] { macs.append((mac, "the configuration of \(configuration.path)")) }
            }
        }
        for path in walk.moduleConfigurations {
            guard let bytes = (try? image.contents(at: path, limit: 1 << 20)).flatMap({ $0 }) else { continue }
            let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first { String($0).trimmed.hasPrefix("module-mac") }
            let value = line.flatMap { line in line.firstIndex(of: "=").map { String(line[line.index(after: $0)...]).trimmed } }
            macs.append((value ?? "", path.description))
        }
        return macs
    }

    private static func provider(
        _ path: ImagePath, _ object: ELFObject, _ macs: [(value: String, place: String)], _ image: any ImageFileSystem
    ) -> FIPSModule {
        let texts = object.section(".rodata").map { object.strings(in: $0, minimum: 5) } ?? []
        let name = texts.first { $0.hasSuffix("FIPS Provider") } ?? ""
        var module = FIPSModule(
            kind: .opensslProvider, path: path, version: texts.first(where: isVersion) ?? "",
            sha256: DigestAlgorithm.sha256.hex(object.bytes) ?? "",
            integrity: IntegrityCheck(image: image).provider(object, macs: macs))
        if !name.isEmpty { module.notes.append("it calls itself \(name)") }
        if macs.contains(where: { $0.value.isEmpty }) { module.notes.append("a fipsmodule.cnf of the image has no module-mac") }
        return module
    }

    /// `3.1.2`, `3.0.7-395c1a240fbfffd8`: three numbers, and what a distribution adds.
    private static func isVersion(_ text: String) -> Bool {
        let parts = text.split(separator: "-", maxSplits: 1)
        guard let first = parts.first, text.utf8.count < 60, first.allSatisfy({ $0.isNumber || $0 == "." }) else { return false }
        return first.split(separator: ".", omittingEmptySubsequences: false).map(\.isEmpty) == [false, false, false]
    }

    private static func goModuleVersion(_ info: GoBuildInfo) -> String {
        // v1.0.0-c2097c7c: what follows the version is a checksum of the module's sources.
        let setting = info.settings["GOFIPS140"] ?? ""
        return setting.hasPrefix("v") ? String(setting.prefix { $0 != "-" }) : setting
    }

    private static func go(_ program: (path: ImagePath, info: GoBuildInfo, holdsBoring: Bool)) -> GoProgram {
        let info = program.info
        let module = info.settings["GOFIPS140"] ?? ""
        let experiment = info.settings["GOEXPERIMENT"] ?? ""
        let finding: String
        var usesModule = false
        switch (module, info.fips140) {
        case (let module, let mode) where module.hasPrefix("v") || module == "certified" || module == "inprocess":
            usesModule = mode != "off"
            finding =
                usesModule
                ? "module \(module), fips140=\(mode.isEmpty ? "on" : mode)" : "built with module \(module), but fips140=off is its default"
        case ("latest", _): finding = "GOFIPS140=latest: the module of its own Go release, which is not validated"
        default:
            if experiment.contains("boringcrypto") || program.holdsBoring {
                finding = "BoringCrypto (GOEXPERIMENT=boringcrypto)"
                usesModule = true
            } else if experiment.contains("strictfipsruntime") || experiment.contains("systemcrypto")
                || experiment.contains("opensslcrypto")
            {
                finding = "the OpenSSL of the image (GOEXPERIMENT=\(experiment))"
                usesModule = true
            } else {
                finding = info.version.isEmpty ? "no build settings" : "no module (GOFIPS140 is not set)"
            }
        }
        return GoProgram(
            path: program.path, version: info.version, fips140: module, mode: info.fips140, finding: finding, usesModule: usesModule)
    }

    private static func bouncyCastle(_ path: ImagePath, _ sha256: String) -> FIPSModule {
        let name = fileName(path)
        let isDebug = name.hasPrefix("bc-fips-debug")
        let version = name.dropFirst(isDebug ? "bc-fips-debug-".count : "bc-fips-".count).dropLast(".jar".count)
        var module = FIPSModule(
            kind: .bouncyCastle, path: path, version: isDebug ? "debug" : String(version), sha256: sha256,
            integrity: .notProvable("its signature is checked by Java when it is loaded; the version is that of its file name"))
        if isDebug { module.notes.append("the debug edition is not validated") }
        return module
    }

    /// crypto-policies(7).
    private static func policy(_ image: any ImageFileSystem, _ problems: inout [String]) -> String? {
        func text(_ path: ImagePath) -> String? {
            do throws(ImageError) {
                return try image.contents(at: path, limit: 65_536).map { String(decoding: $0, as: UTF8.self) }?
                    .split(separator: "\n").first { !$0.hasPrefix("#") }.map { String($0).trimmed }
            } catch {
                problems.append(error.description)
                return nil
            }
        }
        guard let configured = text("/etc/crypto-policies/config") else { return nil }
        let state = text("/etc/crypto-policies/state/current")
        let line =
            state.map { $0 == configured ? configured : "\(configured) is configured, \($0) is in effect" }
            ?? "\(configured), never applied"
        return line + (configured.hasPrefix("FIPS") ? "; FIPS mode itself is the kernel's, so the host's" : "")
    }
}
