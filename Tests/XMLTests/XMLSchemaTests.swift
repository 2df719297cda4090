import Diagnostics
import Foundation
import Testing
import XML

@Suite("Documents are held against schemas")
struct XMLSchemaTests {
    /// A schema of our own, in a file for the time of `body`.
    private func withSchema(_ text: String, _ body: (XMLSchema) throws -> Void) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("stigready-\(UUID().uuidString).xsd")
        try text.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        try body(XMLSchema(path: file.path))
    }

    private static let list = """
        <xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:l" xmlns="urn:l" elementFormDefault="qualified">
          <xsd:element name="list"><xsd:complexType><xsd:sequence>
            <xsd:element name="entry" maxOccurs="unbounded"><xsd:complexType>
              <xsd:sequence><xsd:element name="count" type="xsd:int"/></xsd:sequence><xsd:attribute name="id" use="required"/>
            </xsd:complexType></xsd:element>
          </xsd:sequence></xsd:complexType></xsd:element>
        </xsd:schema>
        """

    @Test func `a valid document has no problem, others have a line and an id for each`() throws {
        try withSchema(Self.list) { schema in
            let good = "<list xmlns='urn:l'><entry id='one'><count>1</count></entry></list>"
            #expect(schema.validate(Array(good.utf8), name: "l.xml").isEmpty)
            let bad = "<list xmlns='urn:l'>\n<entry id='one'>\n<count>many</count></entry>\n<entry><count>1</count></entry></list>"
            let problems = schema.validate(Array(bad.utf8), name: "l.xml")
            #expect(problems.map(\.location?.line) == [3, 4] && problems.map(\.subject) == ["one", nil], "\(problems)")
            #expect(problems.allSatisfy { $0.severity == .error && $0.location?.file == "l.xml" && !$0.message.contains("\n") })
            #expect(problems.first?.message.contains("'many' is not a valid value") == true)
        }
    }

    @Test func `lines beyond 65,535 are right`() throws {
        try withSchema(Self.list) { schema in
            let bad = "<list xmlns='urn:l'>" + String(repeating: "\n", count: 70_000) + "<entry id='x'><wrong/></entry></list>"
            #expect(schema.validate(Array(bad.utf8), name: "l.xml").first?.location?.line == 70_001)
        }
    }

    @Test(arguments: ["", "<list", "<!DOCTYPE list><list xmlns='urn:l'/>", "<a" + String(repeating: " b='c'", count: 1_000) + "/>"])
    func `what is no document is a problem too`(text: String) throws {
        try withSchema(Self.list) { #expect($0.validate(Array(text.utf8), name: "l.xml").count == 1) }
    }

    @Test func `a document of problems does not tell them all`() throws {
        try withSchema(Self.list) { schema in
            let bad = "<list xmlns='urn:l'>" + String(repeating: "<entry/>", count: 10_000) + "</list>"
            #expect(schema.validate(Array(bad.utf8), name: "l.xml").count == XMLSchema.mostDiagnostics)
        }
    }

    @Test func `a schema that is missing or broken is an error with its path`() throws {
        let missing = #expect(throws: XMLError.self) { _ = try XMLSchema(path: "/nowhere/at/all.xsd") }
        #expect(missing?.description.contains("/nowhere/at/all.xsd") == true)
        #expect(throws: XMLError.self) {
            try withSchema("<xsd:schema xmlns:xsd='http://www.w3.org/2001/XMLSchema'><xsd:wrong/></xsd:schema>") { _ in }
        }
    }

    @Test func `a schema does not reach the network`() throws {
        // Port 1 of the machine itself: nothing listens there, and nothing is asked.
        let text = """
            <xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:o="urn:o">
              <xsd:import namespace="urn:o" schemaLocation="http://127.0.0.1:1/o.xsd"/>
              <xsd:element name="a" type="o:type"/></xsd:schema>
            """
        #expect(throws: XMLError.self) { try withSchema(text) { _ in } }
    }

    @Test func `a document cannot bring its own schema`() throws {
        try withSchema(Self.list) { schema in
            let text = """
                <list xmlns='urn:l' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='urn:l file:///nowhere.xsd'><other/></list>
                """
            #expect(schema.validate(Array(text.utf8), name: "l.xml").count == 1)
        }
    }

    @Test func `one schema serves several threads`() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("stigready-\(UUID().uuidString).xsd")
        try Self.list.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let schema = try XMLSchema(path: file.path)
        await withTaskGroup(of: Int.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let bad = String(repeating: "<entry id='x'><count>y</count></entry>", count: number)
                    return schema.validate(Array("<list xmlns='urn:l'>\(bad)<entry id='a'><count>1</count></entry></list>".utf8), name: "l")
                        .count - number
                }
            }
            for await difference in group { #expect(difference == 0) }
        }
    }

    static let official = "/usr/share/openscap/schemas/oval/5.11.1/oval-definitions-schema.xsd"

    @Test(.enabled(if: FileManager.default.fileExists(atPath: official), "the OVAL schemas are not installed; install openscap-common"))
    func `the official schema compiles and tells a wrong word`() throws {
        let schema = try XMLSchema(path: Self.official)
        let text = """
            <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5">
              <generator><oval:schema_version>5.11.1</oval:schema_version><oval:timestamp>2026-01-01T00:00:00</oval:timestamp></generator>
              <definitions><definition id="oval:x:def:1" version="1" class="wrong"><metadata><title>t</title><description>d</description></metadata>
              </definition></definitions></oval_definitions>
            """
        let problems = schema.validate(Array(text.utf8), name: "o.xml")
        #expect(problems.map(\.subject).contains("oval:x:def:1") && problems.allSatisfy { $0.location?.line == 3 }, "\(problems)")
    }
}
