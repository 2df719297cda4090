internal import SCAP
internal import XCCDF
internal import XML

/// What a file is, in the layout of `oscap info`.
struct ContentInfo {
    let source: SourceContent

    func lines() -> [String] {
        switch source.kind {
        case .dataStream: dataStreams()
        case .benchmark:
            ["Document type: XCCDF Checklist"] + source.checklist.map { checklist($0.element, depth: 0) }.orEmpty
                + testResults(source.document.root.children("TestResult"))
        case .tailoring: ["Document type: XCCDF Tailoring"] + profiles(of: source.document.root, depth: 0)
        case .ovalDefinitions: ["Document type: OVAL Definitions"] + generator(source.document.root)
        case .ovalResults: ["Document type: OVAL Results"] + generator(source.document.root)
        case .ovalVariables: ["Document type: OVAL Variables"] + generator(source.document.root)
        case .ovalSystemCharacteristics: ["Document type: OVAL System Characteristics"] + generator(source.document.root)
        case .ovalDirectives: ["Document type: OVAL Directives"] + generator(source.document.root)
        case .cpeDictionary, .cpeLanguage: ["Document type: CPE Dictionary"]
        case .assetReports: ["Document type: Result Data Stream"] + reports()
        case .testResult: ["Document type: XCCDF Test Result"] + testResults([source.document.root])
        case .ocil: ["Document type: OCIL questionnaires (shown to people, never executed)"]
        case .script: ["Document type: SCE script (never executed)"]
        case .other: ["Document type: unknown (outermost element \"\(source.document.root.localName)\")"]
        }
    }

    private func dataStreams() -> [String] {
        var lines = ["Document type: Source Data Stream"]
        for stream in source.document.root.children("data-stream") {
            lines += ["", "Stream: \(stream.attribute("id") ?? "(none)")", "Generated: \(stream.attribute("timestamp") ?? "(null)")"]
            lines.append("Version: \(stream.attribute("scap-version") ?? "(none)")")
            for (title, name) in [
                ("Checklists", "checklists"), ("Checks", "checks"), ("Dictionaries", "dictionaries"),
                ("Extended components", "extended-components"),
            ] {
                let references = stream.child(name)?.children("component-ref") ?? []
                if references.isEmpty { continue }
                lines.append("\(title):")
                for reference in references {
                    lines.append("\tRef-Id: \(reference.attribute("id") ?? "(none)")")
                    guard name == "checklists", let content = component(reference) else { continue }
                    lines += content.localName == "Tailoring" ? profiles(of: content, depth: 2) : checklist(content, depth: 2)
                }
            }
        }
        return lines
    }

    private func component(_ reference: XMLElement) -> XMLElement? {
        let href = reference.attribute("href", namespace: "http://www.w3.org/1999/xlink") ?? ""
        let found = source.document.root.children.first { $0.attribute("id") == String(href.dropFirst()) }
        return found?.children.first { _ in true }
    }

    private func checklist(_ element: XMLElement, depth: Int) -> [String] {
        let tabs = String(repeating: "\t", count: depth)
        var lines: [String] = []
        if depth == 0 { lines.append("Checklist version: \(element.namespace.split(separator: "/").last ?? "")") }
        if let status = element.child("status") {
            lines.append("\(tabs)Status: \(status.trimmedText)")
            if let date = status.attribute("date") { lines.append("\(tabs)Generated: \(date)") }
        }
        let resolved = element.attribute("resolved")
        lines.append("\(tabs)Resolved: \(resolved == "true" || resolved == "1" ? "true" : "false")")
        lines += profiles(of: element, depth: depth)
        var seen: [String: String] = [:]
        var order: [String] = []
        collectChecks(element, into: &seen, order: &order)
        if !order.isEmpty { lines.append("\(tabs)Referenced check files:") }
        for href in order { lines += ["\(tabs)\t\(href)", "\(tabs)\t\tsystem: \(seen[href] ?? "")"] }
        return lines
    }

    private func profiles(of element: XMLElement, depth: Int) -> [String] {
        let tabs = String(repeating: "\t", count: depth)
        let all = element.children("Profile")
        return (all.isEmpty ? [] : ["\(tabs)Profiles:"])
            + all.flatMap { profile in
                [
                    "\(tabs)\tTitle: \(profile.child("title").map { XMLElement.trimmed($0.allText) } ?? "")",
                    "\(tabs)\t\tId: \(profile.attribute("id") ?? "")",
                ]
            }
    }

    private func collectChecks(_ element: XMLElement, into seen: inout [String: String], order: inout [String]) {
        for child in element.children {
            switch child.localName {
            case "Group", "Rule", "complex-check": collectChecks(child, into: &seen, order: &order)
            case "check":
                for reference in child.children("check-content-ref") {
                    guard let href = reference.attribute("href"), seen[href] == nil else { continue }
                    seen[href] = child.attribute("system") ?? ""
                    order.append(href)
                }
            default: continue
            }
        }
    }

    private func generator(_ element: XMLElement) -> [String] {
        guard let generator = element.child("generator") else { return [] }
        return [
            "OVAL version: \(generator.child("schema_version")?.trimmedText ?? "(none)")",
            "Generated: \(generator.child("timestamp")?.trimmedText ?? "(none)")",
        ]
    }

    private func testResults(_ elements: [XMLElement]) -> [String] {
        (elements.isEmpty ? [] : ["Test results:"])
            + elements.flatMap { element in
                [
                    "\tId: \(element.attribute("id") ?? "(none)")",
                    "\t\tProfile: \(element.child("profile")?.attribute("idref") ?? "(none)")",
                    "\t\tTarget: \(element.child("target")?.trimmedText ?? "(none)")",
                    "\t\tEnd time: \(element.attribute("end-time") ?? "(none)")",
                ]
            }
    }

    private func reports() -> [String] {
        var lines: [String] = []
        for report in source.document.root.child("reports")?.children("report") ?? [] {
            let content = report.child("content")?.children.first { _ in true }
            lines.append("Report: \(report.attribute("id") ?? "(none)"), \(content?.localName ?? "empty")")
        }
        return lines
    }
}

extension [String]? {
    fileprivate var orEmpty: [String] { self ?? [] }
}
