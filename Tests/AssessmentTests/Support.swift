import Diagnostics
import Foundation
import ImageFS
import OVAL
import RMF
import SCAP
import Testing
import XCCDF
import XML

@testable import Assessment

/// The package's own files.
enum Files {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..").standardizedFileURL

    static func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: root.appendingPathComponent(name))) }

    static func catalog() throws -> ControlCatalog {
        try ControlCatalog(
            cci: bytes("content/nist/cci.tsv"), revision5: bytes("content/nist/sp800-53-r5.tsv"),
            revision4: bytes("content/nist/sp800-53-r4.tsv"),
            families: bytes("content/nist/families.tsv"))
    }
}

/// OVAL written in a test: the parts of a document.
struct OVALText {
    var definitions = ""
    var tests = ""
    var objects = ""
    var states = ""
    var variables = ""

    var text: String {
        func part(_ name: String, _ inside: String) -> String { inside.isEmpty ? "" : "<\(name)>\(inside)</\(name)>" }
        return """
            <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5" \
            xmlns:ind="http://oval.mitre.org/XMLSchema/oval-definitions-5#independent" xmlns:unix="http://oval.mitre.org/XMLSchema/oval-definitions-5#unix" \
            xmlns:linux="http://oval.mitre.org/XMLSchema/oval-definitions-5#linux" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
            <generator><oval:schema_version>5.11.2</oval:schema_version><oval:timestamp>2026-01-01T00:00:00</oval:timestamp></generator>
            \(part("definitions", definitions))\(part("tests", tests))\(part("objects", objects))\(part("states", states))\(part("variables", variables))
            </oval_definitions>
            """
    }

    func definitionsOfDocument() throws -> Definitions { try Definitions(XMLDocument(Array(text.utf8), name: "oval.xml").root) }

    /// Definition `number` with these criteria.
    static func definition(_ number: Int, _ criteria: String, class: String = "compliance") -> String {
        """
        <definition id="oval:x:def:\(number)" version="1" class="\(`class`)"><metadata><title>t</title><description/></metadata>\(criteria)</definition>
        """
    }

    /// Definition 1 of test 1, of object 1 and states: one check in few words.
    static func check(
        _ kind: String, _ attributes: String = #"check="all""#, object: String, filters: String = "", states: [String] = [],
        variables: String = "",
        moreObjects: String = ""
    ) -> OVALText {
        let references = states.indices.map { "<\(kind.prefix { $0 != ":" }):state state_ref=\"oval:x:ste:\($0 + 1)\"/>" }.joined()
        let prefix = kind.prefix { $0 != ":" }
        return OVALText(
            definitions: definition(1, #"<criteria><criterion comment="c" test_ref="oval:x:tst:1"/></criteria>"#),
            tests: """
                <\(kind)_test id="oval:x:tst:1" version="1" comment="the comment" \(attributes)><\(prefix):object object_ref="oval:x:obj:1"/>\(references)</\(kind)_test>
                """,
            objects: #"<\#(kind)_object id="oval:x:obj:1" version="1">\#(object)\#(filters)</\#(kind)_object>"# + moreObjects,
            states: states.enumerated().map {
                #"<\#(kind)_state id="oval:x:ste:\#($0.offset + 1)" version="1">\#($0.element)</\#(kind)_state>"#
            }.joined(),
            variables: variables)
    }

    /// Evaluates everything on an image.
    func run(on target: Target) async throws -> OVALResults {
        await OVALSession.run(
            definitions: try definitionsOfDocument(), select: nil, external: [:], collector: target.collector,
            systemInfo: target.systemInfo, now: 0,
            workers: 1)
    }
}

/// Answers every object with what a test wrote down for it.
struct WrittenDown: ObjectCollector {
    var answers: [String: Collected]
    func collect(_ object: ResolvedObject) -> Collected { answers[object.object.id] ?? Collected(.notCollected) }
}

/// Images in few words.
enum Images {
    /// Like a small Debian: an account database, a package database, an sshd that is configured well.
    static let debian = """
        /etc/os-release
        | ID=debian
        | VERSION_ID="12"
        | PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
        /etc/passwd 0644 0:0
        | root:x:0:0:root:/root:/bin/bash
        | daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
        /etc/shadow 0640 0:42
        | root:*:19000:0:99999:7:::
        | daemon:*:19000:0:99999:7:::
        /etc/ssh/sshd_config 0644 0:0
        | Port 22
        | PermitRootLogin no
        /etc/motd -> /run/motd
        /run/motd
        | hello
        /tmp/ 1777 0:0
        /usr/lib/systemd/system/ssh.service
        | [Unit]
        | Wants=network.target
        | [Install]
        | WantedBy=multi-user.target
        /etc/init.d/legacy 0755
        | #!/bin/sh
        /var/lib/dpkg/status
        | Package: base-files
        | Status: install ok installed
        | Version: 12.4+deb12u5
        | Architecture: amd64
        | Maintainer: m
        | Description: d
        |

        """

