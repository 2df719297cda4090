import Diagnostics
import OVAL
import Testing

@Suite("An item is held against a state")
struct StateTests {
    private func state(_ entities: [Entity], _ joined: OperatorEnumeration = .and) -> State {
        State(id: "oval:x:ste:1", kind: TestKind("unix", "file"), operator: joined, entities: entities, location: SourceLocation(file: "t"))
    }

    private func result(_ entity: Entity, _ found: [ItemEntity], _ variables: [String: VariableValue] = [:]) -> ResultValue {
        state([entity]).evaluate(Item(TestKind("unix", "file"), found), variables: variables)
    }

    private static let present = ItemEntity("user", "root")
    private static let other = ItemEntity("user", "daemon")
    private static let absent = ItemEntity.absent("user")
    private static let unread = ItemEntity.absent("user", status: .notCollected)
    private static let failed = ItemEntity.absent("user", status: .error)

    @Test(
        arguments: [
            ([present], .true), ([other], .false), ([absent], .false), ([unread], .unknown), ([failed], .error), ([], .unknown),
            ([present, other], .false), ([present, unread], .unknown), ([other, failed], .false), ([present, absent], .false),
        ] as [([ItemEntity], ResultValue)])
    func allOfTheItemsEntitiesMustMatch(found: [ItemEntity], expected: ResultValue) {
        #expect(result(Entity("user", "root"), found) == expected)
    }

    @Test(
        arguments: [
            (.all, .false), (.atLeastOne, .true), (.onlyOne, .true), (.noneSatisfy, .false), (.noneExist, .false),
        ] as [(CheckEnumeration, ResultValue)])
    func entityCheckCombinesTheEntitiesOfAName(check: CheckEnumeration, expected: ResultValue) {
        #expect(result(Entity("user", "root", entityCheck: check), [Self.present, Self.other, ItemEntity("group", "root")]) == expected)
    }

    @Test(
        arguments: [
            (.noneExist, [absent], .true), (.noneExist, [present], .false), (.noneExist, [], .unknown), (.noneExist, [failed], .error),
            (.anyExist, [absent], .true), (.anyExist, [present], .true), (.anyExist, [other], .false),
            (.anyExist, [absent, present], .true),
            (.allExist, [present, absent], .false), (.allExist, [present, present], .true), (.onlyOneExists, [present, present], .false),
            (.onlyOneExists, [present, absent], .true), (.onlyOneExists, [absent], .false),
        ] as [(ExistenceEnumeration, [ItemEntity], ResultValue)])
    func existenceComesFirst(existence: ExistenceEnumeration, found: [ItemEntity], expected: ResultValue) {
        #expect(result(Entity("user", "root", checkExistence: existence), found) == expected)
    }

    @Test func existenceCountsTheEntitiesOfItsOwnNameOnly() {
        let entity = Entity("user", "root", checkExistence: .onlyOneExists)
        #expect(result(entity, [Self.present, ItemEntity("group", "root"), ItemEntity("group", "wheel")]) == .true)
    }

    @Test(
        arguments: [
            (.all, ["root"], .true), (.all, ["root", "daemon"], .false), (.atLeastOne, ["root", "daemon"], .true),
            (.noneSatisfy, ["daemon", "bin"], .true), (.onlyOne, ["root", "root"], .false),
        ] as [(CheckEnumeration, [String], ResultValue)])
    func varCheckCombinesTheValuesOfAVariable(check: CheckEnumeration, values: [String], expected: ResultValue) {
        let entity = Entity("user", variable: "v", varCheck: check)
        #expect(result(entity, [Self.present], ["v": VariableValue(.complete, values)]) == expected)
    }

    @Test func eachEntityIsHeldAgainstEachValueAndThenTheEntitiesTogether() {
        let values = ["v": VariableValue(.complete, ["root", "daemon"])]
        let any = Entity("user", variable: "v", varCheck: .atLeastOne, entityCheck: .all)
        #expect(result(any, [Self.present, Self.other], values) == .true)
        #expect(result(any, [Self.present, ItemEntity("user", "bin")], values) == .false)
    }

    @Test(arguments: [.doesNotExist, .error, .notCollected, .notApplicable] as [Flag])
    func aVariableWithoutAValueIsAnError(flag: Flag) {
        #expect(result(Entity("user", variable: "v"), [Self.present], ["v": VariableValue(flag)]) == .error)
        #expect(result(Entity("user", variable: "v", varCheck: .noneSatisfy), [Self.present], ["v": VariableValue(flag)]) == .error)
        #expect(result(Entity("user", variable: "v"), [Self.present]) == .error)
    }

