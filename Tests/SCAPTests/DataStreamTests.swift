import CPE
import Diagnostics
import OVAL
import SCAP
import Testing
import XCCDF
import XML

@Suite("Source data streams")
struct DataStreamTests {
    static let ocil = "http://scap.nist.gov/schema/ocil/2"
    static let stream = """
        <ds:dictionaries>\(reference("dict.xml", catalog: [("inventory.xml", "#scap_x_cref_inventory.xml")]))</ds:dictionaries>
        <ds:checklists>\(reference("xccdf.xml", catalog: [("oval.xml", "#scap_x_cref_oval.xml"), ("ext.xml", "#scap_x_cref_ext"),
            ("questions.xml", "#scap_x_cref_questions"), ("feed.xml", "#scap_x_cref_feed"), ("gone.xml", "#scap_x_cref_gone")]))
          \(reference("tailoring"))</ds:checklists>
        <ds:checks>\(reference("oval.xml"))\(reference("inventory.xml"))\(reference("questions"))
          \(reference("feed", href: "https://example.org/feed.xml.bz2"))\(reference("gone"))</ds:checks>
        <ds:extended-components>\(reference("ext", href: "#scap_x_ecomp_ext"))</ds:extended-components>
        """
    static let specification = """
        <platform-specification xmlns="http://cpe.mitre.org/language/2.0"><platform id="p"><logical-test operator="AND" negate="false">
          <check-fact-ref system="http://oval.mitre.org/XMLSchema/oval-definitions-5" href="inventory.xml" id-ref="oval:x:def:9"/>
        </logical-test></platform></platform-specification>
        """
    static let parts = [
        Part(id: "scap_x_comp_dict.xml", text: dictionary),
        Part(
            id: "scap_x_comp_xccdf.xml",
            text: benchmark(
                [
                    rule("1", href: "oval.xml"), rule("2", href: "ext.xml"), rule("3", system: ocil, href: "questions.xml"),
                    rule("4", href: "feed.xml"),
                    rule("5", href: "gone.xml"), rule("6", href: "nowhere.xml"), rule("7", system: ocil, href: "elsewhere.xml"),
                    rule("8", href: "oval.xml"),
                ], before: specification)),
        Part(id: "scap_x_comp_tailoring", text: "<Tailoring xmlns=\"http://checklists.nist.gov/xccdf/1.2\" id=\"xccdf_x_tailoring_t\"/>"),
        Part(id: "scap_x_comp_oval.xml", text: oval("oval:x:def:1")),
        Part(id: "scap_x_comp_inventory.xml", text: oval("oval:x:def:9")),
        Part(id: "scap_x_comp_questions", text: "<ocil xmlns=\"http://scap.nist.gov/schema/ocil/2.0\"/>"),
        Part(id: "scap_x_ecomp_ext", text: oval("oval:x:def:2"), isExtended: true),
    ]
    static let files = ["ds.xml": collection([stream], parts)]

