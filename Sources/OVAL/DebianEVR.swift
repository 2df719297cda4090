/// Epoch, upstream version and revision of a Debian package.
///
/// oval-common, `SimpleDatatypeEnumeration`, `debian_evr_string`: `EPOCH:UPSTREAM_VERSION-DEBIAN_REVISION`, compared as the Debian Policy
/// Manual says (chapter 5, `Version`). A missing epoch is 0, a missing revision is equal to revision 0.
struct DebianEVR: OrderedValue {
    var epoch: [UInt8]
    var upstream: [UInt8]
    var revision: [UInt8]

    init?(lexical text: String) {
        guard let parts = EVRParts(text) else { return nil }
        epoch = parts.epoch
        upstream = parts.version
        revision = parts.revision
    }

    func order(_ other: DebianEVR) -> Order? {
        let epochs = Order(digits: epoch, other.epoch)
        if epochs != .equal { return epochs }
        let versions = Self.order(upstream, other.upstream)
        return versions == .equal ? Self.order(revision, other.revision) : versions
    }

    /// Parts without digits by characters (`~` before the end, letters before all else), parts of digits as numbers, by turns.
    private static func order(_ left: [UInt8], _ right: [UInt8]) -> Order {
        var a = left[...]
        var b = right[...]
        while !a.isEmpty || !b.isEmpty {
            while a.first.map({ !$0.isDigit }) ?? false || b.first.map({ !$0.isDigit }) ?? false {
                let weights = Order(weight(a.first), weight(b.first))
                if weights != .equal { return weights }
                a = a.dropFirst()
                b = b.dropFirst()
            }
            let digitsA = a.prefix(while: \.isDigit)
            let digitsB = b.prefix(while: \.isDigit)
            let numbers = Order(digits: digitsA, digitsB)
            if numbers != .equal { return numbers }
            a = a[digitsA.endIndex...]
            b = b[digitsB.endIndex...]
        }
        return .equal
    }

    private static func weight(_ byte: UInt8?) -> Int {
        guard let byte, !byte.isDigit else { return 0 }
        if byte == UInt8(ascii: "~") { return -1 }
        return byte.isLetter ? Int(byte) : Int(byte) + 256
    }
}
