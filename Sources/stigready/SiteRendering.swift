internal import Diagnostics
internal import Exchange
internal import Glibc
internal import SCAP

/// One page over many results, with their reports: `stigready render site`.
struct SiteRendering {
    let data: DataDirectory
    let settings: ReportSettings

    /// Folders in folders, and entries, that are looked at.
    private static let depth = 16
    private static let mostEntries = 1_000_000

    /// Writes `index.html` and the reports it leads to below `output`; reports that lie beside their results already stay as they are.
    ///
    /// - Returns: How many results are on the page, and how many could not be read.
    func write(_ folder: String, to output: String) throws(ContentError) -> (read: Int, unreadable: Int) {
        let files = try Self.results(below: folder)
        guard !files.isEmpty else { throw ContentError(about: folder, "no results.json is in it; name the folder that scans wrote to") }
        var entries: [SiteDocument.Entry] = []
        var unreadable: [(file: String, why: String)] = []
        var made = OutputFiles()
        do throws(ContentError) {
            try OutputFiles.makeDirectory(output)
            for file in files {
                let place = file.split(separator: "/").dropLast().joined(separator: "/")
                let report = place.isEmpty ? "report.html" : "\(place)/report.html"
                let record: AssessmentRecord
                do throws(ContentError) {
                    record = try SavedRecord.read(file, try ContentLoader.files().bytes("\(folder)/\(file)"))
                } catch {
                    Console.report(error.diagnostics)
                    unreadable.append((file, error.diagnostics.map(\.message).joined(separator: "; ")))
                    continue
                }
                entries.append(SiteDocument.Entry(record, results: file, report: Self.address(report)))
                // In place, what scan wrote is the report; elsewhere it would not be found.
                if Self.isSame(folder, output) && access("\(output)/\(report)", R_OK) == 0 { continue }
                try OutputFiles.makeDirectory(place.isEmpty ? output : "\(output)/\(place)")
                try made.add(try RecordOutput(record: record, data: data, settings: settings).html(), to: "\(output)/\(report)")
            }
            let document = SiteDocument(entries, unreadable: unreadable, tool: Program.tool)
            let page = try data.page(
                "site/index.html.xsl", of: document.bytes(), parameters: settings.banner.map { ["banner": $0] } ?? [:])
            try made.add(page, to: "\(output)/index.html")
            try made.commit()
        } catch {
            made.discard()
            throw error
        }
        return (entries.count, unreadable.count)
    }

    /// Every `results.json` below a folder, by its path in it, sorted; links are not followed.
    private static func results(below folder: String) throws(ContentError) -> [String] {
        var found: [String] = []
        var pending: [(path: String, depth: Int)] = [("", 0)]
        var entries = 0
        while let next = pending.popLast() {
            let path = next.path.isEmpty ? folder : "\(folder)/\(next.path)"
            guard let directory = opendir(path) else {
                throw ContentError(about: path, "cannot be read: \(String(cString: strerror(errno))); name a folder that scans wrote to")
            }
            defer { closedir(directory) }
            while let entry = readdir(directory) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name == "." || name == ".." { continue }
                entries += 1
                if entries > mostEntries { throw ContentError(about: folder, "more than \(mostEntries) files; name a smaller folder") }
                let child = next.path.isEmpty ? name : "\(next.path)/\(name)"
                var record = stat()
                guard lstat("\(folder)/\(child)", &record) == 0 else { continue }
                switch record.st_mode & S_IFMT {
                case S_IFDIR where next.depth < depth: pending.append((child, next.depth + 1))
                case S_IFREG where name == "results.json": found.append(child)
                default: continue
                }
            }
        }
        return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func isSame(_ left: String, _ right: String) -> Bool {
        var (a, b) = (stat(), stat())
        return stat(left, &a) == 0 && stat(right, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino
    }

    /// A path as a relative address (RFC 3986, section 4.2): what is not unreserved is escaped, and no name passes for a scheme.
    private static func address(_ path: String) -> String {
        var address = "./"
        for byte in path.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e, 0x2f: address.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                address += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            }
        }
        return address
    }
}
