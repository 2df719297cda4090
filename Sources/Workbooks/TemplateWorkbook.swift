public import Exchange
internal import Zip

/// A workbook of the user's, exported from their eMASS, that POA&M items are put into.
///
/// Its columns are found by the texts of the header, wherever that stands; cells of columns that are not known here, formats, macros and all
/// other parts stay as they are. Items that it holds stay, new ones come below.
public struct TemplateWorkbook {
    private var zip: ZipFile
    private let sheetName: String
    private let sheet: SheetDocument
    private let strings: [String]
    /// The row of the header, from 1.
    private let headerRow: Int
    /// What was found in the header: number of the column from 1, its text, what stands under it.
    private let columns: [(number: Int, header: String, column: POAMColumns.Column)]
    /// Headers that nothing is written under, since they are not known here.
    public let unmapped: [String]

    /// Reads a workbook; `name` is its file in messages.
    public init(_ bytes: [UInt8], name: String) throws(WorkbookError) {
        do throws(WorkbookError) {
            zip = try ZipFile(bytes)
            strings = try Self.sharedStrings(zip)
            let sheets = try Self.sheetNames(zip)
            var found: (name: String, sheet: SheetDocument, header: Header)?
            for name in sheets {
                guard let bytes = zip[name] else { continue }
                let sheet = try SheetDocument(bytes, name: name)
                if let header = Self.header(sheet, strings) {
                    found = (name, sheet, header)
                    break
                }
            }
            guard let found else {
                throw WorkbookError(
                    "none of its \(sheets.count) sheets has a row with the headers of a POA&M ('Control Vulnerability Description' and others); "
                        + "export the template from your eMASS and name that file")
            }
            sheetName = found.name
            sheet = found.sheet
            headerRow = found.header.row
            columns = found.header.columns
            unmapped = found.header.unmapped
        } catch { throw WorkbookError("\(name): \(error.description)") }
    }

    /// The workbook with an item in each row below what is there.
    public mutating func filled(_ items: [POAMItem], options: PackageOptions) throws(WorkbookError) -> [UInt8] {
        guard let data = sheet.root.child("sheetData") else { throw WorkbookError("the sheet has no cells") }
        var rows: [Int: SheetDocument.Node] = [:]
        var last = headerRow
        for row in data.children("row") {
            guard let number = row.attribute("r").flatMap({ Int($0) }) else { continue }
            rows[number] = row
            if number > headerRow, holdsItem(row) { last = max(last, number) }
        }
        guard last + items.count <= 1_048_576 else { throw WorkbookError("the sheet has no room for \(items.count) more rows") }
        // The first row below the header shows how its columns are formatted.
        let pattern = rows[headerRow + 1].map { Self.cells($0) } ?? [:]
        let ordered = rows.keys.sorted()
        var place = 0
        for (index, item) in items.enumerated() {
            let number = last + 1 + index
            while place < ordered.count, ordered[place] < number { place += 1 }
            let next = place < ordered.count ? rows[ordered[place]] : nil
            guard let row = rows[number] ?? data.insert("row", before: next) else { throw WorkbookError("no memory for a row") }
            row.set("r", String(number))
            row.remove("spans")
            for (column, header, kind) in columns {
                let isSource = POAMColumns.column(for: header) == kind
                let text = isSource ? item.text(kind, options) : ""
                try Self.write(text, column, number, row, style: pattern[column]?.attribute("s"))
            }
        }
        updateDimension(to: last + items.count)
        if let index = zip.entries.firstIndex(where: { $0.name == sheetName }) { zip.entries[index].bytes = sheet.bytes() }
        return try zip.archived()
    }

    /// How many columns something is written under.
    public var mappedCount: Int { columns.count }

    private func holdsItem(_ row: SheetDocument.Node) -> Bool {
        let cells = Self.cells(row)
        return columns.contains { column in cells[column.number].map { !Self.text($0, strings).isEmpty } ?? false }
    }

    private static func write(_ text: String, _ column: Int, _ number: Int, _ row: SheetDocument.Node, style: String?) throws(WorkbookError)
    {
        let cells = cells(row)
        if text.isEmpty { return }
        let following = cells.keys.filter { $0 > column }.min().flatMap { cells[$0] }
        guard let cell = cells[column] ?? row.insert("c", before: following) else { throw WorkbookError("no memory for a cell") }
        cell.clear()
        cell.set("r", "\(CellReference.letters(column))\(number)")
        if cell.attribute("s") == nil, let style { cell.set("s", style) }
        cell.set("t", "inlineStr")
        let clean = PlainText.cut(PlainText.lines(text), to: Workbook.cellLimit)
        guard let value = cell.append("is")?.append("t", text: clean) else { throw WorkbookError("no memory for a cell") }
        value.set("xml:space", "preserve")
    }

