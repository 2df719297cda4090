public import Exchange

/// A plan of action and milestones as a new workbook in one of the two layouts of the field; for an eMASS there is ``TemplateWorkbook``.
public enum POAMWorkbook {
    /// The workbook; the header stands in row 7, as readers of such workbooks expect.
    public static func workbook(
        _ items: [POAMItem], of record: AssessmentRecord, layout: POAMColumns.Layout, options: PackageOptions
    ) -> Workbook {
        let columns = POAMColumns.columns(layout)
        func known(_ value: String?) -> String { value ?? POAMItem.placeholder }
        // Column A is empty in eMASS's own workbooks.
        let preamble = [
            ["", "Date Exported:", record.time, "", "", "System Type:", POAMItem.placeholder],
            ["", "Exported By:", "\(record.tool.name) \(record.tool.version)", "", "", "OMB Project ID:", ""],
            ["", "DoD Component:", known(options.organization)],
            ["", "System / Project Name:", record.target.name, "", "", "POC Name:", known(options.name)],
            ["", "DoD IT Registration No:", "", "", "", "POC Phone:", known(options.phone)],
            ["", "", "", "", "", "POC E-Mail:", known(options.email)],
        ]
        let rows = items.map { item in [""] + columns.map { item.text($0.column, options) } }
        return Workbook(
            title: "Plan of action and milestones",
            sheets: [Workbook.Sheet(name: "POA&M", preamble: preamble, header: [""] + columns.map(\.header), rows: rows)])
    }
}