    @Test(
        arguments: [
            (.all, ["root"], .unknown), (.all, ["daemon"], .false), (.atLeastOne, ["root"], .true), (.atLeastOne, ["daemon"], .unknown),
            (.noneSatisfy, ["daemon"], .unknown), (.noneSatisfy, ["root"], .false), (.onlyOne, ["root"], .unknown),
            (.onlyOne, ["root", "root"], .false),
        ] as [(CheckEnumeration, [String], ResultValue)])
    func ofAnIncompleteVariableOnlyWhatIsDecidedCounts(check: CheckEnumeration, values: [String], expected: ResultValue) {
        let entity = Entity("user", variable: "v", varCheck: check)
        #expect(result(entity, [Self.present], ["v": VariableValue(.incomplete, values)]) == expected)
    }

    @Test func aValueThatCannotBeCastIsAnErrorAndSaysSoUnlessItIsMasked() {
        var entity = Entity("size", "10", datatype: .int, operation: .lessThan)
        let item = Item(TestKind("unix", "file"), [ItemEntity("size", "secret", .int)])
        var (result, messages) = StateEvaluation(state([entity]), variables: [:], patterns: PatternCache()).evaluate(item)
        #expect(result == .error && messages == ["oval:x:ste:1: entity 'size': 'secret' is no value of datatype 'int'"])
        entity.isMasked = true
        (result, messages) = StateEvaluation(state([entity]), variables: [:], patterns: PatternCache()).evaluate(item)
        #expect(result == .error && messages.count == 1 && !messages[0].contains("secret"))
    }

    @Test func aPatternThatDoesNotCompileIsAnErrorForEveryItem() {
        #expect(result(Entity("user", "(", operation: .patternMatch), [Self.present]) == .error)
        #expect(result(Entity("user", "(", operation: .patternMatch, entityCheck: .noneSatisfy), [Self.present]) == .error)
    }

    @Test(arguments: [(.and, .false), (.or, .true), (.one, .true), (.xor, .true)] as [(OperatorEnumeration, ResultValue)])
    func theOperatorJoinsTheEntities(joined: OperatorEnumeration, expected: ResultValue) {
        let state = state([Entity("user", "root"), Entity("group", "root")], joined)
        #expect(state.evaluate(fileItem(["user": "root", "group": "daemon"])) == expected)
    }

    @Test func aStateThatAsksNothingLeavesTheAnswerUnknown() {
        #expect(state([]).evaluate(fileItem(["user": "root"])) == .unknown)
    }

    @Test func aNilEntityAsksThatThereIsNoValue() {
        var entity = Entity("filename")
        entity.isNil = true
        #expect(result(entity, [.absent("filename")]) == .true)
        #expect(result(entity, []) == .true)
        #expect(result(entity, [ItemEntity("filename", "a")]) == .false)
        #expect(result(entity, [.absent("filename", status: .error)]) == .error)
    }

    static let record = ItemEntity(
        "result", "", .record, fields: [ItemEntity("uid", "0", .int), ItemEntity("user", "root"), ItemEntity("user", "toor")])

    @Test(
        arguments: [
            ([Entity("uid", "0", datatype: .int), Entity("user", "root", entityCheck: .atLeastOne)], .true),
            ([Entity("user", "root")], .false), ([Entity("uid", "1", datatype: .int)], .false), ([Entity("shell", "x")], .error),
            ([Entity("shell", "x"), Entity("uid", "1", datatype: .int)], .false),
        ] as [([Entity], ResultValue)])
    func aRecordHoldsWhereAllItsFieldsDo(fields: [Entity], expected: ResultValue) {
        #expect(result(Entity("result", datatype: .record, fields: fields), [Self.record]) == expected)
    }

    @Test func aRecordAndAValueAreNotCompared() {
        #expect(result(Entity("result", datatype: .record, fields: [Entity("uid", "0")]), [ItemEntity("result", "0")]) == .error)
        #expect(result(Entity("result", ""), [Self.record]) == .error)
    }

    @Test func theEntityOfAnObjectIsAskedWithVarCheck() throws {
        func holds(_ entity: Entity, _ values: [String], _ found: String) throws -> Bool {
            try ResolvedEntity(entity, values: values).evaluate(found)
        }
        #expect(try holds(Entity("name", "a"), ["a"], "a"))
        #expect(try holds(Entity("name", operation: .patternMatch), ["^a", "b$"], "ab"))
        #expect(try holds(Entity("name", operation: .patternMatch, variable: "v"), ["^a", "b$"], "ab"))
        #expect(try !holds(Entity("name", operation: .patternMatch, variable: "v"), ["^a", "c$"], "ab"))
        #expect(try holds(Entity("name", operation: .notEqual, variable: "v", varCheck: .all), ["a", "b"], "c"))
        #expect(try holds(Entity("name", variable: "v", varCheck: .atLeastOne), ["a", "b"], "b"))
        #expect(try holds(Entity("pid", datatype: .int, operation: .greaterThan), ["9"], "10"))
        #expect(throws: ComparisonError.self) { try holds(Entity("pid", datatype: .int), ["9"], "x") }
    }
}
