internal import Glibc
internal import SCAP
internal import XCCDF
internal import XML

/// What a file is, in the layout of `oscap info`.
struct ContentInfo {
    let source: SourceContent

    func lines() -> [String] {
        var lines = described()
        // oscap says when the file was written, in the time of the machine, behind what it is.
        if let time = Self.modified(source.path) {
            let place =
                switch source.kind {
                case .benchmark: 2
                case .ovalDefinitions, .ovalResults, .ovalVariables, .ovalSystemCharacteristics, .ovalDirectives: 3
                default: 1
                }
            lines.insert("Imported: \(time)", at: min(lines.count, place))
        }
        return lines
    }

    private static func modified(_ path: String) -> String? {
        var record = stat()
        guard stat(path, &record) == 0 else { return nil }
        var time = tm()
        guard localtime_r(&record.st_mtim.tv_sec, &time) != nil else { return nil }
        func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return
            "\(time.tm_year + 1900)-\(two(time.tm_mon + 1))-\(two(time.tm_mday))T\(two(time.tm_hour)):\(two(time.tm_min)):\(two(time.tm_sec))"
    }

    private func described() -> [String] {
        switch source.kind {
        case .dataStream: dataStreams()
        case .benchmark:
            ["Document type: XCCDF Checklist"] + source.checklist.map { checklist($0.element, depth: 0) }.orEmpty
                + testResults(source.document.root.children("TestResult"))
        case .tailoring:
            ["Document type: XCCDF Tailoring"] + tailoring(source.document.root, depth: 0)
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
                if references.isEmpty {
                    // oscap says so of these.
                    if name == "checks" || name == "dictionaries" { lines.append("No \(name).") }
                    continue
                }
                lines.append("\(title):")
                for reference in references {
                    lines.append("\tRef-Id: \(reference.attribute("id") ?? "(none)")")
                    guard name == "checklists", let content = component(reference) else { continue }
                    lines += content.localName == "Tailoring" ? tailoring(content, depth: 2) : checklist(content, depth: 2)
                }
            }
        }
        return lines
    }

    /// What oscap prints of a profile, and then the rules that it selects.
    ///
    /// - Parameter isFurther: Whether it stands behind that of another data stream of the file.
    func lines(of selected: SelectedRules, isFurther: Bool = false) -> [String] {
        let text = BenchmarkText(selected)
        func folded(_ element: XMLElement?) -> String? {
            element.map { text.plainText(of: $0).split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        }
        var lines = isFurther ? [] : ["Document type: \(source.kind == .dataStream ? "Source Data Stream" : "XCCDF Checklist")"]
        if let stream = source.dataStream {
            if !isFurther, let time = Self.modified(source.path) { lines.append("Imported: \(time)") }
            lines += ["", "Stream: \(stream.id)", "Generated: \(stream.timestamp ?? "(null)")"]
            lines.append("Version: \(stream.scapVersion ?? "(none)")")
        }
        lines += ["Profile", "\tTitle: \(folded(selected.profile?.title) ?? "(null)")", "\tId: \(selected.profile?.id ?? "(null)")", ""]
        lines.append("\tDescription: \(folded(selected.profile?.descriptionElement) ?? "(null)")")
        let rules = selected.rules.filter(\.isSelected)
        return lines + ["\tRules: \(rules.count)"] + rules.map { "\t\t\($0.rule.id)" }
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

    private func tailoring(_ element: XMLElement, depth: Int) -> [String] {
        let tabs = String(repeating: "\t", count: depth)
        return ["\(tabs)Benchmark Hint: \(element.child("benchmark")?.attribute("href") ?? "(none)")"] + profiles(of: element, depth: depth)
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

    private func testResults(_ elements: [XMLElement], depth: Int = 1) -> [String] {
        let tabs = String(repeating: "\t", count: depth)
        var lines = elements.isEmpty || depth > 1 ? [] : ["Test Results:"]
        for element in elements {
            let benchmark = element.child("benchmark")
            lines += [
                "\(tabs)Result ID: \(element.attribute("id") ?? "(null)")",
                "\(tabs)Source benchmark: \(benchmark?.attribute("href") ?? "(null)")",
                "\(tabs)Source profile: \(element.child("profile")?.attribute("idref") ?? "(null)")",
                "\(tabs)Evaluation started: \(element.attribute("start-time") ?? "(null)")",
                "\(tabs)Evaluation finished: \(element.attribute("end-time") ?? "(null)")",
                "\(tabs)Platform CPEs:",
            ]
            let platforms = element.children("platform").compactMap { $0.attribute("idref") }
            lines += (platforms.isEmpty ? ["(none)"] : platforms).map { "\(tabs)\t\($0)" }
        }
        return lines
    }

    private func reports() -> [String] {
        let root = source.document.root
        let relationships = root.child("relationships")?.children("relationship") ?? []
        func target(_ type: String, _ report: String) -> String? {
            relationships.first { $0.attribute("subject") == report && ($0.attribute("type") ?? "").hasSuffix(":\(type)") }?
                .child("ref")?.trimmedText
        }
        var lines: [String] = []
        let reports = root.child("reports")?.children("report") ?? []
        for asset in root.child("assets")?.children("asset") ?? [] {
            let id = asset.attribute("id") ?? "(null)"
            lines += ["", "Asset: \(id)"]
            for report in reports where target("isAbout", report.attribute("id") ?? "") == id {
                lines += self.report(report, request: target("createdFor", report.attribute("id") ?? ""))
            }
        }
        // What is about no asset is there all the same.
        for report in reports where target("isAbout", report.attribute("id") ?? "") == nil {
            lines += self.report(report, request: target("createdFor", report.attribute("id") ?? ""))
        }
        return lines
    }

    private func report(_ report: XMLElement, request: String?) -> [String] {
        var lines = ["\tARF report: \(report.attribute("id") ?? "(null)")"]
        if let request { lines.append("\t\tReport request: \(request)") }
        let content = report.child("content")?.children.first { _ in true }
        switch content?.localName {
        case "TestResult": lines += testResults(content.map { [$0] } ?? [], depth: 2)
        case let name: lines.append("\t\tContent: \(name ?? "(none)")")
        }
        return lines
    }
}

extension [String]? {
    fileprivate var orEmpty: [String] { self ?? [] }
}
