/// Random numbers that are the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}

/// Changes bytes as damage and malice do: single bytes, numbers at the edges, parts copied elsewhere, files cut off.
func mutant(of bytes: [UInt8], in range: Range<Int>? = nil, using generator: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    let range = range ?? 0..<bytes.count
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let at = Int.random(in: range, using: &generator)
        switch Int.random(in: 0..<20, using: &generator) {
        case 0..<6: bytes[at] = UInt8.random(in: 0...255, using: &generator)
        case 6..<11: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 11..<17:
            let edges: [UInt32] = [
                0, 1, 2, 0x7fff_ffff, 0x8000_0000, .max, 0xffff_fff0, 0xffff, 0x1_0000, UInt32(truncatingIfNeeded: bytes.count),
            ]
            let value = (edges.randomElement(using: &generator) ?? 0) &+ UInt32.random(in: 0..<3, using: &generator)
            let swapped = Bool.random(using: &generator) ? value : value.byteSwapped
            for (place, shift) in zip((at & ~3)..<bytes.count, stride(from: UInt32(0), to: 32, by: 8)) {
                bytes[place] = UInt8(truncatingIfNeeded: swapped >> shift)
            }
        case 17..<19:
            let from = Int.random(in: range, using: &generator)
            let count = min(Int.random(in: 1...64, using: &generator), bytes.count - max(at, from))
            bytes.replaceSubrange(at..<(at + count), with: Array(bytes[from..<(from + count)]))
        default:
            if at > 0 { bytes.removeLast(bytes.count - at) }
            return bytes
        }
    }
    return bytes
}
