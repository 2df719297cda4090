public import Diagnostics
public import XCCDF
public import XML

/// The rules that fail in a saved result, with the benchmark that says how to fix them.
public struct FailedRules: Sendable {
    /// The benchmark as the run selected and set it.
    public let selected: SelectedRules
    /// Ids of the rules that fail.
    public let ids: Set<String>
    /// What the result calls its target.
    public let target: String?

    /// Reads the `TestResult` with this id, else the most recent, of an XCCDF file or an ARF.
    ///
    /// Throws where there is none, and where the file does not hold the benchmark too, since the fixes stand there.
    public init(_ document: XMLDocument, resultID: String?) throws(ContentError) {
        let place = try RecordedPlace(document, resultID: resultID)
        let result = try TestResult(reading: place.element)
        guard let selected = place.selected(result) else {
            throw ContentError(
                at: place.element.location, about: result.id,
                "the file does not hold the benchmark of this result, where the fixes stand; give an ARF, or the benchmark with its result")
        }
        self.selected = selected
        ids = Set(result.ruleResults.filter { $0.result == .fail }.map(\.idref))
        target = result.targets.first
    }
}
