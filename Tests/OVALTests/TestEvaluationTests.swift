import OVAL
import Testing

@Suite("From what was found to the result of a test")
struct TestEvaluationTests {
    /// A test of an object that is flagged so, its items by status: `+` exists and satisfies, `-` exists and does not, `0` does not exist,
    /// `e` error, `n` not collected, `?` exists without the entity that is asked about.
    struct Case: Sendable, CustomTestStringConvertible {
        var existence: ExistenceEnumeration
        var check: CheckEnumeration
        var hasState: Bool
        var flag: Flag
        var items: String
        var result: ResultValue

        var testDescription: String {
            "\(existence.rawValue), \(hasState ? "\(check.rawValue) with a state" : "no state"): \(flag.rawValue) \(items) is \(result.rawValue)"
        }

        init(_ existence: ExistenceEnumeration, _ check: CheckEnumeration?, _ flag: Flag, _ items: String, _ result: ResultValue) {
            self.existence = existence
            self.check = check ?? .all
            hasState = check != nil
            self.flag = flag
            self.items = items
            self.result = result
        }

        func evaluate() async throws -> OVALResults {
            let content = try ovalDefinitions(
                ofTest1,
                tests: fileTest(#"check="\#(check.rawValue)" check_existence="\#(existence.rawValue)""#, states: hasState ? [1] : []),
                objects: fileObject(1), states: fileState(1, "<unix:type>regular</unix:type>"))
            let found = items.enumerated().map { place, letter in
                let path = "/\(place)"
                switch letter {
                case "+": return fileItem(["filepath": path, "type": "regular"])
                case "-": return fileItem(["filepath": path, "type": "directory"])
                case "?": return fileItem(["filepath": path])
                case "0": return fileItem(["filepath": path], status: .doesNotExist)
                case "e": return fileItem(["filepath": path], status: .error)
                default: return fileItem(["filepath": path], status: .notCollected)
                }
            }
            let collected = Collected(flag, found, messages: [Message(.error, "from the collector")])
            return await OVALTests.evaluate(content, WrittenDown(["oval:x:obj:1": collected]))
        }
    }

    private func check(_ test: Case) async throws {
        let results = try await test.evaluate()
        #expect(results.testResults["oval:x:tst:1"]?.result == test.result)
        #expect(results.definitionResults["oval:x:def:1"]?.result == test.result)
    }

    @Test(arguments: [
        Case(.atLeastOneExists, nil, .error, "", .error), Case(.noneExist, nil, .error, "", .error),
        Case(.allExist, .all, .error, "", .error),
        Case(.anyExist, .all, .error, "", .error), Case(.anyExist, nil, .error, "", .true),
        Case(.noneExist, nil, .notCollected, "", .unknown), Case(.atLeastOneExists, .all, .notCollected, "", .unknown),
        Case(.anyExist, .all, .notCollected, "", .unknown), Case(.anyExist, nil, .notCollected, "", .true),
        Case(.noneExist, nil, .notApplicable, "", .notApplicable), Case(.anyExist, .all, .notApplicable, "", .notApplicable),
        Case(.anyExist, nil, .notApplicable, "", .true),
        Case(.noneExist, nil, .doesNotExist, "", .true), Case(.anyExist, nil, .doesNotExist, "", .true),
        Case(.anyExist, .all, .doesNotExist, "", .true),
        Case(.atLeastOneExists, nil, .doesNotExist, "", .false), Case(.allExist, .noneSatisfy, .doesNotExist, "", .false),
        Case(.onlyOneExists, nil, .doesNotExist, "", .false),
    ]) func anObjectThatWasNotCollected(_ test: Case) async throws { try await check(test) }

    @Test(arguments: [
        Case(.atLeastOneExists, nil, .complete, "-", .true), Case(.noneExist, nil, .complete, "-", .false),
        Case(.onlyOneExists, nil, .complete, "--", .false),
        Case(.allExist, nil, .complete, "-0", .false), Case(.anyExist, nil, .complete, "e", .error),
        Case(.atLeastOneExists, nil, .complete, "n", .unknown),
        Case(.noneExist, nil, .complete, "0", .true), Case(.noneExist, nil, .complete, "e", .error),
        Case(.anyExist, .all, .complete, "", .true),
        Case(.atLeastOneExists, .all, .complete, "++", .true), Case(.atLeastOneExists, .all, .complete, "+-", .false),
        Case(.atLeastOneExists, .atLeastOne, .complete, "+-", .true), Case(.atLeastOneExists, .onlyOne, .complete, "++", .false),
        Case(.atLeastOneExists, .noneSatisfy, .complete, "--", .true), Case(.atLeastOneExists, .all, .complete, "+e", .error),
        Case(.atLeastOneExists, .all, .complete, "+n", .unknown), Case(.atLeastOneExists, .all, .complete, "+0", .true),
        Case(.atLeastOneExists, .all, .complete, "+?", .unknown), Case(.atLeastOneExists, .all, .complete, "-e", .false),
        Case(.onlyOneExists, .all, .complete, "-", .false), Case(.anyExist, .all, .complete, "0", .true),
        Case(.noneExist, .all, .complete, "+", .false),
    ]) func acompleteObject(_ test: Case) async throws { try await check(test) }

