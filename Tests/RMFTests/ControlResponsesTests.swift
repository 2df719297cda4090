import RMF
import Testing

@Suite("Drafts of control responses")
struct ControlResponsesTests {
    private let subject = ControlResponses.Subject(
        target: "registry.example/app@sha256:12", content: "Sample 1.0, profile basic", tool: "stigready 0.1", time: "2026-01-02T03:04:05Z",
        evidence: "")

    private func text(_ rules: [RuleFinding]) throws -> String {
        ControlResponses(ControlFindings(rules, catalog: try Tables.catalog(), revision: .r5), subject: subject).markdown
    }

    @Test("a section says how the image meets a control, what is open, why something does not apply, and what remains")
    func section() throws {
        let page = try text([
            RuleFinding(
                ruleID: "r1", title: "Files are owned", result: "pass", severity: "low", ccis: ["CCI-000366"], evidence: .observed,
                sentences: ["/etc/passwd is owned by 0"], evidenceHash: "ab12"),
            RuleFinding(
                ruleID: "r2", result: "fail", severity: "high", ccis: ["CCI-000366"], evidence: .observed,
                sentences: ["/etc/x:3 has the value yes"]),
            RuleFinding(
                ruleID: "r3", result: "notapplicable", severity: "low", ccis: ["CCI-000366"], evidence: .absence,
                sentences: ["no sshd in 212 packages"],
                responsibility: "platform", provider: "the container platform"),
            RuleFinding(
                ruleID: "r4", result: "notchecked", severity: "low", ccis: ["CCI-000366"], deployer: "Set the login banner."),
        ])
        #expect(
            page.hasSuffix(
                """
                ## CM-6 Configuration Settings

                - **Rules**: 1 of 3 mapped rules pass (1 observed), 1 not applicable; 1 open, worst CAT I; 1 not decided
                - **Draft status**: partial
                - **Responsibility**: platform
                - **Provided by**: the container platform
                - **Family**: Configuration Management
                - **Baselines**: low, moderate, high
                - **Statement parts named by rules**: CM-6b.
                - **CCIs**: CCI-000366 (1 of the 12 of this control)

                ### How the image meets it

                - `r1` Files are owned
                    - /etc/passwd is owned by 0 (observed)

                ### Open

                - `r2`
                    - CAT I
                    - /etc/x:3 has the value yes

                ### Not applicable, and why

                - `r3`
                    - no sshd in 212 packages
                    - provided by: the container platform

                ### What remains for the deployer

                - `r2`
                    - fails: correct it, or record the risk and its acceptance
                - `r3`
                    - responsibility: platform, provided by the container platform
                - `r4`
                    - not decided from the image (notchecked, none): assess by hand
                    - Set the login banner.
                - Everything in the control's statement beyond the parts named above, and its organisation-defined parameters.

                ### Evidence

                - `r1` evidence SHA-256 ab12

                ### Assessor

                To be completed: determination, date, name.

                """))
    }

    @Test("each control has a file of its own, named so that any file system takes it, and no word says that it is satisfied")
    func pages() throws {
        let rules = [
            RuleFinding(ruleID: "r1", result: "pass", severity: "low", ccis: ["CCI-000366", "CCI-000017"], evidence: .observed),
            RuleFinding(ruleID: "r2", result: "fail", severity: "high", ccis: ["CCI-000015"]),
        ]
        let pages = ControlResponses(ControlFindings(rules, catalog: try Tables.catalog(), revision: .r5), subject: subject).pages
        #expect(pages.map(\.name) == ["AC-2.1.md", "AC-2.3.md", "CM-6.md"])
        for page in pages {
            #expect(page.markdown.hasPrefix("# "))
            #expect(!page.markdown.replacing("not the control satisfied", with: "").lowercased().contains("satisfied"))
        }
    }

    @Test(
        "who is responsible, what that makes of the designation, and what of the state",
        arguments: [
            (["image"], "image", "System-Specific"), (["image", "component"], "image", "System-Specific"),
            (["image", "platform"], "shared", "Hybrid"), (["host-kernel"], "platform", "Common"),
            (["organisation"], "organisation", "System-Specific"),
            (["host-service", "organisation"], "platform", "Hybrid"), ([], "unstated", "System-Specific"),
        ] as [([String], String, String)])
    func origin(words: [String], origin: String, designation: String) throws {
        let rules = (words.isEmpty ? [nil] : words.map(Optional.some)).enumerated().map { index, word in
            RuleFinding(ruleID: "r\(index)", result: "notapplicable", severity: "low", ccis: ["CCI-000366"], responsibility: word)
        }
        let response = try #require(ControlFindings(rules, catalog: try Tables.catalog(), revision: .r5).responses.first)
        #expect(response.origin.rawValue == origin)
        #expect(response.designation.rawValue == designation)
        #expect(response.status == .notApplicable)
    }

    @Test("the same results give the same bytes")
    func deterministic() throws {
        let rules = ["CCI-000366", "CCI-000015", "CCI-000172", "CCI-001453"].map {
            RuleFinding(ruleID: $0, result: "pass", severity: "low", ccis: [$0], evidence: .observed)
        }
        let first = try text(rules)
        for _ in 0..<5 { #expect(try text(rules) == first) }
    }

    @Test("foreign text cannot make markup, lines or code")
    func escaping() throws {
        let page = try text([
            RuleFinding(
                ruleID: "a`b", title: "<script>alert(1)</script>", result: "fail", severity: "low", ccis: ["CCI-000366"],
                sentences: ["line one\n## Forged heading\u{1B}[0m", "| `x` | **y** |"])
        ])
        #expect(!page.contains("<script"))
        #expect(!page.contains("\n## Forged"))
        #expect(!page.contains("\u{1B}"))
        #expect(page.contains("`a'b`"))
        #expect(page.contains("\\| \\`x\\` \\| \\*\\*y\\*\\* \\|"))
    }
}
