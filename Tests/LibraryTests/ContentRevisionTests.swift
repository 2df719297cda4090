import Library
import Testing

@Suite("Revisions of a benchmark")
struct ContentRevisionTests {
    static let names: [(version: String, release: String?, name: String)] = [
        ("3", "Release: 3 Benchmark Date: 28 Oct 2025", "V3R3"), ("2", "Release: 10 Benchmark Date: 01 Jan 2026", "V2R10"),
        // DISA's data streams.
        ("002.004", "Release: 2.4 Benchmark Date: 02 Apr 2025", "V2R4"), ("1", "Release: 1.12 Benchmark Date: 26 Jul 2023", "V1R12"),
        ("0.1.65", nil, "0.1.65"), ("1.0", "something else", "1.0"), ("1", "Release: soon", "1"), ("", nil, "2026-01-01"),
    ]

    @Test("a version and DISA's release make one name", arguments: names)
    func name(row: (version: String, release: String?, name: String)) {
        #expect(ContentRevision(version: row.version, releaseInfo: row.release, date: "2026-01-01").name == row.name)
    }

    static let pairs: [(older: (String, String?), newer: (String, String?))] = [
        (("2", "Release: 9"), ("2", "Release: 10")), (("2", "Release: 9"), ("3", "Release: 1")), (("0.1.9", nil), ("0.1.65", nil)),
        (("1", nil), ("1.1", nil)), (("001.009", "Release: 1.9"), ("002.001", "Release: 2.1")),
    ]

    @Test("the newer one is the one with the larger number, digit by digit", arguments: pairs)
    func order(pair: (older: (String, String?), newer: (String, String?))) {
        let older = ContentRevision(version: pair.older.0, releaseInfo: pair.older.1, date: "2026-12-31")
        let newer = ContentRevision(version: pair.newer.0, releaseInfo: pair.newer.1, date: "2020-01-01")
        #expect(older < newer)
        #expect(!(newer < older))
    }

    @Test("of one version the later day is newer")
    func day() {
        let first = ContentRevision(version: "1", releaseInfo: nil, date: "2025-01-01")
        let second = ContentRevision(version: "1", releaseInfo: nil, date: "2025-02-01")
        #expect(first < second)
    }

    @Test(
        "a user may write it in several ways",
        arguments: [("V2R4", true), ("v2r4", true), ("2.4", true), ("2", true), ("4", false), ("V2", false)])
    func meant(text: String, expected: Bool) {
        #expect(ContentRevision(version: "2", releaseInfo: "Release: 4", date: nil).isMeant(by: text) == expected)
    }
}
