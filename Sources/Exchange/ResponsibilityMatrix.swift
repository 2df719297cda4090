public import RMF

/// Who has to do what, control by control: tables for the workbooks and the comma-separated values.
public enum ResponsibilityMatrix {
    /// A table with its name.
    public struct Table: Sendable {
        /// The name of the sheet.
        public var name: String
        /// The names of the columns.
        public var header: [String]
        /// A text for each column.
        public var rows: [[String]]

        /// As comma-separated values.
        public var csv: [UInt8] { CSVTable(header: header, rows: rows).bytes }
    }

    /// One row a control: who is responsible, by how many rules, and what each has to do.
    public static func controls(_ findings: ControlFindings) -> Table {
        let words = ControlResponse.words
        return Table(
            name: "Responsibility",
            header: ["Control", "Title", "Baselines", "Designation (draft)", "Origination", "Rules"] + words + [
                "not stated", "Provided by", "What the deployer must do",
            ],
            rows: findings.responses.map { response in
                let finding = response.finding
                let counts = Dictionary(grouping: finding.rules, by: { $0.responsibility ?? "" }).mapValues(\.count)
                let other = counts.filter { !words.contains($0.key) }.values.reduce(0, +)
                func number(_ count: Int?) -> String { count.map { $0 == 0 ? "" : String($0) } ?? "" }
                return [
                    "\(finding.control)", finding.title, finding.baselines.map(\.rawValue).joined(separator: ", "),
                    response.designation.rawValue, response.origin.rawValue, response.standing,
                ] + words.map { number(counts[$0]) } + [
                    number(other), response.providers.joined(separator: "\n"), lines(response.deployer),
                ]
            })
    }

    /// One row a rule and control.
    public static func rules(_ findings: ControlFindings) -> Table {
        Table(
            name: "Rules",
            header: [
                "Control", "Rule", "Title", "Category", "Result", "Evidence", "Responsibility", "Provided by", "What the deployer must do",
                "Found", "CCIs", "Evidence SHA-256",
            ],
            rows: findings.findings.flatMap { finding in
                finding.rules.map { rule in
                    [
                        "\(finding.control)", rule.ruleID, rule.title, rule.category.description, rule.result, rule.evidence.rawValue,
                        rule.responsibility ?? "", rule.provider ?? "", rule.deployer ?? "", rule.sentences.joined(separator: "\n"),
                        rule.ccis.joined(separator: ", "), rule.evidenceHash ?? "",
                    ]
                }
            })
    }

    /// One row a control: the draft of the response.
    public static func responses(_ findings: ControlFindings, evidence: String) -> Table {
        Table(
            name: "Control responses",
            header: [
                "Control", "Title", "Family", "Baselines", "Statement parts", "CCIs", "Draft status", "Rules", "How the image meets it",
                "Open",
                "Not applicable, and why", "What the deployer must do", "Responsibility", "Provided by", "Evidence", "Assessor",
            ],
            rows: findings.responses.map { response in
                let finding = response.finding
                return [
                    "\(finding.control)", finding.title, finding.familyTitle, finding.baselines.map(\.rawValue).joined(separator: ", "),
                    finding.statements.map(\.description).joined(separator: ", "), finding.ccis.joined(separator: ", "),
                    response.status.rawValue, response.standing, lines(response.met), lines(response.open), lines(response.notApplicable),
                    lines(response.deployer), response.responsibilities.joined(separator: ", "), response.providers.joined(separator: "\n"),
                    evidence, POAMItem.placeholder,
                ]
            })
    }

    private static func lines(_ points: [ControlResponse.Point]) -> String {
        points.map { "\(PlainText.line($0.ruleID)): \($0.sentences.map(PlainText.line).joined(separator: "; "))" }.joined(separator: "\n")
    }
}
