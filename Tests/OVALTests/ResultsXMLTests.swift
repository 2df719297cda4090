import Diagnostics
import Foundation
import OVAL
import Testing
import XML

/// Answers by object id; what is not listed does not exist.
private struct TableCollector: ObjectCollector {
    var table: [String: Collected]
    func collect(_ object: ResolvedObject) -> Collected { table[object.object.id] ?? Collected(all: []) }
}

private let resultsSchema = "/usr/share/openscap/schemas/oval/5.11.3/oval-results-schema.xsd"
private let variablesSchema = "/usr/share/openscap/schemas/oval/5.11.3/oval-variables-schema.xsd"
private let hasSchemas = FileManager.default.fileExists(atPath: resultsSchema)
private let generator = Generator(productName: "stigready", productVersion: "1.0", time: "2026-01-31T23:59:59")

@Suite("oval_results as a document")
struct ResultsXMLTests {
    private static func file(_ path: String, mode: Bool) -> Item {
        Item(
            TestKind("unix", "file"),
            [
                ItemEntity("filepath", path), ItemEntity("type", "regular"), ItemEntity.int("group_id", 0),
                ItemEntity("user_id", "7", .int, isMasked: true),
                ItemEntity.absent("a_time", .int), ItemEntity.boolean("oread", mode),
            ], messages: [Message(.warning, "read & \u{1B}[0m seen")])
    }

    private static let collected: [String: Collected] = [
        "oval:x:obj:1": Collected(.complete, [file("/etc/a", mode: true), file("/etc/b", mode: false)], messages: [Message(.info, "two")]),
        "oval:x:obj:2": Collected(
            .complete,
            [
                Item(
                    TestKind("independent", "textfilecontent54"),
                    [
                        ItemEntity("filepath", "/etc/<x>"), ItemEntity("path", "/etc"), ItemEntity("filename", "<x>"),
                        ItemEntity("pattern", ".*"),
                        ItemEntity.int("instance", 1), ItemEntity("text", " line \u{0} with\ttab "),
                        ItemEntity("subexpression", "secret", isMasked: true),
                    ])
            ]),
        "oval:x:obj:4": Collected(
            .complete,
            [
                Item(
                    TestKind("independent", "ldap57"),
                    [
                        ItemEntity("suffix", "s"), ItemEntity.absent("relative_dn"), ItemEntity("attribute", "a"),
                        ItemEntity("object_class", "c"),
                        ItemEntity("ldaptype", "LDAPTYPE_TIMESTAMP"),
                        ItemEntity(
                            "value", "", .record,
                            fields: [ItemEntity("name", "v"), ItemEntity("count", "3", .int), ItemEntity("hidden", "h", isMasked: true)]),
                    ])
            ]),
    ]

