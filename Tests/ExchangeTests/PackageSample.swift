import Calendar
import Exchange
import Foundation
import RMF

/// A record with every kind of rule, and the tables of `content/nist`: what the parts of a package are made from in these tests.
enum PackageSample {
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let digest = "sha256:" + String(repeating: "5a", count: 32)
    static let evidence = (file: "results.json", sha256: String(repeating: "c0", count: 32))
    static let evidenceText = "results.json, SHA-256 \(evidence.sha256)"

    /// Everything that XML, Markdown, spreadsheets and terminals take amiss.
    static let hostile = "=cmd|' /C calc'!A0\u{0}\u{1B}[31m]]>&<script>\u{202E}\u{FFFE} \"quoted\", `code`\r\n@next _x0041_"

    static func catalog() throws -> ControlCatalog {
        func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: repository.appending(path: "content/nist/\(name)"))) }
        return try ControlCatalog(
            cci: bytes("cci.tsv"), revision5: bytes("sp800-53-r5.tsv"), revision4: bytes("sp800-53-r4.tsv"), families: bytes("families.tsv")
        )
    }

    static func findings(_ record: AssessmentRecord = record()) throws -> ControlFindings {
        record.controls(in: try catalog(), revision: .r5)
    }

    static func rules() -> [RuleRecord] {
        [
            rule("SV-203593r958390_rule", "V-203593", "SRG-OS-000023-GPOS-00006", "pass", "observed", "medium", ["CCI-000048"], "image"),
            rule("SV-203594r958392_rule", "V-203594", "SRG-OS-000024-GPOS-00007", "fail", "observed", "high", ["CCI-000366"], "component"),
            rule(
                "SV-203595r958394_rule", "V-203595", "SRG-OS-000027-GPOS-00008", "notapplicable", "absence", "low", ["CCI-000054"],
                "platform"),
            rule("SV-203596r958396_rule", "V-203596", "SRG-OS-000028-GPOS-00009", "unknown", "vacuous", "medium", ["CCI-000056"], nil),
            rule("SV-203597r958398_rule", "V-203597", "SRG-OS-000029-GPOS-00010", "pass", "vacuous", "medium", ["CCI-000366"], "image"),
            rule(
                "SV-203598r958400_rule", "V-203598", "SRG-OS-000030-GPOS-00011", "notchecked", "none", "medium", ["CCI-000058"],
                "organisation"),
            rule("SV-203599r958402_rule", "V-203599", "SRG-OS-000031-GPOS-00012", "pass", "observed", "medium", ["CCI-000060"], "inherent"),
            accepted(),
        ]
    }

    private static func rule(
        _ id: String, _ group: String, _ srg: String, _ result: String, _ evidence: String, _ severity: String, _ ccis: [String],
        _ responsibility: String?
    ) -> RuleRecord {
        RuleRecord(
            id: id, group: group, groupTitle: srg, version: "EXMP-\(group.dropFirst(2))", title: "Title of \(group)", severity: severity,
            category: severity == "high" ? 1 : severity == "medium" ? 2 : 3, result: result, evidence: evidence,
            evidenceHash: evidence == "observed" ? String(repeating: "e1", count: 32) : nil, responsibility: responsibility,
            provider: responsibility == "platform" ? "container platform: its own SRG" : nil,
            deployer: responsibility == "organisation" ? "Decide and write it down." : nil,
            response: result == "pass" && responsibility == "image" ? "The image carries the banner." : nil,
            isProven: result == "notapplicable", sentence: "/etc/example:3 has the value \(result)", ccis: ccis,
            discussion: "Why \(group) matters.", check: "Look at /etc/example.", fix: "Set the value in /etc/example.")
    }

    private static func accepted() -> RuleRecord {
        var rule = Self.rule(
            "SV-203600r958404_rule", "V-203600", "SRG-OS-000032-GPOS-00013", "fail", "observed", "low", ["CCI-000067"], "image")
        rule.answer = .init(
            before: "fail", as: "risk_accepted", justification: "Nobody logs in.", by: "A. Owner", date: "2026-01-15",
            expires: "2026-12-31",
            reference: "TICKET-7")
        return rule
    }

    static func record(_ rules: [RuleRecord] = rules()) -> AssessmentRecord {
        AssessmentRecord(
            tool: .init(name: "stigready", version: "0.1.0"), time: "2026-01-31T12:00:00Z", mode: "evidence",
            target: TargetRecord(
                name: "registry.example/app:1.2", source: "oci-layout", digest: digest, tags: ["registry.example/app:1.2"],
                osName: "Example Linux 1", osVersion: "1", architecture: "x86_64"),
            content: ContentRecord(
                file: "example-ds.xml", sha256: String(repeating: "ab", count: 32),
                benchmark: "xccdf_mil.disa.stig_benchmark_General_Purpose_Operating_System", title: "Example benchmark", version: "003",
                release: "Release: 3 Benchmark Date: 02 Jul 2025", profile: "standard"),
            gate: nil, rules: rules, scores: [], diagnostics: [])
    }

    /// A record whose every text is hostile.
    static func hostileRecord() -> AssessmentRecord {
        var record = record(
            ["pass", "fail", "notapplicable", "unknown"].map { result in
                RuleRecord(
                    id: "rule\(result)\(hostile)", group: hostile, groupTitle: hostile, version: hostile, title: hostile, severity: "high",
                    category: 1, result: result, evidence: "observed", evidenceHash: "e1", responsibility: hostile, provider: hostile,
                    deployer: hostile, response: hostile, proof: hostile, sentence: hostile, ccis: ["CCI-000366", hostile], nist: [hostile],
                    legacyIDs: [hostile], discussion: hostile, check: hostile, fix: hostile)
            })
        record.target.name = hostile
        record.target.osName = hostile
        record.target.tags = [hostile]
        record.content.title = hostile
        record.content.file = hostile
        record.content.version = hostile
        record.content.benchmark = hostile
        record.content.profile = hostile
        return record
    }

    static func options() -> PackageOptions {
        var options = PackageOptions()
        options.name = "Ada Owner"
        options.organization = "ISSO Office"
        options.email = "ada@example.org"
        options.phone = "(555) 010-0100"
        options.scheduledCompletion = CalendarDay("2027-03-31")
        options.testedBy = "Owner, Ada"
        return options
    }

    /// The file in `Tests/Golden`, rewritten where `STIGREADY_WRITE_GOLDEN` is 1; `nil` where there is none.
    static func golden(_ name: String, _ bytes: [UInt8]) throws -> [UInt8]? {
        let file = repository.appending(path: "Tests/Golden/\(name)")
        if ProcessInfo.processInfo.environment["STIGREADY_WRITE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
        return (try? Data(contentsOf: file)).map(Array.init)
    }
}
