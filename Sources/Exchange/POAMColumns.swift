internal import RMF

/// The columns of workbooks for plans of action and milestones, by the texts of their headers.
///
/// eMASS takes no layout but that of its own current export, which differs between releases and services; therefore columns are found by
/// text. The two layouts here are those in the field: 21 columns (MITRE saf's sample) and 26 (STIG Manager's).
public struct POAMColumns: Sendable {
    /// What a column holds.
    public enum Column: Sendable, CaseIterable {
        case description, controls, office, securityChecks, resources, scheduledCompletion, milestone, source, sourceDetails, status,
            comments
        case rawSeverity, devices, severity, recommendations
        case milestoneStatus, milestoneScheduled
        /// Left to people: risk and its acceptance, mitigations, costs, ids that eMASS gives.
        case blank
    }

    /// The header as it is written.
    public var header: String
    /// What stands under it.
    public var column: Column

    /// `21` or `26`.
    public enum Layout: Int, Sendable, CaseIterable {
        case columns21 = 21
        case columns26 = 26
    }

    /// The columns of a layout, from left to right.
    public static func columns(_ layout: Layout) -> [POAMColumns] {
        let headers =
            switch layout {
            case .columns21:
                [
                    "POA&M Item ID", "Control Vulnerability Description", "Security Control Number (NC/NA controls only)", "Office/Org",
                    "Security Checks", "Resources Required", "Scheduled Completion Date", "Milestone with Completion Dates",
                    "Milestone Changes", "Source Identifying Vulnerability", "Status", "Comments", "Raw Severity", "Mitigations",
                    "Severity",
                    "Relevance of Threat", "Likelihood", "Impact", "Impact Description", "Residual Risk Level", "Recommendations",
                ]
            case .columns26:
                [
                    "POA&M Item ID", "Control Vulnerability Description", "Security Control Number (NC/NA controls only)", "Office/Org",
                    "Security Checks", "Resources Required", "Scheduled Completion Date", "Milestone ID", "Milestone with Completion Dates",
                    "Milestone Changes", "Source Identifying Vulnerability", "Status", "Comments", "Raw Severity", "Devices Affected",
                    "Mitigations", "Predisposing Conditions", "Severity", "Relevance of Threat", "Threat Description", "Likelihood",
                    "Impact",
                    "Impact Description", "Residual Risk Level", "Recommendations", "Resulting Residual Risk after Proposed Mitigations",
                ]
            }
        return headers.map { POAMColumns(header: $0, column: column(for: $0) ?? .blank) }
    }

    /// What stands under a header of a user's workbook; `nil` where the text is none that is known.
    public static func column(for header: String) -> Column? { known[normalized(header)] }

    /// Small letters and digits alone: exports differ in spaces, stars and brackets.
    static func normalized(_ header: String) -> String {
        // What is in brackets is a hint for people: "(NC/NA controls only)".
        let text = header.prefix { $0 != "(" }
        return String(text.lowercased().unicodeScalars.filter { ("a"..."z").contains($0) || ("0"..."9").contains($0) }.map(Character.init))
    }

    private static let known: [String: Column] = [
        "controlvulnerabilitydescription": .description,
        "securitycontrolnumber": .controls, "controlsaps": .controls, "controls": .controls, "securitycontrol": .controls,
        "officeorg": .office,
        "securitychecks": .securityChecks,
        "resourcesrequired": .resources, "resources": .resources,
        "scheduledcompletiondate": .scheduledCompletion, "poamscheduledcompletiondate": .scheduledCompletion,
        "milestonewithcompletiondates": .milestone, "milestoneswithcompletiondates": .milestone, "milestonedescription": .milestone,
        "milestonestatus": .milestoneStatus, "milestonescheduledcompletiondate": .milestoneScheduled,
        "sourceidentifyingvulnerability": .source, "sourceidentifyingcontrolvulnerability": .source, "identificationsource": .source,
        "identificationsourcedetails": .sourceDetails,
        "status": .status, "poamstatus": .status,
        "comments": .comments,
        "rawseverity": .rawSeverity, "rawseverityvalue": .rawSeverity,
        "devicesaffected": .devices, "assetsaffected": .devices,
        "severity": .severity, "severityvalue": .severity,
        "recommendations": .recommendations,
        "poamitemid": .blank, "milestoneid": .blank, "milestonechanges": .blank, "mitigations": .blank, "predisposingconditions": .blank,
        "relevanceofthreat": .blank, "threatdescription": .blank, "likelihood": .blank, "impact": .blank, "impactdescription": .blank,
        "residualrisklevel": .blank, "resultingresidualriskafterproposedmitigations": .blank,
    ]
}

extension POAMItem {
    /// A person or a date that nobody gave.
    public static let placeholder = "[to be completed]"

    /// The text of a cell.
    ///
    /// - Parameter placeholders: Whether what is not known is said in the cell; else it stays empty.
    public func text(_ column: POAMColumns.Column, _ options: PackageOptions, placeholders: Bool = true) -> String {
        let missing = placeholders ? Self.placeholder : ""
        let due = options.scheduledCompletion?.american
        return switch column {
        case .description: PlainText.cut(description, to: 2_000)
        case .controls: controls.map(\.description).joined(separator: ", ")
        case .office: contact(options) ?? missing
        case .securityChecks: securityChecks
        case .resources: missing
        // An accepted risk has neither dates nor milestones.
        case .scheduledCompletion, .milestoneScheduled: status == .riskAccepted ? "" : due ?? missing
        case .milestone: status == .riskAccepted ? "" : milestone + (due.map { ", \($0)" } ?? "")
        case .milestoneStatus: status == .riskAccepted ? "" : "Pending"
        case .source: source
        case .sourceDetails: securityChecks
        case .status: status.rawValue
        case .comments: PlainText.cut(comments, to: 2_000)
        case .rawSeverity: category
        case .devices: device
        case .severity: severity
        case .recommendations: PlainText.cut(recommendations, to: 2_000)
        case .blank: ""
        }
    }

    /// The one step that an assessment knows of.
    var milestone: String { "Correct the finding and assess again" }

    private func contact(_ options: PackageOptions) -> String? {
        let parts = [options.organization, options.name, options.phone, options.email].compactMap { $0 }.filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.map(PlainText.line).joined(separator: "\n")
    }
}

/// A plan of action and milestones as comma-separated values.
public enum POAMTable {
    /// One row an item, in the columns of `layout`.
    public static func csv(_ items: [POAMItem], layout: POAMColumns.Layout, options: PackageOptions) -> [UInt8] {
        let columns = POAMColumns.columns(layout)
        return CSVTable(header: columns.map(\.header), rows: items.map { item in columns.map { item.text($0.column, options) } }).bytes
    }
}
