import Testing
import XCCDF

@Suite("Results are combined by the charts of the XCCDF 1.2 schema")
struct ResultTableTests {
    static let letters: [(Character, ResultValue)] = [
        ("P", .pass), ("F", .fail), ("U", .unknown), ("E", .error), ("N", .notapplicable), ("K", .notchecked), ("S", .notselected),
        ("I", .informational),
    ]

    static let and = ["PFUEPPPP", "FFFFFFFF", "UFUUUUUU", "EFUEEEEE", "PFUENNNN", "PFUENKKK", "PFUENKSS", "PFUENKSI"]
    static let or = ["PPPPPPPP", "PFUEFFFF", "PUUUUUUU", "PEUEEEEE", "PFUENNNN", "PFUENKKK", "PFUENKSS", "PFUENKSI"]
    static let not = "FPUENKSI"

    static func value(_ letter: Character) -> ResultValue? { letters.first { $0.0 == letter }?.1 }

    @Test("Each cell of AND and OR is that of the chart", arguments: [(ComplexCheck.Operator.and, and), (.or, or)])
    func chart(combining: ComplexCheck.Operator, rows: [String]) {
        for ((_, first), row) in zip(Self.letters, rows) {
            for ((_, second), cell) in zip(Self.letters, row) {
                #expect(combining.combine([first, second]) == Self.value(cell), "\(first) \(combining.rawValue) \(second)")
            }
        }
    }

    @Test("The order of three results does not matter", arguments: ComplexCheck.Operator.allCases)
    func order(combining: ComplexCheck.Operator) {
        for a in ResultValue.allCases {
            for b in ResultValue.allCases {
                for c in ResultValue.allCases where a != .fixed && b != .fixed && c != .fixed {
                    #expect(combining.combine([a, b, c]) == combining.combine([c, a, b]))
                    #expect(combining.combine([a, b, c]) == combining.combine([a, combining.combine([b, c])]))
                }
            }
        }
    }

    @Test("Nothing combined is not checked, and never a pass", arguments: ComplexCheck.Operator.allCases)
    func nothing(combining: ComplexCheck.Operator) { #expect(combining.combine([]) == .notchecked) }

    @Test("Negation exchanges pass and fail alone")
    func negation() {
        for ((_, value), cell) in zip(Self.letters, Self.not) {
            #expect(value.negated() == Self.value(cell))
            #expect(value.negated(false) == value)
        }
    }
}
