internal import RMF

extension OSCALDocument {
    /// The component definition: the image as one component, and what it does toward each control.
    var componentDefinition: JSONValue {
        let requirements = findings.responses.map(requirement)
        let implementation: JSONValue = [
            "uuid": .string(id("control-implementation", findings.revision.rawValue)), "source": .string("#\(catalog)"),
            "description": .string(
                markup(
                    "Drafted from the rules of \(record.content.title) \(record.content.version)"
                        + (findings.selection.map { ", for the controls of: \($0.title)" } ?? ""))),
            "implemented-requirements": .array(requirements),
        ]
        return [
            "component-definition": [
                "uuid": .string(documentID("component-definition")), "metadata": metadata("Component definition"),
                "components": [
                    [
                        "uuid": .string(image), "type": "software", "title": .string(markup(record.target.name)),
                        "description": .string(markup(describedImage)), "props": JSONValue(listed: imageProperties),
                        "links": [["href": .string("#\(result)"), "rel": "reference"]],
                        // A list of requirements has at least one.
                        "control-implementations": requirements.isEmpty ? nil : [implementation],
                    ]
                ],
                "back-matter": backMatter,
            ]
        ]
    }

    private func requirement(_ response: ControlResponse) -> JSONValue {
        let control = response.finding.control
        let name = "\(findings.revision.rawValue) \(control)"
        return [
            "uuid": .string(id("requirement", name)), "control-id": .string(control.oscalID), "description": .string(described(response)),
            "props": .array(properties(response)), "links": [["href": .string("#\(result)"), "rel": "reference"]],
            "statements": JSONValue(
                listed: response.finding.statements.filter { !$0.parts.isEmpty }.map { statement in
                    [
                        "statement-id": .string(statement.oscalStatementID), "uuid": .string(id("statement", "\(name) \(statement)")),
                        "description": .string(
                            markup("Rules speak of this part through \(ccis(of: response).joined(separator: ", "))")),
                    ]
                }),
            "remarks": .string(remarks(response)),
        ]
    }

    private func ccis(of response: ControlResponse) -> [String] {
        response.finding.ccis.isEmpty ? ["references of the content"] : response.finding.ccis
    }

    private func described(_ response: ControlResponse) -> String {
        if response.met.isEmpty { return markup("No rule shows that the image meets a part of it. \(response.standing).") }
        return response.met.map { point in markup("\(point.ruleID): \(point.sentences.joined(separator: "; "))") }.joined(separator: "\n\n")
    }

    private func remarks(_ response: ControlResponse) -> String {
        var parts = [markup("\(response.standing). Not a statement that the control is satisfied.")]
        for point in response.open { parts.append(markup("Open: \(point.ruleID): \(point.sentences.joined(separator: "; "))")) }
        for point in response.notApplicable {
            parts.append(markup("Not applicable: \(point.ruleID): \(point.sentences.joined(separator: "; "))"))
        }
        for point in response.deployer { parts.append(markup("Deployer: \(point.ruleID): \(point.sentences.joined(separator: "; "))")) }
        return parts.joined(separator: "\n\n")
    }

    private func properties(_ response: ControlResponse) -> [JSONValue] {
        // Neither `implemented` nor `not-applicable` is for rules to say.
        var properties: [JSONValue] =
            switch response.status {
            case .partial, .planned: [property("implementation-status", response.status.rawValue)]
            case .notApplicable: []
            }
        let origins: [String] =
            switch response.origin {
            case .image: ["system-specific"]
            case .shared: ["system-specific", response.responsibilities.contains("organisation") ? "customer-provided" : "inherited"]
            case .platform: ["inherited"]
            case .organisation: ["customer-provided"]
            case .unstated: []
            }
        properties += origins.map { property("control-origination", $0) }
        let counts = response.finding.counts
        properties.append(own("mapped-rules", String(counts.mapped)))
        properties.append(own("passing-rules", String(counts.passing)))
        properties.append(own("open-rules", String(counts.open)))
        properties.append(own("undecided-rules", String(counts.undecided)))
        return properties
    }
}
