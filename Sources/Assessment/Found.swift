public import OVAL

extension TestEvidence {
    /// One thing found.
    public struct Found: Sendable, Hashable {
        /// The file, or the name of what is no file (a package, an account).
        public var path: String
        /// The line in the file, counted from 1.
        public var line: Int?
        /// Names and values of the entities that matter to the test.
        public var entities: [Entity]
        /// How it compares with the states; `nil` where the test has none.
        public var result: ResultValue?
        /// What the collector says about it.
        public var message: String?
        /// Where and what, in one phrase: `/etc/shadow: mode 0640, owner 0:42`.
        public var sentence: String

        /// A name and a value.
        public struct Entity: Sendable, Hashable {
            /// The entity's name.
            public var name: String
            /// Its value as text.
            public var value: String
        }

        /// What a person needs of an item.
        ///
        /// - Parameter asked: Entities that the test's states name.
        init(_ item: Item, asked: Set<String>, result: ResultValue?) {
            let reader = ItemReader(item: item)
            self.result = result
            path = reader.path
            line = item.line
            message = item.messages.first?.text
            entities = Self.shortened(reader.entities(asked: asked))
            sentence = reader.sentence(asked: asked, shown: entities)
            if let message { sentence += ": \(Phrase.plain(message))" }
        }

        /// Of many values with one name the first three, and how many there are.
        private static func shortened(_ entities: [Entity]) -> [Entity] {
            var counts: [String: Int] = [:]
            for entity in entities { counts[entity.name, default: 0] += 1 }
            var shown: [String: Int] = [:]
            return entities.compactMap { entity in
                let all = counts[entity.name] ?? 1
                guard all > 4 else { return entity }
                let number = shown[entity.name, default: 0] + 1
                shown[entity.name] = number
                if number <= 3 { return entity }
                return number == 4 ? Entity(name: entity.name, value: "… (\(all) in all)") : nil
            }
        }
    }
}

/// Puts an item into words.
private struct ItemReader {
    let item: Item

    /// The first value of this name that is there and may be shown.
    private func value(_ name: String) -> String? {
        item.entities.first { $0.name == name && $0.status == .exists }.map { shown($0) }
    }

    /// The value of an entity as it may be shown.
    private func shown(_ entity: ItemEntity) -> String {
        if entity.isMasked { return "(masked)" }
        if entity.status != .exists { return "(\(entity.status.rawValue))" }
        switch (item.kind.name, entity.name) {
        case ("shadow", "password"), ("password", "password"): return entity.value.isEmpty ? "(empty)" : Self.withoutHash(entity.value)
        case ("textfilecontent54", "text"), ("textfilecontent", "text"), ("textfilecontent54", "subexpression"),
            ("textfilecontent", "subexpression"):
            return holdsHashes
                ? entity.value.split(separator: ":", omittingEmptySubsequences: false).map { Self.withoutHash(String($0)) }.joined(
                    separator: ":") : entity.value
        default: return entity.value
        }
    }

    /// `/etc/shadow`, `/etc/gshadow` and their backups: what is found in them goes into reports that many people read.
    private var holdsHashes: Bool {
        let path = item.entities.first { $0.name == "filepath" }?.value ?? ""
        let name = path.split(separator: "/").last ?? ""
        return name.hasPrefix("shadow") || name.hasPrefix("gshadow")
    }

