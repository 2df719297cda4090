internal import Digest
internal import ImageFS

/// Puts together what belongs together of OpenSSL: a library, the configuration it reads, the provider that this loads, and the MAC that it
/// is given. A provider that lies somewhere else in the image proves nothing about the one that answers.
struct OpenSSLJudge {
    let image: any ImageFileSystem
    let walk: CryptoWalk
    let environment: [String: String]
    let account: ImageAccount?
    private(set) var configurations: [OpenSSLConfiguration] = []
    private(set) var modules: [FIPSModule] = []
    /// Libraries in which no provider of FIPS is in effect.
    private(set) var outside: [FIPSDossier.Outside] = []

    init(image: any ImageFileSystem, walk: CryptoWalk, environment: [String: String], account: ImageAccount?) {
        self.image = image
        self.walk = walk
        self.environment = environment
        self.account = account
    }

    mutating func judge() {
        readConfigurations()
        for index in configurations.indices { load(&configurations[index]) }
        let macs = allMACs()
        for provider in walk.providers { modules.append(module(provider, macs)) }
        for configuration in configurations where !configuration.isEffective {
            for path in configuration.libraries {
                let version = walk.libcryptos.first { $0.path == path }?.version ?? "OpenSSL"
                outside.append(.init(path: path, what: "\(version), in which the FIPS provider is not in effect"))
            }
        }
        for path in walk.nodes { node(path) }
    }

    // MARK: Configurations

    private mutating func readConfigurations() {
        struct Reader: Hashable {
            var directory: String
            var modules: String?
            var followsHost: Bool
        }
        var readers: [(key: Reader, libraries: [ImagePath])] = []
        for library in walk.libcryptos where library.hasProviders {
            let key = Reader(directory: library.directory, modules: library.modules, followsHost: library.followsHost)
            if let index = readers.firstIndex(where: { $0.key == key }) {
                readers[index].libraries.append(library.path)
            } else {
                readers.append((key, [library.path]))
            }
        }
        for (key, libraries) in readers.sorted(by: { ($0.key.directory, $0.libraries[0]) < ($1.key.directory, $1.libraries[0]) }) {
            guard
                var configuration = OpenSSLConfigurationReader.effective(
                    in: image, directory: key.directory, environment: environment, account: account, isExpected: true)
            else { continue }
            configuration.libraries = libraries
            configuration.modulesDirectory = environment["OPENSSL_MODULES"] ?? key.modules
            if key.followsHost {
                if environment["OPENSSL_FORCE_FIPS_MODE"] == "0" {
                    configuration.otherObstacles.append("OPENSSL_FORCE_FIPS_MODE is 0, which some builds read as off and others as on")
                } else if environment["OPENSSL_FORCE_FIPS_MODE"] != nil {
                    configuration.forcedBy = "OPENSSL_FORCE_FIPS_MODE of the image's configuration"
                } else if !configuration.isEffective {
                    configuration.problems.append(
                        "this library goes into FIPS mode by itself where the host is in it (/proc/sys/crypto/fips_enabled): no file says whether"
                    )
                }
            }
            addElevated(key.directory, &configuration)
            configurations.append(configuration)
        }
        if !configurations.isEmpty { return }
        // Without a library that says its directory: the usual ones.
        let said = walk.libcryptos.map(\.directory)
        for directory in said + ["/etc/ssl", "/etc/pki/tls", "/usr/lib/ssl", "/usr/local/ssl"] {
            guard
                var found = OpenSSLConfigurationReader.effective(
                    in: image, directory: directory, environment: environment, account: account)
            else {
                continue
            }
            found.modulesDirectory = environment["OPENSSL_MODULES"]
            if environment["OPENSSL_CONF"] == nil, !said.contains(directory) {
                found.reason = "the usual place; no libcrypto of the image says its own"
            }
            configurations = [found]
            return
        }
    }

    /// A program with set-id bits or capabilities does not look at the environment: it reads the built-in place, whatever a variable says.
    private func addElevated(_ directory: String, _ configuration: inout OpenSSLConfiguration) {
        let variables = ["OPENSSL_CONF", "OPENSSL_CONF_INCLUDE", "OPENSSL_MODULES", "OPENSSL_FORCE_FIPS_MODE"]
        let named = variables.filter { environment[$0] != nil }
        guard let first = walk.elevated.first, !named.isEmpty, configuration.obstacles.isEmpty else { return }
        let own = OpenSSLConfigurationReader.effective(
            in: image, directory: directory, environment: environment.filter { !variables.contains($0.key) }, account: account,
            isExpected: true)
        if own?.isEffective == true, named == ["OPENSSL_CONF"] { return }
        configuration.otherObstacles.append(
            "\(first) has set-id bits or capabilities, so it does not look at \(named.joined(separator: ", "))")
    }

