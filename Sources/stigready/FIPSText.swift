internal import CryptoFacts
internal import Diagnostics
internal import Exchange
internal import ImageFS

/// A dossier for people, and for programs.
struct FIPSText {
    let dossier: FIPSDossier
    let target: String
    let digest: String?
    /// The digest of the layer that brought a file; `nil` where there are no layers.
    let layer: (ImagePath) -> String?

    init(_ dossier: FIPSDossier, target: String, digest: String?, layer: @escaping (ImagePath) -> String? = { _ in nil }) {
        self.dossier = dossier
        self.target = target
        self.digest = digest
        self.layer = layer
    }

    /// At most so many lines of one kind; `--json` has all.
    private let shown = 40

    /// As text.
    var text: String {
        var lines = ["\(target)\(digest.map { " (\($0))" } ?? "")", "", "conclusion  \(dossier.conclusion.rawValue)"]
        lines.append("judged on   \(dossier.day), table of certificates of \(dossier.tableDate)")
        part("modules", dossier.modules, &lines) { module in
            var lines = [
                "\(module.path)\(module.version.isEmpty ? "" : "  \(module.version)")  \(module.kind.rawValue)",
                "  \(module.summary(on: dossier.day))", "  \(reason(module.integrity))", "  \(effect(module.effect))",
            ]
            if !module.sha256.isEmpty { lines.append("  sha256 \(module.sha256)") }
            if let layer = layer(module.path) { lines.append("  layer \(layer)") }
            for certificate in module.certificates {
                let until = certificate.until.isEmpty ? "" : ", until \(certificate.until)"
                lines.append("  certificate \(certificate.number), \(certificate.standard)\(until); source: \(certificate.source)")
                if !certificate.note.isEmpty { lines.append("    \(certificate.note)") }
            }
            return lines + module.notes.map { "  \($0)" }
        }
        part("OpenSSL configuration", dossier.configurations, &lines) { configuration in
            var lines = ["\(configuration.path)  (\(configuration.reason))"]
            lines += configuration.libraries.map { "  read by \($0)" }
            lines += configuration.files.filter { $0 != configuration.path }.map { "  includes \($0)" }
            if let forced = configuration.forcedBy { lines.append("  FIPS mode is on by \(forced)") }
            for provider in configuration.providers {
                let word = provider.isActivated.map { $0 ? "active" : "not active" } ?? "depends on the version of OpenSSL"
                lines.append("  provider \(provider.name): \(word)")
            }
            if let module = configuration.module { lines.append("  the fips provider is loaded from \(module)") }
            if let query = configuration.defaultProperties { lines.append("  default_properties: \(query)") }
            lines.append(configuration.isEffective ? "  the FIPS provider is in effect" : "  the FIPS provider is not in effect:")
            return lines + configuration.obstacles.map { "    \($0)" } + configuration.problems.map { "  problem: \($0)" }
        }
        part("OpenSSL libraries", dossier.opensslLibraries, &lines) { ["\($0.path)  \($0.what)"] }
        if let policy = dossier.cryptoPolicy { lines += ["", "crypto policy", "  \(policy)"] }
        part("Go programs", dossier.goPrograms, &lines) { ["\($0.path)  \($0.version)  \($0.finding)"] }
        part("Java", dossier.java, &lines) { java in
            [
                java.isEffective
                    ? "\(java.path)  Bouncy Castle FIPS first, approved algorithms only"
                    : "\(java.path)  Bouncy Castle FIPS is not in effect: \(java.obstacle)"
            ]
                + java.providers.prefix(5).map { "  \($0)" }
        }
        if let ssh = dossier.ssh {
            lines += ["", "OpenSSH server"]
            for line in ssh.lines {
                let finding =
                    line.unapproved.isEmpty ? "approved algorithms only" : "not approved: \(line.unapproved.joined(separator: ", "))"
                lines.append(
                    "  \(line.path):\(line.line)  \(line.directive): \(finding)\(line.changesDefaults ? "; changes the defaults" : "")")
            }
            if !ssh.unset.isEmpty { lines.append("  not set, so the program's defaults count: \(ssh.unset.joined(separator: ", "))") }
        }
        part("packages that name FIPS", dossier.packages, &lines) { ["\($0.name) \($0.version)"] }
        part("cryptography outside of a module", dossier.outside, &lines) { ["\($0.path)  \($0.what)"] }
        part("not read", dossier.problems, &lines) { [$0] }
        lines += ["", "looked at"] + Self.scope(dossier).map { "  \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }

    private func part<Element>(_ title: String, _ elements: [Element], _ lines: inout [String], _ text: (Element) -> [String]) {
        if elements.isEmpty { return }
        lines += ["", title]
        for element in elements.prefix(shown) { lines += text(element).map { "  \($0)" } }
        if elements.count > shown { lines.append("  and \(elements.count - shown) more; --json has all") }
    }

    /// What was looked at, and what was not: an absence says no more than that.
    static func scope(_ dossier: FIPSDossier) -> [String] {
        [
            "\(dossier.scope.entries) entries of the image, \(dossier.scope.inspected) programs, libraries and archives among them",
            "not looked at: the kernel and the FIPS mode of the host, what a program sets by its own code or command line, scripts,",
            "password hashing, programs of other systems (PE), what is packed in archives other than those of Java, and copies of cryptographic code that leave no name, version or symbol that is known here",
            "a MAC is made with a key that its maker publishes: it shows damage and mistakes, not malice",
        ]
    }

    private func effect(_ effect: FIPSModule.Effect) -> String {
        switch effect {
        case .inEffect(let why): "in effect: \(why)"
        case .notInEffect(let why): "not in effect: \(why)"
        case .unknown(let why): "whether it is in effect is not known: \(why)"
        }
    }

    private func reason(_ integrity: FIPSModule.Integrity) -> String {
        switch integrity {
        case .proven(let place): "MAC computed again: equal to \(place)"
        case .failed(let why): "MAC computed again: \(why)"
        case .notProvable(let why): why
        }
    }

    /// As JSON.
    func json() throws(ContentError) -> String { try jsonText(FIPSRecord(dossier, target: target, digest: digest, layer: layer)) }
}

/// A dossier as JSON has it.
struct FIPSRecord: Codable {
    struct Module: Codable {
        var kind: String
        var path: String
        var version: String
        var sha256: String
        var integrity: String
        var integrityReason: String
        var summary: String
        var name: String?
        var layer: String?
        var effect: String
        var effectReason: String
        var certificates: [Certificate]
        var notes: [String]
    }
    struct Certificate: Codable {
        var number: String
        var standard: String
        var until: String
        var isActive: Bool
        var source: String
        var note: String
    }
    struct Configuration: Codable {
        var path: String
        var reason: String
        var libraries: [String]
        var module: String?
        var forcedBy: String?
        var files: [String]
        var providers: [String: String]
        var defaultProperties: String?
        var isEffective: Bool
        var obstacles: [String]
        var problems: [String]
    }
    struct Program: Codable {
        var path: String
        var what: String
        var usesModule: Bool
    }
    var format = "stigready-fips"
    var version = 1
    var target: String
    var digest: String?
    var day: String
    var tableDate: String
    var conclusion: String
    var modules: [Module]
    var configurations: [Configuration]
    var cryptoPolicy: String?
    var goPrograms: [Program]
    var outside: [Program]
    var packages: [String]
    var ssh: [String: [String]]?
    var java: [Java]
    var problems: [String]
    var scope: [String]

    struct Java: Codable {
        var path: String
        var isEffective: Bool
        var obstacle: String?
        var providers: [String]
    }

    init(_ dossier: FIPSDossier, target: String, digest: String?, layer: (ImagePath) -> String?) {
        self.target = target
        self.digest = digest
        day = dossier.day
        tableDate = dossier.tableDate
        conclusion = dossier.conclusion.rawValue
        modules = dossier.modules.map { module in
            let (word, reason) =
                switch module.integrity {
                case .proven(let place): ("proven", place)
                case .failed(let why): ("failed", why)
                case .notProvable(let why): ("not provable", why)
                }
            let (effect, effectReason) =
                switch module.effect {
                case .inEffect(let why): ("in effect", why)
                case .notInEffect(let why): ("not in effect", why)
                case .unknown(let why): ("not known", why)
                }
            return Module(
                kind: module.kind.rawValue, path: module.path.description, version: module.version, sha256: module.sha256, integrity: word,
                integrityReason: reason, summary: module.summary(on: dossier.day), name: module.name.isEmpty ? nil : module.name,
                layer: layer(module.path), effect: effect, effectReason: effectReason,
                certificates: module.certificates.map {
                    Certificate(
                        number: $0.number, standard: $0.standard, until: $0.until, isActive: $0.status(on: dossier.day) == .active,
                        source: $0.source, note: $0.note)
                }, notes: module.notes)
        }
        configurations = dossier.configurations.map { configuration in
            Configuration(
                path: configuration.path.description, reason: configuration.reason, libraries: configuration.libraries.map(\.description),
                module: configuration.module?.description, forcedBy: configuration.forcedBy, files: configuration.files.map(\.description),
                providers: Dictionary(
                    configuration.providers.map { ($0.name, $0.isActivated.map { $0 ? "active" : "not active" } ?? "depends on version") },
                    uniquingKeysWith: { first, _ in first }), defaultProperties: configuration.defaultProperties,
                isEffective: configuration.isEffective, obstacles: configuration.obstacles, problems: configuration.problems)
        }
        cryptoPolicy = dossier.cryptoPolicy
        goPrograms = dossier.goPrograms.map {
            .init(path: $0.path.description, what: "\($0.version): \($0.finding)", usesModule: $0.usesModule)
        }
        outside = dossier.outside.map { .init(path: $0.path.description, what: $0.what, usesModule: false) }
        packages = dossier.packages.map { "\($0.name) \($0.version)" }
        ssh = dossier.ssh.map { ssh in
            Dictionary(ssh.lines.map { ("\($0.directive) \($0.path):\($0.line)", $0.unapproved) }, uniquingKeysWith: { first, _ in first })
        }
        java = dossier.java.map {
            Java(
                path: $0.path.description, isEffective: $0.isEffective, obstacle: $0.isEffective ? nil : $0.obstacle,
                providers: $0.providers)
        }
        problems = dossier.problems
        scope = FIPSText.scope(dossier)
    }
}