    /// crypt(5): a hash begins with a dollar sign or underscore, or has the thirteen characters of DES.
    private static func withoutHash(_ field: String) -> String {
        let text = field.drop { $0 == "!" }
        let isDES =
            text.count == 13
            && text.utf8.allSatisfy { (0x2E...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
        return text.hasPrefix("$") || text.hasPrefix("_") && text.count == 20 || isDES ? "(password hash withheld)" : field
    }

    /// The file, or the name of what is no file.
    var path: String {
        if let filepath = value("filepath") { return filepath }
        if let directory = value("path") {
            let isRoot = directory == "/"
            let head = directory.hasSuffix("/") && !isRoot ? String(directory.dropLast()) : directory
            guard let name = value("filename"), !name.isEmpty else { return head }
            return isRoot ? "/\(name)" : "\(head)/\(name)"
        }
        for name in ["name", "username", "unit", "mount_point", "var_ref"] {
            if let value = value(name) { return value }
        }
        return item.kind.name
    }

    /// The entities that matter: those asked for, and what the kind is looked at for.
    func entities(asked: Set<String>) -> [TestEvidence.Found.Entity] {
        let wanted: Set<String> =
            switch item.kind.name {
            case "textfilecontent54", "textfilecontent": ["text"]
            case "file": ["type", "user_id", "group_id"]
            case "dpkginfo", "rpminfo": ["evr"]
            case "variable", "environmentvariable", "environmentvariable58": ["value"]
            case "symlink": ["canonical_path"]
            case "systemdunitproperty": ["property", "value"]
            default: []
            }
        var entities: [TestEvidence.Found.Entity] = []
        if let mode { entities.append(.init(name: "mode", value: mode)) }
        for entity in item.entities where asked.contains(entity.name) || wanted.contains(entity.name) {
            entities.append(.init(name: entity.name, value: shown(entity)))
        }
        return entities
    }

    /// The permission bits of a file in octal, e.g. `0640`; `nil` where they are not all known.
    private var mode: String? {
        guard item.kind.name == "file" else { return nil }
        let names = ["suid", "sgid", "sticky", "uread", "uwrite", "uexec", "gread", "gwrite", "gexec", "oread", "owrite", "oexec"]
        var bits = 0
        for name in names {
            guard let entity = item.entities.first(where: { $0.name == name }), entity.status == .exists, !entity.isMasked else {
                return nil
            }
            bits = bits << 1 | (entity.value == "true" || entity.value == "1" ? 1 : 0)
        }
        let digits = String(bits, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// The lines of a match and what stands in them. Of a match that only begins at the start of the file to get at its last line, that line; of
    /// others with several lines the first and the last.
    private func lines(_ text: String) -> (numbers: String?, text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let isBlank: (Substring) -> Bool = { $0.allSatisfy(\.isWhitespace) }
        guard let first = lines.firstIndex(where: { !isBlank($0) }), let last = lines.lastIndex(where: { !isBlank($0) }), first < last
        else {
            let skipped = lines.firstIndex { !isBlank($0) } ?? 0
            return (item.line.map { String($0 + skipped) }, Phrase.plain(text))
        }
        if (value("pattern") ?? "").prefix(8).contains("\\A") {
            return (item.line.map { String($0 + last) }, Phrase.plain(String(lines[last])))
        }
        let numbers = item.line.map { "\($0 + first)-\($0 + last)" }
        let parts = [lines[first], lines[last]].map { Phrase.plain(String($0), limit: 60) }
        return (numbers, parts.joined(separator: last - first > 1 ? " … " : " / "))
    }

    /// One phrase for the item; a kind without words of its own gives `name: entity value, …`.
    func sentence(asked: Set<String>, shown entities: [TestEvidence.Found.Entity]) -> String {
        let name = Phrase.plain(path, limit: 160)
        switch item.status {
        case .exists: break
        case .doesNotExist, .error, .notCollected: return "\(name) (\(item.status.rawValue))"
        }
        func list(_ names: Set<String>? = nil, without: Set<String> = []) -> String {
            entities.filter { (names?.contains($0.name) ?? true) && !without.contains($0.name) }
                .map { "\($0.name) \($0.value.isEmpty ? "(empty)" : Phrase.plain($0.value))" }.joined(separator: ", ")
        }
        func joined(_ head: String, _ rest: String) -> String { rest.isEmpty ? head : "\(head): \(rest)" }
        switch item.kind.name {
        case "textfilecontent54", "textfilecontent":
            let (lines, text) = lines(value("text") ?? "")
            return joined(lines.map { "\(name):\($0)" } ?? name, text)
        case "file":
            var parts: [String] = []
            if let type = value("type"), type != "regular", type != "directory" { parts.append(type) }
            if let mode { parts.append("mode \(mode)") }
            if let user = value("user_id"), let group = value("group_id") { parts.append("owner \(user):\(group)") }
            let known: Set<String> = [
                "filepath", "path", "filename", "mode", "type", "user_id", "group_id", "suid", "sgid", "sticky", "uread", "uwrite", "uexec",
                "gread",
                "gwrite", "gexec", "oread", "owrite", "oexec",
            ]
            let rest = list(without: known)
            return joined(name, (parts + (rest.isEmpty ? [] : [rest])).joined(separator: ", "))
        case "dpkginfo", "rpminfo":
            let rest = list(without: ["name", "evr"])
            return "package \(name)\(value("evr").map { " \(Phrase.plain($0))" } ?? "")\(rest.isEmpty ? "" : ", \(rest)")"
        case "password": return joined("/etc/passwd: account \(Phrase.quoted(path))", list(without: ["username"]))
        case "shadow": return joined("/etc/shadow: account \(Phrase.quoted(path))", list(without: ["username"]))
        case "symlink": return "\(name) -> \(Phrase.plain(value("canonical_path") ?? "(unknown)", limit: 160))"
        case "systemdunitproperty":
            return
                "unit \(name): \(Phrase.plain(value("property") ?? "property")) \(value("value").map { $0.isEmpty ? "(empty)" : Phrase.plain($0) } ?? "(unknown)")"
        case "systemdunitdependency":
            let needed = entities.filter { $0.name == "dependency" }.map { Phrase.plain($0.value) }
            return "unit \(name)\(needed.isEmpty ? "" : " depends on \(needed.joined(separator: ", "))")"
        case "variable":
            return "value \(entities.filter { $0.name == "value" }.map { Phrase.quoted($0.value) }.joined(separator: ", "))"
        case "environmentvariable", "environmentvariable58": return "environment variable \(name)=\(Phrase.plain(value("value") ?? ""))"
        case "partition": return joined("mount point \(name)", list(without: ["mount_point"]))
        case "uname": return "programs for \(Phrase.plain(value("machine_class") ?? value("processor_type") ?? "an unknown machine"))"
        case "family": return "family \(Phrase.plain(value("family") ?? "unknown"))"
        case "fileextendedattribute":
            return joined("\(name): attribute \(Phrase.plain(value("attribute_name") ?? "(unnamed)"))", list(without: ["attribute_name"]))
        default: return joined(name, list())
        }
    }
}
