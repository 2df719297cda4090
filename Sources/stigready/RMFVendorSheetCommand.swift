internal import ArgumentParser
internal import Diagnostics
internal import Exchange
internal import SCAP

/// `stigready rmf vendor-sheet`: DISA's sheet for vendors.
struct RMFVendorSheetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vendor-sheet", abstract: "DISA's sheet for vendors, 17 columns (CSV).",
        discussion: """
            Writes vendor-sheet.csv, a row for each rule. The columns in DISA's own words (SRG Requirement, SRG VulDiscussion, SRG
            Check, SRG Fix) are filled from your copy of the SRG (--srg), else they are empty. A rule that fails is 'Does Not Meet':
            the sheet says how the image stands as it is delivered. What was not decided is 'Not Yet Determined', which DISA does not
            take: a person decides it first.
            """)
    @OptionGroup var options: RMFOptions
    @Option(name: .customLong("srg"), help: ArgumentHelp("XCCDF file of the SRG or STIG, as DISA publishes it.", valueName: "file"))
    var srg: String?

    func run() async throws {
        let input = try await options.input()
        var requirements: SRGDocument?
        if let srg {
            let document = try ContentLoader.files().document(srg)
            do throws(RecordError) { requirements = try SRGDocument(document) } catch { throw ContentError(error.description) }
            Console.note("note: \(srg): \(requirements?.title ?? ""), \(requirements?.count ?? 0) requirements")
        } else {
            Console.note("note: the columns in DISA's words are empty; name your copy of the SRG with --srg")
        }
        let sheet = input.output.vendorSheet(findings: input.findings, srg: requirements)
        try options.write([RMFFile("vendor-sheet.csv") { () throws(ContentError) in sheet }])
    }
}
