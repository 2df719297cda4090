import Assessment
import Authoring
import Diagnostics
import Foundation
import ImageFS
import SCAP
import Testing
import XCCDF
import XML

@Suite("A folder of requirements becomes documents")
struct BuildTests {
    @Test("a data stream and two manual STIGs, the same bytes each time")
    func outputs() throws {
        let build = try Sample.build()
        #expect(build.outputs.map(\.name) == ContentBuild.names)
        #expect(build.requirementCount == 3 && build.checkCount == 2 && build.factCount == 4)
        #expect(try Sample.build().outputs.map(\.bytes) == build.outputs.map(\.bytes))
        #expect(build.warnings.isEmpty)
    }

    @Test(
        "the documents are valid by the official schemas", .enabled(if: Tool.schemas != nil, "no schemas; install openscap-common"),
        arguments: [
            ("ds.xml", "sds/1.3/scap-source-data-stream_1.3.xsd"), ("xccdf-1.1.4.xml", "xccdf/1.1/xccdf-schema.xsd"),
            ("xccdf-1.2.xml", "xccdf/1.2/xccdf_1.2.xsd"),
        ])
    func schemas(name: String, schema: String) throws {
        let output = try #require(try Sample.build().outputs.first { $0.name == name })
        let schema = try XMLSchema(path: "\(try #require(Tool.schemas))/\(schema)")
        #expect(schema.validate(output.bytes, name: name).map(\.description) == [])
    }

