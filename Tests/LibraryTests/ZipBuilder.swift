import CArchive
import Foundation
import Testing

/// Zip archives as no honest tool writes them, by libarchive.
enum Zip {
    /// An archive of these files; the names are written as they are.
    static func archive(_ files: [(name: String, bytes: [UInt8])], isStored: Bool = false) throws -> [UInt8] {
        let archive = try #require(archive_write_new())
        defer { archive_write_free(archive) }
        archive_write_set_format_zip(archive)
        if isStored { archive_write_set_options(archive, "zip:compression=store") }
        archive_write_set_bytes_in_last_block(archive, 1)
        var buffer = [UInt8](repeating: 0, count: 1 << 16 + files.reduce(0) { $0 + $1.bytes.count + 2 * $1.name.utf8.count + 1024 })
        var used = 0
        // libarchive keeps both pointers until it is closed.
        let status = buffer.withUnsafeMutableBytes { buffer in
            withUnsafeMutablePointer(to: &used) { used -> Int32 in
                guard archive_write_open_memory(archive, buffer.baseAddress, buffer.count, used) == ARCHIVE_OK else { return -1 }
                for file in files {
                    let entry = archive_entry_new()
                    defer { archive_entry_free(entry) }
                    archive_entry_set_pathname(entry, file.name)
                    archive_entry_set_size(entry, la_int64_t(file.bytes.count))
                    archive_entry_set_filetype(entry, 0o100000)
                    archive_entry_set_perm(entry, 0o644)
                    guard archive_write_header(archive, entry) == ARCHIVE_OK else { return -2 }
                    guard archive_write_data(archive, file.bytes, file.bytes.count) == file.bytes.count else { return -3 }
                }
                return archive_write_close(archive)
            }
        }
        #expect(status == ARCHIVE_OK)
        return Array(buffer.prefix(used))
    }
}

/// A checklist in DISA's shape, in words of these tests.
enum Manual {
    static func text(_ id: String, version: String = "2", release: Int = 4, date: String = "2026-01-01", rules: Int = 1) -> String {
        let groups = (1...rules).map { number in
            """
            <Group id="V-\(number)"><title>SRG-OS-00000\(number)-GPOS-00001</title><Rule id="SV-\(number)r\(release)_rule" weight="10.0" severity="medium">\
            <version>EXAM-09-\(number)</version><title>Requirement \(number)</title><description>&lt;VulnDiscussion&gt;Why.&lt;/VulnDiscussion&gt;</description>\
            <fixtext fixref="F-\(number)_fix">Do it.</fixtext><fix id="F-\(number)_fix"/><check system="C-\(number)_chk">\
            <check-content-ref href="Example.xml" name="M"/><check-content>Look.</check-content></check></Rule></Group>
            """
        }
        return """
            <?xml version="1.0" encoding="utf-8"?><?xml-stylesheet type='text/xsl' href='STIG_unclass.xsl'?>
            <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.1" id="\(id)"><status date="\(date)">accepted</status><title>\(id) Guide</title>
            <plain-text id="release-info">Release: \(release) Benchmark Date: 01 Jan 2026</plain-text><version>\(version)</version>\(groups.joined())</Benchmark>
            """
    }

    static func bytes(_ id: String, version: String = "2", release: Int = 4, date: String = "2026-01-01", rules: Int = 1) -> [UInt8] {
        Array(text(id, version: version, release: release, date: date, rules: rules).utf8)
    }

    /// The archive of one STIG, as DISA makes it: a folder of the manual, and documents beside it.
    static func archive(_ id: String, release: Int = 4) throws -> [UInt8] {
        try Zip.archive([
            ("U_\(id)_V2R\(release)_STIG/U_\(id)_Overview.pdf", Array("%PDF".utf8)),
            ("U_\(id)_V2R\(release)_STIG/U_\(id)_Manual/STIG_unclass.xsl", Array("<x/>".utf8)),
            ("U_\(id)_V2R\(release)_STIG/U_\(id)_Manual/U_\(id)_V2R\(release)_Manual-xccdf.xml", bytes(id, release: release)),
        ])
    }
}

/// A folder that is gone after the test, with a library in it.
final class LibraryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "stigready-library-\(UUID().uuidString)").resolvingSymlinksInPath()
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    var library: String { url.appending(path: "library").path }

    /// Writes a file and gives its path.
    func write(_ bytes: [UInt8], to name: String) throws -> String {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file.path
    }

    /// Every file below the folder but those of the given names.
    func files(but given: [String] = []) -> [String] {
        let all = FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []
        return all.filter { name in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: url.appending(path: name).path, isDirectory: &isFolder)
            return !isFolder.boolValue && !given.contains(name)
        }.sorted()
    }
}
