import ImageFS
import OVAL
import Testing

@testable import Assessment

@Suite("What a test expected and found")
struct TestEvidenceTests {
    private static let password = #"<unix:password operation="pattern match">.*</unix:password>"#

    private func evidence(_ oval: OVALText, on image: String = Images.debian) async throws -> TestEvidence {
        TestEvidence(of: "oval:x:tst:1", in: try await oval.run(on: Images.target(image)))
    }

    @Test("what fails comes first, with its line")
    func order() async throws {
        let image = Images.debian + "/etc/c\n| a=1\n| a=2\n| a=1\n"
        let evidence = try await evidence(
            .check(
                "ind:textfilecontent54",
                object:
                    "<ind:filepath>/etc/c</ind:filepath><ind:pattern operation=\"pattern match\">^a=(.)</ind:pattern><ind:instance datatype=\"int\" operation=\"greater than or equal\">1</ind:instance>",
                states: ["<ind:subexpression>1</ind:subexpression>"]), on: image)
        #expect(evidence.result == .false)
        #expect(
            evidence.found.map { "\($0.path):\($0.line ?? 0) \($0.result?.rawValue ?? "-")" } == [
                "/etc/c:2 false", "/etc/c:1 true", "/etc/c:3 true",
            ])
        #expect(evidence.statements == ["/etc/c:2: a=2"])
        #expect(evidence.comment == "the comment")
        #expect(evidence.searched == nil)
    }

    @Test("a masked entity is withheld")
    func masked() async throws {
        let evidence = try await evidence(
            .check(
                "unix:password", object: "<unix:username>root</unix:username>", states: [#"<unix:home_dir mask="true">/x</unix:home_dir>"#])
        )
        #expect(evidence.found.flatMap(\.entities) == [.init(name: "home_dir", value: "(masked)")])
        #expect(evidence.statements == ["/etc/passwd: account \"root\": home_dir (masked)"])
    }

    @Test("of many values with one name three are shown, and how many there are")
    func many() async throws {
        let wants = (1...9).map { "s\($0).service" }.joined(separator: " ")
        let image = Images.debian + "/usr/lib/systemd/system/all.target\n| [Unit]\n| Wants=\(wants)\n"
        let evidence = try await evidence(
            .check(
                "linux:systemdunitdependency", object: "<linux:unit>all.target</linux:unit>",
                states: [#"<linux:dependency entity_check="at least one">s4.service</linux:dependency>"#]), on: image)
        #expect(evidence.found.first?.entities.map(\.value) == ["s1.service", "s2.service", "s3.service", "… (9 in all)"])
    }

    @Test("items that do not exist say so")
    func absentItems() async throws {
        let oval = OVALText.check("unix:file", #"check="all" check_existence="none_exist""#, object: "<unix:filepath>/d</unix:filepath>")
        let item = Item(TestKind("unix", "file"), [ItemEntity("filepath", "/d")], status: .doesNotExist)
        let results = await OVALSession.run(
            definitions: try oval.definitionsOfDocument(), select: nil, external: [:],
            collector: WrittenDown(answers: ["oval:x:obj:1": Collected(.complete, [item])]), systemInfo: .init(), now: 0,
            workers: 1)
        #expect(TestEvidence(of: "oval:x:tst:1", in: results).statements == ["/d (does not exist)"])
    }

    @Test("a test that is not in the document is not evaluated")
    func missing() async throws {
        let results = try await OVALText.check("unix:file", object: "<unix:filepath>/d</unix:filepath>").run(
            on: Images.target(Images.debian))
        let evidence = TestEvidence(of: "oval:x:tst:9", in: results)
        #expect(evidence.result == .notEvaluated)
        #expect(evidence.found.isEmpty)
    }

    /// Attributes of the test, states, and the phrase.
    static let expectations: [(attributes: String, states: [String], phrase: String)] = [
        (#"check="all""#, [], "at least one line"),
        (#"check="all" check_existence="none_exist""#, [], "no line"),
        (#"check="all" check_existence="none_exist""#, ["<ind:text>a</ind:text>"], "no line"),
        (#"check="all" check_existence="only_one_exists""#, [], "exactly one line"),
        (#"check="all" check_existence="all_exist""#, [], "that all lines asked for exist"),
        (#"check="all" check_existence="any_exist""#, [], "any number of lines"),
        (#"check="all""#, ["<ind:subexpression>no</ind:subexpression>"], "at least one line, each with subexpression equal to \"no\""),
        (#"check="all" check_existence="any_exist""#, ["<ind:text>a</ind:text>"], "no line, or each with text equal to \"a\""),
        (#"check="at least one""#, ["<ind:text>a</ind:text>"], "at least one line with text equal to \"a\""),
        (
            #"check="at least one" check_existence="any_exist""#, ["<ind:text>a</ind:text>"],
            "no line, or at least one with text equal to \"a\""
        ),
        (#"check="none satisfy""#, ["<ind:text>a</ind:text>"], "at least one line, none with text equal to \"a\""),
        (#"check="none satisfy" check_existence="any_exist""#, ["<ind:text>a</ind:text>"], "no line with text equal to \"a\""),
        (#"check="only one""#, ["<ind:text>a</ind:text>"], "exactly one line with text equal to \"a\""),
        (
            #"check="all""#, ["<ind:text>a</ind:text>", "<ind:text>b</ind:text>"],
            "at least one line, each with text equal to \"a\" and text equal to \"b\""
        ),
        (
            #"check="all" state_operator="OR""#, ["<ind:text>a</ind:text>", "<ind:text>b</ind:text>"],
            "at least one line, each with text equal to \"a\" or text equal to \"b\""
        ),
        (#"check="all""#, [#"<ind:text entity_check="none satisfy">a</ind:text>"#], "at least one line, each with no text equal to \"a\""),
        (
            #"check="all""#, [#"<ind:text entity_check="at least one">a</ind:text>"#],
            "at least one line, each with some text equal to \"a\""
        ),
    ]

    @Test(arguments: expectations)
    func expected(attributes: String, states: [String], phrase: String) async throws {
        let object =
            "<ind:filepath>/etc/c</ind:filepath><ind:pattern operation=\"pattern match\">a</ind:pattern><ind:instance datatype=\"int\">1</ind:instance>"
        #expect(try await evidence(.check("ind:textfilecontent54", attributes, object: object, states: states)).expected == phrase)
    }

    /// An operation, the datatype of the value 5, and the words.
    @Test(arguments: [
        (Operation.equals, Datatype.string, "equal to \"5\""), (.equals, .int, "equal to 5"), (.notEqual, .int, "not equal to 5"),
        (.caseInsensitiveEquals, .string, "equal to \"5\" in upper or lower case"),
        (.caseInsensitiveNotEqual, .string, "not equal to \"5\" in upper or lower case"),
        (.greaterThan, .int, "greater than 5"), (.lessThan, .int, "less than 5"), (.greaterThanOrEqual, .int, "at least 5"),
        (.lessThanOrEqual, .int, "at most 5"),
        (.bitwiseAnd, .int, "with all bits of 5"), (.bitwiseOr, .int, "with no bits but those of 5"),
        (.patternMatch, .string, "matching \"5\""),
        (.subsetOf, .string, "all among \"5\""), (.supersetOf, .string, "including \"5\""), (.lessThan, .evrString, "less than \"5\""),
    ])
    func comparisons(operation: Operation, datatype: Datatype, words: String) {
        #expect(Phrase.comparison(of: Entity("x", "5", datatype: datatype, operation: operation), [:]) == words)
    }

    @Test("the values of a variable are listed, of many the first four")
    func variables() {
        let values = ["v": VariableValue(.complete, (1...9).map(String.init))]
        #expect(
            Phrase.comparison(of: Entity("x", variable: "v", varCheck: .atLeastOne), values)
                == "equal to \"1\", \"2\", \"3\", \"4\" or 5 more")
        #expect(
            Phrase.comparison(of: Entity("x", variable: "v", varCheck: .noneSatisfy), ["v": VariableValue(.complete, ["1", "2"])])
                == "not equal to \"1\" or \"2\"")
        #expect(Phrase.comparison(of: Entity("x", variable: "w"), values) == "equal to (a variable without a value)")
    }

    @Test("long patterns are cut at 100 characters")
    func long() {
        let text = Phrase.comparison(of: Entity("x", String(repeating: "a", count: 200), operation: .patternMatch), [:])
        #expect(text == "matching \"\(String(repeating: "a", count: 99))…\"")
    }
}
