import Foundation
import Testing

@Suite("xccdf generate, xccdf resolve and oval generate")
struct GenerateTests {
    private func stigready(_ arguments: [String], _ folder: TemporaryFolder) throws -> Program.Run {
        try Program.run(arguments, in: folder)
    }

    /// A folder with the results of `xccdf eval` and `scan` on every rule.
    private func evaluated() throws -> TemporaryFolder {
        let folder = try TestContent.make()
        _ = try stigready(
            [
                "xccdf", "eval", "--skip-validation", "--root", "root", "--profile", "strict", "--time", Program.time, "--results",
                "results.xml", "--results-arf", "arf.xml", "--report", "report.html", "--stig-viewer", "alone.xml", "test-ds.xml",
            ], folder)
        return folder
    }

    @Test("the report of an XCCDF result has its rules, results and messages, and one line says what is missing")
    func reportOfXCCDF() throws {
        let folder = try evaluated()
        let run = try stigready(["xccdf", "generate", "report", "results.xml"], folder)
        #expect(run.status == 0)
        #expect(run.messages.count == 1 && run.errors.contains("it does not hold what 2 decided results rest on"))
        for text in ["The missing file is there", "Open findings", "xccdf_org.example_rule_present", "Strict"] {
            #expect(run.output.contains(text), "\(text)")
        }
        #expect(!run.output.contains("vacuous pass"))
    }

    @Test("the report of an ARF explains its results by what was collected: nothing is missing")
    func reportOfARF() throws {
        let folder = try evaluated()
        let made = try stigready(["xccdf", "generate", "report", "--output", "again.html", "arf.xml"], folder)
        #expect(made.status == 0 && made.errors.isEmpty && made.output.isEmpty)
        let text = try folder.text("again.html")
        #expect(text.contains("/etc/passwd") && text.contains("oval:org.example:tst:1"))
    }

    @Test("a result without its benchmark keeps ids and results, and the line says so")
    func reportOfResultAlone() throws {
        let run = try stigready(["xccdf", "generate", "report", "alone.xml"], evaluated())
        #expect(run.status == 0)
        #expect(run.errors.contains("it does not hold the benchmark: titles, texts and groups of the rules"))
        #expect(run.output.contains("SV-1r1_rule"))
    }

    @Test("what render makes of an ARF names the same rules and results as the run itself")
    func render() throws {
        let folder = try evaluated()
        let rows = try stigready(["render", "csv", "arf.xml"], folder)
        #expect(rows.status == 0 && rows.errors.isEmpty)
        let lines = rows.output.split(separator: "\r\n")
        #expect(lines.count == 3)
        #expect(lines.contains { $0.contains("\"Open\"") && $0.contains("rule_missing") })
        #expect(lines.contains { $0.contains("\"Not a finding\"") && $0.contains("\"observed\"") && $0.contains("rule_present") })
    }

