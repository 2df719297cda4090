internal import ArgumentParser
internal import Authoring
internal import Diagnostics
internal import Glibc
internal import Library
internal import SCAP
internal import XML

/// `stigready content lint`: what importers of STIGs would refuse.
struct ContentLintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Say what importers of STIGs would refuse in content, and what is not as DISA has it.",
        discussion: """
            Takes a folder of requirement files, or any XCCDF benchmark, data stream or OVAL document, a benchmark also in the zip archive that
            it is published in. Each finding is a line on standard output: file and line, error or warning, the id, what is wrong, what to do,
            and in brackets its kind. Documents are held against the official schemas too. Every check is evaluated on an image without any
            file: a pass there is an error.

            EXIT STATUS:
              0   no errors; there may be warnings
              2   errors
              1   the content could not be read
              64  bad arguments

            EXAMPLES:
              stigready content lint content/my-benchmark
              stigready content lint U_Some_STIG_Manual-xccdf.xml
              stigready content lint ssg-debian11-ds.xml --json
            """)

    @Argument(help: "Folder of a benchmark, or a file.")
    var path: String
    @ArgumentParser.Flag(name: .customLong("json"), help: "Print the findings as JSON.")
    var json = false
    @ArgumentParser.Flag(name: .customLong("errors"), help: "Leave warnings out.")
    var errorsOnly = false
    @OptionGroup(title: "Run") var data: DataOption

    func run() async throws {
        let tables = try data.directory().referenceTables()
        var findings: [LintFinding]
        if FolderListing.isFolder(path) {
            let folder = try ContentFolder(reading: path)
            findings = try await ContentLint(folder, tables: tables).findings
            // What keeps it from being built is among the findings.
            let violations = try (try? ContentBuild(folder, tables: tables))?.violations() ?? []
            findings = LintFinding.sorted(violations.map { LintFinding.violation($0) } + findings)
        } else {
            let content = try ArchivedContent(path)
            findings = try await ContentLint(content.document, loader: content.loader, tables: tables).findings
            findings = LintFinding.sorted(try violations(content.document).map { LintFinding.violation($0) } + findings)
        }
        let hasErrors = findings.contains { $0.diagnostic.severity == .error }
        if errorsOnly { findings = findings.filter { $0.diagnostic.severity == .error } }
        if json {
            Console.write(try Self.text(findings))
        } else {
            for finding in findings { Console.line(Console.printable("\(finding.diagnostic.description) [\(finding.code.rawValue)]")) }
            let errors = findings.count { $0.diagnostic.severity == .error }
            Console.note("\(errors) errors, \(findings.count - errors) warnings")
        }
        if hasErrors { throw ExitCode(2) }
    }

    private func violations(_ document: XMLDocument) throws(ContentError) -> [Diagnostic] {
        guard access(Validation.schemas, R_OK) == 0 else {
            Console.note("warning: not validated: \(Validation.schemas) is missing; install openscap-common")
            return []
        }
        let kind = ContentKind(document.root)
        // What Schematron only advises is for authors of standards.
        return try Validation.violations(in: document, kind: kind)
            + Schematron.findings(in: document, kind: kind).filter { $0.severity == .error }
    }

    private struct Row: Encodable {
        var code: String
        var severity: String
        var file: String?
        var line: Int?
        var id: String?
        var message: String
    }

    private static func text(_ findings: [LintFinding]) throws -> String {
        let rows = findings.map { finding in
            Row(
                code: finding.code.rawValue, severity: finding.diagnostic.severity.rawValue, file: finding.diagnostic.location?.file,
                line: finding.diagnostic.location.flatMap { $0.line > 0 ? $0.line : nil }, id: finding.diagnostic.subject,
                message: finding.diagnostic.message)
        }
        return try jsonText(rows)
    }
}
