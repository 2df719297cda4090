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
    public var scheduledCompletion: CalendarDate?
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

/// A day of the Gregorian calendar.
public struct CalendarDate: Sendable, Hashable, CustomStringConvertible {
    /// The year, 1970 to 9999.
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to 31.
    public let day: Int

    /// From `YYYY-MM-DD`; a time of day behind it is passed over. `nil` for what is no day.
    public init?(_ text: String) {
        let head = text.prefix { $0 != "T" && $0 != " " }
        let parts = head.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }), let year = Int(parts[0]),
            let month = Int(parts[1]), let day = Int(parts[2]), year >= 1970, (1...12).contains(month)
        else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...lengths[month - 1]).contains(day) else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// `YYYY-MM-DD`.
    public var description: String { "\(Self.digits(year, 4))-\(Self.digits(month, 2))-\(Self.digits(day, 2))" }

    /// `MM/DD/YYYY`, as the workbooks of POA&Ms have it.
    public var american: String { "\(Self.digits(month, 2))/\(Self.digits(day, 2))/\(Self.digits(year, 4))" }

    /// Seconds since 1970 at midnight, UTC.
    public var unixTime: Int64 {
        // Days by the civil calendar, years beginning in March.
        let y = Int64(month <= 2 ? year - 1 : year)
        let era = y / 400
        let dayOfYear = Int64((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1)
        let yearOfEra = y - era * 400
        return (era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468) * 86_400
    }

    private static func digits(_ value: Int, _ count: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
}

/// Seconds since 1970 of a time `YYYY-MM-DDThh:mm:ssZ`; `nil` for any other form.
func unixTime(_ text: String) -> Int64? {
    guard let date = CalendarDate(text) else { return nil }
    let clock = text.split(separator: "T").dropFirst().first?.prefix(8).split(separator: ":").compactMap { Int64($0) } ?? []
    guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2]) else { return nil }
    return date.unixTime + clock[0] * 3600 + clock[1] * 60 + clock[2]
}
