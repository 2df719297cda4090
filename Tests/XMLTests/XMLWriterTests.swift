import Testing
import XML

@Suite("Documents are written well-formed whatever the text holds")
struct XMLWriterTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func `elements are indented, namespaces declared where they change`() {
        var writer = XMLWriter(prefixes: ["p": "urn:p"])
        writer.element("a", namespace: "urn:a", ["x": "1", "y": nil]) { writer in
            writer.element("b", text: "t")
            writer.element("c", namespace: "urn:p", ["p:z": "&\"<"])
            writer.element("d", namespace: "urn:d") { $0.element("e") }
        }
        #expect(
            text(writer.bytes) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <a xmlns="urn:a" xmlns:p="urn:p" x="1">
                  <b>t</b>
                  <p:c p:z="&amp;&quot;&lt;"/>
                  <d xmlns="urn:d">
                    <e/>
                  </d>
                </a>

                """)
    }

    @Test func `characters that XML cannot hold become the replacement character, all others come back`() throws {
        let all =
            String(String.UnicodeScalarView((0..<0x3000).compactMap { Unicode.Scalar($0) })) + "\u{FFFD}\u{FFFE}\u{FFFF}\u{10000}\u{10FFFF}"
        var writer = XMLWriter()
        writer.element("a", ["b": all], text: all)
        let root = try XMLDocument(writer.bytes, name: "a.xml").root
        let expected = String(
            String.UnicodeScalarView(
                all.unicodeScalars.map {
                    let isForbidden = $0.value < 0x20 && !"\t\n\r".unicodeScalars.contains($0) || $0.value == 0xFFFE || $0.value == 0xFFFF
                    return isForbidden ? "\u{FFFD}" : $0
                }))
        // By scalars: equal strings may still differ in bytes.
        #expect(Array(root.text.unicodeScalars) == Array(expected.unicodeScalars))
        #expect(Array((root.attribute("b") ?? "").unicodeScalars) == Array(expected.unicodeScalars))
    }

    static let document = """
        <a xmlns="urn:a" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" b="1 &amp; 2">
          <p:b xmlns:p="urn:p" xsi:nil="true" c="&#10;"/>
          <d>mixed <e>text</e> with  two spaces &lt;</d><f> </f><g xmlns=""><h/></g>
          <i xmlns="urn:p"><j xmlns="urn:a"/></i>
        </a>
        """

    private static func outline(_ element: XMLElement) -> String {
        var result = "{\(element.namespace)}\(element.localName)"
        for (name, value) in element.attributes { result += " \(name.namespace):\(name.local)=\(value)" }
        for node in element.nodes {
            switch node {
            case .element(let inner): result += "(" + outline(inner) + ")"
            case .text(let text): result += text.allSatisfy(\.isWhitespace) && text.contains("\n") ? "" : "[\(text)]"
            }
        }
        return result.replacing("][", with: "")
    }

    @Test func `a copy says the same, under any prefixes, and copies to the same bytes again`() throws {
        let original = try parse(Self.document).root
        for prefixes in [[:], ["xsi": "http://www.w3.org/2001/XMLSchema-instance", "q": "urn:p", "a": "urn:a"]]
            as [KeyValuePairs<String, String>]
        {
            var writer = XMLWriter(prefixes: prefixes)
            writer.copy(original)
            let copy = try XMLDocument(writer.bytes, name: "copy.xml").root
            #expect(Self.outline(copy) == Self.outline(original))
            var again = XMLWriter(prefixes: prefixes)
            again.copy(copy)
            #expect(text(again.bytes) == text(writer.bytes))
        }
    }

    @Test func `a copy inside another document keeps its namespaces`() throws {
        var writer = XMLWriter(prefixes: ["xsi": "http://www.w3.org/2001/XMLSchema-instance"])
        let original = try parse(Self.document).root
        writer.element("r", namespace: "urn:r") { $0.copy(original, adding: ["more": "yes"]) }
        let copy = try #require(try XMLDocument(writer.bytes, name: "copy.xml").root.child("a"))
        #expect(copy.attribute("more") == "yes")
        #expect(Self.outline(copy).replacing(" :more=yes", with: "") == Self.outline(original))
    }

    @Test func `several attributes of undeclared namespaces do not meet`() throws {
        let original = try parse("<a xmlns:p='urn:p' xmlns:q='urn:q' p:x='1' q:x='2' p:y='3'/>").root
        var writer = XMLWriter()
        writer.copy(original)
        let copy = try XMLDocument(writer.bytes, name: "copy.xml").root
        #expect(copy.attribute("x", namespace: "urn:p") == "1" && copy.attribute("x", namespace: "urn:q") == "2")
        #expect(copy.attribute("y", namespace: "urn:p") == "3")
    }

    @Test func `an element of no namespace under one with a declared prefix is in no namespace`() throws {
        var writer = XMLWriter(prefixes: ["p": "urn:p"])
        writer.element("a", namespace: "urn:p") { writer in
            writer.element("b", namespace: "") { $0.element("c", namespace: "urn:d") { $0.element("e", namespace: "") } }
        }
        let root = try XMLDocument(writer.bytes, name: "a.xml").root
        #expect(root.namespace == "urn:p" && root.child("b")?.namespace == "")
        #expect(root.child("b")?.child("c")?.namespace == "urn:d" && root.child("b")?.child("c")?.child("e")?.namespace == "")
    }
}
