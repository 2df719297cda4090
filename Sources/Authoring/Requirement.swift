internal import Diagnostics
internal import YAML

/// One requirement as its author wrote it.
struct Requirement: Sendable {
    /// Who has to meet a requirement.
    enum Responsibility: String, Sendable, CaseIterable {
        case image, component
        case hostKernel = "host-kernel"
        case hostService = "host-service"
        case platform, organisation, inherent

        /// Whether somebody other than the image provides what is asked.
        var isProvidedElsewhere: Bool { self == .hostKernel || self == .hostService || self == .platform }
    }

    /// Who provides what the image cannot, and where that is verified.
    struct Provider: Sendable {
        var who: String
        var place: String
    }

    /// Our STIG id.
    var id: String
    /// Id of the requirement of the guide.
    var srg: String
    /// `V-` id of the group.
    var v: String
    /// `SV-…r…_rule` id of the rule.
    var sv: String
    var severity: String
    var cci: [String]
    var title: String
    var discussion: String
    var check: String
    var fix: String
    var responsibility: Responsibility
    var reason: String
    var applies: Predicate?
    /// Definitions that must all hold.
    var oval: [String]
    /// Definitions without which nothing is said.
    var guarded: [String]
    var provider: Provider?
    var deployer: String
    var response: String
    /// Where it is written.
    var file: String
    /// The line of each key.
    var lines: [String: Int]

    static let keys = [
        "id", "srg", "v", "sv", "severity", "cci", "title", "discussion", "check", "fix", "responsibility", "reason", "applies", "oval",
        "guard", "provider", "deployer", "response",
    ]

    /// Where a key stands.
    func location(_ key: String) -> SourceLocation { SourceLocation(file: file, line: lines[key] ?? 1) }

    /// Reads a file; what is wrong is added to `diagnostics`, and what could be read is handed back even so.
    init?(_ bytes: [UInt8], file: String, name: String, _ diagnostics: inout [Diagnostic]) {
        let node: YAMLNode
        do throws(YAMLError) { node = try YAMLNode(bytes) } catch {
            diagnostics.append(Diagnostic(.error, at: SourceLocation(file: file, line: error.line), error.message))
            return nil
        }
        var fields = YAMLFields(node, file: file, subject: node["id"]?.text, keys: Self.keys)
        self.file = file
        lines = Dictionary(uniqueKeysWithValues: Self.keys.map { ($0, fields.line(of: $0)) })
        id = fields.text("id", matching: /[A-Za-z0-9][A-Za-z0-9.-]*/, form: "letters, digits, '.', '-'")
        srg = fields.text("srg")
        v = fields.text("v", matching: /V-[0-9]+/, form: "V-123456")
        sv = fields.text("sv", matching: /SV-[0-9]+r[0-9]+_rule/, form: "SV-123456r123456_rule")
        severity = fields.text("severity", matching: /high|medium|low/, form: "high, medium or low")
        cci = []
        for (text, line) in fields.list("cci", isRequired: true) {
            if text.wholeMatch(of: /CCI-[0-9]{6}/) == nil {
                fields.add(line, "\"\(text)\" is no CCI; write each as CCI-000366, one an entry")
            } else {
                cci.append(text)
            }
        }
        title = fields.text("title")
        discussion = fields.text("discussion")
        check = fields.text("check")
        fix = fields.text("fix")
        reason = fields.text("reason")
        deployer = fields.text("deployer", isRequired: false)
        response = fields.text("response", isRequired: false)
        let word = fields.text("responsibility")
        let words = Responsibility.allCases.map(\.rawValue).joined(separator: ", ")
        if !word.isEmpty, Responsibility(rawValue: word) == nil {
            fields.add(fields.line(of: "responsibility"), "responsibility \"\(word)\" is not known; write one of \(words)")
        }
        responsibility = Responsibility(rawValue: word) ?? .image
        applies = fields.node("applies").flatMap { Predicate($0, &fields) }
        func definitions(_ key: String) -> [String] {
            fields.list(key).compactMap { text, line in
                if text.wholeMatch(of: /oval:[A-Za-z0-9_.-]+:def:[1-9][0-9]*/) != nil { return text }
                fields.add(line, "\"\(text)\" is no id of an OVAL definition; write it as oval:namespace:def:1")
                return nil
            }
        }
        oval = definitions("oval")
        guarded = definitions("guard")
        if let node = fields.node("provider") {
            var inner = YAMLFields(node, file: file, subject: fields.subject, keys: ["who", "where"])
            provider = Provider(who: inner.text("who"), place: inner.text("where"))
            fields.add(inner)
        }
        check(&fields, name: name)
        diagnostics += fields.diagnostics
    }

    /// What the form asks across keys.
    private mutating func check(_ fields: inout YAMLFields, name: String) {
        if !id.isEmpty, name != "\(id).yaml" { fields.add(fields.line(of: "id"), "the file of \(id) is to be called \(id).yaml") }
        let number = v.dropFirst(2)
        if !number.isEmpty, !sv.isEmpty, !sv.hasPrefix("SV-\(number)r") {
            fields.add(fields.line(of: "sv"), "\(sv) is not a revision of \(v); the two have the same number")
        }
        for (key, text) in [("discussion", discussion), ("reason", reason)] {
            guard let tag = STIGNames.tags.first(where: { text.contains("<\($0)>") || text.contains("</\($0)>") }) else { continue }
            fields.add(fields.line(of: key), "\(key) holds the tag \(tag), which readers of STIGs look for; write it otherwise")
        }
        if title.contains(where: \.isNewline) { fields.add(fields.line(of: "title"), "the title is one line") }
        switch responsibility {
        case .inherent where guarded.isEmpty && !oval.isEmpty:
            fields.add(
                fields.line(of: "oval"), "an inherent requirement passes by observed facts only; name them in guard, or leave oval out")
        case .organisation where !oval.isEmpty:
            fields.add(fields.line(of: "oval"), "no file shows what an organisation does; leave oval out")
        case .hostKernel, .hostService, .platform:
            if provider == nil {
                fields.add(
                    fields.line(of: "responsibility"), "provider is missing; say who provides it and where that is to be verified")
            }
        case .image, .component, .inherent, .organisation: break
        }
        if responsibility != .inherent, !guarded.isEmpty {
            fields.add(fields.line(of: "guard"), "guard is for inherent requirements only; use oval")
        }
    }
}
