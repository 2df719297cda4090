import Foundation
import Reports
import Testing

/// The stylesheets and the sample of `reports`.
enum Sample {
    static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../reports")
        .standardizedFileURL

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: directory.appendingPathComponent(name)))
    }

    static func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

    static func render(_ name: String, _ document: String? = nil, _ parameters: [String: String] = [:]) throws -> String {
        let stylesheet = try Stylesheet(bytes(name), name: name, baseDirectory: directory.path)
        let document = try document.map { Array($0.utf8) } ?? bytes("sample.xml")
        return String(decoding: try stylesheet.apply(to: document, parameters: parameters), as: UTF8.self)
    }

    /// The sample with its rules replaced by `count` copies of one, each with many references.
    static func large(_ count: Int) throws -> String {
        let sample = try text("sample.xml")
        let rule = try #require(sample.firstMatch(of: /(?s)<rule id="sample-world-writable".*?<\/rule>/)).output
        let references = (0..<20).map { "<reference kind=\"CCI\">CCI-00\(1000 + $0)</reference>" }.joined()
        let rules = (0..<count).map { number in
            rule.replacingOccurrences(of: "sample-world-writable", with: "rule-\(number)")
                .replacingOccurrences(of: "<text title=\"Why", with: references + "<text title=\"Why")
        }
        let group = "<rules><group status=\"open\" title=\"Open\" count=\"\(count)\">\(rules.joined())</group></rules>"
        return sample.replacing(/(?s)<rules>.*<\/rules>/, with: group)
    }
}

@Suite("The readiness report")
struct ReportTests {
    @Test("page one says what was assessed, by what, how it stands, and how its figures are made")
    func pageOne() throws {
        let page = try Sample.render("html/report.html.xsl")
        #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
        for text in [
            "registry.example/payments/api:2.4.1", "sha256:9b7f6a1d", "Debian GNU/Linux 12 (bookworm)", "Sample container requirements 1.2",
            "3f79bb7b435b0532", "Assessed 2026-02-03T10:15:01Z", "stigready 0.1.0", "Gate not held.", "Very High",
            "(10 × 50.0 % + 4 × 60.0 % + 1 × 0.0 %) / 15 = 49.3 %", "nothing was there to look at; not counted as passing", "TICKET-1042",
            "Looked for sshd, login, getty", "approved by Grace Example, 2026-01-10, until 2026-12-31",
            "287 controls of the moderate baseline",
            "CCI-999999",
            "no control is satisfied by rules alone", "cd2662154e6d76b2", "an object is defined twice",
        ] {
            #expect(page.contains(text), "\(text)")
        }
    }

    @Test("a rule shows what was expected, what was found where, and how much of it is shown")
    func rule() throws {
        let page = try Sample.render("html/report.html.xsl")
        for text in [
            "/usr/local/bin/run.sh", "<i>permissions</i> 0777", "no file exists whose permissions contain o+w",
            "every file of the image (18,804)",
            "Found, 1 of 3 shown", "/etc/profile:12", "oval:org.example:tst:120", "Found: nothing", "the match was given up after 2000 ms",
            "RUN chmod o-w /opt/app/cache/index", "<strong>any process</strong>",
        ] {
            #expect(page.contains(text), "\(text)")
        }
    }

