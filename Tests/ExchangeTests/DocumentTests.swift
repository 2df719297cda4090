import Foundation
import RMF
import Testing
import XML

@testable import Exchange

@Suite("Documents for build servers, code scanning, Heimdall and signers")
struct DocumentTests {
    private let record = SampleRecord.record

    private func documents() throws -> [(name: String, kind: String?, bytes: [UInt8])] {
        let controls = record.controls(in: try Golden.catalog(), revision: .r5)
        return [
            ("sarif/findings.sarif", "sarif", try SARIFDocument(record).bytes()),
            ("junit/junit.xml", "junit", JUnitDocument(record).bytes()),
            ("hdf/hdf.json", nil, try HDFDocument(record, controls: controls).bytes()),
            ("intoto/intoto.json", "in-toto", try InTotoStatement(record).testResult()),
            ("intoto/intoto-assessment.json", "in-toto", try InTotoStatement(record).assessment()),
            ("cyclonedx/cyclonedx.json", "cyclonedx", try CycloneDXDocument(record).bytes()),
            ("json/results.json", nil, try record.json()),
        ]
    }

    @Test("every byte is as it was") func golden() throws {
        for document in try documents() { try Golden.expect(document.bytes, document.name) }
    }

    @Test("no document holds a control character other than its layout")
    func controlCharacters() throws {
        for document in try documents() {
            let allowed: Set<UInt8> = [0x0a, 0x0d]
            #expect(!document.bytes.contains { $0 < 0x20 && !allowed.contains($0) }, "\(document.name)")
        }
    }

    @Test(
        "validators of others take them",
        .enabled(if: Validators.python != nil, "SKIPPED: Tests/Oracle/make-venv.sh makes no environment here"))
    func valid() throws {
        for document in try documents() {
            guard let kind = document.kind else { continue }
            #expect(try Validators.problems(kind, document.bytes) == "", "\(document.name)")
        }
    }

