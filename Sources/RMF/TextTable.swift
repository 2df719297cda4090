/// Rows of a tab-separated table with named columns; lines that begin with `#` are comments.
struct TextTable {
    /// The comment lines before the header, without their mark.
    private(set) var comments: [String] = []
    /// Per row the fields of the wanted columns, in the order asked for.
    private(set) var rows: [[String]] = []
    /// The line of each row, from 1.
    private(set) var lines: [Int] = []

    /// Reads `bytes`, keeping `columns`; others are skipped.
    init(_ bytes: [UInt8], name: String, columns: [String]) throws(ControlTableError) {
        var positions: [Int]?
        var number = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            if line.isEmpty { continue }
            if line.first == UInt8(ascii: "#") {
                if positions == nil { comments.append(String(decoding: line.dropFirst().drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)) }
                continue
            }
            let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            guard let wanted = positions else {
                let header = fields.map { String(decoding: $0, as: UTF8.self) }
                positions = try columns.map { (column) throws(ControlTableError) in
                    guard let position = header.firstIndex(of: column) else {
                        throw ControlTableError(
                            table: name, line: number, reason: "has no column '\(column)'; its header must name \(columns)")
                    }
                    return position
                }
                continue
            }
            guard fields.count > (wanted.max() ?? 0) else {
                throw ControlTableError(table: name, line: number, reason: "has \(fields.count) fields, fewer than its header names")
            }
            lines.append(number)
            rows.append(wanted.map { String(decoding: fields[$0], as: UTF8.self) })
        }
        guard positions != nil else { throw ControlTableError(table: name, line: number, reason: "has no header; the table is empty") }
    }
}

/// A control table that cannot be read.
public struct ControlTableError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Which table, e.g. `cci.tsv`.
    public var table: String
    /// The line, from 1.
    public var line: Int
    /// What is wrong.
    public var reason: String
    /// One line.
    public var description: String { "\(table):\(line): \(reason)" }
}
