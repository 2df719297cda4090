import Authoring
import Diagnostics
import SCAP
import Testing
import XCCDF
import XML

@Suite("Values that checks take from outside")
struct ValueTests {
    /// The sample with a test of two external variables behind its first definition.
    private static let oval = Sample.oval
        .replacing(
            "</definitions>",
            with: Sample.definition(4, "tst:4").replacing(
                "<criterion ", with: "<extend_definition definition_ref=\"oval:org.example:def:1\"/><criterion ")
                + "</definitions>"
        )
        .replacing(
            "</tests>",
            with: """
                <ind:variable_test id="oval:org.example:tst:4" version="1" check="all" comment="t"><ind:object object_ref="oval:org.example:obj:4"/>\
                <ind:state state_ref="oval:org.example:ste:4"/></ind:variable_test></tests>
                """
        )
        .replacing(
            "</objects>",
            with: """
                <ind:variable_object id="oval:org.example:obj:4" version="1"><ind:var_ref>oval:org.example:var:1</ind:var_ref></ind:variable_object>\
                </objects><states><ind:variable_state id="oval:org.example:ste:4" version="1"><ind:value var_ref="oval:org.example:var:2" \
                var_check="all"/></ind:variable_state></states><variables>\
                <external_variable id="oval:org.example:var:1" version="1" datatype="string" comment="v"/>\
                <external_variable id="oval:org.example:var:2" version="1" datatype="string" comment="v"/></variables>
                """)

    private static let values = """
        values:
          - {fact: fips-integrity, variable: "oval:org.example:var:1"}
          - name: wanted
            title: What is wanted
            variable: oval:org.example:var:2
            value: proven

        """

    private func folder(_ values: String) -> ContentFolder {
        var files = Sample.files
        files["benchmark.yaml"] = Sample.benchmark + values
        files["oval/all.xml"] = Self.oval
        files["requirements/CIMG-00-000010.yaml"] = Sample.banner.replacing("def:1]", with: "def:4]")
        return Sample.folder(adding: files)
    }

    @Test("each becomes a Value, and the checks that need it hand it to its variable, no others")
    func written() throws {
        let build = try Sample.build(folder(Self.values))
        let source = try SourceContent(document: try Sample.document("ds.xml", build), loader: Sample.nothingElse)
        let benchmark = try #require(try source.checklist?.benchmark())
        #expect(benchmark.values.map(\.id) == ["xccdf_stigready.fact_value_fips-integrity", "xccdf_org.example_value_wanted"])
        #expect(benchmark.values.map { $0.settings.first?.values ?? [] } == [["not-determined"], ["proven"]])
        let exports = benchmark.rules.map { $0.checks.flatMap(\.exports).map { [$0.exportName, $0.valueID] } }
        #expect(
            exports == [
                [
                    ["oval:org.example:var:1", "xccdf_stigready.fact_value_fips-integrity"],
                    ["oval:org.example:var:2", "xccdf_org.example_value_wanted"],
                ], [], [],
            ])
    }

    @Test("the document is valid", .enabled(if: Tool.schemas != nil, "no schemas; install openscap-common"))
    func valid() throws {
        let output = try #require(try Sample.build(folder(Self.values)).outputs.first { $0.name == "ds.xml" })
        let schema = try XMLSchema(path: "\(try #require(Tool.schemas))/sds/1.3/scap-source-data-stream_1.3.xsd")
        #expect(schema.validate(output.bytes, name: "ds.xml").map(\.description) == [])
    }

    @Test(
        "what does not fit is said with its line, and nothing is made",
        arguments: [
            ("fact: fips-integrity", "fact: fips-colour", "benchmark.yaml:13: error: values: the fact \"fips-colour\" is not known"),
            ("fact: fips-integrity", "fact: fips-integrity, title: x", "benchmark.yaml:13: error: values: title is given by the fact"),
            ("var:2", "var:1", "benchmark.yaml:14: error: the variable oval:org.example:var:1 is in the list already"),
            ("var:2", "var:3", "benchmark.yaml:14: error: oval:org.example:var:3: no file of oval/ has an external variable of this id"),
            ("    variable: oval:org.example:var:2\n", "", "error: values: variable is missing or empty; write it"),
            ("    value: proven\n", "", "error: values: value is missing or empty; write it"),
            ("value: proven", "value: proven\n    type: colour", "error: values: type \"colour\" is not known"),
        ])
    func fault(_ old: String, _ new: String, _ message: String) throws {
        let changed = Self.values.replacing(old, with: new)
        #expect(changed != Self.values)
        let lines = Sample.problems { _ = try Sample.build(folder(changed)) }
        #expect(lines.contains { $0.contains(message) }, "\(lines)")
    }

    @Test("an external variable that nothing is handed to is a fault at its place")
    func unbound() throws {
        let lines = Sample.problems { _ = try Sample.build(folder("")) }
        #expect(lines.count == 2)
        #expect(
            lines.allSatisfy { $0.contains("oval/all.xml:") && $0.contains("no value is handed to this external variable") }, "\(lines)")
    }
}
