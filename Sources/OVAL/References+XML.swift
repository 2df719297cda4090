internal import Diagnostics
internal import XML

extension DefinitionsReading {
    /// Drops what is there twice, and says which references lead nowhere.
    ///
    /// A thing that refers to one that is missing stays: its look-up gives `nil`, and evaluation makes an error of it. What was left out
    /// with a diagnostic of its own is not reported again for each reference to it.
    mutating func checkReferences() {
        if !repeated.isEmpty {
            // A definition that is there twice stays once, without meaning, so that rules about it end in an error.
            var kept: Set<String> = []
            let repeated = repeated
            definitions.removeAll { repeated.contains($0.id) && !kept.insert($0.id).inserted }
            for index in definitions.indices where repeated.contains(definitions[index].id) {
                definitions[index].criteria = .unresolvable(definitions[index].id)
            }
            tests.removeAll { repeated.contains($0.id) }
            objects.removeAll { repeated.contains($0.id) }
            states.removeAll { repeated.contains($0.id) }
            variables.removeAll { repeated.contains($0.id) }
        }
        for definition in definitions {
            guard let criteria = definition.criteria else { continue }
            criteria.references { reference, isTest in
                // Criteria that were made to refer to nothing have their own diagnostic.
                if reference.id != definition.id || !isTest {
                    require(reference.id, isTest ? "test" : "definition", definition.element.location, definition.id)
                }
            }
        }
        let objectKinds = Dictionary(objects.map { ($0.id, $0.kind) }, uniquingKeysWith: { first, _ in first })
        let stateKinds = Dictionary(states.map { ($0.id, $0.kind) }, uniquingKeysWith: { first, _ in first })
        for test in tests {
            if let object = test.object {
                require(object, "object", test.location, test.id)
                sameKind(test, objectKinds[object], "object", object)
            }
            for state in test.states {
                require(state, "state", test.location, test.id)
                sameKind(test, stateKinds[state], "state", state)
            }
        }
        for object in objects { object.references { require($0.id, $0.what, object.location, object.id) } }
        for state in states { state.references { require($0.id, $0.what, state.location, state.id) } }
        for variable in variables { variable.references { require($0.id, $0.what, variable.location, variable.id) } }
    }

    private mutating func require(_ id: String, _ what: String, _ location: SourceLocation, _ user: String) {
        if !has(id, what) {
            problems.add(location, user, "refers to \(what) \"\(id)\", which is not in the document; add it, or correct the id")
        }
    }

    private mutating func sameKind(_ test: Test, _ kind: TestKind?, _ what: String, _ id: String) {
        guard let kind, kind != test.kind else { return }
        problems.warn(
            test.location, test.id, "is a test of \(test.kind) but its \(what) \"\(id)\" is of \(kind); both should be of the same kind")
    }
}

/// A reference from one thing to another.
struct ContentReference: Hashable {
    /// `object`, `state` or `variable`.
    var what: String
    var id: String
}

extension Definition.Criteria {
    /// Every reference, to tests with true, to definitions with false.
    func references(_ body: (Definition.Reference, Bool) -> Void) {
        for node in nodes {
            switch node {
            case .criteria(let criteria): criteria.references(body)
            case .criterion(let reference): body(reference, true)
            case .extendDefinition(let reference): body(reference, false)
            }
        }
    }
}

extension Object {
    func references(_ body: (ContentReference) -> Void) {
        for entity in entities { entity.references(body) }
        for filter in filters { body(ContentReference(what: "state", id: filter.state)) }
        set?.references(body)
        // The entity of `variable_object` is itself the id of a variable.
        guard kind.name == "variable" && kind.schema == "independent" else { return }
        for entity in entities where entity.name == "var_ref" && entity.variable == nil && entity.operation == .equals && !entity.isNil {
            body(ContentReference(what: "variable", id: entity.value))
        }
    }
}

extension State {
    func references(_ body: (ContentReference) -> Void) {
        for entity in entities { entity.references(body) }
    }
}

extension Entity {
    fileprivate func references(_ body: (ContentReference) -> Void) {
        if let variable { body(ContentReference(what: "variable", id: variable)) }
        for field in fields { field.references(body) }
    }
}

extension ObjectSet {
    fileprivate func references(_ body: (ContentReference) -> Void) {
        switch self {
        case .objects(_, let objects, let filters):
            for object in objects { body(ContentReference(what: "object", id: object)) }
            for filter in filters { body(ContentReference(what: "state", id: filter.state)) }
        case .sets(_, let sets): for set in sets { set.references(body) }
        }
    }
}

extension Variable {
    func references(_ body: (ContentReference) -> Void) {
        if case .local(let component) = source { component.references(body) }
    }
}

extension Variable.Component {
    fileprivate func references(_ body: (ContentReference) -> Void) {
        switch self {
        case .literal: break
        case .object(let id, _, _): body(ContentReference(what: "object", id: id))
        case .variable(let id): body(ContentReference(what: "variable", id: id))
        case .arithmetic(_, let inner), .concat(let inner), .count(let inner), .merge(let inner), .timeDifference(_, _, let inner),
            .unique(let inner):
            for component in inner { component.references(body) }
        case .begin(_, let inner), .end(_, let inner), .escapeRegex(let inner), .globToRegex(let inner, _), .regexCapture(_, let inner),
            .split(_, let inner), .substring(_, _, let inner):
            inner.references(body)
        }
    }
}