    static func definitions() throws -> Definitions {
        try ovalDefinitions(
            definition(
                1,
                """
                <criteria operator="OR" negate="true" applicability_check="true"><criterion test_ref="oval:x:tst:1"/>
                  <criterion test_ref="oval:x:tst:2" negate="true"/><extend_definition definition_ref="oval:x:def:2"/></criteria>
                """) + definition(2, #"<criteria><criterion test_ref="oval:x:tst:3"/></criteria>"#, attributes: #"class="inventory""#)
                + definition(3, #"<criteria><criterion test_ref="oval:x:tst:4"/></criteria>"#)
                + definition(4, #"<criteria><criterion test_ref="oval:x:tst:5"/></criteria>"#),
            tests: """
                <unix:file_test id="oval:x:tst:1" version="1" check="all" comment="t"><unix:object object_ref="oval:x:obj:1"/>
                  <unix:state state_ref="oval:x:ste:1"/></unix:file_test>
                <ind:textfilecontent54_test id="oval:x:tst:2" version="2" check="at least one" check_existence="any_exist" state_operator="OR" comment="t">
                  <ind:object object_ref="oval:x:obj:2"/></ind:textfilecontent54_test>
                <unix:file_test id="oval:x:tst:3" version="1" check="all" check_existence="none_exist" comment="t"><unix:object object_ref="oval:x:obj:3"/>
                </unix:file_test>
                <ind:ldap57_test id="oval:x:tst:4" version="1" check="all" comment="t"><ind:object object_ref="oval:x:obj:4"/></ind:ldap57_test>
                <ind:family_test id="oval:x:tst:5" version="1" check="all" comment="t"><ind:object object_ref="oval:x:obj:5"/></ind:family_test>
                """,
            objects: """
                <unix:file_object id="oval:x:obj:1" version="4"><unix:filepath operation="pattern match" var_ref="oval:x:var:1"/></unix:file_object>
                <ind:textfilecontent54_object id="oval:x:obj:2" version="1"><ind:filepath>/etc/x</ind:filepath>
                  <ind:pattern operation="pattern match">.*</ind:pattern><ind:instance datatype="int">1</ind:instance></ind:textfilecontent54_object>
                <unix:file_object id="oval:x:obj:3" version="1"><unix:filepath>/no</unix:filepath></unix:file_object>
                <ind:ldap57_object id="oval:x:obj:4" version="1"><ind:suffix>s</ind:suffix><ind:relative_dn xsi:nil="true"/><ind:attribute>a</ind:attribute>
                </ind:ldap57_object>
                <ind:family_object id="oval:x:obj:5" version="1"/>
                """,
            states:
                #"<unix:file_state id="oval:x:ste:1" version="1"><unix:oread datatype="boolean" var_ref="oval:x:var:2"/></unix:file_state>"#,
            variables: """
                <external_variable id="oval:x:var:1" version="1" datatype="string" comment="which"/>
                <constant_variable id="oval:x:var:2" version="1" datatype="boolean" comment="c"><value>true</value></constant_variable>
                """)
    }

    static func results(_ definitions: Definitions, select ids: [String]? = nil, collector: (any ObjectCollector)? = nil) async
        -> OVALResults
    {
        await OVALSession.run(
            definitions: definitions, select: ids, external: ["oval:x:var:1": ["^/etc/a & b"]],
            collector: collector ?? TableCollector(table: collected),
            systemInfo: .init(osName: "Debian GNU/Linux", osVersion: "12", architecture: "x86_64", primaryHostName: ""), now: 0, workers: 2)
    }

    private func root(_ bytes: [UInt8]) throws -> XMLElement { try XMLDocument(bytes, name: "results.xml").root }

    @Test func `a definition has its result and its criteria theirs, a test its items and variables`() async throws {
        let results = await Self.results(try Self.definitions())
        let system = try #require(try root(results.document(generator: generator)).child("results")?.child("system"))
        let definition = try #require(system.child("definitions")?.child("definition"))
        #expect(definition.attribute("definition_id") == "oval:x:def:1" && definition.attribute("version") == "3")
        #expect(definition.attribute("result") == results.definitionResults["oval:x:def:1"]?.result.rawValue)
        let criteria = try #require(definition.child("criteria"))
        #expect(
            criteria.attribute("operator") == "OR" && criteria.attribute("negate") == "true"
                && criteria.attribute("applicability_check") == "true")
        #expect(criteria.children.map(\.localName) == ["criterion", "criterion", "extend_definition"])
        let second = criteria.children("criterion")[1]
        #expect(
            second.attribute("test_ref") == "oval:x:tst:2" && second.attribute("version") == "2" && second.attribute("negate") == "true")
        let tests = try #require(system.child("tests")).children("test")
        #expect(tests.map { $0.attribute("test_id") } == (1...5).map { "oval:x:tst:\($0)" })
        #expect(
            tests[0].attribute("check_existence") == nil && tests[0].attribute("check") == "all" && tests[0].attribute("result") == "false")
        #expect(tests[0].children("tested_item").map { $0.attribute("item_id") } == ["1", "2"])
        #expect(tests[0].children("tested_item").map { $0.attribute("result") } == ["true", "false"])
        #expect(tests[0].children("tested_variable").map { $0.attribute("variable_id") } == ["oval:x:var:2", "oval:x:var:1"])
        #expect(tests[1].attribute("check_existence") == "any_exist" && tests[1].attribute("state_operator") == "OR")
    }

