/// What differs between two runs over the same root, content and profile.
struct Comparison {
    struct Difference: CustomStringConvertible {
        var subject: String
        var id: String
        var kind: String
        var oracle: String
        var ours: String
        var explanation: KnownDifferences.Entry?
        var description: String { "\(subject) \(id) \(kind): oracle \(oracle), ours \(ours)" }
    }

    var tests: [Difference] = []
    var definitions: [Difference] = []
    var rules: [Difference] = []
    var compared = (rules: 0, definitions: 0, tests: 0)

    /// Every difference that the list does not explain.
    ///
    /// A definition is explained by a test in it that is; a rule by its definition, or by itself.
    var unexplained: [Difference] { (tests + definitions + rules).filter { $0.explanation == nil } }

    init(oracle: ResultDocument, ours: ResultDocument, known: KnownDifferences) {
        var explainedTests: [String: KnownDifferences.Entry] = [:]
        // What the oracle did not evaluate, because no rule asked or an earlier part decided, says nothing.
        for (id, result) in oracle.tests.sorted(by: { $0.key < $1.key }) where result != "not evaluated" {
            compared.tests += 1
            let our = ours.tests[id] ?? "absent"
            guard our != result else { continue }
            let kind = oracle.kinds[id] ?? ours.kinds[id] ?? ""
            let explanation = known.explanation("test", [id, kind], oracle: result, ours: our)
            if let explanation { explainedTests[id] = explanation }
            tests.append(Difference(subject: "test", id: id, kind: kind, oracle: result, ours: our, explanation: explanation))
        }
        func explained(_ definition: String) -> KnownDifferences.Entry? {
            let all = oracle.allTests(of: definition).union(ours.allTests(of: definition))
            return all.sorted().lazy.compactMap { explainedTests[$0] }.first
        }
        for (id, result) in oracle.definitions.sorted(by: { $0.key < $1.key }) where result != "not evaluated" {
            compared.definitions += 1
            let our = ours.definitions[id] ?? "absent"
            guard our != result else { continue }
            definitions.append(Difference(subject: "definition", id: id, kind: "", oracle: result, ours: our, explanation: explained(id)))
        }
        for (id, result) in oracle.rules.sorted(by: { $0.key < $1.key }) {
            compared.rules += 1
            let our = ours.rules[id] ?? "absent"
            guard our != result else { continue }
            let asked = (oracle.ruleDefinitions[id] ?? []).union(ours.ruleDefinitions[id] ?? [])
            let explanation =
                known.explanation("rule", [id], oracle: result, ours: our) ?? asked.sorted().lazy.compactMap { explained($0) }.first
            rules.append(Difference(subject: "rule", id: id, kind: "", oracle: result, ours: our, explanation: explanation))
        }
    }
}
