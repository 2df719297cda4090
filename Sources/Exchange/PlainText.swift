/// Foreign text on its way into a field of another format.
package enum PlainText {
    /// On one line, without control characters and other characters that XML cannot hold; runs of white space become one space.
    package static func line(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var isAfterSpace = true
        for scalar in text.unicodeScalars {
            if scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" {
                if !isAfterSpace { result.append(" ") }
                isAfterSpace = true
            } else {
                result.append(isUnfit(scalar) ? "\u{FFFD}" : scalar)
                isAfterSpace = false
            }
        }
        if result.last == " " { result.removeLast() }
        return String(result)
    }

    /// With its line ends as `\n`, without other control characters.
    package static func lines(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var isAfterReturn = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\r": result.append("\n")
            case "\n": if !isAfterReturn { result.append("\n") }
            case "\t": result.append(" ")
            default: result.append(isUnfit(scalar) ? "\u{FFFD}" : scalar)
            }
            isAfterReturn = scalar == "\r"
        }
        return String(result)
    }

    /// Cut to at most `limit` UTF-16 units, the strictest way of counting characters, with a mark at its end that says so.
    package static func cut(_ text: String, to limit: Int) -> String {
        let count = text.utf16.count
        if count <= limit { return text }
        let mark = " [cut: \(count) characters, \(limit) allowed]"
        guard mark.utf16.count < limit else { return prefix(text, limit) }
        return prefix(text, limit - mark.utf16.count) + mark
    }

    /// As many whole scalars as fit.
    private static func prefix(_ text: String, _ limit: Int) -> String {
        var result = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            count += scalar.value > 0xFFFF ? 2 : 1
            if count > limit { break }
            result.append(scalar)
        }
        return String(result)
    }

    /// Control characters, the two that are no characters, and marks that turn the direction of text.
    private static func isUnfit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0xFFFE, 0xFFFF, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