    @Test(
        "every link in the page leads to something in it, and no id is there twice",
        arguments: ["html/report.html.xsl", "html/controls.html.xsl"])
    func anchors(name: String) throws {
        let page = try Sample.render(name)
        let ids = page.matches(of: /\sid="([^"]+)"/).map { String($0.output.1) }
        #expect(Set(ids).count == ids.count)
        for link in page.matches(of: /href="([^"]*)"/).map({ String($0.output.1) }) {
            if link.hasPrefix("#") {
                #expect(ids.contains(String(link.dropFirst())), "\(link)")
            } else {
                #expect(link.hasPrefix("report.html"), "\(link)")
            }
        }
    }

    @Test("the page fetches nothing", arguments: ["html/report.html.xsl", "html/controls.html.xsl"])
    func selfContained(name: String) throws {
        let page = try Sample.render(name)
        #expect(page.contains("default-src 'none'"))
        for address in ["http://", "https://", " src=", "@import", "url("] { #expect(!page.contains(address), "\(address)") }
    }

    @Test("every header cell says what it heads, and without scripts all is open")
    func accessible() throws {
        let page = try Sample.render("html/report.html.xsl")
        for cell in page.matches(of: /<th\b[^>]*>/) { #expect(cell.output.contains("scope=\""), "\(cell.output)") }
        for part in page.matches(of: /<details\b[^>]*>/) { #expect(part.output.contains(" open"), "\(part.output)") }
        #expect(page.matches(of: /<h1\b/).count == 1)
        #expect(page.contains("<form class=\"filter\" id=\"filter\" hidden=\"hidden\">"))
    }

    @Test("what comes from content or image stays text")
    func escaping() throws {
        let hostile = #"&lt;script&gt;alert(1)&lt;/script&gt;&quot; onmouseover=&quot;x"#
        let sample = try Sample.text("sample.xml")
            .replacingOccurrences(of: "No file of the image can be written by everyone", with: hostile)
            .replacingOccurrences(of: "/opt/app/cache/index", with: hostile)
            .replacingOccurrences(of: "registry.example/payments/api:2.4.1", with: hostile)
        for name in ["html/report.html.xsl", "html/controls.html.xsl"] {
            let page = try Sample.render(name, sample)
            #expect(page.matches(of: /<script/).count == 1)
            #expect(page.firstMatch(of: /<\w+(\s+[\w-]+="[^"]*")*\s+onmouseover=/) == nil)
            #expect(page.contains("&lt;script&gt;alert(1)"))
        }
    }

    @Test("an element that the format does not have in prose shows its text only")
    func prose() throws {
        let sample = try Sample.text("sample.xml").replacingOccurrences(
            of: "<strong>any process</strong>", with: "<iframe src=\"x\">any process</iframe>")
        let page = try Sample.render("html/report.html.xsl", sample)
        #expect(!page.contains("<iframe"))
        #expect(page.contains("any process"))
    }

    @Test("the banner stands above and below the page")
    func banner() throws {
        let page = try Sample.render("html/report.html.xsl", nil, ["banner": "UNCLASSIFIED // SAMPLE"])
        #expect(page.matches(of: /<div class="banner (?:above|below)">UNCLASSIFIED \/\/ SAMPLE<\/div>/).count == 2)
        #expect(try !Sample.render("html/report.html.xsl").contains("class=\"banner"))
    }

    @Test("the policy names the hash of the script")
    func policy() throws {
        let page = try Sample.render("html/report.html.xsl")
        let script = try #require(page.firstMatch(of: /(?s)<script>(.*?)<\/script>/)).output.1
        let hash = try #require(page.firstMatch(of: /'sha256-([^']+)'/)).output.1
        let actual = Data(SHA256.hash(Array(String(script).utf8))).base64EncodedString()
        #expect(String(hash) == actual, "common/script.xsl: the policy must name sha256-\(actual)")
    }

    @Test("a report of 1,500 rules is made in well under a second")
    func speed() throws {
        let document = Array(try Sample.large(1_500).utf8)
        let stylesheet = try Stylesheet(
            Sample.bytes("html/report.html.xsl"), name: "html/report.html.xsl", baseDirectory: Sample.directory.path)
        var page: [UInt8] = []
        let taken = try ContinuousClock().measure { page = try stylesheet.apply(to: document) }
        #expect(page.count > 4_000_000)
        print("report of 1,500 rules by XSLT: \(taken), \(page.count) bytes")
        // 0.25 s where this was written; the bound is for busy machines.
        #expect(taken < .seconds(3))
    }

    @Test("the same document gives the same bytes, and the least document gives a report")
    func deterministic() throws {
        #expect(try Sample.render("html/report.html.xsl") == Sample.render("html/report.html.xsl"))
        let least = """
            <report xmlns="urn:stigready:report:1"><target name="x"/><tool name="stigready" version="0"/><content file="f" benchmark="b" title="t" version="1" profile-title="p"/>
            <run end="2026-01-01T00:00:00Z" mode="literal"/><summary/><rules/></report>
            """
        #expect(try Sample.render("html/report.html.xsl", least).contains("<h1>x</h1>"))
    }
}

@Suite("The list of findings as CSV")
struct FindingsTests {
    @Test("one line per rule, all fields quoted")
    func lines() throws {
        let lines = try Sample.render("csv/findings.csv.xsl").components(separatedBy: "\r\n")
        #expect(lines.count == 9 + 2)
        #expect(lines.last == "")
        #expect(lines[1].hasPrefix("\"Open\",\"CAT I\",\"fail\",\"observed\",\"sample-world-writable\",\"CIMG-00-000120\","))
        #expect(lines[1].contains(",\"AC-3\",\"CCI-000213; SRG-OS-000080; AC-3\","))
        for line in lines.dropLast() { #expect(line.components(separatedBy: "\",\"").count == 15, "\(line)") }
    }

    @Test("a quote is doubled and a formula defused", arguments: ["=", "+", "-", "@"])
    func hostile(sign: String) throws {
        let sample = try Sample.text("sample.xml").replacingOccurrences(
            of: "2 files can be written by everyone:", with: "\(sign)cmd|' /C calc'!A0 &quot;x&quot;")
        #expect(try Sample.render("csv/findings.csv.xsl", sample).contains(",\"'\(sign)cmd|' /C calc'!A0 \"\"x\"\""))
    }
}