    @Test(arguments: [
        Case(.atLeastOneExists, nil, .incomplete, "-", .true), Case(.atLeastOneExists, nil, .incomplete, "", .unknown),
        Case(.noneExist, nil, .incomplete, "", .unknown),
        Case(.noneExist, nil, .incomplete, "-", .false), Case(.onlyOneExists, nil, .incomplete, "-", .unknown),
        Case(.onlyOneExists, nil, .incomplete, "--", .false),
        Case(.anyExist, nil, .incomplete, "", .true), Case(.allExist, nil, .incomplete, "-", .unknown),
        Case(.allExist, nil, .incomplete, "-0", .false),
        Case(.atLeastOneExists, .all, .incomplete, "++", .unknown), Case(.atLeastOneExists, .all, .incomplete, "+-", .false),
        Case(.atLeastOneExists, .atLeastOne, .incomplete, "+-", .true), Case(.atLeastOneExists, .atLeastOne, .incomplete, "--", .unknown),
        Case(.atLeastOneExists, .noneSatisfy, .incomplete, "--", .unknown),
        Case(.atLeastOneExists, .noneSatisfy, .incomplete, "+-", .false),
        Case(.atLeastOneExists, .onlyOne, .incomplete, "+", .unknown), Case(.atLeastOneExists, .onlyOne, .incomplete, "++", .false),
        Case(.anyExist, .all, .incomplete, "", .unknown), Case(.atLeastOneExists, .all, .incomplete, "+e", .error),
    ]) func ofAnIncompleteObjectOnlyWhatIsDecided(_ test: Case) async throws { try await check(test) }

    @Test func testedItemsCarryTheirResultsAndAnErrorItsReason() async throws {
        let held = try await Case(.atLeastOneExists, .all, .complete, "+-?0", .false).evaluate()
        #expect(held.testResults["oval:x:tst:1"]?.testedItems.map(\.result) == [.true, .false, .unknown, .notEvaluated])
        #expect(held.testResults["oval:x:tst:1"]?.testedItems[2].messages.map(\.text) == ["oval:x:ste:1: the item has no entity 'type'"])
        let stateless = try await Case(.atLeastOneExists, nil, .complete, "+-", .true).evaluate()
        #expect(stateless.testResults["oval:x:tst:1"]?.testedItems.map(\.result) == [.notEvaluated, .notEvaluated])
        let failed = try await Case(.atLeastOneExists, nil, .error, "", .error).evaluate()
        #expect(failed.testResults["oval:x:tst:1"]?.messages.map(\.text) == ["from the collector"])
    }

    @Test(arguments: [("AND", .false), ("OR", .true), ("ONE", .true), ("XOR", .true)] as [(String, ResultValue)])
    func severalStatesAreJoinedForEachItem(joined: String, expected: ResultValue) async throws {
        let content = try ovalDefinitions(
            ofTest1, tests: fileTest(#"check="all" state_operator="\#(joined)""#, states: [1, 2]), objects: fileObject(1),
            states: fileState(1, #"<unix:size datatype="int" operation="greater than">8</unix:size>"#)
                + fileState(2, #"<unix:size datatype="int" operation="greater than">16</unix:size>"#))
        let results = await evaluate(
            content, WrittenDown(["oval:x:obj:1": Collected(.complete, [fileItem(["size": "12"]), fileItem(["size": "9"])])]))
        #expect(results.definitionResults["oval:x:def:1"]?.result == expected)
    }

    @Test func anUnknownTestIsUnknown() async throws {
        let content = try ovalDefinitions(ofTest1, tests: #"<ind:unknown_test id="oval:x:tst:1" version="1" check="all" comment="u"/>"#)
        #expect(await evaluate(content).definitionResults["oval:x:def:1"]?.result == .unknown)
    }
}
