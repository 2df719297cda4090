import CPE
import ImageFS
import OVAL
import Testing
import XCCDF

@testable import Assessment

@Suite("What a not applicable is proven by")
struct ApplicabilityTests {
    /// `c` an observed check, `a` one by absence, `v` a vacuous one, `e` one in error; upper case holds; `(and …)`, `(or …)`, `!` negates, `?` nothing.
    private static func proof(_ text: String) -> ApplicabilityProof {
        var words = text.replacing("(", with: "( ").replacing(")", with: " )").split(separator: " ").map(String.init)[...]
        func node() -> ApplicabilityProof {
            guard var word = words.popFirst() else { return ApplicabilityProof(.nothing("end"), .false, holds: false) }
            let negate = word.hasPrefix("!")
            if negate { word.removeFirst() }
            if word == "(" {
                let combine: PlatformSpecification.Expression.Operator = words.popFirst() == "and" ? .and : .or
                var inside: [ApplicabilityProof] = []
                while let next = words.first, next != ")" { inside.append(node()) }
                words = words.dropFirst()
                let holds = combine == .and ? inside.allSatisfy(\.holds) : inside.contains(where: \.holds)
                return ApplicabilityProof(.test(combine, negate: negate), .false, holds: holds != negate, because: inside)
            }
            if word == "?" { return ApplicabilityProof(.nothing("no dictionary knows the name"), .false, holds: false) }
            let holds = word.uppercased() == word
            let result: InventoryResult = word.lowercased() == "e" ? .error : holds ? .true : .false
            return ApplicabilityProof(
                .check(InventoryCheck(source: "s", system: "s", href: "h", id: word.lowercased()), result), .false,
                holds: holds && result == .true)
        }
        let inside = node()
        return ApplicabilityProof(.platform(id: "p", title: nil), .false, holds: inside.holds, because: [inside])
    }

    @Test(arguments: [
        ("c", EvidenceClass.observed), ("a", .absence), ("v", .vacuous), ("e", .vacuous), ("?", .vacuous),
        // It does not hold because one does not, or because none does.
        ("(and C c)", .observed), ("(and V a)", .absence), ("(and v a)", .absence), ("(and v e)", .vacuous), ("(or c a)", .observed),
        ("(or c v)", .vacuous), ("(or a ?)", .vacuous),
        // Negated: because it holds inside.
        ("!(and C A)", .observed), ("!(and C V)", .vacuous), ("!(or V C)", .observed), ("!(or v A)", .absence), ("!(or V e)", .vacuous),
        ("(and C !(or A))", .absence), ("(or (and C c) !(and A))", .observed),
    ])
    func table(text: String, expected: EvidenceClass) {
        let proof = Self.proof(text)
        #expect(!proof.holds)
        let classes: [String: EvidenceClass] = ["c": .observed, "a": .absence, "v": .vacuous]
        #expect(proof.evidenceOfNotHolding { classes[$0.id] ?? .none } == expected)
    }

    /// A checklist whose one rule is for a platform that holds where `/etc/appliance` is there.
    private func content(platform: String = "cpe:/a:example:appliance", around: String = "") throws -> AssessmentContent {
        let oval = OVALText.check("unix:file", object: "<unix:filepath>/etc/passwd</unix:filepath>")
        var inventory = OVALText.check("unix:file", object: "<unix:filepath>/etc/appliance</unix:filepath>")
        inventory.definitions = OVALText.definition(1, #"<criteria><criterion test_ref="oval:x:tst:1"/></criteria>"#, class: "inventory")
        let dictionary = """
            <cpe-list xmlns="http://cpe.mitre.org/dictionary/2.0"><cpe-item name="cpe:/a:example:appliance"><title>Appliance</title>\
            <check system="http://oval.mitre.org/XMLSchema/oval-definitions-5" href="inventory.xml">oval:x:def:1</check></cpe-item></cpe-list>
            """
        return try Content.checklist(
            Content.rule("r", "<platform idref=\"\(platform)\"/>" + Content.check(1)), oval: oval, before: around,
            files: ["xccdf-cpe-dictionary.xml": dictionary, "inventory.xml": inventory.text], cpe: ["xccdf-cpe-dictionary.xml"])
    }

    @Test("a platform that the image disproves is a proof, with what was asked")
    func proven() async throws {
        let result = try await content().run(on: Images.target(Images.debian), .evidence)
        let report = try #require(result.rules.first)
        #expect(report.result.result == .notapplicable)
        #expect(report.isProven)
        #expect(report.proof?.contains("oval:x:def:1 of inventory.xml is false") ?? false, "\(report.proof ?? "")")
        #expect(Gate(result.rules, policy: .init()).notApplicable == 1)
    }

    @Test("an empty image disproves nothing", arguments: ["/etc/\n", "/srv/data\n| x\n"])
    func unproven(_ listing: String) async throws {
        let result = try await content().run(on: Images.target(listing), .evidence)
        let report = try #require(result.rules.first)
        #expect(report.result.result == .notapplicable)
        #expect(!report.isProven)
        #expect(report.sentence.hasPrefix("not proven: "), "\(report.sentence)")
        #expect(Gate(result.rules, policy: .init()).profileDoesNotFit)
    }

    @Test("a platform that nobody knows is no proof")
    func unknownName() async throws {
        let report = try #require(
            try await content(platform: "cpe:/o:example:nowhere").run(on: Images.target(Images.debian), .evidence).rules.first)
        #expect(report.result.result == .notapplicable)
        #expect(!report.isProven)
    }