    @Test func `what was found stands in the characteristics, masked values do not`() async throws {
        let bytes = await Self.results(try Self.definitions()).document(generator: generator)
        let characteristics = try #require(try root(bytes).child("results")?.child("system")?.child("oval_system_characteristics"))
        let objects = try #require(characteristics.child("collected_objects")).children("object")
        #expect(objects.map { $0.attribute("id") } == (1...5).map { "oval:x:obj:\($0)" })
        #expect(objects.map { $0.attribute("flag") } == ["complete", "complete", "does not exist", "complete", "does not exist"])
        #expect(objects[0].child("variable_value")?.text == "^/etc/a & b" && objects[0].attribute("version") == "4")
        #expect(objects[0].children("reference").map { $0.attribute("item_ref") } == ["1", "2"])
        let items = Array(try #require(characteristics.child("system_data")).children)
        #expect(items.map(\.localName) == ["file_item", "file_item", "textfilecontent_item", "ldap57_item"])
        #expect(items[0].namespace == "http://oval.mitre.org/XMLSchema/oval-system-characteristics-5#unix")
        #expect(items[0].child("message")?.text == "read & \u{FFFD}[0m seen")
        #expect(items[0].child("a_time")?.attribute("status") == "does not exist" && items[0].child("a_time")?.text.isEmpty == true)
        #expect(items[0].child("user_id")?.attribute("mask") == "true" && items[0].child("user_id")?.text.isEmpty == true)
        #expect(items[2].child("text")?.text == " line \u{FFFD} with\ttab ")
        #expect(items[3].child("value")?.children.map(\.text) == ["v", "3", ""])
        #expect(!String(decoding: bytes, as: UTF8.self).contains("secret"))
    }

    @Test(.enabled(if: hasSchemas, "the OVAL schemas are not installed; install openscap-common"))
    func `documents of every size are valid by the official schema`() async throws {
        let schema = try XMLSchema(path: resultsSchema)
        let definitions = try Self.definitions()
        for ids in [nil, ["oval:x:def:2"], [], ["oval:x:def:404"]] {
            let results = await Self.results(definitions, select: ids)
            for (thin, without, included) in [
                (false, false, true), (true, false, true), (false, true, true), (true, true, false), (false, false, false),
            ] {
                var options = OVALResults.DocumentOptions()
                (options.isThin, options.withoutSystemCharacteristics, options.includesDefinitions) = (thin, without, included)
                let bytes = results.document(generator: generator, options: options)
                // The definitions of the tests are short of prose that their schema wants.
                let problems = schema.validate(bytes, name: "r.xml").filter { !$0.message.contains("oval-definitions-5}metadata") }
                #expect(
                    problems.isEmpty,
                    "\(ids ?? ["all"]) \(thin) \(without) \(included): \(problems)\n\(String(decoding: bytes, as: UTF8.self))")
            }
        }
    }

    @Test(.enabled(if: hasSchemas, "the OVAL schemas are not installed; install openscap-common"))
    func `results of content with references that lead nowhere are valid too`() async throws {
        let definitions = try ovalDefinitions(
            definition(1, "<criteria><criterion test_ref='oval:x:tst:404'/><extend_definition definition_ref='oval:x:def:404'/></criteria>")
                + definition(2, "<criteria operator='NAND'><criterion test_ref='oval:x:tst:404'/></criteria>"))
        let results = await Self.results(definitions)
        #expect(results.definitionResults["oval:x:def:1"]?.result == .error && results.definitionResults["oval:x:def:2"]?.result == .error)
        var options = OVALResults.DocumentOptions()
        options.includesDefinitions = false
        let problems = try XMLSchema(path: resultsSchema).validate(results.document(generator: generator, options: options), name: "r.xml")
        #expect(problems.isEmpty, "\(problems)")
    }

