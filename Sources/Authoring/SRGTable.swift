public import Diagnostics

/// The requirements of security requirements guides: ids, severities and CCIs, no text. The tables lie in `content/srg`.
public struct SRGTable: Sendable {
    /// A requirement of a guide.
    public struct Entry: Sendable, Hashable {
        /// E.g. `SRG-OS-000023-GPOS-00006`.
        public var id: String
        /// `high`, `medium` or `low`.
        public var severity: String
        /// The CCIs it is about.
        public var ccis: [String]
        /// `V-` id in the guide itself; empty where the table has none.
        public var group: String
        /// `SV-` id in the guide itself; empty where the table has none.
        public var rule: String
    }

    private var byID: [String: [Entry]] = [:]
    private var byGroup: [String: Entry] = [:]

    /// An empty table.
    public init() {}

    /// Adds a table: tab-separated columns `srg severity ccis group rule`, CCIs joined by `;`; lines that begin with `#` are comments.
    public mutating func add(_ bytes: [UInt8], name: String) throws(ContentError) {
        var hasHeader = false
        for (number, line) in String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty || line.hasPrefix("#") { continue }
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            let place = SourceLocation(file: name, line: number + 1)
            guard hasHeader else {
                guard fields == ["srg", "severity", "ccis", "group", "rule"] else {
                    throw ContentError(at: place, "the columns are to be srg, severity, ccis, group, rule, separated by tabs")
                }
                hasHeader = true
                continue
            }
            guard fields.count == 5 else { throw ContentError(at: place, "has \(fields.count) fields; five are expected") }
            let entry = Entry(
                id: fields[0], severity: fields[1], ccis: fields[2].split(separator: ";").map(String.init), group: fields[3],
                rule: fields[4])
            byID[entry.id, default: []].append(entry)
            if !entry.group.isEmpty { byGroup[entry.group] = entry }
        }
        guard hasHeader else { throw ContentError(at: SourceLocation(file: name), "the table has no header") }
    }

    /// The requirements of this id; DISA has used one id twice.
    public subscript(id: String) -> [Entry] { byID[id] ?? [] }

    /// The requirement whose `V-` id this is in its guide.
    public func entry(group: String) -> Entry? { byGroup[group] }

    /// Whether there is nothing in it.
    public var isEmpty: Bool { byID.isEmpty }
}
