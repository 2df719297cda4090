public import ArgumentParser
internal import Diagnostics
public import Exchange
internal import SCAP

extension EMASSFile: ExpressibleByArgument {}

/// `stigready rmf emass`: bodies for eMASS's REST interface.
struct RMFEMASSCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "emass", abstract: "Bodies for eMASS's REST interface: container scan, POA&M, controls, test results (JSON).",
        discussion: """
            Writes emass-container-scan-results.json, emass-poams.json, emass-controls.json and emass-test-results.json. They are
            held against eMASS's own rules first; where one is broken nothing is written, and each is named with its remedy. Long texts
            are cut at eMASS's limits with a mark that says so. The container scan needs no people and dates, the others do:

              --only poams          --poc-org, --scheduled-completion; of name,
                                    mail and telephone all or none
              --only controls       --scheduled-completion
              --only test-results   --tested-by, --procedures

            Test results are written for procedures whose CCI has a failing rule, as Non-Compliant: passing rules make no procedure
            compliant.
            """)
    @OptionGroup var options: RMFOptions
    @OptionGroup(title: "People and dates") var package: PackageOption
    @Option(
        name: .customLong("only"),
        help: ArgumentHelp(
            "Only this file; may be repeated: \(EMASSFile.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "name"))
    var only: [EMASSFile] = []
    @Option(name: .customLong("tested-by"), help: ArgumentHelp("Who tested, 'Last, First'.", valueName: "name")) var testedBy: String?
    @Option(
        name: .customLong("procedures"),
        help: ArgumentHelp(
            "Assessment procedures of your eMASS: a table, comma- or tab-separated, with the columns 'CCI' and 'AP Acronym'.",
            valueName: "file"))
    var procedures: String?

    func run() async throws {
        let input = try await options.input()
        var people = package.options
        people.testedBy = testedBy
        var known: [String: String] = [:]
        if let procedures {
            let bytes = try ContentLoader.files().bytes(procedures)
            do throws(RecordError) { known = try ProcedureTable.read(bytes, name: procedures) } catch {
                throw ContentError(error.description)
            }
        }
        let evidence = try input.output.evidenceText()
        var diagnostics: [Diagnostic] = []
        var files: [RMFFile] = []
        for file in EMASSFile.allCases where only.isEmpty || only.contains(file) {
            do throws(EMASSFailure) {
                let bytes = try input.record.emass(
                    file, findings: input.findings, options: people, procedures: known, evidence: evidence)
                files.append(RMFFile(file.fileName) { () throws(ContentError) in bytes })
            } catch {
                switch error {
                case .violations(let violations):
                    diagnostics += violations.map { Diagnostic(.error, about: $0.file, "\($0.field) \($0.reason)") }
                case .record(let error): diagnostics.append(Diagnostic(.error, about: file.fileName, error.description))
                }
            }
        }
        if !diagnostics.isEmpty {
            if only.isEmpty {
                diagnostics.append(
                    Diagnostic(.note, "nothing is written; --only \(EMASSFile.containerScanResults.rawValue) needs no people and dates"))
            }
            throw ContentError(diagnostics)
        }
        try options.write(files)
    }
}
