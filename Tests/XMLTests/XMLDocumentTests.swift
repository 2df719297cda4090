import Diagnostics
import Testing

@testable import XML

/// The document that a text makes.
func parse(_ text: String, limits: XMLLimits = .standard) throws(XMLError) -> XMLDocument {
    try XMLDocument(Array(text.utf8), name: "a.xml", limits: limits)
}

@Suite("A document is read as a table of rows")
struct XMLDocumentTests {
    @Test func `names are told apart by namespace, whatever the prefix`() throws {
        let root = try parse(#"<a xmlns="urn:1" xmlns:p="urn:2" b="1" p:b="2"><p:a/><a xmlns=""/></a>"#).root
        #expect(root.name == XMLName("a", namespace: "urn:1"))
        #expect(root.children.map(\.namespace) == ["urn:2", ""])
        #expect(root.attribute("b") == "1" && root.attribute("b", namespace: "urn:2") == "2" && root.attribute("c") == nil)
        #expect(root.attributes.map(\.name.namespace) == ["", "urn:2"])
    }

    @Test func `an ampersand in the name of a namespace is one`() throws {
        #expect(try parse("<a xmlns='urn:a?b&amp;c'/>").root.namespace == "urn:a?b&c")
    }

    @Test func `text and elements keep their order, references and CDATA become text`() throws {
        let root = try parse("<a>one &amp; <b>t&#x77;o</b> three <![CDATA[<four>]]> <!-- no --><?no no?>five</a>").root
        var parts: [String] = []
        for node in root.nodes {
            switch node {
            case .text(let text): parts.append(text)
            case .element(let element): parts.append("[\(element.allText)]")
            }
        }
        #expect(parts.joined() == "one & [two] three <four> five")
        #expect(root.text == "one &  three <four> five" && root.allText == "one & two three <four> five")
        #expect(root.child("b")?.parent?.localName == "a" && root.parent == nil)
    }

    @Test func `attribute values have their references resolved and their white space made spaces`() throws {
        #expect(try parse("<a b='&lt;&quot;&#10;x\n\ty'/>").root.attribute("b") == "<\"\nx  y")
    }

    @Test(arguments: [("", ""), (" \n", ""), (" a b\t", "a b"), ("ä ", "ä")])
    func `trimmed text has no white space of XML at its ends`(text: String, trimmed: String) throws {
        #expect(try parse("<a>\(text)</a>").root.trimmedText == trimmed)
    }

    @Test func `a no-break space is no white space of XML`() throws { #expect(try parse("<a>\u{A0}x</a>").root.trimmedText == "\u{A0}x") }

    @Test func `lines are counted beyond 65,535`() throws {
        let document = try parse("<a>" + String(repeating: "\n", count: 70_004) + "<b/>\n<c/></a>")
        #expect(document.root.children.map(\.line) == [70_005, 70_006])
        #expect(document.root.child("c")?.location.description == "a.xml:70006")
    }

    @Test func `text of plain documents stays where it is, however long`() throws {
        let line = "A line of text that is long enough to be cut where libxml2 refills its buffer, with umlauts: äöü.\n"
        let text = String(repeating: line, count: 20_000)
        let document = try parse("<a><b>\(text)</b><b c='\(line.dropLast())'/></a>")
        #expect(document.root.child("b")?.text == text)
        #expect(document.root.children("b")[1].attribute("c") == String(line.dropLast()))
        #expect(document.arena.count < 1_000)
    }

    @Test func `every element of a long document is found again with its text`() throws {
        var text = "<a>"
        for number in 0..<50_000 { text += "<b id=\"\(number)\">t\(number)&gt;<c/></b>" }
        let root = try parse(text + "</a>").root
        var number = 0
        for element in root.children {
            guard element.attribute("id") == "\(number)", element.text == "t\(number)>", Array(element.children).count == 1 else { break }
            number += 1
        }
        #expect(number == 50_000)
    }
}
