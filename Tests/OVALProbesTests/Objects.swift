import Diagnostics
import ImageFS
import OVAL
import OVALProbes
import PerlRegex

/// An entity of a test's object.
func entity(
    _ name: String, _ values: String..., operation: Operation = .equals, varCheck: CheckEnumeration = .all, isNil: Bool = false
) throws -> ResolvedEntity {
    let entity = Entity(
        name, values.first ?? "", operation: operation, isNil: isNil, variable: values.count > 1 ? "oval:test:var:1" : nil,
        varCheck: varCheck)
    return try ResolvedEntity(entity, values: values)
}

/// An object of a test.
func object(
    _ schema: String, _ name: String, behaviors: [String: String] = [:], _ entities: [ResolvedEntity],
    admits: @escaping @Sendable (Item) -> Bool = { _ in true }
) -> ResolvedObject {
    ResolvedObject(
        object: Object(
            id: "oval:test:obj:1", kind: TestKind(schema, name), behaviors: behaviors, entities: entities.map(\.entity),
            location: SourceLocation(file: "test")),
        entities: entities, admits: admits)
}

extension Item {
    /// The value of the first entity of this name.
    subscript(_ name: String) -> String? { entities.first { $0.name == name }?.value }
    /// All values of this name.
    func values(_ name: String) -> [String] { entities.filter { $0.name == name }.map(\.value) }
    /// What a file is called: its `filepath`, or the `path` of a directory.
    var file: String { self["filepath"] ?? self["path"] ?? "" }
}
