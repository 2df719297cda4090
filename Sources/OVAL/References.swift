import Diagnostics

/// Something with an id in a document of definitions.
struct ContentNode: Hashable, Sendable {
    enum Kind: Sendable { case definition, test, object, state, variable }
    var kind: Kind
    var id: String
}

extension Definitions {
    /// What a thing refers to directly, in the order of the content.
    func references(of node: ContentNode) -> [ContentNode] {
        switch node.kind {
        case .definition: definitions[node.id]?.criteria.map(Self.references) ?? []
        case .test: tests[node.id].map(Self.references) ?? []
        case .object: objects[node.id].map(Self.references) ?? []
        case .state: states[node.id]?.entities.flatMap(Self.references) ?? []
        case .variable:
            if case .local(let component) = variables[node.id]?.source { Self.references(component) } else { [] }
        }
    }

    /// The external variables that decide a definition, sorted.
    public func externalVariables(behind definition: String) -> [String] {
        var pending = [ContentNode(kind: .definition, id: definition)]
        var seen: Set<ContentNode> = []
        var external: [String] = []
        while let node = pending.popLast() {
            guard seen.insert(node).inserted else { continue }
            if node.kind == .variable, case .external? = variables[node.id]?.source { external.append(node.id) }
            pending += references(of: node)
        }
        return external.sorted()
    }

    private static func references(_ criteria: Definition.Criteria) -> [ContentNode] {
        criteria.nodes.flatMap { node -> [ContentNode] in
            switch node {
            case .criteria(let inner): references(inner)
            case .criterion(let reference): [ContentNode(kind: .test, id: reference.id)]
            case .extendDefinition(let reference): [ContentNode(kind: .definition, id: reference.id)]
            }
        }
    }

    private static func references(_ test: Test) -> [ContentNode] {
        (test.object.map { [ContentNode(kind: .object, id: $0)] } ?? []) + test.states.map { ContentNode(kind: .state, id: $0) }
    }

    private static func references(_ object: Object) -> [ContentNode] {
        var nodes = object.entities.flatMap(references) + object.filters.map { ContentNode(kind: .state, id: $0.state) }
        if let id = object.variableReference { nodes.append(ContentNode(kind: .variable, id: id)) }
        return nodes + (object.set.map(references) ?? [])
    }

    private static func references(_ set: ObjectSet) -> [ContentNode] {
        switch set {
        case .objects(_, let ids, let filters):
            ids.map { ContentNode(kind: .object, id: $0) } + filters.map { ContentNode(kind: .state, id: $0.state) }
        case .sets(_, let sets): sets.flatMap(references)
        }
    }

    private static func references(_ entity: Entity) -> [ContentNode] {
        (entity.variable.map { [ContentNode(kind: .variable, id: $0)] } ?? []) + entity.fields.flatMap(references)
    }

    private static func references(_ component: Variable.Component) -> [ContentNode] {
        switch component {
        case .literal: []
        case .object(let id, _, _): [ContentNode(kind: .object, id: id)]
        case .variable(let id): [ContentNode(kind: .variable, id: id)]
        case .begin(_, let inner), .end(_, let inner), .escapeRegex(let inner), .globToRegex(let inner, _), .regexCapture(_, let inner),
            .split(_, let inner), .substring(_, _, let inner):
            references(inner)
        case .arithmetic(_, let components), .concat(let components), .count(let components), .merge(let components),
            .unique(let components), .timeDifference(_, _, let components):
            components.flatMap(references)
        }
    }
}

extension Definitions {
    /// Why a thing that is referred to is not there: never defined, or left out because something is wrong with it.
    func missing(_ what: String, _ id: String) -> String {
        if let diagnostic = diagnostics.first(where: { $0.subject == id }) { return "\(what) \(id) cannot be used: \(diagnostic.message)" }
        return "\(what) \(id) is not defined"
    }
}

extension TestKind {
    /// independent-definitions, `variable_test`: its object names a variable, which is all that is collected.
    static let variable = TestKind("independent", "variable")
    /// independent-definitions, `unknown_test`: always unknown.
    static let unknown = TestKind("independent", "unknown")
}

extension Object {
    /// The variable that a `variable_object` names.
    public var variableReference: String? {
        kind == .variable ? entities.first { $0.name == "var_ref" }.map { collapsed($0.value) } : nil
    }
}
