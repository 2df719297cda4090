import Foundation
import RMF
import Testing

@testable import Exchange

@Suite("An earlier checklist: what people wrote is carried over, and nothing else")
struct PreviousTests {
    static let samples = Golden.repository.appending(path: "../shared/data/samples").standardizedFileURL.path

    /// The sample without anything of an earlier checklist.
    private var fresh: AssessmentRecord {
        var record = SampleRecord.record
        for index in record.rules.indices { record.rules[index].previous = nil }
        return record
    }

    private func documents(_ record: AssessmentRecord) throws -> [(name: String, bytes: [UInt8])] {
        [("a/old.ckl", CKLDocument(record).bytes()), ("a/old.cklb", try CKLBDocument(record).bytes())]
    }

    @Test("what was written below the generated text comes back as it was, in either kind, time after time")
    func roundTrip() throws {
        for (name, bytes) in try documents(SampleRecord.record) {
            var record = fresh
            for _ in 0..<3 {
                let previous = try PreviousChecklist(bytes, name: name)
                #expect(previous.rules.count == 17)
                let applied = previous.applied(to: fresh)
                #expect(applied.left == nil)
                record = applied.record
                var wanted = SampleRecord.record.rules[0].previous
                wanted?.file = name == "a/old.ckl" ? "old.ckl" : "old.cklb"
                #expect(record.rules[0].previous == wanted)
                // The answered severity of a rule reads as an override, and stays what it was.
                #expect(record.rules.indices.filter { record.rules[$0].previous != nil } == [0, 10])
            }
        }
    }

    @Test("a checklist to which nobody added anything carries nothing, whatever an image or content put into its texts")
    func nothingWritten() throws {
        var record = fresh
        record.rules[10].answer?.severity = nil
        for (name, bytes) in try documents(record) {
            let applied = try PreviousChecklist(bytes, name: name).applied(to: record)
            #expect(applied.record == record && applied.left == nil)
        }
    }

    @Test("somebody who changes generated text has written all of it")
    func changed() throws {
        let text = String(decoding: CKLDocument(fresh).bytes(), as: UTF8.self)
            .replacingOccurrences(of: "/etc/passwd: mode 0644, owner 0:0", with: "I looked myself.")
        let record = try PreviousChecklist(Array(text.utf8), name: "old.ckl").applied(to: fresh).record
        #expect(record.rules[1].previous?.details.hasPrefix("I looked myself.\n--- stigready ") == true)
    }

    @Test("a text of another tool is somebody's, all of it; white space that tools change does not matter")
    func foreign() {
        #expect(EvidenceText.written(in: "  Looked at it.\n\n") == "Looked at it.")
        let generated = EvidenceText(SampleRecord.record).comment(SampleRecord.record.rules[0])
        let changed = generated.replacing("\n", with: "\r\n").replacing("; assessed", with: ";  assessed")
        #expect(EvidenceText.written(in: changed) == "Agreed with the ISSO.\n=SUM(A1)")
    }

    @Test("a status is never taken over, and is told")
    func status() throws {
        var old = fresh
        old.rules[6].result = "pass"
        old.rules[6].previous = PreviousRecord(file: "", comments: "Asked the owner.")
        let applied = try PreviousChecklist(CKLDocument(old).bytes(), name: "old.ckl").applied(to: fresh)
        #expect(applied.record.rules[6].result == "notchecked")
        let text = EvidenceText(applied.record).comment(applied.record.rules[6])
        #expect(text.contains("Status in the earlier checklist, not carried over: NotAFinding."))
        #expect(text.hasSuffix("\nAsked the owner."))
    }

    @Test("a rule whose check or STIG id changed gets nothing; one line says which and why")
    func unchanged() throws {
        var record = fresh
        record.rules[0].check = "Look at something else."
        let previous = try PreviousChecklist(CKLDocument(SampleRecord.record).bytes(), name: "old.ckl")
        let applied = previous.applied(to: record)
        #expect(applied.record.rules[0].previous == nil)
        #expect(applied.left == "old.ckl: not carried over from 1 rules (its check text changed: CIMG-1)")
        record.rules[0].version = "CIMG-1001"
        #expect(previous.applied(to: record).left == "old.ckl: not carried over from 1 rules (no such rule: CIMG-1)")
    }

    @Test("another revision of a rule with the same check is the same rule; white space is no change")
    func revision() throws {
        var record = fresh
        record.rules[0].idents[0].value = "SV-203601r999999_rule"
        record.rules[0].check = "Look at 1. If it is not so,\tthis is a finding.\n"
        let applied = try PreviousChecklist(CKLDocument(SampleRecord.record).bytes(), name: "old.ckl").applied(to: record)
        #expect(applied.record.rules[0].previous?.details == "Seen on the console, too." && applied.left == nil)
    }

