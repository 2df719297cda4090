internal import XCCDF
internal import XML

/// What our own content says of a requirement beyond XCCDF: who has to meet it, and in what words.
///
/// It stands in the rule's `metadata` as `requirement` of the namespace ``namespace``; engines that do not know it pass over it.
struct RequirementMetadata {
    static let namespace = "urn:stigready:requirement:1"

    /// `image`, `component`, `host-kernel`, `host-service`, `platform`, `organisation`, `inherent`.
    var responsibility: String?
    /// What a person looks at.
    var check: String?
    /// Who provides the control where the image does not, and where that is to be verified.
    var provider: String?
    /// What the deployer has to do.
    var deployer: String?
    /// How the image meets the requirement.
    var response: String?

    init(_ rule: Rule) {
        for metadata in rule.element.children("metadata") {
            for requirement in metadata.children("requirement") where requirement.namespace == Self.namespace {
                responsibility = requirement.attribute("responsibility")
                func text(_ name: String) -> String? {
                    requirement.children(name).first.map(\.trimmedText).flatMap { $0.isEmpty ? nil : $0 }
                }
                let place = requirement.children("provider").first?.attribute("where")
                provider = text("provider").map { who in place.map { "\(who): \($0)" } ?? who }
                check = text("check")
                deployer = text("deployer")
                response = text("response")
            }
        }
    }
}