    static func target(_ listing: String) throws -> Target { Target(name: "image", image: try MemoryImage(listing: listing)) }
}

/// Content for whole runs.
enum Content {
    static func demo() throws -> AssessmentContent { try content(bytes: Files.bytes("content/demo/demo-ds.xml"), name: "demo-ds.xml") }

    /// A checklist and one file of OVAL.
    static func checklist(_ rules: String, oval: OVALText, before: String = "", files: [String: String] = [:], cpe: [String] = []) throws
        -> AssessmentContent
    {
        let benchmark = """
            <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="xccdf_x_benchmark_b"><status>draft</status><title>B</title>\(before)<version>1</version>
            <model system="urn:xccdf:scoring:default"/>\(rules)</Benchmark>
            """
        var files = files
        files["oval.xml"] = oval.text
        return try content(bytes: Array(benchmark.utf8), name: "xccdf.xml", files: files, cpe: cpe)
    }

    static func rule(_ name: String, _ inside: String, severity: String = "medium") -> String {
        #"<Rule id="xccdf_x_rule_\#(name)" selected="true" severity="\#(severity)"><title>\#(name)</title>\#(inside)</Rule>"#
    }

    static func check(_ definition: Int?, attributes: String = "", exports: String = "") -> String {
        #"<check system="http://oval.mitre.org/XMLSchema/oval-definitions-5" \#(attributes)>\#(exports)<check-content-ref href="oval.xml""#
            + (definition.map { #" name="oval:x:def:\#($0)""# } ?? "") + "/></check>"
    }

    private static func content(bytes: [UInt8], name: String, files: [String: String] = [:], cpe: [String] = []) throws -> AssessmentContent
    {
        let loader = ContentLoader { path, _ throws(ContentError) in
            if path == name { return bytes }
            guard let text = files[path] else { throw ContentError(at: SourceLocation(file: path), "no such file") }
            return Array(text.utf8)
        }
        var options = SourceContent.Options()
        options.cpe = cpe
        let source = try SourceContent(name, options: options, loader: loader)
        let benchmark = try #require(source.checklist).benchmark()
        return AssessmentContent(source, selected: try SelectedRules(benchmark, profile: nil, tailoring: nil, filter: .init()))
    }
}

extension AssessmentContent {
    /// The whole run, every rule that the benchmark selects.
    func run(on target: Target, _ mode: Assessment.Mode) async throws -> AssessmentResult {
        let selected = try SelectedRules(benchmark, profile: nil, tailoring: nil, filter: .init())
        return await Assessment(content: self, selected: selected, mode: mode, time: Timestamp(seconds: 0)).run(on: target)
    }
}

extension AssessmentResult {
    /// `name: result, class`, one line a rule.
    var lines: [String] {
        rules.map {
            "\($0.rule.id.split(separator: "_").dropFirst(3).joined(separator: "_")): \($0.result.result.rawValue), \($0.evidenceClass.rawValue)"
        }
    }
}
