import Foundation
import Testing

@Suite("Content without end or measure is refused or bounded, in one line and in seconds")
struct BadInputTests {
    /// A document, and what becomes of it.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var content: String
        /// Words of the line that refuses a benchmark, or that is said of definitions; empty where nothing is.
        var words: String
        /// The result of the definition that is asked for.
        var result: String

        init(_ name: String, _ content: String, _ words: String = "", result: String = "") {
            testDescription = name
            self.content = content
            self.words = words
            self.result = result
        }
    }

    static let count = 5000

    static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    // MARK: Benchmarks

    static func benchmark(_ body: String) -> String {
        """
        <?xml version="1.0"?><Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="xccdf_o_benchmark_b"><status>draft</status><title>t</title><version>1</version>\(body)</Benchmark>
        """
    }

    static func chain(_ name: String) -> String {
        var text = ""
        for place in 0..<count { text += "<\(name) id=\"i\(place)\" extends=\"i\(place + 1)\"><title>t</title></\(name)>" }
        return "\(text)<\(name) id=\"i\(count)\"><title>t</title></\(name)>"
    }

    static let rule = "<Rule id=\"r\"><title>t</title></Rule>"
    static let groups = repeated("<Group id=\"g\"><title>t</title>", 300) + repeated("</Group>", 300)
    static let combinations =
        repeated("<complex-check operator=\"AND\">", 150) + "<check system=\"s\"/>" + repeated("</complex-check>", 150)
    static let references = repeated("<requires idref=\"no\"/>", 10_000)
    static var attributes: String {
        var text = ""
        for place in 0..<1000 { text += " a\(place)=\"\"" }
        return text
    }
    static let entities = "<!DOCTYPE B [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><Benchmark/>"

    static let benchmarks: [Case] = [
        Case("a chain of rules that extend", benchmark(chain("Rule")), "in a chain of more than 100"),
        Case("a chain of profiles that extend", benchmark("\(chain("Profile"))\(rule)"), "in a chain of more than 100"),
        Case("a chain of values that extend", benchmark("\(chain("Value"))\(rule)"), "in a chain of more than 100"),
        Case("groups nested 300 deep", benchmark(groups), "nested more than 200 deep"),
        Case("combinations nested 150 deep", benchmark("<Rule id=\"r\"><title>t</title>\(combinations)</Rule>")),
        Case("ten thousand requirements that are missing", benchmark("<Rule id=\"r\"><title>t</title>\(references)</Rule>")),
        Case("an element with a thousand attributes", benchmark("<Rule id=\"r\"\(attributes)/>"), "attributes"),
        Case("an entity that doubles", entities, "document type declaration"),
        Case("an unknown namespace", "<Benchmark xmlns=\"urn:other\" id=\"b\"/>", "unknown document"),
        Case("an unknown element", benchmark("<Surprise xmlns=\"urn:x\"><Rule/></Surprise>\(rule)")),
    ]

    @Test("a benchmark is refused in one line, or evaluated without a pass", .timeLimit(.minutes(2)), arguments: benchmarks)
    func checklist(_ example: Case) throws {
        let folder = try TestContent.make()
        try folder.write(example.content, to: "bad.xml")
        let start = Date()
        let run = try Program.run(["xccdf", "eval", "--skip-validation", "--root", "root", "--progress", "bad.xml"], in: folder)
        #expect(Date().timeIntervalSince(start) < 60)
        let errors = String(run.errors.prefix(500))
        if example.words.isEmpty {
            #expect(run.status == 0 && !run.output.contains(":pass"), "\(errors)")
        } else {
            #expect(run.status == 1 && run.messages.count == 1 && run.output.isEmpty, "\(errors)")
            #expect(errors.hasPrefix("bad.xml:") && errors.contains(example.words), "\(errors)")
        }
    }

    // MARK: OVAL definitions

    static let criterion = "<criterion test_ref=\"oval:x:tst:1\"/>"
    static let variableTest = """
        <ind:variable_test id="oval:x:tst:1" version="1" check="all" comment="t"><ind:object object_ref="oval:x:obj:1"/><ind:state state_ref="oval:x:ste:1"/></ind:variable_test>
        """
    static let fileTest = """
        <unix:file_test id="oval:x:tst:1" version="1" check="all" comment="t"><unix:object object_ref="oval:x:obj:1"/></unix:file_test>
        """
    static let oddTest = "<x:odd_test xmlns:x=\"urn:x\" id=\"oval:x:tst:1\" version=\"1\" check=\"all\" comment=\"t\"/>"

    static func oval(_ definitions: String, test: String = variableTest, objects: String, variables: String = "") -> String {
        """
        <?xml version="1.0"?><oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5" xmlns:ind="http://oval.mitre.org/XMLSchema/oval-definitions-5#independent" xmlns:unix="http://oval.mitre.org/XMLSchema/oval-definitions-5#unix"><generator><oval:schema_version>5.11.2</oval:schema_version><oval:timestamp>2026-01-01T00:00:00Z</oval:timestamp></generator><definitions>\(definitions)</definitions><tests>\(test)</tests><objects>\(objects)</objects><states><ind:variable_state id="oval:x:ste:1" version="1"><ind:value>a</ind:value></ind:variable_state></states><variables><constant_variable id="oval:x:var:0" version="1" datatype="string" comment="c"><value>a</value><value>b</value></constant_variable>\(variables)</variables></oval_definitions>
        """
    }

    static func definition(_ number: Int, _ criteria: String) -> String {
        """
        <definition class="compliance" id="oval:x:def:\(number)" version="1"><metadata><title>t</title><description>d</description></metadata><criteria>\(criteria)</criteria></definition>
        """
    }

    static func extending(_ number: Int, _ other: Int) -> String {
        definition(number, "<extend_definition definition_ref=\"oval:x:def:\(other)\"/>")
    }

    static func object(_ variable: Int, id: Int = 1) -> String {
        "<ind:variable_object id=\"oval:x:obj:\(id)\" version=\"1\"><ind:var_ref>oval:x:var:\(variable)</ind:var_ref></ind:variable_object>"
    }

    static func local(_ number: Int, _ body: String, datatype: String = "string") -> String {
        "<local_variable id=\"oval:x:var:\(number)\" version=\"1\" datatype=\"\(datatype)\" comment=\"c\">\(body)</local_variable>"
    }

    static func component(_ number: Int) -> String { "<variable_component var_ref=\"oval:x:var:\(number)\"/>" }

    static func set(_ number: Int, _ other: Int) -> String {
        "<unix:file_object id=\"oval:x:obj:\(number)\" version=\"1\"><set><object_reference>oval:x:obj:\(other)</object_reference></set></unix:file_object>"
    }

    /// What `make` makes of each number, in order.
    static func all(_ numbers: Range<Int>, _ make: (Int) -> String) -> String { numbers.map(make).joined() }

    static let one = definition(1, criterion)
    static let chainOfDefinitions = all(1..<count) { extending($0, $0 + 1) } + definition(count, criterion)
    static let chainOfVariables = all(1..<count + 1) { local($0, component($0 - 1)) }
    static let doubling = all(1..<9) { local($0, "<concat>\(component($0 - 1))\(component($0 - 1))</concat>") }
    static let chainOfSets = all(1..<count) { set($0, $0 + 1) } + set(count, 0)
    static let nested = repeated("<criteria>", 150) + criterion + repeated("</criteria>", 150)

    static let documents: [Case] = [
        Case("a chain of definitions", oval(chainOfDefinitions, objects: object(0)), "in a chain of more than 200", result: "error"),
        Case(
            "definitions in a circle", oval("\(extending(1, 2))\(extending(2, 1))", objects: object(0)), "break the circle", result: "error"
        ),
        Case(
            "a chain of variables", oval(one, objects: object(count), variables: chainOfVariables), "in a chain of more than 200",
            result: "error"),
        Case(
            "variables in a circle", oval(one, objects: object(1), variables: "\(local(1, component(2)))\(local(2, component(1)))"),
            "circle",
            result: "error"),
        Case("values that double eight times", oval(one, objects: object(8), variables: doubling), "values", result: "error"),
        Case("a chain of sets", oval(one, test: fileTest, objects: chainOfSets), "in a chain of more than 200", result: "error"),
        Case("sets in a circle", oval(one, test: fileTest, objects: "\(set(1, 2))\(set(2, 1))"), "circle", result: "error"),
        Case("a definition that is missing", oval(extending(1, 404), objects: object(0)), "oval:x:def:404", result: "error"),
        Case(
            "a test that is missing", oval(definition(1, "<criterion test_ref=\"oval:x:tst:404\"/>"), objects: object(0)), "oval:x:tst:404",
            result: "error"),
        Case("an object that is missing", oval(one, objects: object(0, id: 2)), "oval:x:obj:1", result: "error"),
        Case("a variable that is missing", oval(one, objects: object(404)), "oval:x:var:404", result: "error"),
        Case(
            "a datatype that does not exist", oval(one, objects: object(1), variables: local(1, component(0), datatype: "strange")),
            "strange",
            result: "error"),
        Case("a test of an unknown namespace", oval(one, test: oddTest, objects: object(0)), "no test of an OVAL schema", result: "error"),
        Case("criteria nested 150 deep", oval(definition(1, nested), objects: object(0)), result: "false"),
    ]

    @Test("definitions end in an error with its reason, or in their result", .timeLimit(.minutes(2)), arguments: documents)
    func definitions(_ example: Case) throws {
        let folder = try TestContent.make()
        try folder.write(example.content, to: "bad.xml")
        let start = Date()
        let run = try Program.run(
            ["oval", "eval", "--skip-validation", "--root", "root", "--id", "oval:x:def:1", "--results", "out.xml", "bad.xml"], in: folder)
        #expect(Date().timeIntervalSince(start) < 60)
        #expect(run.status == 0 && run.output == "Definition oval:x:def:1: \(example.result)\nEvaluation done.\n", "\(run.output)")
        let said = try run.errors + folder.text("out.xml")
        #expect(example.words.isEmpty || said.contains(example.words), "\(run.errors.prefix(500))")
    }
}
