/// An ELF file of 64 bits, little-endian, with the sections that a test names.
struct ELFBuilder {
    var sections: [(name: String, bytes: [UInt8])] = []

    var bytes: [UInt8] {
        func little(_ value: Int, _ width: Int) -> [UInt8] { (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        var names: [UInt8] = [0]
        var content: [UInt8] = []
        var headers = [UInt8](repeating: 0, count: 64)
        func header(_ name: Int, _ type: Int, _ offset: Int, _ size: Int, _ link: Int = 0) -> [UInt8] {
            little(name, 4) + little(type, 4) + little(0, 16) + little(offset, 8) + little(size, 8) + little(link, 4) + little(0, 20)
        }
        let strings = (sections.firstIndex { $0.name == ".dynstr" } ?? -1) + 1
        for section in sections {
            let isDynamic = section.name == ".dynamic"
            headers += header(
                names.count, isDynamic ? 6 : 1, 64 + content.count, section.bytes.count, isDynamic ? strings : 0)
            names += Array(section.name.utf8) + [0]
            content += section.bytes
        }
        headers += header(names.count, 3, 64 + content.count, names.count + 10)
        names += Array(".shstrtab".utf8) + [0]
        content += names
        var file: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 9)
        file += little(3, 2) + little(62, 2) + little(1, 4) + little(0, 16) + little(64 + content.count, 8) + little(0, 4)
        file += little(64, 2) + little(0, 4) + little(64, 2) + little(sections.count + 2, 2) + little(sections.count + 1, 2)
        return file + content + headers
    }
}

/// A program or library that needs another.
func dynamic(needing library: String, more: [UInt8] = []) -> [UInt8] {
    let entry: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 16)
    return ELFBuilder(sections: [(".dynstr", [0] + Array(library.utf8) + [0]), (".dynamic", entry), (".x", more)]).bytes
}

/// What the linker of Go writes into a program.
func goBuildInfo(version: String, _ settings: [String]) -> [UInt8] {
    func text(_ bytes: [UInt8]) -> [UInt8] {
        var length = bytes.count
        var prefix: [UInt8] = []
        while length >= 0x80 {
            prefix.append(UInt8(length & 0x7f | 0x80))
            length >>= 7
        }
        return prefix + [UInt8(length)] + bytes
    }
    let mark = [UInt8](repeating: 0x30, count: 15) + [0x0a]
    let lines = "path\texample.org/tool\nmod\texample.org/tool\t(devel)\n" + settings.map { "build\t\($0)\n" }.joined()
    return [0xff] + Array(" Go buildinf:".utf8) + [8, 2] + [UInt8](repeating: 0, count: 16) + text(Array(version.utf8))
        + text(mark + Array(lines.utf8) + mark)
}
