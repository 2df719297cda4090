extension Definition {
    /// The result of the criteria, from the results of tests and of other definitions, which are there already.
    ///
    /// oval-definitions, `CriteriaType`. `applicability_check` says what a node is for; it changes no result.
    func evaluate(
        tests: [String: TestResult], definitions: [String: DefinitionResult], missing: (String, String) -> String
    ) -> DefinitionResult {
        var messages: [Message] = []
        func evaluate(_ criteria: Criteria) -> CriteriaResult {
            let nodes = criteria.nodes.map { node -> CriteriaResult in
                switch node {
                case .criteria(let inner): return evaluate(inner)
                case .criterion(let reference):
                    return .criterion(reference, result("test", reference, tests[reference.id]?.result))
                case .extendDefinition(let reference):
                    return .extendDefinition(reference, result("definition", reference, definitions[reference.id]?.result))
                }
            }
            return .criteria(criteria, criteria.operator.combine(nodes.map(\.result)).negated(criteria.negate), nodes)
        }
        func result(_ kind: String, _ reference: Reference, _ known: ResultValue?) -> ResultValue {
            guard let known else {
                // A reference without an id stands where the reader found criteria it could not make sense of; the comment says why.
                messages.append(Message(.error, reference.id.isEmpty ? reference.comment ?? "" : missing(kind, reference.id)))
                return .error
            }
            return known.negated(reference.negate)
        }
        // Only a deprecated definition may come without criteria.
        guard let criteria else { return DefinitionResult(id: id, result: .notEvaluated) }
        let evaluated = evaluate(criteria)
        return DefinitionResult(id: id, result: evaluated.result, criteria: evaluated, messages: messages)
    }
}
