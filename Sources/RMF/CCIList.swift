public import XML

/// DISA's list of Control Correlation Identifiers, as the user brought it: `U_CCI_List.xml`, or a table like `content/nist/cci.tsv`.
public struct CCIList: Sendable {
    /// What the list says of its age: `metadata/version`, or the comment lines of a table.
    public let version: String
    /// Every CCI, by its id.
    let entries: [String: ControlCatalog.CCI]

    /// How many CCIs it holds.
    public var count: Int { entries.count }

    /// Reads DISA's XML.
    ///
    /// - Throws: ``ControlTableError`` where it is another document or holds no CCI.
    public init(_ document: XMLDocument) throws(ControlTableError) {
        func failed(_ line: Int, _ reason: String) -> ControlTableError {
            ControlTableError(table: document.name, line: line, reason: reason)
        }
        let root = document.root
        guard root.localName == "cci_list" else {
            throw failed(root.line, "'\(root.localName)' is no list of CCIs; DISA's has the element cci_list outermost")
        }
        var entries: [String: ControlCatalog.CCI] = [:]
        for item in root.children("cci_items").flatMap({ $0.children("cci_item") }) {
            guard let id = item.attribute("id"), Self.isCCI(id) else {
                throw failed(item.line, "'\(item.attribute("id") ?? "")' is no id of a CCI, which is written CCI-000001")
            }
            var indexes: (r4: [String], r5: [String]) = ([], [])
            for reference in item.children("references").flatMap({ $0.children("reference") }) {
                // SP 800-53A, the assessment procedures, counts its revisions apart.
                guard let index = reference.attribute("index"), !(reference.attribute("title") ?? "").contains("800-53A") else { continue }
                switch reference.attribute("version") {
                case "4": indexes.r4.append(index)
                case "5": indexes.r5.append(index)
                default: break
                }
            }
            entries[id] = ControlCatalog.CCI(
                isDeprecated: item.child("status")?.trimmedText == "deprecated", r4: indexes.r4.joined(separator: ";"),
                r5: indexes.r5.joined(separator: ";"))
        }
        guard !entries.isEmpty else { throw failed(root.line, "holds no cci_item") }
        let metadata = root.child("metadata")
        version = metadata?.child("version")?.trimmedText ?? metadata?.child("publishdate")?.trimmedText ?? "without version"
        self.entries = entries
    }

    /// Reads a table with the columns `cci`, `status`, `r4`, `r5` (or `rev4`, `rev5`); `name` is the file in messages.
    public init(table bytes: [UInt8], name: String) throws(ControlTableError) {
        let header = bytes.split(separator: UInt8(ascii: "\n")).first { $0.first != UInt8(ascii: "#") } ?? []
        let isLong = String(decoding: header, as: UTF8.self).split(separator: "\t").contains("rev4")
        let table = try TextTable(bytes, name: name, columns: ["cci", "status"] + (isLong ? ["rev4", "rev5"] : ["r4", "r5"]))
        var entries: [String: ControlCatalog.CCI] = [:]
        entries.reserveCapacity(table.rows.count)
        for (row, line) in zip(table.rows, table.lines) {
            guard Self.isCCI(row[0]) else {
                throw ControlTableError(table: name, line: line, reason: "'\(row[0])' is no id of a CCI, which is written CCI-000001")
            }
            entries[row[0]] = ControlCatalog.CCI(isDeprecated: row[1] == "deprecated", r4: row[2], r5: row[3])
        }
        guard !entries.isEmpty else { throw ControlTableError(table: name, line: 1, reason: "holds no CCI") }
        let vintage = table.comments.first { $0.hasPrefix("Vintage: ") }.map { String($0.dropFirst(9)) }
        version = vintage ?? (table.comments.isEmpty ? "without version" : table.comments.joined(separator: " "))
        self.entries = entries
    }

    /// `CCI-` and six digits.
    private static func isCCI(_ id: String) -> Bool {
        id.utf8.count == 10 && id.hasPrefix("CCI-")
            && id.utf8.dropFirst(4).allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
