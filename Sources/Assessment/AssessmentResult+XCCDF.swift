internal import OVAL
public import XCCDF

extension AssessmentResult {
    /// The run as XCCDF has it: one rule-result for each rule, with one message that says what was found.
    ///
    /// The evidence stands in the check's `check-content` too where it was asked for (`scan`): as `detail` and `comment`, which checklist
    /// tools read, and as `evidence` with its class and hash.
    ///
    /// - Parameter tool: CPE name of this program.
    public func testResult(tool: String) -> XCCDF.TestResult {
        var result = XCCDF.TestResult(
            id: XCCDF.TestResult.id(for: selected), of: selected, rules.map { ruleResult($0) }, target: target.name,
            startTime: time.iso8601,
            endTime: time.iso8601)
        result.testSystem = tool
        result.benchmarkHref = content.file.split(separator: "/").last.map(String.init) ?? content.file
        result.title = "Assessment of \(target.name)"
        result.targetFacts = [.init("urn:scap:fact:asset:identifier:host_name", target.name)]
        if !target.systemInfo.osName.isEmpty {
            result.targetFacts.append(.init("urn:scap:fact:asset:identifier:os_name", target.systemInfo.osName))
            result.targetFacts.append(.init("urn:scap:fact:asset:identifier:os_version", target.systemInfo.osVersion))
        }
        result.platforms = applicablePlatforms
        return result
    }

    private func ruleResult(_ report: RuleReport) -> RuleResult {
        var result = report.result
        result.time = time.iso8601
        if result.result != .notselected, !report.sentence.isEmpty { result.messages = [.init(.info, report.sentence)] }
        guard mode == .evidence, result.result != .notselected else { return result }
        let manager = "http://github.com/nuwcdivnpt/stig-manager"
        var evidence: KeyValuePairs<String, String> = ["class": report.evidenceClass.rawValue]
        if let hash = report.evidenceHash { evidence = ["class": report.evidenceClass.rawValue, "sha256": hash] }
        result.checkContent = [
            Markup("detail", namespace: manager, text: report.proof ?? report.sentence),
            Markup("comment", namespace: manager, text: comment(on: report)),
            Markup("evidence", namespace: "urn:stigready:evidence:1", evidence),
        ]
        return result
    }

    /// The comment on a rule that the image itself shows not to apply; a reader of results knows it by this.
    static let provenComment = "Found not applicable by stigready from the files of the image."

    private func comment(on report: RuleReport) -> String {
        switch report.result.result {
        case .pass, .fail, .fixed: return "Decided by stigready from the files of the image; evidence: \(report.evidenceClass.rawValue)."
        case .notapplicable:
            return report.isProven
                ? Self.provenComment
                : "Not applicable by the content's own check; the image does not prove it."
        case .error, .unknown: return "Not decided by stigready; evidence: \(report.evidenceClass.rawValue)."
        case .notchecked, .notselected, .informational: return "Not decided by stigready: left to a person."
        }
    }

    /// Platforms that were asked for and hold, sorted.
    private var applicablePlatforms: [String] {
        var names: Set<String> = []
        for report in rules {
            for considered in report.result.platformsConsidered where considered.outcome.applies { names.insert(considered.idref) }
        }
        return names.sorted()
    }
}
