import Testing
import XCCDF
import XML

/// Answers by the name of the check: `pass`, `fail` …; `all` in a file stands for several.
struct ScriptedSystem: CheckSystem {
    var systems = ["s"]
    var files: [String: [(String, ResultValue)]] = [:]

    func evaluate(_ request: CheckRequest) -> CheckOutcome {
        guard let name = request.name else {
            guard let parts = files[request.href] else { return .notFound("there is no '\(request.href)'") }
            return CheckOutcome(parts: parts.map { CheckOutcome.Part(name: $0.0, result: $0.1) })
        }
        if let variable = request.exports.first(where: { $0.name == name }) {
            return CheckOutcome(.pass, messages: [Message(.info, variable.values.joined(separator: "+"))], imports: ["stdout": "out"])
        }
        return ResultValue(rawValue: name).map { CheckOutcome($0) } ?? .notFound("there is no '\(name)'")
    }
}

@Suite("Rules are evaluated")
struct EvaluationTests {
    static func evaluate(
        _ content: String, profile: String? = nil, platforms: Set<String> = [], systems: [any CheckSystem] = [ScriptedSystem()]
    ) throws -> [RuleResult] {
        let selected = try SelectedRules(Sample.benchmark(content), profile: profile)
        return XCCDFEvaluation.evaluate(
            selected, applicability: { ApplicabilityOutcome(platforms.contains($0), reason: "asked for \($0)") }, checkSystems: systems)
    }

    static func check(_ name: String, _ attributes: String = "", system: String = "s") -> String {
        "<check system=\"\(system)\" \(attributes)><check-content-ref href=\"f\" name=\"\(name)\"/></check>"
    }

    static func rule(_ content: String, _ attributes: String = "") -> String { "<Rule id=\"r\" \(attributes)>\(content)</Rule>" }

    @Test("A check's result is the rule's", arguments: ResultValue.allCases)
    func result(value: ResultValue) throws {
        let results = try Self.evaluate(
            Self.rule("<version>V-1</version><ident system=\"i\">1</ident>" + Self.check(value.rawValue), "severity=\"high\" weight=\"3\""))
        let result = try #require(results.first)
        #expect(results.count == 1 && result.result == value && result.idref == "r" && result.severity == .high && result.weight == 3)
        #expect(result.version == "V-1" && result.idents == [Ident(system: "i", value: "1")])
    }