    @Test("Each name that a check uses is found through the catalog, or is missing for a stated reason")
    func checks() throws {
        let content = try load(Self.files, "ds.xml")
        #expect(content.kind == .dataStream)
        #expect(content.checklist?.element.attribute("id") == "xccdf_x_benchmark_b")
        #expect(content.checklist?.componentID == "scap_x_comp_xccdf.xml")
        #expect(
            content.checks.mapValues(\.summary) == [
                "oval.xml": "oval oval:x:def:1", "ext.xml": "oval oval:x:def:2", "questions.xml": "other OCIL questionnaires",
                "feed.xml":
                    "missing it is at https://example.org/feed.xml.bz2, and nothing is fetched; put it as \"feed.xml\" into a directory that --local-files names",
                "gone.xml": "missing the component \"scap_x_comp_gone\" is not in the collection",
                "nowhere.xml": "missing the catalog of scap_x_cref_xccdf.xml does not speak of it",
                "elsewhere.xml": "missing the catalog of scap_x_cref_xccdf.xml does not speak of it",
            ])
        // A missing document of a system that is not evaluated anyway is not worth a word.
        #expect(
            content.diagnostics.compactMap(\.subject) == [
                "scap_x_cref_gone", "feed.xml", "gone.xml", "nowhere.xml", "scap_x_cref_xccdf.xml",
            ])
        #expect(
            content.diagnostics[3].message
                == "the catalog of scap_x_cref_xccdf.xml does not speak of it; checks that are in it are not evaluated")
        #expect(content.diagnostics.allSatisfy { $0.location?.line ?? 0 > 0 && $0.severity != .error })
    }

    @Test("OVAL of the stream is parsed when it is asked for")
    func parsing() throws {
        let content = try load(Self.files, "ds.xml")
        #expect(try content.checks["oval.xml"]?.definitions()?.definitions["oval:x:def:1"]?.title == "t")
        #expect(try content.checks["questions.xml"]?.definitions() == nil)
        #expect(try content.checklist?.benchmark().rules.count == 8)
        #expect(try content.ovalDefinitions().child("definitions")?.child("definition")?.attribute("id") == "oval:x:def:1")
        #expect(
            try content.ovalDefinitions("scap_x_cref_inventory.xml").child("definitions")?.child("definition")?.attribute("id")
                == "oval:x:def:9")
        #expect(throws: ContentError.self) { try content.ovalDefinitions("scap_x_cref_questions") }
    }

    @Test("Platforms are decided by the checklist's own specification and the stream's dictionaries, each seeing its own names")
    func platforms() throws {
        let content = try load(Self.files, "ds.xml")
        let needed = content.applicability.neededChecks(for: ["#p", "cpe:/o:acme:os"])
        #expect(needed.map(\.source) == ["scap_x_cref_xccdf.xml", "scap_x_cref_dict.xml"])
        #expect(needed.map { content.document(for: $0).summary } == ["oval oval:x:def:9", "oval oval:x:def:9"])
        // The checklist's catalog does not name the inventory; the dictionary's does.
        #expect(content.diagnostics.contains { $0.severity == .note && $0.message.contains("taken as \"#scap_x_cref_inventory.xml\"") })
    }

    @Test("A component elsewhere is taken from the directory of local files, by the catalog's name")
    func localFiles() throws {
        var files = Self.files
        files["local/feed.xml"] = oval("oval:x:def:7")
        var options = SourceContent.Options()
        options.localFiles = "local"
        #expect(try load(files, "ds.xml", options).checks["feed.xml"]?.summary == "oval oval:x:def:7")
        files["local/feed.xml"] = "BZh91AY"
        #expect(
            try load(files, "ds.xml", options).checks["feed.xml"]?.summary
                == "missing local/feed.xml: compressed by bzip2; decompress it first")
    }

    @Test("A name of a local file that leaves its directory is not followed")
    func localFilesStayInside() throws {
        let stream =
            "<ds:checklists>\(reference("xccdf.xml", catalog: [("../feed.xml", "https://example.org/f"), ("/etc/passwd", "https://example.org/p")]))</ds:checklists>"
        let part = Part(id: "scap_x_comp_xccdf.xml", text: benchmark([rule("1", href: "../feed.xml"), rule("2", href: "/etc/passwd")]))
        var options = SourceContent.Options()
        options.localFiles = "local"
        let files = ["ds.xml": collection([stream], [part]), "feed.xml": oval("oval:x:def:7"), "local/../feed.xml": oval("oval:x:def:7")]
        #expect(
            try load(files, "ds.xml", options).checks.mapValues(\.summary) == [
                "../feed.xml": "missing paths that leave the directory are not followed",
                "/etc/passwd": "missing absolute paths are not followed",
            ])
    }

    @Test("Tailorings of the stream are offered by id")
    func tailorings() throws {
        let content = try load(Self.files, "ds.xml")
        #expect(content.tailorings.map(\.id) == ["scap_x_cref_tailoring"])
        #expect(try content.tailoring("scap_x_cref_tailoring").attribute("id") == "xccdf_x_tailoring_t")
        #expect(throws: ContentError.self) { try content.tailoring("scap_x_cref_other") }
        #expect(try SourceContent.tailoring("ds.xml", loader: loader(Self.files)).attribute("id") == "xccdf_x_tailoring_t")
    }

    @Test("Catalogs rewrite the beginning of names, in document order")
    func catalog() {
        let catalog = Catalog([.uri(name: "a/b", uri: "#1"), .rewrite(start: "a/", prefix: "#x_"), .uri(name: "a/c", uri: "#2")])
        #expect(catalog.resolve("a/b") == "#1")
        #expect(catalog.resolve("a/c") == "#x_c")
        #expect(catalog.resolve("#3") == "#3")
        #expect(catalog.resolve("b") == nil)
    }
}

