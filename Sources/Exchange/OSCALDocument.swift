public import RMF

/// What the three OSCAL documents share: ids, metadata, components, the resources that links lead to.
///
/// Marked 1.1.3, which tools in the field read; newer schemas take such documents unchanged. Ids are UUIDs of version 5 from the image, the
/// content and the rule, so that two runs differ only where they differ.
struct OSCALDocument {
    /// The version of OSCAL the documents are of.
    static let version = "1.1.3"
    /// The namespace of properties of our own.
    static let namespace = "urn:stigready:oscal:1"

    let record: AssessmentRecord
    let findings: ControlFindings
    let options: PackageOptions
    /// The complete result, by name and digest.
    let evidence: (file: String, sha256: String)

    /// The id of a thing of this assessment, whatever its results are.
    func id(_ kind: String, _ name: String = "") -> String {
        UUIDv5.id("oscal", record.target.digest ?? record.target.name, record.content.benchmark, kind, name)
    }

    /// The id of a document, which changes with its content.
    func documentID(_ kind: String) -> String {
        UUIDv5.id("oscal", kind, evidence.sha256, findings.revision.rawValue, findings.selection?.title ?? "")
    }

    var image: String { id("component", "image") }
    var tool: String { id("component", "tool") }
    var result: String { id("resource", "result") }
    var content: String { id("resource", "content") }
    var catalog: String { id("resource", "catalog \(findings.revision.rawValue)") }
    var contact: String { UUIDv5.id("oscal", "party", options.organization ?? "", options.name ?? "", options.email ?? "") }

    var hasContact: Bool { options.name != nil || options.organization != nil }

    /// `metadata`; people and dates only where they were given.
    func metadata(_ title: String) -> JSONValue {
        let party: JSONValue = [
            "uuid": .string(contact), "type": options.name == nil ? "organization" : "person",
            "name": JSONValue(stated: text(options.name ?? options.organization)),
            "email-addresses": options.email.map { [.string(PlainText.line($0))] },
            "telephone-numbers": options.phone.map { [["number": .string(PlainText.line($0))]] },
            "remarks": options.name == nil ? nil : JSONValue(stated: text(options.organization)),
        ]
        return [
            "title": .string(markup("\(title): \(record.target.name)")), "last-modified": .string(record.time),
            "version": .string(text(record.content.version).map { "content \($0)" } ?? "1"), "oscal-version": .string(Self.version),
            "roles": hasContact ? [["id": "contact", "title": "Point of contact"]] : nil, "parties": hasContact ? [party] : nil,
            "responsible-parties": hasContact ? [["role-id": "contact", "party-uuids": [.string(contact)]]] : nil,
            "remarks": .string(
                markup(
                    "Drafted by \(record.tool.name) \(record.tool.version) from the results of rules. "
                        + "A passing rule is evidence toward a control, not the control satisfied.")),
        ]
    }

    /// The image, as a component of an assessment.
    var imageComponent: JSONValue {
        [
            "uuid": .string(image), "type": "software", "title": .string(markup(record.target.name)),
            "description": .string(markup(describedImage)), "props": JSONValue(listed: imageProperties), "status": ["state": "operational"],
        ]
    }

    /// The program, as a component of an assessment: the actor of its observations.
    var toolComponent: JSONValue {
        [
            "uuid": .string(tool), "type": "software", "title": .string(markup(record.tool.name)),
            "description": .string(markup("Assessed the files of the image; nothing of it was executed.")),
            "props": [property("version", record.tool.version)], "status": ["state": "operational"],
        ]
    }

    var describedImage: String {
        let system = record.target.osName.isEmpty ? "operating system unknown" : record.target.osName
        return "Container image \(record.target.name)\(record.target.digest.map { " (\($0))" } ?? ""), \(system)"
    }

    var imageProperties: [JSONValue] {
        var properties: [JSONValue] = []
        if let digest = record.target.digest { properties.append(own("image-digest", digest)) }
        if !record.target.architecture.isEmpty { properties.append(own("architecture", record.target.architecture)) }
        if !record.target.osVersion.isEmpty { properties.append(own("os-version", record.target.osVersion)) }
        return properties
    }

    /// `back-matter`: what links lead to.
    var backMatter: JSONValue {
        let number = findings.revision == .r5 ? "5" : "4"
        return [
            "resources": [
                [
                    "uuid": .string(result), "title": "Complete result of the assessment",
                    "rlinks": [
                        ["href": .string(evidence.file), "media-type": "application/json", "hashes": [sha256(evidence.sha256)]]
                    ],
                ],
                [
                    "uuid": .string(content), "title": .string(markup(record.content.title)),
                    "description": .string(markup("\(record.content.benchmark), profile \(record.content.profile ?? "none")")),
                    "rlinks": [
                        [
                            "href": .string(reference(record.content.file)), "media-type": "application/xml",
                            "hashes": record.content.sha256.utf8.count == 64 ? [sha256(record.content.sha256)] : nil,
                        ]
                    ],
                ],
                [
                    "uuid": .string(catalog), "title": "NIST SP 800-53 revision \(number)",
                    "rlinks": [["href": "https://doi.org/10.6028/NIST.SP.800-53r\(number)"]],
                ],
            ]
        ]
    }

    private func sha256(_ hex: String) -> JSONValue { ["algorithm": "SHA-256", "value": .string(text(hex) ?? "unknown")] }

    /// A property of OSCAL's own.
    func property(_ name: String, _ value: String) -> JSONValue { ["name": .string(name), "value": .string(text(value) ?? "unknown")] }

    /// A property of ours.
    func own(_ name: String, _ value: String) -> JSONValue {
        ["name": .string(name), "ns": .string(Self.namespace), "value": .string(text(value) ?? "unknown")]
    }

    /// Plain text of at least one character, else `nil`.
    func text(_ value: String?) -> String? {
        let line = PlainText.line(value ?? "")
        return line.isEmpty ? nil : line
    }

    /// Foreign text where OSCAL reads Markdown: nothing of it takes effect.
    func markup(_ value: String) -> String {
        let line = MarkdownPage.escape(PlainText.line(value))
        return line.isEmpty ? "not stated" : line
    }

    /// A file name as a URI reference.
    private func reference(_ name: String) -> String {
        var result = ""
        for byte in name.utf8 {
            let isPlain = UnicodeScalar(byte).properties.isASCIIHexDigit || (byte < 0x80 && (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A))
            if isPlain || [0x2D, 0x2E, 0x5F].contains(byte) {
                result.unicodeScalars.append(UnicodeScalar(byte))
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                result += "%" + (hex.utf8.count == 1 ? "0" : "") + hex
            }
        }
        return result.isEmpty ? "content.xml" : result
    }
}

extension AssessmentRecord {
    /// An OSCAL document of a kind.
    ///
    /// - Parameters:
    ///   - findings: The controls, perhaps limited to a baseline or a profile.
    ///   - evidence: Name and SHA-256 of the file that holds this record.
    public func oscal(
        _ kind: OSCALKind, findings: ControlFindings, options: PackageOptions = PackageOptions(), evidence: (file: String, sha256: String)
    ) throws(RecordError) -> [UInt8] {
        let document = OSCALDocument(record: self, findings: findings, options: options, evidence: evidence)
        let tree =
            switch kind {
            case .componentDefinition: document.componentDefinition
            case .assessmentResults: document.assessmentResults
            case .poam: document.poam
            }
        return try jsonBytes(tree)
    }
}

/// The models of OSCAL that are written.
public enum OSCALKind: String, Sendable, CaseIterable {
    case componentDefinition = "component-definition"
    case assessmentResults = "assessment-results"
    case poam
}
