internal import XML

/// The results as a report of tests, which every build server shows: one test case for each result of a rule.
///
/// What nobody decided is skipped and never passed. Readers agree on no schema; the elements here are those that all of them know.
public struct JUnitDocument {
    private let record: AssessmentRecord

    /// A report of `record`.
    public init(_ record: AssessmentRecord) { self.record = record }

    /// The document.
    public func bytes() -> [UInt8] {
        let outcomes = record.rules.map(Outcome.init)
        func count(_ name: String) -> String { String(outcomes.count { $0.element == name }) }
        let counts = (tests: String(outcomes.count), failures: count("failure"), errors: count("error"), skipped: count("skipped"))
        var writer = XMLWriter()
        writer.start(
            "testsuites",
            [
                "name": record.content.title, "tests": counts.tests, "failures": counts.failures, "errors": counts.errors,
                "skipped": counts.skipped, "time": "0",
            ])
        // Readers take no time zone; the time is UTC as everywhere.
        let time = record.time.hasSuffix("Z") ? String(record.time.dropLast()) : record.time
        writer.start(
            "testsuite",
            [
                "name": record.target.name, "timestamp": time, "tests": counts.tests, "failures": counts.failures, "errors": counts.errors,
                "skipped": counts.skipped, "time": "0",
            ])
        writer.element("properties") { writer in
            for (name, value) in properties {
                if let value, !value.isEmpty { writer.element("property", ["name": name, "value": value]) }
            }
        }
        let texts = EvidenceText(record)
        for (rule, outcome) in zip(record.rules, outcomes) {
            writer.start(
                "testcase", ["classname": "\(record.content.benchmark).\(rule.categoryName)", "name": name(of: rule), "time": "0"])
            if let element = outcome.element {
                writer.element(
                    element, ["message": outcome.message, "type": element == "skipped" ? nil : rule.categoryName],
                    text: texts.account(rule))
            } else {
                writer.element("system-out", text: EvidenceText.oneLine(rule.sentence))
            }
            writer.end()
        }
        writer.end()
        writer.end()
        return writer.bytes
    }

    private var properties: KeyValuePairs<String, String?> {
        [
            "image": record.target.name, "digest": record.target.digest, "benchmark": record.content.benchmark,
            "version": record.content.version, "release": record.content.release, "profile": record.content.profile,
            "content-sha256": record.content.sha256, "tool": "\(record.tool.name) \(record.tool.version)",
        ]
    }

    private func name(of rule: RuleRecord) -> String { "\(rule.version.map { "\($0): " } ?? "")\(rule.title) (\(rule.id))" }

    /// What a build server makes of a result.
    private struct Outcome {
        /// The element inside the test case; `nil` where it passed.
        var element: String?
        var message: String

        init(_ rule: RuleRecord) {
            let what: String
            switch rule.result {
            case "pass", "fixed": (element, what) = (nil, "pass")
            case "fail": (element, what) = ("failure", rule.categoryName)
            case "error": (element, what) = ("error", "error")
            case "notapplicable": (element, what) = ("skipped", rule.isProven ? "not applicable" : "not applicable, not proven")
            case "notchecked": (element, what) = ("skipped", "to be decided by a person")
            default: (element, what) = ("skipped", "not decided")
            }
            message = rule.sentence.isEmpty ? what : "\(what): \(EvidenceText.oneLine(rule.sentence))"
        }
    }
}
