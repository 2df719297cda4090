import Testing

@testable import OVAL

@Suite("Sets and filters")
struct SetTests {
    private static let short: [String: Flag] = [
        "E": .error, "C": .complete, "I": .incomplete, "DNE": .doesNotExist, "NC": .notCollected, "NA": .notApplicable,
    ]
    private static let order: [Flag] = [.error, .complete, .incomplete, .doesNotExist, .notCollected, .notApplicable]

    @Test(.enabled(if: SchemaCharts.isInstalled, "no OVAL schemas installed: apt install openscap-common"))
    func flagsAreJoinedByTheChartsOfTheSchema() throws {
        let charts = try SchemaCharts.charts("oval-definitions-schema", "SetOperatorEnumeration")
        #expect(charts.count == 3)
        for chart in charts {
            let joined = try #require(
                [ObjectSet.Operator.union, .intersection, .complement].first { chart.contains($0.rawValue.lowercased()) })
            var cells = 0
            for line in chart.split(separator: "\n") {
                let columns = line.split(separator: "||", omittingEmptySubsequences: false)
                guard columns.count == 3, let label = columns[0].split(separator: " ").last, let second = Self.short[String(label)] else {
                    continue
                }
                let row = columns[1].split(separator: "|").map { $0.filter { $0 != " " } }
                for (first, name) in zip(Self.order, row) {
                    cells += 1
                    #expect(joined.combine(first, second) == Self.short[name], "\(first) \(joined.rawValue) \(second)")
                }
            }
            #expect(cells == 36)
        }
    }

    @Test(.enabled(if: SchemaCharts.isInstalled, "no OVAL schemas installed: apt install openscap-common"))
    func flagsOfFunctionsAreJoinedByTheChartOfTheSchema() throws {
        let text = try #require(try SchemaCharts.charts("oval-definitions-schema", "ConcatFunctionType").first)
        var rows: [CountChart.Row] = []
        for line in text.split(separator: "\n") {
            let columns = line.split(separator: "||", omittingEmptySubsequences: false).map {
                $0.trimmingPrefix { $0 == " " }.reversed().drop { $0 == " " }.reversed()
            }
            let counts = columns.dropFirst().first.map { String($0).split(separator: "|").map { $0.filter { $0 != " " } } } ?? []
            guard columns.count == 3, counts.count == 6, counts[0].first?.isNumber == true else { continue }
            rows.append(CountChart.Row(counts: counts, result: String(columns[2]).lowercased()))
        }
        #expect(rows.count == 6)
        for vector in CountChart.vectors(6) where vector.contains(where: { $0 > 0 }) {
            let flags = zip(Self.order, vector).flatMap { Array(repeating: $0, count: $1) }
            #expect(rows.first { $0.admits(vector) }?.result == Flag(function: flags).rawValue, "\(vector)")
        }
    }

    private static let a = fileItem(["filepath": "/a", "type": "regular"])
    private static let b = fileItem(["filepath": "/b", "type": "directory"])
    private static let c = fileItem(["filepath": "/c", "type": "regular"])
    private static let noType = fileItem(["filepath": "/d"])

    private static let found: [String: Collected] = [
        "oval:x:obj:2": Collected(.complete, [a, b]), "oval:x:obj:3": Collected(.complete, [b, c]),
        "oval:x:obj:4": Collected(.doesNotExist),
        "oval:x:obj:5": Collected(.error), "oval:x:obj:6": Collected(.incomplete, [c]), "oval:x:obj:7": Collected(.notApplicable),
        "oval:x:obj:8": Collected(.complete, [a, noType]),
    ]

    private func collected(_ set: String) async throws -> (flag: Flag?, paths: [String]) {
        let content = try ovalDefinitions(
            ofTest1, tests: fileTest(), objects: fileObject(1, set) + (2...8).map { fileObject($0) }.joined(),
            states: fileState(1, "<unix:type>regular</unix:type>") + fileState(2, #"<unix:size datatype="int">none</unix:size>"#))
        #expect(content.diagnostics.isEmpty, "\(content.diagnostics)")
        let results = await evaluate(content, WrittenDown(Self.found), workers: 2)
        let object = results.characteristics.objects["oval:x:obj:1"]
        let paths = object?.items.map { results.characteristics.items[$0].entities[0].value }
        return (object?.flag, paths ?? [])
    }

    private static func set(_ joined: String, _ ids: [Int], _ filters: String = "") -> String {
        "<set set_operator='\(joined)'>" + ids.map { "<object_reference>oval:x:obj:\($0)</object_reference>" }.joined() + filters + "</set>"
    }

    @Test(
        arguments: [
            (set("UNION", [2, 3]), .complete, ["/a", "/b", "/c"]), (set("INTERSECTION", [2, 3]), .complete, ["/b"]),
            (set("COMPLEMENT", [2, 3]), .complete, ["/a"]),
            (set("COMPLEMENT", [3, 2]), .complete, ["/c"]), (set("UNION", [2]), .complete, ["/a", "/b"]),
            (set("UNION", [2, 4]), .complete, ["/a", "/b"]),
            (set("COMPLEMENT", [2, 2]), .doesNotExist, []), (set("UNION", [2, 5]), .error, []),
            (set("UNION", [2, 6]), .incomplete, ["/a", "/b", "/c"]),
            (set("COMPLEMENT", [2, 6]), .error, []), (set("INTERSECTION", [4, 5]), .doesNotExist, []),
            (set("INTERSECTION", [7, 2]), .complete, ["/a", "/b"]),
            (set("UNION", [2, 3], "<filter>oval:x:ste:1</filter>"), .complete, ["/b"]),
            (set("UNION", [2, 3], "<filter action='include'>oval:x:ste:1</filter>"), .complete, ["/a", "/c"]),
            (set("COMPLEMENT", [2, 3], "<filter action='include'>oval:x:ste:1</filter>"), .complete, ["/a"]),
            (set("UNION", [2, 3], "<filter>oval:x:ste:1</filter><filter action='include'>oval:x:ste:1</filter>"), .doesNotExist, []),
            ("<set>" + set("UNION", [2, 3]) + set("INTERSECTION", [2, 3]) + "</set>", .complete, ["/a", "/b", "/c"]),
            ("<set set_operator='COMPLEMENT'>" + set("UNION", [2, 3]) + set("INTERSECTION", [2, 3]) + "</set>", .complete, ["/a", "/c"]),
            (set("UNION", [8], "<filter>oval:x:ste:1</filter>"), .complete, ["/d"]),
            (set("UNION", [8, 2], "<filter action='include'>oval:x:ste:1</filter>"), .incomplete, ["/a"]),
            (set("UNION", [2], "<filter>oval:x:ste:2</filter>"), .complete, ["/a", "/b"]),
            (set("UNION", [2], "<filter action='include'>oval:x:ste:2</filter>"), .incomplete, []),
        ] as [(String, Flag, [String])]) func setsOfObjects(set: String, flag: Flag, paths: [String]) async throws
    {
        let (found, items) = try await collected(set)
        #expect(found == flag && items == paths)
    }

    @Test(
        arguments: [
            ("<filter>oval:x:ste:1</filter>", .complete, ["/b", "/d"]),
            ("<filter action='include'>oval:x:ste:1</filter>", .incomplete, ["/a"]),
            ("", .complete, ["/a", "/b", "/d"]),
        ] as [(String, Flag, [String])]) func filtersOfAnObject(filters: String, flag: Flag, paths: [String]) async throws
    {
        let content = try ovalDefinitions(
            ofTest1, tests: fileTest(), objects: fileObject(1, "<unix:filepath>/x</unix:filepath>" + filters),
            states: fileState(1, "<unix:type>regular</unix:type>"))
        let results = await evaluate(content, WrittenDown(["oval:x:obj:1": Collected(.complete, [Self.a, Self.b, Self.noType])]))
        let object = try #require(results.characteristics.objects["oval:x:obj:1"])
        #expect(object.flag == flag && object.items.map { results.characteristics.items[$0].entities[0].value } == paths)
    }

    @Test func whatAFilterThatIncludesLeavesOpenIsNeitherFoundNorAbsent() async throws {
        for (existence, expected) in [("at_least_one_exists", ResultValue.unknown), ("none_exist", .unknown), ("any_exist", .true)] {
            let content = try ovalDefinitions(
                ofTest1, tests: fileTest(#"check="all" check_existence="\#(existence)""#),
                objects: fileObject(1, "<unix:filepath>/x</unix:filepath><filter action='include'>oval:x:ste:1</filter>"),
                states: fileState(1, "<unix:type>regular</unix:type>"))
            let results = await evaluate(content, WrittenDown(["oval:x:obj:1": Collected(.complete, [Self.noType])]))
            #expect(results.testResults["oval:x:tst:1"]?.result == expected, "\(existence)")
        }
    }

    @Test func whatAFilterThatExcludesLeavesOpenIsThereForATestThatWantsNone() async throws {
        let content = try ovalDefinitions(
            ofTest1, tests: fileTest(#"check="all" check_existence="none_exist""#),
            objects: fileObject(1, "<unix:filepath>/x</unix:filepath><filter>oval:x:ste:1</filter>"),
            states: fileState(1, "<unix:type>regular</unix:type>"))
        let results = await evaluate(content, WrittenDown(["oval:x:obj:1": Collected(.complete, [Self.noType])]))
        #expect(results.testResults["oval:x:tst:1"]?.result == .false)
    }

    @Test(arguments: ["exclude", "include"]) func aFilterThatFailsIsAnErrorOfTheObject(action: String) async throws {
        for existence in ["at_least_one_exists", "none_exist"] {
            let content = try ovalDefinitions(
                ofTest1, tests: fileTest(#"check="all" check_existence="\#(existence)""#),
                objects: fileObject(1, "<unix:filepath>/x</unix:filepath><filter action='\(action)'>oval:x:ste:1</filter>"),
                states: fileState(1, #"<unix:type operation="pattern match">(</unix:type>"#))
            let results = await evaluate(content, WrittenDown(["oval:x:obj:1": Collected(.complete, [Self.a])]))
            #expect(results.testResults["oval:x:tst:1"]?.result == .error)
        }
    }

    @Test func everyItemFilteredOutIsAnObjectThatDoesNotExist() async throws {
        let content = try ovalDefinitions(
            ofTest1, tests: fileTest(#"check="all" check_existence="none_exist""#),
            objects: fileObject(1, "<unix:filepath>/x</unix:filepath><filter>oval:x:ste:1</filter>"),
            states: fileState(1, "<unix:type>regular</unix:type>"))
        let results = await evaluate(content, WrittenDown(["oval:x:obj:1": Collected(.complete, [Self.a])]))
        #expect(
            results.characteristics.objects["oval:x:obj:1"]?.flag == .doesNotExist
                && results.definitionResults["oval:x:def:1"]?.result == .true)
    }
}
