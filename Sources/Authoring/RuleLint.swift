internal import Diagnostics
internal import OVAL
internal import RMF
internal import XML

/// Looks at one rule.
struct RuleLint {
    private(set) var findings: [LintFinding] = []
    private let rule: XMLElement
    private let id: String

    init(_ rule: XMLElement, group: XMLElement?, isDISA: Bool, tables: ReferenceTables) {
        self.rule = rule
        id = rule.attribute("id") ?? ""
        if isDISA { shape() }
        texts(isDISA)
        let ccis = idents(tables)
        guide(group, ccis, tables)
        fixes(isDISA)
        checks(isDISA)
    }

    private mutating func add(
        _ code: LintFinding.Code, _ severity: Diagnostic.Severity, at element: XMLElement? = nil, _ message: String
    ) {
        findings.append(LintFinding(code, severity, at: (element ?? rule).location, about: id, message))
    }

    private mutating func shape() {
        if !STIGNames.isRule(id) {
            add(.idShape, .error, "the rule's id is not of the form SV-123456r123456_rule, so its results match nothing")
        } else if let group = rule.parent?.attribute("id"), let number = STIGNames.number(group), number != STIGNames.number(id) {
            add(.idShape, .error, "the rule's number is not that of its group \(STIGNames.local(group)); correct one of them")
        }
        if id.hasPrefix("xccdf_"), !id.hasPrefix("xccdf_mil.disa.stig_rule_") {
            add(.idShape, .error, "the rule's id does not begin with xccdf_mil.disa.stig_rule_, so its results match nothing")
        }
        if STIGNames.local(id).count > 45 { add(.idShape, .warning, "the id is longer than 45 characters; STIG Manager cuts it") }
    }

    private mutating func texts(_ isDISA: Bool) {
        let version = rule.child("version")?.trimmedText ?? ""
        if version.isEmpty { add(.version, .error, "version is missing; write the STIG id, by which reviews are matched") }
        let title = rule.child("title")?.trimmedText ?? ""
        if title.isEmpty { add(.title, .error, "the title is missing; write the requirement as one sentence") }
        if title.contains(where: \.isNewline) {
            add(.title, .warning, at: rule.child("title"), "the title has line ends; write it as one line")
        }
        if isDISA, !title.isEmpty { for remark in STIGStyle.title(title) { add(.style, .warning, at: rule.child("title"), remark) } }
        for status in rule.children("status") where status.trimmedText != "accepted" {
            add(.status, .warning, at: status, "the status is \"\(status.trimmedText)\"; what is published is accepted")
        }
        let severity = rule.attribute("severity") ?? ""
        if !["high", "medium", "low"].contains(severity) {
            add(.severity, .error, "the severity is \"\(severity)\"; write high, medium or low (CAT I, II, III)")
        }
        let description = rule.child("description").map { XMLElement.trimmed($0.allText) } ?? ""
        if description.isEmpty {
            add(.description, .error, "description is missing; say why the requirement matters")
        } else if isDISA {
            let discussion = STIGNames.part("VulnDiscussion", of: description)
            if discussion == nil {
                add(
                    .vulnDiscussion, .error, at: rule.child("description"),
                    "the description has no <VulnDiscussion>…</VulnDiscussion> as text; viewers show nothing without it")
            } else if discussion?.trimmed.isEmpty ?? false {
                add(.vulnDiscussion, .error, at: rule.child("description"), "the VulnDiscussion is empty; say why the requirement matters")
            }
        }
        for name in ["title", "description", "fixtext"] {
            for element in rule.children(name) {
                if let word = STIGNames.placeholder(in: element.allText) {
                    add(.draft, .warning, at: element, "\(name) has \"\(word)\" in it; finish it")
                }
            }
        }
    }

    private mutating func idents(_ tables: ReferenceTables) -> [String] {
        var ccis: [String] = []
        for ident in rule.children("ident") {
            let value = ident.trimmedText
            let system = ident.attribute("system") ?? ""
            guard STIGNames.isCCISystem(system) || value.hasPrefix("CCI-") else { continue }
            let parts = value.split { ",; \n\t".contains($0) }.map(String.init)
            if parts.count > 1 {
                add(.cci, .error, at: ident, "the ident holds \(parts.count) CCIs; write one ident for each")
            }
            if !system.hasSuffix("cyber.mil/cci") {
                add(.cci, .warning, at: ident, "the system of the CCI is \"\(system)\"; write http://cyber.mil/cci")
            }
            for part in parts {
                guard STIGNames.isCCI(part) else {
                    add(.cci, .error, at: ident, "\"\(part)\" is no CCI; write it as CCI-000366")
                    continue
                }
                if ccis.contains(part) { add(.cci, .warning, at: ident, "\(part) stands twice; keep one") }
                ccis.append(part)
                guard let entry = tables.controls.entry(part) else {
                    add(
                        .cciUnknown, .error, at: ident,
                        "\(part) is not in the CCI list; correct it, or bring content/nist/cci.tsv up to date")
                    continue
                }
                if entry.isDeprecated { add(.cciDeprecated, .warning, at: ident, "\(part) is deprecated; use one that is in force") }
            }
        }
        if ccis.isEmpty { add(.cci, .error, "the rule has no CCI, so it counts for no control; write at least one ident") }
        return ccis
    }

