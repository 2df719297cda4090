/// Epoch, version and release of an RPM package.
///
/// oval-common, `SimpleDatatypeEnumeration`, `evr_string`: `EPOCH:VERSION-RELEASE`, compared by librpm's `rpmvercmp`. An epoch that is
/// missing or `(none)` is 0, as rpm reads it; a release that is missing is older than any.
struct EVR: OrderedValue {
    var epoch: [UInt8]
    var version: [UInt8]
    var release: [UInt8]

    init?(lexical text: String) {
        guard let parts = EVRParts(text) else { return nil }
        epoch = parts.epoch
        version = parts.version
        release = parts.revision
    }

    func order(_ other: EVR) -> Order? {
        let epochs = Order(digits: epoch, other.epoch)
        if epochs != .equal { return epochs }
        let versions = rpmVersionOrder(version, other.version)
        if versions != .equal { return versions }
        return rpmVersionOrder(release, other.release)
    }
}

/// What epoch, version and revision are in both families: up to the first colon, up to the last hyphen, the rest.
struct EVRParts {
    var epoch: [UInt8]
    var version: [UInt8]
    var revision: [UInt8]

    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        epoch = [UInt8(ascii: "0")]
        if let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
            let before = rest[..<colon]
            if !before.isEmpty && !before.elementsEqual("(none)".utf8) {
                guard before.allSatisfy(\.isDigit) else { return nil }
                epoch = Array(before)
            }
            rest = rest[(colon + 1)...]
        }
        revision = []
        if let hyphen = rest.lastIndex(of: UInt8(ascii: "-")) {
            revision = Array(rest[(hyphen + 1)...])
            rest = rest[..<hyphen]
        }
        guard !rest.isEmpty, rest.allSatisfy({ $0 > 0x20 }), revision.allSatisfy({ $0 > 0x20 }) else { return nil }
        version = Array(rest)
    }
}

/// The order of two versions or releases.
///
/// librpm, `rpmvercmp`: runs of digits and runs of letters are compared one by one, digits as numbers and newer than letters; `~` is
/// older than the end, `^` newer than the end but older than anything else.
func rpmVersionOrder(_ left: [UInt8], _ right: [UInt8]) -> Order {
    let tilde = UInt8(ascii: "~")
    let caret = UInt8(ascii: "^")
    var a = left[...]
    var b = right[...]
    func isSeparator(_ byte: UInt8) -> Bool { !byte.isDigit && !byte.isLetter && byte != tilde && byte != caret }

    while !a.isEmpty || !b.isEmpty {
        a = a.drop(while: isSeparator)
        b = b.drop(while: isSeparator)
        if a.first == tilde || b.first == tilde {
            if a.first != tilde { return .greater }
            if b.first != tilde { return .less }
            a.removeFirst()
            b.removeFirst()
            continue
        }
        if a.first == caret || b.first == caret {
            if a.isEmpty { return .less }
            if b.isEmpty { return .greater }
            if a.first != caret { return .greater }
            if b.first != caret { return .less }
            a.removeFirst()
            b.removeFirst()
            continue
        }
        guard let first = a.first, !b.isEmpty else { break }
        let isNumber = first.isDigit
        let segmentA = a.prefix { isNumber ? $0.isDigit : $0.isLetter }
        let segmentB = b.prefix { isNumber ? $0.isDigit : $0.isLetter }
        if segmentB.isEmpty { return isNumber ? .greater : .less }
        let order =
            isNumber
            ? Order(digits: segmentA, segmentB)
            : segmentA.elementsEqual(segmentB) ? .equal : segmentA.lexicographicallyPrecedes(segmentB) ? .less : .greater
        if order != .equal { return order }
        a = a[segmentA.endIndex...]
        b = b[segmentB.endIndex...]
    }
    return a.isEmpty ? b.isEmpty ? .equal : .less : .greater
}

/// How two versions, or two releases, of rpm compare: below 0, 0, above 0.
package func rpmVersionDifference(_ left: [UInt8], _ right: [UInt8]) -> Int {
    switch rpmVersionOrder(left, right) {
    case .less: -1
    case .equal: 0
    case .greater: 1
    }
}
