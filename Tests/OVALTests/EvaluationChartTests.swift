import OVAL
import Testing

@Suite(
    "Results are combined by the charts of the schema",
    .enabled(if: SchemaCharts.isInstalled, "no OVAL schemas installed: apt install openscap-common"))
struct EvaluationChartTests {
    private static let results: [ResultValue] = [.true, .false, .error, .unknown, .notEvaluated, .notApplicable]

    /// Holds `combine` against the chart of each label; the vector of zeros has no row in these charts and is decided elsewhere.
    private func check(_ type: String, expecting labels: [String], _ combine: (String, [ResultValue]) -> ResultValue?) throws {
        let charts = try SchemaCharts.charts("oval-common-schema", type).map { CountChart($0) }
        #expect(charts.map(\.label) == labels)
        for chart in charts {
            #expect(chart.rows.count == 6 || chart.rows.count == 7, "\(chart.label)")
            for vector in CountChart.vectors(6) where vector.contains(where: { $0 > 0 }) {
                let values = zip(Self.results, vector).flatMap { Array(repeating: $0, count: $1) }
                // Only XOR has two rows for one vector (nothing but not applicable): the last is meant, as in the other charts.
                let expected = chart.rows.last { $0.admits(vector) }?.result
                #expect(combine(chart.label, values)?.rawValue == expected, "\(chart.label) \(vector)")
            }
        }
    }

    @Test func operators() throws {
        try check("OperatorEnumeration", expecting: ["AND", "ONE", "OR", "XOR"]) { OperatorEnumeration(rawValue: $0)?.combine($1) }
    }

    @Test func checks() throws {
        try check("CheckEnumeration", expecting: ["ALL", "AT LEAST ONE", "ONLY ONE", "NONE SATISFY"]) {
            CheckEnumeration(rawValue: $0.lowercased())?.combine($1)
        }
    }

    @Test func existence() throws {
        let charts = try SchemaCharts.charts("oval-common-schema", "ExistenceEnumeration").map { CountChart($0) }
        #expect(charts.map(\.label) == ["all_exist", "any_exist", "at_least_one_exists", "none_exist", "only_one_exists"])
        let statuses: [Status] = [.exists, .doesNotExist, .error, .notCollected]
        for chart in charts {
            let existence = try #require(ExistenceEnumeration(rawValue: chart.label))
            for vector in CountChart.vectors(4) {
                let values = zip(statuses, vector).flatMap { Array(repeating: $0, count: $1) }
                let expected = Set(chart.rows.filter { $0.admits(vector) }.map(\.result))
                #expect(expected == [existence.combine(values).rawValue], "\(chart.label) \(vector)")
            }
        }
    }
}

@Suite("What no chart decides")
struct NoResultsTests {
    @Test(arguments: OperatorEnumeration.allCases) func noResultsAreUnknown(joined: OperatorEnumeration) {
        #expect(joined.combine([]) == .unknown)
    }

    @Test(arguments: CheckEnumeration.allCases) func noResultsAreUnknown(check: CheckEnumeration) {
        #expect(check.combine([]) == .unknown)
    }

    @Test func theDeprecatedNoneExistIsNoneSatisfy() {
        #expect(CheckEnumeration.noneExist.combine([.false, .false]) == .true)
        #expect(CheckEnumeration.noneExist.combine([.false, .true]) == .false)
    }

    @Test func negationLeavesAllButTrueAndFalse() {
        #expect(ResultValue.allCases.map { $0.negated() } == [.false, .true, .unknown, .error, .notEvaluated, .notApplicable])
    }
}