    @Test func `only what was evaluated is written, and thin results have no details`() async throws {
        let results = await Self.results(try Self.definitions(), select: ["oval:x:def:3"])
        let system = try #require(try root(results.document(generator: generator)).child("results")?.child("system"))
        #expect(system.child("definitions")?.children.map { $0.attribute("definition_id") } == ["oval:x:def:3"])
        #expect(system.child("tests")?.children.map { $0.attribute("test_id") } == ["oval:x:tst:4"])
        var options = OVALResults.DocumentOptions()
        options.isThin = true
        let thin = try root(results.document(generator: generator, options: options))
        #expect(thin.child("directives")?.children.allSatisfy { $0.attribute("content") == "thin" } == true)
        #expect(thin.child("results")?.child("system")?.child("definitions")?.child("definition")?.child("criteria") == nil)
        #expect(thin.child("results")?.child("system")?.child("tests") == nil)
        #expect(thin.child("results")?.child("system")?.child("oval_system_characteristics")?.child("system_data") == nil)
    }

    @Test func `the copy of the definitions is read as the same definitions`() async throws {
        let definitions = try Self.definitions()
        let copy = try #require(try root(await Self.results(definitions).document(generator: generator)).child("oval_definitions"))
        let again = try Definitions(copy)
        #expect(again.diagnostics.isEmpty && again.definitions.all.map(\.id) == definitions.definitions.all.map(\.id))
        func outline(_ definitions: Definitions) -> String {
            let values: [Any] = [
                definitions.objects.all.map(\.entities), definitions.states.all.map(\.entities), definitions.variables.all.map(\.source),
                definitions.tests.all.map(\.states),
            ]
            return String(describing: values).replacing(/line: \d+/, with: "")
        }
        #expect(outline(again) == outline(definitions))
    }

