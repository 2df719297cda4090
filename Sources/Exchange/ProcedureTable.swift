/// The assessment procedures of a user's eMASS by CCI: its test result export saved as text.
public enum ProcedureTable {
    /// Acronyms of procedures (`AC-3.1`) by CCI (`CCI-000213`).
    ///
    /// The table is comma- or tab-separated; its header, within the first 20 rows, names the columns `CCI` and `AP Acronym`. CCIs may stand
    /// without their prefix, as eMASS writes them.
    public static func read(_ bytes: [UInt8], name: String) throws(RecordError) -> [String: String] {
        guard bytes.count <= 64 << 20 else { throw RecordError("\(name): has \(bytes.count) bytes; at most \(64 << 20) are read") }
        let rows = records(bytes)
        func column(_ row: [String], _ wanted: String) -> Int? {
            row.firstIndex { POAMColumns.normalized($0) == wanted }
        }
        guard let header = rows.prefix(20).firstIndex(where: { column($0, "cci") != nil && column($0, "apacronym") != nil }),
            let cci = column(rows[header], "cci"), let procedure = column(rows[header], "apacronym")
        else { throw RecordError("\(name): no row names the columns 'CCI' and 'AP Acronym'; save your eMASS's test result export as CSV") }
        var result: [String: String] = [:]
        for row in rows.dropFirst(header + 1) where row.indices.contains(cci) && row.indices.contains(procedure) {
            let number = row[cci].filter { ("0"..."9").contains($0) }
            let acronym = PlainText.line(row[procedure])
            if number.isEmpty || number.utf8.count > 6 || acronym.isEmpty { continue }
            result["CCI-" + String(repeating: "0", count: 6 - number.utf8.count) + number] = acronym
        }
        return result
    }

    /// RFC 4180, with tabs where the first line has one.
    private static func records(_ bytes: [UInt8]) -> [[String]] {
        let separator = bytes.prefix { $0 != 0x0A }.contains(0x09) ? UInt8(0x09) : UInt8(ascii: ",")
        var rows: [[String]] = []
        var row: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        func text() -> String { String(decoding: field, as: UTF8.self) }
        var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if isQuoted {
                if byte != UInt8(ascii: "\"") {
                    field.append(byte)
                } else if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
                    field.append(byte)
                    index += 1
                } else {
                    isQuoted = false
                }
            } else if byte == UInt8(ascii: "\""), field.isEmpty {
                isQuoted = true
            } else if byte == separator {
                row.append(text())
                field = []
            } else if byte == 0x0A {
                rows.append(row + [text()])
                (row, field) = ([], [])
            } else if byte != 0x0D {
                field.append(byte)
            }
        }
        if !field.isEmpty || !row.isEmpty { rows.append(row + [text()]) }
        return rows
    }
}
