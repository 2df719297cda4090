/// The controls of NIST SP 800-53 in both revisions, and which of them each CCI speaks of.
///
/// The tables are those of `content/nist` (see its README); their bytes are the caller's.
public struct ControlCatalog: Sendable {
    /// A revision of SP 800-53.
    public enum Revision: String, Sendable, CaseIterable {
        case r4, r5
    }

    /// A set of controls chosen by impact (SP 800-53B; for revision 4 its appendix D).
    public enum Baseline: String, Sendable, CaseIterable {
        case low, moderate, high, privacy
    }

    /// What the catalogue says of a control, its text apart.
    public struct Control: Sendable, Hashable {
        /// Its id.
        public var id: ControlID
        /// NIST's title.
        public var title: String
        /// Taken out of the catalogue; see `successors`.
        public var isWithdrawn: Bool
        /// Where the content of a withdrawn control went.
        public var successors: [ControlReference]
        /// The baselines that contain it, from low to high, privacy last.
        public var baselines: [Baseline]
    }

    /// A Control Correlation Identifier.
    public struct CCI: Sendable, Hashable {
        /// No longer in use by DISA's word.
        public var isDeprecated: Bool
        /// Its indexes in the list's own writing, by revision.
        var r4: String
        var r5: String

        func references(_ revision: Revision) -> [ControlReference] {
            let indexes =
                switch revision {
                case .r4: r4
                case .r5: r5
                }
            return indexes.split(separator: ";").compactMap { ControlReference(String($0)) }
        }
    }

    /// What the CCI list says of its origin and vintage.
    public private(set) var vintage: [String]
    private var ccis: [String: CCI]
    private let revision4: [ControlID: Control]
    private let revision5: [ControlID: Control]
    private let families4: [String: String]
    private let families5: [String: String]
    /// How many CCIs in use speak of a control, by revision.
    private var weights4: [ControlID: Int] = [:]
    private var weights5: [ControlID: Int] = [:]

    /// Reads the four tables `cci.tsv`, `sp800-53-r5.tsv`, `sp800-53-r4.tsv` and `families.tsv`.
    public init(cci: [UInt8], revision5: [UInt8], revision4: [UInt8], families: [UInt8]) throws(ControlTableError) {
        let list = try CCIList(table: cci, name: "cci.tsv")
        vintage = [list.version]
        ccis = list.entries
        self.revision5 = try Self.controls(revision5, "sp800-53-r5.tsv")
        self.revision4 = try Self.controls(revision4, "sp800-53-r4.tsv")
        let titles = try TextTable(families, name: "families.tsv", columns: ["family", "r5", "r4"]).rows
        families5 = Dictionary(titles.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
        families4 = Dictionary(titles.map { ($0[0], $0[2]) }, uniquingKeysWith: { first, _ in first })
        weigh()
    }

    /// The same controls with another list of CCIs, which takes the place of the one that was read.
    public func with(_ list: CCIList) -> ControlCatalog {
        var catalog = self
        catalog.vintage = [list.version]
        catalog.ccis = list.entries
        catalog.weigh()
        return catalog
    }

    private mutating func weigh() {
        (weights4, weights5) = ([:], [:])
        for entry in ccis.values where !entry.isDeprecated {
            for control in Set(entry.references(.r4).map(\.control)) { weights4[control, default: 0] += 1 }
            for control in Set(entry.references(.r5).map(\.control)) { weights5[control, default: 0] += 1 }
        }
    }

    /// The entry of a CCI, `nil` where the list does not know it.
    public func entry(_ cci: String) -> CCI? { ccis[cci] }

    /// The controls and statement parts that a CCI speaks of; empty where it stands in another revision only, `nil` where it is unknown.
    public func references(of cci: String, in revision: Revision) -> [ControlReference]? {
        ccis[cci]?.references(revision)
    }

    /// A control, `nil` where the revision has none of this id.
    public func control(_ id: ControlID, in revision: Revision) -> Control? {
        switch revision {
        case .r4: revision4[id]
        case .r5: revision5[id]
        }
    }

    /// All controls of a revision, withdrawn ones too, in the catalogue's order.
    public func controls(in revision: Revision) -> [Control] {
        switch revision {
        case .r4: revision4.values.sorted { $0.id < $1.id }
        case .r5: revision5.values.sorted { $0.id < $1.id }
        }
    }

    /// The title of a family, empty where the revision has none.
    public func familyTitle(_ family: String, in revision: Revision) -> String {
        switch revision {
        case .r4: families4[family] ?? ""
        case .r5: families5[family] ?? ""
        }
    }

    /// How many CCIs in use speak of a control: the share that rules touch is not the control.
    public func cciCount(of id: ControlID, in revision: Revision) -> Int {
        switch revision {
        case .r4: weights4[id] ?? 0
        case .r5: weights5[id] ?? 0
        }
    }

    private static func controls(_ bytes: [UInt8], _ name: String) throws(ControlTableError) -> [ControlID: Control] {
        var controls: [ControlID: Control] = [:]
        let table = try TextTable(bytes, name: name, columns: ["control", "title", "status", "successor", "baselines"])
        for (row, line) in zip(table.rows, table.lines) {
            guard let id = ControlID(row[0]) else {
                throw ControlTableError(table: name, line: line, reason: "'\(row[0])' is no control id")
            }
            controls[id] = Control(
                id: id,
                title: row[1],
                isWithdrawn: row[2] == "withdrawn",
                successors: row[3].split(separator: ";").compactMap { ControlReference(String($0)) },
                baselines: row[4].split(separator: " ").compactMap { Baseline(rawValue: String($0)) })
        }
        return controls
    }
}