    // MARK: The provider that is loaded

    /// Where the provider is loaded from, and what keeps it from being so.
    private func load(_ configuration: inout OpenSSLConfiguration) {
        let fips = configuration.provider("fips")
        if fips == nil || fips?.isActivated == false, configuration.forcedBy == nil { return }
        let settings = fips?.settings ?? [:]
        // The pseudo settings may have a prefix up to a dot.
        let named = settings.sorted { $0.key < $1.key }.first { $0.key == "module" || $0.key.hasSuffix(".module") }?.value
        var path = named ?? "fips.so"
        if !path.hasPrefix("/") {
            guard let directory = configuration.modulesDirectory else { return loadFromAnywhere(path, &configuration, settings) }
            path = "\(directory)/\(path)"
        }
        guard path.hasPrefix("/") else {
            configuration.otherObstacles.append(
                "the provider \(path) is looked for in the directory a program is started in, which no image says")
            return
        }
        guard let file = (try? image.resolve(ImagePath(path))).flatMap({ $0 }) else {
            configuration.otherObstacles.append("the fips provider is loaded from \(path), which is not in the image")
            return
        }
        guard let provider = walk.providers.first(where: { $0.path == image.path(of: file) }) else {
            configuration.otherObstacles.append("the fips provider is loaded from \(path), which is no FIPS provider of OpenSSL")
            return
        }
        configuration.module = provider.path
        configuration.otherObstacles += obstacles(provider, settings, isForced: configuration.forcedBy != nil)
    }

    /// Where no library says the directory of its providers, each one of that name may be meant: all of them have to be right.
    private func loadFromAnywhere(_ name: String, _ configuration: inout OpenSSLConfiguration, _ settings: [String: String]) {
        let candidates = walk.providers.filter { $0.path.components.last == Array(name.utf8) }
        guard let first = candidates.first else {
            configuration.otherObstacles.append("the fips provider \(name) is not in the image")
            return
        }
        if Set(candidates.map(\.bytes)).count > 1 {
            configuration.otherObstacles.append(
                "which \(name) is loaded is not known: \(candidates.map(\.path.description).joined(separator: ", ")) differ")
            return
        }
        configuration.module = first.path
        configuration.otherObstacles += obstacles(first, settings, isForced: configuration.forcedBy != nil)
    }

    private func obstacles(
        _ provider: (path: ImagePath, bytes: [UInt8], object: ELFObject?), _ settings: [String: String], isForced: Bool
    ) -> [String] {
        var lines: [String] = []
        let check = IntegrityCheck(image: image)
        guard let object = provider.object else { return ["\(provider.path) is no ELF file"] }
        switch check.embedded(object) {
        case .proven?: break
        case .failed(let why)?: lines.append("\(provider.path): \(why)")
        case .notProvable(let why)?: lines.append("\(provider.path): \(why)")
        case nil:
            switch check.provider(object, macs: settings["module-mac"].map { [($0, "this configuration")] } ?? []) {
            case .proven: break
            case .failed(let why): lines.append("\(provider.path): \(why)")
            case .notProvable:
                lines.append("the configuration gives the provider no module-mac, so OpenSSL does not load \(provider.path)")
            }
        }
        for setting in ["conditional-errors", "security-checks"] where settings[setting] == "0" {
            lines.append("\(setting) = 0 weakens the module")
        }
        return lines
    }

    // MARK: Modules

    /// Every `module-mac` of the image: in the configuration that is in effect, and in files made for it.
    private func allMACs() -> [(value: String, place: String)] {
        var macs: [(value: String, place: String)] = []
        for configuration in configurations {
            for (_, settings) in configuration.sections.sorted(by: { $0.key < $1.key }) {
                if let mac = settings["module-mac"] { macs.append((mac, "the configuration of \(configuration.path)")) }
            }
        }
        for path in walk.moduleConfigurations {
            var text = OpenSSLText(image: image, environment: environment)
            _ = text.read(path)
            let values = text.sections.sorted { $0.key < $1.key }.compactMap { $0.value["module-mac"] }
            if values.isEmpty { macs.append(("", path.description)) }
            for value in values { macs.append((value, path.description)) }
        }
        return macs
    }

