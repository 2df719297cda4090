import Authoring
import Diagnostics
import Foundation
import SCAP
import Testing
import XML

@Suite("What importers of STIGs would refuse is found")
struct LintTests {
    private func lint(_ text: String) async throws -> [LintFinding] {
        try await ContentLint(XMLDocument(Array(text.utf8), name: "x.xml"), loader: Sample.nothingElse, tables: Sample.tables()).findings
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try #require(try Sample.build().outputs.first { $0.name == name }).bytes, as: UTF8.self)
    }

    @Test("what the build makes is clean", arguments: ContentBuild.names)
    func clean(name: String) async throws {
        #expect(try await lint(text(name)).map(\.diagnostic.description) == [])
        #expect(try await ContentLint(Sample.folder(), tables: Sample.tables()).findings.map(\.diagnostic.description) == [])
    }

    /// A document, what is changed in it, and the kind of what must be found, with a part of its message.
    static let faults: [(document: String, text: String, other: String, code: String, message: String)] = [
        ("xccdf-1.1.4.xml", "<version>CIMG-00-000010</version>", "", "version", "write the STIG id"),
        (
            "xccdf-1.1.4.xml", "<version>CIMG-00-000020</version>", "<version>CIMG-00-000010</version>", "duplicate-id",
            "reviews are matched by it"
        ),
        (
            "xccdf-1.1.4.xml", "<fixtext fixref=\"F-203595r958390_fix\">Write a text to /etc/issue.</fixtext>", "", "fix",
            "fixtext is missing or empty"
        ),
        ("xccdf-1.1.4.xml", "<fix id=\"F-203595r958390_fix\"/>", "", "dangling", "names the fix \"F-203595r958390_fix\""),
        (
            "xccdf-1.1.4.xml", "<check-content>If /etc/issue is empty, this is a finding.</check-content>", "", "check",
            "say what a person looks at"
        ),
        ("xccdf-1.1.4.xml", "date=\"2026-01-05\">accepted", "date=\"2026-01-05\">draft", "status", "what is published is accepted"),
        ("xccdf-1.1.4.xml", "status date=\"2026-01-05\"", "status date=\"5 January\"", "status", "write it as 2026-01-31"),
        ("xccdf-1.1.4.xml", "<status date=\"2026-01-05\">accepted</status>", "", "status", "status is missing"),
        ("xccdf-1.1.4.xml", "<plain-text id=\"release-info\">", "<plain-text id=\"info\">", "release-info", "is missing"),
        ("xccdf-1.1.4.xml", "Release: 2 Benchmark Date: 05 Jan 2026", "R2, January 2026", "release-info", "importers read the form"),
        ("xccdf-1.1.4.xml", "<title>Sample STIG</title>", "", "title", "the benchmark has no title"),
        ("xccdf-1.1.4.xml", "&lt;VulnDiscussion&gt;", "", "vuln-discussion", "viewers show nothing without it"),
        ("xccdf-1.1.4.xml", "<ident system=\"http://cyber.mil/cci\">CCI-000048</ident>", "", "cci", "counts for no control"),
        ("xccdf-1.1.4.xml", "CCI-000048<", "CCI-000048, CCI-000050<", "cci", "the ident holds 2 CCIs"),
        ("xccdf-1.1.4.xml", "CCI-000048<", "CCI-999999<", "cci-unknown", "is not in the CCI list"),
        ("xccdf-1.1.4.xml", "CCI-000048<", "CCI-000366<", "cci-not-of-srg", "is none of SRG-OS-000023-GPOS-00006's CCIs (CCI-000048)"),
        (
            "xccdf-1.1.4.xml", "http://cyber.mil/cci\">CCI-000048", "http://iase.disa.mil/cci\">CCI-000048", "cci",
            "write http://cyber.mil/cci"
        ),
        (
            "xccdf-1.1.4.xml", "Rule id=\"SV-203595r958390_rule\"", "Rule id=\"SV-203595_rule\"", "id-shape",
            "not of the form SV-123456r123456_rule"
        ),
        ("xccdf-1.1.4.xml", "Rule id=\"SV-203595r958390_rule\"", "Rule id=\"SV-203591r958362_rule\"", "duplicate-id", "stands at line"),
        (
            "xccdf-1.1.4.xml", "Rule id=\"SV-203595r958390_rule\"", "Rule id=\"SV-203599r958390_rule\"", "id-shape",
            "the rule's number is not that of its group"
        ),
        ("xccdf-1.1.4.xml", "Group id=\"V-203595\"", "Group id=\"banner\"", "id-shape", "not of the form V-123456"),
        ("xccdf-1.1.4.xml", "<title>SRG-OS-000023-GPOS-00006</title>", "<title>Banner</title>", "srg", "the id of the requirement"),
        ("xccdf-1.1.4.xml", "severity=\"medium\"", "severity=\"unknown\"", "severity", "write high, medium or low"),
        ("xccdf-1.1.4.xml", "select idref=\"V-203595\"", "select idref=\"V-1\"", "dangling", "which the benchmark has not"),
        ("xccdf-1.1.4.xml", "If /etc/issue is", "XXX: if /etc/issue is", "draft", "finish it"),
        (
            "xccdf-1.1.4.xml", "system=\"C-203595r958390_chk\"", "system=\"urn:example:tool\"", "check-system",
            "no engine knows the check system"
        ),
        ("xccdf-1.1.4.xml", "Benchmark Date: 05 Jan 2026", "Benchmark Date: 31 Feb 2026", "release-info", "with a day that exists"),
        ("xccdf-1.1.4.xml", "date=\"2026-01-05\"", "date=\"2026-02-30\"", "status", "write it as 2026-01-31"),
        ("xccdf-1.1.4.xml", "date=\"2026-01-05\"", "date=\"2026-01-06\"", "status", "is after the benchmark's, 2026-01-05"),
        (
            "xccdf-1.1.4.xml", "<version>CIMG-00-000010</version>", "<status>draft</status><version>CIMG-00-000010</version>", "status",
            "the status is \"draft\""
        ),
        ("xccdf-1.1.4.xml", "<version>1</version>", "<version>V1R2</version>", "version", "write the number alone"),
        ("xccdf-1.1.4.xml", "<version>1</version>", "", "version", "write the number before the release"),
        ("xccdf-1.1.4.xml", "<description>A benchmark of the tests.</description>", "", "description", "say what it is for"),
        ("xccdf-1.1.4.xml", "must be shown", "is shown", "style", "write it with \"must\""),
        ("xccdf-1.1.4.xml", "empty, this is a finding", "empty, tell somebody", "style", "this is a finding"),
        ("xccdf-1.1.4.xml", "CCI-000048<", "CCI-000191<", "cci-deprecated", "use one that is in force"),
        ("xccdf-1.1.4.xml", "<title>SRG-OS-000023-GPOS-00006<", "<title>SRG-NET-000015-ALG-000016<", "srg", "1 of the 3 groups"),
        ("xccdf-1.1.4.xml", "<ident system", "<requires idref=\"V-1\"/><ident system", "dangling", "requires names \"V-1\""),
        ("xccdf-1.2.xml", "xccdf_mil.disa.stig_rule_SV-203595", "xccdf_org.example_rule_SV-203595", "id-shape", "does not begin with"),
        ("xccdf-1.2.xml", "xccdf_mil.disa.stig_benchmark_", "xccdf_org.example_benchmark_", "id-shape", "importers do not know it"),
        (
            "xccdf-1.1.4.xml", "<select idref=\"V-203595\"", "<refine-value idref=\"v1\" selector=\"x\"/><select idref=\"V-203595\"",
            "dangling",
            "refine-value names \"v1\""
        ),
        ("ds.xml", ">\\S<", ">(\\S<", "oval", "does not compile"),
        ("xccdf-1.2.xml", "<version>CIMG-00-000010</version>", "", "version", "write the STIG id"),
        (
            "ds.xml", "name=\"oval:org.example:def:1\"", "name=\"oval:org.example:def:77\"", "dangling",
            "the definition \"oval:org.example:def:77\" is not in"
        ),
        ("ds.xml", "idref=\"#applies.machine\"", "idref=\"#applies.nothing\"", "platform", "so this never applies"),
        (
            "ds.xml", "fact-ref name=\"cpe:/a:stigready:fact:nginx\"", "fact-ref name=\"cpe:/a:stigready:fact:other\"", "platform",
            "is in no dictionary"
        ),
        (
            "ds.xml", "check_existence=\"at_least_one_exists\" comment=\"t\"", "check_existence=\"none_exist\" comment=\"t\"",
            "passes-on-nothing", "passes on an image without any file"
        ),
        (
            "ds.xml", "<ind:object object_ref=\"oval:org.example:obj:1\"/>", "<ind:object object_ref=\"oval:org.example:obj:8\"/>", "oval",
            "which is not in the document"
        ),
        ("ds.xml", "<ident system=\"urn:stigready:disa-rule:1\">", "<ident system=\"urn:other\">", "id-shape", "no rule id is of the form"),
    ]