@Suite("Choosing among several streams and checklists")
struct ChoiceTests {
    static let files = [
        "ds.xml": collection(
            [
                "<ds:checks>\(reference("oval.xml"))</ds:checks>",
                "<ds:checklists>\(reference("one"))\(reference("two"))</ds:checklists><ds:checks>\(reference("oval.xml"))</ds:checks>",
                "<ds:checklists>\(reference("three"))</ds:checklists><ds:checks>\(reference("oval.xml"))</ds:checks>",
            ],
            ["one", "two", "three"].map { Part(id: "scap_x_comp_\($0)", text: benchmark([], id: $0)) }
                + [Part(id: "scap_x_comp_oval.xml", text: oval("oval:x:def:1"))])
    ]

    static func options(stream: String? = nil, xccdf: String? = nil, benchmark: String? = nil) -> SourceContent.Options {
        var options = SourceContent.Options()
        options.dataStreamID = stream
        options.xccdfID = xccdf
        options.benchmarkID = benchmark
        return options
    }

    @Test(
        "The first that fits is taken",
        arguments: [
            (options(), "scap_x_datastream_2", "one"),
            (options(stream: "scap_x_datastream_3"), "scap_x_datastream_3", "three"),
            (options(xccdf: "scap_x_cref_two"), "scap_x_datastream_2", "two"),
            (options(benchmark: "xccdf_x_benchmark_three"), "scap_x_datastream_3", "three"),
            (options(stream: "scap_x_datastream_1"), "scap_x_datastream_1", nil),
        ] as [(SourceContent.Options, String, String?)])
    func choice(options: SourceContent.Options, stream: String, benchmark: String?) throws {
        let content = try load(Self.files, "ds.xml", options)
        #expect(content.dataStream?.id == stream)
        #expect(content.checklist?.element.child("title")?.text == benchmark)
    }

    @Test("What is not there is refused with what is")
    func refused() throws {
        func message(_ options: SourceContent.Options) -> String? {
            do { _ = try load(Self.files, "ds.xml", options) } catch let error as ContentError {
                return error.diagnostics.first?.message
            } catch {}
            return nil
        }
        #expect(
            message(Self.options(stream: "x"))
                == "no such data stream; there are: scap_x_datastream_1, scap_x_datastream_2, scap_x_datastream_3")
        #expect(
            message(Self.options(stream: "scap_x_datastream_3", xccdf: "scap_x_cref_two"))
                == "no such checklist; there are: scap_x_cref_three (xccdf_x_benchmark_three)")
        #expect(message(Self.options(stream: "scap_x_datastream_1", benchmark: "b")) == "the data stream has no checklist")
    }
}

@Suite("Broken collections")
struct BrokenCollectionTests {
    @Test("What is wrong is said with its place")
    func diagnostics() throws {
        let text = """
            <ds:data-stream-collection xmlns:ds="http://scap.nist.gov/schema/scap/source/1.2" xmlns:xlink="http://www.w3.org/1999/xlink">
            <ds:data-stream id="s"><ds:checks>
            <ds:component-ref id="a"/>
            <ds:component-ref id="b" xlink:href="#absent"/></ds:checks></ds:data-stream>
            <ds:component/>
            <ds:component id="empty"/>
            <ds:component id="twice"><x/></ds:component>
            <ds:component id="twice"><x/></ds:component>
            <ds:surprise/></ds:data-stream-collection>
            """
        let collection = try SourceDataStreamCollection(XMLDocument(Array(text.utf8), name: "ds.xml"))
        #expect(
            collection.diagnostics.map(\.description) == [
                "ds.xml:3: warning: a component-ref has no id or no xlink:href and is not read",
                "ds.xml:5: warning: a component has no id, so nothing can refer to it; give it one",
                "ds.xml:6: warning: empty: the component is empty; remove it or fill it",
                "ds.xml:8: warning: twice: a second component of this id is not read; rename it",
                "ds.xml:9: warning: \"surprise\" is no part of a collection and is not read",
                "ds.xml:4: warning: b: the component \"absent\" is not in the collection; add it",
            ])
    }

    @Test("A collection without a data stream is refused")
    func noStream() {
        let text = "<data-stream-collection xmlns=\"http://scap.nist.gov/schema/scap/source/1.2\" id=\"c\"/>"
        #expect(throws: ContentError.self) { try load(["ds.xml": text], "ds.xml") }
    }
}
