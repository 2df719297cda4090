import Testing
import XCCDF

@Suite("Scores follow the four models of the specification")
struct ScoreTests {
    /// Two rules at the top with weights 1 and 3, and a group of weight 2 with two rules of weight 1.
    static let content = """
        <Rule id="a" weight="1"/><Rule id="b" weight="3"/><Group id="g" weight="2"><Rule id="c"/><Rule id="d"/></Group>
        """

    static func scores(_ values: [ResultValue]) throws -> [TestResult.Score] {
        let selected = try SelectedRules(Sample.benchmark(content))
        let results = zip(selected.rules, values).map { RuleResult(idref: $0.rule.id, result: $1, weight: $0.weight) }
        return ScoringModel.allCases.map { $0.score(results, of: selected) }
    }

    @Test(
        "default, flat, flat-unweighted and absolute",
        arguments: [
            // default: (100*1 + 100*3 + 50*2) / 6
            ([.pass, .pass, .pass, .fail], [500.0 / 6, 5, 3, 0], [100, 6, 4, 1]),
            ([.pass, .fixed, .pass, .pass], [100, 6, 4, 1], [100, 6, 4, 1]),
            // The group holds nothing scored and does not weigh.
            ([.pass, .fail, .notapplicable, .notchecked], [25, 1, 1, 0], [100, 4, 2, 1]),
            ([.pass, .notselected, .informational, .error], [100.0 / 3, 1, 1, 0], [100, 2, 2, 1]),
            ([.unknown, .unknown, .unknown, .unknown], [0, 0, 0, 0], [100, 6, 4, 1]),
        ] as [([ResultValue], [Double], [Double])])
    func models(values: [ResultValue], scores: [Double], maxima: [Double]) throws {
        let found = try Self.scores(values)
        for ((score, expected), maximum) in zip(zip(found, scores), maxima) {
            #expect(abs(score.value - expected) < 1e-9 && score.maximum == maximum, "\(score.system) \(score.value)")
        }
    }

    @Test("Where nothing is scored the default score is 0, not full marks")
    func nothing() throws { #expect(try Self.scores([.notapplicable, .notselected, .notchecked, .notapplicable])[0].value == 0) }

    @Test("A rule of several results counts once in its group, as far as they comply")
    func severalResults() throws {
        let selected = try SelectedRules(Sample.benchmark(#"<Rule id="a"/><Rule id="b"/>"#))
        let results = [("a", ResultValue.pass), ("a", .fail), ("b", .pass)].map { RuleResult(idref: $0.0, result: $0.1) }
        #expect(ScoringModel.default.score(results, of: selected).value == 75)
        #expect(ScoringModel.flat.score(results, of: selected).maximum == 3)
    }

    @Test("The benchmark's models are used, else the default one")
    func benchmarkModels() throws {
        let models = #"<model system="urn:xccdf:scoring:flat"/><model system="urn:own"/><model system="urn:xccdf:scoring:absolute"/>"#
        let asked = try SelectedRules(Sample.benchmark(models + Self.content))
        #expect(ScoringModel.scores([], of: asked).map(\.system) == ["urn:xccdf:scoring:flat", "urn:xccdf:scoring:absolute"])
        #expect(
            try ScoringModel.scores([], of: SelectedRules(Sample.benchmark(Self.content))).map(\.system) == ["urn:xccdf:scoring:default"])
    }

    @Test("A profile's weights of groups count")
    func refinedGroup() throws {
        let profile = #"<Profile id="p"><title>p</title><refine-rule idref="g" weight="4"/></Profile>"#
        let selected = try SelectedRules(Sample.benchmark(profile + Self.content), profile: "p")
        let results = zip(selected.rules, [ResultValue.pass, .pass, .fail, .fail]).map {
            RuleResult(idref: $0.rule.id, result: $1, weight: $0.weight)
        }
        #expect(ScoringModel.default.score(results, of: selected).value == 50)
    }
}