    @Test func `definitions inside another document are copied with their namespaces`() async throws {
        let whole = """
            <ds:component xmlns:ds="urn:ds" xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" xmlns:c="http://oval.mitre.org/XMLSchema/oval-common-5"
              xmlns:u="http://oval.mitre.org/XMLSchema/oval-definitions-5#unix" xmlns:x="http://www.w3.org/2001/XMLSchema-instance"><oval_definitions>
            <generator><c:schema_version>5.11</c:schema_version><c:timestamp>2026-01-01T00:00:00</c:timestamp></generator>
            <objects><u:file_object id="oval:x:obj:1" version="1"><u:path>/etc</u:path><u:filename x:nil="true"/></u:file_object></objects>
            </oval_definitions></ds:component>
            """
        let inner = try #require(try root(Array(whole.utf8)).child("oval_definitions"))
        let copy = try #require(
            try root(await Self.results(try Definitions(inner)).document(generator: generator)).child("oval_definitions"))
        let again = try Definitions(copy)
        #expect(
            again.diagnostics.isEmpty && again.objects.all.first?.entities.map(\.isNil) == [false, true] && again.schemaVersion == "5.11")
    }

    @Test func `schemas with odd names are written well-formed`() async throws {
        let definitions = try ovalDefinitions(
            objects: ["independent", "ind", "a.b", "1"].enumerated().map { place, schema in
                #"<a_object xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5#\#(schema)" id="oval:x:obj:\#(place)" version="1"/>"#
            }.joined())
        #expect(definitions.diagnostics.isEmpty)
        let copy = try root(await Self.results(definitions).document(generator: generator)).child("oval_definitions")?.child("objects")
        #expect(copy?.children.map(\.namespace) == definitions.element.child("objects")?.children.map(\.namespace))
    }

    @Test func `the same results give the same bytes`() async throws {
        let definitions = try Self.definitions()
        let first = await Self.results(definitions).document(generator: generator)
        for _ in 0..<5 { #expect(await Self.results(definitions).document(generator: generator) == first) }
    }

    @Test func `saved characteristics give the same results again, but for what was masked`() async throws {
        let definitions = try Self.definitions()
        let results = await Self.results(definitions)
        let saved = results.characteristics.document(generator: generator)
        let characteristics = try SystemCharacteristics(reading: try root(saved))
        #expect(characteristics.items.count == 4 && characteristics.systemInfo == results.characteristics.systemInfo)
        #expect(characteristics.items[0].entities[3] == ItemEntity("user_id", "", .int, status: .notCollected, isMasked: true))
        let again = await Self.results(definitions, collector: RecordedCollector(characteristics))
        #expect(again.definitionResults.mapValues(\.result) == results.definitionResults.mapValues(\.result))
        #expect(again.testResults.mapValues(\.result) == results.testResults.mapValues(\.result))
    }

    @Test(arguments: [
        ("<oval_results/>", "is no oval_system_characteristics"),
        ("<S><collected_objects><object id='oval:x:obj:1' version='1' flag='done'/></collected_objects></S>", "flag \"done\""),
        (
            "<S><collected_objects><object id='oval:x:obj:1' version='1' flag='complete'><reference item_ref='9'/></object></collected_objects></S>",
            "item \"9\""
        ),
        ("<S><system_data><u:file_item id='1'><u:type status='gone'/></u:file_item></system_data></S>", "status \"gone\""),
        ("<S><system_data><u:file_item id='1'/><u:file_item id='1'/></system_data></S>", "two items with this id"),
        ("<S><system_data><u:file id='1'/></system_data></S>", "is no item of an OVAL schema"),
    ])
    func `characteristics that are not understood are refused as a whole`(text: String, message: String) throws {
        let namespace = "http://oval.mitre.org/XMLSchema/oval-system-characteristics-5"
        let xml = text.replacing("<S>", with: "<oval_system_characteristics xmlns='\(namespace)' xmlns:u='\(namespace)#unix'>")
            .replacing("</S>", with: "</oval_system_characteristics>")
        let error = #expect(throws: ContentError.self) { _ = try SystemCharacteristics(reading: try root(Array(xml.utf8))) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }
}

@Suite("oval_variables as a document")
struct ExternalVariablesXMLTests {
    @Test func `values come back in order`() throws {
        let values = ["oval:x:var:1": ["b", " a ", ""], "oval:x:var:9": ["<&>"]]
        let bytes = ExternalVariables.document(values, of: try ResultsXMLTests.definitions(), generator: generator)
        #expect(try ExternalVariables.read(try XMLDocument(bytes, name: "v.xml").root) == values)
        #expect(String(decoding: bytes, as: UTF8.self).contains(#"<variable id="oval:x:var:1" datatype="string" comment="which">"#))
    }

    @Test(.enabled(if: hasSchemas, "the OVAL schemas are not installed; install openscap-common"))
    func `the document is valid by the official schema, with and without values`() throws {
        let schema = try XMLSchema(path: variablesSchema)
        for values in [[:], ["oval:x:var:1": ["b"]], ["oval:x:var:1": []]] {
            let bytes = ExternalVariables.document(values, of: try ResultsXMLTests.definitions(), generator: generator)
            #expect(schema.validate(bytes, name: "v.xml").isEmpty)
        }
    }

    @Test(arguments: [
        ("<oval_variables/>", "is no oval_variables"),
        ("<V><variables><variable id='a'/></variables></V>", "has no value"),
        ("<V><variables><variable><value>1</value></variable></variables></V>", "has no id"),
        (
            "<V><variables><variable id='a'><value>1</value></variable><variable id='a'><value>1</value></variable></variables></V>",
            "two variables"
        ),
    ])
    func `what is not understood is refused`(text: String, message: String) throws {
        let xml = text.replacing("<V>", with: "<oval_variables xmlns='http://oval.mitre.org/XMLSchema/oval-variables-5'>")
            .replacing("</V>", with: "</oval_variables>")
        let error = #expect(throws: ContentError.self) {
            _ = try ExternalVariables.read(try XMLDocument(Array(xml.utf8), name: "v.xml").root)
        }
        #expect(error?.description.contains(message) == true)
    }
}
