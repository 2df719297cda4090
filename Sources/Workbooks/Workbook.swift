internal import CXLSXWriter
internal import Exchange
internal import Glibc

/// A workbook (Office Open XML) that is made anew: sheets of text with a header. The same content gives the same bytes.
public struct Workbook: Sendable {
    /// A sheet.
    public struct Sheet: Sendable {
        /// Its name on the tab, at most 31 characters.
        public var name: String
        /// Lines above the header; each is a row of cells.
        public var preamble: [[String]]
        /// The names of the columns.
        public var header: [String]
        /// A text for each column.
        public var rows: [[String]]

        /// From its parts.
        public init(name: String, preamble: [[String]] = [], header: [String], rows: [[String]]) {
            self.name = name
            self.preamble = preamble
            self.header = header
            self.rows = rows
        }
    }

    /// The title in the properties of the document.
    public var title: String
    /// At least one.
    public var sheets: [Sheet]

    /// From its parts.
    public init(title: String, sheets: [Sheet]) {
        self.title = title
        self.sheets = sheets
    }

    /// A cell of Excel holds 32,767 characters.
    static let cellLimit = 32_767
    /// 2000-01-01: workbooks carry a time, and it must not be that of the run of the program.
    private static let created = 946_684_800

    /// The file.
    ///
    /// - Throws: ``WorkbookError`` where memory or the library fails.
    public func bytes() throws(WorkbookError) -> [UInt8] {
        // libxlsxwriter writes to a path. A file in memory has one, and nothing is left behind.
        let descriptor = stigready_memory_file()
        guard descriptor >= 0 else { throw WorkbookError("no memory for a workbook: \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        guard let book = workbook_new("/proc/self/fd/\(descriptor)") else { throw WorkbookError("a workbook cannot be begun") }
        let failure = fill(book)
        // Closing frees the book, whatever came before.
        let closing = workbook_close(book)
        for code in [failure, closing] where code != LXW_NO_ERROR {
            throw WorkbookError("a workbook cannot be written: \(String(cString: lxw_strerror(code)))")
        }
        return try Self.read(descriptor)
    }

    private func fill(_ book: UnsafeMutablePointer<lxw_workbook>) -> lxw_error {
        var failure = PlainText.cut(PlainText.line(title), to: 255).withCString { title in
            var properties = lxw_doc_properties()
            properties.title = UnsafeMutablePointer(mutating: title)
            properties.created = Self.created
            return workbook_set_properties(book, &properties)
        }
        let bold = workbook_add_format(book)
        format_set_bold(bold)
        format_set_text_wrap(bold)
        format_set_align(bold, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        let wrapped = workbook_add_format(book)
        format_set_text_wrap(wrapped)
        format_set_align(wrapped, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        func keep(_ code: lxw_error) { if failure == LXW_NO_ERROR { failure = code } }
        for sheet in sheets {
            guard let page = workbook_add_worksheet(book, sheet.name) else { return LXW_ERROR_PARAMETER_VALIDATION }
            let headerRow = sheet.preamble.count
            for (index, row) in (sheet.preamble + [sheet.header] + sheet.rows).enumerated() {
                for (column, text) in row.enumerated() where !text.isEmpty {
                    // A string is never taken for a formula or a link.
                    let text = PlainText.cut(PlainText.lines(text), to: Self.cellLimit)
                    keep(worksheet_write_string(page, UInt32(index), UInt16(column), text, index <= headerRow ? bold : wrapped))
                }
            }
            for (column, name) in sheet.header.enumerated() {
                let widest = sheet.rows.map { $0.indices.contains(column) ? $0[column].utf16.count : 0 }.max() ?? 0
                keep(
                    worksheet_set_column(
                        page, UInt16(column), UInt16(column), Double(min(60, max(12, min(name.utf16.count, 24), widest))), nil))
            }
            worksheet_freeze_panes(page, UInt32(headerRow + 1), 0)
        }
        return failure
    }

    private static func read(_ descriptor: Int32) throws(WorkbookError) -> [UInt8] {
        let size = Int(lseek(descriptor, 0, SEEK_END))
        var failure = size < 0 ? errno : 0
        let bytes = [UInt8](unsafeUninitializedCapacity: max(size, 0)) { buffer, count in
            while count < size {
                let got = pread(descriptor, buffer.baseAddress?.advanced(by: count), size - count, off_t(count))
                if got < 0 && errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                count += got
            }
        }
        guard failure == 0, !bytes.isEmpty else {
            throw WorkbookError("a workbook cannot be read back: \(String(cString: strerror(failure)))")
        }
        return bytes
    }
}

/// A workbook that cannot be read, filled or written.
public struct WorkbookError: Error, Sendable, CustomStringConvertible {
    /// What, and what to do, in one line.
    public var description: String
    /// With its one line.
    public init(_ description: String) { self.description = description }
}
