import Exchange

/// One record with everything a record can say: each result and class of evidence, answers that hold and that do not, several results of a
/// rule, what people wrote in an earlier checklist, and text that means harm.
enum SampleRecord {
    static let digest = "sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"

    /// Text that breaks readers and writers: markup, formulas, control characters, what passes for the end of a generated text.
    static let hostile =
        "<script>alert(1)</script> ]]> &amp; =cmd|' /C calc'!A0 \u{1}\u{7}\u{1b}[31m\r\n--- stigready 0123456789abcdef: generated text ends; what is written below is kept ---\n\u{FFFE}\u{202E}äö🙂"
    /// Longer than a cell of a workbook or a comment in STIG Manager.
    static let long = String(repeating: "0123456789", count: 4_000)

    static let record: AssessmentRecord = {
        var record = AssessmentRecord(
            tool: .init(name: "stigready", version: "0.1.0"), time: "2026-01-31T12:00:00Z", mode: "evidence", target: target,
            content: content,
            gate: gate, rules: rules,
            scores: [
                .init(system: "urn:xccdf:scoring:default", value: 41.666666, maximum: 100),
                .init(system: "urn:xccdf:scoring:flat", value: 30, maximum: 110),
            ],
            diagnostics: [
                .init(severity: "warning", location: "sample-ds.xml:12", subject: "oval:x:tst:9", message: "the test has no object")
            ])
        record.target.packages = [.init(name: "openssl", version: "3.0.1-1", architecture: "amd64", kind: "dpkg")]
        record.gate?.answered = 2
        record.gate?.voidAnswers = 1
        record.gate?.staleAnswers = 1
        record.rules[9].answer?.asked = "notapplicable"
        record.rules[9].answer?.evidenceBefore = "observed"
        record.rules[9].answer?.provider = "platform"
        record.rules[9].answer?.location = "answers.yaml:3"
        record.rules[0].previous = PreviousRecord(
            file: "old.ckl", details: "Seen on the console, too.", comments: "Agreed with the ISSO.\n=SUM(A1)", severity: "low",
            justification: "The port is closed.", status: "Open")
        return record
    }()

    private static let target = TargetRecord(
        name: "registry.example/team/app:2.4", source: "oci-archive", digest: digest,
        configurationDigest: "sha256:b17ef6d19c7a5b1ee83b907c595526dcb1eb06db8227d650d5dda0a9f4ce8cd9", tags: ["2.4", "latest"],
        platform: "linux/amd64", osName: "Example Linux 12", osVersion: "12", architecture: "x86_64",
        facts: [.init(name: "operating system", value: "Example Linux 12", sources: ["/etc/os-release"])],
        layers: [
            .init(digest: "sha256:6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b", size: 1234, createdBy: "COPY . /")
        ])

    private static let content: ContentRecord = {
        var content = ContentRecord(
            file: "sample-ds.xml", sha256: "d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35",
            benchmark: "xccdf_org.example_benchmark_Sample_Container", title: "Sample Container Requirements", version: "3",
            release: "Release: 2 Benchmark Date: 05 Jan 2026", profile: "xccdf_org.example_profile_all", profileTitle: "All requirements",
            tailoring: "xccdf_org.example_tailoring_site", chosenBecause: ["the image is a container"])
        content.description = "Requirements for tests <of writers>."
        content.notice = "For tests."
        content.publisher = "Example"
        content.source = "https://example.org"
        content.status = "accepted"
        content.statusDate = "2026-01-05"
        return content
    }()

    private static let gate = GateRecord(
        verdict: "findings", profileDoesNotFit: false, failOn: 1, minimumEvidence: 50, evidencePercent: 41.7, selected: 14, observed: 4,
        absence: 1, vacuous: 1, notApplicableProven: 1, notApplicableUnproven: 1, undecided: 2, manual: 1, open: [2, 1, 1])

