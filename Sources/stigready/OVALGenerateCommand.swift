internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import OVAL
internal import SCAP
internal import XML

/// `stigready oval generate …`.
struct OVALGenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Make a report of OVAL results.", subcommands: [OVALGenerateReportCommand.self])
}

/// `stigready oval generate report`: the page that `oval eval --report` makes, from a file of results.
struct OVALGenerateReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Make the HTML report of OVAL results.",
        discussion: """
            Of thin results only what each definition came to is shown.

            EXAMPLES:
              stigready oval generate report --output report.html results.xml
            """)

    @Argument(help: "OVAL results, of any tool.") var file: String
    @OptionGroup var output: GenerateOutput
    @OptionGroup(title: "Run") var data: DataOption
    @OptionGroup var oscap: OSCAPOptions

    mutating func run() async throws {
        oscap.report()
        let document = try ContentLoader.files().document(file)
        let kind = ContentKind(document.root)
        guard kind == .ovalResults else {
            throw ContentError(at: document.root.location, "\(kind.rawValue); this command takes: \(ContentKind.ovalResults.rawValue)")
        }
        let time = document.root.child("generator")?.child("timestamp")?.trimmedText ?? ""
        let bytes: [UInt8]
        if let recorded = await RecordedOVAL(document.root, now: Timestamp(time)) {
            for id in recorded.contradicted.sorted() {
                Console.note("\(file): warning: \(id): evaluated again it comes out otherwise, so that nothing explains its result")
            }
            bytes = OVALReport(recorded: recorded, file: file, time: time).document()
        } else {
            Console.note("\(file): note: it does not hold the definitions and what was collected, so that only results are shown")
            bytes = ThinOVALReport(root: document.root, file: file, time: time).document()
        }
        try output.write(try data.directory().page("oval/report.html.xsl", of: bytes))
    }
}

/// What definitions came to, where nothing explains it.
struct ThinOVALReport {
    let root: XMLElement
    let file: String
    let time: String

    func document() -> [UInt8] {
        let recorded = root.child("results")?.child("system").map(RecordedOVAL.recorded) ?? [:]
        let definitions = root.child("oval_definitions")?.child("definitions")?.children("definition") ?? []
        let known = Dictionary(definitions.map { ($0.attribute("id") ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        var writer = XMLWriter()
        writer.element("report", namespace: "urn:stigready:report:1") { writer in
            writer.element("target", ["name": file])
            writer.element("tool", ["name": "stigready", "version": Program.version])
            writer.element("content", ["file": file, "title": "OVAL definitions", "version": ""])
            writer.element("run", ["end": time])
            writer.element("definitions", ["count": String(recorded.count)]) { writer in
                for result in OVALReport.order {
                    let group = recorded.filter { $0.value == result.rawValue }.keys.sorted()
                    if group.isEmpty { continue }
                    writer.element("group", ["result": result.rawValue, "met": OVALReport.met(result), "count": String(group.count)]) {
                        writer in
                        for id in group {
                            let title = known[id]?.child("metadata")?.child("title")?.trimmedText
                            writer.element(
                                "definition",
                                ["id": id, "title": title ?? id, "class": known[id]?.attribute("class") ?? "", "evidence": "none"])
                        }
                    }
                }
            }
        }
        return writer.bytes
    }
}
