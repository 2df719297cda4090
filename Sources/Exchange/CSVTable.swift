/// A table of comma-separated values (RFC 4180): all fields quoted, lines end in CRLF.
///
/// A field that a spreadsheet would take for a formula begins with an apostrophe.
package struct CSVTable {
    /// The names of the columns.
    package var header: [String]
    /// A field for each column.
    package var rows: [[String]]

    /// From its parts.
    package init(header: [String], rows: [[String]]) {
        self.header = header
        self.rows = rows
    }

    /// UTF-8 without a byte order mark.
    package var bytes: [UInt8] {
        var text = ""
        for row in [header] + rows {
            text += row.map(Self.field).joined(separator: ",") + "\r\n"
        }
        return Array(text.utf8)
    }

    /// One field with its quotes.
    static func field(_ value: String) -> String {
        let value = PlainText.lines(value)
        let isFormula =
            value.unicodeScalars.first { $0 != " " && $0 != "\n" }.map {
                "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains($0)
            } ?? false
        return "\"" + (isFormula ? "'" : "") + value.replacing("\"", with: "\"\"") + "\""
    }
}
