internal import ImageFacts
public import OVAL
public import XCCDF

/// The evaluations that the checks of a benchmark need: one for each document of definitions, more only where two rules hand different
/// values to one variable.
public struct OVALRuns: Sendable {
    /// One evaluation.
    public struct Run: Sendable {
        /// The document, as the benchmark names it.
        public var href: String
        /// The values of external variables.
        public var external: [String: [String]] = [:]
        /// The definitions asked for; `nil` is all.
        public var definitions: Set<String>? = []
        /// The `Value` that each of those values is from.
        var valueIDs: [String: String] = [:]
    }

    /// In the order in which the checks ask for them.
    public private(set) var runs: [Run] = []
    private var places: [CheckRequest: Int] = [:]

    /// The system that OVAL checks name. SP 800-126r3, section 3.2.4.3.
    public static let system = Namespaces.definitions

    /// Groups the OVAL checks among `requests`.
    public init(_ requests: [CheckRequest]) {
        for request in requests where request.system == Self.system && places[request] == nil {
            let place = runs.firstIndex { $0.accepts(request) } ?? runs.endIndex
            if place == runs.endIndex { runs.append(Run(href: request.href)) }
            for export in request.exports {
                runs[place].external[export.name] = export.values
                runs[place].valueIDs[export.name] = export.valueID
            }
            if let name = request.name { runs[place].definitions?.insert(name) } else { runs[place].definitions = nil }
            places[request] = place
        }
    }

    /// The evaluation that answers a check.
    public func place(of request: CheckRequest) -> Int? { places[request] }

    /// The results of each of ``runs`` on a target, in their order; `nil` where the document is missing.
    ///
    /// - Parameters:
    ///   - documents: Documents of definitions, as the benchmark names them.
    ///   - now: Seconds since 1970, for `time_difference`.
    ///   - workers: Tasks that collect at once.
    public func evaluate(_ documents: [String: Definitions], on target: Target, now: Int64, workers: Int) async -> [OVALResults?] {
        var results: [OVALResults?] = []
        for run in runs {
            guard let definitions = documents[run.href] else {
                results.append(nil)
                continue
            }
            var result = await OVALSession.run(
                definitions: definitions, select: run.definitions.map { $0.sorted() }, external: run.external,
                collector: target.collector, systemInfo: target.systemInfo, now: now, workers: workers)
            for (variable, value) in run.valueIDs {
                guard let fact = ValueFact(id: value), let seen = target.observations[fact], run.external[variable] == [seen.word] else {
                    continue
                }
                result.observedVariables[variable] = "\(fact.title): \(seen.word) (\(seen.because))"
            }
            results.append(result)
        }
        return results
    }
}

extension OVALRuns.Run {
    fileprivate func accepts(_ request: CheckRequest) -> Bool {
        href == request.href && request.exports.allSatisfy { external[$0.name] == nil || external[$0.name] == $0.values }
    }
}

/// Answers OVAL checks from finished evaluations.
public struct OVALCheckSystem: CheckSystem {
    /// OVAL 5.
    public var systems: [String] { [OVALRuns.system] }
    private let runs: OVALRuns
    /// One for each of ``OVALRuns/runs``; `nil` where the document is missing.
    private let results: [OVALResults?]

    /// The results of `runs`, in their order.
    public init(runs: OVALRuns, results: [OVALResults?]) {
        self.runs = runs
        self.results = results
    }

    /// The result of the definition that `request` names, or of every definition of the document.
    public func evaluate(_ request: CheckRequest) -> CheckOutcome {
        guard let place = runs.place(of: request), place < results.count, let results = results[place] else {
            return .notFound("the document \"\(request.href)\" is not part of the content, or cannot be read")
        }
        guard let name = request.name else {
            let parts = results.definitions.definitions.all.map { definition in
                CheckOutcome.Part(name: definition.id, result: Self.result(of: definition, in: results), messages: [])
            }
            return CheckOutcome(parts: parts)
        }
        guard let definition = results.definitions.definitions[name] else {
            return .notFound("the document \"\(request.href)\" has no definition \"\(name)\"")
        }
        let messages = results.definitionResults[name]?.messages.map { XCCDF.Message(.warning, $0.text) } ?? []
        return CheckOutcome(Self.result(of: definition, in: results), messages: messages)
    }

    private static func result(of definition: Definition, in results: OVALResults) -> XCCDF.ResultValue {
        guard let result = results.definitionResults[definition.id]?.result else { return .notchecked }
        return checkResult(definition.class, result)
    }
}

/// What an OVAL result means for the rule that asks.
///
/// SCAP 1.3 (SP 800-126r3), table "Deriving XCCDF Check Results from OVAL Definition Results". That table has no row for the class
/// `miscellaneous`; it is read like `compliance`, as other engines do.
public func checkResult(_ definition: DefinitionClass, _ result: OVAL.ResultValue) -> XCCDF.ResultValue {
    switch (result, definition) {
    case (.true, .compliance), (.true, .inventory), (.true, .miscellaneous), (.false, .patch), (.false, .vulnerability): .pass
    case (.false, .compliance), (.false, .inventory), (.false, .miscellaneous), (.true, .patch), (.true, .vulnerability): .fail
    case (.error, _): .error
    case (.unknown, _): .unknown
    case (.notApplicable, _): .notapplicable
    case (.notEvaluated, _): .notchecked
    }
}
