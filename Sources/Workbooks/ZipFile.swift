internal import CArchive
internal import Diagnostics
internal import Zip

/// The files of a zip archive in memory, within bounds: the container of workbooks.
struct ZipFile {
    /// What is read at most.
    struct Limits {
        var entries = 2_000
        var bytesPerEntry = 64 << 20
        var bytes = 256 << 20
    }

    /// In the order of the archive.
    var entries: [ZipArchive.Entry]

    /// The file of a name.
    subscript(_ name: String) -> [UInt8]? { entries.first { $0.name == name }?.bytes }

    /// Reads an archive; nothing is unpacked to a file.
    init(_ bytes: [UInt8], limits: Limits = Limits()) throws(WorkbookError) {
        entries = try bytes.withUnsafeBufferPointer { buffer throws(WorkbookError) in try Self.read(UnsafeRawBufferPointer(buffer), limits)
        }
    }

    private static func read(_ buffer: UnsafeRawBufferPointer, _ limits: Limits) throws(WorkbookError) -> [ZipArchive.Entry] {
        guard buffer.count > 3, buffer[0] == 0x50, buffer[1] == 0x4B, let archive = archive_read_new() else {
            throw WorkbookError("it is no workbook: a .xlsx or .xlsm file is expected")
        }
        defer { archive_read_free(archive) }
        archive_read_support_format_zip(archive)
        guard archive_read_open_memory(archive, buffer.baseAddress, buffer.count) == ARCHIVE_OK else { throw damaged(archive) }
        var entries: [ZipArchive.Entry] = []
        var total = 0
        var seen: Set<String> = []
        while true {
            var header: OpaquePointer?
            let code = archive_read_next_header(archive, &header)
            if code == ARCHIVE_EOF { return entries }
            guard code == ARCHIVE_OK || code == ARCHIVE_WARN, let header else { throw damaged(archive) }
            guard let path = archive_entry_pathname_utf8(header) ?? archive_entry_pathname(header) else {
                throw WorkbookError("a file in the workbook has no name")
            }
            let name = String(cString: path)
            if name.hasSuffix("/") { continue }
            guard entries.count < limits.entries else { throw WorkbookError("the workbook has more than \(limits.entries) files") }
            guard seen.insert(name).inserted else { throw WorkbookError("the workbook has two files '\(PlainName.of(name))'") }
            let bytes = try content(archive, name, min(limits.bytesPerEntry, limits.bytes - total))
            total += bytes.count
            entries.append(ZipArchive.Entry(name, bytes))
        }
    }

    private static func content(_ archive: OpaquePointer, _ name: String, _ limit: Int) throws(WorkbookError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = archive_read_data(archive, &chunk, chunk.count)
            if count == 0 { return bytes }
            guard count > 0 else { throw damaged(archive) }
            guard bytes.count + count <= limit else {
                throw WorkbookError("the workbook is too large: '\(PlainName.of(name))' passes the limit of what is unpacked")
            }
            bytes += chunk[..<count]
        }
    }

    /// The archive anew, its files in the same order; the same files give the same bytes.
    func archived() throws(WorkbookError) -> [UInt8] {
        do throws(ContentError) { return try ZipArchive(entries).bytes() } catch {
            throw WorkbookError(error.diagnostics.map(\.message).joined(separator: "; "))
        }
    }

    private static func damaged(_ archive: OpaquePointer) -> WorkbookError {
        let reason = archive_error_string(archive).map { String(cString: $0) } ?? "unreadable"
        return WorkbookError("the workbook is damaged: \(PlainName.of(reason)); save it again from its program")
    }
}

/// A foreign name in a message.
enum PlainName {
    static func of(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.prefix(120).map { $0.value < 0x20 || $0.value == 0x7F ? "?" : $0 }))
    }
}
