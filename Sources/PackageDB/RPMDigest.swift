/// The two digests that rpm puts over the region of a header (FIPS 180-4): they find damage; nothing is trusted because of them.
enum RPMDigest {
    /// SHA-1, lower-case hexadecimal.
    static func sha1(_ message: [UInt8]) -> String {
        var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0]
        var w = [UInt32](repeating: 0, count: 80)
        forEachBlock(of: message) { padded, start in
            for t in 0..<16 { w[t] = word(padded, start + 4 * t) }
            for t in 16..<80 { w[t] = rotated(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], left: 1) }
            var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
            for t in 0..<80 {
                let (f, k): (UInt32, UInt32)
                switch t {
                case ..<20: (f, k) = ((b & c) ^ (~b & d), 0x5a82_7999)
                case ..<40: (f, k) = (b ^ c ^ d, 0x6ed9_eba1)
                case ..<60: (f, k) = ((b & c) ^ (b & d) ^ (c & d), 0x8f1b_bcdc)
                default: (f, k) = (b ^ c ^ d, 0xca62_c1d6)
                }
                let next = rotated(a, left: 5) &+ f &+ e &+ k &+ w[t]
                (e, d, c, b, a) = (d, c, rotated(b, left: 30), a, next)
            }
            state[0] &+= a
            state[1] &+= b
            state[2] &+= c
            state[3] &+= d
            state[4] &+= e
        }
        return hex(state)
    }

    /// SHA-256, lower-case hexadecimal.
    static func sha256(_ message: [UInt8]) -> String {
        var state: [UInt32] = [
            0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
        ]
        var w = [UInt32](repeating: 0, count: 64)
        forEachBlock(of: message) { padded, start in
            for t in 0..<16 { w[t] = word(padded, start + 4 * t) }
            for t in 16..<64 {
                let s0 = rotated(w[t - 15], left: 25) ^ rotated(w[t - 15], left: 14) ^ (w[t - 15] >> 3)
                let s1 = rotated(w[t - 2], left: 15) ^ rotated(w[t - 2], left: 13) ^ (w[t - 2] >> 10)
                w[t] = w[t - 16] &+ s0 &+ w[t - 7] &+ s1
            }
            var (a, b, c, d) = (state[0], state[1], state[2], state[3])
            var (e, f, g, h) = (state[4], state[5], state[6], state[7])
            for t in 0..<64 {
                let s1 = rotated(e, left: 26) ^ rotated(e, left: 21) ^ rotated(e, left: 7)
                let t1 = h &+ s1 &+ ((e & f) ^ (~e & g)) &+ sha256Constants[t] &+ w[t]
                let s0 = rotated(a, left: 30) ^ rotated(a, left: 19) ^ rotated(a, left: 10)
                let t2 = s0 &+ ((a & b) ^ (a & c) ^ (b & c))
                (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ t2)
            }
            state[0] &+= a
            state[1] &+= b
            state[2] &+= c
            state[3] &+= d
            state[4] &+= e
            state[5] &+= f
            state[6] &+= g
            state[7] &+= h
        }
        return hex(state)
    }

    /// FIPS 180-4, 5.1.1: a one bit, zeros, and the length in bits, to a multiple of 64 bytes.
    private static func forEachBlock(of message: [UInt8], _ body: (_ padded: [UInt8], _ start: Int) -> Void) {
        var padded = message
        padded.append(0x80)
        padded += [UInt8](repeating: 0, count: (120 - padded.count % 64) % 64)
        padded += [UInt8](bigEndian: UInt64(message.count) << 3)
        for start in stride(from: 0, to: padded.count, by: 64) { body(padded, start) }
    }

    private static func word(_ bytes: [UInt8], _ at: Int) -> UInt32 {
        UInt32(bytes[at]) << 24 | UInt32(bytes[at + 1]) << 16 | UInt32(bytes[at + 2]) << 8 | UInt32(bytes[at + 3])
    }

    private static func rotated(_ value: UInt32, left count: UInt32) -> UInt32 { value &<< count | value &>> (32 &- count) }

    private static func hex(_ state: [UInt32]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: state.flatMap { word in (0..<8).map { digits[Int(word >> (28 - 4 * UInt32($0)) & 15)] } }, as: UTF8.self)
    }

    /// FIPS 180-4, 4.2.2.
    private static let sha256Constants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01,
        0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc,
        0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147,
        0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116, 0x1e37_6c08,
        0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3, 0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208,
        0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}
