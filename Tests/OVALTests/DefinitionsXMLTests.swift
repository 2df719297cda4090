import Diagnostics
import OVAL
import Testing
import XML

/// A document whose parts a test writes; the namespaces are those of published content.
func ovalDefinitions(
    _ definitions: String = "", tests: String = "", objects: String = "", states: String = "", variables: String = "",
    version: String = "5.11"
) throws -> Definitions {
    func part(_ name: String, _ inside: String) -> String { inside.isEmpty ? "" : "<\(name)>\(inside)</\(name)>" }
    let text = """
        <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5"
            xmlns:ind="http://oval.mitre.org/XMLSchema/oval-definitions-5#independent"
            xmlns:unix="http://oval.mitre.org/XMLSchema/oval-definitions-5#unix" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
        <generator><oval:schema_version>\(version)</oval:schema_version><oval:timestamp>2026-01-01T00:00:00</oval:timestamp></generator>
        \(part("definitions", definitions))\(part("tests", tests))\(part("objects", objects))\(part("states", states))
        \(part("variables", variables))
        </oval_definitions>
        """
    return try Definitions(XMLDocument(Array(text.utf8), name: "oval.xml").root)
}

func definition(_ id: Int, _ criteria: String, attributes: String = #"class="compliance""#) -> String {
    #"<definition id="oval:x:def:\#(id)" version="3" \#(attributes)><metadata><title> A title </title></metadata>\#(criteria)</definition>"#
}

