internal import ImageFacts
internal import OVAL

/// What tests and the objects they look at say about an image.
struct ObjectEvidence {
    private let results: OVALResults
    private let index: IndexState
    /// Why something proves nothing, each once, in the order met.
    private(set) var gaps: [EvidenceGap] = []
    private var known: [String: EvidenceClass?] = [:]

    init(results: OVALResults, index: IndexState) {
        self.results = results
        self.index = index
    }

    /// Notes a reason.
    mutating func vacuous(_ gap: EvidenceGap) -> EvidenceClass {
        if !gaps.contains(gap) { gaps.append(gap) }
        return .vacuous
    }

    // MARK: Tests

    /// What a decided test rests on; `nil` where it says nothing about the image.
    mutating func ground(of test: Test) -> EvidenceClass? {
        guard let id = test.object else { return nil }
        // any_exist without a state is true whatever is there.
        if test.checkExistence == .anyExist && test.states.isEmpty { return nil }
        let entities = test.states.compactMap { results.definitions.states[$0] }.flatMap(\.entities)
        let asked = Set(entities.map(\.name))
        let compared = ground(ofVariables: entities.compactMap(\.variable), depth: 0)
        if compared == .vacuous { return .vacuous }
        if test.kind == TestKind("independent", "variable") { return EvidenceClass.allOf([ground(ofObject: id, depth: 0), compared]) }
        if asked.contains(where: ownership.contains), isFile(test.kind), !index.ownersAreKnown { return vacuous(.unknownOwners) }
        if let set = results.definitions.objects[id]?.set, !set.subtracts, isWitnessed(test, id) { return .observed }
        return ground(ofObject: id, depth: 0)
    }

    /// Whether items that are there decide by themselves, so that no further one could change the result.
    private func isWitnessed(_ test: Test, _ object: String) -> Bool {
        guard let outcome = results.testResults[test.id], let collected = results.characteristics.objects[object] else { return false }
        let compared = outcome.testedItems.map(\.result).filter { $0 == .true || $0 == .false }
        if compared.isEmpty {
            let count = collected.items.count { results.characteristics.items[$0].status == .exists }
            switch (test.checkExistence, outcome.result) {
            case (.atLeastOneExists, .true), (.noneExist, .false): return count > 0
            case (.onlyOneExists, .false): return count > 1
            default: return false
            }
        }
        switch (test.check, outcome.result) {
        case (.all, .false): return compared.contains(.false)
        case (.atLeastOne, .true), (.noneSatisfy, .false), (.noneExist, .false): return compared.contains(.true)
        case (.onlyOne, .false): return compared.count { $0 == .true } > 1
        default: return false
        }
    }

    // MARK: Objects

    private mutating func ground(ofObject id: String, depth: Int) -> EvidenceClass? {
        if let known = known[id] { return known }
        guard depth < 16, let object = results.definitions.objects[id], let collected = results.characteristics.objects[id] else {
            return vacuous(.notCollected)
        }
        let evidence = ground(of: object, collected, depth: depth)
        known.updateValue(evidence, forKey: id)
        return evidence
    }

    private mutating func ground(of object: Object, _ collected: CollectedObject, depth: Int) -> EvidenceClass? {
        switch (object.kind.schema, object.kind.name) {
        // The same for every image, or a condition of the check (the machine) that no rule is about.
        case ("independent", "family"), ("linux", "partition"), ("unix", "uname"), ("independent", "unknown"): return nil
        case ("independent", "variable"):
            return ground(
                ofVariables: object.entities.compactMap { $0.name == "var_ref" ? $0.variable ?? $0.value : $0.variable }, depth: depth)
        default: break
        }
        let exists = collected.items.contains { results.characteristics.items[$0].status == .exists }
        switch collected.flag {
        case .complete, .doesNotExist: break
        case .incomplete: if !exists { return vacuous(.notCollected) }
        case .error, .notCollected, .notApplicable: return vacuous(.notCollected)
        }
        let filtered = namesAsked(by: object.filters)
        if isFile(object.kind), !filtered.isDisjoint(with: ownership), !index.ownersAreKnown { return vacuous(.unknownOwners) }
        if let set = object.set {
            let parts = ground(of: set, isEmpty: !exists, depth: depth)
            // Objects were looked at and none is left: that is absence, and needs what absence needs.
            return !exists && parts == .observed ? absence(of: object, depth: depth) : parts
        }
        if exists { return .observed }
        let absence = absence(of: object, depth: depth)
        // Filters kept out what was looked at: the result rests on those objects, as long as there can be no others.
        return absence == .absence && collected.filteredOut.count > 0 ? .observed : absence
    }

