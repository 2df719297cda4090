import Foundation
import Testing

@Suite("oval eval: results, files, directives")
struct OVALEvalTests {
    private func eval(_ arguments: [String], _ content: String = "test-oval.xml", in folder: TemporaryFolder? = nil) throws -> Program.Run {
        try Program.run(
            ["oval", "eval", "--skip-validation", "--root", "root", "--time", Program.time] + arguments + [content],
            in: folder ?? TestContent.make())
    }

    private func validate(_ name: String, in folder: TemporaryFolder) throws {
        guard OutputTests.hasTools else { return }
        let schema = "\(OutputTests.schemas)/oval/5.11.2/oval-results-schema.xsd"
        let run = try Program.run("/usr/bin/xmllint", ["--nonet", "--noout", "--schema", schema, name], in: folder)
        #expect(run.status == 0, "\(run.errors)")
    }

    @Test("a line for each definition, the last id first as oscap has it, and one at the end; the exit status is 0 whatever the results")
    func lines() throws {
        let run = try eval([])
        #expect(
            run.output == """
                Definition oval:org.example:def:5: false
                Definition oval:org.example:def:4: false
                Definition oval:org.example:def:3: error
                Definition oval:org.example:def:2: false
                Definition oval:org.example:def:1: true
                Evaluation done.

                """)
        #expect(run.status == 0)
    }

    @Test("one definition by id, without those it extends")
    func oneDefinition() throws {
        #expect(try eval(["--id", TestContent.definition(5)]).output == "Definition oval:org.example:def:5: false\nEvaluation done.\n")
    }

    @Test("external variables come from a file")
    func variables() throws {
        #expect(
            try eval(["--id", TestContent.definition(3), "--variables", "variables.xml"]).output
                == "Definition oval:org.example:def:3: true\nEvaluation done.\n")
    }

    @Test("a data stream is taken, with one of its components by id")
    func dataStream() throws {
        let choice = ["--datastream-id", "scap_org.example_datastream_second", "--oval-id", "scap_org.example_cref_second-oval.xml"]
        #expect(
            try eval(choice + ["--id", TestContent.definition(1)], "test-ds.xml").output.hasPrefix(
                "Definition oval:org.example:def:1: true"))
    }

    @Test("results are valid and the same each time")
    func results() throws {
        let (first, second) = (try TestContent.make(), try TestContent.make())
        for folder in [first, second] { _ = try eval(["--results", "out.xml", "--report", "out.html"], in: folder) }
        try validate("out.xml", in: first)
        #expect(try first.bytes("out.xml") == second.bytes("out.xml"))
        #expect(try first.bytes("out.html") == second.bytes("out.html"))
    }

    @Test("the report says what each definition came to and what was found")
    func report() throws {
        let folder = try TestContent.make()
        #expect(try eval(["--report", "out.html"], in: folder).status == 0)
        let page = try folder.text("out.html")
        #expect(page.contains("Definitions evaluated: 5; false: 3; true: 1; error: 1"))
        #expect(page.contains("The missing file is there") && page.contains("/etc/passwd") && page.contains("oval:org.example:def:5"))
    }

    @Test("without system characteristics tests stay and items go")
    func withoutSystemCharacteristics() throws {
        let folder = try TestContent.make()
        _ = try eval(["--results", "out.xml", "--without-syschar"], in: folder)
        try validate("out.xml", in: folder)
        let text = try folder.text("out.xml")
        #expect(text.contains("<test ") && !text.contains("system_data"))
    }

    @Test("directives say which results are written and how much of each; what they refer to stays")
    func directives() throws {
        let folder = try TestContent.make()
        _ = try eval(["--results", "out.xml", "--directives", "directives.xml"], in: folder)
        try validate("out.xml", in: folder)
        let text = try folder.text("out.xml")
        #expect(text.contains("<directives include_source_definitions=\"false\">"))
        #expect(text.contains("definition_error reported=\"false\""))
        #expect(!text.contains("oval_definitions>"))
        // The error is left out; of the true one its result is there, of the false ones criteria and tests.
        #expect(!text.contains("definition_id=\"oval:org.example:def:3\""))
        #expect(text.contains("<definition definition_id=\"oval:org.example:def:1\" result=\"true\" version=\"1\"/>"))
        #expect(text.contains("test_ref=\"oval:org.example:tst:2\"") && !text.contains("test_id=\"oval:org.example:tst:1\""))
    }

    @Test("directives that the schema does not know end the run, so that no result goes missing by a slip")
    func wrongDirectives() throws {
        let folder = try TestContent.make()
        try folder.write(TestContent.directives.replacingOccurrences(of: "content=\"full\"", with: "content=\"all\""), to: "directives.xml")
        let run = try eval(["--results", "out.xml", "--directives", "directives.xml"], in: folder)
        #expect(run.status == 1 && run.messages.count == 1 && run.errors.contains("write thin or full"), "\(run.errors)")
        #expect(!folder.exists("out.xml"))
    }

    @Test("directives by class take the place of the common ones")
    func classDirectives() throws {
        let folder = try TestContent.make()
        let own = """
            <class_directives class="compliance"><res:definition_true reported="false"/><res:definition_false reported="false"/>
            <res:definition_unknown reported="false"/><res:definition_error reported="true" content="thin"/><res:definition_not_evaluated reported="false"/>
            <res:definition_not_applicable reported="false"/></class_directives></oval_directives>
            """
        try folder.write(TestContent.directives.replacingOccurrences(of: "</oval_directives>", with: own), to: "directives.xml")
        _ = try eval(["--results", "out.xml", "--directives", "directives.xml"], in: folder)
        try validate("out.xml", in: folder)
        let text = try folder.text("out.xml")
        #expect(text.contains("<class_directives class=\"compliance\">"))
        #expect(text.components(separatedBy: "<definition ").count == 2 && text.contains("oval:org.example:def:3"))
    }
}
