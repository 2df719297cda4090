import OVAL
import Testing
import XML

@testable import Assessment

/// Objects by letters: o was found, a is not there, e failed, i is incomplete and empty, n was not collected, p does not apply, d has only
/// items that do not exist. `o+` asks that something exists, `o-` that nothing does; `*` asks nothing, `f` for the family.
private enum Letters {
    static let order = Array("oaeinpd")

    static func id(_ test: String) -> String {
        if test == "*" { return "oval:x:tst:98" }
        if test == "f" { return "oval:x:tst:99" }
        let place = order.firstIndex(of: test.first ?? "o") ?? 0
        return "oval:x:tst:\(place * 2 + (test.hasSuffix("+") ? 1 : 2))"
    }

    static func test(_ id: String, _ object: Int, _ existence: String) -> String {
        """
        <unix:file_test id="\(id)" version="1" comment="t" check="all" check_existence="\(existence)"><unix:object object_ref="oval:x:obj:\(object)"/></unix:file_test>
        """
    }

    static let document: OVALText = {
        var text = OVALText()
        for (place, letter) in order.enumerated() {
            text.objects +=
                #"<unix:file_object id="oval:x:obj:\#(place + 1)" version="1"><unix:filepath>/\#(letter)</unix:filepath></unix:file_object>"#
            text.tests += test(id("\(letter)+"), place + 1, "at_least_one_exists") + test(id("\(letter)-"), place + 1, "none_exist")
        }
        text.objects += #"<ind:family_object id="oval:x:obj:99" version="1"/>"#
        text.tests += test("oval:x:tst:98", 1, "any_exist")
        text.tests += """
            <ind:family_test id="oval:x:tst:99" version="1" comment="t" check="all"><ind:object object_ref="oval:x:obj:99"/></ind:family_test>
            """
        return text
    }()

    static let collector: WrittenDown = {
        func item(_ path: String, _ status: Status) -> Item {
            Item(TestKind("unix", "file"), [ItemEntity("filepath", path)], status: status)
        }
        return WrittenDown(answers: [
            "oval:x:obj:1": Collected(.complete, [item("/o", .exists)]), "oval:x:obj:2": Collected(.doesNotExist),
            "oval:x:obj:3": Collected(.error),
            "oval:x:obj:4": Collected(.incomplete), "oval:x:obj:5": Collected(.notCollected), "oval:x:obj:6": Collected(.notApplicable),
            "oval:x:obj:7": Collected(.complete, [item("/d", .doesNotExist)]),
            "oval:x:obj:99": Collected(.complete, [Item(TestKind("independent", "family"), [ItemEntity("family", "unix")])]),
        ])
    }()
}