    private mutating func ground(of set: ObjectSet, isEmpty: Bool, depth: Int) -> EvidenceClass? {
        guard depth < 16 else { return vacuous(.notCollected) }
        let joined: ObjectSet.Operator
        var parts: [EvidenceClass?] = []
        switch set {
        case .objects(let `operator`, let ids, let filters):
            joined = `operator`
            for id in ids { parts.append(ground(ofObject: id, depth: depth + 1)) }
            if let kind = ids.first.flatMap({ results.definitions.objects[$0]?.kind }), isFile(kind), !index.ownersAreKnown,
                !namesAsked(by: filters).isDisjoint(with: ownership)
            {
                return vacuous(.unknownOwners)
            }
        case .sets(let `operator`, let sets):
            joined = `operator`
            for set in sets { parts.append(ground(of: set, isEmpty: isEmpty, depth: depth + 1)) }
        }
        switch joined {
        // Of two that have nothing in common it is enough that one is empty; nothing less something is nothing.
        case .intersection where isEmpty && parts.contains(.absence): return .absence
        case .complement where isEmpty && parts.first == .some(.absence): return .absence
        case .union, .intersection, .complement: return EvidenceClass.allOf(parts)
        }
    }

    // MARK: Variables

    /// Values rest on the objects they are made of, or were observed by the run itself; constants and what the user gave say nothing about the image.
    private mutating func ground(ofVariables names: [String], depth: Int) -> EvidenceClass? {
        var classes: [EvidenceClass?] = []
        var toDo = names
        var done: Set<String> = []
        while let name = toDo.popLast() {
            guard done.insert(name).inserted, let variable = results.definitions.variables[name] else { continue }
            if results.observedVariables[name] != nil { classes.append(.observed) }
            guard case .local(let component) = variable.source else { continue }
            let references = component.references
            toDo += references.variables
            for (id, field) in references.objects {
                if ownership.contains(field), let kind = results.definitions.objects[id]?.kind, isFile(kind), !index.ownersAreKnown {
                    classes.append(vacuous(.unknownOwners))
                } else {
                    classes.append(ground(ofObject: id, depth: depth + 1))
                }
            }
        }
        return EvidenceClass.allOf(classes)
    }

    // MARK: Absence

    /// That nothing was found proves something only over an index that is known to be whole.
    private mutating func absence(of object: Object, depth: Int) -> EvidenceClass {
        let variables = object.entities.compactMap(\.variable)
        if variables.contains(where: { results.variables[$0]?.values.isEmpty ?? true }) { return vacuous(.unresolvedVariable) }
        if ground(ofVariables: variables, depth: depth) == .vacuous { return .vacuous }
        guard index.filesAreComplete else { return vacuous(.unknownImage) }
        let paths = object.paths(results.variables)
        if paths.contains(where: { $0.isBelow(["/proc", "/sys", "/dev"]) }) { return vacuous(.runtimeFiles) }
        if index.hasKernel != true, paths.contains(where: { $0.isBelow(["/boot", "/lib/modules", "/usr/lib/modules"]) }) {
            return vacuous(.noKernel)
        }
        switch object.kind.name {
        case "dpkginfo", "rpminfo":
            guard object.kind.name == "dpkginfo" ? index.dpkgIsComplete : index.rpmIsComplete else { return vacuous(.unknownPackages) }
            return hasUnpackagedProgram(object) ? vacuous(.unpackagedProgram) : .absence
        case "password", "shadow": return index.accountsAreComplete ? .absence : vacuous(.unknownAccounts)
        case "systemdunitproperty", "systemdunitdependency": return canBeMadeAtStart(object) ? vacuous(.unknownUnits) : .absence
        // Unpacking without root loses attributes as it loses owners.
        case "fileextendedattribute": return index.ownersAreKnown ? .absence : vacuous(.unknownOwners)
        case "file", "filehash", "filehash58", "symlink", "textfilecontent", "textfilecontent54", "xmlfilecontent", "yamlfilecontent":
            return .absence
        default: return vacuous(.notCollected)
        }
    }

