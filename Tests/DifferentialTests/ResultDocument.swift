import Foundation
import XML

/// Rules, definitions and tests of one run, as any engine's ARF has them.
struct ResultDocument {
    var rules: [String: String] = [:]
    var definitions: [String: String] = [:]
    var tests: [String: String] = [:]
    /// `schema:name` of each test.
    var kinds: [String: String] = [:]
    /// What each definition is made of.
    var references: [String: Set<String>] = [:]
    /// The definition each rule asks.
    var ruleDefinitions: [String: Set<String>] = [:]
    /// The platforms of each rule and of the groups around it.
    var rulePlatforms: [String: Set<String>] = [:]

    init(arf: URL) throws {
        let document = try XMLDocument([UInt8](Data(contentsOf: arf)), name: arf.lastPathComponent)
        read(document.root)
    }

    private mutating func read(_ element: XMLElement) {
        switch element.localName {
        case "rule-result":
            guard let rule = element.attribute("idref") else { return }
            rules[rule] = element.child("result")?.trimmedText
            for check in element.children("check") {
                for reference in check.children("check-content-ref") {
                    if let name = reference.attribute("name") { ruleDefinitions[rule, default: []].insert(name) }
                }
            }
        case "oval_results": readResults(element)
        // The content itself is of no interest but for the definitions in it, which the results repeat.
        case "data-stream-collection": break
        default: for child in element.children { read(child) }
        }
    }

    private mutating func readResults(_ element: XMLElement) {
        for test in (element.child("oval_definitions")?.child("tests")?.children).map(Array.init) ?? [] {
            guard let id = test.attribute("id") else { continue }
            let schema = test.namespace.split(separator: "#").last.map(String.init) ?? ""
            kinds[id] = "\(schema):\(test.localName.dropLast("_test".count))"
        }
        for system in element.child("results")?.children("system") ?? [] {
            for definition in system.child("definitions")?.children("definition") ?? [] {
                guard let id = definition.attribute("definition_id") else { continue }
                definitions[id] = definition.attribute("result")
                var found: Set<String> = []
                Self.collect(definition, into: &found)
                references[id, default: []].formUnion(found)
            }
            for test in system.child("tests")?.children("test") ?? [] {
                guard let id = test.attribute("test_id") else { continue }
                tests[id] = test.attribute("result")
            }
        }
    }

    private static func collect(_ element: XMLElement, into found: inout Set<String>) {
        for child in element.children {
            if let test = child.attribute("test_ref") { found.insert(test) }
            if let definition = child.attribute("definition_ref") { found.insert(definition) }
            collect(child, into: &found)
        }
    }

    /// Every test that a definition rests on.
    func allTests(of definition: String) -> Set<String> {
        var tests: Set<String> = []
        var toDo = [definition]
        var done: Set<String> = []
        while let next = toDo.popLast() {
            guard done.insert(next).inserted else { continue }
            if let inner = references[next] { toDo += inner } else { tests.insert(next) }
        }
        return tests
    }
}
