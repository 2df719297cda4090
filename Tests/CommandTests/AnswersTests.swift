import Foundation
import Testing

@Suite("answers: from a scan to an answer file and back")
struct AnswersCommandTests {
    /// A scanned folder in which one rule is open.
    private func scanned() throws -> TemporaryFolder {
        let folder = try TestContent.make()
        try folder.write("root:*:1:0:9:7:::\n", to: "root/etc/shadow", mode: 0o644)
        #expect(try scan([], in: folder).status == 2)
        return folder
    }

    private func scan(_ arguments: [String], time: String = Program.time, in folder: TemporaryFolder) throws -> Program.Run {
        try Program.run(["scan", "root", "--content", Program.demo, "--time", time, "--output", "out"] + arguments, in: folder)
    }

    /// The new answer file of the scan, its entries filled in.
    private func fill(_ folder: TemporaryFolder, set: String, as kind: String, more: String = "") throws {
        let run = try Program.run(["answers", "new", "out/results.json", "-o", "a.yaml"], in: folder)
        #expect(run.status == 0 && run.messages == ["1 of 6 rules need a person"], "\(run.errors)")
        let text = try folder.text("a.yaml").replacingOccurrences(of: "set:\n", with: "set: \(set)\n")
            .replacingOccurrences(of: "as:\n", with: "as: \(kind)\n")
            .replacingOccurrences(of: "justification:\n", with: "justification: made at start\n\(more)")
            .replacingOccurrences(of: "by:\n", with: "by: A\n").replacingOccurrences(of: "date:\n", with: "date: 2026-01-01\n")
            .replacingOccurrences(of: "expires:\n", with: "expires: 2026-06-30\n")
        try folder.write(text, to: "a.yaml")
    }

    private func results(_ folder: TemporaryFolder) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: folder.bytes("out/results.json")) as? [String: Any])
    }

    @Test("a false positive is applied, said in summary and results, and the gate holds")
    func applied() throws {
        let folder = try scanned()
        try fill(folder, set: "not_a_finding", as: "false_positive", more: "    evidence_ref: T-1\n")
        let run = try scan(["--answers", "a.yaml"], in: folder)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        // The content is not DISA's, which is said.
        #expect(run.messages.allSatisfy { $0.hasPrefix("note: ") }, "\(run.errors)")
        #expect(run.output.contains("answers: 1 applied, 0 void"))
        #expect(run.output.contains("     1 decided by answers of people, which are no evidence"))
        let rules = try #require(try results(folder)["rules"] as? [[String: Any]])
        let answered = try #require(rules.first { $0["answer"] != nil })
        #expect(
            answered["result"] as? String == "pass" && answered["evidence"] as? String == "answer"
                && answered["literal"] as? String == "fail")
        #expect((answered["answer"] as? [String: Any])?["before"] as? String == "fail")
        #expect((answered["answer"] as? [String: Any])?["location"] as? String == "a.yaml:15")
        #expect(try folder.text("out/report.html").contains("made at start"))
        let raw = try scan(["--answers", "a.yaml", "--no-answers"], in: folder)
        #expect(raw.status == 2 && !raw.output.contains("answers:"))
        #expect(!(try folder.text("out/report.html")).contains("made at start"))
    }

    @Test("a risk that is accepted fails the gate all the same")
    func risk() throws {
        let folder = try scanned()
        try fill(folder, set: "open", as: "risk_accepted", more: "    approved_by: B\n")
        let run = try scan(["--answers", "a.yaml"], in: folder)
        #expect(run.status == 2 && run.output.contains("open findings: CAT I 1") && run.output.contains("answers: 1 applied"))
    }

    @Test(
        "an answer that has expired, or whose evidence changed, is void: said on standard error, in summary and report, and it fails the gate"
    )
    func void() throws {
        let folder = try scanned()
        try fill(folder, set: "not_a_finding", as: "false_positive", more: "    evidence_ref: T-1\n")
        let late = try scan(["--answers", "a.yaml", "--fail-on", "none"], time: "2026-07-01T00:00:00Z", in: folder)
        #expect(late.status == 2)
        let said = late.messages.filter { !$0.hasPrefix("note: ") }
        #expect(said.count == 1 && said[0].hasSuffix("the answer is void: it expired on 2026-06-30"), "\(late.errors)")
        #expect(late.output.contains("  VOID   ") && late.output.contains("gate      fails: 1 answers are void"))
        #expect(try folder.text("out/report.html").contains("it expired on 2026-06-30"))
        let json = try scan(["--answers", "a.yaml", "--json"], time: "2026-07-01T00:00:00Z", in: folder).output
        #expect(json.contains("\"staleAnswers\" : 1") && json.contains("\"voidBecause\""))
        try folder.write("root:*:1:0:9:7:::\n", to: "root/etc/shadow", mode: 0o666)
        let changed = try scan(["--answers", "a.yaml", "--fail-on", "none"], in: folder)
        #expect(changed.status == 2 && changed.errors.contains("the evidence is no longer what was answered"))
        // The finding is gone: the answer is needless, and the gate holds.
        try folder.write("root:*:1:0:9:7:::\n", to: "root/etc/shadow", mode: 0o640)
        let gone = try scan(["--answers", "a.yaml"], in: folder)
        #expect(gone.status == 0 && gone.errors.contains("it answers the result fail, and the result is pass"))
    }

    @Test("a file that is wrong stops the scan before it begins, and check says all of it")
    func wrong() throws {
        let folder = try scanned()
        try FileManager.default.removeItem(atPath: folder.path("out"))
        try folder.write("version: 1\nanswers:\n  - rule: x\n    set: open\n  - rule: y\n    sets: open\n", to: "bad.yaml")
        let run = try scan(["--answers", "bad.yaml"], in: folder)
        #expect(run.status == 1 && !folder.exists("out"))
        let check = try Program.run(["answers", "check", "bad.yaml"], in: folder)
        #expect(check.status == 2)
        #expect(check.messages == run.messages && check.messages.count == 12)
        #expect(check.messages.first?.hasPrefix("bad.yaml:3: error: x: when is missing") == true)
        #expect(try Program.run(["answers", "check", "none.yaml"], in: folder).status == 1)
    }

    @Test("check against results says what would be void, or meets no rule")
    func check() throws {
        let folder = try scanned()
        try fill(folder, set: "not_a_finding", as: "false_positive", more: "    evidence_ref: T-1\n")
        func check(_ time: String) throws -> Program.Run {
            try Program.run(["answers", "check", "a.yaml", "out/results.json", "--time", time], in: folder)
        }
        #expect(try check("2026-03-01").output == "a.yaml: 1 answers, 1 apply, 0 problems\n")
        #expect(try check("2026-03-01").status == 0)
        #expect(try check("2026-07-01").status == 2)
        try folder.write(folder.text("a.yaml").replacingOccurrences(of: "rule: ", with: "rule: un"), to: "a.yaml")
        let unknown = try check("2026-03-01")
        #expect(unknown.status == 2 && unknown.errors.contains("no rule of this run has this id; the answer does nothing"))
    }

    @Test("render applies answers to a saved result as scan does, and takes them back")
    func render() throws {
        let folder = try scanned()
        let raw = try folder.bytes("out/results.json")
        try raw.write(to: folder.url.appending(path: "raw.json"))
        try fill(folder, set: "not_a_finding", as: "false_positive", more: "    evidence_ref: T-1\n")
        _ = try scan(["--answers", "a.yaml"], in: folder)
        let run = try Program.run(["render", "json", "raw.json", "--answers", "a.yaml", "-o", "new.json"], in: folder)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try folder.bytes("new.json") == folder.bytes("out/results.json"))
        _ = try Program.run(["render", "json", "new.json", "--no-answers", "-o", "back.json"], in: folder)
        #expect(try folder.bytes("back.json") == raw)
    }

    @Test("SAF attestations become an answer file that applies")
    func attestations() throws {
        let folder = try TestContent.make()
        let content = ["scan", "root", "--content", "test-ds.xml", "--profile", "standard", "--time", Program.time, "--output", "out"]
        _ = try Program.run(content, in: folder)
        let saf = """
            [{"control_id": "\(TestContent.rule("manual"))", "explanation": "Seen", "frequency": "monthly", "status": "passed", "updated": "2026-01-15", "updated_by": "A"}]
            """
        try folder.write(saf, to: "saf.json")
        let run = try Program.run(["answers", "import", "saf.json", "out/results.json", "-o", "a.yaml"], in: folder)
        #expect(run.status == 0 && run.messages == ["1 answers"], "\(run.errors)")
        #expect(try Program.run(content + ["--answers", "a.yaml"], in: folder).output.contains("answers: 1 applied, 0 void"))
        try folder.write("[{\"control_id\": \"x\"}]", to: "saf.json")
        #expect(try Program.run(["answers", "import", "saf.json", "out/results.json"], in: folder).status == 1)
    }
}

