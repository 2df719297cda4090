internal import XML

/// Findings as SARIF 2.1.0, for code scanning: what is open and what nobody decided, each at a file of the image.
///
/// Services that show SARIF make an alert of every result, whatever its kind; rules that pass or do not apply stand among the rules, and
/// their number in the properties of the run.
public struct SARIFDocument {
    private let record: AssessmentRecord

    /// Findings of `record`.
    public init(_ record: AssessmentRecord) { self.record = record }

    /// The document.
    public func bytes() throws(RecordError) -> [UInt8] {
        var order: [String: Int] = [:]
        var descriptors: [JSONValue] = []
        for rule in record.rules where order[rule.id] == nil {
            order[rule.id] = descriptors.count
            descriptors.append(descriptor(rule))
        }
        let driver: JSONValue = [
            "name": .string(record.tool.name), "version": .string(record.tool.version), "rules": .array(descriptors),
        ]
        let run: JSONValue = [
            "tool": ["driver": driver], "columnKind": "utf16CodeUnits",
            "originalUriBaseIds": ["IMAGE": ["description": ["text": .string("The root of the image \(record.target.name)")]]],
            "invocations": [["executionSuccessful": true, "endTimeUtc": .string(record.time)]],
            "results": .array(record.rules.compactMap { result($0, at: order[$0.id] ?? 0) }),
            "automationDetails": ["id": .string("\(record.content.benchmark)/")],
            "properties": [
                "image": .string(record.target.name), "digest": record.target.digest.map(JSONValue.string),
                "benchmark": .string(record.content.benchmark), "benchmarkVersion": .string(record.content.version),
                "contentSHA256": .string(record.content.sha256), "counts": counts,
            ],
        ]
        return try jsonBytes(
            ["$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]] as JSONValue)
    }

    /// How many rules have each result.
    private var counts: JSONValue {
        .object(Dictionary(grouping: record.rules, by: \.result).mapValues { .integer($0.count) })
    }

    private func descriptor(_ rule: RuleRecord) -> JSONValue {
        [
            "id": .string(rule.id), "name": rule.version.map(JSONValue.string),
            "shortDescription": ["text": .string(text(rule.title, rule))],
            "fullDescription": ["text": .string(text(rule.discussion, rule))], "help": ["text": .string(text(rule.fix, rule))],
            "defaultConfiguration": ["level": .string(level(rule))],
            "properties": [
                "tags": JSONValue([rule.categoryName] + rule.ccis), "severity": .string(rule.severity),
                // GitHub's scale of 0 to 10; the middle of each of its ranges.
                "security-severity": .string(["8.0", "5.5", "2.0"][min(max(rule.category, 1), 3) - 1]),
            ],
        ]
    }

    /// A message of SARIF is not empty.
    private func text(_ text: String, _ rule: RuleRecord) -> String { text.isEmpty ? (rule.title.isEmpty ? rule.id : rule.title) : text }

    private func level(_ rule: RuleRecord) -> String {
        switch rule.category {
        case 1: "error"
        case 2: "warning"
        default: "note"
        }
    }

    private func result(_ rule: RuleRecord, at index: Int) -> JSONValue? {
        let kind: String
        switch rule.result {
        case "fail": kind = "fail"
        case "notchecked", "informational": kind = "review"
        case "error", "unknown": kind = "open"
        default: return nil
        }
        let sentence = rule.sentence.isEmpty ? "\(rule.title): \(rule.result)" : rule.sentence
        return [
            "ruleId": .string(rule.id), "ruleIndex": .integer(index), "kind": .string(kind),
            // The specification's word for every kind but `fail` (3.27.10).
            "level": .string(kind == "fail" ? level(rule) : "none"), "message": ["text": .string(sentence)],
            "locations": .array(locations(rule)), "fingerprints": rule.evidenceHash.map { ["evidenceSHA256/v1": .string($0)] },
            "partialFingerprints": ["rule/v1": .string(UUIDv5.id(record.content.benchmark, rule.id))],
            "suppressions": suppressions(rule),
            "properties": [
                "result": .string(rule.result), "evidence": .string(rule.evidence),
                "responsibility": rule.responsibility.map(JSONValue.string),
            ],
        ]
    }

    /// A person who accepts a risk leaves the finding open, and the alert with it accepted.
    private func suppressions(_ rule: RuleRecord) -> JSONValue? {
        guard let answer = rule.answer, answer.voidBecause == nil, answer.as == "risk_accepted" else { return nil }
        return [["kind": "external", "status": "accepted", "justification": .string(answer.justification)]]
    }

    /// At most ten files that are not as expected; the root of the image where a rule is about none.
    private func locations(_ rule: RuleRecord) -> [JSONValue] {
        let found = rule.tests.filter { $0.result == "false" }.flatMap(\.found).filter { $0.path.hasPrefix("/") }
        var seen: Set<String> = []
        let places = found.filter { seen.insert("\($0.path):\($0.line ?? 0)").inserted }.prefix(10)
        if places.isEmpty { return [location("./", line: nil)] }
        return places.map { item in
            location(Self.relative(item.path), line: item.line)
        }
    }

    /// A path below the root of the image as relative URI, in which `%`, `?` and `#` are letters of a name.
    private static func relative(_ path: String) -> String {
        let name = path.drop { $0 == "/" }.replacing("%", with: "%25").replacing("?", with: "%3F").replacing("#", with: "%23")
        let escaped = XSDText.anyURI(String(name))
        // A colon in the first part would make a scheme of it.
        return escaped.isEmpty || escaped.prefix(while: { $0 != "/" }).contains(":") ? "./\(escaped)" : escaped
    }

    private func location(_ path: String, line: Int?) -> JSONValue {
        [
            "physicalLocation": [
                "artifactLocation": ["uri": .string(path), "uriBaseId": "IMAGE"],
                "region": line.flatMap { $0 > 0 ? ["startLine": .integer($0)] : nil },
            ]
        ]
    }
}
