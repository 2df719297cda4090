/// `pattern` with every hyphen after a set escape (`[\w-.]`, `[[:alpha:]-.]`) escaped, or `nil` where there is none.
///
/// PCRE1 takes such a hyphen for itself; PCRE2 refuses the range. Content that was tested with the one must not fail in the other
/// (pcrepattern(3), pcre2pattern(3), "Square brackets and character classes").
func withLiteralHyphens(_ pattern: [UInt8]) -> [UInt8]? {
    var out: [UInt8] = []
    out.reserveCapacity(pattern.count + 4)
    var changed = false
    var inClass = false
    var index = 0

    func byte(_ at: Int) -> UInt8? { at < pattern.count ? pattern[at] : nil }
    func copy(upTo end: Int) {
        out += pattern[index..<min(end, pattern.count)]
        index = min(end, pattern.count)
    }
    /// After a set inside brackets: a hyphen that does not end the class stands for itself.
    func hyphen() {
        guard inClass, byte(index) == UInt8(ascii: "-"), let next = byte(index + 1), next != UInt8(ascii: "]") else { return }
        out += [UInt8(ascii: "\\"), UInt8(ascii: "-")]
        index += 1
        changed = true
    }

    while let current = byte(index) {
        switch current {
        case UInt8(ascii: "\\"):
            guard let escaped = byte(index + 1) else {
                copy(upTo: index + 1)
                continue
            }
            if escaped == UInt8(ascii: "Q") {
                copy(upTo: quotationEnd(pattern, after: index + 2))
                continue
            }
            if escaped == UInt8(ascii: "p") || escaped == UInt8(ascii: "P") {
                copy(upTo: propertyEnd(pattern, after: index + 2))
                hyphen()
                continue
            }
            copy(upTo: index + 2)
            if "dDwWsShHvVNR".utf8.contains(escaped) { hyphen() }
        case UInt8(ascii: "[") where !inClass:
            inClass = true
            copy(upTo: index + 1)
            if byte(index) == UInt8(ascii: "^") { copy(upTo: index + 1) }
            // A bracket that comes first is a member.
            if byte(index) == UInt8(ascii: "]") { copy(upTo: index + 1) }
        case UInt8(ascii: "[") where byte(index + 1) == UInt8(ascii: ":"):
            let end = posixEnd(pattern, after: index + 2)
            copy(upTo: end ?? index + 1)
            if end != nil { hyphen() }
        case UInt8(ascii: "]") where inClass:
            inClass = false
            copy(upTo: index + 1)
        default:
            copy(upTo: index + 1)
        }
    }
    return changed ? out : nil
}

/// Where `pattern` has the escape of `letter`, in bytes.
func escape(_ letter: UInt8, in pattern: [UInt8]) -> Int? {
    var index = 0
    while index + 1 < pattern.count {
        guard pattern[index] == UInt8(ascii: "\\") else {
            index += 1
            continue
        }
        if pattern[index + 1] == letter { return index }
        index = pattern[index + 1] == UInt8(ascii: "Q") ? quotationEnd(pattern, after: index + 2) : index + 2
    }
    return nil
}

/// Behind the `\E` that ends a quotation.
private func quotationEnd(_ pattern: [UInt8], after start: Int) -> Int {
    var index = start
    while index + 1 < pattern.count {
        if pattern[index] == UInt8(ascii: "\\"), pattern[index + 1] == UInt8(ascii: "E") { return index + 2 }
        index += 1
    }
    return pattern.count
}

/// Behind the name of a property, `L` or `{Lu}`.
private func propertyEnd(_ pattern: [UInt8], after start: Int) -> Int {
    guard start < pattern.count, pattern[start] == UInt8(ascii: "{") else { return start + 1 }
    return (pattern[start...].firstIndex(of: UInt8(ascii: "}")) ?? pattern.count - 1) + 1
}

/// Behind the `:]` of a POSIX class, `nil` where the brackets are none.
private func posixEnd(_ pattern: [UInt8], after start: Int) -> Int? {
    var index = start
    if index < pattern.count, pattern[index] == UInt8(ascii: "^") { index += 1 }
    while index < pattern.count, pattern[index] >= UInt8(ascii: "a"), pattern[index] <= UInt8(ascii: "z") { index += 1 }
    guard index + 1 < pattern.count, pattern[index] == UInt8(ascii: ":"), pattern[index + 1] == UInt8(ascii: "]") else { return nil }
    return index + 2
}
