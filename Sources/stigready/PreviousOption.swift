internal import ArgumentParser
internal import Diagnostics
internal import Exchange
internal import SCAP

/// `--previous`: an earlier checklist whose comments are kept.
struct PreviousOption: ParsableArguments {
    @Option(
        name: .customLong("previous"),
        help: ArgumentHelp(
            """
            Earlier checklist, CKL or CKLB: what people wrote into its details, comments and severity overrides is carried over where STIG id \
            and check text are unchanged; a status never is.
            """, valueName: "file"))
    var file: String?

    /// The checklist that was named; `nil` for none.
    func checklist() throws(ContentError) -> PreviousChecklist? {
        guard let file else { return nil }
        let bytes = try ContentLoader.files().bytes(file)
        do throws(RecordError) { return try PreviousChecklist(bytes, name: file) } catch {
            throw ContentError(about: file, error.description)
        }
    }
}

extension PreviousChecklist? {
    /// The record with what is carried over; what is not is said in one line.
    func applied(to record: AssessmentRecord, isQuiet: Bool = false) -> AssessmentRecord {
        guard let self else { return record }
        let applied = self.applied(to: record)
        if let left = applied.left, !isQuiet { Console.note("note: \(left)") }
        return applied.record
    }
}