    private func updateDimension(to row: Int) {
        guard let dimension = sheet.root.child("dimension"), let text = dimension.attribute("ref") else { return }
        let corners = text.split(separator: ":").compactMap { CellReference(String($0)) }
        guard let first = corners.first, let end = corners.last else { return }
        let column = max(end.column, columns.map(\.number).max() ?? 1)
        dimension.set("ref", "\(first.text):\(CellReference(column: column, row: max(end.row, row)).text)")
    }
}

extension TemplateWorkbook {
    typealias Header = (row: Int, columns: [(number: Int, header: String, column: POAMColumns.Column)], unmapped: [String])

    /// The first row that has the description and three more known headers.
    private static func header(_ sheet: SheetDocument, _ strings: [String]) -> Header? {
        guard let data = sheet.root.child("sheetData") else { return nil }
        for row in data.children("row").prefix(200) {
            guard let number = row.attribute("r").flatMap({ Int($0) }) else { continue }
            var columns: [(number: Int, header: String, column: POAMColumns.Column)] = []
            var unmapped: [String] = []
            var known = 0
            for (column, cell) in cells(row).sorted(by: { $0.key < $1.key }) {
                let text = PlainText.line(text(cell, strings))
                if text.isEmpty { continue }
                guard let kind = POAMColumns.column(for: text) else {
                    unmapped.append(text)
                    continue
                }
                known += 1
                if kind != .blank, !columns.contains(where: { $0.column == kind }) { columns.append((column, text, kind)) }
            }
            if known >= 4, columns.contains(where: { $0.column == .description }) { return (number, columns, unmapped) }
        }
        return nil
    }

    /// The cells of a row by the number of their column.
    private static func cells(_ row: SheetDocument.Node) -> [Int: SheetDocument.Node] {
        var result: [Int: SheetDocument.Node] = [:]
        for cell in row.children("c") {
            if let place = cell.attribute("r").flatMap({ CellReference($0) }) { result[place.column] = cell }
        }
        return result
    }

    /// What a cell shows; of a formula its last value.
    private static func text(_ cell: SheetDocument.Node, _ strings: [String]) -> String {
        switch cell.attribute("t") {
        case "s":
            guard let index = cell.child("v").flatMap({ Int($0.text) }), strings.indices.contains(index) else { return "" }
            return strings[index]
        case "inlineStr": return cell.child("is").map(runs) ?? ""
        default: return cell.child("v")?.text ?? ""
        }
    }

    /// The text of a string with or without runs; phonetic hints are left out.
    private static func runs(_ string: SheetDocument.Node) -> String {
        string.children.map { node in
            switch node.name {
            case "t": node.text
            case "r": node.child("t")?.text ?? ""
            default: ""
            }
        }.joined()
    }

    private static func sharedStrings(_ zip: ZipFile) throws(WorkbookError) -> [String] {
        guard let bytes = zip["xl/sharedStrings.xml"] else { return [] }
        return try SheetDocument(bytes, name: "xl/sharedStrings.xml").root.children("si").map(runs)
    }

    /// The parts of the worksheets in the order of the tabs.
    private static func sheetNames(_ zip: ZipFile) throws(WorkbookError) -> [String] {
        guard let book = zip["xl/workbook.xml"], let relations = zip["xl/_rels/workbook.xml.rels"] else {
            throw WorkbookError("it is no workbook of Excel: xl/workbook.xml is missing")
        }
        var targets: [String: String] = [:]
        for relation in try SheetDocument(relations, name: "xl/_rels/workbook.xml.rels").root.children("Relationship") {
            guard let id = relation.attribute("Id"), let target = relation.attribute("Target") else { continue }
            targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/\(target)"
        }
        let sheets = try SheetDocument(book, name: "xl/workbook.xml").root.child("sheets")?.children("sheet") ?? []
        return sheets.compactMap { sheet in sheet.attribute("id").flatMap { targets[$0] } }.filter { zip[$0] != nil }
    }
}

/// `C8`: the place of a cell.
struct CellReference {
    /// From 1.
    var column: Int
    /// From 1.
    var row: Int

    init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }

    init?(_ text: String) {
        let letters = text.utf8.prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        guard (1...3).contains(letters.count), let row = Int(text.utf8.dropFirst(letters.count).map { String(UnicodeScalar($0)) }.joined()),
            (1...1_048_576).contains(row)
        else { return nil }
        column = letters.reduce(0) { $0 * 26 + Int($1) - 64 }
        self.row = row
    }

    var text: String { "\(Self.letters(column))\(row)" }

    /// 1 is `A`, 27 is `AA`.
    static func letters(_ column: Int) -> String {
        var column = column
        var text = ""
        while column > 0 {
            text = String(UnicodeScalar(UInt8(65 + (column - 1) % 26))) + text
            column = (column - 1) / 26
        }
        return text
    }
}