    @Test(
        "the validators refuse what is wrong",
        .enabled(if: Validators.python != nil, "SKIPPED: Tests/Oracle/make-venv.sh makes no environment here"))
    func refused() throws {
        for (kind, text) in [
            ("sarif", #"{"version":"2.1.0","runs":[{"tool":{"driver":{"nme":"x"}},"results":[]}]}"#),
            (
                "junit",
                #"<testsuites tests="2" failures="0" errors="0" skipped="0"><testsuite name="a"><testcase name="b"/></testsuite></testsuites>"#
            ),
            ("in-toto", #"{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"a","predicate":{}}"#),
            (
                "in-toto",
                #"{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"a","digest":{"sha256":"00"}}],"predicateType":"https://in-toto.io/attestation/test-result/v0.1","predicate":{"result":"PASSED","skippedTests":[]}}"#
            ),
            ("cyclonedx", #"{"bomFormat":"CycloneDX","specVersion":"1.6","declarations":{"claim":[]}}"#),
        ] { #expect(try Validators.problems(kind, Array(text.utf8)) != "", "\(kind)") }
    }

    // MARK: SARIF

    @Test("SARIF has what is open or undecided, with its file and line; level by CAT for failures alone")
    func sarif() throws {
        let run = try #require((try Golden.json(SARIFDocument(record).bytes())["runs"] as? [[String: Any]])?.first)
        let results = try #require(run["results"] as? [[String: Any]])
        let shown = results.map { "\($0["kind"] ?? "") \($0["level"] ?? "")" }
        #expect(
            shown == [
                "fail error", "open none", "review none", "open none", "review none", "fail warning", "fail note", "fail error",
                "fail warning",
            ])
        #expect(results.allSatisfy { !((($0["message"] as? [String: Any])?["text"] as? String) ?? "").isEmpty })
        let places = results.map { result -> String in
            let place = ((result["locations"] as? [[String: Any]])?.first?["physicalLocation"]) as? [String: Any]
            let line = (place?["region"] as? [String: Any])?["startLine"] as? Int
            return "\((place?["artifactLocation"] as? [String: Any])?["uri"] ?? ""):\(line ?? 0)"
        }
        #expect(places[0] == "etc/ssh/sshd_config:2" && places[1] == "./:0")
        #expect(places[7].hasPrefix("srv/a%20b%23c%3F%2541:%3Cscript%3E"))
        let rules = try #require(((run["tool"] as? [String: Any])?["driver"] as? [String: Any])?["rules"] as? [[String: Any]])
        #expect(rules.count == 17)
        for result in results {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
        }
        #expect((results[5]["suppressions"] as? [[String: Any]])?.first?["justification"] as? String == "No users.")
        #expect(results[0]["suppressions"] == nil)
    }

    // MARK: JUnit

    @Test("a build server sees as passed only what passed")
    func junit() throws {
        let suite = try #require(try XMLDocument(JUnitDocument(record).bytes(), name: "junit").root.child("testsuite"))
        #expect(suite.attribute("timestamp") == "2026-01-31T12:00:00")
        for (rule, test) in zip(record.rules, suite.children("testcase")) {
            let isPassed = !test.children.contains { ["failure", "error", "skipped"].contains($0.localName) }
            #expect(isPassed == (rule.result == "pass"), "\(rule.id)")
            #expect((test.child("failure") != nil) == (rule.result == "fail"))
        }
        #expect(suite.children("testcase").count == 18)
        #expect(suite.children("testcase")[3].child("skipped")?.attribute("message")?.hasPrefix("not decided: vacuous pass") == true)
    }

    // MARK: HDF

    @Test("HDF has every member that its readers ask for")
    func hdfMembers() throws {
        let root = try Golden.json(HDFDocument(record, controls: record.controls(in: try Golden.catalog(), revision: .r5)).bytes())
        for name in ["platform", "version", "statistics", "profiles"] { #expect(root[name] != nil, "\(name)") }
        let profile = try #require((root["profiles"] as? [[String: Any]])?.first)
        for name in ["name", "sha256", "supports", "attributes", "groups", "controls"] { #expect(profile[name] != nil, "\(name)") }
        for control in try #require(profile["controls"] as? [[String: Any]]) {
            for name in ["id", "impact", "refs", "tags", "source_location", "results", "title", "desc"] {
                #expect(control[name] != nil, "\(name)")
            }
            let results = try #require(control["results"] as? [[String: Any]])
            #expect(results.count == 1)
            for result in results {
                for name in ["status", "code_desc", "start_time", "message"] { #expect(result[name] is String, "\(name)") }
                #expect(((result["message"] as? String) ?? "").utf16.count <= 32_767)
            }
        }
    }

    @Test("HDF says status, impact, controls and evidence as Heimdall reads them")
    func hdf() throws {
        let root = try Golden.json(HDFDocument(record, controls: record.controls(in: try Golden.catalog(), revision: .r5)).bytes())
        let controls = try #require((root["profiles"] as? [[String: Any]])?.first?["controls"] as? [[String: Any]])
        let shown = controls.map { control in
            let result = (control["results"] as? [[String: Any]])?.first
            return "\(result?["status"] ?? "") \(control["impact"] ?? "")"
        }
        #expect(
            shown == [
                "failed 0.7", "passed 0.5", "passed 0.3", "skipped 0.5", "skipped 0", "skipped 0", "skipped 0.5", "error 0.5",
                "skipped 0.3",
                "skipped 0", "failed 0.5", "failed 0.3", "passed 0.5", "failed 0.7", "passed 0.5", "failed 0.5", "passed 0.5",
            ])
        let tags = try #require(controls[0]["tags"] as? [String: Any])
        #expect(tags["cci"] as? [String] == ["CCI-000366", "CCI-000770"])
        #expect((tags["nist"] as? [String])?.contains("CM-6") == true)
        #expect(tags["rid"] as? String == "SV-203601r958301_rule" && tags["image_digest"] as? String == SampleRecord.digest)
        #expect((controls[9]["waiver_data"] as? [String: Any])?["justification"] as? String == "The ingress of the platform does it.")
        #expect((controls[12]["attestation_data"] as? [String: Any])?["updated_by"] as? String == "Ada Example")
        #expect((controls[11]["waiver_data"] as? [String: Any])?.isEmpty == true, "a void answer waives nothing")
    }

    // MARK: in-toto

    @Test("the subject is the image's digest, 64 digits without prefix")
    func subject() throws {
        for bytes in [try InTotoStatement(record).testResult(), try InTotoStatement(record).assessment()] {
            let root = try Golden.json(bytes)
            let subject = try #require((root["subject"] as? [[String: Any]])?.first)
            #expect(subject["digest"] as? [String: String] == ["sha256": String(SampleRecord.digest.dropFirst(7))])
            #expect(subject["name"] as? String == "registry.example/team/app:2.4")
        }
    }

    @Test(
        "without a digest of SHA-256 there is no statement, and one line says why",
        arguments: [
            nil, "sha512:00", "sha256:00", String(SampleRecord.digest.dropFirst(7)), SampleRecord.digest.uppercased(),
            "sha256:\(String(repeating: "g", count: 64))",
        ])
    func noDigest(digest: String?) {
        var record = record
        record.target.digest = digest
        let error = #expect(throws: RecordError.self) { try InTotoStatement(record) }
        #expect(error?.description.contains("registry.example/team/app:2.4") == true && error?.description.contains("\n") == false)
    }

    @Test("rules that pass, fail or are undecided stand in their lists; what is proven not to apply in none")
    func testResult() throws {
        let predicate = try #require(try Golden.json(InTotoStatement(record).testResult())["predicate"] as? [String: Any])
        func numbers(_ name: String) -> [Int] {
            ((predicate[name] as? [String]) ?? []).compactMap { $0.firstMatch(of: /CIMG-([0-9]+)/).flatMap { Int($0.1) } }
        }
        #expect(numbers("passedTests") == [2, 3, 13, 15])
        #expect(numbers("failedTests") == [1, 11, 12, 14, 16])
        #expect(numbers("warnedTests") == [4, 6, 7, 8, 9])
        #expect(predicate["result"] as? String == "FAILED")
    }

    @Test(
        "the whole is passed only where something passed and nothing is left",
        arguments: [
            (["pass"], "PASSED"), (["pass", "fail"], "FAILED"), (["pass", "unknown"], "WARNED"), (["notchecked"], "WARNED"), ([], "WARNED"),
            (["notapplicable"], "WARNED"), (["error", "fail"], "FAILED"),
        ])
    func verdict(results: [String], word: String) throws {
        var record = record
        record.rules = results.enumerated().map { index, result in
            RuleRecord(id: "r\(index)", title: "", severity: "low", category: 3, result: result, evidence: "observed")
        }
        let predicate = try #require(try Golden.json(InTotoStatement(record).testResult())["predicate"] as? [String: Any])
        #expect(predicate["result"] as? String == word)
    }

    @Test("the predicate of the whole is the record, and reads back")
    func assessment() throws {
        let predicate = try #require(try Golden.json(InTotoStatement(record).assessment())["predicate"])
        let bytes = Array(try JSONSerialization.data(withJSONObject: predicate))
        #expect(try AssessmentRecord(json: bytes) == record)
    }

    // MARK: CycloneDX

    @Test("a score stands only where something is decided, and a claim against it where a rule fails")
    func cyclonedx() throws {
        let root = try Golden.json(CycloneDXDocument(record).bytes())
        let declarations = try #require(root["declarations"] as? [String: Any])
        let map = try #require((declarations["attestations"] as? [[String: Any]])?.first?["map"] as? [[String: Any]])
        let scores = map.map { entry in
            let score = (entry["conformance"] as? [String: Any])?["score"]
            return "\(score ?? "-")\(entry["counterClaims"] == nil ? "" : " against")"
        }
        #expect(
            scores == [
                "0 against", "1", "1", "-", "-", "-", "-", "-", "-", "-", "0 against", "0 against", "1", "0 against", "1", "0 against", "1",
            ])
        #expect(declarations["affirmation"] == nil, "nobody affirmed anything")
        // Every reference leads to something.
        var references: Set<String> = []
        func collect(_ value: Any) {
            if let object = value as? [String: Any] {
                if let reference = object["bom-ref"] as? String { #expect(references.insert(reference).inserted, "\(reference)") }
                object.values.forEach(collect)
            }
            if let list = value as? [Any] { list.forEach(collect) }
        }
        collect(root)
        for entry in map {
            for reference in [entry["requirement"] as? String].compactMap({ $0 })
                + ((entry["claims"] ?? entry["counterClaims"]) as? [String] ?? [])
            {
                #expect(references.contains(reference), "\(reference)")
            }
        }
    }
}
