public import OVAL

/// What one test expected and what it found, for a person.
public struct TestEvidence: Sendable, Hashable {
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

        /// A name and a value.
        public struct Entity: Sendable, Hashable {
            /// The entity's name.
            public var name: String
            /// Its value as text.
            public var value: String
        }

        /// `path:line: name=value, …`.
        public var sentence: String {
            let place = line.map { "\(path):\($0)" } ?? path
            let values = entities.map { "\($0.name)=\($0.value)" }.joined(separator: ", ")
            return [place, values, message ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
        }
    }

    /// Id of the test.
    public var id: String
    /// The content's own words on the test.
    public var comment: String
    /// Its result.
    public var result: ResultValue
    /// What became of collecting its object.
    public var flag: Flag?
    /// What was asked, as a phrase made from the states.
    public var expected: String
    /// What was found, in a stable order; those that fail first.
    public var found: [Found]
    /// Why it could not be decided, or what else the collector says.
    public var messages: [String]

    /// What the test `id` expected and found.
    public init(of id: String, in results: OVALResults) {
        self.id = id
        let test = results.definitions.tests[id]
        let outcome = results.testResults[id]
        comment = test?.comment ?? ""
        result = outcome?.result ?? .notEvaluated
        let states = test?.states.compactMap { results.definitions.states[$0] } ?? []
        let collected = test?.object.flatMap { results.characteristics.objects[$0] }
        flag = collected?.flag
        messages = (outcome?.messages ?? []).map(\.text) + (collected?.messages ?? []).map(\.text)
        expected = test.map { Self.phrase(for: $0, states: states, variables: results.variables) } ?? ""
        let asked = Set(states.flatMap(\.entities).map(\.name))
        let object = test?.object.flatMap { results.definitions.objects[$0] }
        var found: [Found] = []
        if let outcome, !outcome.testedItems.isEmpty {
            for tested in outcome.testedItems where tested.item < results.characteristics.items.count {
                let item = results.characteristics.items[tested.item]
                found.append(Self.found(item, asked: asked, result: states.isEmpty ? nil : tested.result))
            }
        } else if let collected {
            for place in collected.items where place < results.characteristics.items.count {
                found.append(Self.found(results.characteristics.items[place], asked: asked, result: nil))
            }
        }
        // What fails is what the reader looks for.
        self.found = found.filter { $0.result == .false } + found.filter { $0.result != .false }
        if found.isEmpty, let object, collected?.flag == .doesNotExist {
            messages.append("nothing found for \(Self.question(of: object, variables: results.variables))")
        }
    }

    private static func found(_ item: Item, asked: Set<String>, result: ResultValue?) -> Found {
        func value(_ name: String) -> String? { item.entities.first { $0.name == name && $0.status == .exists }?.value }
        var path = value("filepath") ?? ""
        if path.isEmpty, let directory = value("path") {
            path = value("filename").map { directory.hasSuffix("/") ? directory + $0 : "\(directory)/\($0)" } ?? directory
        }
        if path.isEmpty { path = value("name") ?? value("username") ?? value("unit") ?? value("var_ref") ?? item.kind.name }
        let wanted: Set<String> =
            switch item.kind.name {
            case "textfilecontent54", "textfilecontent": ["text"]
            case "file": ["mode"]
            case "dpkginfo", "rpminfo": ["evr"]
            case "variable": ["value"]
            case "symlink": ["canonical_path"]
            default: []
            }
        var entities: [Found.Entity] = []
        for entity in item.entities where asked.contains(entity.name) || wanted.contains(entity.name) {
            if entity.isMasked {
                entities.append(.init(name: entity.name, value: "(masked)"))
            } else if entity.status == .exists {
                entities.append(.init(name: entity.name, value: entity.value))
            } else {
                entities.append(.init(name: entity.name, value: "(\(entity.status.rawValue))"))
            }
        }
        return Found(path: path, line: item.line, entities: shortened(entities), result: result, message: item.messages.first?.text)
    }

    /// Of many values with one name the first three, and how many there are.
    private static func shortened(_ entities: [Found.Entity]) -> [Found.Entity] {
        var counts: [String: Int] = [:]
        for entity in entities { counts[entity.name, default: 0] += 1 }
        var shown: [String: Int] = [:]
        return entities.compactMap { entity in
            let all = counts[entity.name] ?? 1
            guard all > 4 else { return entity }
            let number = shown[entity.name, default: 0] + 1
            shown[entity.name] = number
            if number <= 3 { return entity }
            return number == 4 ? Found.Entity(name: entity.name, value: "… (\(all) in all)") : nil
        }
    }

    /// What was asked for: `textfilecontent54 filepath equals "/etc/ssh/sshd_config", pattern pattern match "…"`.
    static func question(of object: Object, variables: [String: VariableValue]) -> String {
        if object.set != nil { return "the set of objects \(object.id)" }
        let parts = object.entities.filter { !$0.isNil && $0.name != "instance" }.map { phrase(for: $0, variables: variables) }
        return "\(object.kind.name) with \(parts.joined(separator: ", "))"
    }

    private static func phrase(for entity: Entity, variables: [String: VariableValue]) -> String {
        var value = "\"\(entity.value)\""
        if let variable = entity.variable {
            let values = variables[variable]?.values ?? []
            value = values.isEmpty ? "(no value)" : values.prefix(4).map { "\"\($0)\"" }.joined(separator: " or ")
            if values.count > 4 { value += " or \(values.count - 4) more" }
        }
        return entity.operation == .equals ? "\(entity.name) \(value)" : "\(entity.name) \(entity.operation.rawValue) \(value)"
    }

    private static func phrase(for test: Test, states: [State], variables: [String: VariableValue]) -> String {
        var parts: [String] = []
        switch test.checkExistence {
        case .allExist: parts.append("all exist")
        case .anyExist: break
        case .atLeastOneExists: parts.append("at least one exists")
        case .noneExist: return "none exists"
        case .onlyOneExists: parts.append("exactly one exists")
        }
        if !states.isEmpty {
            let words = states.map { state in
                let entities = state.entities.map { phrase(for: $0, variables: variables) }
                return entities.joined(separator: state.operator == .and ? " and " : " \(state.operator.rawValue.lowercased()) ")
            }
            let joined = words.joined(separator: test.stateOperator == .and ? " and " : " \(test.stateOperator.rawValue.lowercased()) ")
            switch test.check {
            case .all: parts.append("each with \(joined)")
            case .atLeastOne: parts.append("at least one with \(joined)")
            case .noneExist, .noneSatisfy: parts.append("none with \(joined)")
            case .onlyOne: parts.append("exactly one with \(joined)")
            }
        }
        return parts.joined(separator: ", ")
    }
}
