internal import XML

extension AssetReportCollection {
    /// The document in pieces to be written one after another: content and OVAL results are not copied.
    public var pieces: [ArraySlice<UInt8>] {
        // Only prefixes, no default namespace: the documents inside keep their own names that way.
        var output = DocumentPieces(prefixes: [
            "arf": SCAPNamespace.assetReportingFormat, "core": SCAPNamespace.reportingCore, "ai": SCAPNamespace.assetIdentification,
            "arfvocab": SCAPNamespace.relationships,
        ])
        let (collection, component) = content.collectionPieces(time: time)
        let reports = [Self.testResultID] + ovalReports.indices.map(Self.ovalReportID)
        output.start("asset-report-collection", namespace: SCAPNamespace.assetReportingFormat)
        writeRelationships(reports, to: &output)
        output.start("report-requests")
        write("report-request", Self.requestID, collection, to: &output)
        output.end()
        output.start("assets")
        writeAsset(to: &output)
        output.end()
        output.start("reports")
        write("report", Self.testResultID, [testResultBytes(component: component)], to: &output)
        for (index, report) in ovalReports.enumerated() {
            write("report", Self.ovalReportID(index), Self.identified(report.document), to: &output)
        }
        output.end()
        if let tailoring {
            output.start("extended-infos")
            output.start("extended-info", ["id": "tailoring1"])
            output.splice(SplicedElement.pieces(of: tailoring))
            output.end()
            output.end()
        }
        output.end()
        return output.pieces
    }

    /// NISTIR 7694, "Relationship terms": each report is made for the request and is about the asset.
    private func writeRelationships(_ reports: [String], to output: inout DocumentPieces) {
        let core = SCAPNamespace.reportingCore
        output.start("relationships", namespace: core)
        for report in reports {
            for (type, target) in [("arfvocab:createdFor", Self.requestID), ("arfvocab:isAbout", Self.assetID)] {
                output.start("relationship", namespace: core, ["type": type, "subject": report])
                output.element("ref", namespace: core, text: target)
                output.end()
            }
        }
        output.end()
    }

    private func write(_ name: String, _ id: String, _ pieces: [ArraySlice<UInt8>], to output: inout DocumentPieces) {
        output.start(name, ["id": id])
        output.start("content")
        output.splice(pieces)
        output.end()
        output.end()
    }

    /// Asset Identification 1.1, in the order of its schema.
    private func writeAsset(to output: inout DocumentPieces) {
        let ai = SCAPNamespace.assetIdentification
        output.start("asset", ["id": Self.assetID])
        output.start("computing-device", namespace: ai)
        let hostname = HostName.isValid(asset.name) ? asset.name : nil
        // What is no host name is still a name that a system gives: this program's.
        let own = hostname == nil ? [(resource: "urn:stigready:target", id: asset.name)] : []
        for name in own + asset.syntheticIDs { output.element("synthetic-id", namespace: ai, ["resource": name.resource, "id": name.id]) }
        for cpe in asset.cpes { output.element("cpe", namespace: ai, text: cpe) }
        if !asset.ipv4.isEmpty || !asset.macAddresses.isEmpty {
            output.start("connections", namespace: ai)
            for address in asset.ipv4 {
                output.start("connection", namespace: ai)
                output.start("ip-address", namespace: ai)
                output.element("ip-v4", namespace: ai, text: address)
                output.end()
                output.end()
            }
            for address in asset.macAddresses {
                output.start("connection", namespace: ai)
                output.element("mac-address", namespace: ai, text: address)
                output.end()
            }
            output.end()
        }
        if let fqdn = asset.fqdn { output.element("fqdn", namespace: ai, text: fqdn) }
        if let hostname { output.element("hostname", namespace: ai, text: hostname) }
        output.end()
        output.end()
    }

    /// The results with the system they were found on tied to the asset.
    ///
    /// SP 800-126r3, on OVAL results: `system_info` identifies its asset.
    private static func identified(_ document: [UInt8]) -> [ArraySlice<UInt8>] {
        guard let body = SplicedElement.body(of: document) else { return [] }
        guard let place = endOfSystemInfo(body) else { return [body] }
        let identification =
            "<asset-identification xmlns=\"\(SCAPNamespace.constructs)\"><object-ref xmlns=\"\(SCAPNamespace.assetReportingFormat)\" "
            + "ref-id=\"\(assetID)\"/></asset-identification>"
        return [body[..<place], Array(identification.utf8)[...], body[place...]]
    }

    /// Where the end tag of the first `system_info` begins; text cannot look like it, since `<` is escaped there.
    private static func endOfSystemInfo(_ bytes: ArraySlice<UInt8>) -> Int? {
        let name = Array("system_info>".utf8)
        return bytes.withUnsafeBufferPointer { buffer -> Int? in
            var index = 0
            while index + 2 + name.count <= buffer.count {
                guard buffer[index] == UInt8(ascii: "<"), buffer[index + 1] == UInt8(ascii: "/") else {
                    index += 1
                    continue
                }
                var local = index + 2
                var at = local
                // A prefix ends in a colon.
                while at < buffer.count, buffer[at] != UInt8(ascii: ">") {
                    if buffer[at] == UInt8(ascii: ":") { local = at + 1 }
                    at += 1
                }
                if at - local + 1 == name.count, buffer[local...at].elementsEqual(name) { return bytes.startIndex + index }
                index = at + 1
            }
            return nil
        }
    }
}

/// Asset Identification 1.1, `hostname-type`.
enum HostName {
    static func isValid(_ name: String) -> Bool {
        func isWord(_ character: Character) -> Bool {
            character.isASCII && (character.isLetter || character.isNumber || character == "_" || character == "-")
        }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        return labels.allSatisfy { !$0.isEmpty && $0.allSatisfy(isWord) }
    }
}
