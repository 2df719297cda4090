public import CPE
public import Diagnostics
public import OVAL
public import XCCDF

/// Everything that a run needs of the content: read, located, and ready to be asked.
public struct AssessmentContent: Sendable {
    /// A document of definitions for the platforms, as one dictionary or benchmark names it.
    public struct InventoryKey: Sendable, Hashable {
        /// The dictionary or benchmark.
        public var source: String
        /// The document, as it stands there.
        public var href: String
        /// The document `href` as `source` sees it.
        public init(source: String, href: String) {
            self.source = source
            self.href = href
        }
    }

    /// The file, as the user named it.
    public var file: String
    /// SHA-256 of that file, as hexadecimal digits.
    public var sha256: String
    /// The checklist.
    public var benchmark: Benchmark
    /// The choice of an organisation.
    public var tailoring: Tailoring?
    /// OVAL documents by the href of the checklist's checks.
    public var definitions: [String: Definitions]
    /// What decides platforms.
    public var applicability: Applicability
    /// OVAL documents that platforms ask.
    public var inventory: [InventoryKey: Definitions]
    /// What is odd or missing in the content.
    public var diagnostics: [Diagnostic]

    /// Content from its parts.
    public init(
        file: String, sha256: String, benchmark: Benchmark, tailoring: Tailoring? = nil, definitions: [String: Definitions],
        applicability: Applicability = Applicability(), inventory: [InventoryKey: Definitions] = [:], diagnostics: [Diagnostic] = []
    ) {
        self.file = file
        self.sha256 = sha256
        self.benchmark = benchmark
        self.tailoring = tailoring
        self.definitions = definitions
        self.applicability = applicability
        self.inventory = inventory
        self.diagnostics = diagnostics
    }
}
