/// A fact of an image that no OVAL test can compute, and that content therefore takes as an XCCDF `Value`.
///
/// Content that has a `Value` of the id ``id`` and hands it to an external variable gets what `scan` has found. Any other engine has the
/// content's own setting, ``undetermined``, unless a tailoring brings it the facts (`stigready fips --tailoring`).
public enum ValueFact: String, Sendable, Hashable, CaseIterable {
    /// Whether the bytes of every cryptographic module are those that its maker signed.
    case fipsIntegrity = "fips-integrity"
    /// Whether a certificate of the CMVP covers every module on the day of the assessment.
    case fipsValidation = "fips-validation"
    /// Whether the configuration makes a FIPS module the one that answers.
    case fipsEffect = "fips-effect"
    /// Whether anything computes outside of a FIPS module.
    case fipsOutside = "fips-outside"

    /// What a value is where nobody has looked.
    public static let undetermined = "not-determined"

    /// The id of the `Value`. XCCDF 1.2 (NISTIR 7275r4), section 6.2.3: `xccdf_`, who defines it, `_value_`, a name.
    public var id: String { Self.prefix + rawValue }

    private static let prefix = "xccdf_stigready.fact_value_"

    /// The fact that a `Value` of this id takes.
    public init?(id: String) {
        guard id.hasPrefix(Self.prefix) else { return nil }
        self.init(rawValue: String(id.dropFirst(Self.prefix.count)))
    }

    /// Its name for people.
    public var title: String {
        switch self {
        case .fipsIntegrity: "FIPS modules: integrity"
        case .fipsValidation: "FIPS modules: validation"
        case .fipsEffect: "FIPS modules: in effect"
        case .fipsOutside: "FIPS modules: cryptography outside"
        }
    }

    /// What it can be, without ``undetermined``, and what each word means.
    public var words: [(word: String, meaning: String)] {
        switch self {
        case .fipsIntegrity:
            [
                ("proven", "the MAC of every module was computed again and is right"),
                ("broken", "the bytes of a module are not those of its MAC"),
                ("not-proven", "a module has no MAC that could be computed again from the image"),
                ("no-module", "no module is in the image"),
            ]
        case .fipsValidation:
            [
                ("active", "an active certificate covers every module"), ("historical", "a module has a historical certificate only"),
                ("not-found", "the table has no certificate for a module"), ("no-module", "no module is in the image"),
            ]
        case .fipsEffect:
            [
                ("yes", "configuration activates the module, asks for approved algorithms, and leaves other providers off"),
                ("no", "it does not"),
            ]
        case .fipsOutside:
            [
                ("none", "no program or library with cryptography of its own was found"), ("found", "there are some"),
                ("incomplete", "none was found, but something could not be read"),
            ]
        }
    }
}
