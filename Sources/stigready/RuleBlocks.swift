internal import Assessment
internal import XCCDF
internal import XML

/// Rule results on standard output, byte for byte as OpenSCAP prints them, since scripts parse them.
struct RuleBlocks {
    /// One line for each rule instead of a block.
    var progressOnly = false

    func text(for result: AssessmentResult) -> String {
        var text = progressOnly ? "" : "--- Starting Evaluation ---\n\n"
        for report in result.rules where report.result.result != .notselected {
            text += progressOnly ? "\(report.rule.id):\(report.result.result.rawValue)\n" : block(report)
        }
        return text
    }

    private func block(_ report: RuleReport) -> String {
        let title = report.rule.title.map { XMLElement.trimmed($0.allText) } ?? ""
        var text = "Title\r\t\(title)\nRule\r\t\(report.rule.id)\n"
        for ident in report.rule.idents { text += "Ident\r\t\(ident.value)\n" }
        return text + "Result\r\t\(coloured(report.result.result))\n\n"
    }

    private func coloured(_ result: ResultValue) -> String {
        guard Console.hasColour else { return result.rawValue }
        let code: String
        switch result {
        case .pass, .fixed: code = "32"
        case .fail: code = "31"
        case .error, .unknown: code = "33"
        case .notapplicable, .notchecked, .notselected, .informational: code = "36"
        }
        return "\u{1B}[\(code)m\(result.rawValue)\u{1B}[0m"
    }
}
