/// Writes tars byte by byte, sound ones and others: POSIX.1-1988 headers, PAX records where they are asked for.
struct TarBuilder {
    private(set) var bytes: [UInt8] = []

    struct Header {
        var name: [UInt8]
        var type: Character = "0"
        var mode = 0o644
        var uid = 0
        var gid = 0
        var size = 0
        var time = 1_700_000_000
        var link: [UInt8] = []
        var device = (major: 0, minor: 0)
    }

    mutating func add(_ header: Header, content: [UInt8] = [], pax: KeyValuePairs<String, String> = [:]) {
        if !pax.isEmpty { addPAX(pax.map { ($0.key, Array($0.value.utf8)) }) }
        block(header)
        bytes += content
        pad()
    }

    mutating func file(_ name: String, _ content: String = "", mode: Int = 0o644, uid: Int = 0, gid: Int = 0) {
        let content = Array(content.utf8)
        add(Header(name: Array(name.utf8), mode: mode, uid: uid, gid: gid, size: content.count), content: content)
    }

    mutating func directory(_ name: String, mode: Int = 0o755) { add(Header(name: Array(name.utf8), type: "5", mode: mode)) }

    mutating func link(_ name: String, to target: String) {
        add(Header(name: Array(name.utf8), type: "2", mode: 0o777, link: Array(target.utf8)))
    }

    mutating func hardLink(_ name: String, to target: String) {
        add(Header(name: Array(name.utf8), type: "1", link: Array(target.utf8)))
    }

    /// An extended header before the next entry (pax(1), "pax Extended Header").
    mutating func addPAX(_ records: [(String, [UInt8])]) {
        var content: [UInt8] = []
        for (key, value) in records {
            let rest = Array(" \(key)=".utf8) + value + [0x0a]
            var length = rest.count
            while String(length).utf8.count + rest.count != length { length = String(length).utf8.count + rest.count }
            content += Array(String(length).utf8) + rest
        }
        block(Header(name: Array("PaxHeaders/x".utf8), type: "x", size: content.count))
        bytes += content
        pad()
    }

    /// Two empty blocks.
    func closed() -> [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }

    private mutating func pad() { bytes += [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512) }

    private mutating func block(_ header: Header) {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: [UInt8], _ offset: Int) {
            for (index, byte) in text.enumerated() { block[offset + index] = byte }
        }
        func octal(_ value: Int, _ digits: Int) -> [UInt8] {
            let text = String(value, radix: 8)
            return Array((String(repeating: "0", count: max(0, digits - text.count)) + text).utf8)
        }
        put(Array(header.name.prefix(100)), 0)
        put(octal(header.mode, 7), 100)
        put(octal(header.uid, 7), 108)
        put(octal(header.gid, 7), 116)
        put(octal(header.size, 11), 124)
        put(octal(header.time, 11), 136)
        put(Array("        ".utf8), 148)
        put(Array(String(header.type).utf8), 156)
        put(Array(header.link.prefix(100)), 157)
        put(Array("ustar\0".utf8) + Array("00".utf8), 257)
        put(octal(header.device.major, 7), 329)
        put(octal(header.device.minor, 7), 337)
        let sum = block.reduce(0) { $0 + Int($1) }
        put(octal(sum, 6) + [0, 0x20], 148)
        bytes += block
    }
}
