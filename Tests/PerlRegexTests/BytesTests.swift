import PerlRegex
import Testing

@Suite("Texts that are not UTF-8")
struct BytesTests {
    private let latin: [UInt8] = Array("# caf".utf8) + [0xE9] + Array("\nPort 22\n".utf8)

    @Test("lines without a bad byte match")
    func otherLines() throws {
        let regex = try PerlRegex(#"^Port (\d+)$"#, options: .multiline)
        let match = try #require(try regex.firstMatch(in: latin, isValidUTF8: false))
        #expect(match.groups == [7..<14, 12..<14])
    }

    @Test("no match crosses a bad byte")
    func crossing() throws {
        #expect(try PerlRegex("caf.").firstMatch(in: latin, isValidUTF8: false) == nil)
        #expect(try PerlRegex("caf[^a]Port").firstMatch(in: latin, isValidUTF8: false) == nil)
    }

    @Test("all matches are found on both sides of bad bytes, at every window")
    func all() throws {
        var text: [UInt8] = []
        for _ in 0..<4_000 { text += [0xFF, 0x80, 0x80, 0x80, 0x80, UInt8(ascii: "a")] }
        #expect(try PerlRegex("a").matches(in: text, isValidUTF8: false).count == 4_000)
        #expect(try PerlRegex("b*").matches(in: [0xFF, 0x80], isValidUTF8: false).count <= 3)
    }

    @Test("a nul byte is a character like any other")
    func nul() throws {
        #expect(try PerlRegex("a.b").firstMatch(in: [0x61, 0x00, 0x62], isValidUTF8: true)?.range == 0..<3)
    }

    @Test("one pattern serves many threads")
    func threads() async throws {
        let regex = try PerlRegex(#"(\d+)$"#, options: .multiline)
        let counts = await withTaskGroup(of: Int.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    let text = Array(String(repeating: "line \(worker)\n", count: 500).utf8)
                    return (try? regex.matches(in: text, isValidUTF8: worker.isMultiple(of: 2)))?.count ?? -1
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts == [Int](repeating: 500, count: 8))
    }
}