    @Test("each fault by its kind, line and remedy", arguments: faults)
    func found(fault: (document: String, text: String, other: String, code: String, message: String)) async throws {
        let good = try text(fault.document)
        #expect(good.contains(fault.text), "the document has no \"\(fault.text)\"")
        let found = try await lint(good.replacingOccurrences(of: fault.text, with: fault.other))
        let match = found.first { $0.code.rawValue == fault.code && $0.diagnostic.message.contains(fault.message) }
        #expect(match != nil, "\(found.map { "\($0.diagnostic) [\($0.code.rawValue)]" })")
        #expect((match?.diagnostic.location?.line ?? 0) > 0)
    }

    @Test("a value may stand in a group, and profiles may refine it")
    func valueInGroup() async throws {
        let good = try text("xccdf-1.1.4.xml").replacingOccurrences(
            of: "<select idref=\"V-203595\" selected=\"true\"/>",
            with: "<select idref=\"V-203595\" selected=\"true\"/><refine-value idref=\"v1\" selector=\"x\"/>")
        let value = "<Value id=\"v1\"><title>t</title><value>1</value></Value>"
        let place = try #require(good.range(of: "<Rule id=\"SV-203595"))
        let whole = good.replacingCharacters(in: place.lowerBound..<place.lowerBound, with: value)
        #expect(try await lint(whole).map(\.diagnostic.description) == [])
        #expect(try await lint(good).contains { $0.code == .dangling })
    }

