public import CryptoFacts
internal import ImageFacts
internal import XCCDF
internal import XML

/// The findings of a dossier as an XCCDF tailoring, so that an engine that cannot make a dossier decides rules by the same facts.
///
/// XCCDF 1.2 (NISTIR 7275r4), `tailoringType`. It extends the one profile of content/gpos-container and only sets values.
public struct FactTailoring {
    /// The id of the profile.
    public static let profile = "xccdf_stigready.fact_profile_image"
    private static let base = "xccdf_stigready.cimg_profile_all"
    private let dossier: FIPSDossier

    /// The findings of a dossier.
    public init(_ dossier: FIPSDossier) { self.dossier = dossier }

    /// The document.
    ///
    /// - Parameter time: When the facts were found.
    public func bytes(time: Timestamp) -> [UInt8] {
        var writer = XMLWriter(declaring: [("xccdf", SchemaVersion.v1_2.namespace)])
        writer.element("Tailoring", namespace: SchemaVersion.v1_2.namespace, ["id": "xccdf_stigready.fact_tailoring_image"]) { writer in
            writer.element("version", ["time": time.iso8601], text: "1")
            writer.element("Profile", ["id": Self.profile, "extends": Self.base]) { writer in
                writer.element("title", text: "All requirements, with the facts of one image")
                writer.element(
                    "description",
                    text: "What was found in the image; the tailoring is of no use for another. "
                        + ValueFact.allCases.map { "\($0.title): \(self.dossier.observation(of: $0).because)." }.joined(separator: " "))
                for fact in ValueFact.allCases {
                    writer.element("set-value", ["idref": fact.id], text: self.dossier.observation(of: fact).word)
                }
            }
        }
        return writer.bytes
    }
}
