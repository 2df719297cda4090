import Testing

@Suite("xccdf eval: which rules, which results, what is printed")
struct XCCDFEvalTests {
    private func eval(
        _ arguments: [String], _ content: String = "test-xccdf.xml", environment: [String: String] = [:], in folder: TemporaryFolder? = nil
    ) throws -> Program.Run {
        let root = environment["OSCAP_PROBE_ROOT"] == nil ? ["--root", "root"] : []
        let folder = try folder ?? TestContent.make()
        return try Program.run(
            ["xccdf", "eval", "--skip-validation"] + root + arguments + [content], in: folder, environment: environment)
    }

    /// `name:result` of each rule that was evaluated.
    private func results(
        _ arguments: [String], _ content: String = "test-xccdf.xml", environment: [String: String] = [:]
    ) throws -> [String] {
        try eval(arguments + ["--progress"], content, environment: environment).output.split(separator: "\n")
            .map { String($0.split(separator: "_").last ?? "") }
    }

    @Test("a block has title, rule, identifiers and result, each behind a carriage return and a tab")
    func blocks() throws {
        let run = try eval(["--profile", "standard"])
        #expect(
            run.output == """
                --- Starting Evaluation ---

                Title\r\tThe accounts
                    are there
                Rule\r\txccdf_org.example_rule_present
                Ident\r\tEX-1
                Ident\r\tEX-1b
                Result\r\tpass

                Title\r\tSomebody has looked
                Rule\r\txccdf_org.example_rule_manual
                Result\r\tnotchecked


                """)
        #expect(run.errors.isEmpty)
        #expect(run.status == 0)
    }

    @Test("progress is a line of id and result, full progress one with the title")
    func progress() throws {
        #expect(
            try eval(["--profile", "strict", "--progress"]).output
                == "xccdf_org.example_rule_present:pass\nxccdf_org.example_rule_missing:fail\n")
        #expect(
            try eval(["--profile", "strict", "--progress-full"]).output == """
                ---evaluation
                xccdf_org.example_rule_present|The accounts are there|pass
                xccdf_org.example_rule_missing|The missing file is there|fail

                """)
    }

    @Test(
        "the exit status is 0 without a failed, unknown or erroneous rule, else 2",
        arguments: [("present", 0), ("manual", 0), ("elsewhere", 0), ("missing", 2)] as [(String, Int32)])
    func status(_ rule: String, _ status: Int32) throws {
        #expect(try eval(["--rule", TestContent.rule(rule)]).status == status)
    }

    @Test("a reference to a definition that is not there is never a pass, and is said in one line")
    func danglingReference() throws {
        let folder = try TestContent.make()
        let run = try eval(["--rule", TestContent.rule("dangling"), "--progress", "--results", "out.xml"], in: folder)
        #expect(!run.output.contains(":pass"))
        #expect(try folder.text("out.xml").contains(TestContent.definition(99)))
    }

    @Test("without a profile that selects something nothing is evaluated, and the profiles are named")
    func nothingSelected() throws {
        let run = try eval([])
        #expect(run.output == "--- Starting Evaluation ---\n\n")
        #expect(run.status == 0)
        #expect(run.messages.count == 1)
        #expect(run.errors.contains("no rule is selected") && run.errors.contains("xccdf_org.example_profile_strict"))
    }

    @Test("the last of two profiles counts, and (all) is every rule")
    func profiles() throws {
        #expect(try results(["--profile", "strict", "--profile", "standard"]) == ["present:pass", "manual:notchecked"])
        #expect(try results(["--profile", "(all)"]).count == 7)
        #expect(try results(["--profile", "xccdf_org.example_profile_strict"]) == ["present:pass", "missing:fail"])
    }

    @Test("rules are chosen and skipped by id")
    func rules() throws {
        #expect(
            try results(["--rule", TestContent.rule("missing"), "--rule", TestContent.rule("present")]) == ["present:pass", "missing:fail"])
        #expect(try results(["--profile", "strict", "--skip-rule", TestContent.rule("missing")]) == ["present:pass"])
    }

    @Test("rules are chosen by references, each widening the choice")
    func references() throws {
        #expect(try results(["--profile", "(all)", "--reference", "policy:P-1"]) == ["present:pass"])
        #expect(
            try results(["--profile", "(all)", "--reference", "policy:P-1", "--reference", "policy:P-2"]) == [
                "present:pass", "missing:fail",
            ])
    }

    @Test("a tailoring comes from a file or from the data stream")
    func tailoring() throws {
        #expect(try results(["--tailoring-file", "tailoring.xml", "--profile", "tailored"]) == ["present:pass", "missing:fail"])
        let id = "scap_org.example_cref_first-tailoring.xml"
        #expect(try results(["--tailoring-id", id, "--profile", "tailored"], "test-ds.xml") == ["present:pass", "missing:fail"])
    }

    @Test("a further dictionary decides a platform that nothing else knows")
    func cpe() throws {
        let rule = ["--rule", TestContent.rule("elsewhere")]
        #expect(try results(rule) == ["elsewhere:notapplicable"])
        #expect(try results(rule + ["--cpe", "dictionary.xml"]) == ["elsewhere:pass"])
    }

    @Test("a value of the profile reaches OVAL")
    func values() throws {
        let rule = ["--rule", TestContent.rule("shell")]
        #expect(try results(rule) == ["shell:fail"])
        #expect(try results(["--profile", "standard"] + rule) == ["shell:pass"])
    }

    @Test(
        "the checklist is found by data stream, component and benchmark",
        arguments: [
            ["--datastream-id", "scap_org.example_datastream_second"], ["--xccdf-id", "scap_org.example_cref_first-xccdf.xml"],
            ["--datastream-id", "scap_org.example_datastream_second", "--xccdf-id", "scap_org.example_cref_second-xccdf.xml"],
            ["--benchmark-id", "xccdf_org.example_benchmark_test"],
        ])
    func choices(_ arguments: [String]) throws {
        #expect(try results(arguments + ["--profile", "strict"], "test-ds.xml") == ["present:pass", "missing:fail"])
    }

    @Test("oscap's variables name the root, the target and its environment")
    func environment() throws {
        let folder = try TestContent.make()
        let variables = [
            "OSCAP_PROBE_ROOT": folder.path("root"), "OSCAP_EVALUATION_TARGET": "oci-image://example",
            "OSCAP_CONTAINER_VARS": "A=1\nPATH=/usr/bin:/bin",
        ]
        let run = try eval(
            ["--rule", TestContent.rule("environment"), "--rule", TestContent.rule("present"), "--progress", "--results", "out.xml"],
            environment: variables, in: folder)
        #expect(run.output == "xccdf_org.example_rule_present:pass\nxccdf_org.example_rule_environment:pass\n")
        #expect(try folder.text("out.xml").contains("<target>oci-image://example</target>"))
        #expect(try results(["--rule", TestContent.rule("environment")]) == ["environment:fail"])
    }

    @Test("--root wins over OSCAP_PROBE_ROOT")
    func rootFirst() throws {
        let run = try Program.run(
            [
                "xccdf", "eval", "--skip-validation", "--root", "root", "--progress", "--rule", TestContent.rule("present"),
                "test-xccdf.xml",
            ],
            in: TestContent.make(), environment: ["OSCAP_PROBE_ROOT": "/nowhere"])
        #expect(run.status == 0 && run.output.hasSuffix("present:pass\n"))
    }

    @Test("without any root it is this machine's own, which is said")
    func host() throws {
        let run = try Program.run(
            ["xccdf", "eval", "--skip-validation", "--progress", "--rule", TestContent.rule("present"), "test-xccdf.xml"],
            in: TestContent.make())
        #expect(run.output.hasSuffix("present:pass\n"))
        #expect(run.messages.count == 1 && run.errors.contains("this machine's own file system"))
    }

    @Test("options of oscap that change nothing here are taken; those that somebody may count on say so")
    func acceptedOptions() throws {
        let quiet = try eval(["--profile", "standard", "--skip-signature-validation", "--skip-valid"])
        #expect(quiet.status == 0 && quiet.errors.isEmpty)
        let run = try eval(["--profile", "standard", "--fetch-remote-resources", "--check-engine-results", "--verbose", "INFO"])
        #expect(run.status == 0)
        #expect(run.messages.count == 2 && run.messages.allSatisfy { $0.hasPrefix("warning: --") })
    }

    @Test("a reader that goes away does not keep the results from being written")
    func closedPipe() throws {
        let folder = try TestContent.make()
        let run = try Program.shell(
            "\"$stigready\" xccdf eval --skip-validation --root root --profile standard --results out.xml test-xccdf.xml | true", in: folder
        )
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(try folder.text("out.xml").hasSuffix("</Benchmark>\n"))
    }

    @Test("a full disk under standard output is a failed run")
    func fullDisk() throws {
        let run = try Program.shell(
            "\"$stigready\" xccdf eval --skip-validation --root root --profile standard test-xccdf.xml >/dev/full", in: TestContent.make())
        #expect(run.status == 1)
        #expect(run.messages.count == 1 && run.errors.contains("standard output cannot be written"))
    }
}
