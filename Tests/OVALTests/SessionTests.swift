import Diagnostics
import PerlRegex
import Testing
import XML

@testable import OVAL

@Suite("A session collects what is needed and decides")
struct SessionTests {
    private func variable(_ id: Int, _ inside: String, _ datatype: String = "string") -> String {
        #"<local_variable id="oval:x:var:\#(id)" version="1" datatype="\#(datatype)" comment="l">\#(inside)</local_variable>"#
    }

    private func constant(_ id: Int, _ values: String...) -> String {
        #"<constant_variable id="oval:x:var:\#(id)" version="1" datatype="string" comment="c">"#
            + values.map { "<value>\($0)</value>" }.joined() + "</constant_variable>"
    }

    private func pathOf(_ id: Int) -> String { #"<object_component object_ref="oval:x:obj:\#(id)" item_field="filepath"/>"# }
    private func at(_ id: Int, _ more: String = "") -> String {
        #"<unix:filepath var_ref="oval:x:var:\#(id)" var_check="at least one"/>\#(more)"#
    }

    @Test func onlyWhatIsAskedForIsCollected() async throws {
        let content = try ovalDefinitions(
            ofTest1 + definition(2, #"<criteria><criterion test_ref="oval:x:tst:2"/></criteria>"#),
            tests: fileTest() + fileTest().replacing(":tst:1", with: ":tst:2").replacing(":obj:1", with: ":obj:2"),
            objects: (1...3).map { fileObject($0) }.joined())
        let collector = WrittenDown(["oval:x:obj:2": Collected(.complete, [fileItem(["filepath": "/a"])])])
        let results = await evaluate(content, collector, select: ["oval:x:def:2", "oval:x:def:9"])
        #expect(collector.order == ["oval:x:obj:2"])
        #expect(results.definitionResults.mapValues(\.result) == ["oval:x:def:2": .true, "oval:x:def:9": .error])
        #expect(results.testResults.keys.sorted() == ["oval:x:tst:2"])
    }

    @Test func objectsWaitForTheObjectsTheirVariablesAndSetsAndFiltersNeed() async throws {
        let content = try ovalDefinitions(
            ofTest1, tests: fileTest(),
            objects: fileObject(
                1, "<set><object_reference>oval:x:obj:2</object_reference><object_reference>oval:x:obj:4</object_reference></set>")
                + fileObject(2, at(1, "<filter>oval:x:ste:1</filter>")) + fileObject(3) + fileObject(4) + fileObject(5, at(2)),
            states: fileState(1, #"<unix:filepath operation="not equal" var_ref="oval:x:var:3"/>"#),
            variables: variable(1, "<concat>\(pathOf(3))<literal_component>/x</literal_component></concat>") + variable(2, pathOf(4))
                + variable(3, pathOf(5)))
        let collector = WrittenDown([
            "oval:x:obj:2": Collected(.complete, [fileItem(["filepath": "/3/x"]), fileItem(["filepath": "/5"])]),
            "oval:x:obj:3": Collected(.complete, [fileItem(["filepath": "/3"])]),
            "oval:x:obj:4": Collected(.complete, [fileItem(["filepath": "/4"])]),
            "oval:x:obj:5": Collected(.complete, [fileItem(["filepath": "/5"])]),
        ])
        let results = await evaluate(content, collector)
        #expect(
            collector.order.prefix(2).sorted() == ["oval:x:obj:3", "oval:x:obj:4"]
                && collector.order.dropFirst(2) == ["oval:x:obj:5", "oval:x:obj:2"])
        #expect(collector.values(of: "oval:x:obj:2") == [["/3/x"]])
        let set = try #require(results.characteristics.objects["oval:x:obj:1"])
        #expect(set.flag == .complete && set.items.map { results.characteristics.items[$0].entities[0].value } == ["/5", "/4"])
        #expect(results.characteristics.objects["oval:x:obj:2"]?.variableValues.map(\.value) == ["/3/x"])
    }

    @Test(
        arguments: [
            (.doesNotExist, .doesNotExist, .true), (.error, .error, .error), (.notCollected, .notCollected, .unknown),
            (.notApplicable, .notApplicable, .notApplicable),
        ] as [(Flag, Flag, ResultValue)])
    func anObjectTakesOverWhyItsVariableHasNoValue(found: Flag, expected: Flag, result: ResultValue) async throws {
        let content = try ovalDefinitions(
            ofTest1, tests: fileTest(#"check="all" check_existence="none_exist""#), objects: fileObject(1, at(1)) + fileObject(2),
            variables: variable(1, pathOf(2)))
        let collector = WrittenDown(["oval:x:obj:2": Collected(found)])
        let results = await evaluate(content, collector)
        let object = try #require(results.characteristics.objects["oval:x:obj:1"])
        #expect(object.flag == expected && object.messages.count == 1 && collector.order == ["oval:x:obj:2"])
        #expect(
            object.messages[0].text.hasPrefix(
                "entity 'filepath': variable oval:x:var:1 has no value: object oval:x:obj:2: \(found.rawValue)"))
        #expect(results.definitionResults["oval:x:def:1"]?.result == result)
    }

    @Test func anIncompleteVariableMakesItsObjectIncomplete() async throws {
        let content = try ovalDefinitions(
            ofTest1, tests: fileTest(#"check="all" check_existence="none_exist""#), objects: fileObject(1, at(1)) + fileObject(2),
            variables: variable(1, pathOf(2)))
        let results = await evaluate(
            content,
            WrittenDown(["oval:x:obj:1": Collected(.doesNotExist), "oval:x:obj:2": Collected(.incomplete, [fileItem(["filepath": "/a"])])]))
        #expect(results.characteristics.objects["oval:x:obj:1"]?.flag == .incomplete)
        #expect(results.definitionResults["oval:x:def:1"]?.result == .unknown)
    }

    @Test func aPatternThatDoesNotCompileIsTheObjectsErrorAndIsNotCollected() async throws {
        let content = try ovalDefinitions(
            ofTest1, tests: fileTest(), objects: fileObject(1, #"<unix:filepath operation="pattern match">^/(</unix:filepath>"#))
        let collector = WrittenDown()
        let results = await evaluate(content, collector)
        #expect(collector.order.isEmpty && results.characteristics.objects["oval:x:obj:1"]?.flag == .error)
        let message = try #require(results.testResults["oval:x:tst:1"]?.messages.first?.text)
        #expect(message.hasPrefix("entity 'filepath': pattern \"^/(\" does not compile"))
    }

    @Test func patternsOfTextFilesAreReadByTheirBehaviors() throws {
        func options(_ behaviors: [String: String], _ kind: String = "textfilecontent54", _ entity: String = "pattern") -> [String] {
            let object = Object(
                id: "o", kind: TestKind("independent", kind), behaviors: behaviors, entities: [], location: SourceLocation(file: "t"))
            let options = object.patternOptions(of: Entity(entity))
            return [
                options.contains(.ignoreCase) ? "i" : "", options.contains(.multiline) ? "m" : "", options.contains(.singleline) ? "s" : "",
            ].filter { $0 != "" }
        }
        #expect(options([:]) == ["m"])
        #expect(options(["multiline": "false", "ignore_case": "true"]) == ["i"])
        #expect(options(["singleline": "1"]) == ["m", "s"])
        #expect(options([:], "textfilecontent54", "path") == [])
        #expect(options([:], "xmlfilecontent") == [])
    }

    private func variableTest(_ attributes: String = #"check="all""#, states: String = "") -> String {
        #"<ind:variable_test id="oval:x:tst:1" version="1" comment="t" \#(attributes)><ind:object object_ref="oval:x:obj:1"/>\#(states)</ind:variable_test>"#
    }
    private let variableObject =
        #"<ind:variable_object id="oval:x:obj:1" version="1"><ind:var_ref>oval:x:var:1</ind:var_ref></ind:variable_object>"#

    @Test func aVariableObjectHasOneItemWithAllValues() async throws {
        let content = try ovalDefinitions(
            ofTest1, tests: variableTest(states: #"<ind:state state_ref="oval:x:ste:1"/>"#), objects: variableObject,
            states:
                #"<ind:variable_state id="oval:x:ste:1" version="1"><ind:value operation="pattern match" entity_check="only one">^a</ind:value></ind:variable_state>"#,
            variables: constant(1, "ab", "b"))
        let results = await evaluate(content)
        #expect(results.definitionResults["oval:x:def:1"]?.result == .true)
        #expect(results.characteristics.items.map { $0.entities.map(\.value) } == [["oval:x:var:1", "ab", "b"]])
        #expect(results.characteristics.items.allSatisfy { $0.kind == TestKind("independent", "variable") })
    }

    @Test func aVariableTestOfAnExternalVariableWithoutAValueIsAnError() async throws {
        let content = try ovalDefinitions(
            ofTest1, tests: variableTest(#"check="all" check_existence="none_exist""#), objects: variableObject,
            variables: #"<external_variable id="oval:x:var:1" version="1" datatype="string" comment="e"/>"#)
        #expect(await evaluate(content).definitionResults["oval:x:def:1"]?.result == .error)
        #expect(await evaluate(content, external: ["oval:x:var:1": ["a"]]).definitionResults["oval:x:def:1"]?.result == .false)
    }

    @Test func aStateWhoseVariableHasNoValueMakesTheTestAnError() async throws {
        let content = try ovalDefinitions(
            ofTest1, tests: fileTest(states: [1]), objects: fileObject(1) + fileObject(2),
            states: fileState(1, #"<unix:filepath var_ref="oval:x:var:1"/>"#), variables: variable(1, pathOf(2)))
        let results = await evaluate(
            content,
            WrittenDown(["oval:x:obj:1": Collected(.complete, [fileItem(["filepath": "/a"])]), "oval:x:obj:2": Collected(.doesNotExist)]))
        #expect(results.testResults["oval:x:tst:1"]?.result == .error)
        #expect(
            results.testResults["oval:x:tst:1"]?.testedItems.first?.messages.first?.text.contains("variable oval:x:var:1 has no value")
                == true)
    }

    @Test func testedVariablesAreThoseOfStatesAndObjectEachOnce() async throws {
        let content = try ovalDefinitions(
            ofTest1, tests: fileTest(states: [1]), objects: fileObject(1, at(1)),
            states: fileState(1, #"<unix:filepath var_ref="oval:x:var:1" var_check="at least one"/><unix:type var_ref="oval:x:var:2"/>"#),
            variables: constant(1, "/a", "/b") + constant(2, "regular"))
        let results = await evaluate(
            content, WrittenDown(["oval:x:obj:1": Collected(.complete, [fileItem(["filepath": "/a", "type": "regular"])])]))
        #expect(results.testResults["oval:x:tst:1"]?.testedVariables.map(\.value) == ["/a", "/b", "regular"])
        #expect(results.definitionResults["oval:x:def:1"]?.result == .true)
    }

    @Test(
        arguments: [
            (
                #"<criteria operator="OR"><criterion test_ref="oval:x:tst:1"/><criterion test_ref="oval:x:tst:1" negate="true"/></criteria>"#,
                .true
            ),
            (#"<criteria><criterion test_ref="oval:x:tst:1"/><extend_definition definition_ref="oval:x:def:2"/></criteria>"#, .false),
            (
                #"<criteria><criterion test_ref="oval:x:tst:1"/><extend_definition definition_ref="oval:x:def:2" negate="true"/></criteria>"#,
                .true
            ),
            (#"<criteria negate="true"><criterion test_ref="oval:x:tst:1"/></criteria>"#, .false),
            (
                #"<criteria applicability_check="true"><criterion applicability_check="true" test_ref="oval:x:tst:1" negate="true"/></criteria>"#,
                .false
            ),
            (
                #"<criteria><criteria operator="XOR"><criterion test_ref="oval:x:tst:1"/><criterion test_ref="oval:x:tst:1"/></criteria></criteria>"#,
                .false
            ),
        ] as [(String, ResultValue)]) func criteriaAreJoinedAndNegated(criteria: String, expected: ResultValue) async throws
    {
        let content = try ovalDefinitions(
            definition(1, criteria) + definition(2, #"<criteria negate="true"><criterion test_ref="oval:x:tst:1"/></criteria>"#),
            tests: fileTest(), objects: fileObject(1))
        let results = await evaluate(
            content, WrittenDown(["oval:x:obj:1": Collected(.complete, [fileItem(["filepath": "/a"])])]), select: ["oval:x:def:1"])
        #expect(results.definitionResults["oval:x:def:1"]?.result == expected)
    }

    @Test func whatOneObjectMasksNoOtherShows() async throws {
        let content = try ovalDefinitions(
            ofTest1 + ofTest1.replacing(":1", with: ":2"),
            tests: fileTest(states: [1]) + fileTest(states: []).replacing(":1\"", with: ":2\""),
            objects: fileObject(1) + fileObject(2), states: fileState(1, #"<unix:type mask="true">regular</unix:type>"#))
        let found = Collected(.complete, [fileItem(["filepath": "/a", "type": "regular"])])
        let results = await evaluate(content, WrittenDown(["oval:x:obj:1": found, "oval:x:obj:2": found]))
        #expect(results.characteristics.objects["oval:x:obj:2"]?.items.count == 1)
        #expect(results.characteristics.items.allSatisfy { $0.entities.map(\.isMasked) == [false, true] })
    }

    @Test func maskedValuesAreMaskedInWhatIsCollectedEvenOverSets() async throws {
        let content = try ovalDefinitions(
            ofTest1, tests: fileTest(states: [1]),
            objects: fileObject(1, "<set><object_reference>oval:x:obj:2</object_reference></set>") + fileObject(2),
            states: fileState(1, #"<unix:type mask="true">regular</unix:type>"#))
        let results = await evaluate(
            content, WrittenDown(["oval:x:obj:2": Collected(.complete, [fileItem(["filepath": "/a", "type": "regular"])])]))
        #expect(results.characteristics.items.first?.entities.map(\.isMasked) == [false, true])
        #expect(results.definitionResults["oval:x:def:1"]?.result == .true)
    }

    @Test func anItemFoundTwiceIsKeptOnce() async throws {
        let item = fileItem(["filepath": "/a"])
        let content = try ovalDefinitions(
            ofTest1, tests: fileTest(#"check="all" check_existence="only_one_exists""#), objects: fileObject(1))
        let results = await evaluate(content, WrittenDown(["oval:x:obj:1": Collected(.complete, [item, item])]))
        #expect(results.characteristics.items.count == 1 && results.definitionResults["oval:x:def:1"]?.result == .true)
    }

    @Test func theResultDoesNotDependOnTheNumberOfWorkers() async throws {
        struct Many: ObjectCollector {
            func collect(_ object: ResolvedObject) -> Collected {
                let number = object.object.id.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
                // Some take longer than others, so that workers finish out of order.
                var sum = 0
                for step in 0..<(number % 7) * 2_000 { sum &+= step }
                return Collected(.complete, [fileItem(["filepath": "/\(number % 50)"]), fileItem(["filepath": "/x\(sum & 0)"])])
            }
        }
        let content = try ovalDefinitions(
            (1...300).map { definition($0, #"<criteria><criterion test_ref="oval:x:tst:\#($0)"/></criteria>"#) }.joined(),
            tests: (1...300).map { fileTest().replacing(":tst:1\"", with: ":tst:\($0)\"").replacing(":obj:1\"", with: ":obj:\($0)\"") }
                .joined(),
            objects: (1...300).map { fileObject($0) }.joined())
        let first = await evaluate(content, Many(), workers: 1)
        for workers in [2, 3, 8] {
            let other = await evaluate(content, Many(), workers: workers)
            #expect(other.characteristics.items == first.characteristics.items)
            #expect(other.characteristics.objects.mapValues(\.items) == first.characteristics.objects.mapValues(\.items))
        }
    }
}

@Suite("References that lead nowhere or in a circle are errors with a reason, never a crash")
struct ReferenceTests {
    private let element: XMLElement
    private let location = SourceLocation(file: "t")

    init() throws { element = try XMLDocument(Array("<x/>".utf8), name: "t").root }

    private func document() -> Definitions { Definitions(element: element, schemaVersion: "5.11") }

    private func add(_ id: String, _ nodes: [Definition.Node], to document: inout Definitions) {
        document.definitions.add(
            Definition(id: id, version: "1", class: .compliance, title: "", criteria: .init(.and, nodes), element: element), id: id)
    }

    private func add(test id: String, object: String, states: [String] = [], to document: inout Definitions) {
        document.tests.add(
            Test(
                id: id, kind: TestKind("unix", "file"), check: .all, checkExistence: .anyExist, object: object, states: states,
                location: location), id: id)
    }

    private func add(
        object id: String, _ entities: [Entity] = [], filters: [Filter] = [], set: ObjectSet? = nil, to document: inout Definitions
    ) {
        document.objects.add(
            Object(id: id, kind: TestKind("unix", "file"), entities: entities, filters: filters, set: set, location: location), id: id)
    }

    private func add(variable id: String, _ component: Variable.Component, to document: inout Definitions) {
        document.variables.add(Variable(id: id, datatype: .string, source: .local(component), location: location), id: id)
    }

    @Test func definitionsThatExtendEachOther() async {
        var content = document()
        add("a", [.extendDefinition(.init(id: "b"))], to: &content)
        add("b", [.extendDefinition(.init(id: "a"))], to: &content)
        add("self", [.extendDefinition(.init(id: "self", negate: true))], to: &content)
        add("outside", [.extendDefinition(.init(id: "a"))], to: &content)
        let results = await evaluate(content)
        #expect(results.definitionResults.mapValues(\.result) == ["a": .error, "b": .error, "self": .error, "outside": .error])
        #expect(results.definitionResults["a"]?.messages.map(\.text) == ["references lead in a circle: a, b; break it"])
    }

    @Test func variablesObjectsAndStatesThatNeedEachOther() async {
        var content = document()
        add("d", [.criterion(.init(id: "t"))], to: &content)
        add(test: "t", object: "o", states: ["s"], to: &content)
        add(object: "o", [Entity("filepath", variable: "v")], to: &content)
        add(variable: "v", .object(id: "o2", field: "filepath", recordField: nil), to: &content)
        add(object: "o2", [Entity("filepath", "/")], filters: [Filter(state: "s")], to: &content)
        content.states.add(
            State(id: "s", kind: TestKind("unix", "file"), entities: [Entity("filepath", variable: "v")], location: location), id: "s")
        let collector = WrittenDown()
        let results = await evaluate(content, collector)
        #expect(collector.order.isEmpty)
        #expect(results.characteristics.objects.mapValues(\.flag) == ["o": .error, "o2": .error])
        #expect(results.variables["v"]?.flag == .error && results.variables["v"]?.message?.contains("circle") == true)
        #expect(results.definitionResults["d"]?.result == .error)
    }

    @Test func aSetOfItself() async {
        var content = document()
        add("d", [.criterion(.init(id: "t"))], to: &content)
        add(test: "t", object: "o", states: ["none"], to: &content)
        add(object: "o", set: .objects(.union, ["o"], filters: []), to: &content)
        #expect(await evaluate(content).definitionResults["d"]?.result == .error)
    }

    @Test func aVariableOfItself() async {
        var content = document()
        add("d", [.criterion(.init(id: "t"))], to: &content)
        add(test: "t", object: "o", states: ["none"], to: &content)
        add(object: "o", [Entity("filepath", variable: "v")], to: &content)
        add(variable: "v", .concat([.variable("v"), .literal("a", .string)]), to: &content)
        let results = await evaluate(content)
        #expect(results.variables["v"]?.message == "references lead in a circle: v; break it")
        #expect(results.definitionResults["d"]?.result == .error)
    }

    @Test func aChainOfAHundredThousandIsFollowed() async {
        var content = document()
        let length = 100_000
        for number in 0..<length { add("d\(number)", [.extendDefinition(.init(id: "d\(number + 1)", negate: true))], to: &content) }
        add("d\(length)", [.criterion(.init(id: "t"))], to: &content)
        add(test: "t", object: "o", to: &content)
        add(object: "o", [Entity("filepath", "/")], to: &content)
        let results = await evaluate(content, WrittenDown(["o": Collected(.doesNotExist)]), select: ["d0"])
        #expect(results.definitionResults["d0"]?.result == .true && results.definitionResults["d1"]?.result == .false)
    }

    @Test func whatIsNotThere() async {
        var content = document()
        add("noTest", [.criterion(.init(id: "t"))], to: &content)
        add("noDefinition", [.extendDefinition(.init(id: "d"))], to: &content)
        add("noObject", [.criterion(.init(id: "t1"))], to: &content)
        add("noState", [.criterion(.init(id: "t2"))], to: &content)
        add("noVariable", [.criterion(.init(id: "t3"))], to: &content)
        add("nothing", [], to: &content)
        add(test: "t1", object: "none", states: ["s"], to: &content)
        add(test: "t2", object: "o", states: ["none"], to: &content)
        add(test: "t3", object: "o3", states: ["s"], to: &content)
        add(object: "o", [Entity("filepath", "/")], to: &content)
        add(object: "o3", [Entity("filepath", variable: "none")], to: &content)
        let results = await evaluate(content, WrittenDown(["o": Collected(.complete, [fileItem(["filepath": "/"])])]))
        for id in ["noTest", "noDefinition", "noObject", "noState", "noVariable"] {
            #expect(results.definitionResults[id]?.result == .error, "\(id)")
        }
        #expect(results.definitionResults["nothing"]?.result == .unknown)
        #expect(results.definitionResults["noTest"]?.messages.map(\.text) == ["test t is not defined"])
        #expect(results.testResults["t1"]?.messages.map(\.text) == ["object none is not defined"])
        #expect(results.testResults["t2"]?.testedItems.first?.messages.map(\.text) == ["state none is not defined"])
    }

    @Test func whatTheReaderLeftOutIsAnErrorThatSaysWhy() async throws {
        let content = try ovalDefinitions(
            ofTest1, tests: fileTest(), objects: fileObject(1, #"<unix:filepath operation="like">/</unix:filepath>"#))
        let results = await evaluate(content)
        #expect(results.definitionResults["oval:x:def:1"]?.result == .error)
        #expect(
            results.testResults["oval:x:tst:1"]?.messages.first?.text.contains("cannot be used: operation \"like\"") == true, "\(results)")
    }
}
