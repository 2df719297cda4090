internal import RMF

extension EMASSDocument {
    /// The image as a container with the result of every rule.
    func containerScanResults(_ form: inout EMASSForm) -> JSONValue {
        guard let time = unixTime(record.time) else {
            form.report("time", "is no time in the result; run the scan again")
            return []
        }
        var tags: [String: JSONValue] = ["tool": .string("\(record.tool.name) \(record.tool.version)")]
        if let digest = record.target.digest { tags["digest"] = .string(PlainText.line(digest)) }
        if !record.target.tags.isEmpty { tags["image"] = .string(PlainText.line(record.target.tags.joined(separator: ", "))) }
        if !record.target.osName.isEmpty { tags["operatingSystem"] = .string(PlainText.line(record.target.osName)) }
        tags["result"] = .string(PlainText.line(evidence))
        let name = PlainText.line(record.target.name)
        return [
            [
                "containerId": .string(PlainText.line(record.target.digest ?? record.target.name)),
                "containerName": .string(name.isEmpty ? "unnamed" : name), "time": .integer(Int(time)), "tags": .object(tags),
                "benchmarks": [
                    [
                        "benchmark": .string(Self.benchmark(record.content.benchmark)),
                        "version": JSONValue(stated: PlainText.line(record.content.version)),
                        "release": JSONValue(stated: Self.release(record.content.release)), "isBaseline": .bool(false),
                        "results": .array(record.rules.map { result($0, time) }),
                    ]
                ],
            ]
        ]
    }

    private func result(_ rule: RuleRecord, _ time: Int64) -> JSONValue {
        let message = rule.sentence.isEmpty ? rule.result : rule.sentence
        return [
            "ruleId": .string(Self.ruleID(rule.id)), "status": .string(Self.status(rule)), "lastSeen": .integer(Int(time)),
            "message": .string(PlainText.cut(PlainText.line(message), to: 2_000)),
        ]
    }

    /// eMASS's word for a result.
    ///
    /// `Pass` only by evidence or a person's answer: what rests on nothing was not checked.
    static func status(_ rule: RuleRecord) -> String {
        switch rule.result {
        case "pass", "fixed": rule.finding.standing == .passing ? "Pass" : "Not Checked"
        case "fail": "Fail"
        case "notapplicable": "Not Applicable"
        case "notchecked": "Not Reviewed"
        case "unknown", "error": "Not Checked"
        default: "Other"
        }
    }

    /// `SV-…_rule` of an id in DISA's long form; any other as it is.
    static func ruleID(_ id: String) -> String {
        let prefix = "xccdf_mil.disa.stig_rule_"
        return PlainText.line(id.hasPrefix(prefix) ? String(id.dropFirst(prefix.count)) : id)
    }

    static func benchmark(_ id: String) -> String {
        let prefix = "xccdf_mil.disa.stig_benchmark_"
        return PlainText.line(id.hasPrefix(prefix) ? String(id.dropFirst(prefix.count)) : id)
    }

    /// The number in `Release: 3 Benchmark Date: 02 Jul 2025`.
    static func release(_ text: String?) -> String? {
        guard let text, text.hasPrefix("Release: ") else { return nil }
        let number = text.dropFirst(9).prefix { ("0"..."9").contains($0) || $0 == "." }
        return number.isEmpty ? nil : String(number)
    }
}
