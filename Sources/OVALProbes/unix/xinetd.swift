import ImageFS
import OVAL

extension Probe {
    /// `xinetd`: the services of `/etc/xinetd.conf` and of the folders it includes.
    ///
    /// OVAL 5.11.2, unix-definitions, `xinetd_object`; xinetd.conf(5).
    public static let xinetd = Probe(
        .unix, "xinetd",
        object: ["protocol", "service_name"],
        item: [
            "protocol", "service_name", "flags", "no_access", "only_from", "port", "server", "server_arguments", "socket_type", "type",
            "user",
            "wait", "disabled",
        ]
    ) { object, context throws(CollectionFailure) in
        guard let protocolName = EntityMatcher(object.entity("protocol")), let service = EntityMatcher(object.entity("service_name")) else {
            throw CollectionFailure(.error, "\(object.object.id): protocol or service_name is missing")
        }
        var configuration = XinetdConfiguration()
        try configuration.read("/etc/xinetd.conf", context, depth: 0)
        var found = ItemGathering(object, context)
        for entry in configuration.services {
            let values = configuration.effective(entry)
            let name = values["protocol"]?.first ?? XinetdConfiguration.protocolOf[values["socket_type"]?.first ?? ""] ?? ""
            guard try protocolName.admits(name), try service.admits(entry.name) else { continue }
            func each(_ name: String) -> [ItemEntity] { (values[name] ?? []).map { ItemEntity(name, $0) } }
            func one(_ name: String, from attribute: String? = nil) -> [ItemEntity] {
                values[attribute ?? name].map { [ItemEntity(name, $0.joined(separator: " "))] } ?? []
            }
            var entities = [ItemEntity("protocol", name), ItemEntity("service_name", entry.name)]
            entities += each("flags") + each("no_access")
            entities += (values["only_from"] ?? []).map { ItemEntity("only_from", $0) }
            if let port = values["port"]?.first.flatMap({ UInt32($0) }) { entities.append(.int("port", port)) }
            entities += one("server") + one("server_arguments", from: "server_args") + one("socket_type") + each("type") + one("user")
            if let wait = values["wait"]?.first { entities.append(.boolean("wait", wait.lowercased() == "yes")) }
            entities.append(.boolean("disabled", configuration.isDisabled(entry, values)))
            try found.add(Item(object.object.kind, entities))
        }
        return found.collected()
    }
}

/// xinetd.conf(5), as far as items have it.
private struct XinetdConfiguration {
    struct Entry {
        var name: String
        /// Attribute, operator (`=`, `+=`, `-=`), values, in order.
        var settings: [(name: String, operation: String, values: [String])] = []
    }

    private(set) var services: [Entry] = []
    private var defaults = Entry(name: "defaults")
    private var files = 0

    /// What a service without `protocol` speaks.
    static let protocolOf = ["stream": "tcp", "dgram": "udp"]

    mutating func read(_ path: ImagePath, _ context: ProbeContext, depth: Int) throws(CollectionFailure) {
        files += 1
        guard depth < 8, files < 10_000 else { throw CollectionFailure(.error, "\(path): files of xinetd include each other without end") }
        var entry: Entry?
        for line in try context.lines(of: path) {
            let words = line.split { $0 == " " || $0 == "\t" }.map(String.init)
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            if first == "}" {
                if let done = entry { if done.name == "defaults" { defaults = done } else { services.append(done) } }
                entry = nil
            } else if entry != nil {
                if first == "{" { continue }
                guard let match = line.wholeMatch(of: /\s*([A-Za-z_]+)\s*(\+=|-=|=)\s*(.*)/) else { continue }
                let values = match.3.split { $0 == " " || $0 == "\t" }.map(String.init)
                entry?.settings.append((String(match.1), String(match.2), values))
            } else if first == "defaults" {
                entry = Entry(name: "defaults")
            } else if first == "service", words.count > 1 {
                entry = Entry(name: words[1])
            } else if first == "include", words.count > 1 {
                try read(ImagePath(words[1]), context, depth: depth + 1)
            } else if first == "includedir", words.count > 1 {
                let folder = ImagePath(words[1])
                // "files that contain a dot or end with a tilde are ignored".
                for (name, _) in try context.entries(of: folder) where !name.contains(".") && !name.hasSuffix("~") {
                    try read(folder.appending(Array(name.utf8)), context, depth: depth + 1)
                }
            }
        }
    }

    /// The attributes of a service over those of `defaults`.
    func effective(_ entry: Entry) -> [String: [String]] {
        let inherited: Set<String> = [
            "log_type", "bind", "no_access", "only_from", "instances", "cps", "max_load", "flags", "user", "group",
        ]
        var values: [String: [String]] = [:]
        for (isDefault, settings) in [(true, defaults.settings), (false, entry.settings)] {
            for setting in settings where !isDefault || inherited.contains(setting.name) {
                switch setting.operation {
                case "+=": values[setting.name, default: []] += setting.values
                case "-=": values[setting.name]?.removeAll { setting.values.contains($0) }
                default: values[setting.name] = setting.values
                }
            }
        }
        return values
    }

    /// By its own `disable`, or by the lists of `defaults`.
    func isDisabled(_ entry: Entry, _ values: [String: [String]]) -> Bool {
        func list(_ name: String) -> [String]? {
            let values = defaults.settings.filter { $0.name == name }.flatMap(\.values)
            return values.isEmpty ? nil : values
        }
        let id = entry.settings.first { $0.name == "id" }?.values.first ?? entry.name
        if values["disable"]?.first?.lowercased() == "yes" || list("disabled")?.contains(id) == true { return true }
        return list("enabled").map { !$0.contains(id) } ?? false
    }
}
