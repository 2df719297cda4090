public import Diagnostics
internal import CPE
public import ImageFacts

/// Which benchmark of DISA is for which system: facts in a table, `content/systems.tsv`, that a user's library may add to.
public struct SystemTable: Sendable {
    /// A row.
    public struct Row: Sendable, Hashable {
        /// `ID` of os-release(5).
        public var id: String
        /// `VERSION_ID`, or its first numbers: `9` stands for `9.4` too.
        public var version: String
        /// The name of the system in the CPE dictionary.
        public var cpe: String
        /// Id of DISA's benchmark.
        public var benchmark: String
    }

    /// In order; the first that fits counts.
    public var rows: [Row]

    /// The rows of tables, those of the first table first.
    ///
    /// Throws for a line that is no row, naming file and line.
    public init(_ tables: [(name: String, bytes: [UInt8])]) throws(ContentError) {
        rows = []
        for (name, bytes) in tables {
            var isHead = true
            for (index, line) in String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated()
            {
                if line.isEmpty || line.hasPrefix("#") { continue }
                let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
                let location = SourceLocation(file: name, line: index + 1)
                if isHead {
                    guard fields == ["id", "version", "cpe", "benchmark"] else {
                        throw ContentError(
                            at: location, "the first line names the columns: id, version, cpe, benchmark, with tabs between them")
                    }
                    isHead = false
                    continue
                }
                guard fields.count == 4, fields.allSatisfy({ !$0.isEmpty }) else {
                    throw ContentError(at: location, "four fields with tabs between them are expected")
                }
                rows.append(Row(id: fields[0], version: fields[1], cpe: fields[2], benchmark: fields[3]))
            }
        }
    }

    /// The rows of a system: its version as it stands, or the first numbers of it.
    public func rows(of system: OperatingSystem) -> [Row] {
        rows.filter { $0.id == system.id && (system.versionID == $0.version || system.versionID.hasPrefix("\($0.version).")) }
    }

    /// The platforms of a benchmark that are this system: names with a version, of the system itself or of a row.
    func platforms(of entry: LibraryEntry, for system: OperatingSystem) -> [String] {
        let names = ([system.cpeName] + rows(of: system).map(\.cpe)).compactMap { try? CPEName($0) }
        return entry.platforms.filter { platform in
            guard let platform = try? CPEName(platform), platform[.part] == .string(CPEString("o")), case .string = platform[.version]
            else {
                return false
            }
            return names.contains { platform.matches($0) }
        }
    }
}
