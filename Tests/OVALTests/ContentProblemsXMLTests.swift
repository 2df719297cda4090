import Diagnostics
import OVAL
import Testing
import XML

@Suite("What is wrong with content is said once, and what uses it finds nothing")
struct ContentProblemsXMLTests {
    private static let test = #"<ind:unknown_test id="oval:x:tst:1" version="1" check="all" comment="u"/>"#
    private static let criteria = #"<criteria><criterion test_ref="oval:x:tst:1"/></criteria>"#

    @Test(arguments: [
        ("<oval_results xmlns='http://oval.mitre.org/XMLSchema/oval-results-5'/>", "is no OVAL document"),
        ("<oval_definitions xmlns='http://oval.mitre.org/XMLSchema/oval-definitions-6'/>", "is in the namespace"),
        ("<oval_definitions/>", "is in the namespace"),
    ])
    func `another document is refused as a whole`(xml: String, message: String) throws {
        let root = try XMLDocument(Array(xml.utf8), name: "o.xml").root
        let error = #expect(throws: ContentError.self) { _ = try Definitions(root) }
        #expect(error?.description.contains(message) == true && error?.description.hasPrefix("o.xml:1: error: ") == true)
    }

    /// What stands in the document, the id that is blamed, a part of the message.
    struct Case: Sendable, CustomTestStringConvertible {
        var tests = ""
        var objects = ""
        var states = ""
        var variables = ""
        var blamed: String
        var message: String
        var testDescription: String { message }
    }

