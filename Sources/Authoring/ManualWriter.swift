internal import XML

/// Writes a benchmark in the form in which DISA publishes manual STIGs: what STIG Viewer, STIG Manager and the like import.
struct ManualWriter {
    /// The versions of XCCDF that are written.
    enum Version: String, CaseIterable {
        case v114 = "1.1.4"
        case v12 = "1.2"

        var namespace: String { self == .v114 ? "http://checklists.nist.gov/xccdf/1.1" : "http://checklists.nist.gov/xccdf/1.2" }
    }

    /// DISA's nine profiles: how critical the mission, how sensitive the data. Each selects every rule.
    static let profiles: [(id: String, title: String)] = ["1", "2", "3"].flatMap { level in
        let mission = ["1": "I - Mission Critical", "2": "II - Mission Support", "3": "III - Administrative"][level] ?? ""
        return ["Classified", "Public", "Sensitive"].map { ("MAC-\(level)_\($0)", "\(mission) \($0)") }
    }

    let content: ContentSource
    let version: Version

    /// An id in the form of the version: XCCDF 1.2 asks for who made it and what it is.
    private func id(_ kind: String, _ name: String) -> String { version == .v114 ? name : "xccdf_mil.disa.stig_\(kind)_\(name)" }

    func bytes() -> [UInt8] {
        let header = content.header
        var writer = XMLWriter(prefixes: ["dc": DataStreamWriter.dublinCore])
        writer.element("Benchmark", namespace: version.namespace, ["id": id("benchmark", header.id), "xml:lang": "en"]) { writer in
            writer.element("status", ["date": header.date], text: header.status)
            writer.element("title", text: header.title)
            writer.element("description", text: header.description)
            writer.element("notice", ["id": "terms-of-use", "xml:lang": "en"], text: header.notice)
            writer.element("front-matter", ["xml:lang": "en"])
            writer.element("rear-matter", ["xml:lang": "en"])
            writer.element("reference", ["href": "https://cyber.mil"]) { writer in
                writer.element("publisher", namespace: DataStreamWriter.dublinCore, text: header.publisher)
                writer.element("source", namespace: DataStreamWriter.dublinCore, text: header.source)
            }
            writer.element("plain-text", ["id": "release-info"], text: header.releaseInfo)
            writer.element("plain-text", ["id": "generator"], text: "stigready content build")
            writer.element("version", text: header.version)
            for profile in Self.profiles {
                writer.element("Profile", ["id": self.id("profile", profile.id)]) { writer in
                    writer.element("title", text: profile.title)
                    writer.element("description", text: "<ProfileDescription></ProfileDescription>")
                    for requirement in self.content.requirements {
                        writer.element("select", ["idref": self.id("group", requirement.v), "selected": "true"])
                    }
                }
            }
            for requirement in content.requirements { group(requirement, &writer) }
        }
        return writer.bytes
    }

    private func group(_ requirement: Requirement, _ writer: inout XMLWriter) {
        let header = content.header
        writer.element("Group", ["id": id("group", requirement.v)]) { writer in
            writer.element("title", text: requirement.srg)
            writer.element("description", text: "<GroupDescription></GroupDescription>")
            writer.element(
                "Rule", ["id": self.id("rule", requirement.sv), "weight": "10.0", "severity": requirement.severity]
            ) { writer in
                writer.element("version", text: requirement.id)
                writer.element("title", text: requirement.title)
                writer.element("description", text: Self.description(requirement))
                writer.element("reference") { writer in
                    for (name, text) in [
                        ("title", "DPMS Target \(header.title)"), ("publisher", header.publisher), ("type", "DPMS Target"),
                        ("subject", header.title), ("identifier", header.id),
                    ] { writer.element(name, namespace: DataStreamWriter.dublinCore, text: text) }
                }
                for cci in requirement.cci { writer.element("ident", ["system": "http://cyber.mil/cci"], text: cci) }
                writer.element("fixtext", ["fixref": requirement.fixID], text: requirement.fix)
                writer.element("fix", ["id": requirement.fixID])
                writer.element("check", ["system": requirement.checkID]) { writer in
                    writer.element("check-content-ref", ["href": "\(header.id).xml", "name": "M"])
                    writer.element("check-content", text: requirement.check)
                }
            }
        }
    }

    /// The elements that DISA writes into the description as text. Prose within stands as it is, as in DISA's own documents: readers search for the tags.
    static func description(_ requirement: Requirement) -> String {
        let texts = ["VulnDiscussion": requirement.discussionWithReason, "Documentable": "false"]
        return STIGNames.tags.map { "<\($0)>\(texts[$0] ?? "")</\($0)>" }.joined()
    }
}
