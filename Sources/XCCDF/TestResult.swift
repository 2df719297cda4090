/// A run of a benchmark on a target.
///
/// XCCDF 1.2, `testResultType`.
public struct TestResult: Sendable {
    /// Who ran it. XCCDF 1.2, `identityType`.
    public struct Identity: Sendable, Hashable {
        /// The name.
        public var name: String
        /// Whether the name was proven to the target.
        public var authenticated: Bool
        /// Whether it had rights beyond an ordinary user's.
        public var privileged: Bool

        /// A name and its rights.
        public init(_ name: String, authenticated: Bool = false, privileged: Bool = false) {
            self.name = name
            self.authenticated = authenticated
            self.privileged = privileged
        }
    }

    /// Something known of the target. XCCDF 1.2, `factType`.
    public struct Fact: Sendable, Hashable {
        /// A URI, e.g. `urn:scap:fact:asset:identifier:host_name`.
        public var name: String
        /// The type of its value.
        public var type: ValueType
        /// Its value.
        public var value: String

        /// A fact.
        public init(_ name: String, type: ValueType = .string, _ value: String) {
            self.name = name
            self.type = type
            self.value = value
        }
    }

    /// A score. XCCDF 1.2, `scoreType`.
    public struct Score: Sendable, Hashable {
        /// URI of the scoring model.
        public var system: String
        /// 0 to ``maximum``.
        public var value: Double
        /// The score of a target on which every rule passes.
        public var maximum: Double
    }

    /// The file of tailoring that was used. XCCDF 1.2, `tailoringReferenceType`.
    public struct TailoringFile: Sendable, Hashable {
        /// Where it is.
        public var href: String
        /// The tailoring's id.
        public var id: String
        /// The tailoring's version.
        public var version: String
        /// When that version was made, ISO 8601.
        public var time: String

        /// A reference.
        public init(href: String, id: String, version: String, time: String) {
            self.href = href
            self.id = id
            self.version = version
            self.time = time
        }
    }

    /// The id; in XCCDF 1.2 `xccdf_NAMESPACE_testresult_NAME`.
    public var id: String
    /// ISO 8601; `nil` leaves it out.
    public var startTime: String?
    /// ISO 8601.
    public var endTime: String
    /// CPE name of the tool.
    public var testSystem: String?
    /// The version of the benchmark.
    public var version: String?
    /// The file of the benchmark.
    public var benchmarkHref: String?
    /// The id of the benchmark.
    public var benchmarkID: String?
    /// The tailoring that was used.
    public var tailoringFile: TailoringFile?
    /// A title.
    public var title: String?
    /// Remarks on the run.
    public var remarks: [String] = []
    /// Who is responsible for it.
    public var organizations: [String] = []
    /// Who ran it.
    public var identity: Identity?
    /// Id of the profile; `nil` where none was chosen.
    public var profile: String?
    /// The target's names; at least one.
    public var targets: [String]
    /// The target's addresses.
    public var targetAddresses: [String] = []
    /// What is known of the target.
    public var targetFacts: [Fact] = []
    /// Platforms that hold for the target.
    public var platforms: [String] = []
    /// Values the profile set or chose.
    public var setValues: [Profile.SetValue] = []
    /// Results in the order of the benchmark.
    public var ruleResults: [RuleResult] = []
    /// Scores; at least one.
    public var scores: [Score] = []
    /// Further elements, for other tools.
    public var metadata: [Markup] = []

    /// A run on `target`, ended at `endTime` (ISO 8601).
    public init(id: String, endTime: String, target: String) {
        self.id = id
        self.endTime = endTime
        targets = [target]
    }
}
