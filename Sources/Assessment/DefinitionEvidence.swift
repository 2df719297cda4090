public import OVAL

/// What the result of one definition rests on: which of its tests decided, and what those saw.
///
/// A pure function of the OVAL results and of what is known about the completeness of the image's indexes.
public struct DefinitionEvidence: Sendable {
    /// The class of the whole.
    public var evidenceClass: EvidenceClass
    /// The tests that decided, in the order of the criteria, each once.
    public var decidingTests: [String]

    /// The evidence of the definition `id`; class `none` where it is neither true nor false.
    public init(of id: String, in results: OVALResults, index: IndexState) {
        var finder = Finder(results: results, index: index)
        let ground = finder.definition(id, depth: 0)
        decidingTests = finder.deciding
        guard let result = results.definitionResults[id]?.result, result == .true || result == .false else {
            evidenceClass = .none
            return
        }
        // A result that rests on no object of the image at all proves nothing about the image.
        evidenceClass = ground ?? .vacuous
    }
}

/// Walks criteria down to the tests that decide.
private struct Finder {
    let results: OVALResults
    let index: IndexState
    var deciding: [String] = []
    private var seen: Set<String> = []

    init(results: OVALResults, index: IndexState) {
        self.results = results
        self.index = index
    }

    /// The class, or `nil` for what says nothing about the image (the OVAL family, constants).
    mutating func definition(_ id: String, depth: Int) -> EvidenceClass? {
        guard depth < 64, let criteria = results.definitionResults[id]?.criteria else { return .vacuous }
        return node(criteria, depth: depth + 1)
    }

    mutating func node(_ node: CriteriaResult, depth: Int) -> EvidenceClass? {
        guard depth < 64 else { return .vacuous }
        switch node {
        case .criterion(let reference, _):
            return test(reference.id)
        case .extendDefinition(let reference, _):
            return definition(reference.id, depth: depth)
        case .criteria(let criteria, let result, let children):
            let own = result.negated(criteria.negate)
            let decided = children.filter { $0.result == .true || $0.result == .false }
            switch (criteria.operator, own) {
            case (.and, .false): return anyOne(decided.filter { $0.result == .false }, depth: depth)
            case (.or, .true): return anyOne(decided.filter { $0.result == .true }, depth: depth)
            case (.and, _), (.or, _), (.one, _), (.xor, _): return allOf(decided, depth: depth)
            }
        }
    }

    /// Each alone would do: the best one counts.
    private mutating func anyOne(_ nodes: [CriteriaResult], depth: Int) -> EvidenceClass? {
        let classes = nodes.map { node($0, depth: depth + 1) }
        if classes.contains(.observed) { return .observed }
        if classes.contains(.absence) { return .absence }
        return classes.contains(.vacuous) ? .vacuous : nil
    }

    /// All were needed: one that proves nothing spoils the rest.
    private mutating func allOf(_ nodes: [CriteriaResult], depth: Int) -> EvidenceClass? {
        let classes = nodes.map { node($0, depth: depth + 1) }
        if classes.contains(.vacuous) { return .vacuous }
        if classes.contains(.observed) { return .observed }
        return classes.contains(.absence) ? .absence : nil
    }

    private mutating func test(_ id: String) -> EvidenceClass? {
        if seen.insert(id).inserted { deciding.append(id) }
        guard let test = results.definitions.tests[id], let object = test.object else { return nil }
        // any_exist without a state is true whatever is there.
        if test.checkExistence == .anyExist && test.states.isEmpty { return nil }
        return ground(ofObject: object, depth: 0)
    }

    /// What an object's collection says about the image.
    private func ground(ofObject id: String, depth: Int) -> EvidenceClass? {
        guard depth < 16, let object = results.definitions.objects[id], let collected = results.characteristics.objects[id] else {
            return .vacuous
        }
        switch (object.kind.schema, object.kind.name) {
        case ("independent", "family"), ("linux", "partition"), ("independent", "unknown"): return nil
        case ("independent", "variable"): return ground(ofVariablesIn: object, depth: depth)
        default: break
        }
        let exists = collected.items.contains { results.characteristics.items[$0].status == .exists }
        switch collected.flag {
        case .complete, .incomplete: return exists ? .observed : absence(of: object)
        case .doesNotExist: return absence(of: object)
        case .error, .notCollected, .notApplicable: return .vacuous
        }
    }

    /// A `variable_test` rests on the objects its variable is made of.
    private func ground(ofVariablesIn object: Object, depth: Int) -> EvidenceClass? {
        let names = object.entities.compactMap { $0.name == "var_ref" ? $0.value : $0.variable }
        var classes: [EvidenceClass?] = []
        var toDo = names
        var done: Set<String> = []
        while let name = toDo.popLast() {
            guard done.insert(name).inserted, let variable = results.definitions.variables[name] else { continue }
            guard case .local(let component) = variable.source else { continue }
            let references = component.references
            toDo += references.variables
            classes += references.objects.map { ground(ofObject: $0, depth: depth + 1) }
        }
        if classes.contains(.vacuous) { return .vacuous }
        if classes.contains(.observed) { return .observed }
        return classes.contains(.absence) ? .absence : nil
    }

    /// That nothing was found proves something only over an index that is known to be whole.
    private func absence(of object: Object) -> EvidenceClass {
        let unresolved = object.entities.contains { entity in
            guard let variable = entity.variable else { return false }
            return results.variables[variable]?.values.isEmpty ?? true
        }
        if unresolved { return .vacuous }
        if object.set != nil { return index.filesAreComplete ? .absence : .vacuous }
        switch object.kind.name {
        case "dpkginfo": return index.dpkgIsComplete && index.filesAreComplete ? .absence : .vacuous
        case "file", "fileextendedattribute", "filehash", "filehash58", "password", "shadow", "symlink", "textfilecontent",
            "textfilecontent54", "xmlfilecontent", "yamlfilecontent", "xinetd", "inetd", "systemdunitproperty", "systemdunitdependency":
            return index.filesAreComplete ? .absence : .vacuous
        default: return .vacuous
        }
    }
}

extension Variable.Component {
    /// The objects and variables that the value is made of.
    var references: (objects: [String], variables: [String]) {
        switch self {
        case .literal: ([], [])
        case .object(let id, _, _): ([id], [])
        case .variable(let id): ([], [id])
        case .begin(_, let part), .end(_, let part), .escapeRegex(let part), .globToRegex(let part, _), .regexCapture(_, let part),
            .split(_, let part), .substring(_, _, let part):
            part.references
        case .arithmetic(_, let parts), .concat(let parts), .count(let parts), .merge(let parts), .timeDifference(_, _, let parts),
            .unique(let parts):
            parts.map(\.references).reduce(into: ([], [])) {
                $0.0 += $1.objects
                $0.1 += $1.variables
            }
        }
    }
}
