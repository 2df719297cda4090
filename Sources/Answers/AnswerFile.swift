public import Diagnostics
internal import YAML

/// An answer file: what people decided on rules, in YAML, kept beside the content of a system.
///
/// `version: 1` and `answers:`, a list of mappings with the keys of ``keys``. An entry of which nothing is filled in yet answers nothing.
public struct AnswerFile: Sendable {
    /// The keys of an entry, in the order of ``entry(_:comments:)``.
    public static let keys = [
        "rule", "image", "when", "evidence", "set", "as", "justification", "evidence_ref", "provider", "by", "approved_by", "date",
        "expires",
        "severity",
    ]

    /// The answers, in the order of the file.
    public var answers: [Answer]
    /// Where entries begin that are not answered yet.
    public var unanswered: [SourceLocation]

    /// Reads the file `name`.
    ///
    /// - Throws: ``ContentError`` with everything that is wrong with it, each with its line.
    public init(_ bytes: [UInt8], name: String) throws(ContentError) {
        let root: YAMLNode
        do throws(YAMLError) { root = try YAMLNode(bytes) } catch {
            throw ContentError(
                at: SourceLocation(file: name, line: error.line),
                "it cannot be read as YAML: \(error.message); correct the line")
        }
        var reader = AnswerReader(file: name)
        reader.read(root)
        if !reader.diagnostics.isEmpty {
            throw ContentError(reader.diagnostics.sorted { ($0.location?.line ?? 0) < ($1.location?.line ?? 0) })
        }
        answers = reader.answers
        unanswered = reader.unanswered
    }
}

/// Gathers answers and everything that is wrong with them.
private struct AnswerReader {
    let file: String
    var answers: [Answer] = []
    var unanswered: [SourceLocation] = []
    var diagnostics: [Diagnostic] = []
    /// The lines of `evidence_ref`, by the place of the answer.
    private var references: [Int] = []

    init(file: String) { self.file = file }

    private mutating func problem(_ line: Int, about subject: String? = nil, _ message: String) {
        diagnostics.append(Diagnostic(.error, at: SourceLocation(file: file, line: line), about: subject, message))
    }

    mutating func read(_ root: YAMLNode) {
        guard let pairs = root.mapping else {
            return problem(root.line, "it is no answer file: it must begin with version: 1 and answers:")
        }
        for pair in pairs where !["version", "answers"].contains(pair.key.text) {
            problem(pair.key.line, "unknown key \"\(pair.key.text ?? "?")\"; the keys here are version and answers")
        }
        guard let version = root["version"] else { return problem(root.line, "version is missing; write version: 1") }
        guard version.text == "1" else {
            return problem(version.line, "version \(version.text ?? "?") is not known; this program reads version: 1")
        }
        guard let list = root["answers"] else { return problem(root.line, "answers is missing; write answers: and a list below it") }
        // `answers:` with nothing below it.
        if list.isNothing { return }
        guard let entries = list.sequence else { return problem(list.line, "answers must be a list; begin each answer with \"- rule:\"") }
        for entry in entries { read(entry: entry) }
        findDuplicates()
        findCircles()
    }

