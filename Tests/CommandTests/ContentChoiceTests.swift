import Foundation
import Testing

@Suite("content import, list and remove; content that a scan chooses")
struct ContentChoiceTests {
    /// A checklist in DISA's shape: one rule that the test content checks by STIG id, one that nothing checks.
    static func manual(release: Int) -> String {
        func rule(_ number: Int, _ version: String) -> String {
            """
            <Group id="V-\(number)"><title>SRG-OS-000001-GPOS-00001</title><Rule id="SV-\(number)r\(release)_rule" weight="10.0" severity="high"><version>\(version)</version>
            <title>Requirement \(number)</title><description>&lt;VulnDiscussion&gt;Why.&lt;/VulnDiscussion&gt;</description><ident system="http://cyber.mil/cci">CCI-000366</ident>
            <fixtext fixref="F-\(number)_fix">Do it.</fixtext><fix id="F-\(number)_fix"/><check system="C-\(number)_chk"><check-content-ref href="E.xml" name="M"/><check-content>Look.</check-content></check></Rule></Group>
            """
        }
        return """
            <?xml version="1.0" encoding="utf-8"?>
            <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.1" id="Example_1_STIG"><status date="2026-01-0\(release)">accepted</status><title>Example Guide</title><description>d</description>
            <plain-text id="release-info">Release: \(release) Benchmark Date: 01 Jan 2026</plain-text><version>1</version>\(rule(1, "EX-1"))\(rule(2, "EX-2"))</Benchmark>
            """
    }

    /// A folder with an image, a library, and the program's data with content of these tests in it.
    private func make() throws -> TemporaryFolder {
        let folder = try TestContent.make()
        try folder.write(
            "id\tversion\tcpe\tbenchmark\nexample\t1\tcpe:/o:example:linux:1\tExample_1_STIG\n", to: "data/content/systems.tsv")
        try folder.write(Self.manual(release: 3), to: "U_Example_1_STIG_V1R3_Manual-xccdf.xml")
        try folder.write(Self.manual(release: 4), to: "U_Example_1_STIG_V1R4_Manual-xccdf.xml")
        // The same checks for the same STIG.
        let stream = TestContent.dataStream.replacing(
            "\(TestContent.prefix)benchmark_test", with: "xccdf_mil.disa.stig_benchmark_Example_1_STIG"
        )
        .replacing("<title>The accounts\n    are there</title>", with: "<version>EX-1</version><title>The accounts are there</title>")
        try folder.write(stream, to: "Example_SCAP_Benchmark.xml")
        for name in ["content/nist", "reports"] {
            let place = folder.url.appending(path: "data/\(name)")
            try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(at: place, withDestinationURL: Program.repository.appending(path: name))
        }
        return folder
    }

    /// The program's own content, as its folder is.
    private func addOwn(_ name: String, _ purpose: String, to folder: TemporaryFolder) throws {
        try folder.write("id: \(name)_SRG\ntitle: T\nversion: 1\nrelease: 1\n\(purpose)\n", to: "data/content/\(name)/benchmark.yaml")
        let demo = String(decoding: try Data(contentsOf: URL(filePath: Program.demo)), as: UTF8.self)
        let benchmark = try #require(demo.firstMatch(of: /<[a-z0-9.-]*:?Benchmark[^>]* id="([^"]+)"/)).1
        try folder.write(demo.replacing(String(benchmark), with: "xccdf_x_benchmark_\(name)"), to: "data/content/\(name)/ds.xml")
    }

    private func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Program.Run {
        try Program.run(
            arguments, in: folder, environment: ["STIGREADY_LIBRARY": folder.path("library"), "STIGREADY_DATA": folder.path("data")])
    }

    private func scan(_ arguments: [String], in folder: TemporaryFolder) throws -> Program.Run {
        try run(["scan", "root", "--time", Program.time, "--output", "out"] + arguments, in: folder)
    }

