internal import Assessment
internal import XCCDF
internal import XML

/// Rule results on standard output, byte for byte as OpenSCAP prints them, since scripts parse them.
struct RuleBlocks {
    /// How much is printed of each rule.
    enum Layout {
        /// A block of lines.
        case blocks
        /// `--progress`: id and result on a line.
        case progress
        /// `--progress-full`: id, title and result on a line.
        case progressFull
    }

    var layout = Layout.blocks

    func text(for result: AssessmentResult) -> String {
        var text: String
        switch layout {
        case .blocks: text = "--- Starting Evaluation ---\n\n"
        case .progress: text = ""
        case .progressFull: text = "---evaluation\n"
        }
        for report in result.rules where report.result.result != .notselected {
            switch layout {
            case .blocks: text += block(report)
            case .progress: text += "\(report.rule.id):\(report.result.result.rawValue)\n"
            case .progressFull: text += "\(report.rule.id)|\(Console.printable(title(report)))|\(report.result.result.rawValue)\n"
            }
        }
        return text
    }

    private func block(_ report: RuleReport) -> String {
        var text = "Title\r\t\(coloured(Console.printableLines(title(report)), "1", end: "0;0"))\nRule\r\t\(report.rule.id)\n"
        for ident in report.rule.idents { text += "Ident\r\t\(Console.printable(ident.value))\n" }
        return text + "Result\r\t\(coloured(report.result.result))\n\n"
    }

    /// As it stands: a blank at its end is printed too.
    private func title(_ report: RuleReport) -> String { report.rule.title?.allText ?? "" }

    private func coloured(_ result: ResultValue) -> String {
        let code: String
        switch result {
        case .pass, .fixed: code = "32"
        case .fail: code = "31"
        case .error, .unknown: code = "33"
        case .notapplicable, .notchecked, .notselected, .informational: code = "1"
        }
        return coloured(result.rawValue, code, end: "0")
    }

    private func coloured(_ text: String, _ code: String, end: String) -> String {
        Console.hasColour ? "\u{1B}[\(code)m\(text)\u{1B}[\(end)m" : text
    }
}