    /// Whether the CCIs are among those of the requirement that the group is titled with.
    private mutating func guide(_ group: XMLElement?, _ ccis: [String], _ tables: ReferenceTables) {
        let title = group?.child("title")?.trimmedText ?? ""
        let version = rule.child("version")?.trimmedText ?? ""
        // A guide's own rules have the whole id as their version, and only its beginning as the group's title.
        guard let srg = [version, title].lazy.compactMap(STIGNames.guide).first(where: { !tables.guides[$0].isEmpty }) else { return }
        let known = Set(tables.guides[srg].flatMap(\.ccis))
        for cci in ccis where !known.contains(cci) && tables.controls.entry(cci) != nil {
            add(.cciNotOfSRG, .warning, "\(cci) is none of \(srg)'s CCIs (\(known.sorted().joined(separator: ", ")))")
        }
    }

    private mutating func fixes(_ isDISA: Bool) {
        let texts = rule.children("fixtext")
        if texts.allSatisfy({ XMLElement.trimmed($0.allText).isEmpty }) {
            add(.fix, .error, at: texts.first, "fixtext is missing or empty; say what to do")
        }
        let ids = rule.children("fix").compactMap { $0.attribute("id") }
        for text in texts {
            guard let reference = text.attribute("fixref") else {
                if isDISA { add(.fix, .warning, at: text, "fixtext names no fix; write fixref=\"F-…_fix\"") }
                continue
            }
            if !ids.contains(reference) {
                add(
                    .dangling, .error, at: text,
                    "fixtext names the fix \"\(reference)\", which the rule has not; add <fix id=\"\(reference)\"/>")
            }
            if isDISA, !STIGNames.isFix(reference) {
                add(.idShape, .warning, at: text, "the fix \"\(reference)\" is not of the form F-123456r123456_fix")
            }
        }
    }

    private mutating func checks(_ isDISA: Bool) {
        var all: [XMLElement] = []
        func collect(_ element: XMLElement) {
            for child in element.children {
                if child.localName == "check" { all.append(child) }
                if child.localName == "complex-check" { collect(child) }
            }
        }
        collect(rule)
        guard !all.isEmpty else {
            add(.check, .error, "the rule has no check; write at least what a person looks at")
            return
        }
        let hasOVAL = all.contains { $0.attribute("system") == Namespaces.definitions }
        var hasText = false
        for check in all {
            let system = check.attribute("system") ?? ""
            let text = check.child("check-content").map { XMLElement.trimmed($0.allText) } ?? ""
            let isQuestion = system == Questionnaires.system && !check.children("check-content-ref").isEmpty
            if !text.isEmpty || isQuestion { hasText = true }
            if isDISA, !text.isEmpty, let remark = STIGStyle.check(text) { add(.style, .warning, at: check, remark) }
            if system.isEmpty { add(.checkSystem, .error, at: check, "the check has no system; nobody knows how to read it") }
            if let word = STIGNames.placeholder(in: text) { add(.draft, .warning, at: check, "the check has \"\(word)\" in it; finish it") }
            let isManual = STIGNames.isCheck(system) || system == Questionnaires.system
            if system == Namespaces.definitions || isManual || system.isEmpty { continue }
            if system.contains("script-check-engine") || system.hasSuffix("SCE") {
                add(.checkSystem, .warning, at: check, "the check is a script, which is never run; write it in OVAL")
            } else if text.isEmpty || isDISA {
                add(
                    .checkSystem, isDISA && !hasOVAL ? .error : .warning, at: check,
                    "no engine knows the check system \"\(system)\"; write OVAL, or C-…_chk with check-content for a person")
            }
        }
        if !hasText && (isDISA || !hasOVAL) {
            add(.check, hasOVAL ? .warning : .error, at: all.first, "check-content is missing or empty; say what a person looks at")
        }
    }
}