    private func module(
        _ provider: (path: ImagePath, bytes: [UInt8], object: ELFObject?), _ macs: [(value: String, place: String)]
    ) -> FIPSModule {
        var module = FIPSModule(
            kind: .opensslProvider, path: provider.path, version: "", sha256: DigestAlgorithm.sha256.hex(provider.bytes) ?? "",
            integrity: .failed("it is no ELF file, or its headers are damaged"))
        if let object = provider.object {
            let texts = object.section(".rodata").map { object.strings(in: $0, minimum: 5) } ?? []
            module.name = texts.first { $0.contains("FIPS Provider") && $0.utf8.count < 120 } ?? ""
            module.version = texts.first(where: Self.isVersion) ?? ""
            module.integrity = IntegrityCheck(image: image).provider(object, macs: macs)
            // The MAC of one provider says nothing of another that nobody loads.
            if module.integrity.isFailed, IntegrityCheck(image: image).embedded(object) == nil,
                configurations.contains(where: { $0.module != nil && $0.module != provider.path }),
                !configurations.contains(where: { $0.module == provider.path })
            {
                module.integrity = .notProvable("no configuration loads it, and no module-mac of the image is its own")
            }
            if module.name.isEmpty {
                module.notes.append("it does not call itself a FIPS provider")
                module.version = ""
            } else {
                module.notes.append("it calls itself \(module.name)")
            }
        }
        if macs.contains(where: { $0.value.isEmpty }) { module.notes.append("a fipsmodule.cnf of the image has no module-mac") }
        let users = configurations.filter { $0.module == provider.path }
        if let user = users.first(where: \.isEffective) {
            module.effect = .inEffect("\(user.forcedBy ?? "the configuration \(user.path)") loads it")
        } else if let user = users.first {
            module.effect = .notInEffect("the configuration \(user.path) names it, but: \(user.obstacles.joined(separator: "; "))")
        } else {
            module.effect = .notInEffect("no configuration of OpenSSL in effect loads it")
        }
        for user in users { module.notes += Self.notes(user.provider("fips")?.settings ?? [:]).filter { !module.notes.contains($0) } }
        return module
    }

    /// Settings of the provider that an auditor asks about: fips_config(5).
    private static func notes(_ settings: [String: String]) -> [String] {
        var lines: [String] = []
        if let status = settings["install-status"] {
            lines.append(
                "install-status = \(status): the known answer tests ran where the image was built, and OpenSSL 3.0 does not repeat them")
        }
        let known: Set = [
            "activate", "module", "module-mac", "install-mac", "install-status", "install-version", "conditional-errors", "security-checks",
        ]
        for (name, value) in settings.sorted(by: { $0.key < $1.key }) where value == "0" && !known.contains(name) {
            lines.append("\(name) = 0: that check is off")
        }
        return lines
    }

    /// `3.1.2`, `3.0.7-395c1a240fbfffd8`: three numbers, and what a distribution adds.
    private static func isVersion(_ text: String) -> Bool {
        let parts = text.split(separator: "-", maxSplits: 1)
        guard let first = parts.first, text.utf8.count < 60, first.allSatisfy({ $0 == "." || ($0.isASCII && $0.isNumber) }) else {
            return false
        }
        let numbers = first.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 3 && !numbers.contains(where: \.isEmpty) && (Int(numbers[0]) ?? 0) >= 3
    }

    // MARK: Node.js

    /// Node.js takes its settings from `nodejs_conf`, unless an option makes it read what everybody reads.
    private mutating func node(_ path: ImagePath) {
        let options = (environment["NODE_OPTIONS"] ?? "").split(separator: " ").map(String.init)
        let hasOwnFile = options.contains { $0.hasPrefix("--openssl-config") }
        if !hasOwnFile, options.contains("--openssl-shared-config") { return }
        if options.contains("--force-fips") || options.contains("--enable-fips") { return }
        if hasOwnFile || configurations.contains(where: { $0.sections["default"]?["nodejs_conf"] != nil }) {
            return outside.append(.init(path: path, what: "Node.js: its own settings (nodejs_conf, --openssl-config) have to be looked at"))
        }
        outside.append(.init(path: path, what: "Node.js: it reads nodejs_conf of OpenSSL's configuration, which is not there"))
    }
}