    @Test("two rules of one STIG id and one check, as a published guide has them, are told apart by their ids")
    func twice() throws {
        var record = fresh
        for index in [1, 2] {
            record.rules[index].version = "SRG-OS-000132-GPOS-00067"
            record.rules[index].check = "Look."
        }
        var old = record
        old.rules[2].previous = PreviousRecord(file: "", comments: "The second.")
        let checklist = try PreviousChecklist(CKLDocument(old).bytes(), name: "old.ckl")
        #expect(checklist.applied(to: record).record.rules[2].previous?.comments == "The second.")
        #expect(checklist.applied(to: record).record.rules[1].previous == nil)
        // Under ids that the checklist does not know there is no telling.
        for index in [1, 2] {
            record.rules[index].idents[0].value = "SV-\(index)r111111_rule"
            record.rules[index].group = nil
        }
        #expect(checklist.applied(to: record).left?.contains("several rules have its STIG id: SRG-OS-000132-GPOS-00067") == true)
    }

    @Test("what people wrote stays whole where there is room for it, and the generated text gives way")
    func room() {
        var record = SampleRecord.record
        record.rules[14].previous = PreviousRecord(file: "", details: String(repeating: "x", count: 20_000))
        let text = EvidenceText(record).detail(record.rules[14])
        #expect(text.utf16.count <= 32_767 && EvidenceText.written(in: text).count == 20_000)
    }

    @Test(
        "what is no checklist is refused with one line",
        arguments: [
            ("", "the file is empty"), ("{", "it is no CKLB checklist"), ("{}", "it is no CKLB checklist:  has no \"stigs\""),
            (#"{"stigs":[]}"#, "the checklist has no rule"), (#"{"stigs":[{"rules":[{"comments":5}]}]}"#, ".stigs[0].rules[0].comments"),
            ("<a/>", "its outermost element is a"), ("<CHECKLIST/>", "the checklist has no rule"), ("<CHECKLIST><STIGS>", "line 1"),
            ("<!DOCTYPE a [<!ENTITY b SYSTEM \"/etc/passwd\">]><CHECKLIST>&b;</CHECKLIST>", "line 1"),
            ("{\"stigs\":" + String(repeating: "[", count: 100_000), "it is no CKLB checklist"), ("PK\u{3}\u{4}", "does not begin with"),
        ])
    func refused(text: String, words: String) {
        let error = #expect(throws: RecordError.self) { try PreviousChecklist(Array(text.utf8), name: "old.ckl") }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
        #expect(error?.description.contains("\n") == false)
    }

    @Test("checklists of others are read leniently: a namespace, other words of a status, missing parts")
    func lenient() throws {
        let text = """
            <CHECKLIST xmlns="urn:x"><STIGS><iSTIG><VULN><STIG_DATA><VULN_ATTRIBUTE>Rule_Ver</VULN_ATTRIBUTE><ATTRIBUTE_DATA>X-1
            </ATTRIBUTE_DATA></STIG_DATA><STATUS>not_a_finding</STATUS><COMMENTS>mine</COMMENTS></VULN><VULN/></iSTIG></STIGS></CHECKLIST>
            """
        let previous = try PreviousChecklist(Array(text.utf8), name: "old.ckl")
        #expect(previous.rules.map(\.version) == ["X-1", ""] && previous.rules.map(\.status) == ["NotAFinding", ""])
        #expect(previous.applied(to: SampleRecord.record).left == "old.ckl: not carried over from 1 rules (no such rule: X-1)")
    }

    @Test(
        "checklists that STIG Manager wrote are read, either kind with the same rules",
        .enabled(if: FileManager.default.fileExists(atPath: samples), "SKIPPED: no samples beside the checkout (../shared/data/samples)"))
    func stigManager() throws {
        func read(_ name: String) throws -> PreviousChecklist {
            try PreviousChecklist(Array(try Data(contentsOf: URL(fileURLWithPath: "\(Self.samples)/\(name)"))), name: name)
        }
        let ckl = try read("stigman-Asset_a-VPN_TRUNCATED-V2R5.ckl")
        let cklb = try read("stigman-Asset_a-VPN_TRUNCATED-V2R5.cklb")
        func rows(_ checklist: PreviousChecklist) -> [String] {
            checklist.rules.map { [$0.id, $0.group, $0.version, $0.status, $0.details, $0.comments].joined(separator: "|") }.sorted()
        }
        #expect(rows(ckl) == rows(cklb) && ckl.rules.count == 10)
        #expect(try read("stigman-Single-Vuln-Pass-With-Detail.ckl").rules.map(\.details) == ["xyz"])
    }
}