    @Test("of several platforms around a rule the one that decides is named")
    func decidingLevel() async throws {
        let around = #"<platform idref="cpe:/o:example:nowhere"/><platform idref="cpe:/a:example:appliance"/>"#
        let image = Images.debian + "/etc/appliance\n"
        let applies = try #require(try await content(around: around).run(on: Images.target(image), .evidence).rules.first)
        #expect(applies.result.result == .pass)
        let report = try #require(
            try await content(platform: "cpe:/o:example:elsewhere", around: around).run(on: Images.target(image), .evidence).rules.first)
        #expect(report.result.result == .notapplicable)
        #expect(report.proof?.contains("elsewhere") ?? false)
        #expect(!(report.proof?.contains("nowhere") ?? true), "\(report.proof ?? "")")
    }

    @Test("a check of what runs does not apply to an image, and says why; of an unknown image that is no proof")
    func runtime() async throws {
        let oval = OVALText.check(
            "unix:process58", object: "<unix:command_line>sshd</unix:command_line><unix:pid datatype=\"int\">1</unix:pid>")
        let content = try Content.checklist(Content.rule("r", Content.check(1)), oval: oval)
        let known = try #require(try await content.run(on: Images.target(Images.debian), .evidence).rules.first)
        #expect(known.result.result == .notapplicable)
        #expect(known.sentence == "nothing runs in an image, so it has no processes")
        #expect(known.isProven)
        #expect(try await content.run(on: Images.target("/etc/\n"), .evidence).rules.first?.isProven == false)
    }

    /// A checklist for machines: where there is no marker of a container engine.
    private func machine() throws -> AssessmentContent {
        let oval = OVALText.check("unix:file", object: "<unix:filepath>/etc/passwd</unix:filepath>")
        var inventory = OVALText.check(
            "unix:file", #"check="all" check_existence="none_exist""#, object: "<unix:filepath>/.dockerenv</unix:filepath>")
        inventory.definitions = OVALText.definition(1, #"<criteria><criterion test_ref="oval:x:tst:1"/></criteria>"#, class: "inventory")
        let dictionary = """
            <cpe-list xmlns="http://cpe.mitre.org/dictionary/2.0"><cpe-item name="cpe:/a:machine"><title>Machine</title>\
            <check system="http://oval.mitre.org/XMLSchema/oval-definitions-5" href="inventory.xml">oval:x:def:1</check></cpe-item></cpe-list>
            """
        return try Content.checklist(
            Content.rule("r", #"<platform idref="cpe:/a:machine"/>"# + Content.check(1)), oval: oval,
            files: ["d.xml": dictionary, "inventory.xml": inventory.text], cpe: ["d.xml"])
    }

    @Test(
        "a marker of a container engine proves nothing, unless the image has no kernel",
        arguments: [
            (Images.debian + "/.dockerenv\n", true), (Images.debian + "/.dockerenv\n/boot/vmlinuz-6.1\n| kernel\n", false),
            ("/.dockerenv\n", false),
        ])
    func marker(listing: String, isProven: Bool) async throws {
        let report = try #require(try await machine().run(on: Images.target(listing), .evidence).rules.first)
        #expect(report.result.result == .notapplicable)
        #expect(report.isProven == isProven)
    }
}
