internal import Answers
internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import Exchange
internal import SCAP

/// `stigready answers`: decisions of people, kept in a file beside the content.
struct AnswersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answers", abstract: "Decisions of people on rules: begin, check or import an answer file.",
        discussion: """
            An answer file is YAML: 'version: 1', and below 'answers:' a list of entries:
              rule           id of the rule, of its group, its STIG id, or SRG id
              image          only for this image: a name, or the begin of a digest
              when           the automatic result that is answered
              evidence       SHA-256 of what was found; when that changes, the answer
                             is void. Needed where an answer closes a fail
              set            not_applicable, not_a_finding, open, not_reviewed
              as             inherited, shared, customer, inherently_meets,
                             false_positive, risk_accepted, attested, does_not_meet
              justification  why
              evidence_ref   where the proof is (false_positive, attested)
              provider       whose control it is (inherited)
              by             who answers
              approved_by    who approved (risk_accepted)
              date, expires  YYYY-MM-DD; only inherently_meets does not expire
              severity       high, medium or low, in place of the rule's own
            A fail becomes not_a_finding only as false_positive or attested, and an accepted risk stays open. An answer that does not hold is void:
            it changes nothing and is reported.
            """,
        subcommands: [AnswersNewCommand.self, AnswersCheckCommand.self, AnswersImportCommand.self])
}

/// `stigready answers new`: a skeleton.
struct AnswersNewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Begin an answer file: an entry for each rule that needs a person.",
        discussion: """
            Entries stand for what is open, undecided, not reviewed, or not applicable without a proof. What was found is in them as when and evidence;
            an entry that is left as it is answers nothing.

            EXAMPLES:
              stigready answers new stigready-results/results.json -o answers.yaml
            """)

    @Argument(help: ArgumentHelp("A results.json, or an XCCDF or ARF result.", valueName: "results")) var results: String
    @OptionGroup var output: DocumentOption

    func run() async throws {
        let record = try await SavedResult.load(results)
        let skeleton = AnswerSkeleton(record)
        try output.write(Array(skeleton.text.utf8))
        Console.note("\(skeleton.entries) of \(record.rules.count) rules need a person")
    }
}

/// `stigready answers check`: everything that is wrong with a file.
struct AnswersCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check an answer file, alone or against results.",
        discussion: """
            Says every problem with its line. With RESULTS, also answers to rules that are not there, and answers that are void.

            EXIT STATUS:
              0   no problems
              2   problems
              1   could not run

            EXAMPLES:
              stigready answers check answers.yaml
              stigready answers check answers.yaml stigready-results/results.json
            """)

    @Argument(help: ArgumentHelp("An answer file.", valueName: "file")) var file: String
    @Argument(help: ArgumentHelp("A result that it answers.", valueName: "results")) var results: String?
    @OptionGroup(title: "Run") var time: TimeOption

    func run() async throws {
        let bytes = try ContentLoader.files().bytes(file)
        var record: AssessmentRecord?
        if let results { record = try await SavedResult.load(results) }
        let day = String(try time.timestamp().iso8601.prefix(10))
        let answers: AnswerFile
        do throws(ContentError) { answers = try AnswerFile(bytes, name: file) } catch {
            Console.report(error.diagnostics)
            throw ExitCode(2)
        }
        var problems: [Diagnostic] = []
        var words = "\(answers.answers.count) answers"
        if let record {
            let outcome = record.answered(by: AnswerBook(answers.answers), day: day).outcome
            problems = outcome.warnings
            words += ", \(outcome.applied) apply"
        } else {
            for answer in answers.answers {
                guard let expires = answer.expires, expires < day else { continue }
                problems.append(Diagnostic(.warning, at: answer.location, about: answer.rule, "it expired on \(expires); look again"))
            }
        }
        if let first = answers.unanswered.first {
            Console.note("\(first): note: \(answers.unanswered.count) entries are not answered yet and do nothing")
        }
        Console.report(problems)
        Console.line("\(file): \(words), \(problems.count) \(problems.count == 1 ? "problem" : "problems")")
        if !problems.isEmpty { throw ExitCode(2) }
    }
}

/// `stigready answers import`: decisions kept elsewhere.
struct AnswersImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make an answer file of decisions kept elsewhere.",
        discussion: """
            SAF attestations (JSON or YAML): each becomes an answer to the result that RESULTS has for its rule, with the evidence of now, and expires
            when its frequency says. What the results already say without it is left out, with one line on standard error.

            An earlier checklist (CKL or CKLB): status and words become entries where STIG id and check text are unchanged. It does not say who vouches
            for this image and until when, so these keys are left empty, and 'answers check' asks for them.

            EXAMPLES:
              stigready answers import saf.json stigready-results/results.json -o a.yaml
              stigready answers import old.ckl stigready-results/results.json -o b.yaml
            """)

    @Argument(help: ArgumentHelp("SAF attestations, or a CKL or CKLB checklist.", valueName: "file")) var file: String
    @Argument(help: ArgumentHelp("A result of the same rules.", valueName: "results")) var results: String
    @OptionGroup var output: DocumentOption

    func run() async throws {
        let bytes = try ContentLoader.files().bytes(file)
        let record = try await SavedResult.load(results)
        let name = file.split(separator: "/").last.map(String.init) ?? file
        if Self.isChecklist(bytes) {
            let checklist: PreviousChecklist
            do throws(RecordError) { checklist = try PreviousChecklist(bytes, name: name) } catch {
                throw ContentError(about: file, error.description)
            }
            if let left = checklist.applied(to: record).left { Console.note("note: \(left)") }
            let skeleton = AnswerSkeleton(record, from: checklist)
            try output.write(Array(skeleton.text.utf8))
            return Console.note("\(skeleton.entries) entries; fill in who answers, when and until when")
        }
        let (answers, warnings) = record.answers(from: try AttestationFile(bytes, name: name), name: name)
        Console.report(warnings)
        try output.write(Array(AnswerFile.text(answers, comment: ["Made of \(name); look at each before you use it."]).utf8))
        Console.note("\(answers.count) answers")
    }

    /// XML, or JSON with the member that every CKLB has and no attestation.
    private static func isChecklist(_ bytes: [UInt8]) -> Bool {
        let first = bytes.first { $0 > 0x20 && ![0xEF, 0xBB, 0xBF].contains($0) }
        if first == UInt8(ascii: "<") { return true }
        return first == UInt8(ascii: "{") && bytes.firstRange(of: Array("\"stigs\"".utf8)) != nil
    }
}

/// Where a document goes.
struct DocumentOption: ParsableArguments {
    @Option(
        name: [.customShort("o"), .customLong("output")], help: ArgumentHelp("File to write; else standard output.", valueName: "file"))
    var output: String?

    /// Writes all of it or nothing.
    func write(_ document: [UInt8]) throws(ContentError) { try Self.write(document, to: output) }

    /// Writes all of it or nothing; without a file, to standard output.
    static func write(_ document: [UInt8], to output: String?) throws(ContentError) {
        guard let output else { return Console.write(document) }
        var files = OutputFiles()
        do throws(ContentError) {
            try files.add(document, to: output)
            try files.commit()
        } catch {
            files.discard()
            throw error
        }
    }
}
