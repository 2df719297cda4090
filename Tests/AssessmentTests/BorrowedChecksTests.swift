import Diagnostics
import ImageFS
import OVAL
import SCAP
import Testing
import XCCDF
import XML

@testable import Assessment

/// A checklist in prose and content that has checks, in few words.
enum Borrowing {
    static func rule(_ id: String, version: String = "", references: [(String, String)] = [], checks: String = "", selected: Bool = true)
        -> String
    {
        let references = references.map { "<reference href=\"\($0.0)\">\($0.1)</reference>" }.joined()
        let version = version.isEmpty ? "" : "<version>\(version)</version>"
        return "<Rule id=\"\(id)\" selected=\"\(selected)\" severity=\"medium\">\(version)<title>\(id)</title>\(references)\(checks)</Rule>"
    }

    static func content(_ id: String, _ rules: String, before: String = "", oval: OVALText = OVALText()) throws -> SourceContent {
        let text = """
            <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="\(id)"><status>draft</status><title>B</title><version>1</version>\(before)\(rules)</Benchmark>
            """
        let loader = ContentLoader { path, _ throws(ContentError) in Array((path == "oval.xml" ? oval.text : text).utf8) }
        return try SourceContent("\(id).xml", loader: loader)
    }

    static func manual(_ rules: String) throws -> SelectedRules {
        try SelectedRules(try #require(content("EXAM_9_STIG", rules).checklist).benchmark())
    }

    static let prose = "<check system=\"C-1_chk\"><check-content>Look.</check-content></check>"
    static let cyber = "https://public.cyber.mil/stigs/downloads/?_dl_facet_stigs=operating-systems"
}

@Suite("Checks for a checklist in prose")
struct BorrowedChecksTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        /// Of the rule with checks.
        var id: String
        var version = ""
        var references: [(String, String)] = []
        var ground: CheckMatching.Ground?
        var testDescription: String { name }
    }

    static let rows: [Row] = [
        Row(name: "the id, whatever prefix is before it", id: "xccdf_mil.disa.stig_rule_SV-203591r4_rule", ground: .ruleID),
        Row(name: "the id of another revision", id: "xccdf_mil.disa.stig_rule_SV-203591r3_rule", ground: .revision),
        Row(name: "the STIG id", id: "xccdf_x_rule_a", version: "EXAM-09-000010", ground: .version),
        Row(
            name: "a reference to the STIG id", id: "xccdf_x_rule_a", references: [(Borrowing.cyber, "EXAM-09-000010")], ground: .reference),
        Row(
            name: "a reference to the rule", id: "xccdf_x_rule_a",
            references: [("https://public.cyber.mil/stigs/srg-stig-tools/", "SV-203591r1_rule")],
            ground: .reference),
        Row(name: "a longer number is another rule", id: "xccdf_x_rule_SV-2035911r4_rule"),
        Row(name: "a shorter number is another rule", id: "xccdf_x_rule_SV-20359r4_rule"),
        Row(name: "something behind the id is another rule", id: "xccdf_x_rule_SV-203591r4_rule_b"),
        Row(name: "a STIG id that begins alike", id: "xccdf_x_rule_a", version: "EXAM-09-0000101"),
        Row(name: "a STIG id in small letters", id: "xccdf_x_rule_a", version: "exam-09-000010"),
        Row(name: "a reference of somebody else", id: "xccdf_x_rule_a", references: [("https://example.org/", "EXAM-09-000010")]),
        Row(name: "a host that only ends like DISA's", id: "xccdf_x_rule_a", references: [("https://notcyber.mil/", "EXAM-09-000010")]),
        Row(name: "DISA's host in the path", id: "xccdf_x_rule_a", references: [("https://example.org/cyber.mil/", "EXAM-09-000010")]),
        // Many rules together meet a requirement of an SRG.
        Row(name: "a reference to the SRG", id: "xccdf_x_rule_a", references: [(Borrowing.cyber, "SRG-OS-000023-GPOS-00006")]),
    ]

    @Test("are taken by identity alone", arguments: rows)
    func matching(row: Row) throws {
        let manual = try Borrowing.manual(Borrowing.rule("SV-203591r4_rule", version: "EXAM-09-000010", checks: Borrowing.prose))
        let other = Borrowing.rule(row.id, version: row.version, references: row.references, checks: Content.check(1))
        let provider = try SelectedRules(try #require(Borrowing.content("xccdf_x_benchmark_other", other).checklist).benchmark())
        let matching = CheckMatching(manual, provider: provider)
        #expect(matching.matches["SV-203591r4_rule"]?.ground == row.ground)
        #expect(matching.matches["SV-203591r4_rule"]?.rules == row.ground.map { _ in [row.id] })
    }

    @Test("an SRG's own rule is not checked by a rule that refers to it")
    func guide() throws {
        let manual = try Borrowing.manual(Borrowing.rule("SV-203591r4_rule", version: "SRG-OS-000023-GPOS-00006", checks: Borrowing.prose))
        let other = Borrowing.rule("xccdf_x_rule_a", references: [(Borrowing.cyber, "SRG-OS-000023-GPOS-00006")], checks: Content.check(1))
        let provider = try SelectedRules(try #require(Borrowing.content("xccdf_x_benchmark_other", other).checklist).benchmark())
        #expect(CheckMatching(manual, provider: provider).matches.isEmpty)
    }

    @Test("a rule without a check that can be run matches nothing")
    func withoutCheck() throws {
        let manual = try Borrowing.manual(Borrowing.rule("SV-1r1_rule", checks: Borrowing.prose))
        let provider = try Borrowing.manual(Borrowing.rule("SV-1r1_rule", checks: Borrowing.prose))
        #expect(CheckMatching(manual, provider: provider).matches.isEmpty)
        #expect(CheckMatching.isForPeople(manual.benchmark))
        let checked = try Borrowing.manual(Borrowing.rule("SV-1r1_rule", checks: Content.check(1)))
        #expect(!CheckMatching.isForPeople(checked.benchmark))
    }

    static let profiles = """
        <Profile id="xccdf_x_profile_cis"><title>c</title><select idref="xccdf_x_rule_c" selected="true"/></Profile>
        <Profile id="xccdf_x_profile_stig"><title>s</title><select idref="xccdf_x_rule_a" selected="true"/><refine-value idref="xccdf_x_value_v" selector="strict"/></Profile>
        <Value id="xccdf_x_value_v" type="string"><value>loose</value><value selector="strict">strict</value></Value>
        """
    static let export = "<check-export value-id=\"xccdf_x_value_v\" export-name=\"oval:x:var:1\"/>"

    @Test("what the profile of the STIG leaves out is not used, nor what needs values that no profile sets")
    func profile() throws {
        let manual = try Borrowing.manual(
            Borrowing.rule("SV-1r1_rule", version: "E-1", checks: Borrowing.prose)
                + Borrowing.rule("SV-2r1_rule", version: "E-2", checks: Borrowing.prose))
        let rules =
            Borrowing.rule("xccdf_x_rule_a", version: "E-1", checks: Content.check(1, exports: Self.export), selected: false)
            + Borrowing.rule("xccdf_x_rule_b", version: "E-2", checks: Content.check(1), selected: false)
            + Borrowing.rule("xccdf_x_rule_c", checks: Content.check(1), selected: false)
        let benchmark = try #require(Borrowing.content("xccdf_x_benchmark_other", rules, before: Self.profiles).checklist).benchmark()
        #expect(CheckMatching.profile(of: benchmark, named: nil) == "xccdf_x_profile_stig")
        #expect(CheckMatching.profile(of: benchmark, named: "MAC-1_Classified") == "xccdf_x_profile_stig")
        #expect(CheckMatching.profile(of: benchmark, named: "cis") == "cis")
        let inProfile = CheckMatching(manual, provider: try SelectedRules(benchmark, profile: "xccdf_x_profile_stig"))
        #expect(inProfile.matches.keys.sorted() == ["SV-1r1_rule"])
        #expect(inProfile.notInProfile == ["SV-2r1_rule"])
        let without = CheckMatching(manual, provider: try SelectedRules(benchmark))
        #expect(without.matches.keys.sorted() == ["SV-2r1_rule"])
        #expect(without.withoutValues == ["SV-1r1_rule"])
    }

    // MARK: Results

    static let image = Images.debian

    /// Definition 1 is true of the image, 2 false, 3 true of nothing, 4 asks about a file by a variable.
    static let oval = OVALText(
        definitions: (1...4).map {
            OVALText.definition($0, "<criteria><criterion comment=\"c\" test_ref=\"oval:x:tst:\($0)\"/></criteria>")
        }.joined(),
        tests: (1...4).map { number in
            let existence = number == 3 ? "none_exist" : "at_least_one_exists"
            let state = number == 4 ? "<ind:state state_ref=\"oval:x:ste:4\"/>" : ""
            let kind = number == 4 ? "ind:textfilecontent54" : "unix:file"
            let prefix = number == 4 ? "ind" : "unix"
            return
                "<\(kind)_test id=\"oval:x:tst:\(number)\" version=\"1\" comment=\"c\" check=\"all\" check_existence=\"\(existence)\"><\(prefix):object object_ref=\"oval:x:obj:\(number)\"/>\(state)</\(kind)_test>"
        }.joined(),
        objects: """
            <unix:file_object id="oval:x:obj:1" version="1"><unix:filepath>/etc/passwd</unix:filepath></unix:file_object>
            <unix:file_object id="oval:x:obj:2" version="1"><unix:filepath>/etc/missing</unix:filepath></unix:file_object>
            <unix:file_object id="oval:x:obj:3" version="1"><unix:filepath>/etc/telnet</unix:filepath></unix:file_object>
            <ind:textfilecontent54_object id="oval:x:obj:4" version="1"><ind:filepath>/etc/ssh/sshd_config</ind:filepath><ind:pattern operation="pattern match">^PermitRootLogin (.*)$</ind:pattern><ind:instance datatype="int">1</ind:instance></ind:textfilecontent54_object>
            """,
        states:
            "<ind:textfilecontent54_state id=\"oval:x:ste:4\" version=\"1\"><ind:subexpression var_ref=\"oval:x:var:1\"/></ind:textfilecontent54_state>",
        variables: "<external_variable id=\"oval:x:var:1\" version=\"1\" datatype=\"string\" comment=\"v\"/>")

    /// The checklist with these STIG ids, checked by these rules of other content.
    func borrowed(_ ids: [String], _ rules: String, before: String = "", profile: String? = nil, image: String = image) async throws
        -> AssessmentResult
    {
        let text = ids.enumerated().map { Borrowing.rule("SV-\($0.offset + 1)r1_rule", version: $0.element, checks: Borrowing.prose) }
            .joined()
        let target = try Images.target(image)
        let source = try Borrowing.content("EXAM_9_STIG", text)
        let selected = try SelectedRules(try #require(source.checklist).benchmark())
        let other = try Borrowing.content("xccdf_x_benchmark_other", rules, before: before, oval: Self.oval)
        let benchmark = try #require(other.checklist).benchmark()
        let matching = CheckMatching(selected, provider: try SelectedRules(benchmark, profile: profile))
        let chosen = try SelectedRules(benchmark, profile: profile, filter: .init(only: Set(matching.matches.values.flatMap(\.rules))))
        func run(_ source: SourceContent, _ selected: SelectedRules) async -> AssessmentResult {
            await Assessment(
                content: AssessmentContent(source, selected: selected), selected: selected, mode: .evidence, time: Timestamp(seconds: 0)
            )
            .run(on: target)
        }
        return await run(source, selected).borrowing(await run(other, chosen), matching)
    }

    private func lines(_ result: AssessmentResult) -> [String] {
        result.rules.map { "\($0.rule.id): \($0.result.result.rawValue), \($0.evidenceClass.rawValue)" }
    }

    @Test("each rule keeps its name and takes the result and evidence of its check; the others are left to a person")
    func results() async throws {
        let result = try await borrowed(
            ["E-1", "E-2", "E-3"],
            Borrowing.rule("xccdf_x_rule_a", version: "E-1", checks: Content.check(1))
                + Borrowing.rule("xccdf_x_rule_b", version: "E-2", checks: Content.check(2)))
        #expect(lines(result) == ["SV-1r1_rule: pass, observed", "SV-2r1_rule: fail, absence", "SV-3r1_rule: notchecked, none"])
        #expect(result.rules[0].sentence == "/etc/passwd: mode 0644, owner 0:0 [check by STIG id: a]")
        #expect(result.rules[2].sentence.hasPrefix("left to a person: "))
        #expect(result.rules.map(\.result.idref) == result.rules.map(\.rule.id))
        #expect(result.rules[0].evidenceHash != nil)
        #expect(result.oval.count == 1)
        #expect(
            result.content.chosenBecause.map { $0.prefix { $0 != "(" } } == [
                "2 of 3 rules are checked by xccdf_x_benchmark_other 1 ", "matched 2 by STIG id; 1 are left to a person",
            ])
        let gate = Gate(result.rules, policy: .init())
        #expect((gate.observed, gate.absence, gate.manual) == (1, 1, 1))
    }

    struct Together: Sendable, CustomTestStringConvertible {
        var definitions: [Int?]
        var platform = ""
        var line: String
        var testDescription: String { "\(definitions) \(platform) \(line)" }
    }

    static let together: [Together] = [
        Together(definitions: [1, 1], line: "pass, observed"), Together(definitions: [1, 2], line: "fail, absence"),
        Together(definitions: [2, 1], line: "fail, absence"),
        // No such definition: one part was not checked, so the whole did not pass; what failed stays.
        Together(definitions: [1, 99], line: "notchecked, none"), Together(definitions: [2, 99], line: "fail, absence"),
        // A part that does not apply by the content's word alone undoes a pass.
        Together(definitions: [1, nil], platform: "cpe:/a:nothing:knows", line: "unknown, vacuous"),
    ]

    @Test("several rules that check one are needed together", arguments: together)
    func several(row: Together) async throws {
        let rules = row.definitions.enumerated().map { place, definition in
            let platform = definition == nil ? "<platform idref=\"\(row.platform)\"/>" : ""
            return Borrowing.rule("xccdf_x_rule_\(place)", version: "E-1", checks: platform + Content.check(definition ?? 1))
        }
        let result = try await borrowed(["E-1"], rules.joined())
        #expect(lines(result) == ["SV-1r1_rule: \(row.line)"])
    }

    @Test("a pass that rests on nothing is none here either")
    func vacuous() async throws {
        let result = try await borrowed(
            ["E-1"], Borrowing.rule("xccdf_x_rule_a", version: "E-1", checks: Content.check(3)), image: "/srv/data\n| x\n")
        #expect(lines(result) == ["SV-1r1_rule: unknown, vacuous"])
        #expect(result.rules[0].literal == .pass)
    }

    @Test(
        "values come with the check, as the profile of its author sets them, and stay out of the results of the checklist",
        arguments: [("no", "pass"), ("yes", "fail")])
    func values(row: (setting: String, result: String)) async throws {
        let before = """
            <Profile id="xccdf_x_profile_stig"><title>s</title><refine-value idref="xccdf_x_value_v" selector="strict"/></Profile>
            <Value id="xccdf_x_value_v" type="string"><value>whatever</value><value selector="strict">no</value></Value>
            """
        let result = try await borrowed(
            ["E-1"], Borrowing.rule("xccdf_x_rule_a", version: "E-1", checks: Content.check(4, exports: Self.export)), before: before,
            profile: "xccdf_x_profile_stig", image: Self.image.replacing("PermitRootLogin no", with: "PermitRootLogin \(row.setting)"))
        #expect(lines(result) == ["SV-1r1_rule: \(row.result), observed"])
        let document = String(decoding: result.testResult(tool: "cpe:/a:x:x").document(schema: .v1_2), as: UTF8.self)
        #expect(document.contains("oval:x:def:4"))
        #expect(!document.contains("check-export"))
    }
}
