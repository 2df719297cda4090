import CPE
import Diagnostics
import SCAP
import Testing
import XML

@Suite("Loose files")
struct LooseContentTests {
    static let files = [
        "dir/xccdf.xml": benchmark([
            rule("1", href: "oval.xml"), rule("2", href: "sub/oval.xml"), rule("3", href: "../oval.xml"), rule("4", href: "/etc/oval.xml"),
            rule("5", href: "https://example.org/oval.xml"), rule("6", href: "sub/../../x.xml"), rule("7", href: "xccdf.xml"),
            rule("8", href: "gone.xml"), rule("9", system: "urn:other", href: "script.sh"),
        ]),
        "dir/oval.xml": oval("oval:x:def:1"), "dir/sub/oval.xml": oval("oval:x:def:2"), "oval.xml": oval("oval:x:def:3"),
        "/etc/oval.xml": oval("oval:x:def:4"), "cpe/dict.xml": dictionary, "cpe/inventory.xml": oval("oval:x:def:9"),
    ]

    @Test("The documents of checks are looked for beside the checklist, and nowhere else")
    func beside() throws {
        let content = try load(Self.files, "dir/xccdf.xml")
        #expect(content.kind == .benchmark && content.checklist?.source == "dir/xccdf.xml")
        #expect(
            content.checks.mapValues(\.summary) == [
                "oval.xml": "oval oval:x:def:1", "sub/oval.xml": "oval oval:x:def:2",
                "../oval.xml": "missing paths that leave the directory are not followed",
                "sub/../../x.xml": "missing paths that leave the directory are not followed",
                "/etc/oval.xml": "missing absolute paths are not followed",
                "https://example.org/oval.xml": "missing it is not on this machine, and nothing is fetched",
                "xccdf.xml": "other XCCDF benchmark", "gone.xml": "missing dir/gone.xml: cannot be opened: no such file",
            ])
        #expect(content.diagnostics.count == 6)
        #expect(
            content.diagnostics.last?.description.hasSuffix(
                "warning: gone.xml: dir/gone.xml: cannot be opened: no such file; checks that are in it are not evaluated") == true)
    }

    @Test("Dictionaries that the user names bring the inventory beside them")
    func dictionaries() throws {
        var options = SourceContent.Options()
        options.cpe = ["cpe/dict.xml"]
        let content = try load(Self.files, "dir/xccdf.xml", options)
        let needed = content.applicability.neededChecks(for: ["cpe:/o:acme:os"])
        #expect(needed.map { content.document(for: $0).summary } == ["oval oval:x:def:9"])
        options.cpe = ["dir/oval.xml"]
        #expect(throws: ContentError.self) { try SourceContent("dir/xccdf.xml", options: options, loader: loader(Self.files)) }
    }

    @Test("A file of OVAL definitions is content too")
    func ovalAlone() throws {
        let content = try load(Self.files, "dir/oval.xml")
        #expect(content.kind == .ovalDefinitions && content.checklist == nil)
        #expect(try content.ovalDefinitions().localName == "oval_definitions")
    }

    @Test("Choosing by id in a file that is no collection is refused")
    func noChoice() {
        var options = SourceContent.Options()
        options.xccdfID = "x"
        #expect(throws: ContentError.self) { try SourceContent("dir/xccdf.xml", options: options, loader: loader(Self.files)) }
        options = SourceContent.Options()
        options.benchmarkID = "xccdf_x_benchmark_other"
        #expect(throws: ContentError.self) { try SourceContent("dir/xccdf.xml", options: options, loader: loader(Self.files)) }
    }

    @Test(
        "A document is known by its outermost element",
        arguments: [
            ("<Benchmark xmlns='http://checklists.nist.gov/xccdf/1.1'/>", .benchmark), ("<Benchmark/>", .other),
            ("<Tailoring xmlns='http://checklists.nist.gov/xccdf/1.2'/>", .tailoring),
            ("<TestResult xmlns='http://checklists.nist.gov/xccdf/1.2'/>", .testResult),
            ("<oval_results xmlns='http://oval.mitre.org/XMLSchema/oval-results-5'/>", .ovalResults),
            (
                "<oval_system_characteristics xmlns='http://oval.mitre.org/XMLSchema/oval-system-characteristics-5'/>",
                .ovalSystemCharacteristics
            ),
            ("<oval_variables xmlns='http://oval.mitre.org/XMLSchema/oval-variables-5'/>", .ovalVariables),
            ("<asset-report-collection xmlns='http://scap.nist.gov/schema/asset-reporting-format/1.1'/>", .assetReports),
            ("<cpe-list xmlns='http://cpe.mitre.org/dictionary/2.0'/>", .cpeDictionary),
        ] as [(String, ContentKind)])
    func kind(text: String, kind: ContentKind) throws {
        #expect(try load(["f.xml": text], "f.xml").kind == kind)
    }
}

@Suite("Files of the host")
struct ContentLoaderTests {
    @Test("What is no regular file is refused and never waited for", arguments: ["/dev/null", "/", "/nonexistent/file"])
    func noFile(path: String) {
        #expect(throws: ContentError.self) { try ContentLoader.files().bytes(path) }
    }

    @Test("A file above the limit is not read")
    func limit() throws {
        var limits = XMLLimits()
        #expect(try !ContentLoader.files(limits: limits).bytes("/etc/passwd").isEmpty)
        limits.bytes = 3
        #expect(throws: ContentError.self) { try ContentLoader.files(limits: limits).bytes("/etc/passwd") }
    }

    @Test(
        "Archives are named for what they are",
        arguments: [("PK\u{3}\u{4}", "a zip archive; unpack it first"), ("BZh9", "compressed by bzip2; decompress it first")])
    func archives(text: String, message: String) {
        #expect { try load(["f": text], "f") } throws: { ($0 as? ContentError)?.diagnostics.first?.message == message }
    }
}
