import Diagnostics
import Foundation
import ImageFS
import ImageFacts
import Testing

@testable import Library

@Suite("Which content is for an image")
struct ContentChoiceTests {
    static let table = """
        # a comment
        id\tversion\tcpe\tbenchmark
        exam\t9\tcpe:/o:example:exam:9\tEXAM_9_STIG
        exam\t22.04\tcpe:/o:example:exam:22.04\tEXAM_22-04_STIG

        """

    static func entry(
        _ benchmark: String, _ version: String, _ release: Int?, kind: LibraryEntry.Kind = .manual, platforms: [String] = [],
        profiles: [String] = []
    )
        -> LibraryEntry
    {
        LibraryEntry(
            benchmark: benchmark, revision: ContentRevision(version: version, releaseInfo: release.map { "Release: \($0)" }, date: nil),
            title: "",
            kind: kind, platforms: platforms, profiles: profiles, rules: 10, checkedRules: kind == .manual ? 0 : 9, sha256: "",
            origin: "in.zip",
            file: "f.xml")
    }

    static let container = OwnContent(
        name: "gpos-container", benchmark: "GPOS_SRG", title: "", version: "V1R1", file: "/data/content/gpos-container/ds.xml",
        purpose: .image(["container"]))
    static let web = OwnContent(
        name: "web", benchmark: "Web_SRG", title: "", version: "V1R1", file: "/data/content/web/ds.xml",
        purpose: .component(["nginx", "httpd"]))

    static func choice(_ entries: [LibraryEntry], own: [OwnContent] = [container, web]) throws -> ContentChoice {
        ContentChoice(
            library: ContentLibrary(path: "/library"), entries: entries, own: own,
            systems: try SystemTable([("systems.tsv", Array(table.utf8))]))
    }

    /// An image with this os-release, as the facts of it come out.
    static func image(_ listing: String) throws -> ContentChoice.Image {
        let image = try MemoryImage(listing: listing)
        let facts = ImageFacts(image)
        let survey = ImageSurvey(image, packages: facts.packages)
        let found = survey.components.value ?? []
        return ContentChoice.Image(
            nature: ImageNature(source: .directory, facts: facts, bootable: found.filter { $0.component.group == .bootable }),
            system: facts.operatingSystem.value, components: found)
    }

    static func exam(_ version: String, cpe: String = "") -> String {
        "/etc/os-release\n| ID=exam\n| VERSION_ID=\"\(version)\"\n| CPE_NAME=\"\(cpe)\"\n"
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var listing: String
        var entries: [LibraryEntry]
        var files: [String]
        var profile: String?
        var testDescription: String { name }
    }

    static let rows: [Row] = [
        Row(
            name: "the STIG of the table, in the newest revision, before everything else", listing: exam("9.4"),
            entries: [entry("EXAM_9_STIG", "2", 9), entry("EXAM_9_STIG", "2", 10), entry("OTHER_STIG", "9", 9)],
            files: ["/library/EXAM_9_STIG/V2R10/f.xml"]),
        Row(
            name: "the checklist, which has every rule, before the data stream of the same STIG", listing: exam("9"),
            entries: [entry("xccdf_mil.disa.stig_benchmark_EXAM_9_STIG", "2", 10, kind: .dataStream), entry("EXAM_9_STIG", "2", 9)],
            files: ["/library/EXAM_9_STIG/V2R9/f.xml"]),
        Row(
            name: "the data stream where there is no checklist", listing: exam("9"),
            entries: [entry("xccdf_mil.disa.stig_benchmark_EXAM_9_STIG", "2", 10, kind: .dataStream)],
            files: ["/library/EXAM_9_STIG/V2R10/f.xml"]),
        Row(
            name: "90 is not a minor release of 9", listing: exam("90"), entries: [entry("EXAM_9_STIG", "2", 9)],
            files: ["/data/content/gpos-container/ds.xml"]),
        Row(
            name: "22.04 is its own", listing: exam("22.04"), entries: [entry("EXAM_9_STIG", "2", 9), entry("EXAM_22-04_STIG", "1", 1)],
            files: ["/library/EXAM_22-04_STIG/V1R1/f.xml"]),
        Row(
            name: "content of others whose platform is the system and one of whose profiles is the STIG", listing: exam("9.4"),
            entries: [
                entry(
                    "xccdf_org.ssgproject.content_benchmark_EXAM-9", "0.1", nil, kind: .dataStream, platforms: ["cpe:/o:example:exam:9"],
                    profiles: ["xccdf_org.ssgproject.content_profile_cis", "xccdf_org.ssgproject.content_profile_stig"])
            ], files: ["/library/EXAM-9/0.1/f.xml"], profile: "xccdf_org.ssgproject.content_profile_stig"),
        Row(
            name: "by the system's own CPE name", listing: exam("7", cpe: "cpe:/o:example:exam:7:ga:server"),
            entries: [entry("EXAM_7_STIG", "1", 1, platforms: ["cpe:/o:example:exam:7"])], files: ["/library/EXAM_7_STIG/V1R1/f.xml"]),
        Row(
            name: "not by a platform of every version", listing: exam("9"),
            entries: [entry("X_STIG", "1", 1, platforms: ["cpe:/o:example:exam"])],
            files: ["/data/content/gpos-container/ds.xml"]),
        Row(
            name: "not where it is no STIG", listing: exam("9"), entries: [entry("EXAM-9", "1", nil, platforms: ["cpe:/o:example:exam:9"])],
            files: ["/data/content/gpos-container/ds.xml"]),
        Row(
            name: "and the content of a component that is in it", listing: exam("9") + "/usr/sbin/nginx 0755\n| x\n", entries: [],
            files: ["/data/content/gpos-container/ds.xml", "/data/content/web/ds.xml"]),
        Row(
            name: "of an image that nothing is known of, that of containers", listing: "/ 0755 0:0\n", entries: [],
            files: ["/data/content/gpos-container/ds.xml"]),
    ]

