/// A finished assessment as plain data: `results.json`, and what every document but OVAL and ARF is written from, now or later without the
/// image.
///
/// Words of results, severities and classes are those of the specifications, so that a reader needs no table. Nothing here is computed
/// again when it is read.
public struct AssessmentRecord: Codable, Sendable, Hashable {
    /// The word that names the format.
    public static let format = "stigready-results"

    /// ``format``; a file that says something else is another file.
    public var format = AssessmentRecord.format
    /// The revision of the format; a reader refuses what it does not know.
    public var version = 1
    /// What wrote it.
    public var tool: Tool
    /// When the run took place: ISO 8601, UTC.
    public var time: String
    /// `literal` (the specifications alone) or `evidence` (a pass needs evidence).
    public var mode: String
    /// What was assessed.
    public var target: TargetRecord
    /// What it was assessed against.
    public var content: ContentRecord
    /// Whether the gate of the scan holds; `nil` where none was asked.
    public var gate: GateRecord?
    /// Every rule that was selected, in the order of the content.
    public var rules: [RuleRecord]
    /// Scores by the models that the benchmark asks for.
    public var scores: [Score]
    /// What is wrong with the content, as far as it does not stop a run.
    public var diagnostics: [DiagnosticRecord]

    /// A program.
    public struct Tool: Codable, Sendable, Hashable {
        /// The name of the program, as it calls itself.
        public var name: String
        /// Its version.
        public var version: String
        /// Takes every part as it is.
        public init(name: String, version: String) {
            self.name = name
            self.version = version
        }
    }

    /// XCCDF 1.2, `scoreType`.
    public struct Score: Codable, Sendable, Hashable {
        /// The scoring model, the URI of XCCDF (NISTIR 7275r4, section 7.3).
        public var system: String
        /// The score, in the units of its model.
        public var value: Double
        /// The largest score the model could have given.
        public var maximum: Double
        /// Takes every part as it is.
        public init(system: String, value: Double, maximum: Double) {
            self.system = system
            self.value = value
            self.maximum = maximum
        }
    }

    /// Something wrong with the content.
    public struct DiagnosticRecord: Codable, Sendable, Hashable {
        /// `note`, `warning` or `error`.
        public var severity: String
        /// `file:line`.
        public var location: String?
        /// The id it is about.
        public var subject: String?
        /// What is wrong and what to do, in one line.
        public var message: String
        /// Takes every part as it is.
        public init(severity: String, location: String?, subject: String?, message: String) {
            self.severity = severity
            self.location = location
            self.subject = subject
            self.message = message
        }
    }

    /// A record from its parts.
    public init(
        tool: Tool, time: String, mode: String, target: TargetRecord, content: ContentRecord, gate: GateRecord?, rules: [RuleRecord],
        scores: [Score], diagnostics: [DiagnosticRecord]
    ) {
        self.tool = tool
        self.time = time
        self.mode = mode
        self.target = target
        self.content = content
        self.gate = gate
        self.rules = rules
        self.scores = scores
        self.diagnostics = diagnostics
    }
}

/// The content of an assessment.
public struct ContentRecord: Codable, Sendable, Hashable {
    /// The file as the user named it, without directories.
    public var file: String
    /// SHA-256 of its bytes, hexadecimal.
    public var sha256: String
    /// Id of the benchmark.
    public var benchmark: String
    /// Its title, plain.
    public var title: String
    /// Its version.
    public var version: String
    /// `release-info`, e.g. `Release: 3 Benchmark Date: 02 Jul 2025`; `nil` where it has none.
    public var release: String?
    /// What it is about, plain.
    public var description = ""
    /// Its terms, plain; the first `notice`.
    public var notice = ""
    /// Who publishes it: `publisher` of its metadata, in DISA's content the first words of `reference`.
    public var publisher = ""
    /// Where it comes from: `source` of its metadata.
    public var source = ""
    /// The profile; `nil` is the benchmark's own selection.
    public var profile: String?
    /// The title of the profile.
    public var profileTitle: String?
    /// Id of the tailoring.
    public var tailoring: String?
    /// Why this content was taken, one line a step; empty where the user named it.
    public var chosenBecause: [String] = []

    /// Takes every part as it is.
    public init(
        file: String, sha256: String, benchmark: String, title: String, version: String, release: String? = nil, profile: String? = nil,
        profileTitle: String? = nil, tailoring: String? = nil, chosenBecause: [String] = []
    ) {
        self.file = file
        self.sha256 = sha256
        self.benchmark = benchmark
        self.title = title
        self.version = version
        self.release = release
        self.profile = profile
        self.profileTitle = profileTitle
        self.tailoring = tailoring
        self.chosenBecause = chosenBecause
    }
}

/// The gate of a scan in numbers.
public struct GateRecord: Codable, Sendable, Hashable {
    /// `holds`, `findings`, `too little evidence` or `stale answers`.
    public var verdict: String
    /// Whether too much of the profile proves nothing about the target.
    public var profileDoesNotFit: Bool
    /// Findings of this category and above fail it; `nil` for none.
    public var failOn: Int?
    /// The least percentage of rules decided by evidence.
    public var minimumEvidence: Int
    /// The percentage reached, with one digit.
    public var evidencePercent: Double
    /// Rules that the profile selected.
    public var selected: Int
    /// Passes that rest on something that was read.
    public var observed: Int
    /// Passes that rest on something that was looked for and is not there.
    public var absence: Int
    /// Passes of checks that looked at nothing.
    public var vacuous: Int
    /// Not applicable, with the proof beside it.
    public var notApplicableProven: Int
    /// Not applicable by the word of the content alone.
    public var notApplicableUnproven: Int
    /// Rules whose check could not decide.
    public var undecided: Int
    /// Rules that a person must decide.
    public var manual: Int
    /// Failed rules of CAT I, II and III.
    public var open: [Int]
    /// Rules that an answer decided; `nil` where no answers were given.
    public var answered: Int?
    /// Answers that do not hold.
    public var voidAnswers: Int?
    /// Those of them that somebody has to look at again.
    public var staleAnswers: Int?

    /// Takes every part as it is.
    public init(
        verdict: String, profileDoesNotFit: Bool, failOn: Int?, minimumEvidence: Int, evidencePercent: Double, selected: Int, observed: Int,
        absence: Int, vacuous: Int, notApplicableProven: Int, notApplicableUnproven: Int, undecided: Int, manual: Int, open: [Int]
    ) {
        self.verdict = verdict
        self.profileDoesNotFit = profileDoesNotFit
        self.failOn = failOn
        self.minimumEvidence = minimumEvidence
        self.evidencePercent = evidencePercent
        self.selected = selected
        self.observed = observed
        self.absence = absence
        self.vacuous = vacuous
        self.notApplicableProven = notApplicableProven
        self.notApplicableUnproven = notApplicableUnproven
        self.undecided = undecided
        self.manual = manual
        self.open = open
    }
}
