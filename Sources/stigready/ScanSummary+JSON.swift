internal import Exchange

extension ScanSummary {
    /// The summary for programs; the names are those of the gate and of XCCDF.
    private struct Document: Encodable {
        struct Content: Encodable {
            var file: String
            var sha256: String
            var benchmark: String
            var version: String
            var profile: String?
            var chosenBecause: [String]
        }

        struct Fact: Encodable {
            var name: String
            var value: String
            var sources: [String]
        }

        struct Counts: Encodable {
            var selected: Int
            var observed: Int
            var absence: Int
            var vacuous: Int
            var notApplicableProven: Int
            var notApplicableUnproven: Int
            var undecided: Int
            var manual: Int
            var answered: Int?
            var voidAnswers: Int?
            var staleAnswers: Int?
            var openCAT1: Int
            var openCAT2: Int
            var openCAT3: Int
        }

        struct Rule: Encodable {
            var id: String
            var category: Int
            var result: String
            var literal: String
            var evidence: String
            var sentence: String
            var provider: String?
            var answer: String?
            var before: String?
            var voidBecause: String?
        }

        var target: String
        var facts: [Fact]
        var content: Content
        var time: String
        var gate: String
        var profileDoesNotFit: Bool
        var evidencePercent: Double
        var counts: Counts
        var rules: [Rule]
        var files: [String]
    }

    /// One JSON object with sorted names and a line feed at its end.
    func json() throws -> String {
        let content = record.content
        let gate = record.gate
        func open(_ category: Int) -> Int { record.rules.count { $0.result == "fail" && $0.category == category } }
        let document = Document(
            target: record.target.name, facts: record.target.facts.map { .init(name: $0.name, value: $0.value, sources: $0.sources) },
            content: .init(
                file: content.file, sha256: content.sha256, benchmark: content.benchmark, version: content.version,
                profile: content.profile, chosenBecause: content.chosenBecause),
            time: record.time, gate: gate?.verdict ?? "", profileDoesNotFit: gate?.profileDoesNotFit ?? false,
            evidencePercent: gate?.evidencePercent ?? 0,
            counts: .init(
                selected: gate?.selected ?? 0, observed: gate?.observed ?? 0, absence: gate?.absence ?? 0, vacuous: gate?.vacuous ?? 0,
                notApplicableProven: gate?.notApplicableProven ?? 0, notApplicableUnproven: gate?.notApplicableUnproven ?? 0,
                undecided: gate?.undecided ?? 0, manual: gate?.manual ?? 0, answered: gate?.answered, voidAnswers: gate?.voidAnswers,
                staleAnswers: gate?.staleAnswers, openCAT1: open(1), openCAT2: open(2), openCAT3: open(3)),
            rules: record.rules.map {
                .init(
                    id: $0.id, category: $0.category, result: $0.result, literal: $0.literal, evidence: $0.evidence, sentence: $0.sentence,
                    provider: $0.provider, answer: $0.answer?.as, before: $0.answer?.before, voidBecause: $0.answer?.voidBecause)
            }, files: files)
        return try jsonText(document)
    }
}