    private mutating func read(entry: YAMLNode) {
        guard let pairs = entry.mapping else { return problem(entry.line, "an answer must be a mapping; begin it with \"- rule:\"") }
        let before = diagnostics.count
        var lines: [String: Int] = [:]
        var values: [String: String] = [:]
        let rule = entry["rule"]?.text
        for pair in pairs {
            let key = pair.key.text ?? "?"
            guard AnswerFile.keys.contains(key) else {
                problem(pair.key.line, about: rule, "unknown key \"\(key)\"; the keys are \(AnswerFile.keys.joined(separator: ", "))")
                continue
            }
            lines[key] = pair.key.line
            guard let text = pair.value.text else {
                problem(pair.value.line, about: rule, "\(key) must be a text, not a list or a mapping")
                continue
            }
            if !pair.value.isNothing { values[key] = text }
        }
        if values["set"] == nil && values["as"] == nil && values["justification"] == nil && diagnostics.count == before {
            if rule == nil { return problem(entry.line, "rule is missing; say which rule is answered") }
            return unanswered.append(SourceLocation(file: file, line: entry.line))
        }
        for key in ["rule", "when", "set", "as", "justification", "by", "date"] where values[key] == nil {
            problem(lines[key] ?? entry.line, about: rule, "\(key) is \(lines[key] == nil ? "missing" : "empty"); \(Self.advice(key))")
        }
        let set = values["set"].flatMap(Answer.Setting.init(rawValue:))
        if let word = values["set"], set == nil {
            problem(lines["set"] ?? entry.line, about: rule, "set: \"\(word)\"; \(Self.advice("set"))")
        }
        let kind = values["as"].flatMap(Answer.Kind.init(rawValue:))
        if let word = values["as"], kind == nil { problem(lines["as"] ?? entry.line, about: rule, "as: \"\(word)\"; \(Self.advice("as"))") }
        guard diagnostics.count == before, let rule, let set, let kind else { return }
        let answer = Answer(
            rule: rule, image: values["image"], when: values["when"] ?? "", evidence: values["evidence"], set: set, as: kind,
            justification: values["justification"] ?? "", evidenceReference: values["evidence_ref"], provider: values["provider"],
            by: values["by"] ?? "", approvedBy: values["approved_by"], date: values["date"] ?? "", expires: values["expires"],
            severity: values["severity"], file: file, line: entry.line)
        for fault in answer.faults { problem(lines[fault.key] ?? entry.line, about: rule, fault.message) }
        answers.append(answer)
        references.append(lines["evidence_ref"] ?? entry.line)
    }

    /// What a key takes.
    static func advice(_ key: String) -> String {
        switch key {
        case "rule": "say which rule is answered"
        case "when": "write the automatic result that is answered, e.g. fail"
        case "set": "write one of \(Answer.Setting.allCases.map(\.rawValue).joined(separator: ", "))"
        case "as": "write one of \(Answer.Kind.allCases.map(\.rawValue).joined(separator: ", "))"
        case "justification": "say why, for a reader who does not know the system"
        case "by": "say who answers"
        default: "write the day of the answer as YYYY-MM-DD"
        }
    }

    /// Two answers to the same: which one is meant cannot be known.
    private mutating func findDuplicates() {
        struct Key: Hashable {
            var rule: String
            var image: String?
            var when: String
            var evidence: String?
        }
        var seen: [Key: Int] = [:]
        for answer in answers {
            let key = Key(rule: answer.rule, image: answer.image, when: answer.when, evidence: answer.evidence)
            if let line = seen[key] {
                problem(answer.line, about: answer.rule, "line \(line) answers the same; keep one")
            } else {
                seen[key] = answer.line
            }
        }
    }

    /// A proof that is the answer file itself, or an answer that leans on another that leans on it, is none.
    private mutating func findCircles() {
        let own = file.split(separator: "/").last.map(String.init) ?? file
        let byRule = Dictionary(answers.map { ($0.rule, $0) }, uniquingKeysWith: { first, _ in first })
        for (place, answer) in answers.enumerated() {
            guard let reference = answer.evidenceReference else { continue }
            if reference == file || reference == own || reference.hasSuffix("/\(own)") {
                problem(references[place], about: answer.rule, "evidence_ref is this answer file; name what was looked at")
                continue
            }
            var path = [answer.rule]
            var next = byRule[reference]
            while let step = next, !path.contains(step.rule) {
                path.append(step.rule)
                next = step.evidenceReference.flatMap { byRule[$0] }
            }
            if let next, next.rule == answer.rule {
                let circle = (path + [answer.rule]).joined(separator: " → ")
                problem(references[place], about: answer.rule, "evidence_ref goes in a circle (\(circle)); name what was looked at")
            }
        }
    }
}

extension YAMLNode {
    /// Whether the value of a key is left out.
    fileprivate var isNothing: Bool {
        if scalar == .null { return true }
        return text?.isEmpty == true
    }
}
