public import Diagnostics
internal import Digest
internal import FoundationEssentials
internal import Glibc
internal import SCAP

/// Content that a user imported: a folder `<benchmark>/<version>/` for each revision, in it the file as it was published and an entry beside it.
///
/// The entries are the index: there is no second list that could say something else. An entry is written after its file, so what an
/// interrupted import leaves is no content.
public struct ContentLibrary: Sendable {
    /// The folder of all.
    public let path: String

    /// The library in this folder, which need not be there.
    public init(path: String) { self.path = path }

    /// `STIGREADY_LIBRARY`, else `stigready/library` in `XDG_DATA_HOME`, else in `~/.local/share`; `nil` where none of the variables is set.
    public static func standardPath(environment: (String) -> String?) -> String? {
        func value(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }
        if let path = value("STIGREADY_LIBRARY") { return path }
        // XDG Base Directory Specification: a relative path in it is to be ignored.
        if let data = value("XDG_DATA_HOME"), data.hasPrefix("/") { return "\(data)/stigready/library" }
        return value("HOME").map { "\($0)/.local/share/stigready/library" }
    }

    /// What is in it, by benchmark, then newest first; and what could not be read, one line each.
    public func entries() -> (entries: [LibraryEntry], problems: [Diagnostic]) {
        var entries: [LibraryEntry] = []
        var problems: [Diagnostic] = []
        for benchmark in Folder.names(in: path) where !benchmark.hasPrefix(".") {
            for version in Folder.names(in: "\(path)/\(benchmark)") where !version.hasPrefix(".") {
                let folder = "\(path)/\(benchmark)/\(version)"
                for name in Folder.names(in: folder) where name.hasSuffix(".entry.json") && !name.hasPrefix(".") {
                    do throws(ContentError) { entries.append(try entry("\(folder)/\(name)")) } catch { problems += error.diagnostics }
                }
            }
        }
        entries.sort {
            ($0.tail, $1.revision, $0.kind.rawValue, $0.benchmark) < ($1.tail, $0.revision, $1.kind.rawValue, $1.benchmark)
        }
        return (entries, problems)
    }

    private func entry(_ path: String) throws(ContentError) -> LibraryEntry {
        let bytes = try ContentLoader.files().bytes(path)
        guard bytes.count <= 1 << 20, let entry = try? JSONDecoder().decode(LibraryEntry.self, from: Data(bytes)),
            !entry.file.contains("/"), !entry.file.hasPrefix("."), !entry.file.isEmpty
        else { throw ContentError(about: path, "no entry of a library, or damaged; import its content again") }
        return entry
    }

    /// The file of an entry.
    public func file(of entry: LibraryEntry) -> String { "\(folder(of: entry))/\(entry.file)" }

    /// Throws where the file of an entry is not what was imported.
    public func check(_ entry: LibraryEntry) throws(ContentError) {
        let path = file(of: entry)
        guard DigestAlgorithm.sha256.hex(try ContentLoader.files().bytes(path)) == entry.sha256 else {
            throw ContentError(about: path, "not the file that was imported: its SHA-256 is another; import it again")
        }
    }

    func folder(of entry: LibraryEntry) -> String { "\(path)/\(FolderName.of(entry.tail))/\(FolderName.of(entry.revision.name))" }

    func entryFile(of entry: LibraryEntry) -> String {
        "\(folder(of: entry))/\(entry.kind == .manual ? "manual" : "data-stream").entry.json"
    }

    /// Takes a revision out, and its folder where nothing else is in it.
    public func remove(_ entry: LibraryEntry) throws(ContentError) {
        // The entry first: without it there is no content.
        for path in [entryFile(of: entry), file(of: entry)] where unlink(path) != 0 && errno != ENOENT {
            throw Folder.failure(path, errno)
        }
        let folder = folder(of: entry)
        if rmdir(folder) == 0, let slash = folder.lastIndex(of: "/") { rmdir(String(folder[..<slash])) }
    }
}

/// Folders of the library.
enum Folder {
    /// The names in a folder, sorted; none where it cannot be read.
    static func names(in path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Makes a folder and those above it.
    static func make(_ path: String) throws(ContentError) {
        var prefix = ""
        for (index, part) in path.split(separator: "/", omittingEmptySubsequences: false).enumerated() {
            prefix += index == 0 ? String(part) : "/\(part)"
            if !prefix.isEmpty, mkdir(prefix, 0o755) != 0, errno != EEXIST { throw failure(prefix, errno) }
        }
    }

    /// Writes a new file, whole and on the disk.
    static func write(_ bytes: [UInt8], to path: String) throws(ContentError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw failure(path, errno) }
        var written = 0
        var code: Int32 = 0
        while written < bytes.count, code == 0 {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written) }
            if count < 0 && errno != EINTR { code = errno }
            if count > 0 { written += count }
        }
        if code == 0, fsync(descriptor) != 0 { code = errno }
        if close(descriptor) != 0, code == 0 { code = errno }
        if code != 0 { throw failure(path, code) }
    }

    static func failure(_ path: String, _ code: Int32) -> ContentError {
        ContentError(about: path, "cannot be written: \(String(cString: strerror(code))); choose another place with STIGREADY_LIBRARY")
    }
}
