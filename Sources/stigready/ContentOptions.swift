internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import SCAP
internal import XCCDF

/// Which content, profile and rules are meant; the names are those of `oscap xccdf eval`.
struct ContentOptions: ParsableArguments {
    @Option(name: .customLong("profile"), help: "Profile by id or by the end of its id; (all) selects every rule.")
    var profile: String?
    @Option(name: .customLong("tailoring-file"), help: "File of an XCCDF Tailoring.")
    var tailoringFile: String?
    @Option(name: .customLong("tailoring-id"), help: "Component of the data stream that is an XCCDF Tailoring.")
    var tailoringID: String?
    @Option(name: .customLong("cpe"), help: "File of a further CPE dictionary or CPE language.")
    var cpe: [String] = []
    @Option(name: .customLong("datastream-id"), help: "Data stream of the collection.")
    var dataStreamID: String?
    @Option(name: .customLong("xccdf-id"), help: "Checklist of the data stream, by the id of its component-ref.")
    var xccdfID: String?
    @Option(name: .customLong("benchmark-id"), help: "Checklist of the data stream, by the id of its Benchmark.")
    var benchmarkID: String?
    @Option(name: .customLong("rule"), help: "Evaluate this rule only (repeatable).")
    var rules: [String] = []
    @Option(name: .customLong("skip-rule"), help: "Do not evaluate this rule (repeatable).")
    var skippedRules: [String] = []
    @Option(name: .customLong("reference"), help: "Evaluate only rules with this reference, NAME:ID.")
    var reference: String?
    @Option(name: .customLong("local-files"), help: "Directory of files that stand for remote components.")
    var localFiles: String?

    /// Loads content and selects rules.
    func load(_ path: String) throws(ContentError) -> (source: SourceContent, selected: SelectedRules) {
        let loader = ContentLoader.files()
        var options = SourceContent.Options()
        options.dataStreamID = dataStreamID
        options.xccdfID = xccdfID
        options.benchmarkID = benchmarkID
        options.localFiles = localFiles
        options.cpe = cpe
        let source = try SourceContent(path, options: options, loader: loader)
        guard let checklist = source.checklist else {
            throw ContentError(at: .init(file: path), "\(source.kind.rawValue), without a checklist; name a data stream or an XCCDF benchmark")
        }
        let benchmark = try checklist.benchmark()
        var tailoring: Tailoring?
        if let tailoringFile {
            tailoring = try Tailoring(SourceContent.tailoring(tailoringFile, id: tailoringID, loader: loader))
        } else if let tailoringID {
            tailoring = try Tailoring(source.tailoring(tailoringID))
        }
        var only = Set(rules)
        if let reference {
            let referred = try Self.rules(with: reference, in: benchmark)
            only = only.isEmpty ? referred : only.intersection(referred)
        }
        let selected = try SelectedRules(
            benchmark, profile: profile, tailoring: tailoring, filter: .init(only: only, skip: Set(skippedRules)))
        return (source, selected)
    }

    /// Rules with the reference `NAME:ID`, where NAME is that of a `reference` of the benchmark and ID the text of one of the rule.
    private static func rules(with reference: String, in benchmark: Benchmark) throws(ContentError) -> Set<String> {
        guard let colon = reference.firstIndex(of: ":") else {
            throw ContentError(about: reference, "no reference; write NAME:ID")
        }
        let name = String(reference[..<colon])
        let id = String(reference[reference.index(after: colon)...])
        guard let href = benchmark.references.first(where: { $0.text == name })?.href else {
            let known = benchmark.references.map(\.text).joined(separator: ", ")
            throw ContentError(about: name, known.isEmpty ? "the benchmark names no references" : "no such reference; there are: \(known)")
        }
        let found = benchmark.rules.filter { $0.references.contains { $0.href == href && $0.text == id } }
        guard !found.isEmpty else { throw ContentError(about: reference, "no rule has this reference") }
        return Set(found.map(\.id))
    }
}