    @Test("is chosen by its facts", arguments: rows)
    func chosen(row: Row) throws {
        let chosen = try Self.choice(row.entries).choose(for: try Self.image(row.listing))
        #expect(chosen.map(\.file) == row.files)
        #expect(chosen.first?.profile == row.profile)
        for one in chosen {
            #expect(one.because.count >= 2)
            #expect(one.because.first?.hasPrefix("the image is ") == true)
        }
    }

    @Test("the chain says what the image is, what the library has and why this one")
    func chain() throws {
        let library = try Self.choice([Self.entry("EXAM_9_STIG", "2", 9), Self.entry("EXAM_9_STIG", "2", 4)])
        #expect(
            try library.choose(for: try Self.image(Self.exam("9"))).first?.because == [
                "the image is exam 9, run as a container: no kernel is in it, so it cannot start by itself",
                "its STIG is EXAM_9_STIG, which the library has in V2R9, V2R4",
                "taken: EXAM_9_STIG V2R9, a checklist for people of 10 rules, from in.zip",
            ])
        #expect(
            try library.choose(for: try Self.image(Self.exam("8"))).first?.because == [
                "the image is exam 8, run as a container: no kernel is in it, so it cannot start by itself",
                "no table names a STIG for it; none of the 1 benchmarks in the library (/library) is for it",
                "the program's own gpos-container (GPOS_SRG V1R1) is for images run as a container",
            ])
    }

    @Test("a machine without a STIG in the library is an error that says what to do")
    func machine() throws {
        let listing = Self.exam("9") + "/boot/vmlinuz-6.1\n| x\n"
        let error = #expect(throws: ContentError.self) { try Self.choice([]).choose(for: try Self.image(listing)) }
        #expect(error?.diagnostics.count == 1)
        #expect(error?.description.contains("stigready content import") == true)
        #expect(error?.description.contains("none of the program's own contents is for such images") == true)
    }

    static let names: [(argument: String, file: String?)] = [
        ("EXAM_9_STIG", "/library/EXAM_9_STIG/V2R10/f.xml"), ("exam_9_stig", "/library/EXAM_9_STIG/V2R10/f.xml"),
        ("EXAM_9_STIG:V2R9", "/library/EXAM_9_STIG/V2R9/f.xml"), ("EXAM_9_STIG:2.9", "/library/EXAM_9_STIG/V2R9/f.xml"),
        ("EXAM_9_STIG:2", "/library/EXAM_9_STIG/V2R10/f.xml"), ("EXAM_9_STIG:V3R1", nil), ("EXAM_9", nil), ("", nil), (":V2R9", nil),
        ("xccdf_org.ssgproject.content_benchmark_EXAM-9", "/library/EXAM-9/0.1/f.xml"), ("EXAM-9:0.1", "/library/EXAM-9/0.1/f.xml"),
        ("gpos-container", "/data/content/gpos-container/ds.xml"), ("GPOS_SRG", "/data/content/gpos-container/ds.xml"),
        ("gpos-container:V1R1", "/data/content/gpos-container/ds.xml"), ("gpos-container:V9", nil),
    ]

    @Test("an id names content of the library or of the program", arguments: names)
    func named(row: (argument: String, file: String?)) throws {
        let choice = try Self.choice([
            Self.entry("EXAM_9_STIG", "2", 9), Self.entry("EXAM_9_STIG", "2", 10),
            Self.entry("xccdf_org.ssgproject.content_benchmark_EXAM-9", "0.1", nil, kind: .dataStream),
        ])
        if let file = row.file {
            #expect(try choice.named(row.argument).file == file)
        } else {
            #expect(throws: ContentError.self) { try choice.named(row.argument) }
        }
    }

    @Test("checks come from the same benchmark first, then from content for the checklist's system, never from another system's")
    func checks() throws {
        func stream(_ tail: String, _ platform: String) -> LibraryEntry {
            Self.entry("xccdf_x_benchmark_\(tail)", "1", nil, kind: .dataStream, platforms: [platform], profiles: ["xccdf_x_profile_stig"])
        }
        let choice = try Self.choice([
            stream("EXAM-8", "cpe:/o:example:exam:8"), stream("EXAM-9", "cpe:/o:example:exam:9"),
            Self.entry("xccdf_mil.disa.stig_benchmark_EXAM_9_STIG", "2", 9, kind: .dataStream), Self.entry("EXAM_9_STIG", "2", 9),
        ])
        #expect(choice.checks(for: "EXAM_9_STIG", system: nil).map(\.tail) == ["EXAM_9_STIG", "EXAM-9"])
    }

    static let tables: [(text: String, line: Int)] = [
        ("id\tversion\tcpe\tbenchmark\nexam\t9\tcpe\n", 2), ("exam\t9\tcpe\tX\n", 1),
        ("# c\n\nid\tversion\tcpe\tbenchmark\n\t9\tc\tX\n", 4),
        ("id version cpe benchmark\n", 1),
    ]

    @Test("a line of the table that is no row is an error with its place", arguments: tables)
    func badLine(row: (text: String, line: Int)) throws {
        let error = #expect(throws: ContentError.self) { try SystemTable([("t.tsv", Array(row.text.utf8))]) }
        #expect(error?.diagnostics.first?.location == SourceLocation(file: "t.tsv", line: row.line))
    }

    @Test("the program's own table names each system once for each of its benchmarks, with a CPE name of its version")
    func ownTable() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../content/systems.tsv").standardizedFileURL
        let table = try SystemTable([("systems.tsv", Array(try Data(contentsOf: file)))])
        #expect(table.rows.count >= 15)
        #expect(Set(table.rows).count == table.rows.count)
        for row in table.rows { #expect(row.cpe.contains(":\(row.version)"), "\(row)") }
    }
}

