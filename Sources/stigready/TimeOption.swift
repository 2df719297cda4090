internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import Glibc

/// The time of a run: given, or that of the clock.
struct TimeOption: ParsableArguments {
    @Option(name: .customLong("time"), help: "Time of the run, ISO 8601 or seconds since 1970; else SOURCE_DATE_EPOCH, else now.")
    var given: String?

    /// Throws where the text is no time.
    func timestamp() throws(ContentError) -> Timestamp {
        guard let text = given ?? getenv("SOURCE_DATE_EPOCH").map({ String(cString: $0) }) else {
            return Timestamp(seconds: Int64(Glibc.time(nil)))
        }
        guard let time = Timestamp(text) else {
            throw ContentError(about: text, "no time; write it as 2026-01-31T12:00:00Z or as seconds since 1970")
        }
        return time
    }
}