    @Test(
        "OpenSCAP accepts the data stream and evaluates it as we do", .enabled(if: Tool.oscap != nil, "no oscap; install openscap-scanner"))
    func oscap() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "authoring-\(UUID().uuidString)")
        let etc = folder.appending(path: "root/etc")
        try FileManager.default.createDirectory(at: etc, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let stream = folder.appending(path: "ds.xml").path
        for output in try Sample.build().outputs { try Data(output.bytes).write(to: folder.appending(path: output.name)) }
        try Data("ID=debian\n".utf8).write(to: etc.appending(path: "os-release"))
        try Data("12\n".utf8).write(to: etc.appending(path: "debian_version"))
        let oscap = try #require(Tool.oscap)
        let valid = try Tool.run(oscap, ["ds", "sds-validate", stream])
        #expect(valid.status == 0, "\(valid.output)")
        // All of SCAP 1.3's Schematron rules.
        let rules = try Tool.run(oscap, ["xccdf", "validate", stream])
        #expect(rules.status == 0 && !rules.output.contains("Error"), "\(rules.output)")
        let run = try Tool.run(
            "/usr/bin/env", ["OSCAP_PROBE_ROOT=\(folder.path)/root", oscap, "xccdf", "eval", "--profile", "all", stream])
        let results = run.output.split(separator: "\n").filter { $0.hasPrefix("Result") }.map { $0.split(separator: "\t").last ?? "" }
        #expect(results == ["notapplicable", "notapplicable", "pass"], "\(run.output)")
    }

    @Test(
        "what people look at is asked as OCIL, which is valid by its schema",
        .enabled(if: Tool.schemas != nil, "no schemas; install openscap-common"))
    func questions() throws {
        let root = try Sample.document("ds.xml", try Sample.build()).root
        let component = try #require(root.children("component").first { $0.attribute("id")?.hasSuffix("-ocil.xml") == true })
        let ocil = try #require(component.child("ocil"))
        var writer = XMLWriter()
        writer.copy(ocil)
        let schema = try XMLSchema(path: "\(try #require(Tool.schemas))/ocil/2.0/ocil-2.0.xsd")
        #expect(schema.validate(writer.bytes, name: "ocil.xml").map(\.description) == [])
        #expect(ocil.child("questionnaires")?.children("questionnaire").count == 3)
        let question = ocil.child("questions")?.child("boolean_question")?.child("question_text")?.text
        #expect(question == "If /etc/issue is empty, this is a finding.\n\nIs there a finding?")
        let answer = ocil.child("test_actions")?.child("boolean_question_test_action")?.child("when_true")?.child("result")?.text
        #expect(answer == "FAIL")
    }

    @Test(
        "a benchmark that people decide alone has a valid data stream too",
        .enabled(if: Tool.oscap != nil, "no oscap; install openscap-scanner"))
    func manualOnly() throws {
        let folder = Sample.folder("requirements/CIMG-00-000020.yaml", "applies: {all: [machine]}\n")
        let alone = ContentFolder(
            path: "sample", files: folder.files.filter { $0.name == "benchmark.yaml" || $0.name.hasSuffix("000020.yaml") })
        let build = try Sample.build(alone)
        #expect(build.checkCount == 0 && build.factCount == 0)
        let file = FileManager.default.temporaryDirectory.appending(path: "manual-\(UUID().uuidString).xml")
        try Data(try #require(build.outputs.first).bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let valid = try Tool.run(try #require(Tool.oscap), ["xccdf", "validate", file.path])
        #expect(valid.status == 0, "\(valid.output)")
    }

    @Test("a definition of another class than compliance decides through one that is")
    func otherClass() throws {
        let folder = Sample.folder(
            "oval/all.xml", "class=\"compliance\" id=\"oval:org.example:def:1\"",
            with: "class=\"miscellaneous\" id=\"oval:org.example:def:1\"")
        let source = try SourceContent(document: Sample.document("ds.xml", try Sample.build(folder)), loader: Sample.nothingElse)
        let rule = try #require(try source.checklist?.benchmark().rule("xccdf_org.example_rule_CIMG-00-000010"))
        #expect(rule.checks.first?.contentRefs.map(\.name) == ["oval:org.example.requirement:def:10"])
    }

    @Test("what a schema finds in a made document is told at the author's line", .enabled(if: Tool.schemas != nil, "no schemas"))
    func authored() throws {
        let build = try Sample.build(
            Sample.folder("oval/all.xml", "check=\"all\" check_existence=\"at_least_one_exists\" comment=\"t\"", with: "check=\"all\""))
        let document = try Sample.document("ds.xml", build)
        let schema = try XMLSchema(path: "\(try #require(Tool.schemas))/sds/1.3/scap-source-data-stream_1.3.xsd")
        let violation = try #require(schema.validate(document.source, name: "ds.xml").first)
        #expect(build.authored(violation, in: document).location?.description == "sample/oval/all.xml:10")
    }

    @Test("the rule of the data stream has our id, DISA's ids, each CCI, who meets it, and its check")
    func rule() throws {
        let document = try Sample.document("ds.xml", try Sample.build())
        let source = try SourceContent(document: document, loader: Sample.nothingElse)
        #expect(source.diagnostics.map(\.description) == [])
        let benchmark = try #require(try source.checklist?.benchmark())
        #expect(benchmark.id == "xccdf_org.example_benchmark_Sample_STIG")
        #expect(benchmark.profiles.map(\.id) == ["xccdf_org.example_profile_all"])
        #expect(benchmark.plainTexts.first { $0.id == "release-info" }?.text == "Release: 2 Benchmark Date: 05 Jan 2026")
        #expect(benchmark.groups.map(\.id) == ["203595", "203591", "203780"].map { "xccdf_org.example_group_V-\($0)" })
        let rule = try #require(benchmark.rule("xccdf_org.example_rule_CIMG-00-000010"))
        #expect(rule.version == "CIMG-00-000010")
        #expect(rule.references.map(\.text) == ["SRG-OS-000023-GPOS-00006", "V-203595", "SV-203595r958390_rule"])
        #expect(rule.idents.map(\.value) == ["CCI-000048", "SV-203595r958390_rule"])
        #expect(rule.platforms == ["#applies.all2.login-path.not.any2.nginx.postgresql"])
        #expect(
            rule.checks.map(\.system) == ["http://oval.mitre.org/XMLSchema/oval-definitions-5", "http://scap.nist.gov/schema/ocil/2"])
        #expect(rule.checks.last?.contentRefs.map(\.name) == ["ocil:org.example.CIMG-00-000010:questionnaire:1"])
        #expect(rule.checks.first?.contentRefs.map(\.name) == ["oval:org.example:def:1"])
        let manual = try #require(benchmark.rule("xccdf_org.example_rule_CIMG-00-000020"))
        #expect(manual.checks.map(\.system) == ["http://scap.nist.gov/schema/ocil/2"])
        let guarded = try #require(benchmark.rule("xccdf_org.example_rule_CIMG-00-000030"))
        #expect(guarded.checks.first?.contentRefs.map(\.name) == ["oval:org.example.requirement:def:30"])
    }

    @Test(
        "scan decides: by the check, by what the image is, by the guard",
        arguments: [
            ("/etc/os-release\n| ID=debian\n/etc/debian_version\n| 12\n", ["notapplicable", "notapplicable", "pass"]),
            ("/etc/os-release\n| ID=debian\n", ["notapplicable", "notapplicable", "notchecked"]),
            ("/etc/os-release\n| NAME=x\n/etc/debian_version\n| 12\n/boot/vmlinuz\n| k\n", ["notapplicable", "notchecked", "fail"]),
            (
                "/etc/os-release\n| ID=debian\n/etc/debian_version\n| 12\n/bin/bash 0755\n| x\n/bin/login 0755\n| x\n/etc/pam.d/login\n| x\n/etc/issue\n| hello\n",
                ["pass", "notapplicable", "pass"]
            ),
        ])
    func scan(listing: String, expected: [String]) async throws {
        let document = try Sample.document("ds.xml", try Sample.build())
        let source = try SourceContent(document: document, loader: Sample.nothingElse)
        let selected = try SelectedRules(try #require(try source.checklist?.benchmark()), profile: "xccdf_org.example_profile_all")
        var target = Target(name: "image", image: try MemoryImage(listing: listing))
        let facts = target.survey()
        let result = await Assessment(
            content: AssessmentContent(source, selected: selected), selected: selected, mode: .evidence, applicability: .facts(facts),
            time: Timestamp(seconds: 0)
        ).run(on: target)
        #expect(result.rules.map(\.result.result.rawValue) == expected)
        for report in result.rules where report.result.result == .notapplicable {
            #expect(report.isProven, "\(report.rule.id): \(report.sentence)")
        }
    }

    @Test(
        "DISA's form: ids, release line, escaped discussion, one rule a group, nine profiles",
        arguments: ["xccdf-1.1.4.xml", "xccdf-1.2.xml"])
    func manual(name: String) throws {
        let root = try Sample.document(name, try Sample.build()).root
        let prefix = name == "xccdf-1.2.xml" ? "xccdf_mil.disa.stig_" : ""
        func id(_ kind: String, _ text: String) -> String { prefix.isEmpty ? text : "\(prefix)\(kind)_\(text)" }
        #expect(root.attribute("id") == id("benchmark", "Sample_STIG"))
        #expect(root.children("plain-text").first?.text == "Release: 2 Benchmark Date: 05 Jan 2026")
        #expect(root.children("Profile").count == 9)
        #expect(root.children("Profile").first?.children("select").first?.attribute("idref") == id("group", "V-203595"))
        let group = try #require(root.child("Group"))
        #expect(group.attribute("id") == id("group", "V-203595"))
        #expect(group.child("title")?.text == "SRG-OS-000023-GPOS-00006")
        let rule = try #require(group.child("Rule"))
        #expect(rule.attribute("id") == id("rule", "SV-203595r958390_rule"))
        #expect(
            rule.child("description")?.text.hasPrefix(
                "<VulnDiscussion>Without a banner <nobody> is told & nobody can be held to it.\n\nA second paragraph.\n\nLogin programs are in the image.</VulnDiscussion><FalsePositives>"
            ) == true)
        #expect(rule.child("fixtext")?.attribute("fixref") == "F-203595r958390_fix")
        #expect(rule.child("fix")?.attribute("id") == "F-203595r958390_fix")
        #expect(rule.child("check")?.attribute("system") == "C-203595r958390_chk")
        #expect(rule.child("check")?.child("check-content")?.text == "If /etc/issue is empty, this is a finding.")
    }

    /// What is changed in which file, and the message with its line.
    static let faults: [(file: String, text: String, other: String, message: String)] = [
        (
            "requirements/CIMG-00-000010.yaml", "A second paragraph.", "<Mitigations>None</Mitigations>",
            "CIMG-00-000010.yaml:8: error: CIMG-00-000010: discussion holds the tag Mitigations"
        ),
        (
            "requirements/CIMG-00-000010.yaml", "fix: Write", "fix: \"\\x07\" #",
            "CIMG-00-000010.yaml:13: error: CIMG-00-000010: fix holds the character U+7"
        ),
        ("benchmark.yaml", "date: 2026-01-05", "date: 2026-02-30", "benchmark.yaml:5: error: date \"2026-02-30\" is not of the form"),
        ("benchmark.yaml", "release: 2", "release: 0", "release \"0\" is not of the form a number from 1"),
        ("benchmark.yaml", "id: Sample_STIG", "id: 3_STIG", "id \"3_STIG\" is not of the form a letter"),
        (
            "benchmark.yaml", "namespace: org.example", "namespace: org.example\nfor: {component: sundial}",
            "\"sundial\" is no component; there are: "
        ),
        (
            "benchmark.yaml", "namespace: org.example", "namespace: org.example\nfor: {image: boat}",
            "\"boat\" is no image; there are: container, machine"
        ),
        (
            "benchmark.yaml", "namespace: org.example", "namespace: org.example\nfor: nginx",
            "for is a mapping with one of the keys image, component"
        ),
        (
            "oval/all.xml", "id=\"oval:org.example:def:3\"", "id=\"oval:org.example.requirement:def:3\"",
            "ids that begin with oval:org.example.requirement: are those of the build"
        ),
        ("oval/all.xml", ">^ID=<", ">^(ID=<", "oval/all.xml:16: error: oval:org.example:obj:2: the pattern \"^(ID=\" does not compile"),
        (
            "requirements/CIMG-00-000010.yaml", "A second paragraph.", "</VulnDiscussion>",
            "CIMG-00-000010.yaml:8: error: CIMG-00-000010: discussion holds the tag VulnDiscussion"
        ),
        (
            "requirements/CIMG-00-000010.yaml", "severity: medium", "severity: medium\ncolour: red",
            "CIMG-00-000010.yaml:6: error: CIMG-00-000010: the key \"colour\" is not known"
        ),
        ("requirements/CIMG-00-000010.yaml", "fix: Write a text to /etc/issue.\n", "", "CIMG-00-000010: fix is missing or empty; write it"),
        (
            "requirements/CIMG-00-000010.yaml", "severity: medium", "severity: severe",
            "CIMG-00-000010.yaml:5: error: CIMG-00-000010: severity \"severe\" is not of the form high, medium or low"
        ),
        (
            "requirements/CIMG-00-000010.yaml", "CCI-000048", "CCI-999999",
            "CIMG-00-000010.yaml:6: error: CIMG-00-000010: CCI-999999 is not in content/nist/cci.tsv"
        ),
        (
            "requirements/CIMG-00-000010.yaml", "[CCI-000048]", "[\"CCI-000048, CCI-000050\"]",
            "is no CCI; write each as CCI-000366, one an entry"
        ),
        (
            "requirements/CIMG-00-000010.yaml", "SRG-OS-000023-GPOS-00006", "SRG-OS-999999-GPOS-00006",
            "CIMG-00-000010.yaml:2: error: CIMG-00-000010: SRG-OS-999999-GPOS-00006 is in no table of content/srg"
        ),
        (
            "requirements/CIMG-00-000010.yaml", "SRG-OS-000023-GPOS-00006", "SRG-OS-000024-GPOS-00007",
            "V-203595 is the group of SRG-OS-000023-GPOS-00006, not of SRG-OS-000024-GPOS-00007"
        ),
        ("requirements/CIMG-00-000010.yaml", "sv: SV-203595r", "sv: SV-203596r", "is not a revision of V-203595"),
        (
            "requirements/CIMG-00-000010.yaml", "login-path", "no-such-fact",
            "CIMG-00-000010.yaml:16: error: CIMG-00-000010: the fact \"no-such-fact\" is not known"
        ),
        (
            "requirements/CIMG-00-000010.yaml", "all: [login-path", "both: [login-path",
            "applies is a fact name, or a mapping with one of the keys all, any, not"
        ),
        (
            "requirements/CIMG-00-000010.yaml", "def:1]", "def:99]",
            "CIMG-00-000010.yaml:17: error: CIMG-00-000010: the definition oval:org.example:def:99 is in no file of oval/"
        ),
        (
            "requirements/CIMG-00-000010.yaml", "responsibility: component", "responsibility: nobody",
            "responsibility \"nobody\" is not known; write one of image, component"
        ),
        (
            "requirements/CIMG-00-000010.yaml", "id: CIMG-00-000010", "id: CIMG-00-000011",
            "the file of CIMG-00-000011 is to be called CIMG-00-000011.yaml"
        ),
        ("requirements/CIMG-00-000010.yaml", "title: The", "title: [The", "CIMG-00-000010.yaml:"),
        ("requirements/CIMG-00-000020.yaml", "provider: {who: the platform, where: \"Container Platform SRG\"}", "", "provider is missing"),
        (
            "requirements/CIMG-00-000030.yaml", "guard: [oval:org.example:def:3]", "",
            "an inherent requirement passes by observed facts only"
        ),
        (
            "requirements/CIMG-00-000030.yaml", "responsibility: inherent", "responsibility: image",
            "guard is for inherent requirements only"
        ),
        (
            "requirements/CIMG-00-000030.yaml", "V-203780", "V-203595",
            "v \"V-203595\" is that of sample/requirements/CIMG-00-000010.yaml:3 too"
        ),
        ("benchmark.yaml", "release: 2", "release: two", "benchmark.yaml:4: error: release \"two\" is not of the form a number"),
        ("benchmark.yaml", "namespace: org.example", "namespace: org_example", "namespace \"org_example\" is not of the form"),
        ("benchmark.yaml", "date: 2026-01-05", "date: 5 Jan 2026", "is not of the form YYYY-MM-DD"),
        ("oval/all.xml", "</definitions>", "</definition>", "oval/all.xml:"),
        (
            "oval/all.xml", "obj:2\"/>", "obj:7\"/>",
            "oval:org.example:tst:2: refers to object \"oval:org.example:obj:7\", which is not in the document"
        ),
        (
            "oval/all.xml", "id=\"oval:org.example:def:2\"", "id=\"oval:org.example:def:1\"",
            "oval:org.example:def:1: the id stands in sample/oval/all.xml:"
        ),
        (
            "oval/all.xml", "<ind:filepath>/etc/issue</ind:filepath>", "<ind:filepath operation=\"looks like\">/etc/issue</ind:filepath>",
            "looks like"
        ),
    ]

    @Test("what is wrong is said with its line, and nothing is made", arguments: faults)
    func refused(fault: (file: String, text: String, other: String, message: String)) throws {
        #expect(Sample.files[fault.file]?.contains(fault.text) == true, "the sample has no \"\(fault.text)\"")
        let problems = Sample.problems { _ = try Sample.build(Sample.folder(fault.file, fault.text, with: fault.other)) }
        #expect(problems.contains { $0.contains(fault.message) && $0.hasPrefix("sample/") }, "\(problems)")
    }

    /// A file as bytes that are no text, or no mapping, and all that is to be said of it: once, without what follows from it.
    static let unreadable: [(file: String, bytes: [UInt8], messages: [String])] = [
        (
            "requirements/CIMG-00-000010.yaml", Array("id: x\ntitle: caf".utf8) + [0xE9, 0x0A, 0x0A, 0x0A],
            ["sample/requirements/CIMG-00-000010.yaml:2: error: invalid trailing UTF-8 octet; write text in UTF-8"]
        ),
        (
            "requirements/CIMG-00-000010.yaml", Array("- a\n".utf8),
            ["sample/requirements/CIMG-00-000010.yaml:1: error: a mapping is expected here"]
        ),
        ("benchmark.yaml", Array("- a\n".utf8), ["sample/benchmark.yaml:1: error: a mapping is expected here"]),
        ("oval/all.xml", Array("<oval_definitions>".utf8), ["sample/oval/all.xml:1: error: not well-formed XML"]),
        ("oval/all.xml", Array("<html/>".utf8), ["sample/oval/all.xml:1: error: \"html\" is no document of OVAL definitions"]),
    ]

    @Test("of a file that cannot be read one thing is said", arguments: unreadable)
    func saidOnce(file: (file: String, bytes: [UInt8], messages: [String])) throws {
        var folder = Sample.folder()
        folder.files = folder.files.map { $0.name == file.file ? .init($0.name, file.bytes) : $0 }
        let problems = Sample.problems { _ = try Sample.build(folder) }
        #expect(problems.count == file.messages.count, "\(problems)")
        for (problem, message) in zip(problems, file.messages) { #expect(problem.hasPrefix(message), "\(problem)") }
    }

    @Test("what lies among requirements and is not read is an error, not silence")
    func unread() throws {
        var folder = Sample.folder()
        folder.unread = ["requirements/CIMG-00-000040.yml", "oval/more"]
        #expect(
            Sample.problems { _ = try Sample.build(folder) } == [
                "sample/oval/more: error: it is not read: a file that ends in .xml is expected here; rename, move or remove it",
                "sample/requirements/CIMG-00-000040.yml: error: it is not read: a file that ends in .yaml is expected here; rename, move or remove it",
            ])
    }

    @Test("ids of one OVAL file may be used in another, and an id that two files have is an error")
    func severalFiles() throws {
        let second = """
            <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5"><definitions>
            \(Sample.definition(9, "tst:1"))</definitions></oval_definitions>
            """
        let folder = Sample.folder(
            "requirements/CIMG-00-000010.yaml", "def:1]", with: "def:9]", adding: ["oval/more.xml": second])
        #expect(Sample.problems { _ = try Sample.build(folder) } == [])
        let twice = Sample.folder(adding: ["oval/more.xml": second.replacingOccurrences(of: "def:9", with: "def:1")])
        #expect(
            Sample.problems { _ = try Sample.build(twice) }.contains {
                $0.hasPrefix("sample/oval/more.xml:2: error: oval:org.example:def:1")
            })
    }

    @Test("the example that is given to authors is built, valid and clean")
    func example() async throws {
        let page = String(decoding: try Sample.bytes("content/README.md"), as: UTF8.self)
        let blocks = page.matches(of: /(?m)^`([a-zA-Z0-9\/.-]+)`\n\n```(?:yaml|xml)\n((?:.*\n)*?)```$/)
        let files = blocks.map { ContentFolder.File(String($0.1), Array(String($0.2).utf8)) }
        #expect(files.map(\.name).contains("benchmark.yaml") && files.count == 4)
        let folder = ContentFolder(path: "example", files: files)
        let build = try Sample.build(folder)
        #expect(build.requirementCount == 2 && build.checkCount == 1)
        #expect(try await ContentLint(folder, tables: Sample.tables()).findings.map(\.diagnostic.description) == [])
        guard let schemas = Tool.schemas else { return }
        let schema = try XMLSchema(path: "\(schemas)/sds/1.3/scap-source-data-stream_1.3.xsd")
        #expect(schema.validate(try #require(build.outputs.first).bytes, name: "ds.xml").map(\.description) == [])
    }

    @Test("the page for authors has every key")
    func keys() throws {
        let page = String(decoding: try Sample.bytes("content/README.md"), as: UTF8.self)
        for file in ["benchmark.yaml", "requirements/CIMG-00-000010.yaml"] {
            // The message for an unknown key lists the known ones.
            let problems = Sample.problems { _ = try Sample.build(Sample.folder(file, "title: ", with: "colour: red\ntitle: ")) }
            let keys = try #require(problems.first?.split(separator: "there are: ").last?.split(separator: ", "))
            #expect(keys.count > 10)
            for key in keys { #expect(page.contains("`\(key)`"), "\(key)") }
        }
    }

    @Test("every benchmark of the package is what its folder gives")
    func committed() throws {
        let content = Sample.root.appendingPathComponent("content")
        let folders = try FileManager.default.contentsOfDirectory(atPath: content.path).sorted().filter {
            FileManager.default.fileExists(atPath: content.appendingPathComponent("\($0)/benchmark.yaml").path)
        }
        let makefile = String(decoding: try Sample.bytes("Makefile"), as: UTF8.self)
        #expect(makefile.contains("content:"), "the documents are made by make content")
        for folder in folders {
            var files: [ContentFolder.File] = []
            for part in ["", "requirements", "oval"] {
                let place = content.appendingPathComponent("\(folder)/\(part)")
                for name in (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? [] {
                    guard name.hasSuffix(".yaml") || (part == "oval" && name.hasSuffix(".xml")) else { continue }
                    let path = part.isEmpty ? name : "\(part)/\(name)"
                    files.append(.init(path, try Sample.bytes("content/\(folder)/\(path)")))
                }
            }
            var tables = try Sample.tables()
            for name in try FileManager.default.contentsOfDirectory(atPath: content.appendingPathComponent("srg").path)
            where name.hasSuffix(".tsv") && name != "gpos.tsv" {
                try tables.guides.add(Sample.bytes("content/srg/\(name)"), name: name)
            }
            let build = try ContentBuild(ContentFolder(path: folder, files: files), tables: tables)
            for output in build.outputs {
                let isCurrent = try Sample.bytes("content/\(folder)/\(output.name)") == output.bytes
                #expect(isCurrent, "content/\(folder)/\(output.name) is stale; run make content")
            }
        }
    }
}
