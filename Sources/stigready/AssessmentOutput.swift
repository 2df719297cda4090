internal import Assessment
internal import Diagnostics
internal import Exchange
internal import OVAL
internal import SCAP
internal import XCCDF
internal import XML

/// Every document that a result can be written as.
struct AssessmentOutput {
    let result: AssessmentResult
    private let given: AssessmentRecord?
    /// What the HTML reports say beside it.
    let settings: ReportSettings
    let thin: Bool
    let withoutSystemCharacteristics: Bool

    init(
        result: AssessmentResult, record: AssessmentRecord? = nil, settings: ReportSettings = .init(), thin: Bool = false,
        withoutSystemCharacteristics: Bool = false
    ) {
        self.result = result
        given = record
        self.settings = settings
        self.thin = thin
        self.withoutSystemCharacteristics = withoutSystemCharacteristics
    }

    /// XCCDF: the benchmark with one TestResult.
    func xccdf() -> [UInt8] { result.content.benchmark.document(with: testResult) }

    /// ARF: content, asset, the test result and every document of OVAL results.
    func arf() throws(ContentError) -> [UInt8] {
        let schema = result.content.benchmark.schema
        let document: XMLDocument
        do throws(XMLError) {
            document = try XMLDocument(result.referringToReports(testResult).document(schema: schema), name: "test result")
        } catch { throw error.contentError }
        let asset = AssetReportCollection.Asset(name: result.target.name)
        let collection = AssetReportCollection(
            content: result.content.source, tailoring: result.selected.tailoring?.element.document, asset: asset, testResult: document,
            ovalReports: result.ovalReports.map {
                .init(href: $0.name, document: $0.document.results.document(generator: generator, options: options))
            }, time: result.time.iso8601)
        return collection.bytes
    }

    /// OVAL results: of the checks, then of what platforms ask.
    func oval() -> [(href: String, bytes: [UInt8])] {
        (result.oval + result.inventory).map { document in
            (document.href, document.results.document(generator: generator, options: options))
        }
    }

    /// OVAL results by file name, as oscap names them; further results of the same document by number.
    func ovalFiles() -> [(name: String, bytes: [UInt8])] {
        var counts: [String: Int] = [:]
        return oval().map { document in
            let count = counts[document.href, default: 0]
            counts[document.href] = count + 1
            return ("\(Self.fileName(document.href)).result\(count > 0 ? "-\(count)" : "").xml", document.bytes)
        }
    }

    /// The values handed to OVAL, by file name.
    func variables() -> [(name: String, bytes: [UInt8])] {
        var names = VariableNames()
        return result.oval.map { document in
            (
                names.next(document.href),
                ExternalVariables.document(document.results.externalVariables, of: document.results.definitions, generator: generator)
            )
        }
    }

    /// Names of files of variables, as oscap gives them: the OVAL document, and a number for each evaluation of it.
    struct VariableNames {
        private var counts: [String: Int] = [:]

        /// The name for the next evaluation of `href`.
        mutating func next(_ href: String) -> String {
            let count = counts[href, default: 0]
            counts[href] = count + 1
            return "\(AssessmentOutput.fileName(href))-\(count).variables-\(count).xml"
        }
    }

    /// A name that content gives a document, as the name of a file in the current folder: content does not choose folders.
    static func fileName(_ href: String) -> String {
        var name = ""
        for scalar in href.unicodeScalars {
            switch scalar {
            case "/": name += "%2F"
            case "%": name += "%25"
            default: name += scalar.properties.generalCategory == .control ? "_" : String(scalar)
            }
        }
        if name.hasPrefix(".") { name = "_" + name }
        // A file system takes 255 bytes; the endings need some.
        while name.utf8.count > 200 { name.removeLast() }
        return name.isEmpty ? "oval" : name
    }

    /// XCCDF results under the rule ids that DISA's tools know, for those rules that name one.
    func stigViewer() -> [UInt8] {
        var copy = testResult
        copy.ruleResults = result.rules.flatMap { report -> [RuleResult] in
            let ids = report.rule.references.filter { $0.href.map(Self.stigReferences.contains) ?? false }.map(\.text)
            return zip(ids, copy.ruleResults.filter { $0.idref == report.rule.id }).map { id, ruleResult in
                var ruleResult = ruleResult
                ruleResult.idref = id
                return ruleResult
            }
        }
        return copy.document(schema: result.content.benchmark.schema)
    }

    /// The result as plain data, decisions of people included.
    var record: AssessmentRecord { given ?? result.record(tool: Program.tool) }

    /// HTML by the stylesheet in `reports/html`, of a run that writes no `results.json`.
    func html(data: DataDirectory) throws(ContentError) -> [UInt8] {
        try RecordOutput(record: record, data: data, settings: settings, hasResultFile: false).html()
    }

    private var testResult: XCCDF.TestResult { result.testResult(tool: Program.cpe) }

    private var options: OVALResults.DocumentOptions {
        var options = OVALResults.DocumentOptions()
        options.isThin = thin
        options.withoutSystemCharacteristics = withoutSystemCharacteristics
        return options
    }

    private var generator: Generator { Program.generator(result.time) }

    /// Hrefs by which published content refers to DISA's rules; the second is the older one.
    private static let stigReferences: Set<String> = [
        "https://www.cyber.mil/stigs/srg-stig-tools/", "https://public.cyber.mil/stigs/srg-stig-tools/",
    ]
}
