public import XML

/// What a document is, by its outermost element.
public enum ContentKind: String, Sendable, Hashable, CaseIterable {
    /// SCAP source data streams in a collection. SP 800-126, `data-stream-collection`.
    case dataStream = "SCAP source data stream collection"
    /// XCCDF `Benchmark`; it may hold results too.
    case benchmark = "XCCDF benchmark"
    /// XCCDF `Tailoring`.
    case tailoring = "XCCDF tailoring"
    /// XCCDF `TestResult` alone.
    case testResult = "XCCDF test result"
    /// OVAL `oval_definitions`.
    case ovalDefinitions = "OVAL definitions"
    /// OVAL `oval_variables`.
    case ovalVariables = "OVAL variables"
    /// OVAL `oval_system_characteristics`.
    case ovalSystemCharacteristics = "OVAL system characteristics"
    /// OVAL `oval_results`.
    case ovalResults = "OVAL results"
    /// OVAL `oval_directives`.
    case ovalDirectives = "OVAL directives"
    /// CPE `cpe-list`.
    case cpeDictionary = "CPE dictionary"
    /// CPE `platform-specification`.
    case cpeLanguage = "CPE applicability language"
    /// OCIL `ocil`: questions to people.
    case ocil = "OCIL questionnaires"
    /// ARF `asset-report-collection`.
    case assetReports = "ARF asset report collection"
    /// A script for the SCE check system. It is content that is never run here.
    case script = "SCE script"
    /// Anything else.
    case other = "unknown document"

    /// The kind of document whose outermost element this is.
    public init(_ element: XMLElement) {
        let namespace = element.namespace
        let isXCCDF =
            namespace.hasPrefix("http://checklists.nist.gov/xccdf/1.") || namespace == "http://open-scap.org/page/Xccdf-1.1-tailoring"
        let isOVAL = namespace.hasPrefix("http://oval.mitre.org/XMLSchema/oval-")
        let isCPE = namespace.hasPrefix("http://cpe.mitre.org/")
        switch element.localName {
        case "data-stream-collection" where namespace == SCAPNamespace.source: self = .dataStream
        case "Benchmark" where isXCCDF: self = .benchmark
        case "Tailoring" where isXCCDF: self = .tailoring
        case "TestResult" where isXCCDF: self = .testResult
        case "oval_definitions" where isOVAL: self = .ovalDefinitions
        case "oval_variables" where isOVAL: self = .ovalVariables
        case "oval_system_characteristics" where isOVAL: self = .ovalSystemCharacteristics
        case "oval_results" where isOVAL: self = .ovalResults
        case "oval_directives" where isOVAL: self = .ovalDirectives
        case "cpe-list" where isCPE: self = .cpeDictionary
        case "platform-specification" where isCPE: self = .cpeLanguage
        case "ocil" where namespace.hasPrefix("http://scap.nist.gov/schema/ocil/"): self = .ocil
        case "asset-report-collection" where namespace == SCAPNamespace.assetReportingFormat: self = .assetReports
        case "script" where namespace == "http://open-scap.org/page/SCE_xccdf_stream": self = .script
        default: self = .other
        }
    }
}

/// Namespaces of SCAP's containers.
enum SCAPNamespace {
    /// SP 800-126; the same for SCAP 1.2 and 1.3.
    static let source = "http://scap.nist.gov/schema/scap/source/1.2"
    static let constructs = "http://scap.nist.gov/schema/scap/constructs/1.2"
    static let catalog = "urn:oasis:names:tc:entity:xmlns:xml:catalog"
    static let xlink = "http://www.w3.org/1999/xlink"
    static let assetReportingFormat = "http://scap.nist.gov/schema/asset-reporting-format/1.1"
    static let reportingCore = "http://scap.nist.gov/schema/reporting-core/1.1"
    static let assetIdentification = "http://scap.nist.gov/schema/asset-identification/1.1"
    static let relationships = "http://scap.nist.gov/specifications/arf/vocabulary/relationships/1.0#"
}
