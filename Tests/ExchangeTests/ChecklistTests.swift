import Foundation
import RMF
import Testing
import XML

@testable import Exchange

/// The schema of CKL is not ours to ship, and on no mirror: what it asks for, and what readers break on, is asked here by name.
@Suite("Checklists: CKL 2.5 and CKLB")
struct ChecklistTests {
    private let ckl = CKLDocument(SampleRecord.record).bytes()
    private let cklb: [UInt8] = (try? CKLBDocument(SampleRecord.record).bytes()) ?? []

    private func root() throws -> XMLElement { try XMLDocument(ckl, name: "checklist.ckl").root }
    private func stig() throws -> XMLElement { try #require(try root().child("STIGS")?.child("iSTIG")) }
    private func vulns() throws -> [XMLElement] { try stig().children("VULN") }
    private func data(_ vuln: XMLElement) -> [(name: String, value: String)] {
        vuln.children("STIG_DATA").map { ($0.child("VULN_ATTRIBUTE")?.text ?? "", $0.child("ATTRIBUTE_DATA")?.text ?? "") }
    }
    private func rules() throws -> [[String: Any]] {
        let stigs = try #require(try Golden.json(cklb)["stigs"] as? [[String: Any]])
        return try #require(stigs.first?["rules"] as? [[String: Any]])
    }

    @Test("every byte is as it was") func golden() throws {
        try Golden.expect(ckl, "ckl/checklist.ckl")
        try Golden.expect(cklb, "cklb/checklist.cklb")
    }

    // MARK: CKL

    @Test("no element has an attribute or a namespace: STIG Viewer and Heimdall look for the bare words")
    func bare() throws {
        func all(_ element: XMLElement) -> [XMLElement] { [element] + element.children.flatMap(all) }
        for element in try all(root()) { #expect(element.attributes.isEmpty && element.namespace.isEmpty, "\(element.localName)") }
        let text = String(decoding: ckl, as: UTF8.self)
        for word in ["<CHECKLIST>", "<STIGS>", "<STIG_INFO>"] { #expect(text.contains(word)) }
    }

    @Test("elements stand in the schema's order, each once")
    func order() throws {
        #expect(try root().children.map(\.localName) == ["ASSET", "STIGS"])
        #expect(
            try root().child("ASSET")?.children.map(\.localName) == [
                "ROLE", "ASSET_TYPE", "MARKING", "HOST_NAME", "HOST_IP", "HOST_MAC", "HOST_FQDN", "TARGET_COMMENT", "TECH_AREA",
                "TARGET_KEY",
                "WEB_OR_DATABASE", "WEB_DB_SITE", "WEB_DB_INSTANCE",
            ])
        #expect(try stig().children.map(\.localName).first == "STIG_INFO")
        for vuln in try vulns() {
            #expect(
                vuln.children.map(\.localName).drop { $0 == "STIG_DATA" } == [
                    "STATUS", "FINDING_DETAILS", "COMMENTS", "SEVERITY_OVERRIDE", "SEVERITY_JUSTIFICATION",
                ])
        }
    }

    @Test("the asset has a name and words from the schema's lists; the image's digest stands in its comment")
    func asset() throws {
        let asset = try #require(try root().child("ASSET"))
        #expect(asset.child("HOST_NAME")?.text == "registry.example/team/app:2.4")
        #expect(["None", "Workstation", "Member Server", "Domain Controller"].contains(asset.child("ROLE")?.text))
        #expect(["Computing", "Non-Computing"].contains(asset.child("ASSET_TYPE")?.text))
        #expect(asset.child("WEB_OR_DATABASE")?.text == "false")
        #expect(asset.child("TARGET_COMMENT")?.text.contains(SampleRecord.digest) == true)
    }

    @Test("the STIG says version, id, release line and title under the schema's names, in its order")
    func information() throws {
        let pairs = try #require(try stig().child("STIG_INFO")).children("SI_DATA").map {
            ($0.child("SID_NAME")?.text ?? "", $0.child("SID_DATA")?.text)
        }
        #expect(
            pairs.map(\.0) == [
                "version", "classification", "customname", "stigid", "description", "filename", "releaseinfo", "title", "uuid", "notice",
                "source",
            ])
        let values = Dictionary(pairs, uniquingKeysWith: { $1 })
        #expect(values["version"] == "3" && values["stigid"] == "Sample_Container")
        #expect(values["releaseinfo"] == "Release: 2 Benchmark Date: 05 Jan 2026")
        var record = SampleRecord.record
        record.content.version = ""
        record.content.release = "something else"
        let text = String(decoding: CKLDocument(record).bytes(), as: UTF8.self)
        #expect(text.contains("<SID_NAME>version</SID_NAME>\n          <SID_DATA>0</SID_DATA>"), "without a version the file is refused")
        #expect(text.contains("<SID_NAME>releaseinfo</SID_NAME>\n        </SI_DATA>"))
    }

    @Test("names of STIG_DATA are the schema's 27, with its own spelling of one")
    func names() throws {
        let known: Set<String> = [
            "Vuln_Num", "Severity", "Group_Title", "Rule_ID", "Rule_Ver", "Rule_Title", "Vuln_Discuss", "IA_Controls", "Check_Content",
            "Fix_Text", "False_Positives", "False_Negatives", "Documentable", "Mitigations", "Potential_Impact", "Third_Party_Tools",
            "Mitigation_Control", "Responsibility", "Security_Override_Guidance", "Check_Content_Ref", "Weight", "Class", "STIGRef",
            "TargetKey", "STIG_UUID", "LEGACY_ID", "CCI_REF",
        ]
        #expect(known.count == 27)
        for vuln in try vulns() {
            #expect(Set(data(vuln).map(\.name)).isSubset(of: known))
            #expect(data(vuln).contains { $0.name == "Security_Override_Guidance" })
        }
    }

    @Test("a rule has its ids, its severity, and one CCI_REF for each CCI")
    func vuln() throws {
        let values = data(try #require(try vulns().first))
        func of(_ name: String) -> [String] { values.filter { $0.name == name }.map(\.value) }
        #expect(of("Vuln_Num") == ["V-203601"] && of("Rule_ID") == ["SV-203601r958301_rule"] && of("Rule_Ver") == ["CIMG-1"])
        #expect(of("CCI_REF") == ["CCI-000366", "CCI-000770"] && of("LEGACY_ID") == ["V-1001", "SV-1101"])
        for vuln in try vulns() {
            #expect(data(vuln).filter { $0.name == "Severity" }.allSatisfy { ["low", "medium", "high"].contains($0.value) })
        }
        let ids = try vulns().flatMap { data($0).filter { $0.name == "Rule_ID" }.map(\.value) }
        #expect(Set(ids).count == ids.count && ids.count == 17)
    }

    @Test(
        "a status is one of four words; what nobody decided is not reviewed",
        arguments: [
            ("pass", "NotAFinding", "not_a_finding"), ("fixed", "NotAFinding", "not_a_finding"), ("fail", "Open", "open"),
            ("notapplicable", "Not_Applicable", "not_applicable"), ("notchecked", "Not_Reviewed", "not_reviewed"),
            ("unknown", "Not_Reviewed", "not_reviewed"), ("error", "Not_Reviewed", "not_reviewed"),
            ("informational", "Not_Reviewed", "not_reviewed"), ("PASS", "Not_Reviewed", "not_reviewed"),
            ("", "Not_Reviewed", "not_reviewed"),
        ])
    func status(result: String, ckl: String, cklb: String) {
        #expect(CKLDocument.status(result) == ckl)
        #expect(CKLBDocument.status(result) == cklb)
    }

    @Test("details and comments are there in every rule, and within what STIG Manager keeps")
    func texts() throws {
        for vuln in try vulns() {
            for name in ["FINDING_DETAILS", "COMMENTS"] {
                let text = try #require(vuln.child(name)?.text)
                #expect(!text.isEmpty && text.utf16.count <= 32_767)
            }
        }
        let first = try #require(try vulns().first)
        #expect(
            first.child("FINDING_DETAILS")?.text.hasPrefix("/etc/ssh/sshd_config:2: PermitRootLogin yes; expected no line\nTest ") == true)
        #expect(first.child("FINDING_DETAILS")?.text.hasSuffix("\nSeen on the console, too.") == true)
        #expect(first.child("COMMENTS")?.text.contains("Image: registry.example/team/app:2.4, \(SampleRecord.digest)") == true)
    }

    @Test("a severity is overridden where an answer or the earlier checklist does so, with the reason; else both are empty")
    func overrides() throws {
        func override(_ index: Int) throws -> [String?] {
            let vuln = try vulns()[index]
            return [vuln.child("SEVERITY_OVERRIDE")?.text, vuln.child("SEVERITY_JUSTIFICATION")?.text]
        }
        #expect(try override(0) == ["low", "The port is closed."])
        #expect(try override(1) == ["", ""])
        #expect(try override(10) == ["low", "No users."])
        let rules = try rules()
        #expect((rules[10]["overrides"] as? [String: [String: String]]) == ["severity": ["severity": "low", "reason": "No users."]])
        #expect((rules[1]["overrides"] as? [String: Any])?.isEmpty == true)
    }

    // MARK: CKLB

    @Test("the top has what STIG Viewer 3 and STIG Manager ask for")
    func top() throws {
        let root = try Golden.json(cklb)
        for name in ["title", "id", "active", "mode", "has_path", "target_data", "stigs"] { #expect(root[name] != nil, "\(name)") }
        let target = try #require(root["target_data"] as? [String: Any])
        #expect(target["host_name"] as? String == "registry.example/team/app:2.4" && target["is_web_database"] as? Bool == false)
        for name in ["role", "technology_area", "ip_address", "mac_address", "fqdn", "comments", "web_db_site", "web_db_instance"] {
            #expect(target[name] is String, "\(name)")
        }
        let stig = try #require((root["stigs"] as? [[String: Any]])?.first)
        #expect(stig["stig_id"] as? String == "Sample_Container" && stig["version"] as? String == "3")
        #expect(stig["release_info"] as? String == "Release: 2 Benchmark Date: 05 Jan 2026" && stig["size"] as? Int == 17)
        for name in ["stig_name", "display_name", "uuid", "reference_identifier"] { #expect(stig[name] is String, "\(name)") }
    }

    @Test("rule_id is without the ending _rule, rule_id_src with it; every rule has the fields of the sample")
    func rule() throws {
        let rules = try rules()
        let rule = try #require(rules.first)
        #expect(rule["rule_id"] as? String == "SV-203601r958301" && rule["rule_id_src"] as? String == "SV-203601r958301_rule")
        #expect(rule["group_id"] as? String == "V-203601" && rule["rule_version"] as? String == "CIMG-1")
        #expect(rule["ccis"] as? [String] == ["CCI-000366", "CCI-000770"] && rule["legacy_ids"] as? [String] == ["V-1001", "SV-1101"])
        let ids = rules.compactMap { $0["uuid"] as? String }
        #expect(Set(ids).count == rules.count)
        for rule in rules {
            for name in ["finding_details", "comments", "status", "severity", "check_content", "stig_uuid", "rule_title"] {
                #expect(rule[name] is String, "\(name)")
            }
            for name in ["group_tree", "check_content_ref", "overrides", "target_key", "stig_ref", "security_override_guidance"] {
                #expect(rule[name] != nil, "\(name)")
            }
        }
    }

    @Test(
        "fields of a rule are those of a checklist that STIG Manager wrote",
        .enabled(
            if: FileManager.default.fileExists(atPath: PreviousTests.samples),
            "SKIPPED: no samples beside the checkout (../shared/data/samples)"))
    func sample() throws {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: PreviousTests.samples + "/stigman-Asset_a-VPN_TRUNCATED-V2R5.cklb")))
        let stigs = try #require(try Golden.json(bytes)["stigs"] as? [[String: Any]])
        let theirs = try #require((stigs[0]["rules"] as? [[String: Any]])?.first)
        #expect(Set(theirs.keys).subtracting(try #require(try rules().first).keys) == [])
    }
}
