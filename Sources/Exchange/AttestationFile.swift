public import Answers
internal import Calendar
public import Diagnostics
internal import FoundationEssentials
internal import YAML

/// Attestations as MITRE's SAF tools keep them, in JSON or YAML: what people vouch for on rules, and how often they have to look again.
///
/// A list of `control_id`, `explanation`, `frequency`, `status` (`passed` or `failed`), `updated`, `updated_by`
/// (saf-cli, `attest create`).
public struct AttestationFile: Sendable {
    /// One of them.
    public struct Attestation: Sendable, Hashable {
        /// The rule.
        public var controlID: String
        /// Why, in a person's words.
        public var explanation: String
        /// `annually`, `monthly` and the like, or a number and `d`, `w`, `m` or `y`.
        public var frequency: String
        /// `passed` or `failed`.
        public var status: String
        /// ISO 8601.
        public var updated: String
        /// Who.
        public var updatedBy: String
        /// Where it begins; 0 in JSON.
        public var line: Int
    }

    /// In the order of the file.
    public var attestations: [Attestation]

    /// Reads the file `name`; a first character `[` or `{` makes it JSON.
    ///
    /// - Throws: ``ContentError`` with everything that is wrong with it.
    public init(_ bytes: [UInt8], name: String) throws(ContentError) {
        let first = bytes.first { $0 > 0x20 && $0 < 0x80 }
        let rows: [(line: Int, values: [String: String])]
        if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") {
            rows = try Self.json(bytes, name).map { (0, $0) }
        } else {
            rows = try Self.yaml(bytes, name)
        }
        var diagnostics: [Diagnostic] = []
        attestations = []
        for (number, row) in rows.enumerated() {
            let values = row.values
            func problem(_ message: String) {
                let subject = values["control_id"] ?? "attestation \(number + 1)"
                diagnostics.append(Diagnostic(.error, at: SourceLocation(file: name, line: row.line), about: subject, message))
            }
            let missing = ["control_id", "explanation", "frequency", "status", "updated", "updated_by"].filter {
                values[$0, default: ""].isEmpty
            }
            if !missing.isEmpty {
                problem("\(missing.joined(separator: ", ")) missing; it is no attestation of SAF without")
                continue
            }
            let attestation = Attestation(
                controlID: values["control_id"] ?? "", explanation: values["explanation"] ?? "", frequency: values["frequency"] ?? "",
                status: values["status"] ?? "", updated: values["updated"] ?? "", updatedBy: values["updated_by"] ?? "", line: row.line)
            if !["passed", "failed"].contains(attestation.status) {
                problem("status \"\(attestation.status)\" is neither passed nor failed")
            }
            let day = CalendarDay(attestation.updated)
            if day == nil { problem("updated \"\(attestation.updated)\" is no date; write YYYY-MM-DD") }
            if day != nil && attestation.expires == nil {
                problem("frequency \"\(attestation.frequency)\" is not known; write annually, monthly or the like, or 90d, 2w, 3m, 1y")
            }
            attestations.append(attestation)
        }
        if !diagnostics.isEmpty { throw ContentError(diagnostics) }
    }

    private static func json(_ bytes: [UInt8], _ name: String) throws(ContentError) -> [[String: String]] {
        struct Row: Decodable {
            var control_id: String?
            var explanation: String?
            var frequency: String?
            var status: String?
            var updated: String?
            var updated_by: String?
        }
        struct Wrapper: Decodable { var attestations: [Row] }
        let data = Data(bytes)
        let rows: [Row]
        do { rows = try JSONDecoder().decode([Row].self, from: data) } catch {
            guard let wrapper = try? JSONDecoder().decode(Wrapper.self, from: data) else {
                throw ContentError(
                    about: name, "it is no list of SAF attestations: \(error is DecodingError ? "no JSON of that form" : "\(error)")")
            }
            rows = wrapper.attestations
        }
        return rows.map { row in
            var values: [String: String] = [:]
            values["control_id"] = row.control_id
            values["explanation"] = row.explanation
            values["frequency"] = row.frequency
            values["status"] = row.status
            values["updated"] = row.updated
            values["updated_by"] = row.updated_by
            return values
        }
    }

    private static func yaml(_ bytes: [UInt8], _ name: String) throws(ContentError) -> [(line: Int, values: [String: String])] {
        let root: YAMLNode
        do throws(YAMLError) { root = try YAMLNode(bytes) } catch {
            throw ContentError(at: SourceLocation(file: name, line: error.line), "it cannot be read as YAML: \(error.message)")
        }
        guard let rows = root.sequence ?? root["attestations"]?.sequence else {
            throw ContentError(at: SourceLocation(file: name, line: root.line), "it is no list of SAF attestations")
        }
        return rows.map { row in
            let pairs = (row.mapping ?? []).compactMap { pair in pair.key.text.flatMap { key in pair.value.text.map { (key, $0) } } }
            return (row.line, Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
        }
    }
}