    @Test(arguments: [
        Case(
            tests: #"<ind:unknown_test id="oval:x:tst:9" version="1" check="al" comment="u"/>"#, blamed: "oval:x:tst:9",
            message: #"check "al" of unknown_test is not a word of OVAL; write one of "all", "at least one""#),
        Case(tests: #"<ind:unknown_test id="oval:x:tst:9" version="1" comment="u"/>"#, blamed: "oval:x:tst:9", message: "has no check"),
        Case(
            tests: #"<ind:family_test id="oval:x:tst:9" version="1" check="all" comment="u"/>"#, blamed: "oval:x:tst:9",
            message: "names no object"),
        Case(
            tests: #"<ind:unknown_test id="oval:x:tst:9" version="1" check="all" negat="true" comment="u"/>"#, blamed: "oval:x:tst:9",
            message: #"has no attribute "negat""#),
        Case(tests: #"<foreign xmlns="urn:x" id="oval:x:tst:9"/>"#, blamed: "oval:x:tst:9", message: "is no test of an OVAL schema"),
        Case(
            objects:
                #"<unix:file_object id="oval:x:obj:9" version="1"><unix:filepath operation="like">/</unix:filepath></unix:file_object>"#,
            blamed: "oval:x:obj:9", message: #"operation "like" of filepath"#),
        Case(
            objects: #"<unix:file_object id="oval:x:obj:9" version="1"><fliter>oval:x:ste:1</fliter></unix:file_object>"#,
            blamed: "oval:x:obj:9",
            message: #""fliter" is not known inside file_object"#),
        Case(
            objects: #"<unix:file_object id="oval:x:obj:9" version="1"><filter action="skip">oval:x:ste:9</filter></unix:file_object>"#,
            blamed: "oval:x:obj:9", message: #"action "skip""#),
        Case(
            objects:
                #"<unix:file_object id="oval:x:obj:9" version="1"><set set_operator="MINUS"><object_reference>oval:x:obj:9</object_reference></set></unix:file_object>"#,
            blamed: "oval:x:obj:9", message: #"set_operator "MINUS""#),
        Case(
            objects: #"<unix:file_object id="oval:x:obj:9" version="1"><set/></unix:file_object>"#, blamed: "oval:x:obj:9",
            message: "this one holds 0, 0"),
        Case(
            states: #"<unix:file_state id="oval:x:ste:9" version="1"><unix:size datatype="integer">1</unix:size></unix:file_state>"#,
            blamed: "oval:x:ste:9", message: #"datatype "integer""#),
        Case(
            states: #"<unix:file_state id="oval:x:ste:9" version="1"><unix:size mask="yes">1</unix:size></unix:file_state>"#,
            blamed: "oval:x:ste:9",
            message: #"mask "yes" of size is no boolean"#),
        Case(
            states: #"<unix:file_state id="oval:x:ste:9" version="1" operator="NOT"/>"#, blamed: "oval:x:ste:9", message: #"operator "NOT""#
        ),
        Case(
            variables: #"<constant_variable id="oval:x:var:9" version="1" datatype="string" comment="c"/>"#, blamed: "oval:x:var:9",
            message: "has no value"),
        Case(
            variables: #"<local_variable id="oval:x:var:9" version="1" datatype="string" comment="c"><concat/></local_variable>"#,
            blamed: "oval:x:var:9", message: "concat takes at least one component"),
        Case(
            variables: #"<local_variable id="oval:x:var:9" version="1" datatype="string" comment="c"><reverse/></local_variable>"#,
            blamed: "oval:x:var:9", message: #""reverse" is no component"#),
        Case(
            variables: #"<random_variable id="oval:x:var:9" version="1" datatype="string" comment="c"/>"#, blamed: "oval:x:var:9",
            message: "is no kind of variable"),
    ])
    func `what is not understood whole is left out`(_ it: Case) throws {
        let document = try ovalDefinitions(tests: it.tests, objects: it.objects, states: it.states, variables: it.variables)
        #expect(document.diagnostics.count == 1, "\(document.diagnostics)")
        let diagnostic = try #require(document.diagnostics.first)
        #expect(diagnostic.severity == .error && diagnostic.subject == it.blamed && diagnostic.location?.line ?? 0 > 0)
        #expect(diagnostic.message.contains(it.message), "\(diagnostic.message)")
        #expect(document.tests.all.isEmpty && document.objects.all.isEmpty && document.states.all.isEmpty && document.variables.all.isEmpty)
        #expect(document.problem(with: it.blamed) == diagnostic.message)
    }

    @Test(arguments: [
        ("<criteria operator='NAND'><criterion test_ref='oval:x:tst:1'/></criteria>", "operator \"NAND\""),
        ("<criteria><criterion test_ref='oval:x:tst:1' negate='maybe'/></criteria>", "negate \"maybe\""),
        ("<criteria/>", "the criteria are empty"),
        ("<criteria><criterion/></criteria>", "has no test_ref"),
        ("<criteria><criterion test_ref='oval:x:tst:1'/><criterium test_ref='oval:x:tst:1'/></criteria>", "\"criterium\" is not known"),
        (
            "<criteria><criterion test_ref='oval:x:tst:1'/></criteria><criteria><criterion test_ref='oval:x:tst:1'/></criteria>",
            "criteria twice"
        ),
    ])
    func `a definition that is not understood stays, with criteria that refer to nothing`(criteria: String, message: String) throws {
        let document = try ovalDefinitions(definition(1, criteria), tests: Self.test)
        #expect(document.diagnostics.count == 1 && document.diagnostics[0].message.contains(message), "\(document.diagnostics)")
        guard case .criterion(let reference) = document.definitions["oval:x:def:1"]?.criteria?.nodes.first else {
            throw DefinitionsXMLTests.Unexpected()
        }
        #expect(document.tests[reference.id] == nil && document.definitions["oval:x:def:1"]?.criteria?.nodes.count == 1)
    }

    @Test func `of two with one id neither is used`() throws {
        let document = try ovalDefinitions(definition(1, Self.criteria) + definition(1, Self.criteria), tests: Self.test + Self.test)
        #expect(document.diagnostics.map(\.subject) == ["oval:x:def:1", "oval:x:tst:1"])
        #expect(document.tests["oval:x:tst:1"] == nil)
        #expect(document.definitions.all.count == 1)
        guard case .criterion(let reference) = document.definitions["oval:x:def:1"]?.criteria?.nodes.first else {
            throw DefinitionsXMLTests.Unexpected()
        }
        #expect(reference.id == "oval:x:def:1")
    }

    @Test func `every reference that leads nowhere is reported, and only what is missing`() throws {
        let document = try ovalDefinitions(
            definition(
                1, "<criteria><criterion test_ref='oval:x:tst:404'/><extend_definition definition_ref='oval:x:def:404'/></criteria>"),
            tests: """
                <unix:file_test id="oval:x:tst:1" version="1" check="all" comment="t"><unix:object object_ref="oval:x:obj:404"/>
                  <unix:state state_ref="oval:x:ste:404"/></unix:file_test>
                """,
            objects: """
                <unix:file_object id="oval:x:obj:1" version="1"><unix:filepath var_ref="oval:x:var:404"/><filter>oval:x:ste:405</filter></unix:file_object>
                <unix:file_object id="oval:x:obj:2" version="1"><set><object_reference>oval:x:obj:405</object_reference></set></unix:file_object>
                <ind:variable_object id="oval:x:obj:3" version="1"><ind:var_ref>oval:x:var:405</ind:var_ref></ind:variable_object>
                """,
            variables: """
                <local_variable id="oval:x:var:1" version="1" datatype="string" comment="l"><concat>
                  <object_component object_ref="oval:x:obj:406" item_field="a"/><variable_component var_ref="oval:x:var:406"/></concat></local_variable>
                """)
        let missing = document.diagnostics.map { $0.message.split(separator: "\"")[1] }
        #expect(
            missing == [
                "oval:x:tst:404", "oval:x:def:404", "oval:x:obj:404", "oval:x:ste:404", "oval:x:var:404", "oval:x:ste:405",
                "oval:x:obj:405",
                "oval:x:var:405", "oval:x:obj:406", "oval:x:var:406",
            ])
        #expect(document.diagnostics.allSatisfy { $0.severity == .error && ($0.location?.line ?? 0) > 0 })
        #expect(document.definitions["oval:x:def:1"] != nil && document.tests["oval:x:tst:1"] != nil && document.objects.all.count == 3)
    }

    @Test func `definitions that extend themselves are cut, those that use them are not blamed`() throws {
        func extending(_ id: Int, _ other: Int) -> String {
            definition(id, #"<criteria><extend_definition definition_ref="oval:x:def:\#(other)"/></criteria>"#)
        }
        let document = try ovalDefinitions(extending(1, 2) + extending(2, 3) + extending(3, 2) + extending(4, 4))
        #expect(document.diagnostics.map(\.subject) == ["oval:x:def:2", "oval:x:def:3", "oval:x:def:4"])
        #expect(document.diagnostics[0].message == #"extends "oval:x:def:3" and through it itself; break the circle"#)
        guard case .extendDefinition = document.definitions["oval:x:def:1"]?.criteria?.nodes.first,
            case .criterion = document.definitions["oval:x:def:2"]?.criteria?.nodes.first
        else { throw DefinitionsXMLTests.Unexpected() }
    }

    @Test func `variables, objects and sets in a circle are left out`() throws {
        let document = try ovalDefinitions(
            objects: """
                <unix:file_object id="oval:x:obj:1" version="1"><unix:filepath var_ref="oval:x:var:1"/></unix:file_object>
                <unix:file_object id="oval:x:obj:2" version="1"><set><object_reference>oval:x:obj:2</object_reference></set></unix:file_object>
                <unix:file_object id="oval:x:obj:3" version="1"><unix:filepath>/</unix:filepath></unix:file_object>
                """,
            variables: """
                <local_variable id="oval:x:var:1" version="1" datatype="string" comment="l"><object_component object_ref="oval:x:obj:1" item_field="path"/>
                </local_variable>
                """)
        #expect(document.diagnostics.map(\.subject) == ["oval:x:obj:1", "oval:x:obj:2", "oval:x:var:1"])
        #expect(document.objects.all.map(\.id) == ["oval:x:obj:3"] && document.variables.all.isEmpty)
    }

    @Test func `a chain of a hundred thousand definitions is cut into pieces that a stack can follow`() throws {
        let count = 100_000
        var text = ""
        for id in 1..<count { text += definition(id, #"<criteria><extend_definition definition_ref="oval:x:def:\#(id + 1)"/></criteria>"#) }
        text += definition(count, Self.criteria)
        let document = try ovalDefinitions(text, tests: Self.test)
        #expect(document.definitions.all.count == count)
        #expect(document.diagnostics.count == (count - 1) / 201)
        var longest = 0
        var length = 0
        for definition in document.definitions.all {
            if case .extendDefinition = definition.criteria?.nodes.first { length += 1 } else { length = 0 }
            longest = max(longest, length)
        }
        #expect(longest <= 201)
    }

    @Test func `no changed byte leads to more than a diagnostic, and evaluation goes on`() async throws {
        let whole = try ResultsXMLTests.definitions().element.document.source
        for place in stride(from: 0, to: whole.count, by: 5) {
            for byte: UInt8 in [0x20, 0x22, 0x31, 0x78, 0x3C] {
                var changed = whole
                changed[place] = byte
                guard let document = try? XMLDocument(changed, name: "oval.xml"), let definitions = try? Definitions(document.root) else {
                    continue
                }
                guard place % 50 == 0 else { continue }
                let results = await ResultsXMLTests.results(definitions)
                #expect(
                    results.definitionResults.count <= 5
                        && !results.document(generator: Generator(productName: "", productVersion: "", time: "")).isEmpty)
            }
        }
    }

    @Test func `a test whose object is of another kind is a warning`() throws {
        let document = try ovalDefinitions(
            tests:
                #"<unix:file_test id="oval:x:tst:1" version="1" check="all" comment="t"><unix:object object_ref="oval:x:obj:1"/></unix:file_test>"#,
            objects: #"<ind:family_object id="oval:x:obj:1" version="1"/>"#)
        #expect(document.diagnostics.map(\.severity) == [.warning] && document.tests["oval:x:tst:1"] != nil)
    }
}
