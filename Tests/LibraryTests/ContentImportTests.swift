import Diagnostics
import Foundation
import Testing
import Zip

@testable import Library

@Suite("Importing content")
struct ContentImportTests {
    @Test("DISA's archives, one in another, become entries by benchmark and revision; twice is once")
    func archives() throws {
        let folder = try LibraryFolder()
        let compilation = try Zip.archive([
            ("U_EXAM_9_V2R4_STIG.zip", try Manual.archive("EXAM_9_STIG")),
            ("U_OTHER_V2R1_STIG.zip", try Manual.archive("OTHER_STIG", release: 1)),
            ("readme.txt", Array("x".utf8)),
        ])
        // Two levels of archives in the one that is named.
        let file = try folder.write(try Zip.archive([("all/U_SRG-STIG_Library.zip", compilation)]), to: "all.zip")
        let library = ContentLibrary(path: folder.library)
        let first = try ContentImport([file], into: library)
        #expect(first.diagnostics.map(\.description) == [])
        #expect(
            first.items.map { "\($0.entry.tail) \($0.entry.revision.name) \($0.outcome)" } == [
                "EXAM_9_STIG V2R4 imported", "OTHER_STIG V2R1 imported",
            ])
        #expect(first.passedOver == 5)
        let entry = try #require(library.entries().entries.first)
        #expect(entry.kind == .manual)
        #expect(entry.rules == 1)
        #expect(
            entry.origin
                == "all.zip > all/U_SRG-STIG_Library.zip > U_EXAM_9_V2R4_STIG.zip > U_EXAM_9_STIG_V2R4_STIG/U_EXAM_9_STIG_Manual/U_EXAM_9_STIG_V2R4_Manual-xccdf.xml"
        )
        let before = folder.files()
        #expect(
            before == [
                "all.zip", "library/EXAM_9_STIG/V2R4/manual-U_EXAM_9_STIG_V2R4_Manual-xccdf.xml",
                "library/EXAM_9_STIG/V2R4/manual.entry.json",
                "library/OTHER_STIG/V2R1/manual-U_OTHER_STIG_V2R1_Manual-xccdf.xml", "library/OTHER_STIG/V2R1/manual.entry.json",
            ])
        let bytes = try Data(contentsOf: URL(filePath: library.file(of: entry)))
        #expect(Array(bytes) == Manual.bytes("EXAM_9_STIG"))
        let again = try ContentImport([file], into: library)
        #expect(again.items.map(\.outcome) == [.unchanged, .unchanged])
        #expect(!again.hasErrors)
        #expect(folder.files() == before)
    }

    @Test("a file that is no content is an error, and so is one that is not there")
    func nothing() throws {
        let folder = try LibraryFolder()
        let empty = try folder.write(try Zip.archive([("readme.txt", [1, 2, 3])]), to: "empty.zip")
        let other = try folder.write(Array("<x/>".utf8), to: "other.xml")
        let broken = try folder.write(Array("<Benchmark".utf8), to: "broken.xml")
        let library = ContentLibrary(path: folder.library)
        let done = try ContentImport([empty, other, broken, "\(folder.library)/none.xml", folder.url.path], into: library)
        #expect(done.items == [])
        #expect(done.diagnostics.count == 5)
        #expect(done.diagnostics.allSatisfy { $0.severity == .error && !$0.message.contains("\n") })
        #expect(library.entries().entries == [])
    }

    static let hostile = [
        "../../etc/cron.d/x.xml", "/etc/cron.d/x.xml", "a/../../x.xml", "..\\..\\x.xml", "C:\\x.xml", "\\\\server\\x.xml", "a\u{1b}[2J.xml",
        "a\nb.xml",
        "..", "\(String(repeating: "n", count: 2000)).xml",
    ]

    @Test(
        "an entry with a hostile name is refused in one line, what is beside it is imported, and nothing is written elsewhere",
        arguments: hostile)
    func hostileName(name: String) throws {
        let folder = try LibraryFolder()
        let file = try folder.write(
            try Zip.archive([(name, Manual.bytes("EVIL_STIG")), ("good.xml", Manual.bytes("GOOD_STIG"))]), to: "in.zip")
        let done = try ContentImport([file], into: ContentLibrary(path: folder.library))
        #expect(done.items.map(\.entry.tail) == ["GOOD_STIG"])
        #expect(done.hasErrors)
        #expect(done.diagnostics.count == 1)
        #expect(done.diagnostics.first?.message.hasSuffix("it is refused") == true)
        #expect(folder.files(but: ["in.zip"]).allSatisfy { $0.hasPrefix("library/GOOD_STIG/V2R4/") })
    }

    @Test("ids and versions that look like paths become names in the library")
    func hostileID() throws {
        let folder = try LibraryFolder()
        let ids = ["..", ".hidden", "a b", "a_b"]
        for (index, id) in ids.enumerated() {
            let file = try folder.write(Manual.bytes(id, version: "../..", release: index), to: "\(index).xml")
            let done = try ContentImport([file], into: ContentLibrary(path: folder.library))
            #expect(done.items.map(\.outcome) == [.imported], "\(done.diagnostics)")
        }
        let (entries, problems) = ContentLibrary(path: folder.library).entries()
        #expect(problems.isEmpty)
        #expect(Set(entries.map(\.benchmark)) == Set(ids))
        #expect(folder.files().filter { !$0.hasPrefix("library/") }.count == ids.count)
    }

    @Test("a damaged member is one line, and the rest goes on")
    func damaged() throws {
        let folder = try LibraryFolder()
        let files = [("a.xml", Manual.bytes("A_STIG")), ("b.xml", Manual.bytes("B_STIG")), ("c.xml", Manual.bytes("C_STIG"))]
        var archive = try Zip.archive(files, isStored: true)
        let place = try #require(archive.firstRange(of: Array("B_STIG Guide".utf8)))
        archive[place.lowerBound] ^= 1
        let file = try folder.write(archive, to: "in.zip")
        let done = try ContentImport([file], into: ContentLibrary(path: folder.library))
        #expect(done.items.map(\.entry.tail) == ["A_STIG", "C_STIG"])
        #expect(done.diagnostics.map(\.subject) == ["in.zip > b.xml"])
        #expect(done.diagnostics.first?.message.hasPrefix("damaged: ") == true)
        #expect(done.hasErrors)
    }

    @Test("an archive that is cut short is one line")
    func cut() throws {
        let folder = try LibraryFolder()
        let file = try folder.write(Array(try Manual.archive("A_STIG").dropLast(40)), to: "in.zip")
        let done = try ContentImport([file], into: ContentLibrary(path: folder.library))
        #expect(done.items == [])
        #expect(done.diagnostics.count == 1)
        #expect(done.diagnostics.first?.message.contains("no zip archive") == true)
    }

    struct Bomb: Sendable, CustomTestStringConvertible {
        var name: String
        var limits: ZipLimits
        var message: String
        var testDescription: String { name }
    }

    static let bombs: [Bomb] = [
        Bomb(name: "one file", limits: .init(fileBytes: 1 << 20), message: "more than 1048576 bytes; it is refused"),
        Bomb(name: "all files", limits: .init(bytes: 1 << 20), message: "more than 1048576 bytes in all; it looks like a bomb"),
        Bomb(name: "ratio", limits: .init(), message: "each of its bytes becomes more than 200; it looks like a bomb"),
        Bomb(name: "entries", limits: .init(entries: 0), message: "more than 0 entries in all; it is refused"),
    ]

    @Test("a bomb is refused", arguments: bombs)
    func bomb(row: Bomb) throws {
        let folder = try LibraryFolder()
        let file = try folder.write(try Zip.archive([("zeros.xml", [UInt8](repeating: 0x20, count: 80 << 20))]), to: "in.zip")
        let done = try ContentImport([file], into: ContentLibrary(path: folder.library), limits: row.limits)
        #expect(done.diagnostics.map(\.message) == [row.message])
        #expect(done.items == [])
    }

    @Test("archives are read three deep and no deeper")
    func depth() throws {
        let folder = try LibraryFolder()
        var archive = try Manual.archive("DEEP_STIG")
        for _ in 0..<3 { archive = try Zip.archive([("a.zip", archive)]) }
        let done = try ContentImport([try folder.write(archive, to: "in.zip")], into: ContentLibrary(path: folder.library))
        #expect(done.items == [])
        #expect(done.diagnostics.map(\.message) == ["archives more than 3 deep are not read; unpack it and import it"])
    }

    @Test("other bytes of the same revision: the later day stays")
    func replaced() throws {
        let folder = try LibraryFolder()
        let library = ContentLibrary(path: folder.library)
        func outcome(_ date: String, rules: Int) throws -> ContentImport.Outcome? {
            let file = try folder.write(Manual.bytes("A_STIG", date: date, rules: rules), to: "a.xml")
            return try ContentImport([file], into: library).items.first?.outcome
        }
        #expect(try outcome("2026-01-02", rules: 1) == .imported)
        #expect(try outcome("2026-01-01", rules: 2) == .kept)
        #expect(library.entries().entries.map(\.rules) == [1])
        #expect(try outcome("2026-01-03", rules: 3) == .replaced)
        #expect(library.entries().entries.map(\.rules) == [3])
        let entry = try #require(library.entries().entries.first)
        try library.check(entry)
    }

    @Test("a file in the library that was changed is said, and importing mends it")
    func changed() throws {
        let folder = try LibraryFolder()
        let library = ContentLibrary(path: folder.library)
        let file = try folder.write(Manual.bytes("A_STIG"), to: "a.xml")
        _ = try ContentImport([file], into: library)
        let entry = try #require(library.entries().entries.first)
        try Data("x".utf8).write(to: URL(filePath: library.file(of: entry)))
        #expect(throws: ContentError.self) { try library.check(entry) }
        #expect(try ContentImport([file], into: library).items.map(\.outcome) == [.replaced])
        try library.check(entry)
        try library.remove(entry)
        #expect(folder.files() == ["a.xml"])
    }

    @Test("a library that cannot be written to is an error, and nothing is left")
    func unwritable() throws {
        let folder = try LibraryFolder()
        let file = try folder.write(Manual.bytes("A_STIG"), to: "a.xml")
        let inTheWay = try folder.write([], to: "library")
        #expect(throws: ContentError.self) { try ContentImport([file], into: ContentLibrary(path: inTheWay)) }
        #expect(folder.files() == ["a.xml", "library"])
    }

    @Test("2,000 mutants of an archive are read or refused, and nothing is written beside the library")
    func mutants() throws {
        let folder = try LibraryFolder()
        let archive = try Zip.archive([("in.zip", try Manual.archive("A_STIG")), ("b.xml", Manual.bytes("B_STIG"))])
        var generator = SystemRandomNumberGenerator()
        for round in 0..<2000 {
            var mutant = archive
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                mutant[Int.random(in: 0..<mutant.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            if round % 5 == 0 { mutant.removeLast(Int.random(in: 0..<mutant.count, using: &generator)) }
            var walk = ArchiveWalk(limits: .init()) { document in
                _ = try? LibraryEntry.reading(document.bytes, name: document.name, origin: document.origin)
            }
            walk.visit(try folder.write(mutant, to: "mutant.zip"))
            for problem in walk.problems { #expect(problem.severity == .error) }
        }
        #expect(folder.files() == ["mutant.zip"])
    }

    /// The folder of real files, where there is one.
    static let shared: URL? = {
        let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().appending(
            path: "../../../shared/data/xccdf"
        )
        .standardizedFileURL
        return FileManager.default.fileExists(atPath: root.path) ? root : nil
    }()

    @Test(
        "DISA's own SRGs are imported as checklists for people", .enabled(if: shared != nil, "no ../shared/data/xccdf with files of DISA"))
    func real() throws {
        let source = try #require(Self.shared)
        let folder = try LibraryFolder()
        let names = try FileManager.default.contentsOfDirectory(atPath: source.path).filter { $0.hasSuffix(".xml") }.sorted()
        let archive = try Zip.archive(try names.map { ("U_x/\($0)", Array(try Data(contentsOf: source.appending(path: $0)))) })
        let done = try ContentImport([try folder.write(archive, to: "in.zip")], into: ContentLibrary(path: folder.library))
        #expect(!done.hasErrors)
        let gpos = try #require(done.items.first { $0.entry.benchmark == "General_Purpose_Operating_System" })
        #expect(gpos.entry.revision.name == "V3R3")
        #expect(gpos.entry.rules == 203)
        #expect(gpos.entry.kind == .manual)
        #expect(gpos.entry.checkedRules == 0)
        #expect(done.items.contains { $0.entry.benchmark == "Container_Platform_SRG" && $0.entry.revision.name == "V2R4" })
    }
}
