import Foundation
import ImageFS
import Testing

@Suite("Verdicts on images made of real packages")
struct BuiltImageTests {
    @Test("images of real packages can be made here; without them the lists below are compared with nothing")
    func prerequisites() {
        withKnownIssue("SKIPPED: needs root and the packages mmdebstrap and rpm", isIntermittent: true) {
            #expect(BuiltImage.canBuild)
        } when: {
            ProcessInfo.processInfo.environment["CI"] == nil
        }
    }

    @Test("every requirement has the verdict of the list", .enabled(if: BuiltImage.canBuild), arguments: BuiltImage.all)
    func golden(_ image: BuiltImage) async throws {
        guard let built = try image.open() else { return }
        let verdicts = try await ContentScan(content: "gpos-container").verdicts(on: built)
        #expect(verdicts.count == 203)
        try GoldenVerdicts(content: "gpos-container", image: image.name).expect(verdicts)
    }

    @Test(
        "content for a component has its verdicts where the component is", .enabled(if: BuiltImage.canBuild),
        arguments: ComponentCases.components)
    func component(_ component: String) async throws {
        guard let built = try BuiltImage.services.open() else { return }
        let verdicts = try await ContentScan(content: component).verdicts(on: built)
        #expect(verdicts.contains { !$0.contains("\tnotapplicable\t") }, "\(component) is in the image")
        try GoldenVerdicts(content: component, image: BuiltImage.services.name).expect(verdicts)
    }

    @Test(
        "content for a component does not apply where the component is not, and that is proven", .enabled(if: BuiltImage.canBuild),
        arguments: ComponentCases.components)
    func absentComponent(_ component: String) async throws {
        guard let built = try BuiltImage.minbase.open() else { return }
        let verdicts = try await ContentScan(content: component).verdicts(on: built)
        #expect(!verdicts.isEmpty)
        for verdict in verdicts { #expect(verdict.hasSuffix("\tnotapplicable\tproven"), "\(component): \(verdict)") }
        try GoldenVerdicts(content: component, image: BuiltImage.minbase.name).expect(verdicts)
    }
}

@Suite("The defence of the verdicts")
struct DefenceTests {
    /// A row of `verdicts/defence.md`: one requirement, or several that do not apply to any image for one reason.
    struct Row {
        var ids: [String]
        var marks: [String]
        var why: String
    }

    /// How a verdict is written in the table.
    static let marks = ["pass": "pass", "fail": "fail", "notapplicable": "–", "notchecked": "people", "unknown": "open"]

    static func rows() throws -> [Row] {
        let text = try String(contentsOf: OurContent.top.appending(path: "verdicts/defence.md"), encoding: .utf8)
        return text.split(separator: "\n").filter { $0.hasPrefix("| CIMG-") }.map { line in
            let cells = line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            let ids = (cells.first ?? "").split(separator: " ").map { $0.hasPrefix("CIMG-") ? String($0) : "CIMG-00-\($0)" }
            return Row(ids: ids, marks: Array(cells.dropFirst().dropLast()), why: cells.last ?? "")
        }
    }

    @Test("every requirement stands in the table once, with the verdict of the list for each image", arguments: BuiltImage.all.indices)
    func columns(_ place: Int) throws {
        let list = try GoldenVerdicts(content: "gpos-container", image: BuiltImage.all[place].name).lines()
        var table: [String: String] = [:]
        for row in try Self.rows() {
            #expect(row.marks.count == BuiltImage.all.count, "\(row.ids)")
            for id in row.ids {
                #expect(table[id] == nil, "\(id) stands twice")
                table[id] = row.marks.indices.contains(place) ? row.marks[place] : ""
            }
        }
        #expect(list.count == 203 && table.count == 203)
        for line in list {
            let fields = line.split(separator: "\t").map(String.init)
            let mark = try #require(Self.marks[fields[1]], "\(line): a verdict that the table has no word for")
            #expect(table[fields[0]] == mark, "\(fields[0]) on \(BuiltImage.all[place].name)")
        }
    }

    @Test("every row has a reason of its own, and only what applies nowhere shares one")
    func reasons() throws {
        var seen: Set<String> = []
        for row in try Self.rows() {
            #expect(row.why.count >= 40, "\(row.ids): why?")
            #expect(seen.insert(row.why).inserted, "\(row.ids): the same words as another row")
            if row.ids.count > 1 { #expect(Set(row.marks) == ["–"], "\(row.ids) share a reason") }
        }
    }
}
