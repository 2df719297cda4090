internal import Exchange

/// What an image is, in lines for people.
struct ImageText {
    let record: ImageRecord
    let listsPackages: Bool

    init(_ record: ImageRecord, listsPackages: Bool) {
        self.record = record
        self.listsPackages = listsPackages
    }

    var text: String {
        var lines = ["image      \(record.target.name)"]
        lines += identity
        lines += block("run as", ["\(record.nature.kind): \(record.nature.reason)"])
        let system = record.operatingSystem
        lines += block(
            "system",
            [
                system.confidence == "unknown"
                    ? "unknown: nothing in it says of which distribution it is"
                    : "\(system.name.isEmpty ? system.id : system.name), \(system.confidence) by \(system.sources.joined(separator: ", "))"
            ])
        lines += block(
            "packages",
            record.packageDatabases.isEmpty
                ? ["no package database in the known places"]
                : record.packageDatabases.map { "\($0.kind): \($0.error ?? "\($0.packages) packages") (\($0.path))" })
        if listsPackages { lines += record.packages.map { "             \($0.name) \($0.version) \($0.architecture)" } }
        lines += components
        lines += accounts
        lines += block(
            "privileged",
            record.privileged.isEmpty
                ? ["no set-id programs, no file capabilities"]
                : record.privileged.map { "\($0.path) \($0.mode) \($0.uid):\($0.gid)\($0.capabilities ? ", file capabilities" : "")" })
        if !record.openDirectories.isEmpty {
            lines += block("writable", record.openDirectories.map { "\($0) by everybody, without sticky bit" })
        }
        lines += block("trust", record.certificateStores.isEmpty ? ["no certificate store in the known places"] : record.certificateStores)
        lines += block("crypto", record.cryptographicFiles.isEmpty ? ["no cryptographic library by name"] : record.cryptographicFiles)
        lines += configuration
        lines += layers
        lines += block("contents", ["\(record.entries) entries, \(Self.size(record.bytes)) in files"])
        lines += block("not read", record.incomplete.isEmpty ? ["nothing: all of it was read"] : record.incomplete)
        return lines.joined(separator: "\n") + "\n"
    }

    private var identity: [String] {
        let target = record.target
        var lines: [String] = []
        func add(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { lines.append("\(name): \(value)") }
        }
        add("source", target.source)
        add("manifest", target.digest)
        add("configuration", target.configurationDigest)
        add("tags", target.tags.joined(separator: ", "))
        add("platform", target.platform ?? (target.architecture.isEmpty ? nil : target.architecture))
        return lines.map { "           \($0)" }
    }

    private var components: [String] {
        if record.components.isEmpty { return block("components", ["none of those that rules are about"]) }
        var lines: [String] = []
        var group = ""
        for component in record.components.sorted(by: { ($0.group, $0.id) < ($1.group, $1.id) }) {
            if component.group != group {
                group = component.group
                lines.append("\(group):")
            }
            var known = component.packages.prefix(3).map { $0 }
            if component.packages.count > 3 { known.append("and \(component.packages.count - 3) more packages") }
            if component.packages.isEmpty {
                let without = component.unpackaged ? " without a package" : ""
                known += component.files.prefix(3).map { "\($0)\(without)" }
                known += component.renamed.prefix(3).map { "\($0) by its content,\(without)" }
            } else {
                known += component.renamed.prefix(3).map { "\($0) by its content" }
            }
            lines.append("  \(component.title) (\(known.joined(separator: ", ")))")
        }
        return block("components", lines)
    }

    private var accounts: [String] {
        if record.accounts.isEmpty { return block("accounts", ["none: no user database names any"]) }
        let usable = record.accounts.filter { $0.password == "set" || $0.password == "empty" }
        var lines = ["\(record.accounts.count), \(usable.count) of them with a password that lets in"]
        lines += usable.prefix(20).map { "\($0.name) (uid \($0.uid), \($0.shell)), password \($0.password)" }
        return block("accounts", lines)
    }

    private var configuration: [String] {
        guard let configuration = record.configuration else { return [] }
        var lines = ["user: \(configuration.user.isEmpty ? "root, as none is named" : configuration.user)"]
        func add(_ name: String, _ values: [String]) {
            if !values.isEmpty { lines.append("\(name): \(values.joined(separator: " "))") }
        }
        add("entrypoint", configuration.entrypoint)
        add("command", configuration.command)
        add("ports", configuration.exposedPorts)
        add("volumes", configuration.volumes)
        add("health check", configuration.healthcheck)
        lines += configuration.environment.map { "environment: \($0)" }
        lines += configuration.labels.sorted { $0.key < $1.key }.map { "label: \($0.key)=\($0.value)" }
        return block("configured", lines)
    }

    private var layers: [String] {
        block(
            "layers",
            record.target.layers.enumerated().map { number, layer in
                let made = layer.createdBy.map { ": \($0.prefix(100))" } ?? ""
                return "\(number + 1) \(layer.digest.prefix(19))… \(Self.size(layer.size))\(made)"
            })
    }

    /// The word once, the lines beside it.
    private func block(_ word: String, _ lines: [String]) -> [String] {
        lines.enumerated().map { index, line in
            let head = index == 0 ? word : ""
            return head + String(repeating: " ", count: 11 - head.count) + Self.oneLine(line)
        }
    }

    /// Foreign text adds no lines and no control sequences.
    private static func oneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || (0x7f..<0xa0).contains($0.value) ? " " : $0 }))
    }

    static func size(_ bytes: Int64) -> String {
        if bytes < 10_000 { return "\(bytes) bytes" }
        if bytes < 10_000_000 { return "\(bytes / 1000) kB" }
        return "\(bytes / 1_000_000) MB"
    }
}
