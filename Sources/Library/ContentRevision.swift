/// Which revision of a benchmark: DISA's version and release, or the version that other content has.
public struct ContentRevision: Codable, Sendable, Hashable {
    /// The version, of DISA's content its number alone.
    public var version: String
    /// DISA's release, a number; `nil` for other content.
    public var release: String?
    /// The day of the benchmark's status, `YYYY-MM-DD`.
    public var date: String?

    /// From what a benchmark says of itself.
    ///
    /// - Parameters:
    ///   - version: Its `version`.
    ///   - releaseInfo: Its plain text `release-info`, e.g. `Release: 3 Benchmark Date: 02 Jul 2025`. In DISA's data streams the release stands
    ///     behind the version, `Release: 2.3`, and the version is `002.003`.
    ///   - date: The day of its status.
    public init(version: String, releaseInfo: String?, date: String?) {
        self.version = version
        self.date = date
        guard let info = releaseInfo, let label = info.firstRange(of: "Release:") else { return }
        let words = info[label.upperBound...].split { $0 == " " || $0 == "\t" || $0 == "\n" }
        guard let word = words.first else { return }
        let numbers = word.split(separator: ".").compactMap { Int($0) }
        guard let last = numbers.last, numbers.count <= 2 else { return }
        let own = version.split(separator: ".").compactMap { Int($0) }
        if let first = numbers.count == 2 ? numbers.first : own.first { self.version = String(first) }
        release = String(last)
    }

    /// `V2R3`, else the version as it stands, else the day.
    public var name: String {
        if let release { return "V\(version)R\(release)" }
        return version.isEmpty ? date ?? "unversioned" : version
    }

    /// Whether a user who writes `text` means this one: `V2R3`, `2.3`, `2` or the version as it stands.
    public func isMeant(by text: String) -> Bool {
        let text = text.lowercased()
        return text == name.lowercased() || text == version.lowercased() || release.map { text == "\(version).\($0)" } ?? false
    }
}

extension ContentRevision: Comparable {
    /// By number, then by release, then by day: 10 is newer than 9.
    public static func < (first: ContentRevision, second: ContentRevision) -> Bool {
        let (a, b) = (first.numbers, second.numbers)
        if a != b { return a.lexicographicallyPrecedes(b) }
        return (first.date ?? "", first.version) < (second.date ?? "", second.version)
    }

    private var numbers: [Int] {
        let parts = version.split { !("0"..."9").contains($0) }
        return parts.map { Int($0) ?? Int.max } + (release.map { [Int($0) ?? 0] } ?? [])
    }
}
