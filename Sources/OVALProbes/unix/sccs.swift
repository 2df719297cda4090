import ImageFS
import OVAL

extension Probe {
    /// `sccs`: what files say of their version under the Source Code Control System.
    ///
    /// OVAL 5.11.2, unix-definitions, `sccs_object` (deprecated). An item is what POSIX `what` finds in a file. Where it has the form that POSIX
    /// `get` gives `%W%` or `%A%`, its parts are the other entities.
    public static let sccs = Probe(
        .unix, "sccs",
        object: [.file],
        item: [
            "filepath", "path", "filename", "module_name", "module_type", "release", "level", "branch", "sequence", "what_string",
        ]
    ) { object, context throws(CollectionFailure) in
        var found = ItemGathering(object, context)
        var unread = SearchProblems()
        var problems = try FileSearch(object, context).find { file throws(CollectionFailure) in
            guard let content = content(of: file, context, &unread) else { return }
            for text in whatStrings(content) {
                try found.add(Item(object.object.kind, file.entities + identification(text) + [ItemEntity("what_string", text)]))
            }
        }
        problems.add(unread)
        return found.collected(problems)
    }
}

private let mark = Array("@(#)".utf8)

/// What follows each `@(#)` up to a quotation mark, `>`, line feed, backslash or NUL; a mark in it begins nothing.
private func whatStrings(_ bytes: [UInt8]) -> [String] {
    var found: [String] = []
    var place = 0
    while let at = bytes[place...].firstIndex(of: mark[0]) {
        place = at + 1
        guard bytes[at...].starts(with: mark) else { continue }
        let rest = bytes[(at + mark.count)...]
        place = rest.firstIndex { [0x22, 0x3e, 0x0a, 0x5c, 0].contains($0) } ?? bytes.endIndex
        found.append(String(decoding: rest[..<place], as: UTF8.self))
    }
    return found
}

/// `module TAB release.level[.branch.sequence]`, or `type module release.level[.branch.sequence]` and a mark that closes it.
private func identification(_ text: String) -> [ItemEntity] {
    let end = Array(text.utf8).firstRange(of: mark)?.lowerBound ?? text.utf8.count
    let words = text.utf8.prefix(end).split(whereSeparator: { $0 == 0x20 || $0 == 0x09 }).map { String(decoding: $0, as: UTF8.self) }
    let names = ["module_name", "module_type", "release", "level", "branch", "sequence"]
    var values: [String: String] = [:]
    for (place, word) in words.enumerated().prefix(3).dropFirst() {
        let parts = word.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard [2, 4].contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else {
            continue
        }
        values["module_name"] = words[place - 1]
        if place == 2 { values["module_type"] = words[0] }
        for (name, part) in zip(names.dropFirst(2), parts) { values[name] = part }
        break
    }
    return names.map { name in values[name].map { ItemEntity(name, $0) } ?? .absent(name, status: .doesNotExist) }
}
