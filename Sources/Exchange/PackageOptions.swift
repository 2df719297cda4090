public import Calendar

/// What an assessment cannot know and a package for an authorization asks for. Nothing of it is ever made up.
public struct PackageOptions: Sendable {
    /// The point of contact, `First Last` or `Last, First`.
    public var name: String?
    /// The organization or office of the point of contact.
    public var organization: String?
    /// Its mail address.
    public var email: String?
    /// Its telephone number.
    public var phone: String?
    /// When open findings are to be closed.
    public var scheduledCompletion: CalendarDay?
    /// Who tested, `Last, First`.
    public var testedBy: String?

    /// Nothing is known.
    public init() {}

    /// First and last name of the point of contact; `nil` unless it has both.
    var personName: (first: String, last: String)? {
        guard let name else { return nil }
        let parts = name.split(separator: ",", maxSplits: 1).map { PlainText.line(String($0)) }
        if parts.count == 2 { return (parts[1], parts[0]) }
        let words = PlainText.line(name).split(separator: " ")
        guard let first = words.first, words.count > 1 else { return nil }
        return (String(first), words.dropFirst().joined(separator: " "))
    }
}

extension CalendarDay {
    /// `MM/DD/YYYY`, as the workbooks of POA&Ms have it.
    public var american: String {
        let parts = description.split(separator: "-")
        return parts.count == 3 ? "\(parts[1])/\(parts[2])/\(parts[0])" : description
    }

    /// Seconds since 1970 at midnight, UTC.
    public var unixTime: Int64 { Int64(number) * 86_400 }
}

/// Seconds since 1970 of a time `YYYY-MM-DDThh:mm:ssZ`; `nil` for any other form.
func unixTime(_ text: String) -> Int64? {
    guard let date = CalendarDay(text) else { return nil }
    let clock = text.split(separator: "T").dropFirst().first?.prefix(8).split(separator: ":").compactMap { Int64($0) } ?? []
    guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2]) else { return nil }
    return date.unixTime + clock[0] * 3600 + clock[1] * 60 + clock[2]
}
