import ImageFS
import OVAL

extension Probe {
    /// `selinuxsecuritycontext`: the labels of files, where the image has them.
    ///
    /// OVAL 5.11.2, linux-definitions, `selinuxsecuritycontext_object`. Files without a label, and processes, are not applicable: whatever runs
    /// a container labels them.
    public static let selinuxsecuritycontext = Probe(
        .linux, "selinuxsecuritycontext",
        object: [.oneOf([["filepath"], ["path", "filename"], ["pid"]])],
        item: [
            "filepath", "path", "filename", "pid", "user", "role", "type", "low_sensitivity", "low_category", "high_sensitivity",
            "high_category", "rawlow_sensitivity", "rawlow_category", "rawhigh_sensitivity", "rawhigh_category",
        ]
    ) { object, context throws(CollectionFailure) in
        guard object.entity("pid") == nil else { throw CollectionFailure(.notApplicable, "nothing runs in an image") }
        var found = ItemGathering(object, context)
        var unlabelled = 0
        var unread = SearchProblems()
        var problems = try FileSearch(object, context).find { file throws(CollectionFailure) in
            if let label = label(of: file.file, context.image, &unread) {
                try found.add(Item(object.object.kind, file.entities + label))
            } else {
                unlabelled += 1
            }
        }
        problems.add(unread)
        if unlabelled > 0 {
            let reason = "\(unlabelled) files have no label in the image; whatever runs it labels them"
            guard !found.items.isEmpty else { throw CollectionFailure(.notApplicable, reason) }
            return Collected(.incomplete, found.items, messages: [Message(.warning, reason)] + problems.messages)
        }
        return found.collected(problems)
    }
}

private func label(of file: FileID, _ image: any ImageFileSystem, _ problems: inout SearchProblems) -> [ItemEntity]? {
    do throws(ImageError) {
        let attribute = try image.extendedAttributes(of: file).first { $0.name == Array("security.selinux".utf8) }
        return attribute.flatMap { labelEntities($0.value) }
    } catch {
        problems.note(error)
        return nil
    }
}

/// The entities of `user:role:type[:low[-high]]`, where a level is `sensitivity[:categories]`. The label is kept raw in the image, so both
/// forms of the level are the same.
private func labelEntities(_ value: [UInt8]) -> [ItemEntity]? {
    let text = String(decoding: value.prefix { $0 != 0 }, as: UTF8.self)
    let fields = text.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
    guard fields.count >= 3 else { return nil }
    var entities = [
        ItemEntity("user", String(fields[0])), ItemEntity("role", String(fields[1])), ItemEntity("type", String(fields[2])),
    ]
    guard fields.count == 4 else { return entities }
    let range = fields[3].split(separator: "-", maxSplits: 1)
    let levels = zip(["low", "high"], range.count == 2 ? [range[0], range[1]] : [range.first ?? ""])
    for raw in ["", "raw"] {
        for (side, level) in levels {
            let parts = level.split(separator: ":", maxSplits: 1)
            if let sensitivity = parts.first { entities.append(ItemEntity("\(raw)\(side)_sensitivity", String(sensitivity))) }
            if parts.count == 2 { entities.append(ItemEntity("\(raw)\(side)_category", String(parts[1]))) }
        }
    }
    return entities
}
