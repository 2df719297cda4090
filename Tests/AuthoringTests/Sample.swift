import Authoring
import Diagnostics
import Foundation
import RMF
import SCAP
import XML

/// A folder of content that the tests write: three requirements, one for each way of being decided.
enum Sample {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..").standardizedFileURL

    static func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: root.appendingPathComponent(name))) }

    /// The package's own tables.
    static func tables() throws -> ReferenceTables {
        var guides = SRGTable()
        try guides.add(bytes("content/srg/gpos.tsv"), name: "gpos.tsv")
        return ReferenceTables(
            controls: try ControlCatalog(
                cci: bytes("content/nist/cci.tsv"), revision5: bytes("content/nist/sp800-53-r5.tsv"),
                revision4: bytes("content/nist/sp800-53-r4.tsv"), families: bytes("content/nist/families.tsv")),
            guides: guides)
    }

    static let benchmark = """
        id: Sample_STIG
        title: Sample STIG
        version: 1
        release: 2
        date: 2026-01-05
        description: A benchmark of the tests.
        notice: None.
        publisher: The tests
        source: example
        srg: {name: General Purpose Operating System SRG, version: V3R3}
        namespace: org.example

        """

    /// A requirement that a definition decides, where people log in.
    static let banner = """
        id: CIMG-00-000010
        srg: SRG-OS-000023-GPOS-00006
        v: V-203595
        sv: SV-203595r958390_rule
        severity: medium
        cci: [CCI-000048]
        title: The banner must be shown where people log in.
        discussion: |
          Without a banner <nobody> is told & nobody can be held to it.

          A second paragraph.
        check: If /etc/issue is empty, this is a finding.
        fix: Write a text to /etc/issue.
        responsibility: component
        reason: Login programs are in the image.
        applies: {all: [login-path, {not: {any: [nginx, postgresql]}}]}
        oval: [oval:org.example:def:1]
        deployer: Nothing.
        response: The banner is shown.

        """

    /// One that the host meets.
    static let accounts = """
        id: CIMG-00-000020
        srg: SRG-OS-000001-GPOS-00001
        v: V-203591
        sv: SV-203591r958362_rule
        severity: medium
        cci: [CCI-000015]
        title: Accounts must be managed by a central service.
        discussion: One place knows all accounts.
        check: If accounts are kept by hand, this is a finding.
        fix: Use a directory.
        responsibility: platform
        reason: Accounts are those of the platform.
        applies: {all: [machine]}
        provider: {who: the platform, where: "Container Platform SRG"}

        """

    /// One that passes by two definitions behind a guard.
    static let inherent = """
        id: CIMG-00-000030
        srg: SRG-OS-000480-GPOS-00227
        v: V-203780
        sv: SV-203780r991589_rule
        severity: medium
        cci: [CCI-000366]
        title: The image must be what it says.
        discussion: A name is the least.
        check: If /etc/os-release names nothing, this is a finding.
        fix: Write /etc/os-release.
        responsibility: inherent
        reason: Every image of a distribution has it.
        oval: [oval:org.example:def:2]
        guard: [oval:org.example:def:3]

        """

    static let oval = """
        <?xml version="1.0" encoding="UTF-8"?>
        <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5" \
        xmlns:ind="http://oval.mitre.org/XMLSchema/oval-definitions-5#independent">
        <generator><oval:schema_version>5.11.2</oval:schema_version><oval:timestamp>2026-01-01T00:00:00Z</oval:timestamp></generator>
        <definitions>
        \(definition(1, "tst:1"))
        \(definition(2, "tst:2"))
        \(definition(3, "tst:3"))
        </definitions>
        <tests>
        \(test(1))
        \(test(2))
        \(test(3))
        </tests>
        <objects>
        \(object(1, "/etc/issue", "\\S"))
        \(object(2, "/etc/os-release", "^ID="))
        \(object(3, "/etc/debian_version", "\\S"))
        </objects>
        </oval_definitions>
        """

    static func definition(_ number: Int, _ test: String, kind: String = "compliance") -> String {
        """
        <definition class="\(kind)" id="oval:org.example:def:\(number)" version="1"><metadata><title>d\(number)</title><affected family="unix"/>\
        <description>d</description></metadata><criteria><criterion comment="c" test_ref="oval:org.example:\(test)"/></criteria></definition>
        """
    }

    static func test(_ number: Int, existence: String = "at_least_one_exists") -> String {
        """
        <ind:textfilecontent54_test id="oval:org.example:tst:\(number)" version="1" check="all" check_existence="\(existence)" comment="t">\
        <ind:object object_ref="oval:org.example:obj:\(number)"/></ind:textfilecontent54_test>
        """
    }

    static func object(_ number: Int, _ path: String, _ pattern: String) -> String {
        """
        <ind:textfilecontent54_object id="oval:org.example:obj:\(number)" version="1"><ind:filepath>\(path)</ind:filepath>\
        <ind:pattern operation="pattern match">\(pattern)</ind:pattern><ind:instance datatype="int">1</ind:instance></ind:textfilecontent54_object>
        """
    }

    /// The files by name.
    static let files: [String: String] = [
        "benchmark.yaml": benchmark, "requirements/CIMG-00-000010.yaml": banner, "requirements/CIMG-00-000020.yaml": accounts,
        "requirements/CIMG-00-000030.yaml": inherent, "oval/all.xml": oval,
    ]

    /// The folder with a text in one of its files replaced; an empty name changes nothing.
    static func folder(_ name: String = "", _ text: String = "", with other: String = "", adding more: [String: String] = [:])
        -> ContentFolder
    {
        var files = files.merging(more) { $1 }
        if let old = files[name] { files[name] = old.replacingOccurrences(of: text, with: other) }
        return ContentFolder(path: "sample", files: files.map { .init($0.key, Array($0.value.utf8)) })
    }

    static func build(_ folder: ContentFolder = folder()) throws -> ContentBuild { try ContentBuild(folder, tables: tables()) }

    static func document(_ name: String, _ build: ContentBuild) throws -> XMLDocument {
        let output = build.outputs.first { $0.name == name }
        return try XMLDocument(output?.bytes ?? [], name: name)
    }

    /// No file but the document itself.
    static let nothingElse = ContentLoader { path, _ throws(ContentError) in throw ContentError(about: path, "there is no such file") }

    /// What a throwing call had to say.
    static func problems(_ body: () throws -> Void) -> [String] {
        do {
            try body()
            return []
        } catch let error as ContentError { return error.diagnostics.map(\.description) } catch { return ["\(error)"] }
    }
}

/// A program of the system, run for its exit status and output.
enum Tool {
    static func run(_ path: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }

    static let oscap: String? = FileManager.default.isExecutableFile(atPath: "/usr/bin/oscap") ? "/usr/bin/oscap" : nil
    static let schemas: String? =
        FileManager.default.fileExists(atPath: "/usr/share/openscap/schemas") ? "/usr/share/openscap/schemas" : nil
}
