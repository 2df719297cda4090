import Diagnostics
import OVAL
import Testing

@Suite("Variables as values")
struct VariablesXMLTests {
    private func component(_ inside: String, depth: Int = 0) throws -> Variable.Component? {
        let document = try ovalDefinitions(
            objects: #"<ind:family_object id="oval:x:obj:1" version="1"/>"#,
            variables: """
                <local_variable id="oval:x:var:1" version="1" datatype="string" comment="l">\(inside)</local_variable>
                <constant_variable id="oval:x:var:2" version="1" datatype="int" comment="c"><value>1</value><value> 2</value></constant_variable>
                """)
        #expect(document.diagnostics.isEmpty, "\(document.diagnostics)")
        guard case .local(let component) = document.variables["oval:x:var:1"]?.source else { return nil }
        return component
    }

    @Test func `constants keep their values in order`() throws {
        let document = try ovalDefinitions(
            variables: """
                <constant_variable id="oval:x:var:2" version="1" datatype="int" comment="c"><value>1</value><value> 2</value></constant_variable>
                """)
        guard case .constant(let values) = document.variables["oval:x:var:2"]?.source else { throw DefinitionsXMLTests.Unexpected() }
        #expect(values == ["1", " 2"] && document.variables["oval:x:var:2"]?.datatype == .int)
    }

    @Test func `external variables keep the values and the restrictions they allow`() throws {
        let document = try ovalDefinitions(
            variables: """
                <external_variable id="oval:x:var:1" version="1" datatype="int" comment="e">
                  <possible_value hint="none">0</possible_value>
                  <possible_restriction operator="OR" hint="some"><restriction operation="greater than">5</restriction>
                    <restriction operation="equals">3</restriction></possible_restriction>
                </external_variable>
                """)
        guard case .external(let values, let restrictions) = document.variables["oval:x:var:1"]?.source else {
            throw DefinitionsXMLTests.Unexpected()
        }
        #expect(values.map(\.value) == ["0"] && values.map(\.hint) == ["none"])
        #expect(restrictions.count == 1 && restrictions[0].operator == .or && restrictions[0].hint == "some")
        #expect(restrictions[0].restrictions.map(\.operation) == [.greaterThan, .equals])
        #expect(restrictions[0].restrictions.map(\.value) == ["5", "3"])
    }

    static let literal = "<literal_component>a</literal_component>"

    @Test(arguments: [
        (#"<literal_component datatype="int"> 5</literal_component>"#, #"literal(" 5", OVAL.Datatype.int)"#),
        (
            #"<object_component object_ref="oval:x:obj:1" item_field="family"/>"#,
            #"object(id: "oval:x:obj:1", field: "family", recordField: nil)"#
        ),
        (
            #"<object_component object_ref="oval:x:obj:1" item_field="value" record_field="f"/>"#,
            #"object(id: "oval:x:obj:1", field: "value", recordField: Optional("f"))"#
        ),
        (#"<variable_component var_ref="oval:x:var:2"/>"#, #"variable("oval:x:var:2")"#),
        (
            #"<arithmetic arithmetic_operation="multiply">\#(literal)\#(literal)</arithmetic>"#,
            "arithmetic(OVAL.Variable.Component.Arithmetic.multiply, [L, L])"
        ),
        (#"<begin character="^">\#(literal)</begin>"#, #"begin("^", L)"#),
        ("<concat>\(literal)\(literal)\(literal)</concat>", "concat([L, L, L])"),
        ("<count>\(literal)</count>", "count([L])"),
        (#"<end character="$">\#(literal)</end>"#, #"end("$", L)"#),
        ("<escape_regex>\(literal)</escape_regex>", "escapeRegex(L)"),
        (#"<glob_to_regex glob_noescape="true">\#(literal)</glob_to_regex>"#, "globToRegex(L, globNoescape: true)"),
        ("<glob_to_regex>\(literal)</glob_to_regex>", "globToRegex(L, globNoescape: false)"),
        ("<merge>\(literal)</merge>", "merge([L])"),
        (#"<regex_capture pattern="(.*)">\#(literal)</regex_capture>"#, #"regexCapture("(.*)", L)"#),
        (#"<split delimiter=" ">\#(literal)</split>"#, #"split(" ", L)"#),
        (#"<substring substring_start="1" substring_length="-1">\#(literal)</substring>"#, "substring(start: 1, length: -1, L)"),
        (
            #"<time_difference format_2="win_filetime">\#(literal)\#(literal)</time_difference>"#,
            "timeDifference(format1: OVAL.Variable.Component.DateTimeFormat.yearMonthDay, format2: OVAL.Variable.Component.DateTimeFormat.winFiletime, [L, L])"
        ),
        ("<unique><count>\(literal)</count></unique>", "unique([count([L])])"),
    ])
    func `every component and function is read`(xml: String, expected: String) throws {
        let found = try #require(try component(xml))
        let text = String(describing: found).replacing("OVAL.Variable.Component.", with: "").replacing(
            #"literal("a", OVAL.Datatype.string)"#, with: "L")
        #expect(text == expected.replacing("OVAL.Variable.Component.", with: ""))
    }
}
