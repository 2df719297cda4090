import Foundation
import ImageFS
import OVAL
import OVALProbes
import Testing
import XML

/// A definition of a component's content, and the folder of its images: `cases-NAME/NUMBER`, named as those of ``DefinitionCases``.
struct ComponentCases: Sendable, CustomTestStringConvertible {
    var component: String
    var number: String

    var testDescription: String { "\(component) \(number)" }
    var folder: URL { sourceFolder("Tests/ContentTests/cases-\(component)/\(number)") }

    static let components = ["nginx", "httpd", "postgresql", "mariadb", "redis", "tomcat", "openssh"]

    static let all: [ComponentCases] = components.flatMap { component in
        ((try? OurContent.names(in: sourceFolder("Tests/ContentTests/cases-\(component)"))) ?? []).map {
            ComponentCases(component: component, number: $0)
        }
    }

    static func definitions(_ component: String) throws -> Definitions {
        let file = sourceFolder("content/\(component)/oval/\(component).xml")
        return try Definitions(XMLDocument(Array(try Data(contentsOf: file)), name: file.lastPathComponent).root)
    }
}

@Suite("Definitions of components say of each image what the name of its listing says")
struct ComponentTests {
    private static let definitions = Result {
        try Dictionary(uniqueKeysWithValues: ComponentCases.components.map { ($0, try ComponentCases.definitions($0)) })
    }

    @Test(arguments: ComponentCases.all)
    func verdicts(_ cases: ComponentCases) async throws {
        let definitions = try #require(try Self.definitions.get()[cases.component])
        let id = try #require(definitions.definitions.all.map(\.id).first { $0.hasSuffix(":def:\(cases.number)") })
        var seen: Set<Substring> = []
        for name in try OurContent.names(in: cases.folder) {
            let word = name.prefix { $0 != "-" && $0 != "." }
            seen.insert(word)
            let words: [Substring: ResultValue] = ["pass": .true, "fail": .false, "unknown": .unknown, "error": .error]
            let results = try await evaluate(definitions, [id], on: Array(try Data(contentsOf: cases.folder.appending(path: name))))
            #expect(words[word] != nil && results.definitionResults[id]?.result == words[word], "\(cases)/\(name)")
        }
        #expect(seen.contains("pass") && seen.contains("fail"), "\(cases) needs an image that passes and one that fails")
    }

    @Test("every definition has its images, and none is true where there is nothing", arguments: ComponentCases.components)
    func nothing(_ component: String) async throws {
        let definitions = try #require(try Self.definitions.get()[component])
        #expect(definitions.diagnostics.isEmpty, "\(definitions.diagnostics)")
        let numbers = definitions.definitions.all.compactMap { $0.id.split(separator: ":").last.map(String.init) }
        #expect(Set(numbers) == Set(ComponentCases.all.filter { $0.component == component }.map(\.number)))
        let results = try await evaluate(definitions, nil, on: Array("/etc 0755 0:0 directory\n".utf8))
        for definition in definitions.definitions.all {
            #expect(results.definitionResults[definition.id]?.result != .true, "\(definition.id)")
        }
    }
}
