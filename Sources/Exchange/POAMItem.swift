public import RMF

/// One item of a plan of action and milestones: a rule that fails.
///
/// The forms of it, by workbook, CSV, eMASS and OSCAL, are made from this alone.
public struct POAMItem: Sendable {
    /// eMASS's words for the state of an item; of its five an assessment can know two.
    public enum Status: String, Sendable {
        case ongoing = "Ongoing"
        case riskAccepted = "Risk Accepted"
    }

    /// The rule.
    public var rule: RuleRecord
    /// The controls it maps to, in the catalogue's order.
    public var controls: [ControlID]
    /// What a person decided of it.
    public var status: Status
    /// The content it was found by, with its version, and the tool.
    public var source: String
    /// The image by name and digest.
    public var device: String
    /// The result it is taken from.
    public var evidence: String

    /// Takes every part as it is.
    public init(
        rule: RuleRecord, controls: [ControlID], status: Status, source: String, device: String, evidence: String
    ) {
        self.rule = rule
        self.controls = controls
        self.status = status
        self.source = source
        self.device = device
        self.evidence = evidence
    }

    /// The ids that a person or a scanner looks a rule up by.
    public var securityChecks: String {
        var seen: Set<String> = []
        return [rule.group, rule.version, rule.id].compactMap { $0 }.filter { !$0.isEmpty && seen.insert($0).inserted }.map(PlainText.line)
            .joined(separator: ", ")
    }

    /// Its severity, in eMASS's words.
    public var severity: String {
        switch Category(severity: rule.severity) {
        case .i: "High"
        case .ii: "Moderate"
        case .iii: "Low"
        }
    }

    /// `I`, `II`, `III`.
    public var category: String {
        switch Category(severity: rule.severity) {
        case .i: "I"
        case .ii: "II"
        case .iii: "III"
        }
    }

    /// Title, and what was found.
    public var description: String {
        [PlainText.line(rule.title), rule.sentence.isEmpty ? "" : "Found: \(PlainText.line(rule.sentence))"].filter { !$0.isEmpty }
            .joined(separator: "\n")
    }

    /// CCIs, evidence, and the decision of a person.
    public var comments: String {
        var lines: [String] = []
        if !rule.ccis.isEmpty { lines.append(rule.ccis.map(PlainText.line).joined(separator: ", ")) }
        if let answer = rule.answer, answer.voidBecause == nil {
            lines.append(
                PlainText.line("\(answer.as.replacing("_", with: " ")) by \(answer.by), \(answer.date): \(answer.justification)"))
            if let expires = answer.expires { lines.append("until \(PlainText.line(expires))") }
            if let reference = answer.reference { lines.append(PlainText.line(reference)) }
        }
        lines.append("Evidence: \(evidence)" + (rule.evidenceHash.map { ", evidence of the rule SHA-256 \($0)" } ?? ""))
        return lines.joined(separator: "\n")
    }

    /// What to do, in the content's words.
    public var recommendations: String { PlainText.lines(rule.fix) }
}

extension AssessmentRecord {
    /// An item for each rule that fails and maps to a control of `findings`; where those are not limited, for every rule that fails.
    public func poamItems(_ findings: ControlFindings, evidence: String) -> [POAMItem] {
        var controls: [String: [ControlID]] = [:]
        for finding in findings.findings {
            for rule in Set(finding.rules.map(\.ruleID)) { controls[rule, default: []].append(finding.control) }
        }
        let release = content.release.map { ", \(PlainText.line($0))" } ?? ""
        let source =
            "\(PlainText.line(content.title)), version \(PlainText.line(content.version))\(release), assessed by \(tool.name) \(tool.version)"
        let device = PlainText.line(target.name) + (target.digest.map { " (\(PlainText.line($0)))" } ?? "")
        return rules.filter { $0.result == "fail" && (findings.selection == nil || controls[$0.id] != nil) }.map { rule in
            let isAccepted = rule.answer.map { $0.voidBecause == nil && $0.as == "risk_accepted" } ?? false
            return POAMItem(
                rule: rule, controls: controls[rule.id] ?? [], status: isAccepted ? .riskAccepted : .ongoing, source: source,
                device: device,
                evidence: evidence)
        }
    }
}
