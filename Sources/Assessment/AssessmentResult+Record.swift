internal import Diagnostics
public import Exchange
internal import OVAL
internal import XCCDF
internal import XML

extension AssessmentResult {
    /// The result as plain data, which every document but OVAL and ARF is written from.
    ///
    /// - Parameters:
    ///   - tool: Name and version of the program.
    ///   - gate: Whether what was asked of the scan holds; `nil` where nothing was.
    public func record(tool: AssessmentRecord.Tool, gate: Gate? = nil) -> AssessmentRecord {
        let text = BenchmarkText(selected)
        var contentRecord = Self.contentRecord(of: selected, file: content.file, sha256: content.sha256, text)
        contentRecord.chosenBecause = content.chosenBecause
        return AssessmentRecord(
            tool: tool, time: time.iso8601, mode: mode == .literal ? "literal" : "evidence", target: target.record, content: contentRecord,
            gate: gate.map(GateRecord.init),
            rules: rules.filter { $0.result.result != .notselected }.map { Self.record(of: $0, in: content.benchmark, text) },
            scores: scores.map { .init(system: $0.system, value: $0.value, maximum: $0.maximum) },
            diagnostics: content.diagnostics.map {
                .init(severity: $0.severity.rawValue, location: $0.location?.description, subject: $0.subject, message: $0.message)
            })
    }

    /// What the record says of the content: of `selected`, read from `file`.
    static func contentRecord(of selected: SelectedRules, file: String, sha256: String, _ text: BenchmarkText) -> ContentRecord {
        let benchmark = selected.benchmark
        var contentRecord = ContentRecord(
            file: file.split(separator: "/").last.map(String.init) ?? file, sha256: sha256,
            benchmark: benchmark.id, title: benchmark.title.map { text.plainText(of: $0) } ?? benchmark.id, version: benchmark.version,
            release: benchmark.plainTexts.first { $0.id == "release-info" }?.text, profile: selected.profile?.id,
            profileTitle: selected.profile?.title.map { text.plainText(of: $0) }, tailoring: selected.tailoring?.id)
        contentRecord.description = benchmark.descriptionElement.map { text.plainText(of: $0) } ?? ""
        contentRecord.notice = benchmark.notices.first.map { text.plainText(of: $0) } ?? ""
        // XCCDF 1.2, `metadata` in the terms of Dublin Core; DISA writes them into the `reference` of the benchmark.
        func metadata(_ name: String) -> String {
            let places = benchmark.element.children("metadata") + benchmark.element.children("reference")
            return places.lazy.compactMap { $0.children(name).first?.trimmedText }.first { !$0.isEmpty } ?? ""
        }
        contentRecord.publisher = metadata("publisher")
        contentRecord.source = metadata("source")
        contentRecord.status = benchmark.statuses.last?.value.rawValue
        contentRecord.statusDate = benchmark.statuses.last?.date
        return contentRecord
    }

    /// What the record says of a rule of `benchmark`.
    static func record(of report: RuleReport, in benchmark: Benchmark, _ text: BenchmarkText) -> RuleRecord {
        let rule = report.rule
        let group = benchmark.ancestors(ofGroupAt: rule.parent).first
        let description = rule.descriptionElement.map { text.plainText(of: $0) } ?? ""
        let check = rule.checks.compactMap(\.content).map { text.plainText(of: $0) }.first { !$0.isEmpty }
        var prose: [RuleRecord.Prose] = []
        func add(_ title: String, _ element: XMLElement?) {
            guard let element else { return }
            let html = text.htmlFragment(of: element)
            if html.utf8.contains(where: { $0 > 0x20 }) { prose.append(.init(title: title, html: html)) }
        }
        add("Requirement", rule.descriptionElement)
        add("Why it matters", rule.rationale)
        for fix in rule.fixTexts.prefix(1) { add("What to do", fix) }
        for warning in rule.warnings { add("Warning", warning) }
        for note in text.profileNotes(of: rule) { add("Note for this profile", note) }
        add("Impact metric", rule.impactMetric)
        let idents = rule.idents.filter { !$0.value.hasPrefix("CCI-") }
        let requirement = RequirementMetadata(rule)
        let used = report.result.used?.checks.first
        let usedCheck = used?.check ?? rule.checks.first
        let reference = used?.contentRef ?? usedCheck?.contentRefs.first
        return RuleRecord(
            id: rule.id, group: group?.id, groupTitle: group?.title.map { text.plainText(of: $0) }, version: rule.version,
            title: rule.title.map { text.plainText(of: $0) } ?? rule.id, severity: report.result.severity.rawValue,
            category: report.category, weight: report.result.weight, result: report.result.result.rawValue,
            literal: report.literal.rawValue, evidence: report.evidenceClass.rawValue, evidenceHash: report.evidenceHash,
            responsibility: requirement.responsibility, provider: requirement.provider, deployer: requirement.deployer,
            response: requirement.response, proof: report.proof, isProven: report.isProven, sentence: report.sentence, ccis: report.ccis,
            nist: report.nistReferences,
            idents: idents.map { .init(system: $0.system, value: $0.value) },
            legacyIDs: idents.filter { $0.system.hasSuffix("cyber.mil/legacy") }.map(\.value),
            discussion: vulnDiscussion(in: description) ?? description, check: check ?? requirement.check ?? "",
            fix: rule.fixTexts.first.map { text.plainText(of: $0) } ?? "",
            fixID: rule.fixTexts.first?.attribute("fixref") ?? rule.fixes.first?.id, checkSystem: usedCheck?.system,
            checkReference: reference.map { .init(href: $0.href, name: $0.name) }, texts: prose,
            tests: report.tests.prefix(recordedTests).map(TestRecord.init), definitions: report.definitions)
    }
}

/// So many tests of a rule, and things found by a test, stand in a record; all stand in the OVAL results.
private let recordedTests = 100
private let recordedItems = 25

/// DISA writes escaped elements into the description; this is the text of the first.
private func vulnDiscussion(in text: String) -> String? {
    guard let start = text.firstRange(of: "<VulnDiscussion>"), let end = text.firstRange(of: "</VulnDiscussion>"),
        start.upperBound <= end.lowerBound
    else { return nil }
    return XMLElement.trimmed(String(text[start.upperBound..<end.lowerBound]))
}

extension TestRecord {
    fileprivate init(_ test: TestEvidence) {
        self.init(
            id: test.id, kind: test.kind, comment: test.comment, result: test.result.rawValue, expected: test.expected,
            searched: test.searched,
            found: test.found.prefix(recordedItems).map { item in
                Found(
                    path: item.path, line: item.line, result: (item.result ?? test.result).rawValue,
                    values: item.entities.map { .init(name: $0.name, value: String($0.value.prefix(400))) }, sentence: item.sentence,
                    message: item.message)
            }, foundCount: test.found.count, messages: Array(test.messages.prefix(10)))
    }
}

extension GateRecord {
    init(_ gate: Gate) {
        let verdict =
            switch gate.verdict {
            case .holds: "holds"
            case .findings: "findings"
            case .tooLittleEvidence: "too little evidence"
            }
        self.init(
            verdict: verdict, profileDoesNotFit: gate.profileDoesNotFit, failOn: gate.policy.failOn,
            minimumEvidence: gate.policy.minimumEvidence, evidencePercent: (gate.evidencePercent * 10).rounded() / 10,
            selected: gate.selected, observed: gate.observed, absence: gate.absence, vacuous: gate.vacuous,
            notApplicableProven: gate.notApplicable, notApplicableUnproven: gate.unprovenNotApplicable, undecided: gate.undecided,
            manual: gate.manual, open: gate.open)
    }
}
