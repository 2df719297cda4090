internal import ArgumentParser
internal import Calendar
internal import Exchange

/// People and dates of a package: what an assessment cannot know.
struct PackageOption: ParsableArguments {
    @Option(name: .customLong("poc-name"), help: ArgumentHelp("Point of contact, 'First Last'.", valueName: "name")) var name: String?
    @Option(name: .customLong("poc-org"), help: ArgumentHelp("Organization or office of the point of contact.", valueName: "name"))
    var organization: String?
    @Option(name: .customLong("poc-email"), help: ArgumentHelp("Mail address of the point of contact.", valueName: "address"))
    var email: String?
    @Option(name: .customLong("poc-phone"), help: ArgumentHelp("Telephone number of the point of contact.", valueName: "number"))
    var phone: String?
    @Option(
        name: .customLong("scheduled-completion"),
        help: ArgumentHelp("Day on which open findings are to be closed, YYYY-MM-DD.", valueName: "date"))
    var scheduled: String?

    func validate() throws {
        if let scheduled, CalendarDay(scheduled)?.description != scheduled {
            throw ValidationError("--scheduled-completion \(scheduled): no day; write it as 2026-12-31")
        }
    }

    var options: PackageOptions {
        var options = PackageOptions()
        options.name = name
        options.organization = organization
        options.email = email
        options.phone = phone
        options.scheduledCompletion = scheduled.flatMap(CalendarDay.init(_:))
        return options
    }
}
