internal import RMF
internal import XML

/// XCCDF 1.2 results in the shape in which DISA's tools write them: a benchmark with groups and rules, and one `TestResult`.
///
/// STIG Manager, Heimdall, OpenRMF, STIG Viewer and oscap each take it, and each breaks on something in which it could be written
/// otherwise: ids without DISA's prefix, rules outside groups, several CCIs in one `ident`, no or several messages, prefixes.
public struct XCCDFDocument {
    private let shape: ChecklistShape
    private var record: AssessmentRecord { shape.record }
    private let texts: EvidenceText

    /// Results of `record`.
    public init(_ record: AssessmentRecord) {
        shape = ChecklistShape(record)
        texts = EvidenceText(record)
    }

    private static let namespace = "http://checklists.nist.gov/xccdf/1.2"
    private static let stigManager = "http://github.com/nuwcdivnpt/stig-manager"
    private static let evidence = "urn:stigready:evidence:1"
    private static let cci = "http://cyber.mil/cci"

    /// The document.
    public func bytes() -> [UInt8] {
        let content = record.content
        // Elements of XCCDF have no prefix: some readers look for the letters.
        var writer = XMLWriter(prefixes: ["sm": Self.stigManager, "ev": Self.evidence])
        writer.start("Benchmark", namespace: Self.namespace, ["id": benchmarkID, "resolved": "true", "xml:lang": "en"])
        let date = content.statusDate.flatMap { $0.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}/) == nil ? nil : $0 }
        writer.element("status", ["date": date], text: content.status ?? "incomplete")
        writer.element("title", text: content.title)
        if !content.description.isEmpty { writer.element("description", text: content.description) }
        writer.element("notice", ["id": "terms-of-use", "xml:lang": "en"], text: content.notice)
        if let release = content.release { writer.element("plain-text", ["id": "release-info"], text: release) }
        writer.element("version", text: content.version)
        if let profile = content.profile { writeProfile(profile, to: &writer) }
        // A group stands where its first rule does.
        var groups = Dictionary(grouping: shape.rules, by: \.group)
        for rule in shape.rules { write(groups.removeValue(forKey: rule.group) ?? [], to: &writer) }
        writeResult(to: &writer)
        writer.end()
        return writer.bytes
    }

    private var benchmarkID: String {
        shape.xccdfID("benchmark", shape.benchmark, own: record.content.benchmark, isDISA: shape.isDISA)
    }
    private func id(of rule: ChecklistShape.Rule) -> String {
        shape.xccdfID("rule", rule.id, own: rule.record.id, isDISA: rule.isDISA)
    }
    private func profileID(_ profile: String) -> String {
        shape.xccdfID("profile", ChecklistShape.name(in: profile, kind: "profile"), own: profile, isDISA: shape.isDISA)
    }

    // MARK: Benchmark

    private func writeProfile(_ profile: String, to writer: inout XMLWriter) {
        writer.element("Profile", ["id": profileID(profile)]) { writer in
            writer.element("title", text: record.content.profileTitle ?? profile)
            for rule in shape.rules { writer.element("select", ["idref": id(of: rule), "selected": "true"]) }
        }
    }

    private func write(_ rules: [ChecklistShape.Rule], to writer: inout XMLWriter) {
        guard let first = rules.first else { return }
        let isDISA = first.isDISA && first.group.hasPrefix("V-")
        writer.element("Group", ["id": shape.xccdfID("group", first.group, own: first.record.group, isDISA: isDISA)]) { writer in
            writer.element("title", text: first.record.groupTitle ?? first.group)
            writer.element("description", text: "<GroupDescription></GroupDescription>")
            for rule in rules { write(rule, to: &writer) }
        }
    }

    private func write(_ rule: ChecklistShape.Rule, to writer: inout XMLWriter) {
        let record = rule.record
        writer.start(
            "Rule", ["id": id(of: rule), "severity": record.severity, "weight": XSDText.decimal(record.weight), "selected": "true"])
        if let version = record.version { writer.element("version", text: version) }
        writer.element("title", text: record.title)
        writer.element("description", text: Self.description(record))
        for reference in record.nist { writer.element("reference", text: reference) }
        for ident in idents(of: rule) { writer.element("ident", ["system": ident.system], text: ident.value) }
        let fix = record.fixID.map(ChecklistShape.ncName) ?? "F-\(ChecklistShape.ncName(rule.id))_fix"
        writer.element("fixtext", ["fixref": fix], text: record.fix)
        writer.element("fix", ["id": fix])
        writer.element("check", ["system": checkSystem(of: record)]) { writer in
            write(record.checkReference, to: &writer)
            writer.element("check-content", text: record.check)
        }
        writer.end()
    }

    /// The elements that DISA writes into the description as text. Readers take the text up to the closing tag, so that angle brackets of
    /// the discussion itself are escaped once more.
    private static func description(_ rule: RuleRecord) -> String {
        let discussion = rule.discussion.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        let empty = { (name: String) in "<\(name)></\(name)>" }
        return "<VulnDiscussion>\(discussion)</VulnDiscussion>" + empty("FalsePositives") + empty("FalseNegatives")
            + "<Documentable>false</Documentable>" + empty("Mitigations") + empty("SeverityOverrideGuidance") + empty("PotentialImpacts")
            + empty("ThirdPartyTools") + empty("MitigationControl") + empty("Responsibility") + empty("IAControls")
    }

    // MARK: Result

    private func writeResult(to writer: inout XMLWriter) {
        let target = record.target
        writer.start(
            "TestResult",
            [
                "id":
                    "xccdf_org.stigready_testresult_\(record.content.profile.map { ChecklistShape.ncName(ChecklistShape.name(in: $0, kind: "profile")) } ?? "default-profile")",
                "start-time": record.time, "end-time": record.time, "version": record.content.version, "test-system": testSystem,
            ])
        writer.element("benchmark", ["href": XSDText.anyURI(record.content.file), "id": benchmarkID])
        writer.element("title", text: "Assessment of \(target.name)")
        if let profile = record.content.profile { writer.element("profile", ["idref": profileID(profile)]) }
        writer.element("target", text: EvidenceText.cut(EvidenceText.oneLine(target.name), to: 255))
        writer.element("target-facts") { writer in
            for (name, value) in facts where !value.isEmpty {
                writer.element("fact", ["name": name, "type": "string"], text: EvidenceText.cut(EvidenceText.oneLine(value), to: 255))
            }
        }
        for rule in shape.rules { writeResult(of: rule, to: &writer) }
        for score in scores {
            writer.element(
                "score", ["system": score.system, "maximum": XSDText.decimal(score.maximum)], text: XSDText.decimal(score.value))
        }
        writer.end()
    }

    /// CPE of what made the record.
    private var testSystem: String {
        "cpe:/a:\(XSDText.anyURI(record.tool.name)):\(XSDText.anyURI(record.tool.name)):\(XSDText.anyURI(record.tool.version))"
    }

    private var facts: [(name: String, value: String)] {
        let target = record.target
        let scap = "urn:scap:fact:asset:identifier"
        let own = "urn:stigready:fact:image"
        return [
            ("\(scap):host_name", target.name), ("\(scap):os_name", target.osName), ("\(scap):os_version", target.osVersion),
            ("\(own):digest", target.digest ?? ""), ("\(own):configuration-digest", target.configurationDigest ?? ""),
            ("\(own):platform", target.platform ?? ""), ("\(own):architecture", target.architecture),
            ("\(own):tags", target.tags.joined(separator: " ")),
        ]
    }

    /// The schema asks for at least one.
    private var scores: [AssessmentRecord.Score] {
        if !record.scores.isEmpty { return record.scores }
        let decided = record.rules.filter { ["pass", "fixed", "fail", "error", "unknown"].contains($0.result) }
        let passed = decided.count { $0.result == "pass" || $0.result == "fixed" }
        return [.init(system: "urn:xccdf:scoring:flat-unweighted", value: Double(passed), maximum: Double(decided.count))]
    }

    private func writeResult(of rule: ChecklistShape.Rule, to writer: inout XMLWriter) {
        let record = rule.record
        writer.start(
            "rule-result",
            [
                "idref": id(of: rule), "role": "full", "time": self.record.time, "severity": record.severity, "version": record.version,
                "weight": XSDText.decimal(record.weight),
            ])
        writer.element("result", text: record.result)
        if let answer = record.answer, answer.voidBecause == nil, answer.before != record.result {
            let time = answer.date.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}/) == nil ? self.record.time : "\(answer.date)T00:00:00Z"
            writer.element("override", ["time": time, "authority": answer.approvedBy ?? answer.by]) { writer in
                writer.element("old-result", text: answer.before)
                writer.element("new-result", text: record.result)
                writer.element("remark", text: EvidenceText.sentence(on: answer, now: record.result))
            }
        }
        for ident in idents(of: rule) { writer.element("ident", ["system": ident.system], text: ident.value) }
        writer.element(
            "message", ["severity": "info"], text: record.sentence.isEmpty ? EvidenceText.unexplained(record.result) : record.sentence)
        writer.element("check", ["system": checkSystem(of: record)]) { writer in
            write(record.checkReference, to: &writer)
            writer.element("check-content") { writer in
                writer.element("detail", namespace: Self.stigManager, text: texts.detail(record))
                writer.element("comment", namespace: Self.stigManager, text: texts.comment(record))
                writer.element(
                    "evidence", namespace: Self.evidence,
                    [
                        "class": record.evidence, "responsibility": record.responsibility, "sha256": record.evidenceHash,
                        "proven": record.result == "notapplicable" ? String(record.isProven) : nil, "literal": record.literal,
                    ], text: record.proof)
            }
        }
        writer.end()
    }

    // MARK: Parts

    /// Names in other systems, the CCIs last and each alone; of a rule under an id that is not its own, that too.
    private func idents(of rule: ChecklistShape.Rule) -> [RuleRecord.Ident] {
        var idents = rule.record.idents
        if rule.isDISA, ChecklistShape.name(in: rule.record.id, kind: "rule") != rule.id {
            idents.append(.init(system: "urn:stigready:content-rule:1", value: rule.record.id))
        }
        return idents + rule.record.ccis.map { .init(system: Self.cci, value: $0) }
    }

    private func checkSystem(of rule: RuleRecord) -> String { rule.checkSystem.map(XSDText.anyURI) ?? "urn:stigready:evidence" }

    private func write(_ reference: RuleRecord.CheckReference?, to writer: inout XMLWriter) {
        guard let reference else { return }
        writer.element("check-content-ref", ["href": XSDText.anyURI(reference.href), "name": reference.name])
    }
}