    @Test("a question in OCIL is what a person looks at")
    func questions() async throws {
        let good = try text("ds.xml")
        let without = good.replacingOccurrences(of: "http://scap.nist.gov/schema/ocil/2\"", with: "urn:other\"")
        #expect(try await lint(without).contains { $0.code == .check && $0.diagnostic.message.contains("say what a person looks at") })
    }

    @Test("a Rule outside of a Group, and two in one")
    func structure() async throws {
        let good = try text("xccdf-1.1.4.xml")
        let start = try #require(good.range(of: "<Rule id=\"SV-203595"))
        let end = try #require(good.range(of: "</Rule>"))
        let rule = String(good[start.lowerBound..<end.upperBound]).replacingOccurrences(of: "203595", with: "299999")
        let outside = good.replacingOccurrences(of: "</Benchmark>", with: rule + "</Benchmark>")
        #expect(try await lint(outside).contains { $0.code == .structure && $0.diagnostic.message.contains("outside of a Group") })
        let two = good.replacingCharacters(in: end, with: "</Rule>" + rule)
        #expect(try await lint(two).contains { $0.code == .structure && $0.diagnostic.message.contains("has 2 rules") })
    }

    /// What is changed in a folder, and what must be found at its line.
    static let styles: [(file: String, text: String, other: String, code: String, line: Int)] = [
        ("requirements/CIMG-00-000010.yaml", "must be shown where", "is shown where", "style", 7),
        ("requirements/CIMG-00-000010.yaml", "log in.\n", "log in\n", "style", 7),
        ("requirements/CIMG-00-000010.yaml", "this is a finding", "it is bad", "style", 12),
        ("requirements/CIMG-00-000010.yaml", "severity: medium", "severity: high", "severity", 5),
        ("requirements/CIMG-00-000010.yaml", "r958390_rule", "r958391_rule", "srg", 4),
        ("requirements/CIMG-00-000010.yaml", "[CCI-000048]", "[CCI-000048, CCI-000366]", "cci-not-of-srg", 6),
        ("requirements/CIMG-00-000010.yaml", "Write a text", "TBD, write a text", "draft", 13),
        ("requirements/CIMG-00-000020.yaml", "applies: {all: [machine]}\n", "", "style", 11),
        ("requirements/CIMG-00-000020.yaml", "severity: medium\ncci: [CCI-000015]", "cci: [CCI-000015]\nseverity: medium", "style", 6),
        ("requirements/CIMG-00-000010.yaml", "oval: [oval:org.example:def:1]\n", "", "unused", 5),
        ("benchmark.yaml", "date: 2026-01-05", "date: 2026-01-05\nstatus: draft", "status", 0),
        ("oval/all.xml", "check_existence=\"at_least_one_exists\"", "check_existence=\"none_exist\"", "passes-on-nothing", 17),
    ]

