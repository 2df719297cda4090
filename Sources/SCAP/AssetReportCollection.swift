public import XML

/// The results of a run with the content that asked for them and the target they are about, as one document.
///
/// Asset Reporting Format 1.1 (NISTIR 7694), as SP 800-126r3 uses it for result data streams. The same input gives the same bytes.
public struct AssetReportCollection: Sendable {
    /// What was assessed.
    ///
    /// Asset Identification 1.1 (NISTIR 7693), `computing-device`. Nothing is filled in from the machine that looked.
    public struct Asset: Sendable {
        /// The name of the target: an image's reference, a host's name, a path.
        public var name: String
        /// CPE names of what it is, e.g. its operating system.
        public var cpes: [String] = []
        /// Names that some system gives it, e.g. an image's digest: the system's URI, and the name there.
        public var syntheticIDs: [(resource: String, id: String)] = []
        /// The name in the domain name system, where it is known.
        public var fqdn: String?
        /// IPv4 addresses, where they are known.
        public var ipv4: [String] = []
        /// Hardware addresses, where they are known.
        public var macAddresses: [String] = []

        /// A target of this name.
        public init(name: String) { self.name = name }
    }

    /// A document of OVAL results.
    public struct OVALReport: Sendable {
        /// What `check-content-ref` in the test result calls the document that was evaluated.
        public var href: String
        /// The `oval_results` document.
        public var document: [UInt8]

        /// The results of evaluating `href`.
        public init(href: String, document: [UInt8]) {
            self.href = href
            self.document = document
        }
    }

    /// The id of the asset, which the test result and the system characteristics refer to.
    public static let assetID = "asset0"
    /// The id of the report with the test result.
    public static let testResultID = "xccdf1"
    /// The id of the request with the content.
    public static let requestID = "collection1"
    /// The id of the report with the OVAL results at this place among ``ovalReports``.
    public static func ovalReportID(_ index: Int) -> String { "oval\(index)" }

    /// What asked.
    public var content: SourceContent
    /// The tailoring that was used, where it is no part of the content.
    public var tailoring: XMLDocument?
    /// What was assessed.
    public var asset: Asset
    /// The document that holds the `TestResult`: that element alone, or a `Benchmark` with it.
    public var testResult: XMLDocument
    /// OVAL results, in the order of their ids.
    public var ovalReports: [OVALReport]
    /// When it is made, ISO 8601.
    public var time: String

    /// A collection of one test result and the OVAL results it rests on.
    public init(
        content: SourceContent, tailoring: XMLDocument? = nil, asset: Asset, testResult: XMLDocument, ovalReports: [OVALReport],
        time: String
    ) {
        self.content = content
        self.tailoring = tailoring
        self.asset = asset
        self.testResult = testResult
        self.ovalReports = ovalReports
        self.time = time
    }

    /// The document.
    public var bytes: [UInt8] {
        let pieces = pieces
        var bytes: [UInt8] = []
        bytes.reserveCapacity(pieces.reduce(0) { $0 + $1.count })
        for piece in pieces { bytes += piece }
        return bytes
    }
}
