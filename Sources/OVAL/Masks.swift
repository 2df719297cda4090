extension CollectionPlan {
    /// Names of entities whose values must not be shown, by object: those masked in the object itself, in states of tests of it and in its
    /// filters, and the same for sets it is part of.
    ///
    /// oval-definitions, `EntityAttributeGroup`, `mask`: where two disagree "the result is always to mask the entity".
    func masks(in content: Definitions) -> [String: Set<String>] {
        var masks: [String: Set<String>] = [:]
        func masked(_ entities: [Entity]) -> Set<String> {
            Set(entities.filter { $0.isMasked || $0.fields.contains(where: \.isMasked) }.map(\.name))
        }
        func add(_ names: Set<String>, to object: String) {
            if !names.isEmpty { masks[object, default: []].formUnion(names) }
        }
        for id in tests {
            guard let test = content.tests[id], let object = test.object else { continue }
            for state in test.states { add(masked(content.states[state]?.entities ?? []), to: object) }
        }
        // From sets down to their parts: in the reverse of the order in which they are collected.
        for id in waves.reversed().flatMap(\.objects) {
            guard let object = content.objects[id] else { continue }
            add(masked(object.entities), to: id)
            for node in content.references(of: ContentNode(kind: .object, id: id)) {
                switch node.kind {
                case .state: add(masked(content.states[node.id]?.entities ?? []), to: id)
                case .definition, .test, .object, .variable: break
                }
            }
            for part in object.set?.parts ?? [] { add(masks[id] ?? [], to: part) }
        }
        return masks
    }
}

extension ObjectSet {
    /// Ids of all objects in it.
    var parts: [String] {
        switch self {
        case .objects(_, let ids, _): ids
        case .sets(_, let sets): sets.flatMap(\.parts)
        }
    }
}
