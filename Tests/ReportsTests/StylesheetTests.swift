import Foundation
import Reports
import Testing

/// A folder that is there while a test runs.
final class TemporaryFolder {
    let path: String

    init(_ files: [String: String] = [:]) throws {
        path = NSTemporaryDirectory() + "stigready reports " + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files { try write(name, text) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String) throws {
        let url = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }
}

@Suite("Stylesheets")
struct StylesheetTests {
    private func sheet(_ body: String, in folder: TemporaryFolder? = nil, name: String = "html/x.xsl") throws -> Stylesheet {
        let folder = try folder ?? TemporaryFolder()
        let text = """
            <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:exsl="http://exslt.org/common"
                xmlns:date="http://exslt.org/dates-and-times" extension-element-prefixes="exsl date">
              \(body)
            </xsl:stylesheet>
            """
        return try Stylesheet(Array(text.utf8), name: name, baseDirectory: folder.path)
    }

    private func apply(_ stylesheet: Stylesheet, to document: String = "<a>1</a>", _ parameters: [String: String] = [:]) throws -> String {
        String(decoding: try stylesheet.apply(to: Array(document.utf8), parameters: parameters), as: UTF8.self)
    }

    private func messages(_ body: () throws -> Void) -> String {
        do {
            try body()
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test("a document goes in, a report comes out")
    func applied() throws {
        let stylesheet = try sheet(#"<xsl:output method="text"/><xsl:template match="/">[<xsl:value-of select="a"/>]</xsl:template>"#)
        #expect(try apply(stylesheet) == "[1]")
        #expect(try apply(stylesheet, to: "<a>2</a>") == "[2]")
    }

    @Test("parameters are strings, whatever is in them")
    func parameters() throws {
        let stylesheet = try sheet(
            #"<xsl:output method="text"/><xsl:param name="p">default</xsl:param><xsl:template match="/"><xsl:value-of select="$p"/></xsl:template>"#
        )
        #expect(try apply(stylesheet) == "default")
        #expect(try apply(stylesheet, ["p": #"it's "/etc" or document('x')"#]) == #"it's "/etc" or document('x')"#)
    }

    @Test("a stylesheet imports its neighbours, also where the path has a space")
    func imports() throws {
        let folder = try TemporaryFolder([
            "common/y.xsl":
                #"<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:include href="z.xsl"/></xsl:stylesheet>"#,
            "common/z.xsl":
                #"<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:output method="text"/><xsl:template match="/">imported</xsl:template></xsl:stylesheet>"#,
        ])
        let body = #"<xsl:import href="../common/y.xsl"/>"#
        #expect(try apply(sheet(body, in: folder)) == "imported")
        #expect(try apply(sheet(body, in: folder, name: folder.path + "/html/x.xsl")) == "imported")
    }

    @Test("modes, names and variables mean the same on both sides of an import")
    func names() throws {
        let folder = try TemporaryFolder([
            "common/y.xsl": """
            <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:output method="text"/>
            <xsl:template match="/"><xsl:apply-templates select="a" mode="m"/><xsl:call-template name="n"/><xsl:value-of select="$v"/></xsl:template>
            </xsl:stylesheet>
            """
        ])
        let body = """
            <xsl:import href="../common/y.xsl"/><xsl:variable name="v">v</xsl:variable>
            <xsl:template match="a" mode="m">m</xsl:template><xsl:template name="n">n</xsl:template>
            """
        #expect(try apply(sheet(body, in: folder)) == "mnv")
    }

    @Test(
        "nothing outside the reports directory is imported",
        arguments: [
            "../../outside.xsl", "/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/x.xsl", "link.xsl", "missing.xsl",
            "..%2F..%2Foutside.xsl",
        ])
    func outside(address: String) throws {
        let text =
            #"<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/">stolen</xsl:template></xsl:stylesheet>"#
        let folder = try TemporaryFolder(["outside.xsl": text, "reports/html/a.txt": ""])
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/reports/html/link.xsl", withDestinationPath: "../../outside.xsl")
        let body =
            #"<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:import href="\#(address)"/></xsl:stylesheet>"#
        let error = messages { _ = try Stylesheet(Array(body.utf8), name: "html/x.xsl", baseDirectory: folder.path + "/reports") }
        #expect(error.contains("only files below the reports directory are read"), "\(error)")
    }

    @Test("no document is read while a stylesheet is applied")
    func documents() throws {
        let folder = try TemporaryFolder(["secret.xml": "<s>secret</s>"])
        for address in ["\(folder.path)/secret.xml", "../secret.xml", "file:///etc/hostname"] {
            let body =
                #"<xsl:output method="text"/><xsl:template match="/">[<xsl:value-of select="document('\#(address)')"/>]</xsl:template>"#
            let report = try? apply(sheet(body, in: folder))
            #expect(report == nil || report == "[]")
        }
    }

    @Test("no file is written while a stylesheet is applied")
    func writing() throws {
        let folder = try TemporaryFolder()
        let target = folder.path + "/written.xml"
        _ = try? apply(sheet(#"<xsl:template match="/"><exsl:document href="\#(target)"><x/></exsl:document></xsl:template>"#, in: folder))
        #expect(!FileManager.default.fileExists(atPath: target))
    }

    @Test("a stylesheet has no clock")
    func clock() throws {
        let body = #"<xsl:output method="text"/><xsl:template match="/"><xsl:value-of select="date:date-time()"/></xsl:template>"#
        #expect(messages { _ = try apply(sheet(body)) }.contains("Unregistered function"))
    }

    @Test("a stylesheet that does not end is stopped and gives an error, not half a report")
    func endless() throws {
        let recursion = #"<xsl:template match="/" name="r"><x/><xsl:call-template name="r"/></xsl:template>"#
        #expect(!messages { _ = try apply(sheet(recursion)) }.isEmpty)
    }

    @Test("a stylesheet that stops itself gives its message")
    func stopped() throws {
        let body = #"<xsl:template match="/"><x/><xsl:message terminate="yes">no such report</xsl:message></xsl:template>"#
        #expect(messages { _ = try apply(sheet(body)) }.contains("no such report"))
    }

    @Test("what does not compile is an error that names the stylesheet and the cause")
    func compiling() throws {
        let error = messages { _ = try sheet(#"<xsl:template match="/"><xsl:value-of select="a["/></xsl:template>"#) }
        #expect(error.hasPrefix("html/x.xsl: error: "))
        #expect(error.contains("a["))
        #expect(messages { _ = try Stylesheet(Array("<a".utf8), name: "x.xsl", baseDirectory: "/") }.hasPrefix("x.xsl: error: "))
        #expect(messages { _ = try Stylesheet([], name: "x.xsl", baseDirectory: "/no/such") }.contains("cannot be read"))
    }

    @Test("a document with a document type is refused, and so is one that is not well formed")
    func hostileDocuments() throws {
        let stylesheet = try sheet(#"<xsl:output method="text"/><xsl:template match="/"><xsl:value-of select="."/></xsl:template>"#)
        let entity = #"<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>"#
        #expect(messages { _ = try apply(stylesheet, to: entity) }.contains("document type"))
        #expect(!messages { _ = try apply(stylesheet, to: "<a><b></a>") }.isEmpty)
        #expect(!messages { _ = try apply(stylesheet, to: "") }.isEmpty)
    }

    @Test("one stylesheet serves many threads, and so do several that are compiled at once")
    func threads() async throws {
        let body = #"<xsl:output method="text"/><xsl:template match="/">[<xsl:value-of select="a"/>]</xsl:template>"#
        let shared = try sheet(body)
        let results = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<50 {
                group.addTask {
                    let own = try? sheet(body)
                    return (try? apply(shared, to: "<a>\(number)</a>")) == "[\(number)]" && own.flatMap { try? apply($0) } == "[1]"
                }
            }
            return await group.allSatisfy { $0 }
        }
        #expect(results)
    }
}