@Suite("diff: what changed between two results")
struct DiffCommandTests {
    @Test("0 where nothing changed, 2 where a verdict did, with the finding's sentence; 1 where it could not run")
    func statuses() throws {
        let folder = try TestContent.make()
        for (name, mode) in [("a", 0o640), ("b", 0o644)] {
            try folder.write("root:*:1:0:9:7:::\n", to: "root/etc/shadow", mode: mode)
            _ = try Program.run(["scan", "root", "--content", Program.demo, "--time", Program.time, "--output", name], in: folder)
        }
        #expect(try Program.run(["diff", "a/results.json", "a/results.json"], in: folder).status == 0)
        let run = try Program.run(["diff", "a/results.json", "b/results.json", "--html", "d.html"], in: folder)
        #expect(run.status == 2, "\(run.errors)")
        for text in [
            "Worse: CAT I pass → CAT I fail  Password hashes are not readable by everyone", "  now:    /etc/shadow: mode 0644",
            "  why:    what was found is another", "1 verdicts changed, 0 rest on something else, 5 rules are the same",
        ] { #expect(run.output.contains(text), "\(run.output)") }
        let page = try folder.text("d.html")
        #expect(page.contains("<h2 id=\"changed-worse-title\">Worse (1)</h2>") && page.contains("/etc/shadow: mode 0644"))
        let json = try Program.run(["diff", "a/results.json", "b/results.json", "--json"], in: folder)
        let document = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect(document["format"] as? String == "stigready-diff" && document["unchanged"] as? Int == 5 && json.status == 2)
        #expect(try Program.run(["diff", "a/results.json", "none.json"], in: folder).status == 1)
        #expect(try Program.run(["diff", "a/results.json", "test-ds.xml", "--html", "e.html"], in: folder).status == 1)
        #expect(!folder.exists("e.html"))
    }
}
