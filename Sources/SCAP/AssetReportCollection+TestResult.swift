internal import XML

extension AssetReportCollection {
    /// The test result as it stands in the collection: its benchmark is a component of the content, its checks are in reports, its target is
    /// the asset.
    ///
    /// SP 800-126r3, on XCCDF results in a result data stream.
    func testResultBytes(component: String?) -> ArraySlice<UInt8> {
        var writer = XMLWriter(prefixes: [
            "xsi": "http://www.w3.org/2001/XMLSchema-instance", "html": "http://www.w3.org/1999/xhtml",
            "dc": "http://purl.org/dc/elements/1.1/",
            "sm": "http://github.com/nuwcdivnpt/stig-manager", "ev": "urn:stigready:evidence:1",
        ])
        let root = testResult.root
        let element = root.localName == "TestResult" ? root : root.child("TestResult") ?? root
        let reports = Dictionary(
            ovalReports.enumerated().map { ($0.element.href, "#\(Self.ovalReportID($0.offset))") }, uniquingKeysWith: { first, _ in first })
        writer.startCopy(of: element)
        // XCCDF 1.2, `testResultType`: references to the target follow its facts, or where there are none, its names and addresses.
        let before: Set<String> = [
            "benchmark", "tailoring-file", "title", "remark", "organization", "identity", "profile", "target", "target-address",
            "target-facts",
        ]
        let isXCCDF12 = element.namespace == "http://checklists.nist.gov/xccdf/1.2"
        var isIdentified = !isXCCDF12 || element.child("target-id-ref") != nil
        for child in element.children {
            if !isIdentified, !before.contains(child.localName) {
                writer.element("target-id-ref", ["system": SCAPNamespace.assetIdentification, "href": "", "name": Self.assetID])
                isIdentified = true
            }
            switch child.localName {
            case "benchmark":
                writer.start("benchmark", ["href": component.map { "#\($0)" } ?? child.attribute("href"), "id": child.attribute("id")])
                writer.end()
            case "rule-result": copyResult(child, reports, to: &writer)
            default: writer.copy(child)
            }
        }
        writer.end()
        return SplicedElement.body(of: writer.bytes) ?? []
    }

    private func copyResult(_ element: XMLElement, _ reports: [String: String], to writer: inout XMLWriter) {
        writer.startCopy(of: element)
        for child in element.children {
            switch child.localName {
            case "check", "complex-check": copyResult(child, reports, to: &writer)
            case "check-content-ref":
                let href = child.attribute("href") ?? ""
                writer.element("check-content-ref", ["href": reports[href] ?? href, "name": child.attribute("name")])
            default: writer.copy(child)
            }
        }
        writer.end()
    }
}
