public import XCCDF
internal import XML

/// A language in which content writes fixes.
public enum FixType: String, Sendable, CaseIterable {
    case bash, ansible, puppet, anaconda, ignition, kubernetes, blueprint

    /// URI of the language, in `fix/@system`.
    public var system: String {
        switch self {
        case .bash: "urn:xccdf:fix:script:sh"
        case .ansible: "urn:xccdf:fix:script:ansible"
        case .puppet: "urn:xccdf:fix:script:puppet"
        case .anaconda: "urn:redhat:anaconda:pre"
        case .ignition: "urn:xccdf:fix:script:ignition"
        case .kubernetes: "urn:xccdf:fix:script:kubernetes"
        case .blueprint: "urn:redhat:osbuild:blueprint"
        }
    }

    /// What people call it.
    var title: String {
        switch self {
        case .bash: "Shell"
        case .ansible, .puppet, .anaconda, .ignition, .kubernetes, .blueprint: rawValue.prefix(1).uppercased() + rawValue.dropFirst()
        }
    }

    /// The language of a URI.
    init?(system: String?) {
        guard let found = Self.allCases.first(where: { $0.system == system }) else { return nil }
        self = found
    }
}

/// The fixes that content gives for rules, as one text. It is written for a person to read and to put where the image is built; nothing of
/// it is ever run here.
public struct FixScript {
    /// The rules, as profile and tailoring select them.
    public var selected: SelectedRules
    /// Ids of the rules whose fixes are wanted; `nil` is every selected rule.
    public var only: Set<String>?
    /// The language.
    public var type: FixType
    /// What the result that ``only`` is from calls its target.
    public var target: String?

    /// The fixes of `type` for the rules that are selected, or for those of `only`.
    public init(_ selected: SelectedRules, type: FixType, only: Set<String>? = nil, target: String? = nil) {
        self.selected = selected
        self.type = type
        self.only = only
        self.target = target
    }

    /// The text. Every line that is not the content's is a comment, which all these languages write with `#`.
    public func text() -> String {
        let text = BenchmarkText(selected)
        let rules = selected.rules.filter { only?.contains($0.rule.id) ?? ($0.isSelected && $0.role != .unchecked) }
        var found: [(id: String, script: String)] = []
        var without: [String] = []
        for rule in rules {
            let fix = rule.rule.fixes.first { $0.system == type.system }
            let script = fix.map { XMLElement.trimmed(text.script(of: $0.element)) } ?? ""
            if script.isEmpty { without.append(rule.rule.id) } else { found.append((rule.rule.id, script)) }
        }
        var lines = head(text, count: found.count)
        for (place, fix) in found.enumerated() {
            if type == .kubernetes && place > 0 { lines.append("---") }
            lines += ["# BEGIN fix (\(place + 1) / \(found.count)) for '\(Self.line(fix.id))'", fix.script]
            lines += ["# END fix for '\(Self.line(fix.id))'", ""]
        }
        if !without.isEmpty {
            lines.append("# The content has no \(type.rawValue) fix for \(without.count) of these rules:")
            lines += without.map { "#   \(Self.line($0))" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func head(_ text: BenchmarkText, count: Int) -> [String] {
        let benchmark = selected.benchmark
        func title(_ element: XMLElement?) -> String { element.map { Self.line(text.plainText(of: $0)) } ?? "" }
        var lines = type == .bash ? ["#!/usr/bin/env bash"] : []
        lines.append(
            "# \(count) \(type.rawValue) fixes of \(title(benchmark.title)) \(Self.line(benchmark.version)), \(Self.line(benchmark.id))")
        if let profile = selected.profile { lines.append("# Profile: \(title(profile.title)), \(Self.line(profile.id))") }
        if let target { lines.append("# For the rules that fail on \(Self.line(target))") }
        lines.append(
            "# Texts of the content, put together by stigready, which has run nothing of them. Read them, then put them where the image is built."
        )
        if type == .ansible { lines.append("# It is a list of tasks: include it in a play of yours.") }
        return lines + [""]
    }

    /// A text of the content inside a comment: it must not end the line.
    private static func line(_ text: String) -> String {
        String(text.map { $0.isNewline || $0 == "\0" ? " " : $0 })
    }
}
