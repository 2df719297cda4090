public import OVAL

/// What identifies the evidence behind a result, so that an answer to a finding can be tied to what was found.
///
/// SHA-256 over sorted UTF-8 lines `object-id TAB path TAB entity TAB value`, and `object-id TAB flag` for each object. Times and item ids
/// stay out, so the same bytes in an image give the same hash.
public func hashOfEvidence(_ tests: [String], in results: OVALResults) -> String? {
    // Times of access and change differ from copy to copy of the same image.
    let volatile: Set<String> = ["a_time", "c_time", "m_time"]
    var lines: Set<String> = []
    for test in tests {
        guard let id = results.definitions.tests[test]?.object, let collected = results.characteristics.objects[id] else { continue }
        lines.insert("\(id)\t\(collected.flag.rawValue)")
        for place in collected.items where place < results.characteristics.items.count {
            let item = results.characteristics.items[place]
            let path = item.entities.first { $0.name == "filepath" || $0.name == "path" || $0.name == "name" }?.value ?? ""
            for entity in item.entities where !volatile.contains(entity.name) {
                lines.insert("\(id)\t\(path)\t\(entity.name)\t\(entity.value)")
            }
        }
    }
    return SHA256.hex(Array(lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: "\n").utf8))
}
