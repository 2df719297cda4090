internal import OVAL

extension Phrase {
    /// That nothing was found for an object: `no line of /etc/x matches "^a"`. It says what was looked for and no more.
    static func nothingFound(for object: Object, in results: OVALResults) -> String {
        if let set = object.set { return nothingLeft(of: set, in: results) }
        let search = Search(object: object, variables: results.variables)
        let words: String
        switch object.kind.name {
        case "textfilecontent54": words = search.noLine(pattern: "pattern")
        case "textfilecontent": words = search.noLine(pattern: "line")
        case "file", "filehash", "filehash58": words = search.noFile
        case "fileextendedattribute": words = "no extended attribute \(search.which("attribute_name")) of \(search.anyFile)"
        case "symlink": words = "no such symbolic link: \(search.which("filepath", bare: true))"
        case "dpkginfo": words = "the dpkg database lists no installed package \(search.which("name"))"
        case "rpminfo": words = "the rpm database lists no package \(search.which("name"))"
        case "password": words = "no account \(search.which("username")) in /etc/passwd"
        case "shadow": words = "no account \(search.which("username")) in /etc/shadow"
        case "systemdunitproperty", "systemdunitdependency": words = "no unit file \(search.which("unit"))"
        case "environmentvariable", "environmentvariable58":
            words = "no environment variable \(search.which("name")) in the image's configuration"
        case "variable": words = "the variable has no value"
        default: words = search.nothing
        }
        return words + object.filters.map { kept(by: $0, in: results) }.joined(separator: " and")
    }

    /// The same in the content's own words, where a pattern would say it in a way that nobody reads; `nil` where it would not.
    ///
    /// - Parameter comment: What the content says of the test.
    static func nothingFound(briefly object: Object, comment: String, _ variables: [String: VariableValue]) -> String? {
        let search = Search(object: object, variables: variables)
        let words = plain(comment, limit: 120)
        guard object.set == nil, object.filters.isEmpty, !words.isEmpty, search.isHardToRead else { return nil }
        switch object.kind.name {
        case "textfilecontent54", "textfilecontent": return "\(words) (\(search.briefly("line")))"
        case "file": return "\(words) (no such file)"
        default: return nil
        }
    }

    /// The one text that an anchored pattern matches; `nil` where it matches several.
    static func literal(of pattern: String) -> String? {
        guard pattern.hasPrefix("^"), pattern.hasSuffix("$") else { return nil }
        var text = ""
        var isEscaped = false
        for character in pattern.dropFirst().dropLast() {
            if isEscaped {
                guard !character.isLetter, !character.isNumber else { return nil }
            } else {
                if character == "\\" {
                    isEscaped = true
                    continue
                }
                guard character.isLetter || character.isNumber || "/_-@,:= ~%".contains(character) else { return nil }
            }
            isEscaped = false
            text.append(character)
        }
        return isEscaped || text.isEmpty ? nil : text
    }

    /// What a filter leaves of what was found: ` with owrite true`, ` except with group_id equal to 0`.
    private static func kept(by filter: Filter, in results: OVALResults) -> String {
        let state =
            results.definitions.states[filter.state].map { cut(words(for: $0, results.variables), to: 120) }
            ?? "what state \(filter.state) asks"
        switch filter.action {
        case .include: return " with \(state)"
        case .exclude: return " except with \(state)"
        }
    }

    private static func nothingLeft(of set: ObjectSet, in results: OVALResults) -> String {
        let objects = leaves(of: set, in: results)
        let looked = objects.reduce(0) { $0 + (results.characteristics.objects[$1.id]?.items.count ?? 0) }
        if looked > 0 { return "none of the \(looked) items looked at is in the set of objects that the test asks for" }
        let parts = unique(objects.map { nothingFound(for: $0, in: results) })
        if parts.isEmpty { return "the set of objects is empty" }
        return parts.prefix(2).joined(separator: "; ") + (parts.count > 2 ? "; and \(parts.count - 2) more" : "")
    }

    /// The objects that sets of sets come down to, each once.
    private static func leaves(of set: ObjectSet, in results: OVALResults) -> [Object] {
        var found: [Object] = []
        var pending = Array(set.objects.reversed())
        var seen: Set<String> = []
        while let id = pending.popLast() {
            guard seen.insert(id).inserted, let object = results.definitions.objects[id] else { continue }
            if let inner = object.set { pending += inner.objects.reversed() } else { found.append(object) }
        }
        return found
    }

    /// The words of one object's entities.
    private struct Search {
        let object: Object
        let variables: [String: VariableValue]

        func entity(_ name: String) -> Entity? { object.entities.first { $0.name == name } }

        /// `"ntp"`, `matching "^a"`, `not equal to "root"`; bare: without quotes where it is a plain value.
        func which(_ name: String, bare: Bool = false) -> String {
            guard let entity = entity(name), !entity.isNil else { return "of any \(name)" }
            guard entity.operation == .equals else { return comparison(of: entity, variables) }
            let values = bare ? bareValues(of: entity) : Phrase.values(of: entity, variables)
            return values.isEmpty ? "(a variable without a value)" : list(values, "or")
        }

