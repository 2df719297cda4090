internal import Calendar

/// A moment in UTC, to the second. Time is an input of a run, so that the same input gives the same bytes.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Seconds since 1970-01-01T00:00:00Z.
    public var seconds: Int64

    /// The moment this many seconds after 1970-01-01T00:00:00Z.
    public init(seconds: Int64) { self.seconds = seconds }

    /// Reads `2026-11-22T22:38:49Z`, with an offset instead of `Z`, or seconds since 1970 as a number; `nil` for anything else.
    public init?(_ text: String) {
        if let seconds = Int64(text) {
            self.seconds = seconds
            return
        }
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int64? {
            guard range.upperBound <= bytes.count, bytes[range].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            return bytes[range].reduce(0) { $0 * 10 + Int64($1 - 0x30) }
        }
        func isByte(_ index: Int, _ character: Unicode.Scalar) -> Bool { index < bytes.count && bytes[index] == UInt8(ascii: character) }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), isByte(4, "-"), isByte(7, "-"),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        var seconds = Int64(CalendarDay.number(Int(year), Int(month), Int(day))) * 86_400
        if bytes.count > 10 {
            guard isByte(10, "T") || isByte(10, " "), let hour = number(11..<13), isByte(13, ":"), let minute = number(14..<16),
                isByte(16, ":"), let second = number(17..<19), hour < 24, minute < 60, second < 61
            else { return nil }
            seconds += hour * 3600 + minute * 60 + second
            let zone = Array(bytes.dropFirst(19))
            switch zone.count {
            case 0: break
            case 1: guard zone == Array("Z".utf8) else { return nil }
            case 6:
                guard let hours = number(20..<22), let minutes = number(23..<25), isByte(22, ":") else { return nil }
                let offset = hours * 3600 + minutes * 60
                if isByte(19, "+") { seconds -= offset } else if isByte(19, "-") { seconds += offset } else { return nil }
            default: return nil
            }
        }
        self.seconds = seconds
    }

    /// `2026-11-22T22:38:49Z`, as XML Schema's `dateTime` has it.
    public var iso8601: String {
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let rest = seconds - days * 86_400
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : String(value) }
        return "\(CalendarDay(number: Int(days)))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }

    /// The earlier first.
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.seconds < right.seconds }
}