    @Test(
        "What comes first in the order of processing decides",
        arguments: [
            // selected, role, platform, check -> result
            (#"selected="0" role="unchecked""#, "#no", "pass", ResultValue.notselected),
            (#"role="unchecked""#, "#no", "pass", .notchecked),
            ("", "#no", "pass", .notapplicable),
            (#"role="unscored""#, "#no", "pass", .notapplicable),
            ("", "#yes", "pass", .pass),
            (#"role="unscored""#, "#yes", "pass", .informational),
            (#"role="unscored""#, "#yes", "fail", .informational),
            (#"role="unscored""#, "#yes", "absent", .notchecked),
        ])
    func order(attributes: String, platform: String, check: String, expected: ResultValue) throws {
        let content = Self.rule("<platform idref=\"\(platform)\"/>" + Self.check(check), attributes)
        #expect(try Self.evaluate(content, platforms: ["#yes"]).map(\.result) == [expected])
    }

    @Test("A rule with conflicts or unmet requirements is not selected, and says so")
    func conflict() throws {
        let results = try Self.evaluate(#"<Rule id="a"><conflicts idref="b"/></Rule><Rule id="b"><requires idref="x"/></Rule>"#)
        #expect(results.map(\.result) == [.notselected, .notselected])
        #expect(results[0].messages.map(\.text) == ["It conflicts with 'b', which is selected."])
    }

    // MARK: Platforms

    @Test(
        "Platforms of the benchmark, the profile, every group and the rule must hold, of several on one item any",
        arguments: [
            (["b", "p", "g", "r"], ResultValue.pass), (["b2", "p", "g", "r"], .pass), (["p", "g", "r"], .notapplicable),
            (["b", "g", "r"], .notapplicable), (["b", "p", "r"], .notapplicable), (["b", "p", "g"], .notapplicable),
        ])
    func platforms(holding: [String], expected: ResultValue) throws {
        let content = """
            <platform idref="b"/><platform idref="b2"/><Profile id="x"><title>x</title><platform idref="p"/></Profile>
            <Group id="outer"><platform idref="g"/><Group id="inner">\(Self.rule("<platform idref=\"r\"/>" + Self.check("pass")))</Group></Group>
            """
        #expect(try Self.evaluate(content, profile: "x", platforms: Set(holding)).map(\.result) == [expected])
    }

    @Test("The platforms that were asked for are kept as proof, up to the one that does not hold")
    func proof() throws {
        let content = """
            <platform idref="b"/><Group id="g"><platform idref="no"/><platform idref="none"/>\(Self.rule("<platform idref=\"r\"/>"))</Group>
            """
        let result = try Self.evaluate(content, platforms: ["b", "r"])[0]
        #expect(result.platformsConsidered.map(\.itemID) == ["xccdf_t_benchmark_b", "g", "g"])
        #expect(result.platformsConsidered.map(\.idref) == ["b", "no", "none"])
        #expect(result.platformsConsidered.map(\.outcome.applies) == [true, false, false])
    }

    // MARK: Checks

    @Test("Without a check that any system answers, a rule is not checked")
    func noCheck() throws {
        for content in ["", Self.check("pass", system: "other"), Self.check("pass", #"selector="k""#)] {
            let result = try Self.evaluate(Self.rule(content))[0]
            #expect(result.result == .notchecked && result.messages.map(\.text) == ["No candidate or applicable check found."])
            #expect(result.used == nil)
        }
    }

    @Test("Of several checks the last one with a system at hand is used")
    func lastCheck() throws {
        let other = ScriptedSystem(systems: ["t"])
        let content = Self.rule(Self.check("fail") + Self.check("pass", system: "t") + Self.check("error", system: "u"))
        #expect(try Self.evaluate(content, systems: [ScriptedSystem(), other]).map(\.result) == [.pass])
        #expect(try Self.evaluate(content).map(\.result) == [.fail])
    }

    @Test(
        "The selector of the profile chooses the check; where none has it, that without selector is used",
        arguments: [
            ("", ResultValue.fail), (#"<refine-rule idref="r" selector="k"/>"#, .pass), (#"<refine-rule idref="r" selector="z"/>"#, .fail),
        ])
    func selector(refine: String, expected: ResultValue) throws {
        let content =
            "<Profile id=\"p\"><title>p</title>\(refine)</Profile>" + Self.rule(Self.check("fail") + Self.check("pass", #"selector="k""#))
        #expect(try Self.evaluate(content, profile: "p").map(\.result) == [expected])
    }

    @Test("Alternatives are tried in order until one can be checked")
    func alternatives() throws {
        func content(_ names: String...) -> String {
            Self.rule("<check system=\"s\">" + names.map { "<check-content-ref href=\"f\" name=\"\($0)\"/>" }.joined() + "</check>")
        }
        let result = try Self.evaluate(content("absent", "notchecked", "fail", "pass"))[0]
        #expect(result.result == .fail && result.used?.checks.first?.contentRef == Check.ContentRef(href: "f", name: "fail"))
        let none = try Self.evaluate(content("absent"))[0]
        #expect(none.result == .notchecked)
        #expect(none.messages.map(\.text) == ["there is no 'absent'", "None of the check-content-ref elements was resolvable."])
    }

    @Test("Negation applies once, to the check and to the combination")
    func negation() throws {
        #expect(try Self.evaluate(Self.rule(Self.check("pass", #"negate="1""#))).map(\.result) == [.fail])
        let complex =
            "<complex-check operator=\"OR\" negate=\"1\">" + Self.check("pass", #"negate="1""#) + Self.check("error") + "</complex-check>"
        #expect(try Self.evaluate(Self.rule(complex)).map(\.result) == [.error])
    }

    @Test("A complex-check combines its parts, those without a system counting as not checked")
    func complex() throws {
        let content = """
            <complex-check operator="AND">\(Self.check("unknown"))\(Self.check("error"))
            <complex-check operator="OR">\(Self.check("fail"))\(Self.check("pass", system: "other"))</complex-check></complex-check>
            """
        let result = try Self.evaluate(Self.rule(content))[0]
        #expect(result.result == .fail && result.used?.checks.map(\.result) == [.unknown, .error, .fail, .notchecked])
    }

    @Test("A check without name stands for all in its file: together, or each for itself with multi-check")
    func multiCheck() throws {
        let system = ScriptedSystem(files: ["f": [("a", .pass), ("b", .unknown), ("c", .notapplicable)], "empty": []])
        func content(_ attributes: String, _ href: String = "f") -> String {
            Self.rule("<check system=\"s\" \(attributes)><check-content-ref href=\"\(href)\"/></check>")
        }
        #expect(try Self.evaluate(content(""), systems: [system]).map(\.result) == [.unknown])
        let split = try Self.evaluate(content(#"multi-check="true" negate="1""#), systems: [system])
        #expect(split.map(\.result) == [.fail, .unknown, .notapplicable] && split.map(\.instance) == ["a", "b", "c"])
        #expect(split.map { $0.used?.checks.first?.contentRef?.name } == ["a", "b", "c"])
        #expect(try Self.evaluate(content("", "empty"), systems: [system]).map(\.result) == [.notchecked])
        #expect(try Self.evaluate(content("", "gone"), systems: [system]).map(\.result) == [.notchecked])
    }

    @Test("Values reach the check; a setting that does not exist makes the rule unknown, never a pass")
    func exports() throws {
        func content(_ refine: String, _ id: String = "v") -> String {
            """
            <Profile id="p"><title>p</title>\(refine)</Profile><Value id="v" type="number"><value>1</value><value selector="s">2</value></Value>
            <Rule id="r"><check system="s"><check-import import-name="stdout"/><check-export value-id="\(id)" export-name="e"/>
            <check-content-ref href="f" name="e"/></check></Rule>
            """
        }
        let plain = try Self.evaluate(content(""), profile: "p")[0]
        #expect(plain.result == .pass && plain.messages.map(\.text) == ["1"] && plain.used?.checks.first?.imports == ["stdout": "out"])
        #expect(try Self.evaluate(content(#"<refine-value idref="v" selector="s"/>"#), profile: "p")[0].messages.map(\.text) == ["2"])
        let absent = try Self.evaluate(content(#"<refine-value idref="v" selector="z"/>"#), profile: "p")[0]
        #expect(absent.result == .unknown)
        #expect(absent.messages.map(\.text) == ["Value bindings not found: Value 'v' has no setting 'z', which the profile names."])
        #expect(try Self.evaluate(content("", "gone"), profile: "p")[0].result == .unknown)
    }

    @Test("Needed checks are those an evaluation asks for, each once, with their values")
    func needed() throws {
        let selected = try SelectedRules(
            Sample.benchmark(
                """
                <Value id="v"><value>1</value></Value>
                <Rule id="a">\(Self.check("one"))</Rule><Rule id="b">\(Self.check("one"))</Rule><Rule id="c" selected="0">\(Self.check("two"))</Rule>
                <Rule id="d" role="unchecked">\(Self.check("three"))</Rule><Rule id="e"><platform idref="x"/>\(Self.check("four"))</Rule>
                <Rule id="f"><check system="s"><check-export value-id="v" export-name="e"/><check-content-ref href="f" name="one"/></check></Rule>
                <Rule id="g"><complex-check operator="AND">\(Self.check("five"))\(Self.check("six", system: "t"))</complex-check></Rule>
                """))
        let needed = selected.neededChecks(systems: ["s"], applicable: { $0.rule.platforms.isEmpty })
        #expect(needed.map(\.name) == ["one", "one", "five"])
        #expect(needed.map { $0.exports.map(\.values) } == [[], [["1"]], []])
    }
}
