internal import ArgumentParser
internal import Diagnostics
internal import Exchange

/// What the HTML reports say beside the result itself.
struct ReportOptions: ParsableArguments {
    @Option(
        name: .customLong("banner"),
        help: ArgumentHelp("Line above and below every HTML report, e.g. a classification marking.", valueName: "text"))
    var banner: String?
    @Option(
        name: .customLong("stale-after"),
        help: ArgumentHelp("HTML reports say until when they are valid: so many days after the run.", valueName: "days"))
    var staleAfter: Int?
    @Option(
        name: .customLong("since"),
        help: ArgumentHelp("Earlier result; HTML reports show what changed since, and why.", valueName: "file"))
    var since: String?

    func validate() throws {
        if let staleAfter, !(1...3660).contains(staleAfter) { throw ValidationError("--stale-after takes a number of days from 1 to 3660") }
    }

    /// With the earlier result read.
    func settings() async throws(ContentError) -> ReportSettings {
        var settings = ReportSettings(banner: banner, staleAfter: staleAfter)
        if let since { settings.since = try await SavedResult.load(since) }
        return settings
    }
}

/// What the HTML reports say beside the result itself.
struct ReportSettings: Sendable {
    /// Above and below every page.
    var banner: String?
    /// Days after the run.
    var staleAfter: Int?
    /// An earlier result.
    var since: AssessmentRecord?
}
