public import Diagnostics

/// Something in content that an importer would refuse or read wrong, or that is not as DISA has it.
public struct LintFinding: Sendable, Hashable {
    /// What kind of thing it is; the word is the same in all releases.
    public enum Code: String, Sendable, CaseIterable {
        case notReadable = "not-readable"
        case schema
        case structure
        case duplicateID = "duplicate-id"
        case idShape = "id-shape"
        case title
        case status
        case version
        case releaseInfo = "release-info"
        case description
        case profile
        case severity
        case vulnDiscussion = "vuln-discussion"
        case cci
        case cciUnknown = "cci-unknown"
        case cciDeprecated = "cci-deprecated"
        case cciNotOfSRG = "cci-not-of-srg"
        case srg
        case fix
        case check
        case checkSystem = "check-system"
        case dangling
        case oval
        case platform
        case emptyImage = "passes-on-nothing"
        case draft
        case style
        case unused
    }

    /// What kind of thing it is.
    public var code: Code
    /// Where, about which id, what is wrong and what to do. An error is refused or read wrong by somebody, a warning is not.
    public var diagnostic: Diagnostic

    init(
        _ code: Code, _ severity: Diagnostic.Severity, at location: SourceLocation?, about subject: String?, _ message: String
    ) {
        self.code = code
        diagnostic = Diagnostic(severity, at: location, about: subject, message)
    }

    /// A finding of another reader's diagnostic.
    init(_ code: Code, _ diagnostic: Diagnostic) {
        self.code = code
        self.diagnostic = diagnostic
    }

    /// A violation of an official schema.
    public static func violation(_ diagnostic: Diagnostic) -> LintFinding { LintFinding(.schema, diagnostic) }

    /// Sorts by file and line, and keeps one of equal findings.
    public static func sorted(_ findings: [LintFinding]) -> [LintFinding] {
        var seen: Set<LintFinding> = []
        return findings.filter { seen.insert($0).inserted }.enumerated().sorted { one, other in
            let (a, b) = (one.element.diagnostic.location, other.element.diagnostic.location)
            if a?.file != b?.file { return (a?.file ?? "") < (b?.file ?? "") }
            if a?.line != b?.line { return (a?.line ?? 0) < (b?.line ?? 0) }
            return one.offset < other.offset
        }.map(\.element)
    }
}