    /// Whether what the package would bring is there without it.
    private func hasUnpackagedProgram(_ object: Object) -> Bool {
        guard !index.unpackaged.isEmpty, let name = object.entities.first(where: { $0.name == "name" }) else { return false }
        let values = name.variable.map { results.variables[$0]?.values ?? [] } ?? [name.value]
        return values.contains { value in index.unpackaged.contains { $0.component.hasPackage(value) } }
    }

    /// Whether a unit that has no file may be there on the running system: made from a script of System V init, from `/etc/fstab`, from a
    /// template, or by systemd itself.
    ///
    /// systemd.generator(7), systemd.unit(5).
    private func canBeMadeAtStart(_ object: Object) -> Bool {
        guard let unit = object.entities.first(where: { $0.name == "unit" }), let scripts = index.initScripts else { return true }
        let values = unit.variable.map { results.variables[$0]?.values ?? [] } ?? [unit.value]
        for value in values {
            if value.contains("@") { return true }
            for suffix in [".mount", ".automount", ".swap", ".device", ".slice", ".scope"] where value.contains(suffix.dropFirst()) {
                return true
            }
        }
        let state = State(id: object.id, kind: object.kind, entities: [unit], location: object.location)
        let evaluation = StateEvaluation(state, variables: results.variables, patterns: PatternCache())
        return scripts.contains { script in
            evaluation.evaluate(Item(object.kind, [ItemEntity("unit", "\(script).service")])).result != .false
        }
    }

    private func namesAsked(by filters: [Filter]) -> Set<String> {
        Set(filters.compactMap { results.definitions.states[$0.state] }.flatMap(\.entities).map(\.name))
    }
}

/// Entities of a file that unpacking without root changes or loses.
private let ownership: Set<String> = ["user_id", "group_id", "has_extended_acl"]

private func isFile(_ kind: TestKind) -> Bool { kind.schema == "unix" && kind.name == "file" }

extension ObjectSet {
    /// Whether what is not in one of its parts matters.
    fileprivate var subtracts: Bool {
        switch self {
        case .objects(let joined, _, _): joined == .complement
        case .sets(let joined, let sets): joined == .complement || sets.contains(where: \.subtracts)
        }
    }
}

extension Object {
    /// Where files are looked for: what `filepath` or `path` say, patterns included.
    fileprivate func paths(_ variables: [String: VariableValue]) -> [String] {
        entities.filter { $0.name == "filepath" || $0.name == "path" }
            .flatMap { entity in entity.variable.map { variables[$0]?.values ?? [] } ?? [entity.value] }
    }
}

extension String {
    /// Whether a path, or a pattern that begins with one, leads into one of `directories`.
    fileprivate func isBelow(_ directories: [String]) -> Bool {
        let path = drop { $0 == "^" || $0 == "(" }
        return directories.contains { directory in
            guard path.hasPrefix(directory) else { return false }
            let next = path.dropFirst(directory.count).first
            return next == nil || !(next?.isLetter ?? false || next?.isNumber ?? false || next == "-" || next == "_")
        }
    }
}

extension Variable.Component {
    /// The objects, with the entity that is taken of each, and the variables that the value is made of.
    var references: (objects: [(id: String, field: String)], variables: [String]) {
        switch self {
        case .literal: ([], [])
        case .object(let id, let field, _): ([(id, field)], [])
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
