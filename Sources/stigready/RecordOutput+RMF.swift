internal import Diagnostics
internal import Exchange
internal import RMF
internal import Workbooks

/// The parts of an authorization package. `scan` and `render` write them for all controls and without people and dates, `rmf` as asked for.
extension RecordOutput {
    /// The controls of revision 5.
    func controls() throws(ContentError) -> ControlFindings { record.controls(in: try data.controlCatalog(), revision: .r5) }

    /// `results.json, SHA-256 …`.
    func evidenceText() throws(ContentError) -> String {
        let evidence = try evidence()
        return "\(evidence.file), SHA-256 \(evidence.sha256)"
    }

    /// What heads control responses.
    func subject() throws(ContentError) -> ControlResponses.Subject {
        let content = record.content
        return ControlResponses.Subject(
            target: record.target.name + (record.target.digest.map { " (\($0))" } ?? ""),
            content: "\(content.title) \(content.version), \(content.profile ?? "no profile")",
            tool: "\(record.tool.name) \(record.tool.version)", time: record.time, evidence: try evidenceText())
    }

    /// An OSCAL document.
    func oscal(
        _ kind: OSCALKind, findings: ControlFindings? = nil, options: PackageOptions = PackageOptions()
    ) throws(ContentError) -> [UInt8] {
        let findings = if let findings { findings } else { try controls() }
        let evidence = try evidence()
        do throws(RecordError) { return try record.oscal(kind, findings: findings, options: options, evidence: evidence) } catch {
            throw ContentError(error.description)
        }
    }

    /// The container scan for eMASS, which needs no people and dates.
    func emass() throws(ContentError) -> [UInt8] {
        let findings = try controls()
        let evidence = try evidenceText()
        do throws(EMASSFailure) { return try record.emass(.containerScanResults, findings: findings, evidence: evidence) } catch {
            switch error {
            case .violations(let violations): throw ContentError(violations.map { Diagnostic(.error, $0.description) })
            case .record(let error): throw ContentError(error.description)
            }
        }
    }

    /// The plan of action and milestones as CSV.
    func poamCSV() throws(ContentError) -> [UInt8] {
        POAMTable.csv(record.poamItems(try controls(), evidence: try evidenceText()), layout: .columns26, options: PackageOptions())
    }

    /// The same as a workbook.
    func poamWorkbook() throws(ContentError) -> [UInt8] {
        try POAMWorkbook.workbook(
            record.poamItems(try controls(), evidence: try evidenceText()), of: record, layout: .columns26, options: PackageOptions()
        ).content()
    }

    /// DISA's sheet for vendors, without DISA's words unless `srg` has them.
    func vendorSheet(findings: ControlFindings, srg: SRGDocument? = nil) -> [UInt8] {
        var controls: [String: [String]] = [:]
        for finding in findings.findings {
            for id in Set(finding.rules.map(\.ruleID)) { controls[id, default: []].append("\(finding.control)") }
        }
        return VendorSheet.csv(record, controls: controls, srg: srg)
    }
}
