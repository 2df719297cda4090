internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import Glibc

/// The time of a run: given, or that of the clock.
struct TimeOption: ParsableArguments {
    @Option(
        name: .customLong("time"),
        help: ArgumentHelp(
            "Time of the run, ISO 8601 or seconds since 1970; else SOURCE_DATE_EPOCH, else now. The same time gives the same bytes.",
            valueName: "time"))
    var given: String?

    func validate() throws {
        if let given, Timestamp(given) == nil {
            throw ValidationError("--time \(given): no time; write it as 2026-01-31T12:00:00Z or as seconds since 1970")
        }
    }

    /// Throws where SOURCE_DATE_EPOCH is no time.
    func timestamp() throws(ContentError) -> Timestamp {
        guard let text = given ?? getenv("SOURCE_DATE_EPOCH").map({ String(cString: $0) }) else {
            return Timestamp(seconds: Int64(Glibc.time(nil)))
        }
        guard let time = Timestamp(text) else {
            throw ContentError(about: "SOURCE_DATE_EPOCH", "\"\(text)\" is no time; set it to seconds since 1970 or leave it out")
        }
        return time
    }
}
