/// Values in the lexical forms of XML Schema (XSD part 2).
package enum XSDText {
    /// `xsd:decimal`, which has no exponent, with six places after the point.
    package static func fixedDecimal(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "0.000000" }
        let millionths = Int((abs(value) * 1_000_000).rounded())
        let fraction = String(millionths % 1_000_000)
        let sign = value < 0 && millionths > 0 ? "-" : ""
        return sign + "\(millionths / 1_000_000)." + String(repeating: "0", count: 6 - fraction.count) + fraction
    }

    /// `xsd:decimal` with as few places as say the same, at least one.
    package static func decimal(_ value: Double) -> String {
        let text = "\(value)"
        return text.contains("e") || !value.isFinite ? fixedDecimal(value) : text
    }

    /// `xsd:anyURI`: a file name or URI with what no URI may hold escaped.
    package static func anyURI(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 0x00...0x20, 0x7F, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "}"),
                UInt8(ascii: "|"), UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "`"), 0x80...0xFF:
                let digits = Array("0123456789ABCDEF")
                result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            default: result.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return result
    }
}
