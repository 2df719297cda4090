/// Which distribution an image is of.
public struct OperatingSystem: Sendable, Hashable {
    /// How the identity was found.
    public enum Confidence: String, Sendable, Hashable {
        /// os-release says so.
        case declared
        /// Only what is installed hints at it.
        case inferred
    }

    /// `ID`, a lower-case word; empty where os-release has none (its default is `linux`, which says nothing).
    public var id: String
    /// `ID_LIKE`, the distributions it derives from, closest first.
    public var idLike: [String] = []
    /// `VERSION_ID`; empty for a rolling release.
    public var versionID = ""
    /// `PRETTY_NAME`, else `NAME`.
    public var prettyName = ""
    /// `CPE_NAME`, in the URI binding.
    public var cpeName = ""
    /// How the identity was found.
    public var confidence: Confidence

    /// A distribution that is only hinted at.
    init(inferred id: String) {
        self.id = id
        confidence = .inferred
    }

    /// The distribution of a dpkg database: the version of `base-files` begins with the number of Debian's release, that of Ubuntu names it.
    init(baseFiles version: String) {
        self.init(inferred: version.contains("ubuntu") ? "ubuntu" : "debian")
        guard id == "debian" else { return }
        let release = version.prefix { ("0"..."9").contains($0) }
        guard !release.isEmpty else { return }
        versionID = String(release)
        prettyName = "Debian \(release)"
    }

    /// The distribution that the text of an os-release file declares.
    init(osRelease fields: [String: String]) {
        id = fields["ID"] ?? ""
        idLike = (fields["ID_LIKE"] ?? "").split(separator: " ").map(String.init)
        versionID = fields["VERSION_ID"] ?? ""
        prettyName = fields["PRETTY_NAME"] ?? fields["NAME"] ?? ""
        cpeName = fields["CPE_NAME"] ?? ""
        confidence = .declared
    }
}

/// The assignments of an os-release file, and the lines that are none.
///
/// os-release(5): assignments as of a shell without expansion, values in single or double quotes where they need them, comments start with
/// `#`; of two assignments the last one counts.
struct OSRelease {
    private(set) var fields: [String: String] = [:]
    private(set) var badLines: [Int] = []

    init(_ bytes: [UInt8]) {
        for (index, line) in String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let text = line.drop(while: \.isWhitespace)
            if text.isEmpty || text.first == "#" { continue }
            guard let equals = text.firstIndex(of: "="), Self.isName(text[..<equals]),
                let value = Self.value(text[text.index(after: equals)...])
            else {
                badLines.append(index + 1)
                continue
            }
            fields[String(text[..<equals])] = value
        }
    }

    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                $0 == UInt8(ascii: "_") || ($0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z")) || (48...57).contains($0)
            }
    }

    /// The value of a shell word; `nil` where a quote is not closed or something follows.
    private static func value(_ text: Substring) -> String? {
        var value = ""
        var quote: Character?
        var ended = false
        var rest = text[...]
        while let character = rest.popFirst() {
            if ended, !character.isWhitespace { return nil }
            switch (character, quote) {
            case ("\\", "\""):
                guard let next = rest.popFirst() else { return nil }
                // Within double quotes the backslash stands for itself before anything but these.
                value += "$`\"\\".contains(next) ? String(next) : "\\\(next)"
            case ("\\", nil):
                guard let next = rest.popFirst() else { return nil }
                value.append(next)
            case ("\"", nil), ("'", nil): quote = character
            case (let character, let open?) where character == open: quote = nil
            case (let character, nil) where character.isWhitespace: ended = true
            default: value.append(character)
            }
        }
        return quote == nil ? value : nil
    }
}
