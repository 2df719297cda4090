import Testing
import XML

@Suite("XPath over a foreign document is answered in text, or refused with a reason")
struct XPathQueryTests {
    static let document = Array("<a><b c='1'>x</b><b c='2'>y</b></a>".utf8)

    @Test(arguments: [
        ("/a/b/text()", ["x", "y"]), ("/a/b/@c", ["1", "2"]), ("count(//b)", ["2"]), ("boolean(/a/z)", ["false"]), ("/a/z/text()", []),
    ])
    func values(expression: String, values: [String]) throws { #expect(try XPathQuery.values(of: expression, in: Self.document) == values) }

    @Test(arguments: [("/a/b", "elements"), ("///[", "no XPath expression"), ("nothing()", "no XPath expression")])
    func refused(expression: String, reason: String) {
        let failure = #expect(throws: XPathQuery.Failure.self) { try XPathQuery.values(of: expression, in: Self.document) }
        #expect(failure?.message.contains(reason) == true)
    }

    @Test(arguments: [
        ("<a>", "not well-formed"), ("", "not well-formed"), ("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "declares entities"),
    ])
    func badDocument(text: String, reason: String) {
        let failure = #expect(throws: XPathQuery.Failure.self) { try XPathQuery.values(of: "/a", in: Array(text.utf8)) }
        #expect(failure?.message.contains(reason) == true)
    }

    @Test func anExpressionThatExplodesEnds() {
        let many = Array("<a>\(String(repeating: "<b/>", count: 3000))</a>".utf8)
        let expression = "count(//b[count(//b[count(//b) > 0]) > 0])"
        let clock = ContinuousClock()
        let time = clock.measure {
            #expect(throws: XPathQuery.Failure.self) { try XPathQuery.values(of: expression, in: many) }
        }
        #expect(time < .seconds(20))
    }

    @Test func aDocumentTypeLoadsNothing() throws {
        let text = "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a>x</a>"
        #expect(try XPathQuery.values(of: "/a/text()", in: Array(text.utf8)) == ["x"])
    }
}
