internal import Diagnostics
public import OVAL
internal import XCCDF
public import XML

/// What the OVAL results in an ARF say of the checks of its test result.
///
/// Only the definitions and what was collected are read, and evaluated again; a definition that comes out otherwise than the file says is
/// not used, so that no explanation can contradict the result it explains.
struct RecordedEvidence {
    /// Results by what `check-content-ref` calls the report, `#` and its id.
    private(set) var results: [String: OVALResults] = [:]
    /// Definitions that came out otherwise, by report.
    private(set) var contradicted: [String: Set<String>] = [:]
    /// Whether there is OVAL in the file of which nothing can be shown: thin results, or results without what was collected.
    private(set) var isThin = false

    /// The reports of an `asset-report-collection`.
    init(_ collection: XMLElement, now: Timestamp?) async {
        for report in collection.child("reports")?.children("report") ?? [] {
            guard let id = report.attribute("id"),
                let root = report.child("content")?.children.first(where: { $0.localName == "oval_results" })
            else { continue }
            await add(root, "#\(id)", now: now)
        }
    }

    private mutating func add(_ root: XMLElement, _ href: String, now: Timestamp?) async {
        guard let evaluated = await RecordedOVAL(root, now: now) else {
            isThin = true
            return
        }
        results[href] = evaluated.results
        contradicted[href] = evaluated.contradicted
    }

    /// The results that explain a check; `nil` where the file has none.
    func results(for used: RuleResult.UsedCheck) -> OVALResults? {
        guard let reference = used.contentRef, let results = results[reference.href] else { return nil }
        guard let name = reference.name else { return contradicted[reference.href]?.isEmpty == true ? results : nil }
        guard results.definitionResults[name] != nil, contradicted[reference.href]?.contains(name) == false else { return nil }
        return results
    }

    /// The combination with the result of each part, where OVAL says it.
    func completed(_ used: RuleResult.Used) -> RuleResult.Used {
        switch used {
        case .check(var check):
            if let result = result(of: check) { check.result = result }
            return .check(check)
        case .complex(let combining, let negate, let children):
            return .complex(combining, negate: negate, children.map(completed))
        }
    }

    private func result(of check: RuleResult.UsedCheck) -> XCCDF.ResultValue? {
        guard let name = check.contentRef?.name, let results = results(for: check), let definition = results.definitions.definitions[name],
            let result = results.definitionResults[name]?.result
        else { return nil }
        return checkResult(definition.class, result)
    }
}

/// One `oval_results` document, evaluated again from what it holds.
public struct RecordedOVAL: Sendable {
    /// The results, with all that explains them.
    public var results: OVALResults
    /// The system, as the file names it.
    public var system: SystemCharacteristics.SystemInfo
    /// Definitions whose result in the file is another: the file's word stands, and nothing explains it.
    public var contradicted: Set<String> = []

    /// Evaluates definitions on the system characteristics of the first system; `nil` where the file lacks one or the other.
    ///
    /// - Parameters:
    ///   - root: The `oval_results`.
    ///   - now: When the run took place, for `time_difference`.
    public init?(_ root: XMLElement, now: Timestamp?) async {
        guard let source = root.child("oval_definitions"), let system = root.child("results")?.child("system"),
            let saved = system.child("oval_system_characteristics"), saved.child("collected_objects") != nil,
            let definitions = try? Definitions(source), let characteristics = try? SystemCharacteristics(reading: saved)
        else { return nil }
        let recorded = Self.recorded(system)
        let time = now ?? root.child("generator")?.child("timestamp").flatMap { Timestamp($0.trimmedText) } ?? Timestamp(seconds: 0)
        let decided = recorded.filter { $0.value != OVAL.ResultValue.notEvaluated.rawValue }
        results = await OVALSession.run(
            definitions: definitions, select: decided.keys.sorted(), external: Self.external(system, definitions),
            collector: RecordedCollector(characteristics), systemInfo: characteristics.systemInfo, now: time.seconds, workers: 1)
        self.system = characteristics.systemInfo
        for (id, word) in recorded where results.definitionResults[id]?.result.rawValue != word {
            // Without criteria nothing explains a result.
            results.definitionResults[id] = DefinitionResult(id: id, result: OVAL.ResultValue(rawValue: word) ?? .unknown)
            if decided[id] != nil { contradicted.insert(id) }
        }
    }

    /// The words of the file, by definition.
    public static func recorded(_ system: XMLElement) -> [String: String] {
        var results: [String: String] = [:]
        for definition in system.child("definitions")?.children("definition") ?? [] {
            if let id = definition.attribute("definition_id"), let result = definition.attribute("result") { results[id] = result }
        }
        return results
    }

    /// The values of external variables, as far as tests and objects name those they used.
    private static func external(_ system: XMLElement, _ definitions: Definitions) -> [String: [String]] {
        var values: [String: [String]] = [:]
        var seen: Set<String> = []
        func add(_ element: XMLElement, _ name: String) {
            for variable in element.children(name) {
                guard let id = variable.attribute("variable_id"), definitions.variables[id] != nil else { continue }
                let value = variable.text
                if seen.insert("\(id)\n\(value)").inserted { values[id, default: []].append(value) }
            }
        }
        for test in system.child("tests")?.children("test") ?? [] { add(test, "tested_variable") }
        for object in system.child("oval_system_characteristics")?.child("collected_objects")?.children("object") ?? [] {
            add(object, "variable_value")
        }
        return values
    }
}
