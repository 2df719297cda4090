import Foundation
import RMF
import Testing

@testable import Exchange

@Suite("results.json and its schema say the same")
struct SchemaTests {
    private static let path = Golden.repository.appending(path: "content/schema/results-1.schema.json").path

    private static func schema() throws -> [String: Any] {
        try Golden.json(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
    }

    /// Every record type, with everything set that can be.
    private static var instances: [(name: String, value: Any)] {
        let record = SampleRecord.record
        let rule = record.rules[0]
        return [
            ("results", record), ("tool", record.tool), ("target", record.target), ("fact", record.target.facts[0]),
            ("layer", record.target.layers[0]), ("package", record.target.packages?[0] as Any), ("content", record.content),
            ("gate", record.gate as Any), ("rule", rule),
            ("score", record.scores[0]), ("diagnostic", record.diagnostics[0]), ("ident", rule.idents[0]),
            ("checkReference", rule.checkReference as Any), ("prose", rule.texts[0]), ("test", rule.tests[0]),
            ("found", rule.tests[0].found[0]),
            ("value", rule.tests[0].found[0].values[0]), ("answer", record.rules[9].answer as Any), ("previous", rule.previous as Any),
        ]
    }

    /// The stored properties of a value, and which of them may be absent.
    private static func members(_ value: Any) -> (all: Set<String>, optional: Set<String>) {
        var mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .optional, let inner = mirror.children.first?.value { mirror = Mirror(reflecting: inner) }
        var (all, optional): (Set<String>, Set<String>) = ([], [])
        for child in mirror.children {
            guard let label = child.label else { continue }
            all.insert(label)
            if Mirror(reflecting: child.value).displayStyle == .optional { optional.insert(label) }
        }
        return (all, optional)
    }

    @Test("every member of every type is in the schema, and no other; what may be absent is not required")
    func members() throws {
        let schema = try Self.schema()
        let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
        #expect(Set(definitions.keys).union(["results"]) == Set(Self.instances.map(\.name)))
        for (name, value) in Self.instances {
            let definition = try #require(name == "results" ? schema : definitions[name], "\(name)")
            let properties = try #require(definition["properties"] as? [String: [String: Any]])
            let (all, optional) = Self.members(value)
            #expect(Set(properties.keys) == all, "\(name)")
            #expect(Set(definition["required"] as? [String] ?? []) == all.subtracting(optional), "\(name)")
            for (member, property) in properties {
                let isSaid = property["$ref"] != nil || (property["description"] as? String)?.isEmpty == false
                #expect(isSaid, "\(name).\(member) has no description")
            }
        }
    }

    @Test(
        "a validator of JSON Schema takes a real result, with everything set and with nothing, and refuses a wrong one",
        .enabled(if: Validators.python != nil, "SKIPPED: Tests/Oracle/make-venv.sh makes no environment here"))
    func validates() throws {
        #expect(try Validators.problems("json-schema", SampleRecord.record.json(), [Self.path]) == "")
        let bare = AssessmentRecord(
            tool: .init(name: "stigready", version: "0"), time: "2026-01-31T12:00:00Z", mode: "literal",
            target: TargetRecord(name: "a", source: "directory"),
            content: ContentRecord(file: "", sha256: "", benchmark: "b", title: "", version: ""), gate: nil, rules: [], scores: [],
            diagnostics: [])
        #expect(try Validators.problems("json-schema", bare.json(), [Self.path]) == "")
        var wrong = SampleRecord.record
        wrong.rules[0].result = "passed"
        #expect(try Validators.problems("json-schema", wrong.json(), [Self.path]).contains("passed"))
        wrong = SampleRecord.record
        wrong.version = 2
        #expect(try Validators.problems("json-schema", wrong.json(), [Self.path]) != "")
    }

    @Test("a record reads back as it was")
    func roundTrip() throws {
        #expect(try AssessmentRecord(json: SampleRecord.record.json()) == SampleRecord.record)
    }
}
