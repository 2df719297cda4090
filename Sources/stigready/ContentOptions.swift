internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import SCAP
internal import XCCDF

/// Which content, profile and rules are meant; the names are those of `oscap xccdf eval`.
struct ContentOptions: ParsableArguments {
    @Option(
        name: .customLong("profile"),
        help: ArgumentHelp(
            "Profile, by its id or the end of it; (all) selects every rule. Without it the benchmark's own selection counts.",
            valueName: "id"))
    var profile: String?
    @Option(
        name: [.customLong("tailoring-file"), .customLong("tailoring")],
        help: ArgumentHelp("XCCDF Tailoring in a file of its own.", valueName: "file"))
    var tailoringFile: String?
    @Option(
        name: .customLong("tailoring-id"),
        help: ArgumentHelp("XCCDF Tailoring in the data stream, by the id of its component-ref.", valueName: "id"))
    var tailoringID: String?
    @Option(name: .customLong("rule"), help: ArgumentHelp("Only this rule; may be repeated.", valueName: "id"))
    var rules: [String] = []
    @Option(name: .customLong("skip-rule"), help: ArgumentHelp("Not this rule; may be repeated.", valueName: "id"))
    var skippedRules: [String] = []
    @Option(
        name: .customLong("reference"),
        help: ArgumentHelp(
            "Only rules with this reference; may be repeated. `stigready info --references` lists names.", valueName: "name:id"))
    var references: [String] = []
    @Option(
        name: .customLong("datastream-id"), help: ArgumentHelp("Data stream of the collection; else the first that fits.", valueName: "id"))
    var dataStreamID: String?
    @Option(
        name: .customLong("xccdf-id"), help: ArgumentHelp("Checklist of the data stream, by the id of its component-ref.", valueName: "id"))
    var xccdfID: String?
    @Option(
        name: .customLong("benchmark-id"), help: ArgumentHelp("Checklist of the data stream, by the id of its Benchmark.", valueName: "id"))
    var benchmarkID: String?
    @Option(
        name: .customLong("cpe"),
        help: ArgumentHelp("Further CPE dictionary or CPE language that decides platforms; may be repeated.", valueName: "file"))
    var cpe: [String] = []
    @Option(
        name: .customLong("local-files"),
        help: ArgumentHelp("Folder of files that stand for what the content names elsewhere; nothing is fetched.", valueName: "dir"))
    var localFiles: String?

    func validate() throws {
        for reference in references where !reference.contains(":") {
            throw ValidationError("--reference \(reference): no reference; write NAME:ID")
        }
    }

    /// Loads content and selects rules, in the profile that the user names; `oval` are files of definitions in place of those that the content
    /// names.
    func load(_ path: String, oval: [String] = []) throws(ContentError) -> (source: SourceContent, selected: SelectedRules) {
        let loaded = try load(path, profile: profile, oval: oval)
        Self.warnIfEmpty(loaded.selected, path)
        return loaded
    }

    /// Loads content and selects rules.
    func load(_ path: String, profile: String?, oval: [String] = []) throws(ContentError) -> (
        source: SourceContent, selected: SelectedRules
    ) {
        let loader = ContentLoader.files()
        var options = SourceContent.Options()
        options.dataStreamID = dataStreamID
        options.xccdfID = xccdfID
        options.benchmarkID = benchmarkID
        options.localFiles = localFiles
        options.cpe = cpe
        options.oval = oval
        let source = try SourceContent(path, options: options, loader: loader)
        guard let checklist = source.checklist else {
            throw ContentError(
                at: .init(file: path), "\(source.kind.rawValue), without a checklist; name a data stream or an XCCDF benchmark")
        }
        let benchmark = try checklist.benchmark()
        var tailoring: Tailoring?
        if let tailoringFile {
            tailoring = try Tailoring(SourceContent.tailoring(tailoringFile, id: tailoringID, loader: loader))
        } else if let tailoringID {
            tailoring = try Tailoring(source.tailoring(tailoringID))
        }
        var only = Set(rules)
        if !references.isEmpty {
            var referred: Set<String> = []
            for reference in references { referred.formUnion(try Self.rules(with: reference, in: benchmark)) }
            only = only.isEmpty ? referred : only.intersection(referred)
            if only.isEmpty { throw ContentError(about: references.joined(separator: ", "), "no rule of --rule has this reference") }
        }
        let selected = try SelectedRules(
            benchmark, profile: profile, tailoring: tailoring, filter: .init(only: only, skip: Set(skippedRules)))
        return (source, selected)
    }

    /// A run without rules is no failure, but seldom what was meant.
    static func warnIfEmpty(_ selected: SelectedRules, _ path: String) {
        if selected.rules.contains(where: \.isSelected) { return }
        let ids = selected.benchmark.profiles.map(\.id)
        let advice =
            selected.profile != nil || ids.isEmpty
            ? "--profile '(all)' selects every rule" : "name a profile with --profile: \(ids.joined(separator: ", "))"
        Console.note("\(path): warning: no rule is selected; \(advice)")
    }

    /// Rules with the reference `NAME:ID`, where NAME is that of a `reference` of the benchmark and ID the text of one of the rule.
    private static func rules(with reference: String, in benchmark: Benchmark) throws(ContentError) -> Set<String> {
        guard let colon = reference.firstIndex(of: ":") else { return [] }
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
