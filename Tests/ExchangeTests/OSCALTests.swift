import Exchange
import Foundation
import RMF
import Testing

@Suite("OSCAL documents")
struct OSCALTests {
    private func document(
        _ kind: OSCALKind, _ record: AssessmentRecord = PackageSample.record(), options: PackageOptions = PackageSample.options()
    ) throws -> [UInt8] {
        try record.oscal(kind, findings: try PackageSample.findings(record), options: options, evidence: PackageSample.evidence)
    }

    private func tree(_ bytes: [UInt8]) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    /// Every member of the tree, by its name.
    private func walk(_ value: Any, _ visit: (String, Any) -> Void) {
        if let object = value as? [String: Any] {
            for (name, inner) in object {
                visit(name, inner)
                walk(inner, visit)
            }
        } else if let list = value as? [Any] {
            for inner in list { walk(inner, visit) }
        }
    }

    @Test("the documents are those that were reviewed", arguments: OSCALKind.allCases)
    func golden(kind: OSCALKind) throws {
        let bytes = try document(kind)
        let golden = try PackageSample.golden("oscal/\(kind.rawValue).json", bytes)
        #expect(golden == bytes, "STIGREADY_WRITE_GOLDEN=1 rewrites Tests/Golden/oscal")
        #expect(try document(kind) == bytes)
    }

    @Test(
        "every id is a UUID of its own, and every link inside leads to one of them",
        arguments: OSCALKind.allCases, [PackageSample.record(), PackageSample.hostileRecord(), PackageSample.record([])])
    func links(kind: OSCALKind, record: AssessmentRecord) throws {
        let tree = try tree(try document(kind, record))
        var defined: [String] = []
        var named: [String] = []
        walk(tree) { name, value in
            guard let text = value as? String else {
                if name == "party-uuids", let list = value as? [String] { named += list }
                return
            }
            if name == "uuid" { defined.append(text) } else if name.hasSuffix("-uuid") { named.append(text) }
            if name == "href" || name == "source", text.hasPrefix("#") { named.append(String(text.dropFirst())) }
        }
        #expect(Set(defined).count == defined.count, "two things have one id")
        #expect(defined.allSatisfy { UUID(uuidString: $0) != nil && $0 == $0.lowercased() })
        #expect(Set(named).subtracting(defined) == [])
        #expect(!named.isEmpty)
    }

    @Test("no control is satisfied by rules, and one without an open rule has no finding")
    func satisfied() throws {
        let tree = try tree(try document(.assessmentResults))
        var states: Set<String> = []
        walk(tree) { name, value in if name == "state", let text = value as? String { states.insert(text) } }
        #expect(states == ["operational", "not-satisfied"])
        let results = ((tree["assessment-results"] as? [String: Any])?["results"] as? [[String: Any]])?.first
        let targets = (results?["findings"] as? [[String: Any]])?.compactMap { ($0["target"] as? [String: Any])?["target-id"] as? String }
        #expect(targets == ["ac-17.1_smt", "cm-6_smt"])
        let text = String(decoding: try document(.componentDefinition), as: UTF8.self)
        #expect(!text.contains("\"implemented\""))
        #expect(!text.contains("\"not-applicable\""), "that no mapped rule applies does not make a control inapplicable")
    }

    @Test("an accepted risk is an approved deviation without a deadline, another risk is open with it")
    func accepted() throws {
        let tree = try tree(try document(.poam))
        let risks = try #require((tree["plan-of-action-and-milestones"] as? [String: Any])?["risks"] as? [[String: Any]])
        #expect(risks.map { $0["status"] as? String } == ["open", "deviation-approved"])
        #expect(risks.map { $0["deadline"] as? String } == ["2027-03-31T00:00:00Z", nil])
    }

    @Test("people and dates that were not given are not there")
    func anonymous() throws {
        for kind in OSCALKind.allCases {
            let text = String(decoding: try document(kind, options: PackageOptions()), as: UTF8.self)
            for word in ["parties", "responsible-parties", "deadline", "email-addresses"] { #expect(!text.contains("\"\(word)\"")) }
        }
    }

    @Test("another result of the same image keeps the ids of its rules and has another document id")
    func stable() throws {
        var rules = PackageSample.rules()
        rules[0].result = "fail"
        let (first, second) = (PackageSample.record(), PackageSample.record(rules))
        func ids(_ record: AssessmentRecord, _ hash: String) throws -> (document: String?, observations: [String]) {
            let bytes = try record.oscal(
                .assessmentResults, findings: try PackageSample.findings(record), evidence: ("results.json", hash))
            let root = try tree(bytes)["assessment-results"] as? [String: Any]
            let result = (root?["results"] as? [[String: Any]])?.first
            return (root?["uuid"] as? String, (result?["observations"] as? [[String: Any]] ?? []).compactMap { $0["uuid"] as? String })
        }
        let (a, b) = (try ids(first, "01"), try ids(second, "02"))
        #expect(a.observations == b.observations)
        #expect(a.observations.count == 8)
        #expect(a.document != b.document)
    }

    @Test("hostile text is one line without effect", arguments: OSCALKind.allCases)
    func hostile(kind: OSCALKind) throws {
        let tree = try tree(try document(kind, PackageSample.hostileRecord()))
        walk(tree) { name, value in
            guard let text = value as? String else { return }
            #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" || $0 == "\u{FFFE}" }, "\(name)")
            if ["title", "description", "statement", "remarks"].contains(name) { #expect(!text.contains("<script>"), "\(name)") }
        }
    }
}
