internal import Calendar
internal import Diagnostics
internal import ImageFacts
internal import YAML

/// What `benchmark.yaml` says of the whole.
struct BenchmarkHeader: Sendable {
    /// The requirements guide that the benchmark is made from.
    struct Guide: Sendable {
        var name: String
        var version: String
    }

    /// The id of the STIG, as checklists know it.
    var id: String
    var title: String
    /// The number before the release, e.g. `1`.
    var version: String
    /// The release of that version.
    var release: String
    /// `YYYY-MM-DD`.
    var date: String
    /// XCCDF's word for how far it is: `accepted`, `draft`, `interim` …
    var status: String
    var description: String
    var notice: String
    var publisher: String
    var source: String
    var guide: Guide
    /// The part of ids that says who made them, reverse DNS by custom.
    var namespace: String
    /// What the checks take from outside.
    var values: [ContentValue]

    static let file = "benchmark.yaml"
    static let keys = [
        "id", "title", "version", "release", "date", "status", "description", "notice", "publisher", "source", "for", "srg", "namespace",
        "values",
    ]

    /// Reads the file; what is wrong with it is added to `diagnostics`.
    init?(_ folder: ContentFolder, _ diagnostics: inout [Diagnostic]) {
        let place = folder.place(Self.file)
        guard let file = folder.file(Self.file) else {
            diagnostics.append(
                Diagnostic(.error, at: SourceLocation(file: place), "the file is missing; every benchmark says there what it is"))
            return nil
        }
        let node: YAMLNode
        do throws(YAMLError) { node = try YAMLNode(file.bytes) } catch {
            diagnostics.append(Diagnostic(.error, at: SourceLocation(file: place, line: error.line), error.message))
            return nil
        }
        var fields = YAMLFields(node, file: place, keys: Self.keys)
        id = fields.text("id", matching: /[A-Za-z][A-Za-z0-9._-]*/, form: "a letter, then letters, digits, '.', '_', '-'")
        title = fields.text("title")
        version = fields.text("version", matching: /[1-9][0-9]*/, form: "a number from 1")
        release = fields.text("release", matching: /[1-9][0-9]*/, form: "a number from 1")
        date = fields.text("date")
        if !date.isEmpty, CalendarDay(exactly: date) == nil {
            fields.add(fields.line(of: "date"), "date \"\(date)\" is not of the form YYYY-MM-DD, or no day of the calendar; correct it")
        }
        status = fields.text("status", isRequired: false)
        description = fields.text("description")
        notice = fields.text("notice", isRequired: false)
        publisher = fields.text("publisher")
        source = fields.text("source")
        namespace = fields.text("namespace", matching: /[A-Za-z0-9][A-Za-z0-9.-]*/, form: "letters, digits, '.', '-' (no '_')")
        if status.isEmpty { status = "accepted" }
        if !["accepted", "deprecated", "draft", "incomplete", "interim"].contains(status) {
            fields.add(fields.line(of: "status"), "status \"\(status)\" is no word of XCCDF; write accepted, draft, interim or incomplete")
        }
        guide = Guide(name: "", version: "")
        if let node = fields.node("srg") {
            var inner = YAMLFields(node, file: place, subject: "srg", keys: ["name", "version"])
            guide = Guide(name: inner.text("name"), version: inner.text("version"))
            fields.add(inner)
        } else if fields.isMapping {
            fields.add(fields.line(of: "srg"), "srg is missing; write the name and version of the requirements guide")
        }
        values = ContentValue.all(&fields, namespace: namespace)
        if let node = fields.node("for") { Self.checkPurpose(node, &fields) }
        diagnostics += fields.diagnostics
    }

    /// `for` says which images a scan chooses the benchmark for, where it is among the program's own.
    private static func checkPurpose(_ node: YAMLNode, _ fields: inout YAMLFields) {
        guard let pair = node.mapping?.first, node.mapping?.count == 1, let key = pair.key.text, ["image", "component"].contains(key) else {
            fields.add(node.line, "for is a mapping with one of the keys image, component; write e.g. {component: nginx}")
            return
        }
        let words = (pair.value.sequence ?? [pair.value]).map { $0.text ?? "" }
        for word in words where key == "image" ? ImageNature.Kind(rawValue: word) == nil : Component[id: word] == nil {
            let known = key == "image" ? ImageNature.Kind.allCases.map(\.rawValue) : Component.all.map(\.id).sorted()
            fields.add(pair.value.line, "for: \"\(word)\" is no \(key); there are: \(known.joined(separator: ", "))")
        }
    }

    /// The line that readers of STIGs parse, e.g. `Release: 1 Benchmark Date: 28 Oct 2025`.
    var releaseInfo: String {
        let parts = date.split(separator: "-").map(String.init)
        guard parts.count == 3, let month = Int(parts[1]), STIGNames.months.indices.contains(month - 1) else {
            return "Release: \(release)"
        }
        return "Release: \(release) Benchmark Date: \(parts[2]) \(STIGNames.months[month - 1]) \(parts[0])"
    }

    /// The date as the time stamps of data streams and OVAL have it.
    var timestamp: String { "\(date)T00:00:00Z" }
}
