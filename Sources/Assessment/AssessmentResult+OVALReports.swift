internal import OVAL
public import XCCDF

extension AssessmentResult {
    /// Every document of OVAL results, of the checks and then of what platforms ask, each under a name that no other has.
    ///
    /// A document of definitions is evaluated more than once where rules hand different values to one variable: the results of the second
    /// evaluation are another report than those of the first.
    public var ovalReports: [(name: String, document: OVALDocument)] {
        var counts: [String: Int] = [:]
        return (oval + inventory).map { document in
            let count = counts[document.href, default: 0] + 1
            counts[document.href] = count
            return (Self.name(document.href, count), document)
        }
    }

    /// The test result with each check referring to the report that answered it, by the names of ``ovalReports``.
    public func referringToReports(_ result: XCCDF.TestResult) -> XCCDF.TestResult {
        var result = result
        for place in result.ruleResults.indices {
            guard let used = result.ruleResults[place].used else { continue }
            result.ruleResults[place].used = used.mapChecks { check in
                var check = check
                if let name = reportName(of: check) { check.contentRef?.href = name }
                return check
            }
        }
        return result
    }

    /// The name of the report that answers a check: an evaluation of its document, with its values, in which its definition was asked.
    private func reportName(of check: RuleResult.UsedCheck) -> String? {
        guard let reference = check.contentRef else { return nil }
        var count = 0
        for document in oval where document.href == reference.href {
            count += 1
            let hasValues = check.exports.allSatisfy { document.results.externalVariables[$0.name] == $0.values }
            if hasValues && reference.name.map({ document.results.definitionResults[$0] != nil }) ?? true {
                return Self.name(document.href, count)
            }
        }
        return nil
    }

    private static func name(_ href: String, _ number: Int) -> String { number == 1 ? href : "\(href)#evaluation-\(number)" }
}

extension RuleResult.Used {
    /// The same with every check changed.
    func mapChecks(_ change: (RuleResult.UsedCheck) -> RuleResult.UsedCheck) -> RuleResult.Used {
        switch self {
        case .check(let check): .check(change(check))
        case .complex(let combining, let negate, let children):
            .complex(combining, negate: negate, children.map { $0.mapChecks(change) })
        }
    }
}
