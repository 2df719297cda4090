import Foundation
import OVAL
import Testing
import YAML

@Suite("Requirements are complete, and say of themselves what the table of the SRG says")
struct RequirementTests {
    private let keys = [
        "id", "srg", "v", "sv", "severity", "cci", "title", "discussion", "check", "fix", "responsibility", "reason", "applies", "oval",
        "guard",
        "provider", "deployer", "response",
    ]

    @Test func thereAreAllOfThem() throws {
        let requirements = try OurContent.requirements()
        #expect(requirements.count == 203)
        #expect(Set(requirements.map { $0.text("id") }).count == 203)
        #expect(Set(requirements.map { $0.text("v") }).count == 203)
        for requirement in requirements { #expect("\(requirement.text("id")).yaml" == requirement.file) }
    }

    @Test func everyOneHasAClassAReasonAndTexts() throws {
        let definitions = Set(try OurContent.definitions().definitions.all.map(\.id))
        var used: Set<String> = []
        for requirement in try OurContent.requirements() {
            let names = requirement.node.mapping?.compactMap(\.key.text) ?? []
            #expect(names == keys.filter(names.contains), "\(requirement.file): keys in the order of the form")
            for key in ["title", "discussion", "check", "fix", "reason", "deployer", "response"] {
                #expect(requirement.text(key).count >= 15, "\(requirement.file): \(key)")
            }
            let oval = requirement.list("oval")
            used.formUnion(oval + requirement.list("guard"))
            for id in oval + requirement.list("guard") { #expect(definitions.contains(id), "\(requirement.file): \(id)") }
            switch requirement.text("responsibility") {
            case "image":
                #expect(requirement.node["applies"] == nil, "\(requirement.file): a requirement on the image applies to every image")
            case "component": #expect(requirement.node["applies"] != nil, "\(requirement.file): which component?")
            case "host-kernel", "host-service", "platform":
                #expect(requirement.node["applies"] != nil && requirement.node["provider"] != nil, "\(requirement.file): who provides it?")
            case "inherent": #expect(!requirement.list("guard").isEmpty && oval.isEmpty, "\(requirement.file): a guard")
            case "organisation": #expect(oval.isEmpty, "\(requirement.file): people decide")
            default: Issue.record("\(requirement.file): no such class")
            }
        }
        #expect(used.count > 100)
    }

    /// Floors of the project's first classification: fewer would mean that something became a matter of others.
    @Test func enoughIsDecidedFromTheImage() throws {
        let requirements = try OurContent.requirements()
        #expect(requirements.count { $0.text("responsibility") == "image" && !$0.list("oval").isEmpty } >= 43)
        #expect(requirements.count { $0.text("responsibility") == "component" && !$0.list("oval").isEmpty } >= 65)
    }

    @Test func factsAreThoseOfTheTable() throws {
        let table = sourceFolder("../shared/data/srg/gpos-v3r3.tsv")
        guard let text = try? String(contentsOf: table, encoding: .utf8) else {
            print("SKIPPED: \(table.path) is not there, so ids and severities were not compared with the SRG")
            return
        }
        var rows: [String: [String]] = [:]
        for line in text.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            rows[fields[4]] = fields
        }
        for requirement in try OurContent.requirements() {
            let found = rows.removeValue(forKey: requirement.text("v"))
            let row = try #require(found, "\(requirement.file)")
            #expect(
                requirement.text("srg") == row[0] && requirement.text("severity") == row[1] && requirement.text("sv") == row[5],
                "\(requirement.file)")
            #expect(requirement.list("cci") == row[2].split(separator: ";").map(String.init), "\(requirement.file)")
        }
        #expect(rows.isEmpty)
    }
}
