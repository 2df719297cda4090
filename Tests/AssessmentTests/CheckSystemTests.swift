import ImageFS
import OVAL
import Testing

@testable import Assessment
@testable import XCCDF

@Suite("What an OVAL result means for a rule")
struct CheckResultTests {
    /// SCAP 1.3 (SP 800-126r3), table "Deriving XCCDF Check Results from OVAL Definition Results"; the row of `miscellaneous` is ours.
    static let table: [(OVAL.ResultValue, [DefinitionClass: XCCDF.ResultValue])] = [
        (.error, [.compliance: .error, .inventory: .error, .patch: .error, .vulnerability: .error, .miscellaneous: .error]),
        (.unknown, [.compliance: .unknown, .inventory: .unknown, .patch: .unknown, .vulnerability: .unknown, .miscellaneous: .unknown]),
        (
            .notApplicable,
            [
                .compliance: .notapplicable, .inventory: .notapplicable, .patch: .notapplicable, .vulnerability: .notapplicable,
                .miscellaneous: .notapplicable,
            ]
        ),
        (
            .notEvaluated,
            [
                .compliance: .notchecked, .inventory: .notchecked, .patch: .notchecked, .vulnerability: .notchecked,
                .miscellaneous: .notchecked,
            ]
        ),
        (.true, [.compliance: .pass, .inventory: .pass, .patch: .fail, .vulnerability: .fail, .miscellaneous: .pass]),
        (.false, [.compliance: .fail, .inventory: .fail, .patch: .pass, .vulnerability: .pass, .miscellaneous: .fail]),
    ]

