/// What is said of an image, bound to its digest: in-toto Statements v1, unsigned, as the payload that `cosign` and other signers take.
///
/// The payload type of the envelope is `application/vnd.in-toto+json`; the envelope itself is the signer's, since it is none without a
/// signature.
public struct InTotoStatement {
    private let record: AssessmentRecord
    private let digest: String

    /// Statements on the image of `record`.
    ///
    /// - Throws: ``RecordError`` where the image has no digest, as a directory has none: there is nothing to bind a statement to.
    public init(_ record: AssessmentRecord) throws(RecordError) {
        self.record = record
        digest = try Self.digest(of: record)
    }

    /// SHA-256 of the image's manifest as 64 hexadecimal digits; with the prefix `sha256:` no verifier would find it.
    static func digest(of record: AssessmentRecord) throws(RecordError) -> String {
        guard let digest = record.target.digest else {
            throw RecordError(
                "\(record.target.name) has no digest to bind a statement to; assess the image as OCI layout or archive, not as \(record.target.source)"
            )
        }
        guard let match = digest.wholeMatch(of: /sha256:([0-9a-f]{64})/) else {
            throw RecordError("the digest \"\(digest)\" of \(record.target.name) is no SHA-256; a statement cannot be bound to it")
        }
        return String(match.1)
    }

    /// Test result, v0.1: which rules pass, which fail, and which nobody decided. Rules that are proven not to apply are in no list.
    public func testResult() throws(RecordError) -> [UInt8] {
        var (passed, warned, failed): ([String], [String], [String]) = ([], [], [])
        for rule in ChecklistShape(record).rules {
            let name = rule.record.version.map { "\($0) \(rule.id)" } ?? rule.id
            switch ChecklistStatus(result: rule.record.result) {
            case .notAFinding: passed.append(name)
            case .open: failed.append(name)
            case .notApplicable: if !rule.record.isProven && rule.record.evidence != "answer" { warned.append(name) }
            case .notReviewed, .error, nil: warned.append(name)
            }
        }
        // Nothing that passed is nothing to pass with.
        let result = !failed.isEmpty ? "FAILED" : !warned.isEmpty || passed.isEmpty ? "WARNED" : "PASSED"
        return try statement(
            "https://in-toto.io/attestation/test-result/v0.1",
            [
                "result": .string(result),
                "configuration": [["name": .string(record.content.file), "digest": ["sha256": .string(record.content.sha256)]]],
                "passedTests": JSONValue(passed), "warnedTests": JSONValue(warned), "failedTests": JSONValue(failed),
            ])
    }

    /// The whole result as the predicate: what `results.json` holds, with its schema.
    public func assessment() throws(RecordError) -> [UInt8] {
        struct Statement: Encodable {
            var _type = InTotoStatement.type
            var subject: JSONValue
            var predicateType: String
            var predicate: AssessmentRecord
        }
        return try jsonBytes(Statement(subject: subject, predicateType: Self.assessmentType, predicate: record))
    }

    static let type = "https://in-toto.io/Statement/v1"
    /// The type of our own predicate; it changes with ``AssessmentRecord/version``.
    static let assessmentType = "urn:stigready:predicate:assessment:1"

    private var subject: JSONValue { [["name": .string(record.target.name), "digest": ["sha256": .string(digest)]]] }

    private func statement(_ type: String, _ predicate: JSONValue) throws(RecordError) -> [UInt8] {
        try jsonBytes(
            ["_type": .string(Self.type), "subject": subject, "predicateType": .string(type), "predicate": predicate] as JSONValue)
    }
}
