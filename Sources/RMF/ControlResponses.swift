/// Drafts of control responses, one section per control that rules map to, as Markdown.
///
/// The text says what the rules show and what they leave open. It claims no control to be satisfied.
public struct ControlResponses: Sendable {
    /// What was assessed, by what, when.
    public struct Subject: Sendable {
        /// The image by name, with its digest where it is known.
        public var target: String
        /// Benchmark title, version and profile.
        public var content: String
        /// Program name and version.
        public var tool: String
        /// When, ISO 8601.
        public var time: String
        /// The result that the responses were drawn from, e.g. its file name and SHA-256.
        public var evidence: String

        /// From the five texts; an empty one is left out.
        public init(target: String, content: String, tool: String, time: String, evidence: String) {
            self.target = target
            self.content = content
            self.tool = tool
            self.time = time
            self.evidence = evidence
        }
    }

    private let subject: Subject
    private let findings: ControlFindings

    /// Responses for `findings`.
    public init(_ findings: ControlFindings, subject: Subject) {
        self.findings = findings
        self.subject = subject
    }

    /// The document, line feeds at line ends, one at the end.
    public var markdown: String {
        var page = MarkdownPage()
        page.heading(1, "Control responses")
        heading(&page)
        for response in findings.responses { section(response, 2, &page) }
        notes(&page)
        return page.finished
    }

    /// One document for each control, by a file name of its own (`AC-2.3.md` for AC-2(3)), in the catalogue's order.
    public var pages: [(name: String, markdown: String)] {
        findings.responses.map { response in
            var page = MarkdownPage()
            section(response, 1, &page)
            heading(&page)
            return (Self.fileName(response.finding.control), page.finished)
        }
    }

    /// The file of a control: its OSCAL id with capital letters, which no file system takes amiss.
    static func fileName(_ control: ControlID) -> String { "\(control.oscalID.uppercased()).md" }

    private func heading(_ page: inout MarkdownPage) {
        page.items([
            ("Target", subject.target), ("Content", subject.content), ("Assessed", subject.time), ("Tool", subject.tool),
            ("Evidence", subject.evidence), ("Catalogue", "NIST SP 800-53 \(findings.revisionTitle)"),
            ("CCI list", findings.cciList), ("Controls", findings.selection.map { "\($0.title) only" } ?? ""),
        ])
        page.paragraph(
            "Drafted from the results of rules. A passing rule is evidence toward a control, not the control satisfied: "
                + "the parts of a control that no rule speaks of, and the judgement, are the deployer's and the assessor's.")
    }

    private func section(_ response: ControlResponse, _ level: Int, _ page: inout MarkdownPage) {
        let finding = response.finding
        page.heading(level, finding.title.isEmpty ? "\(finding.control)" : "\(finding.control) \(finding.title)")
        page.items(facts(response))

        part("How the image meets it", response.met, level, &page)
        part("Open", response.open, level, &page)
        part("Not applicable, and why", response.notApplicable, level, &page)
        page.heading(level + 1, "What remains for the deployer")
        for point in response.deployer { page.item(point.ruleID, point.title, point.sentences) }
        page.bullet("Everything in the control's statement beyond the parts named above, and its organisation-defined parameters.")
        page.endList()
        let hashes = finding.rules.compactMap { rule in rule.evidenceHash.map { (rule.ruleID, $0) } }
        if !hashes.isEmpty {
            page.heading(level + 1, "Evidence")
            for (id, hash) in hashes { page.item(id, "evidence SHA-256 \(hash)", []) }
            page.endList()
        }
        page.heading(level + 1, "Assessor")
        page.paragraph("To be completed: determination, date, name.")
    }

    private func facts(_ response: ControlResponse) -> [(String, String)] {
        let finding = response.finding
        var facts = [
            ("Rules", response.standing), ("Draft status", response.status.rawValue),
            ("Responsibility", response.responsibilities.isEmpty ? "" : response.responsibilities.joined(separator: ", ")),
            ("Provided by", response.providers.joined(separator: "; ")), ("Family", finding.familyTitle),
            ("Baselines", finding.baselines.map(\.rawValue).joined(separator: ", ")),
        ]
        if finding.isWithdrawn {
            let successors = finding.successors.map(\.description).joined(separator: ", ")
            facts.append(("Withdrawn", successors.isEmpty ? "in this revision" : "in this revision, now in \(successors)"))
        }
        facts.append(("Statement parts named by rules", finding.statements.map(\.description).joined(separator: ", ")))
        if !finding.ccis.isEmpty {
            facts.append(
                ("CCIs", finding.ccis.joined(separator: ", ") + " (\(finding.ccis.count) of the \(finding.cciCount) of this control)"))
        }
        return facts
    }

    private func part(_ title: String, _ points: [ControlResponse.Point], _ level: Int, _ page: inout MarkdownPage) {
        if points.isEmpty { return }
        page.heading(level + 1, title)
        for point in points { page.item(point.ruleID, point.title, point.sentences) }
        page.endList()
    }

    private func notes(_ page: inout MarkdownPage) {
        if let selection = findings.selection {
            page.heading(2, "Controls of the \(selection.title) that no rule speaks of")
            page.paragraph(findings.untouched.isEmpty ? "None." : findings.untouched.map(\.description).joined(separator: ", "))
            if !selection.unknown.isEmpty {
                page.paragraph("Not in the catalogue: \(selection.unknown.joined(separator: ", ")).")
            }
        }
        guard !findings.unknownCCIs.isEmpty || !findings.unreadReferences.isEmpty || !findings.unmappedRules.isEmpty else { return }
        page.heading(2, "Not mapped")
        page.items([
            ("CCIs that the list does not know", findings.unknownCCIs.joined(separator: ", ")),
            ("References that name no control", findings.unreadReferences.joined(separator: ", ")),
            ("Rules that map to no control", findings.unmappedRules.joined(separator: ", ")),
        ])
    }
}
