/// In which order the bytes of an integer stand.
enum ByteOrder { case little, big }

/// What is wrong with a part of a rpm database; the reader of the whole says in which file.
struct RPMDamage: Error, Equatable {
    /// The sentence, without the file.
    var what: String
    /// Whether it is a format that is not read, not one that is broken.
    var isUnsupported = false

    init(_ what: String) { self.what = what }

    static func unsupported(_ format: String) -> RPMDamage {
        var damage = RPMDamage(format)
        damage.isUnsupported = true
        return damage
    }
}

extension [UInt8] {
    /// The integer at an offset, or `nil` where it does not lie in these bytes.
    func integer<Value: FixedWidthInteger & BitwiseCopyable>(_: Value.Type, at offset: Int, _ order: ByteOrder) -> Value? {
        guard offset >= 0, offset <= count - MemoryLayout<Value>.size else { return nil }
        let value = withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Value.self) }
        return order == .little ? Value(littleEndian: value) : Value(bigEndian: value)
    }

    /// A 32-bit number at an offset, as an `Int`.
    func number(at offset: Int, _ order: ByteOrder) -> Int? { integer(UInt32.self, at: offset, order).map { Int($0) } }

    /// `length` bytes at an offset, or `nil` where not all of them are there.
    func bytes(at offset: Int, count length: Int) -> ArraySlice<UInt8>? {
        guard offset >= 0, length >= 0, offset <= count, length <= count - offset else { return nil }
        return self[offset..<(offset + length)]
    }

    /// The bytes of an integer, the most significant first.
    init<Value: FixedWidthInteger>(bigEndian value: Value) {
        self = stride(from: Value.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> Value($0)) }
    }
}