@Suite("oval_definitions as values")
struct DefinitionsXMLTests {
    @Test func `a definition, its criteria and all their attributes are read`() throws {
        let document = try ovalDefinitions(
            definition(
                1,
                """
                <criteria operator="OR" negate="true" applicability_check="1" comment="either">
                  <criterion test_ref="oval:x:tst:1" negate="true" comment="c"/>
                  <extend_definition definition_ref="oval:x:def:2" applicability_check="false"/>
                  <criteria><criterion test_ref="oval:x:tst:1"/></criteria>
                </criteria>
                """)
                + definition(2, #"<criteria operator="XOR"><criterion test_ref="oval:x:tst:1"/></criteria>"#, attributes: #"class="patch""#),
            tests: #"<ind:unknown_test id="oval:x:tst:1" version="1" check="all" comment="u"/>"#, version: "5.3")
        #expect(document.diagnostics.isEmpty)
        #expect(document.schemaVersion == "5.3")
        let first = try #require(document.definitions["oval:x:def:1"])
        #expect(first.version == "3" && first.class == .compliance && first.title == "A title" && !first.isDeprecated)
        let criteria = try #require(first.criteria)
        #expect(criteria.operator == .or && criteria.negate && criteria.applicabilityCheck == true && criteria.comment == "either")
        guard case .criterion(let test) = criteria.nodes[0], case .extendDefinition(let other) = criteria.nodes[1],
            case .criteria(let inner) = criteria.nodes[2]
        else { throw Unexpected() }
        #expect(test.id == "oval:x:tst:1" && test.negate && test.applicabilityCheck == nil && test.comment == "c")
        #expect(other.id == "oval:x:def:2" && !other.negate && other.applicabilityCheck == false)
        #expect(inner.operator == .and && !inner.negate && inner.nodes.count == 1)
        #expect(document.definitions["oval:x:def:2"]?.class == .patch)
    }

    @Test func `a test has the defaults of the schema, and what it says instead`() throws {
        let document = try ovalDefinitions(
            tests: """
                <unix:file_test id="oval:x:tst:1" version="1" check="at least one" comment="short">
                  <notes><note>of no effect</note></notes><unix:object object_ref="oval:x:obj:1"/></unix:file_test>
                <unix:file_test id="oval:x:tst:2" version="7" check="none satisfy" check_existence="any_exist" state_operator="ONE" comment="long">
                  <unix:object object_ref="oval:x:obj:1"/><unix:state state_ref="oval:x:ste:1"/><unix:state state_ref="oval:x:ste:2"/></unix:file_test>
                """,
            objects: #"<unix:file_object id="oval:x:obj:1" version="1"><unix:filepath>/etc</unix:filepath></unix:file_object>"#,
            states: #"<unix:file_state id="oval:x:ste:1" version="1"/><unix:file_state id="oval:x:ste:2" version="1" operator="OR"/>"#)
        #expect(document.diagnostics.isEmpty)
        let short = try #require(document.tests["oval:x:tst:1"])
        #expect(short.kind == TestKind("unix", "file") && short.check == .atLeastOne)
        #expect(short.checkExistence == .atLeastOneExists && short.stateOperator == .and && short.states.isEmpty)
        #expect(short.object == "oval:x:obj:1" && short.location.file == "oval.xml" && short.location.line > 1)
        let long = try #require(document.tests["oval:x:tst:2"])
        #expect(long.version == "7" && long.check == .noneSatisfy && long.checkExistence == .anyExist && long.stateOperator == .one)
        #expect(long.states == ["oval:x:ste:1", "oval:x:ste:2"])
        #expect(document.states["oval:x:ste:1"]?.operator == .and && document.states["oval:x:ste:2"]?.operator == .or)
    }

    @Test func `entities carry every attribute of the schema, nil, and the text as it stands`() throws {
        let document = try ovalDefinitions(
            objects: """
                <unix:file_object id="oval:x:obj:1" version="1" comment="o">
                  <unix:behaviors recurse="directories" max_depth="-1"/>
                  <unix:path operation="pattern match">^/etc/(a|b) </unix:path><unix:filename xsi:nil="true"/>
                  <filter action="include">oval:x:ste:1</filter><filter> oval:x:ste:1 </filter>
                </unix:file_object>
                """,
            states: """
                <unix:file_state id="oval:x:ste:1" version="1">
                  <unix:size datatype="int" operation="less than or equal" var_ref="oval:x:var:1" var_check="only one"
                    entity_check="none satisfy" check_existence="none_exist" mask="1"/>
                  <unix:type><![CDATA[a<b]]>&amp;c</unix:type>
                </unix:file_state>
                """,
            variables: #"<external_variable id="oval:x:var:1" version="1" datatype="int" comment="v"/>"#)
        #expect(document.diagnostics.isEmpty)
        let object = try #require(document.objects["oval:x:obj:1"])
        #expect(object.behaviors == ["recurse": "directories", "max_depth": "-1"] && object.comment == "o" && object.set == nil)
        #expect(object.entities.map(\.name) == ["path", "filename"])
        #expect(object.entities[0].operation == .patternMatch && object.entities[0].value == "^/etc/(a|b) " && !object.entities[0].isNil)
        #expect(object.entities[1].isNil && object.entities[1].value.isEmpty)
        #expect(object.filters.map(\.action) == [.include, .exclude] && object.filters.map(\.state) == ["oval:x:ste:1", "oval:x:ste:1"])
        let size = try #require(document.states["oval:x:ste:1"]?.entities.first)
        #expect(size.datatype == .int && size.operation == .lessThanOrEqual && size.variable == "oval:x:var:1" && size.isMasked)
        #expect(size.varCheck == .onlyOne && size.entityCheck == .noneSatisfy && size.checkExistence == .noneExist && size.line > 0)
        let type = try #require(document.states["oval:x:ste:1"]?.entities.last)
        #expect(type.value == "a<b&c" && type.datatype == .string && type.operation == .equals && !type.isMasked)
        #expect(type.varCheck == .all && type.entityCheck == .all && type.checkExistence == .atLeastOneExists)
    }

    @Test func `the fields of a record are entities with their own attributes`() throws {
        let document = try ovalDefinitions(
            states: """
                <ind:yamlfilecontent_state id="oval:x:ste:1" version="1"><ind:value datatype="record" entity_check="at least one">
                  <field name="mode" datatype="int" operation="greater than" entity_check="all">3</field>
                  <field name="owner" mask="true">root</field>
                </ind:value></ind:yamlfilecontent_state>
                """)
        #expect(document.diagnostics.isEmpty)
        let record = try #require(document.states["oval:x:ste:1"]?.entities.first)
        #expect(record.datatype == .record && record.value.isEmpty && record.entityCheck == .atLeastOne)
        #expect(record.fields.map(\.name) == ["mode", "owner"] && record.fields.map(\.value) == ["3", "root"])
        #expect(record.fields[0].datatype == .int && record.fields[0].operation == .greaterThan && record.fields[1].isMasked)
    }

    @Test func `sets are read at any depth`() throws {
        func object(_ id: Int, _ inside: String) -> String {
            #"<unix:file_object id="oval:x:obj:\#(id)" version="1">\#(inside)</unix:file_object>"#
        }
        let document = try ovalDefinitions(
            objects: object(1, "<unix:filepath>/a</unix:filepath>") + object(2, "<unix:filepath>/b</unix:filepath>")
                + object(
                    3,
                    """
                    <set set_operator="COMPLEMENT">
                      <set><object_reference>oval:x:obj:1</object_reference><object_reference>oval:x:obj:2</object_reference></set>
                      <set set_operator="INTERSECTION"><object_reference>oval:x:obj:1</object_reference><filter>oval:x:ste:1</filter></set>
                    </set>
                    """), states: #"<unix:file_state id="oval:x:ste:1" version="1"/>"#)
        #expect(document.diagnostics.isEmpty)
        guard case .sets(.complement, let sets) = document.objects["oval:x:obj:3"]?.set, sets.count == 2,
            case .objects(.union, let both, let none) = sets[0], case .objects(.intersection, let one, let filters) = sets[1]
        else { throw Unexpected() }
        #expect(both == ["oval:x:obj:1", "oval:x:obj:2"] && none.isEmpty && one == ["oval:x:obj:1"] && filters.count == 1)
    }

    struct Unexpected: Error {}
}
