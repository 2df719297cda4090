internal import ArgumentParser
internal import Diagnostics
internal import Exchange
internal import SCAP
internal import Workbooks

/// `stigready rmf poam`: the plan of action and milestones for rules that fail.
struct RMFPOAMCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "poam", abstract: "Plan of action and milestones, an item for each rule that fails: workbook and CSV.",
        discussion: """
            Writes poam.csv and poam.xlsx. eMASS takes no workbook but one of its own current layout: export a POA&M from your
            eMASS and name it with --template. It is filled below what it holds; columns are found by the texts of their headers,
            those that are not known here stay as they are.
            Risk, likelihood, impact, mitigations and resources are people's judgement and stay empty. A rule whose risk an answer
            accepted is an item 'Risk Accepted' without dates.

            EXAMPLES:
              stigready rmf poam stigready-results/results.json -o poam.xlsx
              stigready rmf poam stigready-results/results.json --poc-org ISSO > poam.csv
            """)
    @OptionGroup var options: RMFOptions
    @OptionGroup(title: "People and dates") var package: PackageOption
    @Option(
        name: .customLong("template"),
        help: ArgumentHelp("POA&M workbook exported from your eMASS, to be filled; it is read only.", valueName: "file"))
    var template: String?
    @Option(
        name: .customLong("columns"), help: ArgumentHelp("Layout of a new workbook and of the CSV: 26 or 21 columns.", valueName: "number"))
    var columns = 26

    func validate() throws {
        guard POAMColumns.Layout(rawValue: columns) != nil else { throw ValidationError("--columns takes 21 or 26") }
    }

    func run() async throws {
        let input = try await options.input()
        let people = package.options
        let layout = POAMColumns.Layout(rawValue: columns) ?? .columns26
        let items = input.record.poamItems(input.findings, evidence: try input.output.evidenceText())
        let filled = try template.map { try fill($0, items, people) }
        if people.organization == nil || people.scheduledCompletion == nil, !items.isEmpty {
            Console.note(
                "note: people and dates that were not given stand as '\(POAMItem.placeholder)'; give --poc-org, --poc-name and --scheduled-completion"
            )
        }
        try options.write([
            RMFFile("poam.csv") { () throws(ContentError) in POAMTable.csv(items, layout: layout, options: people) },
            RMFFile("poam\(Self.ending(template))") { () throws(ContentError) in
                if let filled { return filled }
                return try POAMWorkbook.workbook(items, of: input.record, layout: layout, options: people).content()
            },
        ])
    }

    /// A workbook with macros keeps its ending, else Excel refuses it.
    private static func ending(_ template: String?) -> String { template?.lowercased().hasSuffix(".xlsm") ?? false ? ".xlsm" : ".xlsx" }

    private func fill(_ path: String, _ items: [POAMItem], _ people: PackageOptions) throws(ContentError) -> [UInt8] {
        let bytes = try ContentLoader.files().bytes(path)
        do throws(WorkbookError) {
            var workbook = try TemplateWorkbook(bytes, name: path)
            if !workbook.unmapped.isEmpty {
                Console.note("note: \(path): left as they are: columns \(workbook.unmapped.map { "'\($0)'" }.joined(separator: ", "))")
            }
            return try workbook.filled(items, options: people)
        } catch { throw ContentError(error.description) }
    }
}
