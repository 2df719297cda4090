internal import ArgumentParser
internal import Authoring
internal import Diagnostics
internal import Glibc
internal import SCAP
internal import XML

/// `stigready content build`: requirement files and OVAL in, data stream and manual STIG out.
struct ContentBuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Make the data stream and the manual STIG from a folder of requirement files.",
        discussion: """
            FOLDER holds benchmark.yaml, requirements/*.yaml and oval/*.xml; content/README.md has the form and an example. Written are ds.xml (SCAP 1.3 source data stream) and
            xccdf-1.1.4.xml and xccdf-1.2.xml (the manual STIG as DISA publishes it): all of them, or none where anything is wrong.
            The time in them is the date of benchmark.yaml, so the same folder gives the same bytes.

            EXIT STATUS:
              0   written; with --check: what is there is current
              2   with --check: something is missing or stale
              1   something is wrong with the content, or it could not be read or written
              64  bad arguments

            EXAMPLES:
              stigready content build content/my-benchmark
              stigready content build content/my-benchmark -o build
              stigready content build content/my-benchmark --check
            """)

    @Argument(help: "Folder of the benchmark.")
    var folder: String
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Folder for what is made, made where it is missing; else FOLDER itself.", valueName: "dir"))
    var output: String?
    @ArgumentParser.Flag(name: .customLong("check"), help: "Write nothing; compare with what is there.")
    var check = false
    @ArgumentParser.Flag(name: .customLong("quiet"), help: "Print nothing but errors and warnings.")
    var quiet = false
    @OptionGroup(title: "Run") var data: DataOption

    func run() throws {
        let source = try ContentFolder(reading: folder)
        let build = try ContentBuild(source, tables: try data.directory().referenceTables())
        Console.report(build.warnings)
        let place = output ?? source.path
        if check {
            let stale = build.outputs.filter { (try? ContentLoader.files().bytes("\(place)/\($0.name)")) != $0.bytes }
            for file in stale {
                Console.note("\(place)/\(file.name): error: not what the content gives; run 'stigready content build \(folder)'")
            }
            if !stale.isEmpty { throw ExitCode(2) }
            return
        }
        let violations = try build.violations()
        if !violations.isEmpty { throw ContentError(violations) }
        try OutputFiles.makeDirectory(place)
        // A name that is taken by a folder would be met when others have their names already.
        try OutputFiles.check(build.outputs.map { "\(place)/\($0.name)" }, image: "/")
        var files = OutputFiles()
        do throws(ContentError) {
            for file in build.outputs { try files.add(file.bytes, to: "\(place)/\(file.name)") }
            try files.commit()
        } catch {
            files.discard()
            throw error
        }
        if quiet { return }
        Console.line(
            "\(build.requirementCount) requirements, \(build.checkCount) with a check, \(build.factCount) facts for applicability")
        for file in build.outputs { Console.line("\(place)/\(file.name)") }
    }
}

extension ContentBuild {
    /// What is not valid by the official schemas, at the author's lines; a fault of this program otherwise.
    func violations() throws(ContentError) -> [Diagnostic] {
        guard access(Validation.schemas, R_OK) == 0 else {
            Console.note("warning: not validated: \(Validation.schemas) is missing; install openscap-common")
            return []
        }
        var violations: [Diagnostic] = []
        for file in outputs {
            let document: XMLDocument
            do throws(XMLError) { document = try XMLDocument(file.bytes, name: file.name) } catch { throw error.contentError }
            let kind = ContentKind(document.root)
            let rules = try Schematron.findings(in: document, kind: kind).filter { $0.severity == .error }
            for violation in try Validation.violations(in: document, kind: kind) + rules {
                let authored = authored(violation, in: document)
                if !violations.contains(authored) { violations.append(authored) }
            }
        }
        return violations
    }
}
