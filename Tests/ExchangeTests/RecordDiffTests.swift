import Exchange
import Testing

@Suite("What changed between two records")
struct RecordDiffTests {
    @Test("nothing between a record and itself")
    func same() {
        let diff = RecordDiff(from: RecordSample.mixed, to: RecordSample.mixed)
        #expect(diff.causes.isEmpty && diff.rules.isEmpty && diff.unchanged == 8 && !diff.changesVerdicts)
        #expect(diff.text.contains("image, content, program and answers are the same"))
    }

    @Test(
        "a verdict gets worse, better or just another",
        arguments: [
            ("pass", "fail", RecordDiff.RuleChange.Kind.worse), ("fail", "pass", .better), ("pass", "unknown", .worse),
            ("unknown", "fail", .worse),
            ("notapplicable", "pass", .other), ("pass", "notapplicable", .other), ("error", "fail", .worse),
            ("notchecked", "unknown", .other),
        ])
    func direction(before: String, now: String, kind: RecordDiff.RuleChange.Kind) {
        let diff = RecordDiff(
            from: RecordSample.record([RecordSample.rule(1, before)]), to: RecordSample.record([RecordSample.rule(1, now)]))
        #expect(diff.rules.map(\.kind) == [kind] && diff.changesVerdicts)
    }

    @Test("a rule of a new revision is the same rule; others came or went")
    func revisions() {
        var new = RecordSample.rule(1, "fail")
        new.id = "xccdf_mil.disa.stig_rule_SV-1r2_rule"
        let diff = RecordDiff(
            from: RecordSample.record([RecordSample.rule(1, "pass"), RecordSample.rule(2, "pass")]),
            to: RecordSample.record([new, RecordSample.rule(3, "pass")]))
        #expect(diff.rules.map(\.kind) == [.worse, .new, .removed])
        #expect(diff.rules.first?.oldID == "xccdf_mil.disa.stig_rule_SV-1r1_rule")
    }

    @Test("why: the evidence, the program, the answer")
    func why() {
        let before = RecordSample.rule(1, "pass")
        var now = RecordSample.rule(1, "fail")
        func why(_ before: RuleRecord, _ now: RuleRecord) -> String? {
            RecordDiff(from: RecordSample.record([before]), to: RecordSample.record([now])).rules.first?.why
        }
        #expect(why(before, now) == "the same was found; the program decides otherwise")
        now.evidenceHash = String(repeating: "b", count: 64)
        #expect(why(before, now) == "what was found is another")
        var answered = before
        answered.answer = .init(before: "fail", as: "false_positive", justification: "j", by: "A", date: "2026-01-01")
        #expect(why(before, answered) == "an answer was applied (false positive)")
        var void = before
        void.result = "fail"
        void.answer = .init(
            before: "fail", as: "false_positive", justification: "j", by: "A", date: "2026-01-01", voidBecause: "it expired")
        #expect(why(answered, void)?.hasPrefix("the answer is void: it expired") == true)
    }

    @Test("other evidence of the same verdict is no change of verdict")
    func evidence() {
        var now = RecordSample.rule(1, "pass")
        now.sentence = "another"
        now.evidenceHash = String(repeating: "b", count: 64)
        let diff = RecordDiff(from: RecordSample.record([RecordSample.rule(1, "pass")]), to: RecordSample.record([now]))
        #expect(diff.rules.map(\.kind) == [.evidence] && !diff.changesVerdicts)
    }

    @Test("of the image: digest, layers and packages, of the content and the program: versions")
    func causes() {
        var old = RecordSample.record([])
        var new = old
        func package(_ name: String, _ version: String, _ architecture: String = "amd64") -> ImageRecord.Package {
            .init(name: name, version: version, architecture: architecture, kind: "dpkg")
        }
        old.target.packages = [package("a", "1"), package("b", "1"), package("c", "1"), package("c", "1", "i386")]
        new.target.packages = [package("a", "2"), package("c", "1"), package("c", "2", "i386"), package("d", "1")]
        old.target.layers = [.init(digest: "sha256:1", size: 1, createdBy: nil), .init(digest: "sha256:2", size: 1, createdBy: nil)]
        new.target.layers = [.init(digest: "sha256:1", size: 1, createdBy: nil), .init(digest: "sha256:3", size: 1, createdBy: nil)]
        new.target.digest = "sha256:ef"
        new.content.sha256 = "11"
        new.tool.version = "1"
        let diff = RecordDiff(from: old, to: new)
        #expect(diff.causes.map(\.name) == ["image digest", "layers", "packages", "content SHA-256", "program"])
        #expect(diff.causes[1].now == "2, the lowest 1 the same")
        #expect(diff.causes[2].now == "4: 1 added, 1 removed, 2 of another version")
        #expect(diff.packages?.map(\.name) == ["a", "b", "c:i386", "d"])
        #expect(diff.packages?.map(\.before) == ["1", "1", "1", nil] && diff.packages?.map(\.now) == ["2", nil, "2", "1"])
        #expect(!diff.changesVerdicts)
    }
}
