import Foundation
import OVAL
import OVALProbes
import Testing
import XML

/// The schemas that openscap-common installs. Where they are not installed the suite is skipped, and says so.
private let schemas: [URL] = {
    let top = URL(fileURLWithPath: "/usr/share/openscap/schemas/oval")
    return ["5.11.3", "5.11.2", "5.11.1", "5.11", "5.10.1", "5.10", "5.9", "5.8", "5.7", "5.6", "5.5", "5.4", "5.3"].map {
        top.appending(path: $0)
    }.filter { FileManager.default.fileExists(atPath: $0.path) }
}()

@Suite(
    "Probes declare the entities of the schema, in its order",
    .enabled(if: !schemas.isEmpty, "SKIPPED: no OVAL schemas; install openscap-common"))
struct SchemaTests {
    /// The element declarations of a schema by name.
    private func declarations(_ schema: String, _ part: String, in folder: URL) throws -> [String: XMLElement] {
        let bytes = Array(try Data(contentsOf: folder.appending(path: "\(schema)-\(part)-schema.xsd")))
        let document = try XMLDocument(bytes, name: "\(schema)-\(part)-schema.xsd")
        var declarations: [String: XMLElement] = [:]
        for element in document.root.children where element.localName == "element" {
            if let name = element.attribute("name") { declarations[name] = element }
        }
        return declarations
    }

    /// The names of the entities below a declaration, in order; `set`, `filter` and `behaviors` are no entities.
    private func entities(_ element: XMLElement) -> [String] {
        element.children.flatMap { child -> [String] in
            switch child.localName {
            case "element":
                guard let name = child.attribute("name"), name != "behaviors" else { return [] }
                return [name]
            case "complexType", "complexContent", "extension", "sequence", "choice": return entities(child)
            default: return []
            }
        }
    }

    @Test(arguments: Probe.all.map(\.kind))
    func entities(_ kind: TestKind) throws {
        let probe = try #require(Probe.all.first { $0.kind == kind })
        // The newest schema that has the kind.
        let folder = try #require(
            try schemas.first { try declarations(kind.schema, "definitions", in: $0)["\(kind.name)_object"] != nil },
            "\(kind) is in no schema")
        let object = try declarations(kind.schema, "definitions", in: folder)["\(kind.name)_object"]
        let item = try declarations(kind.schema, "system-characteristics", in: folder)[probe.itemName]
        #expect(entities(try #require(object, "\(probe.kind) has no object in the schema")) == probe.object.flatMap(\.names))
        #expect(entities(try #require(item, "\(probe.itemName) is not in the schema")) == probe.item)
    }

    @Test("Every test of every version of the schemas is answered", arguments: schemas)
    func everyKindIsKnown(_ folder: URL) throws {
        let known = Set((Probe.all.map(\.kind) + Probe.withoutObject).map(\.description))
        for schema in Probe.Schema.allCases {
            let names = try declarations(schema.rawValue, "definitions", in: folder).keys.filter { $0.hasSuffix("_test") }
            // The oldest has four of Linux.
            #expect(names.count > 3)
            for name in names.sorted() { #expect(known.contains("\(schema.rawValue):\(name.dropLast(5))")) }
        }
    }
}
