import Foundation
import Testing

@Suite("render: reports of saved results, and one page over many")
struct SiteTests {
    /// Two scans in folders of their own, one of them with a finding.
    private func scanned() throws -> TemporaryFolder {
        let folder = try TestContent.make()
        for (name, mode) in [("one", 0o640), ("two words & more", 0o644)] {
            try folder.write("root:*:1:0:9:7:::\n", to: "root/etc/shadow", mode: mode)
            _ = try Program.run(["scan", "root", "--content", Program.demo, "--time", Program.time, "--output", "all/\(name)"], in: folder)
        }
        return folder
    }

    @Test("a page lists every result below a folder and leads to its report")
    func site() throws {
        let folder = try scanned()
        let run = try Program.run(["render", "site", "all", "-o", "web", "--banner", "SAMPLE"], in: folder)
        #expect(run.status == 0 && run.messages == ["web/index.html: 2 results"], "\(run.errors)")
        let page = try folder.text("web/index.html")
        for text in ["href=\"./one/report.html\"", "href=\"./two%20words%20%26%20more/report.html\"", "findings", "holds", "SAMPLE"] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(try folder.text("web/one/report.html").contains("SAMPLE") && folder.exists("web/two words & more/report.html"))
        #expect(try Program.run(["render", "site", "all", "-o", "web2", "--banner", "SAMPLE"], in: folder).status == 0)
        #expect(try folder.bytes("web/index.html") == folder.bytes("web2/index.html"))
    }

    @Test("in place, the reports that scan wrote stay as they are")
    func inPlace() throws {
        let folder = try scanned()
        let before = try folder.bytes("all/one/report.html")
        #expect(try Program.run(["render", "site", "all", "--banner", "SAMPLE"], in: folder).status == 0)
        #expect(try folder.bytes("all/one/report.html") == before && folder.exists("all/index.html"))
    }

    @Test("a result that cannot be read is named on the page and on standard error, and the status says so")
    func unreadable() throws {
        let folder = try scanned()
        try folder.write("{}", to: "all/bad/results.json")
        let run = try Program.run(["render", "site", "all", "-o", "web"], in: folder)
        #expect(run.status == 2 && run.messages.count == 2)
        #expect(try folder.text("web/index.html").contains("bad/results.json"))
        #expect(try Program.run(["render", "site", "root", "-o", "web3"], in: folder).status == 1)
        #expect(!folder.exists("web3"))
        #expect(try Program.run(["render", "site", "none"], in: folder).status == 1)
        #expect(try Program.run(["render", "site", "all", "--no-answers"], in: folder).status == 64)
    }

    @Test("banner, validity and changes since an earlier result stand in the report; without them it is that of scan")
    func options() throws {
        let folder = try scanned()
        let plain = try Program.run(["render", "html", "all/one/results.json"], in: folder)
        #expect(Data(plain.output.utf8) == (try folder.bytes("all/one/report.html")))
        let run = try Program.run(
            [
                "render", "html", "all/two words & more/results.json", "--banner", "CUI", "--stale-after", "90", "--since",
                "all/one/results.json",
            ],
            in: folder)
        #expect(run.status == 0, "\(run.errors)")
        for text in [
            "<div class=\"banner above\">CUI</div>", "Valid until 2026-05-01", "Changes since root", "Worse (1)",
            "results.json</code>, SHA-256",
        ] {
            #expect(run.output.contains(text), "\(text)")
        }
        #expect(try Program.run(["render", "html", "all/one/results.json", "--stale-after", "0"], in: folder).status == 64)
    }

    @Test("the digest in the report is that of the results beside it")
    func integrity() throws {
        let folder = try scanned()
        let sum = try Program.run("/usr/bin/sha256sum", ["all/one/results.json"], in: folder).output.prefix(64)
        #expect(try folder.text("all/one/report.html").contains("SHA-256 <code>\(sum)</code>"))
    }
}
