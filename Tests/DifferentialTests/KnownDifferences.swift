import Foundation

/// The checked-in list of differences from the oracle, each with its reason.
///
/// A paragraph of comment lines gives the reason; the lines below it say what it explains:
/// `test KIND-OR-ID ORACLE OURS`, `rule ID ORACLE OURS`, or `scan ID ORACLE OURS` for what `scan` says of our own content; `*` stands for any text.
struct KnownDifferences {
    struct Entry: Hashable {
        var subject: String
        var pattern: String
        var oracle: String
        var ours: String
        var line: Int

        func explains(_ subject: String, _ names: [String], oracle: String, ours: String) -> Bool {
            self.subject == subject && names.contains { Self.matches(pattern, $0) } && Self.matches(self.oracle, oracle)
                && Self.matches(self.ours, ours)
        }

        private static func matches(_ pattern: String, _ text: String) -> Bool {
            let parts = pattern.replacingOccurrences(of: "_", with: " ").components(separatedBy: "*")
            let text = text.replacingOccurrences(of: "_", with: " ")
            guard parts.count > 1 else { return parts[0] == text }
            guard text.hasPrefix(parts[0]), text.hasSuffix(parts[parts.count - 1]) else { return false }
            var rest = Substring(text.dropFirst(parts[0].count))
            for part in parts.dropFirst().dropLast() where !part.isEmpty {
                guard let range = rest.range(of: part) else { return false }
                rest = rest[range.upperBound...]
            }
            return rest.count >= parts[parts.count - 1].count
        }
    }

    var entries: [Entry] = []

    /// Throws where a line is not in the form above, or explains something without a reason over it.
    init(_ text: String) throws {
        var hasReason = false
        for (index, line) in text.components(separatedBy: "\n").enumerated() {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.isEmpty {
                hasReason = false
            } else if line.hasPrefix("#") {
                hasReason = true
            } else {
                let words = line.split(separator: " ").map(String.init)
                guard words.count == 4, ["test", "rule", "scan"].contains(words[0]), hasReason else { throw Malformed(line: index + 1) }
                entries.append(Entry(subject: words[0], pattern: words[1], oracle: words[2], ours: words[3], line: index + 1))
            }
        }
    }

    struct Malformed: Error { var line: Int }

    func explanation(_ subject: String, _ names: [String], oracle: String, ours: String) -> Entry? {
        entries.first { $0.explains(subject, names, oracle: oracle, ours: ours) }
    }
}
