internal import Diagnostics
internal import XCCDF
internal import XML

/// A `TestResult` in a document, and what the document holds beside it.
struct RecordedPlace {
    /// The `TestResult`.
    let element: XMLElement
    /// The `Benchmark` around it, or the one that an ARF holds with the request.
    let benchmark: XMLElement?
    /// The ARF.
    let collection: XMLElement?
    /// Tailorings in the ARF.
    let tailorings: [XMLElement]

    /// Finds the test result with the id `resultID`, else the most recent.
    init(_ document: XMLDocument, resultID: String?) throws(ContentError) {
        let root = document.root
        let isARF = root.localName == "asset-report-collection"
        let all: [XMLElement] =
            switch root.localName {
            case "TestResult": [root]
            case "Benchmark": root.children("TestResult")
            case "asset-report-collection":
                (root.child("reports")?.children("report") ?? []).flatMap { report -> [XMLElement] in
                    guard let content = report.child("content") else { return [] }
                    return content.children("TestResult") + content.children("Benchmark").flatMap { $0.children("TestResult") }
                }
            default: []
            }
        guard !all.isEmpty else {
            throw ContentError(
                at: root.location,
                "no result is in it; give an XCCDF file with a TestResult or an ARF, as `xccdf eval --results` and `--results-arf` write them"
            )
        }
        if let resultID {
            guard let found = all.last(where: { $0.attribute("id") == resultID }) else {
                let known = all.compactMap { $0.attribute("id") }.joined(separator: ", ")
                throw ContentError(at: root.location, about: resultID, "no such result; there are: \(known)")
            }
            element = found
        } else {
            func end(_ element: XMLElement) -> Int64 { element.attribute("end-time").flatMap { Timestamp($0) }?.seconds ?? .min }
            var latest = all[0]
            for candidate in all.dropFirst() where end(candidate) >= end(latest) { latest = candidate }
            element = latest
        }
        collection = isARF ? root : nil
        if let parent = element.parent, parent.localName == "Benchmark" {
            benchmark = parent
        } else {
            benchmark = isARF ? Self.benchmark(of: element, in: root) : nil
        }
        tailorings = isARF ? Self.tailorings(in: root) : []
    }

    /// The rules as the run selected them; `nil` without a benchmark that can be read.
    ///
    /// A profile that neither the benchmark nor a tailoring has leaves the benchmark's own selection: the results say what was selected.
    func selected(_ result: XCCDF.TestResult) -> SelectedRules? {
        guard let benchmark, let read = try? Benchmark(benchmark) else { return nil }
        let tailoring = tailorings.lazy.compactMap { try? Tailoring($0) }.first { tailoring in
            tailoring.profiles.contains { $0.id == result.profile }
        }
        let chosen =
            (try? SelectedRules(read, profile: result.profile, tailoring: tailoring)) ?? (try? SelectedRules(read, profile: nil))
        guard var selected = chosen else { return nil }
        selected.set(result.setValues)
        return selected
    }

    /// The benchmark that the result names: by the component in its href, else by its id, else the only one.
    private static func benchmark(of result: XMLElement, in root: XMLElement) -> XMLElement? {
        let name = result.child("benchmark")
        let href = name?.attribute("href") ?? ""
        let all = components(in: root).compactMap { component in
            component.child("Benchmark").map { (component: component.attribute("id") ?? "", element: $0) }
        }
        if href.hasPrefix("#"), let found = all.first(where: { "#\($0.component)" == href }) { return found.element }
        if let id = name?.attribute("id") { return all.first { $0.element.attribute("id") == id }?.element }
        return all.count == 1 ? all[0].element : nil
    }

    private static func tailorings(in root: XMLElement) -> [XMLElement] {
        let extended = root.child("extended-infos")?.children("extended-info").flatMap { $0.children("Tailoring") } ?? []
        return extended + components(in: root).flatMap { $0.children("Tailoring") }
    }

    private static func components(in root: XMLElement) -> [XMLElement] {
        (root.child("report-requests")?.children("report-request") ?? []).flatMap { request in
            (request.child("content")?.children("data-stream-collection") ?? []).flatMap { $0.children("component") }
        }
    }
}