    private func record(_ name: String = "out/results.json", in folder: TemporaryFolder) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: try folder.bytes(name)) as? [String: Any])
    }

    @Test("what is imported is listed, as text and as JSON, and can be taken out")
    func importing() throws {
        let folder = try make()
        let names = ["U_Example_1_STIG_V1R3_Manual-xccdf.xml", "U_Example_1_STIG_V1R4_Manual-xccdf.xml", "Example_SCAP_Benchmark.xml"]
        let first = try run(["content", "import"] + names, in: folder)
        #expect(first.status == 0, "\(first.errors)")
        #expect(
            first.output.contains(
                "imported: Example_1_STIG V1R4, checklist for people, 2 rules, from U_Example_1_STIG_V1R4_Manual-xccdf.xml\n"))
        #expect(first.output.contains("Example_1_STIG: V1R4 is used; V1R3, 1 by --content Example_1_STIG:VERSION\n"))
        let again = try run(["content", "import"] + names, in: folder)
        #expect(again.status == 0)
        #expect(again.output.contains("\n3 already there  ("))
        let list = try run(["content", "list"], in: folder)
        #expect(list.output.contains("  Example_1_STIG  V1R4  Example Guide  (checklist for people, 2 rules, 0 with checks)\n"))
        let json = try run(["content", "list", "--json"], in: folder)
        let index = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let entries = try #require(index["library"] as? [[String: Any]])
        #expect(entries.count == 3)
        #expect(entries.allSatisfy { ($0["sha256"] as? String)?.count == 64 && $0["origin"] is String && $0["platforms"] is [String] })
        #expect(try run(["content", "remove", "Example_1_STIG:V1R3"], in: folder).status == 0)
        #expect(!(try run(["content", "list"], in: folder)).output.contains("V1R3"))
        #expect(try run(["content", "remove", "Example_1_STIG:V1R3"], in: folder).status == 1)
    }

    @Test("what cannot be imported is one line on standard error, and the rest is imported")
    func bad() throws {
        let folder = try make()
        try folder.write("PK\u{3}\u{4}nothing of a zip", to: "bad.zip")
        let run = try run(["content", "import", "bad.zip", "U_Example_1_STIG_V1R4_Manual-xccdf.xml"], in: folder)
        #expect(run.status == 1)
        #expect(run.messages.count == 1)
        #expect(run.messages.first?.hasPrefix("error: bad.zip: damaged, or no zip archive") == true)
        #expect(run.output.contains("imported: Example_1_STIG V1R4"))
    }

    @Test("without --content the STIG of the image's system is used, with the checks that the library has for it, and why is written")
    func ofLibrary() throws {
        let folder = try make()
        let names = ["U_Example_1_STIG_V1R3_Manual-xccdf.xml", "U_Example_1_STIG_V1R4_Manual-xccdf.xml", "Example_SCAP_Benchmark.xml"]
        _ = try run(["content", "import"] + names, in: folder)
        let scan = try scan([], in: folder)
        #expect(scan.status == 0, "\(scan.output)\(scan.errors)")
        let content = try #require(try record(in: folder)["content"] as? [String: Any])
        let chain = try #require(content["chosenBecause"] as? [String])
        #expect(content["benchmark"] as? String == "Example_1_STIG")
        #expect(chain.count == 5, "\(chain)")
        #expect(chain[1] == "its STIG is Example_1_STIG, which the library has in V1R4, V1R3, 1")
        #expect(chain[3].hasPrefix("1 of 2 rules are checked by xccdf_mil.disa.stig_benchmark_Example_1_STIG 1 ("))
        for step in chain { #expect(scan.output.contains("          \(step)\n")) }
        #expect(try folder.text("out/report.html").contains("its STIG is Example_1_STIG"))
        let rules = try #require(try record(in: folder)["rules"] as? [[String: Any]])
        #expect(rules.map { $0["id"] as? String } == ["SV-1r4_rule", "SV-2r4_rule"])
        #expect(rules.map { $0["result"] as? String } == ["pass", "notchecked"])
        #expect((rules[0]["sentence"] as? String)?.hasSuffix("[check by STIG id: present]") == true)
        #expect((rules[1]["sentence"] as? String)?.hasPrefix("left to a person") == true)
        let again = try self.scan([], in: folder)
        #expect(again.output == scan.output)
    }

    @Test(
        "results of a checklist with checks from elsewhere are valid XCCDF",
        .enabled(if: schemas, "no XCCDF schemas; install openscap-common"))
    func valid() throws {
        let folder = try make()
        _ = try run(["content", "import", "U_Example_1_STIG_V1R4_Manual-xccdf.xml", "Example_SCAP_Benchmark.xml"], in: folder)
        _ = try scan(["--formats", "all"], in: folder)
        let validation = try run(["xccdf", "validate", "out/results.xccdf.xml"], in: folder)
        #expect(validation.status == 0, "\(validation.errors)")
    }

    private static let schemas = FileManager.default.fileExists(atPath: "/usr/share/openscap/schemas/xccdf/1.1/xccdf-schema.xsd")

    @Test("a data stream named after a checklist brings its checks and is not assessed by itself; without its rules it is")
    func second() throws {
        let folder = try make()
        let with = try scan(["--content", "U_Example_1_STIG_V1R4_Manual-xccdf.xml", "--content", "Example_SCAP_Benchmark.xml"], in: folder)
        #expect(with.status == 0, "\(with.output)\(with.errors)")
        #expect(with.output.contains("matched 1 by STIG id; 1 are left to a person"))
        #expect(folder.exists("out/results.json"))
        // Options for the rules of the checklist are not for what brings its checks.
        let one = try scan(
            ["--content", "U_Example_1_STIG_V1R4_Manual-xccdf.xml", "--content", "Example_SCAP_Benchmark.xml", "--rule", "SV-1r4_rule"],
            in: folder)
        #expect(one.output.contains("1 of 1 rules are checked by"), "\(one.errors)")
        let without = try scan(
            ["--content", "U_Example_1_STIG_V1R4_Manual-xccdf.xml", "--content", Program.demo, "--output", "two"], in: folder)
        #expect(without.output.contains("its checks are prose, and no data stream at hand has its rules"))
        #expect(folder.exists("two/Example_1_STIG/results.json"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("two")).count == 2)
    }

    @Test("--content takes an id of the library; a file of that name wins")
    func id() throws {
        let folder = try make()
        _ = try run(["content", "import", "U_Example_1_STIG_V1R3_Manual-xccdf.xml", "U_Example_1_STIG_V1R4_Manual-xccdf.xml"], in: folder)
        let old = try scan(["--content", "Example_1_STIG:V1R3", "--json"], in: folder)
        #expect(old.output.contains("SV-1r3_rule"))
        let new = try scan(["--content", "Example_1_STIG", "--json"], in: folder)
        #expect(new.output.contains("SV-1r4_rule"))
        try FileManager.default.copyItem(atPath: Program.demo, toPath: folder.path("Example_1_STIG"))
        let file = try scan(["--content", "Example_1_STIG", "--json"], in: folder)
        #expect(!file.output.contains("SV-1r4_rule"))
        let none = try scan(["--content", "Nothing_STIG"], in: folder)
        #expect(none.status == 1)
        #expect(none.messages == ["error: Nothing_STIG: neither a file nor content of the library; there are: Example_1_STIG"])
    }

    @Test("without a STIG the program's own content is used, and that of components that are in the image")
    func own() throws {
        let folder = try make()
        try addOwn("gpos-container", "for: {image: container}", to: folder)
        try addOwn("sshd", "", to: folder)
        let one = try scan([], in: folder)
        #expect(one.status == 0, "\(one.output)\(one.errors)")
        #expect(one.output.contains("the program's own gpos-container (gpos-container_SRG V1R1) is for images run as a container\n"))
        #expect(folder.exists("out/results.json"))
        try folder.write("x", to: "root/usr/sbin/sshd", mode: 0o755)
        let two = try scan(["--output", "two"], in: folder)
        #expect(two.output.contains("OpenSSH server is in it (/usr/sbin/sshd)\n"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path("two")).sorted() == [
                "xccdf_x_benchmark_gpos-container", "xccdf_x_benchmark_sshd",
            ])
        let list = try run(["content", "list"], in: folder)
        #expect(list.output.contains("  gpos-container  V1R1  T  (for images run as a container)\n"))
        #expect(list.output.contains("  sshd  V1R1  T  (for images with sshd)\n"))
    }

    @Test("an image for which nothing is, is an error that says what to do; nothing is written")
    func nothing() throws {
        let folder = try make()
        let run = try scan([], in: folder)
        #expect(run.status == 1)
        #expect(run.messages.count == 1)
        #expect(run.messages.first?.contains("import its STIG by stigready content import") == true)
        #expect(!folder.exists("out"))
    }

    @Test("a file of the library that was changed is not used")
    func changed() throws {
        let folder = try make()
        _ = try run(["content", "import", "U_Example_1_STIG_V1R4_Manual-xccdf.xml"], in: folder)
        let file = "library/Example_1_STIG/V1R4/manual-U_Example_1_STIG_V1R4_Manual-xccdf.xml"
        try folder.write(try folder.text(file).replacing("Look.", with: "Do not look."), to: file)
        let run = try scan([], in: folder)
        #expect(run.status == 1)
        #expect(run.messages.first?.hasSuffix("not the file that was imported: its SHA-256 is another; import it again") == true)
    }

    @Test("the summary counts each selected rule once, by what decided it, and groups what does not apply by its reason")
    func summary() throws {
        let folder = try make()
        let run = try scan(["--content", "test-xccdf.xml", "--profile", "(all)", "--cpe", "dictionary.xml"], in: folder)
        let counts = run.output.split(separator: "\n").compactMap { line -> Int? in
            guard line.prefix(6).last?.isNumber == true, line.prefix(10).contains(where: \.isNumber), !line.hasSuffix("rules selected"),
                line.dropFirst(6).first == " "
            else { return nil }
            return Int(line.prefix(6).drop { $0 == " " })
        }
        #expect(run.output.contains("     7 rules selected\n"), "\(run.output)")
        #expect(counts.reduce(0, +) == 7, "\(run.output)")
    }
}
