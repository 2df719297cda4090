internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import Exchange
internal import RMF
internal import SCAP

/// `stigready rmf`: what is handed in for an authorization, from a saved result.
struct RMFCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rmf", abstract: "Make the parts of an authorization package from a saved result.",
        discussion: """
            RESULTS is the results.json that scan wrote, or an XCCDF or ARF result. Controls are those of NIST SP 800-53; rules map to them through CCIs.
            Nothing is made up: people and dates that are not given are left out or said to be missing, and no control is
            called satisfied because rules pass.

            EXAMPLES:
              stigready rmf responses stigready-results/results.json -o responses
              stigready rmf poam stigready-results/results.json -o poam.xlsx
              stigready rmf oscal stigready-results/results.json -o oscal
            """,
        subcommands: [
            RMFResponsesCommand.self, RMFMatrixCommand.self, RMFPOAMCommand.self, RMFOSCALCommand.self, RMFEMASSCommand.self,
            RMFVendorSheetCommand.self,
        ])
}

/// What every `rmf` command takes.
struct RMFOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("A results.json, or a result in XCCDF or ARF.", valueName: "results")) var results: String
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp(
            "Folder for all files; or one file, chosen by its ending. Without it the first file goes to standard output.", valueName: "path"
        ))
    var output: String?
    @OptionGroup(title: "Controls") var controls: ControlOptions
    @OptionGroup(title: "Run") var data: DataOption

    /// The saved result with its controls.
    func input() async throws -> RMFInput {
        let record = try await SavedResult.load(results)
        let name = results.split(separator: "/").last.map(String.init) ?? results
        let digest = SHA256.hex(try ContentLoader.files().bytes(results)) ?? ""
        var directory = try data.directory()
        directory.cciList = try controls.cci.list()
        var output = RecordOutput(record: record, data: directory)
        output.resultFile = (name, digest)
        return RMFInput(output: output, findings: try controls.findings(of: record, data: directory))
    }

    /// Writes files to where they are wanted and says where on standard error.
    ///
    /// - Parameter make: The files, the main one first.
    func write(_ files: [RMFFile]) throws(ContentError) {
        guard let output else {
            // A workbook is nothing for a terminal.
            guard let first = files.first(where: { !$0.name.hasSuffix(".xlsx") }) ?? files.first else { return }
            Console.write(try first.bytes())
            return
        }
        var staged = OutputFiles()
        var written: [String] = []
        do throws(ContentError) {
            if let file = files.first(where: { output.hasSuffix(Self.ending($0.name)) }) {
                try staged.add(try file.bytes(), to: output)
                written = [output]
            } else if let ending = Self.endings.first(where: output.hasSuffix) {
                throw ContentError(
                    about: output,
                    "no file of this command ends in \(ending); it writes \(files.prefix(4).map(\.name).joined(separator: ", "))")
            } else {
                try OutputFiles.checkNew(folder: output, image: "/")
                // All are made before the first folder is.
                let made = try files.map { file throws(ContentError) in (file.name, try file.bytes()) }
                for (name, bytes) in made {
                    let path = "\(output)/\(name)"
                    if let slash = path.lastIndex(of: "/") { try OutputFiles.makeDirectory(String(path[..<slash])) }
                    try staged.add(bytes, to: path)
                    written.append(path)
                }
            }
            try staged.commit()
        } catch {
            staged.discard()
            throw error
        }
        for path in written.prefix(12) { Console.note("written   \(path)") }
        if written.count > 12 { Console.note("written   and \(written.count - 12) more in \(output)") }
    }

    /// A folder is not called so by intent.
    private static let endings = [".md", ".csv", ".xlsx", ".xlsm", ".json"]

    /// `.json` of `oscal-poam.json`.
    private static func ending(_ name: String) -> String { name.lastIndex(of: ".").map { String(name[$0...]) } ?? name }
}

/// A file of a package, made when it is written.
struct RMFFile {
    var name: String
    var bytes: () throws(ContentError) -> [UInt8]

    init(_ name: String, _ bytes: @escaping () throws(ContentError) -> [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

/// A saved result with the controls that are asked for.
struct RMFInput {
    let output: RecordOutput
    let findings: ControlFindings

    var record: AssessmentRecord { output.record }
}
