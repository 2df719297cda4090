import Testing
import XML

@Suite("Encodings")
struct EncodingTests {
    static let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a b='ä'>größer &#8364; 𝄞 <c>ľĢ</c></a>"

    static func utf16(_ text: String, isBigEndian: Bool, mark: Bool) -> [UInt8] {
        ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
            let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return isBigEndian ? pair : pair.reversed()
        }
    }

    @Test(arguments: [(true, true), (true, false), (false, true), (false, false)])
    func `UTF-16 is read, with and without a mark, in both orders`(isBigEndian: Bool, mark: Bool) throws {
        let root = try XMLDocument(Self.utf16(Self.text, isBigEndian: isBigEndian, mark: mark), name: "a.xml").root
        #expect(root.attribute("b") == "ä" && root.text == "größer € 𝄞 " && root.child("c")?.text == "ľĢ")
    }

    @Test func `attributes beyond the limit are refused in UTF-16 too, also with names whose bytes look like markup`() throws {
        let bomb = "<?xml version=\"1.0\"?><a " + (0..<100_000).map { "ľĢ\($0)='ľ' " }.joined() + "/>"
        let error = #expect(throws: XMLError.self) {
            _ = try XMLDocument(Self.utf16(bomb, isBigEndian: false, mark: true), name: "a.xml")
        }
        #expect(error?.message.contains("a tag has more than") == true)
    }

    @Test func `ISO-8859-1 is read`() throws {
        let bytes = Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>gr".utf8) + [0xF6, 0xDF] + Array("er</a>".utf8)
        #expect(try XMLDocument(bytes, name: "a.xml").root.text == "größer")
    }

    @Test func `a byte order mark before UTF-8 is passed over`() throws {
        #expect(try XMLDocument([0xEF, 0xBB, 0xBF] + Array("<a>ä</a>".utf8), name: "a.xml").root.text == "ä")
    }

    @Test(arguments: ["UTF-7", "IBM037", "ISO-2022-JP", "windows-1252", "UTF-32"])
    func `any other encoding is refused by its name`(name: String) throws {
        let bytes = Array("<?xml version='1.0' encoding='\(name)'?><a/>".utf8)
        let error = #expect(throws: XMLError.self) { _ = try XMLDocument(bytes, name: "a.xml") }
        #expect(
            error?.description
                == "a.xml: error: the encoding \(name) is not read; convert the document to UTF-8 (iconv -f \(name) -t UTF-8)")
    }

    @Test(
        arguments: [
            [0x4C, 0x6F, 0xA7, 0x94], [0, 0, 0, 0x3C], [0x3C, 0, 0, 0], [0xFF, 0xFE, 0, 0], [0xFF, 0xFE, 0x3C],
            [0xFE, 0xFF, 0xD8, 0x00, 0x00, 0x3C],
        ] as [[UInt8]])
    func `what begins as EBCDIC or UTF-32, or breaks off, is refused`(bytes: [UInt8]) {
        #expect(throws: XMLError.self) { _ = try XMLDocument(bytes + Array("<a/>".utf8), name: "a.xml") }
    }
}