extension AttestationFile.Attestation {
    /// The last day on which it counts; `nil` where the frequency is not known.
    public var expires: String? {
        guard let day = CalendarDay(updated) else { return nil }
        switch frequency {
        case "annually": return day.adding(months: 12).description
        case "semiannually": return day.adding(months: 6).description
        case "quarterly": return day.adding(months: 3).description
        case "monthly": return day.adding(months: 1).description
        case "every2weeks": return day.adding(days: 14).description
        case "weekly": return day.adding(days: 7).description
        case "every3days": return day.adding(days: 3).description
        case "daily": return day.adding(days: 1).description
        default:
            guard let unit = frequency.last, let number = Double(frequency.dropLast()), number > 0, number <= 1000 else { return nil }
            switch unit {
            case "d": return day.adding(days: Int(number)).description
            case "w": return day.adding(days: Int(number * 7)).description
            case "m" where number.rounded() == number: return day.adding(months: Int(number)).description
            case "y" where (number * 12).rounded() == number * 12: return day.adding(months: Int(number * 12)).description
            default: return nil
            }
        }
    }
}

extension AssessmentRecord {
    /// Attestations as answers to the results of this record: what was vouched for holds for the evidence of now.
    ///
    /// - Returns: The answers, and one line for each attestation that could not be taken.
    public func answers(from file: AttestationFile, name: String) -> (answers: [Answer], warnings: [Diagnostic]) {
        var byName: [String: Set<Int>] = [:]
        let rules = withoutAnswers.rules
        for (place, rule) in rules.enumerated() {
            for name in [rule.id] + rule.answerNames { byName[name, default: []].insert(place) }
        }
        var answers: [Answer] = []
        var warnings: [Diagnostic] = []
        var seen: Set<String> = []
        for attestation in file.attestations {
            func warn(_ message: String) {
                warnings.append(
                    Diagnostic(
                        .warning, at: SourceLocation(file: name, line: attestation.line), about: attestation.controlID, message))
            }
            let places = byName[attestation.controlID] ?? []
            guard let place = places.first, places.count == 1, rules.indices.contains(place) else {
                warn(places.isEmpty ? "no rule of these results has this id; left out" : "\(places.count) rules have this id; left out")
                continue
            }
            let rule = rules[place]
            guard seen.insert(rule.id).inserted else {
                warn("another attestation of the file is of the same rule; left out")
                continue
            }
            let passed = attestation.status == "passed"
            if rule.result == (passed ? "pass" : "fail") {
                warn("the rule is \(rule.result) without it; left out")
                continue
            }
            answers.append(
                Answer(
                    rule: rule.id, when: rule.result, evidence: rule.evidenceHash, set: passed ? .notAFinding : .open,
                    as: passed ? .attested : .doesNotMeet, justification: attestation.explanation,
                    evidenceReference: passed
                        ? "SAF attestation of \(attestation.controlID) in \(name), updated \(attestation.updated)" : nil,
                    by: attestation.updatedBy, date: CalendarDay(attestation.updated)?.description ?? attestation.updated,
                    expires: attestation.expires, file: name, line: attestation.line))
        }
        return (answers, warnings)
    }
}
