/// The Perl pattern that matches what a shell's glob pattern matches; `nil` where a bracket is not closed.
///
/// oval-definitions, `GlobToRegexFunctionType` and its chart: `*` and `?` match no slash, and no dot at the beginning of a name. What the
/// chart leaves open follows glob(7): a bracket that excludes characters excludes the slash too (and the dot at the beginning of a name),
/// and a backslash takes the meaning from whatever follows it.
func regexFromGlob(_ glob: String, noescape: Bool) -> String? {
    var rest = Array(glob.unicodeScalars)[...]
    var regex = "^"
    var isAtNameStart = true
    while let character = rest.popFirst() {
        defer { isAtNameStart = character == "/" }
        switch character {
        case "*": regex += isAtNameStart ? "(?=[^.])[^/]*" : "[^/]*"
        case "?": regex += isAtNameStart ? "[^./]" : "[^/]"
        case "[":
            guard let bracket = bracketExpression(&rest, isAtNameStart: isAtNameStart, noescape: noescape) else { return nil }
            regex += bracket
        case "\\" where !noescape:
            regex += escapedForRegex(String(rest.popFirst() ?? "\\"))
        case "\\": regex += "\\\\"
        default: regex += escapedForRegex(String(character))
        }
    }
    return regex + "$"
}

/// The bracket expression after its `[`.
private func bracketExpression(_ rest: inout ArraySlice<Unicode.Scalar>, isAtNameStart: Bool, noescape: Bool) -> String? {
    var regex = "["
    if let first = rest.first, first == "!" || first == "^" {
        rest.removeFirst()
        regex += isAtNameStart ? "^./" : "^/"
    }
    var isFirst = true
    while let character = rest.popFirst() {
        defer { isFirst = false }
        switch character {
        case "]" where !isFirst: return regex + "]"
        case "]": regex += "\\]"
        case "[" where rest.first == ":" || rest.first == "." || rest.first == "=":
            // A class such as [:digit:] has brackets of its own.
            guard let kind = rest.first,
                let end = rest.indices.dropFirst().first(where: { rest[$0] == kind && rest[(rest.index(after: $0))...].first == "]" })
            else { return nil }
            regex += "["
            for member in rest[...rest.index(after: end)] { regex.unicodeScalars.append(member) }
            rest = rest[(end + 2)...]
        case "\\" where !noescape:
            guard let escaped = rest.popFirst() else { return nil }
            if !escaped.properties.isAlphabetic && !("0"..."9").contains(escaped) { regex += "\\" }
            regex.unicodeScalars.append(escaped)
        case "\\", "[": regex += "\\" + String(character)
        default: regex.unicodeScalars.append(character)
        }
    }
    return nil
}
