internal import Glibc

/// A look at the tags before libxml2 sees them: its time for one element is quadratic in the number of attributes, without limit.
enum TagScan {
    static func tooLarge(in bytes: [UInt8], limits: XMLLimits) -> (line: Int, message: String)? {
        bytes.withUnsafeBufferPointer { bytes in
            var index = 0
            let end = bytes.count
            while index < end {
                guard bytes[index] == UInt8(ascii: "<") else {
                    index += 1
                    continue
                }
                if starts(bytes, at: index, "<!--") {
                    index = skip(bytes, from: index + 4, to: "-->")
                    continue
                }
                if starts(bytes, at: index, "<![CDATA[") {
                    index = skip(bytes, from: index + 9, to: "]]>")
                    continue
                }
                if starts(bytes, at: index, "<?") {
                    index = skip(bytes, from: index + 2, to: "?>")
                    continue
                }
                let start = index
                var equals = 0
                var quote: UInt8 = 0
                index += 1
                while index < end {
                    let byte = bytes[index]
                    if quote != 0 {
                        if byte == quote { quote = 0 }
                    } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                        quote = byte
                    } else if byte == UInt8(ascii: ">") {
                        break
                    } else if byte == UInt8(ascii: "=") {
                        equals += 1
                    }
                    index += 1
                    if index - start > limits.bytesPerTag || equals > limits.attributesPerElement {
                        let line = 1 + bytes[..<start].reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
                        let what =
                            equals > limits.attributesPerElement
                            ? "\(limits.attributesPerElement) attributes" : "\(limits.bytesPerTag) bytes"
                        return (line, "a tag has more than \(what)")
                    }
                }
                index += 1
            }
            return nil
        }
    }

    private static func starts(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, _ text: StaticString) -> Bool {
        guard index + text.utf8CodeUnitCount <= bytes.count, let base = bytes.baseAddress else { return false }
        return memcmp(base + index, text.utf8Start, text.utf8CodeUnitCount) == 0
    }

    private static func skip(_ bytes: UnsafeBufferPointer<UInt8>, from index: Int, to text: StaticString) -> Int {
        var index = index
        while index < bytes.count && !starts(bytes, at: index, text) { index += 1 }
        return index + text.utf8CodeUnitCount
    }
}
