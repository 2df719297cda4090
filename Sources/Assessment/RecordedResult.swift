public import Diagnostics
public import Exchange
internal import OVAL
internal import RMF
internal import XCCDF
public import XML

/// A result that was saved as XCCDF or ARF, by this program or another, as the record that every document is written from.
///
/// As far as the file goes: a result without its benchmark has no titles, one without OVAL nothing that explains it. What is missing is
/// never made up; ``missing`` says it in one line.
public struct RecordedResult: Sendable {
    /// The record.
    public let record: AssessmentRecord
    /// What a `results.json` would say and this file does not, as a phrase; `nil` where nothing is missing.
    public let missing: String?

    /// Reads the `TestResult` with the id `resultID`; without one the most recent, of several of the same time the last.
    ///
    /// Throws where the document holds none, or none of that id, and where it cannot be read.
    public init(_ document: XMLDocument, resultID: String? = nil) async throws(ContentError) {
        let place = try RecordedPlace(document, resultID: resultID)
        let result = try XCCDF.TestResult(reading: place.element)
        let time = Timestamp(result.endTime)
        var builder = RecordBuilder(place: place, result: result, selected: place.selected(result))
        if let collection = place.collection { builder.evidence = await RecordedEvidence(collection, now: time) }
        record = builder.record(time: time?.iso8601 ?? result.endTime)
        missing = builder.missing
    }
}

/// Makes the record.
private struct RecordBuilder {
    let place: RecordedPlace
    let result: XCCDF.TestResult
    /// The rules of the benchmark as the run selected them; `nil` where the file has no benchmark.
    let selected: SelectedRules?
    var evidence: RecordedEvidence?
    /// Rule-results whose rule the benchmark does not have.
    private var unknownRules = 0
    /// Decided rules of which the file does not say what they rest on.
    private var unexplained = 0

    init(place: RecordedPlace, result: XCCDF.TestResult, selected: SelectedRules?) {
        self.place = place
        self.result = result
        self.selected = selected
    }

    mutating func record(time: String) -> AssessmentRecord {
        let text = selected.map(BenchmarkText.init)
        let elements = place.element.children("rule-result")
        var rules: [RuleRecord] = []
        for (element, recorded) in zip(elements, result.ruleResults) where recorded.result != .notselected {
            rules.append(record(of: recorded, element, text))
        }
        let isByEvidence = elements.contains { OwnEvidence($0) != nil }
        return AssessmentRecord(
            tool: Self.tool(result.testSystem), time: time, mode: isByEvidence ? "evidence" : "literal", target: target,
            content: content(text), gate: nil, rules: rules,
            scores: result.scores.map { .init(system: $0.system, value: $0.value, maximum: $0.maximum) }, diagnostics: [])
    }

    /// One line on what the file does not say.
    var missing: String? {
        var parts: [String] = []
        if selected == nil { parts.append("the benchmark: titles, texts and groups of the rules") }
        if selected != nil && unknownRules > 0 { parts.append("\(unknownRules) of its rules in the benchmark: their titles and texts") }
        if unexplained > 0 {
            parts.append("what \(unexplained) decided results rest on\(evidence?.isThin == true ? ": OVAL is thin" : "")")
        }
        if result.targets.isEmpty { parts.append("the name of the target") }
        return parts.isEmpty ? nil : "it does not hold \(parts.joined(separator: "; "))"
    }

    private mutating func record(of recorded: RuleResult, _ element: XMLElement, _ text: BenchmarkText?) -> RuleRecord {
        let own = OwnEvidence(element)
        guard let selected, let text, let rule = selected.benchmark.rule(recorded.idref) else {
            if selected != nil { unknownRules += 1 }
            if own == nil && [.pass, .fail].contains(recorded.result) { unexplained += 1 }
            return bare(recorded, own)
        }
        var recorded = recorded
        if let used = recorded.used, let evidence { recorded.used = evidence.completed(used) }
        let evidence = evidence
        var report = RuleReport(rule: rule, result: recorded, index: .unknown, vacuousIsUnknown: false, platform: { _ in .vacuous }) {
            evidence?.results(for: $0)
        }
        let isExplained = recorded.used?.checks.contains { evidence?.results(for: $0) != nil } ?? false
        if !isExplained {
            report.evidenceClass = .none
            report.tests = []
        }
        if let own {
            report.evidenceClass = own.evidenceClass
            report.evidenceHash = own.hash
            report.isProven = own.isProven
            if recorded.result == .notapplicable { report.proof = own.proof }
        } else if !isExplained && [.pass, .fail].contains(recorded.result) {
            unexplained += 1
        }
        if let message = recorded.messages.first?.text {
            report.sentence = message == EvidenceText.unexplained(recorded.result.rawValue) ? "" : message
        } else if !isExplained {
            report.sentence = recorded.overrides.last?.remark ?? ""
        }
        // A vacuous pass was written as unknown; the sentence that the report begins with says what it was.
        if let literal = own?.literal {
            report.literal = literal
        } else if own?.evidenceClass == .vacuous, recorded.result == .unknown {
            report.literal = report.sentence.hasPrefix("vacuous \(XCCDF.ResultValue.fail.rawValue)") ? .fail : .pass
        }
        // What the profile made of severity and weight stands in the result; SCC leaves them to the benchmark.
        if element.attribute("severity") == nil, let rule = selected.rules.first(where: { $0.rule.id == recorded.idref }) {
            report.result.severity = rule.severity
        }
        return AssessmentResult.record(of: report, in: selected.benchmark, text)
    }

