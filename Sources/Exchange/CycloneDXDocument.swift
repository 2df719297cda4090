/// CycloneDX 1.6 attestations: the benchmark as a standard, and a claim with its evidence for each rule.
///
/// Nobody affirms it here: `affirmation` is a person's signature under claims, and none is given in anybody's name.
public struct CycloneDXDocument {
    private let record: AssessmentRecord
    private let shape: ChecklistShape
    private let texts: EvidenceText

    /// Claims of `record`.
    public init(_ record: AssessmentRecord) {
        self.record = record
        shape = ChecklistShape(record)
        texts = EvidenceText(record)
    }

    /// The document.
    public func bytes() throws(RecordError) -> [UInt8] {
        let identity = UUIDv5.id(record.target.digest ?? record.target.name, record.content.benchmark, record.time, "cyclonedx")
        let document: JSONValue = [
            "bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": .string("urn:uuid:\(identity)"), "version": 1,
            "metadata": [
                "timestamp": .string(record.time),
                "tools": [
                    "components": [
                        ["type": "application", "name": .string(record.tool.name), "version": .string(record.tool.version)]
                    ]
                ], "component": image("image"),
            ], "definitions": ["standards": [standard]],
            "declarations": [
                "assessors": [["bom-ref": "assessor", "thirdParty": false, "organization": ["name": .string(record.tool.name)]]],
                "targets": ["components": [image("target")]], "claims": .array(shape.rules.map(claim)),
                "evidence": .array(shape.rules.map(evidence)),
                "attestations": [
                    [
                        "summary": .string("\(record.content.title), version \(record.content.version), by the files of the image"),
                        "assessor": "assessor", "map": .array(shape.rules.map(conformance)),
                    ]
                ],
            ],
        ]
        return try jsonBytes(document)
    }

    private func image(_ reference: String) -> JSONValue {
        let digest = record.target.digest.flatMap { $0.wholeMatch(of: /sha256:([0-9a-f]{64})/) }.map { String($0.1) }
        return [
            "type": "container", "bom-ref": .string(reference), "name": .string(record.target.name),
            "hashes": digest.map { [["alg": "SHA-256", "content": .string($0)]] },
        ]
    }

    private func reference(_ kind: String, _ rule: ChecklistShape.Rule) -> JSONValue { .string("\(kind):\(rule.id)") }

    private var standard: JSONValue {
        let content = record.content
        return [
            "bom-ref": "standard", "name": .string(content.title), "version": .string(content.version),
            "description": .string(content.description), "owner": .string(content.publisher),
            "requirements": .array(
                shape.rules.map { rule in
                    [
                        "bom-ref": reference("requirement", rule), "identifier": .string(rule.record.version ?? rule.id),
                        "title": .string(rule.record.title),
                        "properties": .array(
                            [("rule", rule.id), ("severity", rule.severity)].map { Self.property($0.0, $0.1) }
                                + rule.record.ccis.map { Self.property("cci", $0) }),
                    ]
                }),
        ]
    }

    private static func property(_ name: String, _ value: String) -> JSONValue {
        ["name": .string("stigready:\(name)"), "value": .string(value)]
    }

    private func claim(_ rule: ChecklistShape.Rule) -> JSONValue {
        let predicate =
            switch ChecklistStatus(result: rule.record.result) {
            case .notAFinding: "The image meets the requirement as far as the rule looks."
            case .open: "The image does not meet the requirement."
            case .notApplicable: "The requirement does not apply to the image."
            case .notReviewed, .error, nil: "Nothing is decided about the requirement."
            }
        return [
            "bom-ref": reference("claim", rule), "target": "target", "predicate": .string(predicate),
            "reasoning": .string(EvidenceText.oneLine(rule.record.sentence)), "evidence": [reference("evidence", rule)],
        ]
    }

    private func evidence(_ rule: ChecklistShape.Rule) -> JSONValue {
        let record = rule.record
        return [
            "bom-ref": reference("evidence", rule), "propertyName": .string("stigready:evidence:\(record.evidence)"),
            "description": .string(record.evidenceHash.map { "SHA-256 of the evidence: \($0)" } ?? "evidence: \(record.evidence)"),
            "created": .string(self.record.time),
            "data": [
                [
                    "name": .string(rule.id),
                    "contents": ["attachment": ["contentType": "text/plain", "content": .string(texts.account(record))]],
                ]
            ],
        ]
    }

    /// A score only where something is decided; what does not apply, or nobody decided, has its reason alone.
    private func conformance(_ rule: ChecklistShape.Rule) -> JSONValue {
        let score: JSONValue? =
            switch ChecklistStatus(result: rule.record.result) {
            case .notAFinding: .integer(1)
            case .open: .integer(0)
            case .notApplicable, .notReviewed, .error, nil: nil
            }
        let claims: JSONValue = [reference("claim", rule)]
        let isCounter = rule.record.result == "fail"
        return [
            "requirement": reference("requirement", rule), "claims": isCounter ? nil : claims, "counterClaims": isCounter ? claims : nil,
            "conformance": ["score": score, "rationale": .string("\(rule.record.result), evidence: \(rule.record.evidence)")],
        ]
    }
}