    @Test("style and the guide, at the author's line", arguments: styles)
    func foundInFolder(style: (file: String, text: String, other: String, code: String, line: Int)) async throws {
        #expect(Sample.files[style.file]?.contains(style.text) == true, "the sample has no \"\(style.text)\"")
        let found = try await ContentLint(Sample.folder(style.file, style.text, with: style.other), tables: Sample.tables()).findings
        #expect(
            found.contains { $0.code.rawValue == style.code && $0.diagnostic.location?.line == style.line },
            "\(found.map { "\($0.diagnostic) [\($0.code.rawValue)]" })")
    }

    @Test("what the build refuses is found too, all of it")
    func errors() async throws {
        let lint = try await ContentLint(
            Sample.folder("requirements/CIMG-00-000010.yaml", "severity: medium", with: "severity: x\ncolour: y"), tables: Sample.tables())
        #expect(!lint.isClean)
        #expect(lint.findings.count == 2)
    }

    @Test("what is no content is refused by name")
    func other() async throws {
        await #expect(throws: ContentError.self) { try await lint("<html/>") }
    }

    @Test("DISA's own guides are without errors", .enabled(if: Shared.guides != nil, Shared.reason), arguments: Shared.guides ?? [])
    func guides(path: String) async throws {
        let document = try XMLDocument(Array(try Data(contentsOf: URL(fileURLWithPath: path))), name: path)
        let findings = try await ContentLint(document, loader: Sample.nothingElse, tables: Sample.tables()).findings
        #expect(findings.filter { $0.diagnostic.severity == .error }.map(\.diagnostic.description) == [])
    }
}

/// Documents of DISA's beside the checkout; they are not part of the project.
enum Shared {
    static let reason: Comment = "no guides of DISA's; put shared/data/xccdf beside the checkout or name it in STIGREADY_SHARED"
    static let guides: [String]? = {
        let given = ProcessInfo.processInfo.environment["STIGREADY_SHARED"]
        let folder = (given ?? Sample.root.appendingPathComponent("../shared").standardizedFileURL.path) + "/data/xccdf"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder))?.filter { $0.hasSuffix(".xml") }.sorted() ?? []
        return names.isEmpty ? nil : names.map { "\(folder)/\($0)" }
    }()
}
