internal import ArgumentParser
internal import Diagnostics
internal import Glibc
internal import RMF
internal import Reports
internal import SCAP

/// Where the program's own data is looked for.
struct DataOption: ParsableArguments {
    @Option(
        name: .customLong("data"),
        help: ArgumentHelp("Folder of the program's own data; else STIGREADY_DATA, else beside the program.", valueName: "dir"))
    var data: String?

    func directory() throws(ContentError) -> DataDirectory { try DataDirectory(option: data) }
}

/// Where the program's own data lies: the folders `content`, `profiles` and `reports`.
struct DataDirectory {
    /// The folder that holds them.
    let path: String
    /// A list of CCIs that takes the place of the one in `content/nist`.
    var cciList: CCIList?
    private let shippedCatalog = Remembered<ControlCatalog>()

    /// `option`, else `STIGREADY_DATA`, else `../share/stigready` beside the executable, else the nearest folder above the executable that
    /// holds both `content` and `reports`.
    init(option: String?) throws(ContentError) {
        if let given = option ?? getenv("STIGREADY_DATA").map({ String(cString: $0) }) {
            guard Self.isData(given) else {
                throw ContentError(about: given, "no data directory of stigready: it must hold the folders content and reports")
            }
            path = given
            return
        }
        var folder = Self.executableFolder()
        if Self.isData("\(folder)/../share/stigready") {
            path = "\(folder)/../share/stigready"
            return
        }
        while !folder.isEmpty {
            if Self.isData(folder) {
                path = folder
                return
            }
            folder = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? ""
        }
        throw ContentError(
            "the folders content and reports are not found beside the program; name their parent with --data or STIGREADY_DATA")
    }

    private static func isData(_ path: String) -> Bool {
        access("\(path)/content", R_OK) == 0 && access("\(path)/reports", R_OK) == 0
    }

    private static func executableFolder() -> String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        guard count > 0 else { return "" }
        let path = String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }
}

extension DataDirectory {
    /// A file of the data directory.
    func bytes(_ name: String) throws(ContentError) -> [UInt8] { try bytes(at: "\(path)/\(name)") }

    /// A file of the user.
    func bytes(at path: String) throws(ContentError) -> [UInt8] { try ContentLoader.files().bytes(path) }

    /// What the stylesheet `name` of `reports` makes of a report document.
    func page(_ name: String, of document: [UInt8], parameters: [String: String] = [:]) throws(ContentError) -> [UInt8] {
        let bytes = try bytes("reports/\(name)")
        do throws(StylesheetError) {
            return try Stylesheet(bytes, name: name, baseDirectory: "\(path)/reports").apply(to: document, parameters: parameters)
        } catch { throw ContentError(about: error.stylesheet, error.messages.joined(separator: "; ")) }
    }

    /// The tables of `content/nist`, with the user's list of CCIs where there is one.
    func controlCatalog() throws(ContentError) -> ControlCatalog {
        let catalog = try shippedCatalog(readCatalog)
        return cciList.map(catalog.with) ?? catalog
    }

    private func readCatalog() throws(ContentError) -> ControlCatalog {
        let tables = try ["cci.tsv", "sp800-53-r5.tsv", "sp800-53-r4.tsv", "families.tsv"].map { name throws(ContentError) in
            try bytes("content/nist/\(name)")
        }
        do throws(ControlTableError) {
            return try ControlCatalog(cci: tables[0], revision5: tables[1], revision4: tables[2], families: tables[3])
        } catch { throw ContentError(about: "\(path)/content/nist", error.description) }
    }
}