/// Criteria in few words: `(AND o+ (OR a+ !a-))`; `>2` extends definition 2.
private func criteria(_ text: String) -> String {
    var words = text.replacing("(", with: "( ").replacing(")", with: " )").split(separator: " ").map(String.init)[...]
    func node() -> String {
        guard var word = words.popFirst() else { return "" }
        let negate = word.hasPrefix("!")
        if negate { word.removeFirst() }
        let attribute = negate ? #" negate="true""# : ""
        if word == "(" {
            let combining = words.popFirst() ?? "AND"
            var inside = ""
            while let next = words.first, next != ")" { inside += node() }
            words = words.dropFirst()
            return #"<criteria operator="\#(combining)"\#(attribute)>\#(inside)</criteria>"#
        }
        if word.hasPrefix(">") { return #"<extend_definition definition_ref="oval:x:def:\#(word.dropFirst())"\#(attribute)/>"# }
        return #"<criterion test_ref="\#(Letters.id(word))"\#(attribute)/>"#
    }
    return node()
}

@Suite("What a definition rests on")
struct DefinitionEvidenceTests {
    struct Row: CustomTestStringConvertible {
        var criteria: String
        var result: ResultValue
        var evidence: EvidenceClass
        var deciding: [String]
        var known = true
        var second = "(AND o+)"

        init(
            _ criteria: String, _ result: ResultValue, _ evidence: EvidenceClass, _ deciding: String, known: Bool = true,
            second: String = "(AND o+)"
        ) {
            self.criteria = criteria
            self.result = result
            self.evidence = evidence
            self.deciding = deciding.split(separator: " ").map(String.init)
            self.known = known
            self.second = second
        }

        var testDescription: String { "\(criteria)\(known ? "" : ", image unknown") is \(result.rawValue), \(evidence.rawValue)" }
    }

    static let rows: [Row] = [
        // One test.
        Row("(AND o+)", .true, .observed, "o+"), Row("(AND o-)", .false, .observed, "o-"),
        Row("(AND a-)", .true, .absence, "a-"), Row("(AND a+)", .false, .absence, "a+"),
        Row("(AND a-)", .true, .vacuous, "a-", known: false), Row("(AND a+)", .false, .vacuous, "a+", known: false),
        Row("(AND o+)", .true, .observed, "o+", known: false),
        Row("(AND e+)", .error, .none, "e+"), Row("(AND n-)", .unknown, .none, "n-"), Row("(AND p-)", .notApplicable, .none, "p-"),
        Row("(AND i-)", .unknown, .none, "i-"), Row("(AND *)", .true, .vacuous, "*"), Row("(AND f)", .true, .vacuous, "f"),
        // Items that do not exist are no items.
        Row("(AND d-)", .true, .absence, "d-"), Row("(AND d-)", .true, .vacuous, "d-", known: false),
        Row("(AND d+)", .false, .absence, "d+"),
        // Negation changes the result, not the ground.
        Row("(AND !o-)", .true, .observed, "o-"), Row("(AND !a+)", .true, .absence, "a+"), Row("!(AND a+)", .true, .absence, "a+"),
        Row("!(OR o+ a-)", .false, .observed, "o+ a-"), Row("!(AND !f)", .true, .vacuous, "f"),
        // AND: all were needed for true, one suffices for false.
        Row("(AND o+ a-)", .true, .observed, "o+ a-"), Row("(AND o+ a-)", .true, .vacuous, "o+ a-", known: false),
        Row("(AND a- d-)", .true, .absence, "a- d-"), Row("(AND o+ f)", .true, .observed, "o+ f"), Row("(AND f *)", .true, .vacuous, "f *"),
        Row("(AND o- a+)", .false, .observed, "o- a+"), Row("(AND o+ a+)", .false, .absence, "a+"),
        Row("(AND a- a+)", .false, .vacuous, "a+", known: false),
        // What else is there changes nothing.
        Row("(AND o- e+)", .false, .observed, "o-"), Row("(AND e+ n+ a+)", .false, .absence, "a+"),
        Row("(AND o+ p+)", .true, .observed, "o+"),
        Row("(AND f p+)", .true, .vacuous, "f"), Row("(AND o+ e+ n+)", .error, .none, "e+"), Row("(AND o+ n+)", .unknown, .none, "n+"),
        // OR: the other way round.
        Row("(OR o+ a+)", .true, .observed, "o+"), Row("(OR a- o-)", .true, .absence, "a-"),
        Row("(OR a- e+)", .true, .vacuous, "a-", known: false),
        Row("(OR o- a+)", .false, .observed, "o- a+"), Row("(OR o- a+)", .false, .vacuous, "o- a+", known: false),
        Row("(OR o+ a-)", .true, .observed, "o+ a-", known: false),
        Row("(OR f o-)", .true, .vacuous, "f"), Row("(OR f a-)", .true, .vacuous, "f a-", known: false),
        Row("(OR e+ o-)", .error, .none, "e+"),
        // ONE and XOR need them all.
        Row("(ONE o+ a+)", .true, .observed, "o+ a+"), Row("(ONE o+ a+)", .true, .vacuous, "o+ a+", known: false),
        Row("(ONE o+ a-)", .false, .observed, "o+ a-"),
        Row("(XOR o+ a-)", .false, .observed, "o+ a-"), Row("(XOR a- d+)", .true, .absence, "a- d+"),
        Row("(XOR a- o-)", .true, .vacuous, "a- o-", known: false),
        // Depth.
        Row("(AND (OR a- o+) (OR a- d-))", .true, .observed, "a- o+ d-"), Row("(AND (OR a+ (AND a-)) (AND f))", .true, .absence, "a- f"),
        Row("(OR (AND o+ a+) (AND a- f))", .true, .absence, "a- f"),
        // Another definition.
        Row("(AND >2)", .true, .observed, "o+"), Row("(AND !>2 o+)", .false, .observed, "o+"),
        Row("(AND >2 >2 a-)", .true, .vacuous, "a-", known: false, second: "(AND a-)"),
        Row("(OR >2 a+)", .true, .absence, "a-", second: "(OR a- (AND o-))"), Row("(AND >2 o+)", .error, .none, "e+", second: "(AND e+)"),
    ]

    @Test(arguments: rows)
    func row(_ row: Row) async throws {
        var text = Letters.document
        text.definitions = OVALText.definition(1, criteria(row.criteria)) + OVALText.definition(2, criteria(row.second))
        let results = await OVALSession.run(
            definitions: try text.definitionsOfDocument(), select: ["oval:x:def:1"], external: [:], collector: Letters.collector,
            systemInfo: .init(), now: 0,
            workers: 1)
        let evidence = DefinitionEvidence(of: "oval:x:def:1", in: results, index: IndexState(filesAreComplete: row.known))
        #expect(results.definitionResults["oval:x:def:1"]?.result == row.result)
        #expect(evidence.evidenceClass == row.evidence)
        #expect(Set(evidence.decidingTests) == Set(row.deciding.map(Letters.id)))
        if evidence.evidenceClass == .vacuous { #expect(!evidence.gaps.isEmpty) }
    }

    @Test("a definition that extends the next one twice, 60 levels deep, is walked once a level", .timeLimit(.minutes(1)))
    func doubling() async throws {
        var text = Letters.document
        for level in 1...60 { text.definitions += OVALText.definition(level, criteria("(AND >\(level + 1) >\(level + 1))")) }
        text.definitions += OVALText.definition(61, criteria("(AND o+)"))
        let results = await OVALSession.run(
            definitions: try text.definitionsOfDocument(), select: ["oval:x:def:40"], external: [:], collector: Letters.collector,
            systemInfo: .init(), now: 0,
            workers: 1)
        #expect(DefinitionEvidence(of: "oval:x:def:40", in: results, index: .unknown).evidenceClass == .observed)
    }

    @Test("a definition that was not evaluated has no evidence")
    func unknown() async throws {
        let results = await OVALSession.run(
            definitions: try Letters.document.definitionsOfDocument(), select: [], external: [:], collector: Letters.collector,
            systemInfo: .init(), now: 0, workers: 1)
        #expect(DefinitionEvidence(of: "oval:x:def:1", in: results, index: .unknown).evidenceClass == .none)
    }
}
