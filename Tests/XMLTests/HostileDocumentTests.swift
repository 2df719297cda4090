import Testing

@testable import XML

@Suite("Hostile and broken documents end in one line, soon")
struct HostileDocumentTests {
    private func message(_ text: String, limits: XMLLimits = .standard) -> String { message(Array(text.utf8), limits: limits) }

    private func message(_ bytes: [UInt8], limits: XMLLimits = .standard) -> String {
        do {
            _ = try XMLDocument(bytes, name: "a.xml", limits: limits)
            return "read"
        } catch {
            #expect(!error.description.contains("\n") && error.description.hasPrefix("a.xml"))
            return error.description
        }
    }

    @Test(arguments: [
        ("", "the file is empty"),
        ("no markup", "does not begin with"),
        ("<a><b></a>", "not well-formed"),
        ("<a>\n<b c='1'", "not well-formed"),
        ("<a>text", "not well-formed"),
        ("<a/><b/>", "not well-formed"),
        ("<a b='1' b='2'/>", "not well-formed"),
        ("<p:a/>", "not well-formed"),
        ("<a>&undefined;</a>", "not well-formed"),
        ("<a>\u{1B}</a>", "not well-formed"),
        ("<a>&#0;</a>", "not well-formed"),
        ("<!-- only a comment -->", "not well-formed"),
    ])
    func `what is no document is refused`(text: String, part: String) {
        let message = message(text)
        #expect(message.contains(part), "\(message)")
    }

    @Test func `bytes that are not UTF-8 are refused where they stand`() {
        #expect(message(Array("<a>\n".utf8) + [0xFF] + Array("</a>".utf8)).hasPrefix("a.xml:2: error: not well-formed XML: "))
    }

    @Test(arguments: [
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><a/>",
        "<!DOCTYPE a [<!ENTITY x 'xxxxxxxxxx'><!ENTITY y '&x;&x;&x;&x;&x;&x;&x;&x;'><!ENTITY z '&y;&y;&y;&y;&y;&y;&y;'>]><a>&z;</a>",
    ])
    func `document type declarations are refused`(text: String) { #expect(message(text).contains("<!DOCTYPE>")) }

    @Test func `nesting is bounded, to the level`() {
        var limits = XMLLimits()
        limits.depth = 20
        func nested(_ depth: Int) -> String { String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth) }
        #expect(message(nested(20), limits: limits) == "read")
        #expect(message(nested(21), limits: limits).contains("nested more than 20 deep"))
        #expect(message(nested(100_000)).contains("deep"))
    }

    private static let bomb = (0..<100_000).map { " a\($0)='>'" }.joined()

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "<a\(bomb)/>",
            // What is no tag must not mislead the look at the tags.
            "<?pi \" ?><a\(bomb)/>",
            "<r><!-- ' --><a\(bomb)/></r>",
            "<r><![CDATA[<x \"]]><a\(bomb)/></r>",
            "<r>\"<a b='\"'\(bomb)/></r>",
        ])
    func `a hundred thousand attributes are refused before libxml2 sees them`(text: String) {
        let clock = ContinuousClock()
        var found = ""
        let time = clock.measure { found = message(text) }
        #expect(found.contains("a tag has more than"), "\(found.prefix(200))")
        #expect(time < .seconds(5))
    }

    @Test func `an ordinary number of attributes is read, and long values too`() {
        #expect(message("<a" + (0..<512).map { " a\($0)='1'" }.joined() + "/>") == "read")
        #expect(message("<a b='\(String(repeating: "=", count: 60_000))'/>") == "read")
        #expect(message("<a b='\(String(repeating: "x", count: 70_000))'/>").contains("more than 65536 bytes"))
    }

    @Test func `a document larger than allowed is refused by its size`() {
        var limits = XMLLimits()
        limits.bytes = 10
        #expect(message("<a>12345678</a>", limits: limits).contains("15 bytes; at most 10"))
    }

    @Test func `every cut of a document ends in an error, none in a crash`() {
        let whole = Array("<?xml version='1.0'?><a xmlns:p='u'><p:b c=\"&lt;\">t<![CDATA[x]]></p:b><!-- c --></a>".utf8)
        for count in 0..<whole.count { #expect(message(Array(whole[..<count])) != "read", "\(count)") }
        #expect(message(whole) == "read")
    }

    @Test func `no changed byte leads to more than an error`() {
        let whole = Array("<?xml version='1.0' encoding='UTF-8'?><a xmlns:p='u'><p:b c=\"&lt;\">t<![CDATA[x]]></p:b><!-- c --></a>".utf8)
        for place in whole.indices {
            for byte: UInt8 in [0, 0x22, 0x26, 0x3C, 0x3E, 0x5D, 0x80, 0xFF] {
                var changed = whole
                changed[place] = byte
                guard let document = try? XMLDocument(changed, name: "a.xml") else { continue }
                #expect(document.root.allText.utf8.count < 200)
            }
        }
    }
}
