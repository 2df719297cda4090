internal import Assessment
internal import FoundationEssentials
internal import XCCDF
internal import XML

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
        let content = result.content
        let document = Document(
            target: result.target.name, facts: result.target.facts.map { .init(name: $0.name, value: $0.value, sources: $0.sources) },
            content: .init(
                file: content.file, sha256: content.sha256, benchmark: content.benchmark.id, version: content.benchmark.version,
                profile: result.selected.profile?.id, chosenBecause: content.chosenBecause),
            time: result.time.iso8601, gate: gateWord, profileDoesNotFit: gate.profileDoesNotFit,
            evidencePercent: (gate.evidencePercent * 10).rounded() / 10,
            counts: .init(
                selected: gate.selected, observed: gate.observed, absence: gate.absence, vacuous: gate.vacuous,
                notApplicableProven: gate.notApplicable, notApplicableUnproven: gate.unprovenNotApplicable, undecided: gate.undecided,
                manual: gate.manual, openCAT1: gate.open[0], openCAT2: gate.open[1], openCAT3: gate.open[2]),
            rules: result.rules.filter { $0.result.result != .notselected }.map {
                .init(
                    id: $0.rule.id, category: $0.category, result: $0.result.result.rawValue, literal: $0.literal.rawValue,
                    evidence: $0.evidenceClass.rawValue, sentence: $0.sentence, provider: $0.provider)
            }, files: files)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    }

    private var gateWord: String {
        switch gate.verdict {
        case .holds: "holds"
        case .findings: "findings"
        case .tooLittleEvidence: "too little evidence"
        }
    }
}