    @Test(arguments: table)
    func row(result: OVAL.ResultValue, row: [DefinitionClass: XCCDF.ResultValue]) {
        #expect(row.count == DefinitionClass.allCases.count)
        for (kind, expected) in row { #expect(checkResult(kind, result) == expected, "\(kind)") }
    }

    @Test("the table is whole")
    func whole() { #expect(Set(Self.table.map(\.0)) == Set(OVAL.ResultValue.allCases)) }
}

@Suite("Checks are grouped into as few evaluations as their values allow")
struct OVALRunsTests {
    private func request(_ name: String?, _ values: [String: [String]] = [:], href: String = "a.xml", system: String = OVALRuns.system)
        -> CheckRequest
    {
        let exports = values.sorted { $0.key < $1.key }.map {
            CheckRequest.Export(name: $0.key, valueID: "v", type: .string, operator: .equals, values: $0.value)
        }
        return CheckRequest(system: system, href: href, name: name, exports: exports)
    }

    @Test("one for each document")
    func documents() {
        let runs = OVALRuns([request("d1"), request("d2", href: "b.xml"), request("d3"), request("d1")])
        #expect(runs.runs.map(\.href) == ["a.xml", "b.xml"])
        #expect(runs.runs.map(\.definitions) == [["d1", "d3"], ["d2"]])
    }

    @Test("values that differ need a second one, those that do not contradict share one")
    func conflicts() {
        let requests = [
            request("d1", ["v": ["1"]]), request("d2", ["v": ["2"]]), request("d3", ["w": ["9"]]), request("d4", ["v": ["2"]]),
            request("d1", ["v": ["2"]]),
        ]
        let runs = OVALRuns(requests)
        #expect(runs.runs.map(\.external) == [["v": ["1"], "w": ["9"]], ["v": ["2"]]])
        #expect(requests.map { runs.place(of: $0) } == [0, 1, 0, 1, 1])
        #expect(runs.runs.map(\.definitions) == [["d1", "d3"], ["d2", "d4", "d1"]])
    }

    @Test("a check without a name asks for the whole document")
    func wholeDocument() {
        let runs = OVALRuns([request("d1"), request(nil), request("d2")])
        #expect(runs.runs.count == 1)
        #expect(runs.runs.first?.definitions == nil)
    }

    @Test("other systems are not answered")
    func otherSystems() {
        let runs = OVALRuns([request("d1", system: "http://scap.nist.gov/schema/ocil/2")])
        #expect(runs.runs.isEmpty)
        #expect(runs.place(of: request("d1")) == nil)
    }

    @Test("two rules that give one variable different values each get their own answer")
    func conflictingExports() async throws {
        let variable = #"<external_variable id="oval:x:var:1" version="1" datatype="string" comment="n"/>"#
        var oval = OVALText.check(
            "ind:textfilecontent54",
            object:
                #"<ind:filepath>/etc/ssh/sshd_config</ind:filepath><ind:pattern operation="pattern match">^Port (.*)$</ind:pattern><ind:instance datatype="int">1</ind:instance>"#,
            states: [#"<ind:subexpression var_ref="oval:x:var:1"/>"#], variables: variable)
        oval.definitions += OVALText.definition(2, #"<criteria><criterion test_ref="oval:x:tst:1"/></criteria>"#)
        let values = [22, 2222].map { #"<Value id="xccdf_x_value_\#($0)"><value>\#($0)</value></Value>"# }.joined()
        let rules = [22, 2222].map { port in
            Content.rule(
                "port\(port)", Content.check(1, exports: #"<check-export value-id="xccdf_x_value_\#(port)" export-name="oval:x:var:1"/>"#))
        }
        let result = try await Content.checklist(values + rules.joined(), oval: oval).run(on: Images.target(Images.debian), .evidence)
        #expect(result.oval.count == 2)
        #expect(result.lines == ["port22: pass, observed", "port2222: fail, observed"])
        #expect(
            result.rules.map(\.sentence) == [
                "/etc/ssh/sshd_config:1: Port 22",
                "/etc/ssh/sshd_config:1: Port 22; expected at least one line, each with subexpression equal to \"2222\"",
            ])
    }
}

@Suite("What the checks of a rule rest on together")
struct CheckEvidenceTests {
    /// Definitions 1 observed true, 2 absence true, 3 vacuous true, 4 error, 5 observed false.
    private static let oval: OVALText = {
        func file(_ number: Int, _ path: String, _ existence: String) -> (test: String, object: String) {
            (
                #"<unix:file_test id="oval:x:tst:\#(number)" version="1" comment="t\#(number)" check="all" check_existence="\#(existence)"><unix:object object_ref="oval:x:obj:\#(number)"/></unix:file_test>"#,
                #"<unix:file_object id="oval:x:obj:\#(number)" version="1"><unix:filepath operation="\#(number == 4 ? "pattern match" : "equals")">\#(path)</unix:filepath></unix:file_object>"#
            )
        }
        let parts = [
            file(1, "/etc/passwd", "at_least_one_exists"), file(2, "/etc/x", "none_exist"), file(3, "/etc/x", "any_exist"),
            file(4, "^/(", "none_exist"),
            file(5, "/etc/passwd", "none_exist"),
        ]
        return OVALText(
            definitions: (1...5).map { OVALText.definition($0, #"<criteria><criterion test_ref="oval:x:tst:\#($0)"/></criteria>"#) }
                .joined(), tests: parts.map(\.test).joined(),
            objects: parts.map(\.object).joined())
    }()

    static let rows: [(check: String, line: String)] = [
        (Content.check(1), "pass, observed"), (Content.check(2), "pass, absence"), (Content.check(3), "unknown, vacuous"),
        (Content.check(4), "error, none"), (Content.check(5), "fail, observed"),
        (Content.check(5, attributes: #"negate="true""#), "pass, observed"),
        (Content.check(3, attributes: #"negate="true""#), "fail, vacuous"),
        (#"<complex-check operator="AND">\#(Content.check(1))\#(Content.check(2))</complex-check>"#, "pass, observed"),
        (#"<complex-check operator="AND">\#(Content.check(1))\#(Content.check(3))</complex-check>"#, "unknown, vacuous"),
        (#"<complex-check operator="AND">\#(Content.check(4))\#(Content.check(5))</complex-check>"#, "fail, observed"),
        (#"<complex-check operator="OR">\#(Content.check(1))\#(Content.check(4))</complex-check>"#, "pass, observed"),
        (#"<complex-check operator="OR">\#(Content.check(2))\#(Content.check(3))</complex-check>"#, "pass, absence"),
        (#"<complex-check operator="OR" negate="true">\#(Content.check(3))\#(Content.check(5))</complex-check>"#, "fail, vacuous"),
        (#"<complex-check operator="AND">\#(Content.check(1))\#(Content.check(4))</complex-check>"#, "error, none"),
        // A whole document: 5 fails it, whatever the others say.
        (Content.check(nil), "fail, observed"),
        (Content.check(9), "notchecked, none"), ("", "notchecked, none"),
    ]

    @Test(arguments: rows)
    func row(check: String, line: String) async throws {
        let result = try await Content.checklist(Content.rule("r", check), oval: Self.oval).run(on: Images.target(Images.debian), .evidence)
        #expect(result.lines == ["r: \(line)"])
        #expect(result.rules.allSatisfy { !$0.sentence.isEmpty })
    }

    @Test("of a check for a whole document each definition can be a result of its own, with its own evidence")
    func multiCheck() async throws {
        let content = try Content.checklist(Content.rule("r", Content.check(nil, attributes: #"multi-check="true""#)), oval: Self.oval)
        let result = try await content.run(on: Images.target(Images.debian), .evidence)
        #expect(result.lines == ["r: pass, observed", "r: pass, absence", "r: unknown, vacuous", "r: error, none", "r: fail, observed"])
    }

    @Test("the tests of a part that did not decide are not shown")
    func decidingOnly() async throws {
        let check = #"<complex-check operator="OR">\#(Content.check(1))\#(Content.check(5))</complex-check>"#
        let result = try await Content.checklist(Content.rule("r", check), oval: Self.oval).run(on: Images.target(Images.debian), .evidence)
        #expect(result.rules.first?.tests.map(\.id) == ["oval:x:tst:1"])
        #expect(result.rules.first?.definitions == ["oval:x:def:1"])
    }
}