    @Test("evidence that scan wrote into its XCCDF is read again: class, hash and proof")
    func ownEvidence() throws {
        let folder = try TestContent.make()
        _ = try stigready(
            ["scan", "root", "--content", "test-ds.xml", "--profile", "(all)", "--output", "out", "--time", Program.time], folder)
        let made = try stigready(["render", "json", "out/results.xccdf.xml"], folder)
        func rules(_ bytes: Data) throws -> [[String]] {
            let object = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
            return try #require(object["rules"] as? [[String: Any]]).map { rule in
                ["id", "result", "evidence", "evidenceHash", "proof", "isProven", "sentence", "severity", "title", "literal"].map {
                    "\(rule[$0] ?? "")"
                }
            }
        }
        #expect(try rules(Data(made.output.utf8)) == rules(folder.bytes("out/results.json")))
    }

    @Test("the most recent result is taken, another by its id, and a wrong id is told with those there are")
    func choice() throws {
        let folder = try TestContent.make()
        for (time, name) in [("2026-01-02T00:00:00Z", "new"), ("2026-01-01T00:00:00Z", "old")] {
            _ = try stigready(
                [
                    "xccdf", "eval", "--skip-validation", "--root", "root", "--profile", "strict", "--time", time, "--results",
                    "\(name).xml", "test-xccdf.xml",
                ], folder)
        }
        func result(_ name: String) throws -> String {
            let text = try folder.text("\(name).xml").replacingOccurrences(of: "testresult_strict", with: "testresult_\(name)")
            let start = try #require(text.range(of: "<TestResult"))
            let end = try #require(text.range(of: "</TestResult>"))
            return String(text[start.lowerBound..<end.upperBound])
        }
        let both = try folder.text("new.xml").replacingOccurrences(
            of: "testresult_strict", with: "testresult_new"
        ).replacingOccurrences(of: "</Benchmark>", with: "\(try result("old"))</Benchmark>")
        try folder.write(both, to: "both.xml")
        func time(_ further: [String]) throws -> String {
            let json = try stigready(["xccdf", "generate", "report"] + further + ["both.xml"], folder).output
            return json.contains("Assessed 2026-01-02") ? "new" : json.contains("Assessed 2026-01-01") ? "old" : "none"
        }
        #expect(try time([]) == "new")
        #expect(try time(["--result-id", "xccdf_stigready_testresult_old"]) == "old")
        let wrong = try stigready(["xccdf", "generate", "report", "--result-id", "no", "both.xml"], folder)
        #expect(wrong.status == 1 && wrong.messages.count == 1 && wrong.errors.contains("xccdf_stigready_testresult_old"))
    }

    @Test("content without a result is refused with what to give", arguments: ["test-xccdf.xml", "test-oval.xml", "test-ds.xml"])
    func noResult(_ file: String) throws {
        let run = try stigready(["xccdf", "generate", "report", "--output", "o.html", file], TestContent.make())
        #expect(run.status == 1 && run.messages.count == 1 && run.errors.contains("no result is in it"))
    }

    @Test("a word that is no result never counts as a pass")
    func oddWord() throws {
        let folder = try evaluated()
        try folder.write(
            try folder.text("results.xml").replacingOccurrences(of: "<result>pass</result>", with: "<result>PASSED</result>"), to: "odd.xml"
        )
        let rows = try stigready(["render", "csv", "odd.xml"], folder).output
        #expect(!rows.contains("\"Not a finding\"") && rows.contains("\"Not reviewed\""))
    }

    @Test("the guide holds the rules of the profile with their values, and the same bytes each time")
    func guide() throws {
        let folder = try TestContent.make()
        let one = try stigready(["xccdf", "generate", "--profile", "strict", "guide", "test-xccdf.xml"], folder)
        let two = try stigready(["xccdf", "generate", "guide", "--profile", "strict", "test-xccdf.xml"], folder)
        #expect(one.status == 0 && one.errors.isEmpty && one.output == two.output)
        #expect(one.output.contains("The missing file is there") && !one.output.contains("Somebody has looked"))
        #expect(one.output.contains("; CAT I: 1; CAT II: 1; CAT III: 0"))
        let all = try stigready(["xccdf", "generate", "guide", "--profile", "(all)", "test-xccdf.xml"], folder)
        #expect(all.output.contains("Somebody has looked"))
    }

    /// Hidden items, values in text, and fixes of two languages.
    private static let fixes = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" xmlns:h="http://www.w3.org/1999/xhtml" id="xccdf_o_benchmark_f" xml:lang="en">
          <status>draft</status><title>Fixes</title><version>1</version>
          <Profile id="xccdf_o_profile_p"><title>P\nbreaks the line</title><set-value idref="xccdf_o_value_mode">0640</set-value></Profile>
          <Value id="xccdf_o_value_mode"><title>Mode</title><value>0600</value></Value>
          <Group id="xccdf_o_group_seen"><title>Seen</title>
            <Rule id="xccdf_o_rule_a"><title>A</title><description>Mode <h:b>is</h:b> <sub idref="xccdf_o_value_mode" use="value"/>.<h:script>alert(1)</h:script></description>
              <fix system="urn:xccdf:fix:script:sh">chmod <sub idref="xccdf_o_value_mode" use="value"/> /etc/a</fix>
              <fix system="urn:xccdf:fix:script:ansible">- name: A</fix></Rule>
            <Rule id="xccdf_o_rule_b"><title>B</title></Rule>
            <Rule id="xccdf_o_rule_hidden" hidden="true"><title>Hidden rule</title></Rule>
            <Rule id="xccdf_o_rule_abstract" abstract="true"><title>Abstract rule</title></Rule></Group>
          <Group id="xccdf_o_group_hidden" hidden="true"><title>Hidden group</title><Rule id="xccdf_o_rule_inside"><title>Inside</title></Rule></Group>
        </Benchmark>
        """

    @Test("hidden and abstract items are left out of the guide; markup of content is text or harmless")
    func hidden() throws {
        let folder = try TestContent.make()
        try folder.write(Self.fixes, to: "fixes.xml")
        let text = try stigready(["xccdf", "generate", "guide", "--profile", "p", "fixes.xml"], folder).output
        #expect(text.contains("<strong>is</strong> 0640.") && text.contains("chmod 0640 /etc/a"))
        for word in ["Hidden rule", "Abstract rule", "Hidden group", "Inside", "alert"] { #expect(!text.contains(word), "\(word)") }
        // Hidden rules are evaluated all the same.
        let run = try stigready(["xccdf", "eval", "--skip-validation", "--root", "root", "--progress", "fixes.xml"], folder)
        #expect(
            run.output.split(separator: "\n").map { $0.split(separator: "_").last ?? "" } == [
                "a:notchecked", "b:notchecked", "hidden:notchecked", "inside:notchecked",
            ])
    }

    @Test("fixes are written with the values of the profile, by language, and those without one are named")
    func fix() throws {
        let folder = try TestContent.make()
        try folder.write(Self.fixes, to: "fixes.xml")
        let shell = try stigready(["xccdf", "generate", "fix", "--profile", "p", "--output", "fix.sh", "fixes.xml"], folder)
        #expect(shell.status == 0 && shell.errors.isEmpty && shell.output.isEmpty)
        let text = try folder.text("fix.sh")
        #expect(text.hasPrefix("#!/usr/bin/env bash\n"))
        #expect(text.contains("# BEGIN fix (1 / 1) for 'xccdf_o_rule_a'\nchmod 0640 /etc/a\n# END fix"))
        #expect(text.contains("#   xccdf_o_rule_b\n"))
        // Nothing of the content but the fix stands outside a comment.
        #expect(text.split(separator: "\n").filter { !$0.hasPrefix("#") } == ["chmod 0640 /etc/a"])
        #expect(!FileManager.default.isExecutableFile(atPath: folder.path("fix.sh")))
        let ansible = try stigready(["xccdf", "generate", "fix", "--profile", "p", "--fix-type", "ansible", "fixes.xml"], folder)
        #expect(ansible.output.contains("\n- name: A\n") && !ansible.output.contains("chmod"))
    }

    @Test("of a result only the rules that fail are fixed; a result without its benchmark is refused")
    func fixOfResult() throws {
        let folder = try evaluated()
        for file in ["arf.xml", "results.xml"] {
            let text = try stigready(["xccdf", "generate", "fix", "--result-id", "", file], folder).output
            #expect(text.contains("#   \(TestContent.rule("missing"))\n") && !text.contains(TestContent.rule("present")))
        }
        let alone = try stigready(["xccdf", "generate", "fix", "alone.xml"], folder)
        #expect(alone.status == 1 && alone.messages.count == 1 && alone.errors.contains("where the fixes stand"))
    }

    @Test("a stylesheet of the user is applied, and reads and writes nothing else")
    func custom() throws {
        let folder = try TestContent.make()
        try folder.write(
            """
            <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:output method="text"/><xsl:param name="profile"/>
            <xsl:template match="/*"><xsl:value-of select="concat(@id, ' ', $profile)"/></xsl:template></xsl:stylesheet>
            """, to: "my.xsl")
        let arguments = ["xccdf", "generate", "custom", "--stylesheet", "my.xsl", "--profile", "x", "test-xccdf.xml"]
        #expect(try stigready(arguments, folder).output == "xccdf_org.example_benchmark_test x")
        try folder.write(try folder.text("my.xsl").replacing("$profile)", with: "$profile, document('/etc/passwd'))"), to: "my.xsl")
        let refused = try stigready(arguments, folder)
        #expect(refused.status == 1 && refused.output.isEmpty && refused.errors.contains("/etc/passwd"))
    }

    @Test("a resolved benchmark is written, valid, and not twice without being told")
    func resolve() throws {
        let folder = try TestContent.make()
        try folder.write(
            TestContent.benchmark.replacingOccurrences(of: " resolved=\"true\"", with: "").replacingOccurrences(
                of: "<Rule id=\"\(TestContent.rule("manual"))\"",
                with: "<Rule id=\"\(TestContent.rule("manual"))\" extends=\"\(TestContent.rule("missing"))\""), to: "open.xml")
        #expect(try stigready(["xccdf", "resolve", "-o", "closed.xml", "open.xml"], folder).status == 0)
        let text = try folder.text("closed.xml")
        #expect(text.contains("resolved=\"true\"") && !text.contains("extends="))
        let again = try stigready(["xccdf", "resolve", "-o", "again.xml", "closed.xml"], folder)
        #expect(again.status == 1 && again.messages.count == 1 && again.errors.contains("--force") && !folder.exists("again.xml"))
        #expect(try stigready(["xccdf", "resolve", "--force", "-o", "again.xml", "closed.xml"], folder).status == 0)
        #expect(try folder.text("again.xml") == text)
        if OutputTests.hasTools {
            #expect(try stigready(["xccdf", "validate", "closed.xml"], folder).status == 0)
            #expect(try Program.run("/usr/bin/oscap", ["xccdf", "validate", "--skip-schematron", "closed.xml"], in: folder).status == 0)
        }
    }

    @Test("OVAL results become a page, of this program and of oscap; thin ones with the results alone")
    func ovalReport() throws {
        let folder = try TestContent.make()
        try folder.write(
            TestContent.directives.replacingOccurrences(of: "content=\"full\"", with: "content=\"thin\""), to: "thin-directives.xml")
        for (name, further) in [("full.xml", []), ("thin.xml", ["--directives", "thin-directives.xml"])] {
            _ = try stigready(
                ["oval", "eval", "--skip-validation", "--root", "root", "--results", name] + further + ["test-oval.xml"], folder)
        }
        let full = try stigready(["oval", "generate", "report", "full.xml"], folder)
        #expect(full.status == 0 && full.errors.isEmpty)
        #expect(full.output.contains("/etc/passwd") && full.output.contains("Definitions evaluated: 5"))
        let thin = try stigready(["oval", "generate", "report", "thin.xml"], folder)
        #expect(thin.status == 0 && thin.messages.count == 1 && thin.errors.contains("only results are shown"))
        #expect(thin.output.contains("oval:org.example:def:2"))
        let other = try stigready(["oval", "generate", "report", "test-oval.xml"], folder)
        #expect(other.status == 1 && other.messages.count == 1 && other.errors.contains("this command takes: OVAL results"))
    }
}

@Suite("What oscap and this program make of each other's results", .enabled(if: OutputTests.hasTools))
struct OscapResultTests {
    @Test("oscap makes its report from our ARF and our XCCDF results")
    func theirReport() throws {
        let folder = try TestContent.make()
        _ = try Program.run(
            [
                "xccdf", "eval", "--skip-validation", "--root", "root", "--profile", "strict", "--results", "results.xml", "--results-arf",
                "arf.xml", "test-ds.xml",
            ], in: folder)
        _ = try Program.run(
            ["scan", "root", "--content", "test-ds.xml", "--profile", "strict", "--formats", "all", "--output", "out"], in: folder)
        for file in ["results.xml", "arf.xml", "out/results.xccdf.xml", "out/arf.xml"] {
            let run = try Program.run("/usr/bin/oscap", ["xccdf", "generate", "report", "--output", "theirs.html", file], in: folder)
            #expect(run.status == 0, "\(file): \(run.errors)")
            let text = try folder.text("theirs.html")
            #expect(text.contains("The missing file is there") && text.contains("rule-result-fail"), "\(file)")
        }
    }

    @Test("our report is made from oscap's XCCDF results and ARF; what was collected explains the results")
    func ourReport() throws {
        let folder = try TestContent.make()
        let theirs = try Program.run(
            "/usr/bin/oscap",
            [
                "xccdf", "eval", "--skip-validation", "--rule", TestContent.rule("present"), "--results", "results.xml", "--results-arf",
                "arf.xml", "test-xccdf.xml",
            ], in: folder, environment: ["OSCAP_PROBE_ROOT": folder.path("root")])
        try #require(theirs.output.contains("Result\r\tpass"), "\(theirs.output)\(theirs.errors)")
        let xccdf = try Program.run(["render", "csv", "results.xml"], in: folder)
        #expect(xccdf.status == 0 && xccdf.messages.count == 1 && xccdf.errors.contains("what 1 decided results rest on"))
        let arf = try Program.run(["render", "json", "arf.xml"], in: folder)
        #expect(arf.status == 0 && arf.errors.isEmpty, "\(arf.errors)")
        #expect(arf.output.contains("\"name\" : \"openscap\"") && arf.output.contains("\"evidence\" : \"observed\""))
        #expect(arf.output.contains("\"path\" : \"/etc/passwd\""))
    }

    @Test("two evaluations of one document are two reports of an ARF, each named by the check that it answers")
    func twoEvaluations() throws {
        let folder = try TestContent.make()
        func rule(_ name: String) -> String {
            """
            <Rule id="xccdf_o_rule_\(name)"><title>\(name)</title><check system="http://oval.mitre.org/XMLSchema/oval-definitions-5"><check-export value-id="xccdf_o_value_\(name)" export-name="oval:org.example:var:1"/><check-content-ref href="test-oval.xml" name="\(TestContent.definition(3))"/></check></Rule>
            """
        }
        try folder.write(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="xccdf_o_benchmark_two" xml:lang="en"><status>draft</status><title>Two</title><version>1</version>
            <Value id="xccdf_o_value_a"><title>A</title><value>/bin/sh</value></Value><Value id="xccdf_o_value_b"><title>B</title><value>/bin/bash</value></Value>
            \(rule("a"))\(rule("b"))</Benchmark>
            """, to: "two.xml")
        let run = try Program.run(
            ["xccdf", "eval", "--skip-validation", "--root", "root", "--progress", "--results-arf", "arf.xml", "two.xml"], in: folder)
        #expect(run.output == "xccdf_o_rule_a:pass\nxccdf_o_rule_b:fail\n")
        let text = try folder.text("arf.xml")
        let results = text.components(separatedBy: "<rule-result ").dropFirst()
        #expect(results.map { $0.contains("href=\"#oval0\"") } == [true, false])
        #expect(results.map { $0.contains("href=\"#oval1\"") } == [false, true])
        #expect(try Program.run("/usr/bin/oscap", ["ds", "rds-validate", "arf.xml"], in: folder).status == 0)
        // Each result is explained by its own evaluation.
        let again = try Program.run(["render", "csv", "arf.xml"], in: folder)
        #expect(again.errors.isEmpty && again.output.components(separatedBy: "\"observed\"").count == 3)
    }
}
