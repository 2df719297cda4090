import Testing

@testable import YAML

@Suite("Paths into YAML")
struct YAMLPathTests {
    @Test(
        "what is no path says what is wrong",
        arguments: [".a[", ".a['b", ".a['b'", ".a[x]", ".a[1:2:3:4]", ".a[::0]", "..", ".a..b", "[:", ".s[-1]", ".a]b["])
    func bad(text: String) throws {
        if text == ".a]b[" { return _ = try #require(throws: YAMLError.self) { try YAMLPath(text) } }
        let error = #expect(throws: YAMLError.self) { try YAMLPath(text) }
        #expect(error?.message.contains("'\(text)'") == true)
    }

    @Test(
        "what a path selects",
        arguments: [
            ("a.b", "1"), (".a.b", "1"), (".a['b']", "1"), (".s[0]", "x"), (".s[:]", "x y z"), (".s[1:]", "y z"),
            (".s[:2]", "x y"), (".s[::2]", "x z"), (".s[::-1]", "z y x"), (".s[0,2]", "x z"), (".s[*]", "x y z"), (".s[5]", "none"),
            (".a.s", "none"), (".m[:].k", "1 2"), (".", "document"),
        ])
    func select(path: String, result: String) throws {
        let node = try YAMLNode(Array("a: {b: 1}\ns: [x, y, z]\nm: [{k: 1}, {k: 2}, {l: 3}]\n".utf8))
        let found = try YAMLPath(path).select(from: node)
        let text =
            found.map { $0.mapping != nil ? "document" : $0.sequence?.compactMap(\.text).joined(separator: " ") ?? $0.text ?? "" } ?? "none"
        #expect(text == result)
    }
}