    /// A rule of which nothing is known but its result.
    private func bare(_ recorded: RuleResult, _ own: OwnEvidence?) -> RuleRecord {
        let used = recorded.used?.checks.first
        return RuleRecord(
            id: recorded.idref, version: recorded.version, title: recorded.version ?? recorded.idref,
            severity: recorded.severity.rawValue, category: Category(severity: recorded.severity.rawValue).rawValue,
            weight: recorded.weight, result: recorded.result.rawValue,
            evidence: (own?.evidenceClass ?? .none).rawValue, evidenceHash: own?.hash,
            proof: recorded.result == .notapplicable ? own?.proof : nil, isProven: own?.isProven ?? false,
            sentence: recorded.messages.first?.text ?? "",
            ccis: recorded.idents.map(\.value).filter { $0.hasPrefix("CCI-") },
            idents: recorded.idents.filter { !$0.value.hasPrefix("CCI-") }.map { .init(system: $0.system, value: $0.value) },
            checkSystem: used?.check.system, checkReference: used?.contentRef.map { .init(href: $0.href, name: $0.name) })
    }

    private var target: TargetRecord {
        func fact(_ name: String) -> String {
            result.targetFacts.first { $0.name.hasSuffix(":asset:identifier:\(name)") }?.value ?? ""
        }
        var facts = result.targetFacts.map { TargetRecord.FactRecord(name: $0.name, value: $0.value, sources: []) }
        if !result.targetAddresses.isEmpty {
            facts.append(.init(name: "addresses", value: result.targetAddresses.joined(separator: ", "), sources: []))
        }
        return TargetRecord(
            name: result.targets.first ?? "unknown", source: "recorded", osName: fact("os_name"), osVersion: fact("os_version"),
            facts: facts)
    }

    private func content(_ text: BenchmarkText?) -> ContentRecord {
        let file = result.benchmarkHref.flatMap { $0.hasPrefix("#") ? nil : $0 } ?? place.element.document.name
        guard let selected, let text else {
            return ContentRecord(
                file: file.split(separator: "/").last.map(String.init) ?? file, sha256: "", benchmark: result.benchmarkID ?? "",
                title: result.title ?? result.benchmarkID ?? result.id, version: result.version ?? "", profile: result.profile)
        }
        var record = AssessmentResult.contentRecord(of: selected, file: file, sha256: "", text)
        record.profile = record.profile ?? result.profile
        record.tailoring = record.tailoring ?? result.tailoringFile?.id
        return record
    }

    /// The name and version in a CPE name of the tool, e.g. `cpe:/a:redhat:openscap:1.3.7`.
    private static func tool(_ name: String?) -> AssessmentRecord.Tool {
        guard let name, !name.isEmpty else { return .init(name: "unknown tool", version: "") }
        let parts = name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        if name.hasPrefix("cpe:/"), parts.count > 3 { return .init(name: parts[3], version: parts.count > 4 ? parts[4] : "") }
        if name.hasPrefix("cpe:2.3:"), parts.count > 5 { return .init(name: parts[4], version: parts[5]) }
        return .init(name: name, version: "")
    }
}

/// What this program wrote beside a result (`scan`): class and hash of the evidence.
private struct OwnEvidence {
    var evidenceClass: EvidenceClass
    var hash: String?
    /// Of a rule that does not apply: what was consulted.
    var proof: String?
    /// What the specifications alone say; `nil` in an ARF, which does not tell.
    var literal: XCCDF.ResultValue?
    /// Whether "not applicable" was found from the files of the image.
    var isProven = false

    init?(_ ruleResult: XMLElement) {
        guard let content = Self.content(ruleResult),
            let evidence = content.children.first(where: { $0.localName == "evidence" && $0.namespace == "urn:stigready:evidence:1" }),
            let evidenceClass = evidence.attribute("class").flatMap(EvidenceClass.init)
        else { return nil }
        self.evidenceClass = evidenceClass
        hash = evidence.attribute("sha256")
        if let literal = evidence.attribute("literal").flatMap(XCCDF.ResultValue.init(rawValue:)) {
            self.literal = literal
            proof = evidence.trimmedText.isEmpty ? nil : evidence.trimmedText
            isProven = evidence.attribute("proven") == "true"
        } else {
            proof = content.child("detail").map { XMLElement.trimmed($0.text) }
            isProven = content.child("comment")?.text.hasPrefix(AssessmentResult.provenComment) ?? false
        }
    }

    private static func content(_ element: XMLElement) -> XMLElement? {
        for child in element.children where child.localName == "check" || child.localName == "complex-check" {
            if let content = child.child("check-content") ?? content(child) { return content }
        }
        return nil
    }
}
