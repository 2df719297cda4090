internal import ArgumentParser
internal import Diagnostics
internal import Exchange
internal import SCAP

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
        name: .customLong("previous"),
        help: ArgumentHelp("Earlier results.json; HTML reports show what changed since.", valueName: "file"))
    var previous: String?

    func validate() throws {
        if let staleAfter, !(1...3660).contains(staleAfter) { throw ValidationError("--stale-after takes a number of days from 1 to 3660") }
    }

    /// With the earlier result read.
    func settings() throws(ContentError) -> ReportSettings {
        var settings = ReportSettings(banner: banner, staleAfter: staleAfter)
        if let previous { settings.previous = try SavedRecord.read(previous, try ContentLoader.files().bytes(previous)) }
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
    var previous: AssessmentRecord?
}
