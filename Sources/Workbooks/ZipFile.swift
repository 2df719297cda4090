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
        entries = try Self.read(bytes, limits)
    }

    private static func read(_ bytes: [UInt8], _ limits: Limits) throws(WorkbookError) -> [ZipArchive.Entry] {
        guard bytes.starts(with: [0x50, 0x4B]) else { throw WorkbookError("it is no workbook: a .xlsx or .xlsm file is expected") }
        var reader = ZipReader(limits: .init(entries: limits.entries, fileBytes: limits.bytesPerEntry, bytes: limits.bytes, depth: 1))
        var entries: [ZipArchive.Entry] = []
        var seen: Set<String> = []
        var refused: String?
        do throws(ZipError) {
            try reader.read(.bytes(bytes)) { name, error in
                refused = refused ?? "'\(PlainName.of(name))': \(error.message)"
            } visit: { reader, entry throws(ZipError) in
                guard seen.insert(entry.name).inserted else {
                    throw ZipError(message: "two of its files are called '\(PlainName.of(entry.name))'")
                }
                entries.append(ZipArchive.Entry(entry.name, try reader.content(of: entry)))
            }
        } catch { refused = refused ?? error.message }
        if let refused { throw WorkbookError("the workbook cannot be read: \(PlainName.of(refused)); save it again from its program") }
        return entries
    }

    /// The archive anew, its files in the same order; the same files give the same bytes.
    func archived() throws(WorkbookError) -> [UInt8] {
        do throws(ContentError) { return try ZipArchive(entries).bytes() } catch {
            throw WorkbookError(error.diagnostics.map(\.message).joined(separator: "; "))
        }
    }
}

/// A foreign name in a message.
enum PlainName {
    static func of(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.prefix(120).map { $0.value < 0x20 || $0.value == 0x7F ? "?" : $0 }))
    }
}
