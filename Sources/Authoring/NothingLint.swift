internal import Assessment
internal import Diagnostics
internal import ImageFS
internal import OVAL
internal import SCAP
internal import XCCDF
internal import XML

/// Finds the rules that pass on an image in which nothing is.
///
/// Such a pass says nothing of any image: the check looks for something bad, and takes its absence for good without asking whether there was
/// anything to look at.
struct NothingLint {
    /// Ids of rules whose checks pass, with the definitions that were asked. Platforms are not asked: what does not apply to an image without files
    /// may well apply to one of which only the files in question are missing.
    let passing: [(rule: Rule, definitions: [String])]

    init(_ source: SourceContent, _ benchmark: Benchmark) async throws(ContentError) {
        let selected = try SelectedRules(benchmark, filter: .init(only: Set(benchmark.rules.map(\.id))))
        let content = AssessmentContent(source, selected: selected)
        let runs = OVALRuns(selected.neededChecks(systems: [OVALRuns.system]))
        let image: MemoryImage
        do { image = try MemoryImage(listing: "") } catch { throw ContentError("an image without files could not be made: \(error)") }
        let target = Target(name: "nothing", image: image)
        let results = await runs.evaluate(content.definitions, on: target, now: 0, workers: 2)
        let everywhere: (String) -> ApplicabilityOutcome = { _ in ApplicabilityOutcome(true, reason: "platforms are not asked") }
        passing = XCCDFEvaluation.evaluate(
            selected, applicability: everywhere, checkSystems: [OVALCheckSystem(runs: runs, results: results)]
        ).compactMap { result in
            guard result.result == .pass, let rule = benchmark.rule(result.idref) else { return nil }
            return (rule, result.used?.checks.compactMap { $0.contentRef?.name } ?? [])
        }
    }
}
