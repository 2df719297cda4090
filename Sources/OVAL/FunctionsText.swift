import PerlRegex

/// The text with a backslash before each of `^$\.[](){}*+?|`.
///
/// oval-definitions, `EscapeRegexFunctionType`.
func escapedForRegex(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
        if #"^$\.[](){}*+?|"#.unicodeScalars.contains(character) { result.unicodeScalars.append("\\") }
        result.unicodeScalars.append(character)
    }
    return result
}

/// The fields of the text between delimiters; each character where the delimiter is empty.
///
/// oval-definitions, `SplitFunctionType`.
func splitted(_ text: String, by delimiter: String) -> [String] {
    if delimiter.isEmpty { return text.unicodeScalars.map { String($0) } }
    let bytes = Array(text.utf8)
    let mark = Array(delimiter.utf8)
    var fields: [String] = []
    var start = 0
    var place = 0
    while place + mark.count <= bytes.count {
        if bytes[place] == mark[0] && bytes[place..<(place + mark.count)].elementsEqual(mark) {
            fields.append(String(decoding: bytes[start..<place], as: UTF8.self))
            place += mark.count
            start = place
        } else {
            place += 1
        }
    }
    fields.append(String(decoding: bytes[start...], as: UTF8.self))
    return fields
}

/// Part of the text, counted in characters from 1; all that follows where the length is negative or too great.
///
/// oval-definitions, `SubstringFunctionType`.
func substring(_ text: String, start: Int, length: Int) throws(FunctionError) -> String {
    let characters = Array(text.unicodeScalars)
    let start = max(start, 1)
    guard start <= characters.count else {
        throw FunctionError("substring_start \(start) lies behind the end of '\(excerpt(text))'")
    }
    let rest = characters[(start - 1)...]
    var result = String.UnicodeScalarView()
    result.append(contentsOf: length < 0 ? rest : rest.prefix(length))
    return String(result)
}

/// What the first group of the first match caught; empty where there is none.
///
/// oval-definitions, `RegexCaptureFunctionType`.
func firstCapture(_ pattern: String, in text: String, _ patterns: PatternCache) throws(FunctionError) -> String {
    let regex: PerlRegex
    do throws(PerlRegex.SyntaxError) {
        regex = try patterns.regex(pattern)
    } catch {
        throw FunctionError(error.description)
    }
    do throws(PerlRegex.MatchError) {
        guard let groups = try regex.groups(in: text), groups.count > 1 else { return "" }
        return groups[1] ?? ""
    } catch {
        switch error {
        case .limitExceeded(let reason): throw FunctionError("pattern \"\(pattern)\" could not be matched: \(reason)")
        }
    }
}
