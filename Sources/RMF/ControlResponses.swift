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
        heading(&page)
        for finding in findings.findings { section(finding, &page) }
        notes(&page)
        return page.finished
    }

    private func heading(_ page: inout MarkdownPage) {
        page.heading(1, "Control responses")
        page.items([
            ("Target", subject.target), ("Content", subject.content), ("Assessed", subject.time), ("Tool", subject.tool),
            ("Evidence", subject.evidence), ("Catalogue", "NIST SP 800-53 \(findings.revision == .r5 ? "revision 5" : "revision 4")"),
        ])
        page.paragraph(
            "Drafted from the results of rules. A passing rule is evidence toward a control, not the control satisfied: "
                + "the parts of a control that no rule speaks of, and the judgement, are the deployer's and the assessor's.")
    }

    private func section(_ finding: ControlFindings.Finding, _ page: inout MarkdownPage) {
        page.heading(2, finding.title.isEmpty ? "\(finding.control)" : "\(finding.control) \(finding.title)")
        var facts = [("Rules", rulesLine(finding)), ("Family", finding.familyTitle)]
        facts.append(("Baselines", finding.baselines.map(\.rawValue).joined(separator: ", ")))
        if finding.isWithdrawn {
            let successors = finding.successors.map(\.description).joined(separator: ", ")
            facts.append(("Withdrawn", successors.isEmpty ? "in this revision" : "in this revision, now in \(successors)"))
        }
        facts.append(("Statement parts named by rules", finding.statements.map(\.description).joined(separator: ", ")))
        if !finding.ccis.isEmpty {
            facts.append(
                ("CCIs", finding.ccis.joined(separator: ", ") + " (\(finding.ccis.count) of the \(finding.cciCount) of this control)"))
        }
        page.items(facts)

        part("How the image meets it", finding, .passing, &page) { rule in
            rule.sentences.isEmpty ? ["pass (\(rule.evidence.rawValue))"] : rule.sentences
        }
        part("Open", finding, .open, &page) { rule in
            ["\(rule.category)"] + rule.sentences
        }
        part("Not applicable, and why", finding, .notApplicable, &page) { rule in
            (rule.sentences.isEmpty ? ["no reason is recorded"] : rule.sentences) + (rule.provider.map { ["provided by: \($0)"] } ?? [])
        }
        page.heading(3, "What remains for the deployer")
        remaining(finding, &page)
        page.heading(3, "Assessor")
        page.paragraph("To be completed: determination, date, name.")
    }

    private func rulesLine(_ finding: ControlFindings.Finding) -> String {
        let counts = finding.counts
        var line = counts.summary
        if let worst = finding.worstOpen { line += "; \(counts.open) open, worst \(worst)" }
        if counts.undecided > 0 { line += "; \(counts.undecided) not decided" }
        if counts.vacuous > 0 { line += " (\(counts.vacuous) of them without evidence)" }
        return line
    }

    private func part(
        _ title: String,
        _ finding: ControlFindings.Finding,
        _ standing: RuleFinding.Standing,
        _ page: inout MarkdownPage,
        _ lines: (RuleFinding) -> [String]
    ) {
        let rules = finding.rules.filter { $0.standing == standing }
        if rules.isEmpty { return }
        page.heading(3, title)
        for rule in rules { page.item(rule.ruleID, rule.title, lines(rule)) }
        page.endList()
    }

    private func remaining(_ finding: ControlFindings.Finding, _ page: inout MarkdownPage) {
        for rule in finding.rules {
            var lines: [String] = []
            switch rule.standing {
            case .open: lines.append("fails: correct it, or record the risk and its acceptance")
            case .undecided: lines.append("not decided from the image (\(rule.result), \(rule.evidence.rawValue)): assess by hand")
            case .passing, .notApplicable, nil: break
            }
            if let deployer = rule.deployer, !deployer.isEmpty { lines.append(deployer) }
            if let responsibility = rule.responsibility, responsibility != "image", responsibility != "component",
                responsibility != "inherent"
            {
                lines.append("responsibility: \(responsibility)" + (rule.provider.map { ", provided by \($0)" } ?? ""))
            }
            if !lines.isEmpty { page.item(rule.ruleID, rule.title, lines) }
        }
        page.bullet("Everything in the control's statement beyond the parts named above, and its organisation-defined parameters.")
        page.endList()
    }

    private func notes(_ page: inout MarkdownPage) {
        guard !findings.unknownCCIs.isEmpty || !findings.unreadReferences.isEmpty || !findings.unmappedRules.isEmpty else { return }
        page.heading(2, "Not mapped")
        page.items([
            ("CCIs that the list does not know", findings.unknownCCIs.joined(separator: ", ")),
            ("References that name no control", findings.unreadReferences.joined(separator: ", ")),
            ("Rules that map to no control", findings.unmappedRules.joined(separator: ", ")),
        ])
    }
}
