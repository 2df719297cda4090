internal import ArgumentParser
internal import Authoring
internal import Diagnostics
internal import Library
internal import SCAP
internal import XML
internal import Zip

/// `stigready content guide`: what vendors publish of a STIG, in one archive.
struct ContentGuideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guide", abstract: "Make the archive that vendors publish: overview, revision history, XCCDF.",
        discussion: """
            Of a folder of requirement files the archive holds the manual STIG in XCCDF 1.1.4 and 1.2 and the data stream, built anew; of an
            XCCDF file or data stream it holds that file. Both pages are HTML that needs nothing else. The revision history is that of
            revisions.yaml in the folder (a list, newest first, of version, release, date, changes), and of --previous. The same input
            gives the same bytes.

            EXAMPLES:
              stigready content guide content/my-benchmark -o guide.zip
              stigready content guide new-xccdf.xml --previous old-xccdf.xml -o guide.zip
            """)

    @Argument(help: "Folder of a benchmark, XCCDF benchmark or data stream.")
    var path: String
    @Option(name: [.customShort("o"), .customLong("output")], help: ArgumentHelp("The archive to be written.", valueName: "file"))
    var output: String
    @Option(
        name: .customLong("previous"),
        help: ArgumentHelp(
            "XCCDF or data stream of the release before, or the zip archive of it: what changed goes into the history.", valueName: "file"))
    var previous: String?
    @ArgumentParser.Flag(name: .customLong("quiet"), help: "Print nothing but errors and warnings.")
    var quiet = false
    @OptionGroup(title: "Run") var data: DataOption

    func run() throws {
        let directory = try data.directory()
        let loader = ContentLoader.files()
        var parts: [(name: String, title: String, bytes: [UInt8])] = []
        var revisions: [Revision] = []
        if FolderListing.isFolder(path) {
            let folder = try ContentFolder(reading: path)
            let build = try ContentBuild(folder, tables: try directory.referenceTables())
            Console.report(build.warnings)
            // Importers take from an archive what ends in xccdf.xml, so that only one document may.
            let names = [
                "ds.xml": ("SCAP_1-3_ds.xml", "The automated checks, a SCAP 1.3 source data stream"),
                "xccdf-1.1.4.xml": ("Manual-xccdf.xml", "The manual STIG, XCCDF 1.1.4: what viewers of STIGs import"),
                "xccdf-1.2.xml": ("Manual-xccdf-1.2.xml", "The same in XCCDF 1.2"),
            ]
            parts = build.outputs.map { output in
                let (name, title) = names[output.name] ?? (output.name, "")
                return (name, title, output.bytes)
            }
            let history = "\(folder.path)/revisions.yaml"
            if try FolderListing.names(folder.path).contains("revisions.yaml") {
                revisions = try Revision.read(try loader.bytes(history), file: history)
            }
        } else {
            let bytes = try loader.bytes(path)
            parts = [("", "The benchmark", bytes)]
        }
        // The data stream knows which checks are automated, so it is read where there is one.
        guard let main = parts.first else { return }
        let document: XMLDocument
        do throws(XMLError) { document = try XMLDocument(main.bytes, name: path) } catch { throw error.contentError }
        let benchmark = try STIGDocument(document, loader: loader)
        if parts.count == 1 { parts[0].name = ContentKind(document.root) == .benchmark ? "Manual-xccdf.xml" : "SCAP_1-3_ds.xml" }
        if let previous {
            let old = try ArchivedContent(previous)
            let before = try STIGDocument(old.document, loader: old.loader)
            let changes = Revision.changes(ContentDiff(before, benchmark))
            if revisions.first?.release == benchmark.release {
                revisions[0].changes += changes
            } else {
                revisions.insert(Revision(release: benchmark.release, date: benchmark.date, changes: changes), at: 0)
            }
            if !revisions.contains(where: { $0.release == before.release }) {
                revisions.append(Revision(release: before.release, date: before.date, changes: ["The release before."]))
            }
        } else if !revisions.contains(where: { $0.release == benchmark.release }) {
            let isFirst = benchmark.release == "V1R1"
            let text = isFirst ? "Initial release." : "What changed is not recorded."
            revisions.insert(Revision(release: benchmark.release, date: benchmark.date, changes: [text]), at: 0)
        }
        let name = "\(AssessmentOutput.fileName(benchmark.id))_\(benchmark.release)"
        let files = [
            ("\(name)_Overview.html", "This page"), ("\(name)_Revision_History.html", "What changed from release to release"),
        ]
        let guide = ReleaseDocument(benchmark, revisions: revisions, files: files + parts.map { ("\(name)_\($0.name)", $0.title) }).bytes()
        var entries: [ZipArchive.Entry] = []
        for (file, sheet) in zip(files, ["release/overview.html.xsl", "release/revision-history.html.xsl"]) {
            entries.append(.init("\(name)/\(file.0)", try directory.page(sheet, of: guide)))
        }
        entries += parts.map { .init("\(name)/\(name)_\($0.name)", $0.bytes) }
        var written = OutputFiles()
        do throws(ContentError) {
            try written.add(try ZipArchive(entries).bytes(), to: output)
            try written.commit()
        } catch {
            written.discard()
            throw error
        }
        if !quiet { Console.line("\(output): \(benchmark.title) \(benchmark.release), \(benchmark.rules.count) requirements") }
    }
}