        /// `matches "^a"`, `is at least 5`.
        private func verb(_ entity: Entity) -> String {
            guard entity.operation == .patternMatch else { return "is \(comparison(of: entity, variables))" }
            return "matches \(list(Phrase.values(of: entity, variables), "or"))"
        }

        private func bareValues(of entity: Entity) -> [String] {
            (entity.variable.map { variables[$0]?.values ?? [] } ?? [entity.value]).map { plain($0) }
        }

        /// A plain value, or `nil`. A pattern that only one value matches is one too: `^/etc/ssh$`.
        private func exact(_ name: String) -> [String]? {
            guard let entity = entity(name), !entity.isNil else { return nil }
            if entity.operation == .patternMatch, entity.variable == nil { return Phrase.literal(of: entity.value).map { [plain($0)] } }
            guard entity.operation == .equals else { return nil }
            let values = bareValues(of: entity)
            return values.isEmpty ? nil : values
        }

        /// Paths, where the object names files exactly.
        private var paths: [String]? {
            if let filepath = exact("filepath") { return filepath }
            guard recursion == nil, let path = exact("path"), let filename = exact("filename") else { return nil }
            return path.flatMap { directory in filename.map { directory.hasSuffix("/") ? directory + $0 : "\(directory)/\($0)" } }
        }

        private var recursion: String? {
            switch object.behaviors["recurse_direction"] {
            case "down":
                object.behaviors["max_depth"].flatMap { $0 == "-1" ? nil : $0 }.map {
                    $0 == "1" ? "directly below" : "at most \($0) levels below"
                } ?? "below"
            case "up": "in or above"
            default: nil
            }
        }

        /// `file below /etc whose name matches "…"`, without an article.
        private var description: String {
            if let filepath = entity("filepath") { return "file whose path \(verb(filepath))" }
            let place: String
            if let directories = exact("path") {
                place = "\(recursion ?? "in") \(list(directories, "or"))"
            } else if let path = entity("path") {
                place = "\(recursion ?? "in") a directory whose path \(verb(path))"
            } else {
                place = "in the image"
            }
            guard let filename = entity("filename"), !filename.isNil else { return "directory \(place)" }
            let isVague = exact("path") == nil && entity("path") != nil
            return "file \(place) \(isVague ? "and " : "")whose name \(verb(filename))"
        }

        private var isAboutDirectories: Bool { entity("filename")?.isNil ?? false }

        var anyFile: String { paths.map { list($0, "or") } ?? "any \(description)" }

        var noFile: String {
            // With filters it may well be there.
            let no = object.filters.isEmpty ? ("no such file:", "no such directory:") : ("no file", "no directory")
            if let paths { return "\(no.0) \(list(paths, "or"))" }
            if isAboutDirectories, recursion == nil, let directories = exact("path") { return "\(no.1) \(list(directories, "or"))" }
            return "no \(description)"
        }

        func noLine(pattern name: String) -> String {
            guard let pattern = entity(name) else { return "no line of \(anyFile)" }
            // A match that is not the one asked for may well be there.
            return "no line of \(anyFile) \(verb(pattern))\(instance.map { " (\($0))" } ?? "")"
        }

        /// Which of several matches is meant, where not all are.
        private var instance: String? {
            guard let instance = entity("instance") else { return nil }
            switch (instance.operation, instance.variable, instance.value) {
            case (.greaterThanOrEqual, nil, "1"), (.greaterThan, nil, "0"), (.equals, nil, "1"), (.equals, nil, "-1"): return nil
            default: return "instance \(Phrase.comparison(of: instance, variables))"
            }
        }

        /// `no such line in /etc/x`, without the pattern.
        func briefly(_ what: String) -> String {
            if let paths { return "no such \(what) in \(list(paths, "or"))" }
            if let directories = exact("path") { return "no such \(what) in a file \(recursion ?? "of") \(list(directories, "or"))" }
            if let entity = entity("filepath"), entity.value.count <= 60 { return "no such \(what) where the path \(verb(entity))" }
            return "no such \(what)"
        }

        /// Whether its patterns are longer than a reader takes in.
        var isHardToRead: Bool {
            let patterns = object.entities.filter { $0.operation == .patternMatch && $0.variable == nil && exact($0.name) == nil }
            return patterns.reduce(0) { $0 + $1.value.count } > 50
        }

        var nothing: String {
            let parts = object.entities.filter { !$0.isNil }.map { "\($0.name) \(Phrase.comparison(of: $0, variables))" }
            return parts.isEmpty
                ? "nothing found for \(object.kind.name)" : "nothing found for \(object.kind.name) with \(parts.joined(separator: ", "))"
        }
    }
}

extension ObjectSet {
    /// Ids of all objects in it.
    fileprivate var objects: [String] {
        switch self {
        case .objects(_, let ids, _): ids
        case .sets(_, let sets): sets.flatMap(\.objects)
        }
    }
}
