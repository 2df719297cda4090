public import Diagnostics
public import XML

/// What an ARF holds, as documents of their own.
public struct AssetReportParts {
    /// The content of the first request, e.g. a source data stream collection.
    public let request: [UInt8]
    /// The content of one report.
    public let report: [UInt8]

    /// Takes an `asset-report-collection` apart; `reportID` names the report, else it is the first.
    ///
    /// Throws where the document is none, or has no such part.
    public init(_ document: XMLDocument, reportID: String? = nil) throws(ContentError) {
        let root = document.root
        guard ContentKind(root) == .assetReports else {
            throw ContentError(at: root.location, "\(ContentKind(root).rawValue); an ARF asset report collection is expected")
        }
        func content(_ element: XMLElement?) -> XMLElement? { element?.child("content")?.children.first { _ in true } }
        func bytes(_ element: XMLElement) -> [UInt8] {
            var writer = XMLWriter(prefixes: ["xsi": "http://www.w3.org/2001/XMLSchema-instance"])
            writer.copy(element)
            return writer.bytes
        }
        guard let request = content(root.child("report-requests")?.child("report-request")) else {
            throw ContentError(at: root.location, "the collection holds no report-request with content")
        }
        let reports = root.child("reports")?.children("report") ?? []
        guard let report = content(reportID.map { id in reports.first { $0.attribute("id") == id } } ?? reports.first) else {
            let known = reports.compactMap { $0.attribute("id") }.joined(separator: ", ")
            throw ContentError(
                at: root.location, about: reportID, known.isEmpty ? "the collection holds no report" : "no such report; there are: \(known)"
            )
        }
        self.request = bytes(request)
        self.report = bytes(report)
    }
}

extension AssetReportCollection {
    /// A collection of documents that are there already: an XCCDF result and OVAL results.
    ///
    /// OVAL results belong to the document of the content whose definitions they hold. Throws where there is no test result.
    public init(content: SourceContent, results: XMLDocument, ovalResults: [XMLDocument], time: String) throws(ContentError) {
        let root = results.root
        guard let testResult = root.localName == "TestResult" ? root : root.children("TestResult").last else {
            throw ContentError(at: root.location, "\(ContentKind(root).rawValue) without a TestResult; give the result of an evaluation")
        }
        var hrefs: [String: String] = [:]
        func visit(_ element: XMLElement) {
            for child in element.children {
                if child.localName == "check-content-ref", let href = child.attribute("href"), let name = child.attribute("name") {
                    if hrefs[name] == nil { hrefs[name] = href }
                } else if ["rule-result", "check", "complex-check"].contains(child.localName) {
                    visit(child)
                }
            }
        }
        visit(testResult)
        var reports: [OVALReport] = []
        for document in ovalResults {
            guard ContentKind(document.root) == .ovalResults else {
                throw ContentError(at: document.root.location, "\(ContentKind(document.root).rawValue); OVAL results are expected")
            }
            let definitions = document.root.child("results")?.child("system")?.child("definitions")?.children("definition") ?? []
            let href = definitions.lazy.compactMap { $0.attribute("definition_id").flatMap { hrefs[$0] } }.first
            reports.append(OVALReport(href: href ?? document.name, document: document.source))
        }
        // A document with several results keeps only the one that is meant.
        var writer = XMLWriter(prefixes: ["xsi": "http://www.w3.org/2001/XMLSchema-instance"])
        writer.copy(testResult)
        let alone: XMLDocument
        do throws(XMLError) { alone = try XMLDocument(writer.bytes, name: results.name) } catch { throw error.contentError }
        self.init(
            content: content, asset: Asset(name: testResult.child("target")?.trimmedText ?? "unknown"), testResult: alone,
            ovalReports: reports, time: time)
    }
}