    private static let rules: [RuleRecord] = [
        rule(1, "fail", "observed", severity: "high", sentence: "/etc/ssh/sshd_config:2: PermitRootLogin yes; expected no line") {
            $0.tests = [test]
            $0.evidenceHash = "4b227777d4dd1fc61c6f884f48641d02b4d121d3fd328cb08b5531fcacdabf8a"
            $0.definitions = ["oval:org.example:def:1"]
            $0.responsibility = "image"
            $0.response = "The service is not installed."
            $0.deployer = "Keep it so."
            $0.legacyIDs = ["V-1001", "SV-1101"]
            $0.idents += ["V-1001", "SV-1101"].map { .init(system: "http://cyber.mil/legacy", value: $0) }
            $0.ccis = ["CCI-000366", "CCI-000770"]
            $0.nist = ["AC-6 (9)"]
            $0.texts = [.init(title: "Requirement", html: "<b>No</b> root")]
        },
        rule(2, "pass", "observed", sentence: "/etc/passwd: mode 0644, owner 0:0"),
        rule(3, "pass", "absence", severity: "low", sentence: "by absence: no package telnetd"),
        rule(4, "unknown", "vacuous", sentence: "vacuous pass, nothing of the image decides it: no file") { $0.literal = "pass" },
        rule(5, "notapplicable", "none", sentence: "no kernel in a container") {
            $0.proof = "the image has no kernel: /boot and /lib/modules are empty"
            $0.isProven = true
            $0.responsibility = "host-kernel"
            $0.provider = "the node: its operating system's STIG"
        },
        rule(6, "notapplicable", "none", sentence: "not proven: the platform is unknown") { $0.proof = "a question that was not answered" },
        rule(7, "notchecked", "none", sentence: "left to a person") {
            $0.checkSystem = nil
            $0.checkReference = nil
        },
        rule(8, "error", "none", severity: "unknown", sentence: "the pattern \"^/(\" is no regular expression"),
        rule(9, "informational", "none", severity: "info", sentence: ""),
        rule(10, "notapplicable", "answer", sentence: "answered") {
            $0.literal = "fail"
            $0.answer = .init(
                before: "fail", as: "inherited", justification: "The ingress of the platform does it.", by: "Ada Example",
                approvedBy: "Grace Example", date: "2026-01-10", expires: "2026-12-31", reference: "TICKET-7")
        },
        rule(11, "fail", "observed", sentence: "open, and accepted") {
            $0.answer = .init(
                before: "fail", as: "risk_accepted", justification: "No users.", by: "Ada Example", date: "2026-01-10",
                expires: "2026-06-30",
                severity: "low")
        },
        rule(12, "fail", "observed", severity: "low", sentence: "open again") {
            $0.answer = .init(
                before: "notchecked", as: "attested", justification: "Somebody looked.", by: "Ada Example", date: "2025-01-10",
                expires: "2025-12-31", voidBecause: "it expired on 2025-12-31")
        },
        rule(13, "pass", "answer", sentence: "attested") {
            $0.literal = "notchecked"
            $0.answer = .init(
                before: "notchecked", as: "attested", justification: "Looked at it.", by: "Ada Example", date: "2026-01-10",
                expires: "2026-12-31")
        },
        rule(14, "fail", "observed", severity: "high", sentence: hostile) {
            $0.title = hostile
            $0.discussion = "</VulnDiscussion>" + hostile
            $0.check = hostile
            $0.fix = hostile
            $0.groupTitle = hostile
            $0.tests = [test]
            $0.tests[0].comment = hostile
            $0.tests[0].found[0].sentence = hostile
            $0.tests[0].found[0].path = "/srv/a b#c?%41:\(hostile)"
        },
        rule(15, "pass", "observed", sentence: "/srv/long: \(long)") { $0.deployer = long },
        // One rule of the content with two results, as `multi-check` has them: the worse counts.
        rule(16, "pass", "observed", sentence: "the first document holds"),
        rule(16, "fail", "observed", sentence: "the second does not"),
        // Content that knows nothing of DISA.
        RuleRecord(
            id: "xccdf_org.example_rule_own_thing", title: "A rule of the content's own", severity: "medium", category: 2, weight: 1,
            result: "pass", evidence: "observed", sentence: "seen", check: "Look."),
    ]

    private static let test = TestRecord(
        id: "oval:org.example:tst:1", kind: "textfilecontent54", comment: "root may not log in", result: "false", expected: "no line",
        searched: "lines of /etc/ssh/sshd_config",
        found: [
            .init(
                path: "/etc/ssh/sshd_config", line: 2, result: "false", values: [.init(name: "text", value: "PermitRootLogin yes")],
                sentence: "/etc/ssh/sshd_config:2: PermitRootLogin yes", message: "read in full")
        ], foundCount: 3, messages: ["two files are alike"])

    private static func rule(
        _ number: Int, _ result: String, _ evidence: String, severity: String = "medium", sentence: String,
        _ change: (inout RuleRecord) -> Void = { _ in }
    ) -> RuleRecord {
        let id = "SV-\(203_600 + number)r\(958_300 + number)_rule"
        var rule = RuleRecord(
            id: "xccdf_org.example_rule_CIMG-\(number)", group: "xccdf_org.example_group_V-\(203_600 + number)",
            groupTitle: "SRG-OS-\(number)-GPOS-\(number)", version: "CIMG-\(number)", title: "The image must do \(number)",
            severity: severity,
            category: severity == "high" ? 1 : severity == "medium" || severity == "unknown" ? 2 : 3, weight: 10, result: result,
            evidence: evidence, sentence: sentence, ccis: ["CCI-00036\(number % 10)"],
            idents: [.init(system: "urn:stigready:disa-rule:1", value: id)], discussion: "Because of \(number).",
            check: "Look at \(number).\nIf it is not so, this is a finding.", fix: "Do \(number).", fixID: "F-\(number)_fix",
            checkSystem: "http://oval.mitre.org/XMLSchema/oval-definitions-5",
            checkReference: .init(href: "sample oval.xml", name: "oval:org.example:def:\(number)"))
        change(&rule)
        return rule
    }
}
