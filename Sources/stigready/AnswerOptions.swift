internal import Answers
internal import ArgumentParser
internal import Diagnostics
internal import Exchange
internal import SCAP

/// Decisions of people: which are read, and what becomes of them.
struct AnswerOptions: ParsableArguments {
    @Option(
        name: .customLong("answers"),
        help: ArgumentHelp("Answer file with decisions of people, YAML (see 'stigready answers'); may be repeated.", valueName: "file"))
    var files: [String] = []
    @Flag(name: .customLong("no-answers"), help: "The results as the program alone decides them, whatever --answers names.")
    var none = false

    /// The answers of all files; `nil` where none count.
    func book() throws(ContentError) -> AnswerBook? {
        if none || files.isEmpty { return nil }
        var answers: [Answer] = []
        for path in files {
            let file = try AnswerFile(try ContentLoader.files().bytes(path), name: path)
            if let first = file.unanswered.first {
                Console.note("\(first): note: \(file.unanswered.count) of its entries are not answered yet and do nothing")
            }
            answers += file.answers
        }
        return AnswerBook(answers)
    }

    /// The record with the answers of `book`, each that does not hold said on standard error.
    ///
    /// - Parameter elsewhere: Names of rules of other contents in the same run: an answer to one of them is not missing its rule here.
    func apply(_ book: AnswerBook?, to record: AssessmentRecord, day: String, elsewhere: Set<String> = []) -> AssessmentRecord {
        if none { return record.withoutAnswers }
        guard let book else { return record }
        let (answered, outcome) = record.answered(by: book, day: day)
        Console.report(outcome.warnings.filter { warning in !(warning.subject.map(elsewhere.contains) ?? false) })
        return answered
    }
}
