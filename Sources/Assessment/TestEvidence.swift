public import OVAL

/// What one test expected and what it found, for a person.
public struct TestEvidence: Sendable, Hashable {
    /// Id of the test.
    public var id: String
    /// The name of its kind, e.g. `textfilecontent54`.
    public var kind: String
    /// The content's own words on the test.
    public var comment: String
    /// Its result.
    public var result: ResultValue
    /// What it rests on; `nil` where it says nothing about the image or is not decided.
    public var evidenceClass: EvidenceClass?
    /// What became of collecting its object.
    public var flag: Flag?
    /// What was asked, as a phrase made from the states.
    public var expected: String
    /// What was found, in a stable order; those that fail first.
    public var found: [Found]
    /// What was looked for, where nothing was found.
    public var searched: String?
    /// Why it could not be decided, or what else the collector says.
    public var messages: [String]

    /// What was looked for, in the content's own words, where ``searched`` has patterns that nobody reads.
    var brief: String?
    /// Whether it only says on what condition the rest counts, e.g. that a component is there.
    var isCondition = false
    /// Whether it looks at what the run itself found out about the image.
    var isOfFact = false

    /// What the test `id` expected and found.
    public init(of id: String, in results: OVALResults, evidenceClass: EvidenceClass? = nil, isCondition: Bool = false) {
        self.id = id
        self.isCondition = isCondition
        self.evidenceClass = evidenceClass
        let test = results.definitions.tests[id]
        let outcome = results.testResults[id]
        kind = test?.kind.name ?? ""
        comment = test?.comment ?? ""
        result = outcome?.result ?? .notEvaluated
        let states = test?.states.compactMap { results.definitions.states[$0] } ?? []
        let collected = test?.object.flatMap { results.characteristics.objects[$0] }
        flag = collected?.flag
        var seen: Set<String> = []
        messages = ((outcome?.messages ?? []).map(\.text) + (collected?.messages ?? []).map(\.text)).filter { seen.insert($0).inserted }
        expected = test.map { Phrase.expected(by: $0, states, results.variables) } ?? ""
        let asked = Set(states.flatMap(\.entities).map(\.name))
        var found: [Found] = []
        if let outcome, !outcome.testedItems.isEmpty {
            for tested in outcome.testedItems where tested.item < results.characteristics.items.count {
                found.append(Found(results.characteristics.items[tested.item], asked: asked, result: states.isEmpty ? nil : tested.result))
            }
        } else if let collected {
            for place in collected.items where place < results.characteristics.items.count {
                found.append(Found(results.characteristics.items[place], asked: asked, result: nil))
            }
        }
        // What fails is what the reader looks for.
        self.found = found.filter { $0.result == .false } + found.filter { $0.result != .false }
        if let test, test.kind == TestKind("independent", "variable"), let collected { explain(collected, of: test, in: results) }
        if found.isEmpty, collected?.flag == .doesNotExist, searched == nil,
            let object = test?.object.flatMap({ results.definitions.objects[$0] })
        {
            let passed = collected?.filteredOut ?? FilteredOut()
            // The collector knows better where it says something, e.g. that there is no such database.
            searched = messages.isEmpty ? Phrase.nothingFound(for: object, in: results) : messages.prefix(2).joined(separator: "; ")
            if passed.count == 0 { brief = Phrase.nothingFound(briefly: object, comment: comment, results.variables) }
            if passed.count > 0 {
                let seen = passed.samples.prefix(2).map { Found($0, asked: [], result: nil).sentence }
                let more = passed.count > seen.count ? "\(seen.isEmpty ? "" : ", and ")\(passed.count - seen.count) more" : ""
                searched = "\(Phrase.nothingFound(for: object, in: results)) (looked at \(seen.joined(separator: "; "))\(more))"
            }
        }
        telling = Self.telling(test, result)
    }

    /// A reader knows no variables: says which lines or files the values come from, or that these are missing.
    private mutating func explain(_ collected: CollectedObject, of test: Test, in results: OVALResults) {
        let names = (test.object.flatMap { results.definitions.objects[$0]?.entities } ?? []).compactMap {
            $0.name == "var_ref" ? $0.variable ?? $0.value : nil
        }
        let observed = names.compactMap { results.observedVariables[$0] }
        if !observed.isEmpty {
            isOfFact = true
            for place in found.indices { found[place].sentence = observed.joined(separator: "; ") }
            return
        }
        let objects = results.definitions.objects(behind: names)
        let items = objects.flatMap { results.characteristics.objects[$0]?.items ?? [] }.prefix(50).map {
            results.characteristics.items[$0]
        }
        let sources = unique(items.filter { $0.status == .exists }.map { Found($0, asked: [], result: nil).sentence })
        if !sources.isEmpty {
            let more = sources.count > 1 ? " and \(sources.count - 1) more" : ""
            for place in found.indices { found[place].sentence += " from \(sources[0])\(more)" }
        } else if found.isEmpty {
            let missing = objects.compactMap { results.definitions.objects[$0] }.map { Phrase.nothingFound(for: $0, in: results) }
            if !missing.isEmpty { searched = unique(missing).prefix(2).joined(separator: "; ") }
        }
    }

    /// The result of the items that by themselves decided the test; `nil` where all did.
    private var telling: ResultValue?

    private static func telling(_ test: Test?, _ result: ResultValue) -> ResultValue? {
        guard let test, !test.states.isEmpty else { return nil }
        switch (test.check, result) {
        case (.all, .false): return .false
        case (.atLeastOne, .true), (.noneExist, .false), (.noneSatisfy, .false), (.onlyOne, .true), (.onlyOne, .false): return .true
        default: return nil
        }
    }

    /// What was found that decided, one phrase each; what was looked for where nothing was found.
    var statements: [String] {
        let deciding = found.filter { $0.result == telling }
        let shown = telling == nil || deciding.isEmpty ? found : deciding
        if !shown.isEmpty { return shown.map(\.sentence) }
        return [brief ?? searched ?? messages.first ?? "\(Phrase.plain(comment)): \(result.rawValue)"]
    }
}

extension Definitions {
    /// The objects that variables are made of, each once.
    fileprivate func objects(behind names: [String]) -> [String] {
        var objects: [String] = []
        var pending = Array(names.reversed())
        var seen: Set<String> = []
        while let name = pending.popLast() {
            guard seen.insert(name).inserted, case .local(let component)? = variables[name]?.source else { continue }
            objects += component.references.objects.map(\.id)
            pending += component.references.variables.reversed()
        }
        return unique(objects)
    }
}
