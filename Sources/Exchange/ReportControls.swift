internal import RMF
internal import XML

/// The control table of a report.
struct ReportControls {
    let findings: ControlFindings
    let catalog: ControlCatalog?

    func write(to writer: inout XMLWriter) {
        let revision = findings.revision == .r5 ? "5" : "4"
        writer.element("controls", ["revision": revision, "revision-title": "revision \(revision)"]) { writer in
            if let catalog {
                for baseline in ControlCatalog.Baseline.allCases {
                    let coverage = findings.coverage(of: baseline, catalog: catalog)
                    if coverage.all == 0 { continue }
                    writer.element(
                        "coverage", ["baseline": baseline.rawValue, "touched": String(coverage.touched), "all": String(coverage.all)])
                }
            }
            var family: String?
            for finding in findings.findings {
                if finding.control.family != family {
                    if family != nil { writer.end() }
                    family = finding.control.family
                    let all = findings.findings.filter { $0.control.family == finding.control.family }
                    func count(_ state: ControlFindings.State) -> String { String(all.count { $0.state == state }) }
                    writer.start(
                        "family",
                        [
                            "id": finding.control.family, "title": finding.familyTitle, "controls": String(all.count), "open": count(.open),
                            "undecided": count(.undecided), "no-open-findings": count(.noOpenFindings),
                            "not-applicable": count(.notApplicable),
                        ])
                }
                write(finding, to: &writer)
            }
            if family != nil { writer.end() }
            for (title, ids) in [
                ("CCIs that the list does not know", findings.unknownCCIs), ("References that name no control", findings.unreadReferences),
            ] where !ids.isEmpty {
                writer.element("unmapped", ["title": title], text: ids.joined(separator: ", "))
            }
        }
    }

    private func write(_ finding: ControlFindings.Finding, to writer: inout XMLWriter) {
        let statements = finding.statements.filter { !$0.parts.isEmpty }.map(\.description)
        writer.element(
            "control",
            [
                "id": finding.control.description, "anchor": findings.anchor(of: finding.control), "title": finding.title,
                "baselines": finding.baselines.map(\.rawValue).joined(separator: ", "),
                "statements": statements.isEmpty ? nil : statements.joined(separator: ", "), "passing": String(finding.counts.passing),
                "applicable": String(finding.counts.applicable), "not-applicable": String(finding.counts.notApplicable),
                "withdrawn": finding.isWithdrawn
                    ? finding.successors.isEmpty ? "" : ", now in \(finding.successors.map(\.description).joined(separator: ", "))" : nil,
                "open": String(finding.counts.open), "worst": finding.worstOpen.map { "\($0)" },
                "state": finding.state.rawValue.replacing(" ", with: "-"), "state-title": finding.state.rawValue.capitalizedFirst,
            ]
        ) { writer in
            for rule in finding.rules where rule.standing == .open || rule.standing == .undecided {
                writer.element("see", ["rule": rule.ruleID, "title": rule.title])
            }
        }
    }
}

extension ControlFindings {
    /// The id of a control's row in a report; those of revision 4 differ, since both stand in one document.
    func anchor(of control: ControlID) -> String {
        let id = String(control.description.lowercased().map { $0 == "(" ? "." : $0 }.filter { $0 != ")" && $0 != " " })
        return revision == .r5 ? id : "r4-\(id)"
    }
}

extension String {
    var capitalizedFirst: String { isEmpty ? self : self[startIndex].uppercased() + dropFirst() }
}
