internal import ArgumentParser
internal import Diagnostics
internal import Exchange
internal import RMF
internal import Workbooks

/// `stigready rmf responses`: drafts of control responses.
struct RMFResponsesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "responses", abstract: "Drafts of control responses: Markdown, a file for each control, and a workbook.",
        discussion: """
            Writes control-responses.md, controls/<control>.md, control-responses.xlsx and control-responses.csv. Each response
            says what rules show and what they rest on, what is open, what does not apply and who provides it, and what remains
            for the deployer; the assessor's part is a placeholder.
            """)
    @OptionGroup var options: RMFOptions

    func run() async throws {
        let input = try await options.input()
        let evidence = try input.output.evidenceText()
        let responses = ControlResponses(input.findings, subject: try input.output.subject())
        let table = ResponsibilityMatrix.responses(input.findings, evidence: evidence)
        var files = [
            RMFFile("control-responses.md") { () throws(ContentError) in Array(responses.markdown.utf8) },
            RMFFile("control-responses.csv") { () throws(ContentError) in table.csv },
            RMFFile("control-responses.xlsx") { () throws(ContentError) in
                try Workbook(title: "Control responses", tables: [table, ResponsibilityMatrix.rules(input.findings)]).content()
            },
        ]
        for page in responses.pages {
            files.append(RMFFile("controls/\(page.name)") { () throws(ContentError) in Array(page.markdown.utf8) })
        }
        try options.write(files)
    }
}

/// `stigready rmf matrix`: who has to do what.
struct RMFMatrixCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matrix", abstract: "Responsibility matrix: who has to do what, control by control.",
        discussion: """
            Writes responsibility-matrix.csv and responsibility-matrix.xlsx. Who is responsible is what the content says of each
            rule; designations are drafts, since only the owner of a system knows its providers.
            """)
    @OptionGroup var options: RMFOptions

    func run() async throws {
        let input = try await options.input()
        let table = ResponsibilityMatrix.controls(input.findings)
        try options.write([
            RMFFile("responsibility-matrix.csv") { () throws(ContentError) in table.csv },
            RMFFile("responsibility-matrix.xlsx") { () throws(ContentError) in
                try Workbook(title: "Responsibility matrix", tables: [table, ResponsibilityMatrix.rules(input.findings)]).content()
            },
        ])
    }
}

extension Workbook {
    init(title: String, tables: [ResponsibilityMatrix.Table]) {
        self.init(title: title, sheets: tables.map { Sheet(name: $0.name, header: $0.header, rows: $0.rows) })
    }

    /// The file.
    func content() throws(ContentError) -> [UInt8] {
        do throws(WorkbookError) { return try bytes() } catch { throw ContentError(error.description) }
    }
}
