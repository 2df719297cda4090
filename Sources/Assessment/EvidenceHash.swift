public import OVAL

/// What identifies the evidence behind a result, so that an answer to a finding can be tied to what was found.
///
/// SHA-256 over sorted UTF-8 lines `object-id TAB path TAB entity TAB value`, and `object-id TAB flag` for each object. In each field a
/// backslash, tab or line feed is written as `\\`, `\t` or `\n`, so that no value can pass for several lines. Times and item ids stay out,
/// and the size of directories, which is the file system's: the same bytes in an image give the same hash.
public func hashOfEvidence(_ tests: [String], in results: OVALResults) -> String? {
    // Times of access and change differ from copy to copy of the same image.
    let volatile: Set<String> = ["a_time", "c_time", "m_time"]
    var lines: Set<String> = []
    for test in tests {
        guard let id = results.definitions.tests[test]?.object, let collected = results.characteristics.objects[id] else { continue }
        lines.insert(line([id, collected.flag.rawValue]))
        for place in collected.items where place < results.characteristics.items.count {
            let item = results.characteristics.items[place]
            let path = item.entities.first { $0.name == "filepath" || $0.name == "path" || $0.name == "name" }?.value ?? ""
            let isDirectory = item.entities.contains { $0.name == "type" && $0.value == "directory" }
            for entity in item.entities where !volatile.contains(entity.name) && !(isDirectory && entity.name == "size") {
                lines.insert(line([id, path, entity.name, value(of: entity)]))
                for field in entity.fields { lines.insert(line([id, path, "\(entity.name)/\(field.name)", value(of: field)])) }
            }
        }
    }
    if lines.isEmpty { return nil }
    return SHA256.hex(Array(lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: "\n").utf8))
}

/// A value that is not there is not the empty one.
private func value(of entity: ItemEntity) -> String { entity.status == .exists ? entity.value : "(\(entity.status.rawValue))" }

private func line(_ fields: [String]) -> String {
    fields.map { $0.replacing("\\", with: "\\\\").replacing("\t", with: "\\t").replacing("\n", with: "\\n") }.joined(separator: "\t")
}
