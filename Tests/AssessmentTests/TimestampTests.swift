import Assessment
import Testing

@Suite("A moment reads and writes as XML Schema has it")
struct TimestampTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (1_795_387_129, "2026-11-22T22:38:49Z"),
        (-1, "1969-12-31T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
    ])
    func written(seconds: Int64, text: String) {
        #expect(Timestamp(seconds: seconds).iso8601 == text)
        #expect(Timestamp(text)?.seconds == seconds)
    }

    @Test(arguments: [
        ("2026-11-22T22:38:49+02:00", "2026-11-22T20:38:49Z"), ("86400", "1970-01-02T00:00:00Z"), ("2026-11-22", "2026-11-22T00:00:00Z"),
    ])
    func read(text: String, means: String) { #expect(Timestamp(text)?.iso8601 == means) }

    @Test(arguments: ["", "yesterday", "2026-13-01", "2026-11-22T25:00:00Z", "2026-11-22T22:38", "2026-11-22T22:38:49 UTC"])
    func refused(text: String) { #expect(Timestamp(text) == nil) }
}
