/// Seconds since 1970-01-01 00:00:00 UTC of a date in one of the formats of OVAL; `nil` for what is none. Dates without a zone are UTC.
///
/// oval-definitions, `DateTimeFormatEnumeration`.
func secondsSinceEpoch(_ text: String, _ format: Variable.Component.DateTimeFormat) -> Int64? {
    let text = collapsed(text)
    var scanner = DateScanner(text)
    switch format {
    case .yearMonthDay: return scanner.yearMonthDay()
    case .monthDayYear: return scanner.monthDayYear()
    case .dayMonthYear: return scanner.dayMonthYear()
    case .winFiletime:
        // Hundreds of nanoseconds since 1601-01-01.
        guard let ticks = Int64(text), ticks >= 0 else { return nil }
        return ticks / 10_000_000 - 11_644_473_600
    case .secondsSinceEpoch: return Int64(text)
    case .cimDatetime: return scanner.cimDatetime()
    }
}

/// Reads a date from its beginning to its end.
private struct DateScanner {
    private let bytes: [UInt8]
    private var place = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    private var isAtEnd: Bool { place == bytes.count }

    /// `yyyymmdd[Thhmmss]`, `yyyy/mm/dd[ hh:mm:ss]`, `yyyy-mm-dd[ hh:mm:ss]`.
    mutating func yearMonthDay() -> Int64? {
        guard let year = number(4) else { return nil }
        if let separator = separator() {
            guard let month = number(1, 2), skip(separator), let day = number(1, 2) else { return nil }
            return end(year, month, day)
        }
        guard let month = number(2), let day = number(2) else { return nil }
        if isAtEnd { return seconds(year, month, day, 0, 0, 0) }
        guard skip(UInt8(ascii: "T")), let hour = number(2), let minute = number(2), let second = number(2), isAtEnd else { return nil }
        return seconds(year, month, day, hour, minute, second)
    }

    /// `mm/dd/yyyy[ hh:mm:ss]`, `mm-dd-yyyy[ hh:mm:ss]`, `NameOfMonth, dd yyyy[ hh:mm:ss]`, the name whole or abbreviated.
    mutating func monthDayYear() -> Int64? {
        if let month = monthName() {
            guard skip(UInt8(ascii: ",")), skip(UInt8(ascii: " ")), let day = number(1, 2), skip(UInt8(ascii: " ")), let year = number(4)
            else { return nil }
            return end(year, month, day)
        }
        guard let month = number(1, 2), let separator = separator(), let day = number(1, 2), skip(separator), let year = number(4)
        else { return nil }
        return end(year, month, day)
    }

    /// `dd/mm/yyyy[ hh:mm:ss]`, `dd-mm-yyyy[ hh:mm:ss]`.
    mutating func dayMonthYear() -> Int64? {
        guard let day = number(1, 2), let separator = separator(), let month = number(1, 2), skip(separator), let year = number(4)
        else { return nil }
        return end(year, month, day)
    }

    /// `yyyymmddHHMMSS.mmmmmmsUUU` with the minutes from UTC, or `yyyy-mm-dd HH:MM:SS:mmm`.
    mutating func cimDatetime() -> Int64? {
        guard let year = number(4) else { return nil }
        if skip(UInt8(ascii: "-")) {
            guard let month = number(2), skip(UInt8(ascii: "-")), let day = number(2), skip(UInt8(ascii: " ")), let time = time(),
                skip(UInt8(ascii: ":")), number(3) != nil, isAtEnd
            else { return nil }
            return seconds(year, month, day, time.hour, time.minute, time.second)
        }
        guard let month = number(2), let day = number(2), let hour = number(2), let minute = number(2), let second = number(2),
            skip(UInt8(ascii: ".")), number(6) != nil
        else { return nil }
        let isEast = skip(UInt8(ascii: "+"))
        guard isEast || skip(UInt8(ascii: "-")), let offset = number(3), isAtEnd,
            let local = seconds(year, month, day, hour, minute, second)
        else { return nil }
        return local - (isEast ? offset : -offset) * 60
    }

    private mutating func end(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64? {
        if isAtEnd { return seconds(year, month, day, 0, 0, 0) }
        guard skip(UInt8(ascii: " ")), let time = time(), isAtEnd else { return nil }
        return seconds(year, month, day, time.hour, time.minute, time.second)
    }

    private mutating func time() -> (hour: Int64, minute: Int64, second: Int64)? {
        guard let hour = number(1, 2), skip(UInt8(ascii: ":")), let minute = number(2), skip(UInt8(ascii: ":")), let second = number(2)
        else { return nil }
        return (hour, minute, second)
    }

    private mutating func number(_ least: Int, _ most: Int? = nil) -> Int64? {
        let digits = bytes[place...].prefix(most ?? least).prefix(while: \.isDigit)
        guard digits.count >= least else { return nil }
        place += digits.count
        return digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard place < bytes.count, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    private mutating func separator() -> UInt8? {
        for byte in [UInt8(ascii: "/"), UInt8(ascii: "-")] where skip(byte) { return byte }
        return nil
    }

    private mutating func monthName() -> Int64? {
        let names = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
        ]
        let letters = bytes[place...].prefix(while: \.isLetter)
        let word = String(decoding: letters.map { $0 | 0x20 }, as: UTF8.self)
        guard let month = names.firstIndex(where: { $0 == word || $0.prefix(3) == word || word == "sept" && $0 == "september" }) else {
            return nil
        }
        place += letters.count
        return Int64(month + 1)
    }

    private func seconds(_ year: Int64, _ month: Int64, _ day: Int64, _ hour: Int64, _ minute: Int64, _ second: Int64) -> Int64? {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...12).contains(month), (1...days[Int(month) - 1]).contains(day), hour < 24, minute < 60, second <= 60 else { return nil }
        let before = year - 1
        let toYear = before * 365 + before / 4 - before / 100 + before / 400
        let toMonth = days.prefix(Int(month) - 1).reduce(0, +)
        // 719162 days lie between 0001-01-01 and 1970-01-01.
        return (toYear + toMonth + day - 1 - 719_162) * 86_400 + hour * 3_600 + minute * 60 + second
    }
}