@Suite("The program's own content")
struct OwnContentTests {
    static let header = "id: X_SRG\ntitle: X\nversion: 1\nrelease: 2\n"

    static let purposes: [(folder: String, text: String, purpose: OwnContent.Purpose)] = [
        ("a", "for: {image: container}", .image(["container"])),
        ("b", "for: {image: [container, machine]}", .image(["container", "machine"])),
        ("c", "for: {component: nginx}", .component(["nginx"])), ("d", "for: {component: [nginx, httpd]}", .component(["nginx", "httpd"])),
        ("e", "", .none),
        // Without the key the name of the folder says it.
        ("nginx", "", .component(["nginx"])), ("gpos-container", "", .image(["container"])),
        ("gpos-container", "for: {image: machine}", .image(["machine"])),
    ]

    @Test("says by which fact it is chosen", arguments: purposes)
    func purpose(row: (folder: String, text: String, purpose: OwnContent.Purpose)) throws {
        let folder = try LibraryFolder()
        _ = try folder.write(Array((Self.header + row.text).utf8), to: "content/\(row.folder)/benchmark.yaml")
        #expect(try OwnContent.all(in: folder.url.appending(path: "content").path) == [])
        let file = try folder.write([], to: "content/\(row.folder)/ds.xml")
        #expect(
            try OwnContent.all(in: folder.url.appending(path: "content").path) == [
                OwnContent(name: row.folder, benchmark: "X_SRG", title: "X", version: "V1R2", file: file, purpose: row.purpose)
            ])
    }

    static let wrong: [String] = [
        "for: nginx", "for: {}", "for: {image: boat}", "for: {component: nothing-of-ours}", "for: {colour: red}",
        "for: {image: container, component: nginx}",
        "for: {image: []}", "for: [", "x: y\nx: z",
    ]

    @Test("a description that cannot be used is an error with its place", arguments: wrong)
    func unusable(text: String) throws {
        let folder = try LibraryFolder()
        _ = try folder.write(Array((Self.header + text).utf8), to: "content/a/benchmark.yaml")
        _ = try folder.write([], to: "content/a/ds.xml")
        let error = #expect(throws: ContentError.self) { try OwnContent.all(in: folder.url.appending(path: "content").path) }
        #expect((error?.diagnostics.first?.location?.line ?? 0) >= 5)
    }
}
