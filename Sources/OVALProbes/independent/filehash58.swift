import Digest
import ImageFS
import OVAL

extension Probe {
    /// `filehash58`: the hashes of files' contents.
    ///
    /// OVAL 5.11.2, independent-definitions, `filehash58_object`; `HashTypeEnumeration`. Links are followed; what is no regular file has no hash.
    public static let filehash58 = Probe(
        .independent, "filehash58",
        object: [.file, "hash_type"],
        item: ["filepath", "path", "filename", "hash_type", "hash", "windows_view"]
    ) { object, context throws(CollectionFailure) in
        guard let hashType = EntityMatcher(object.entity("hash_type")) else {
            throw CollectionFailure(.error, "\(object.object.id): no hash_type")
        }
        var found = ItemGathering(object, context)
        var unread = SearchProblems()
        var problems = try FileSearch(object, context).find { file throws(CollectionFailure) in
            guard let content = content(of: file, context, &unread) else { return }
            for type in DigestAlgorithm.allCases where try hashType.admits(type.rawValue) {
                let hash = type.hex(content).map { ItemEntity("hash", $0) } ?? .absent("hash", status: .notCollected)
                try found.add(Item(object.object.kind, file.entities + [ItemEntity("hash_type", type.rawValue), hash]))
            }
        }
        problems.add(unread)
        return found.collected(problems)
    }
}

/// What is to be hashed: the bytes of the regular file that a path leads to.
func content(of file: FoundFile, _ context: ProbeContext, _ problems: inout SearchProblems) -> [UInt8]? {
    do throws(ImageError) {
        guard let target = try context.image.resolve(context.image.path(of: file.file)),
            try context.image.metadata(of: target).kind == .regular
        else { return nil }
        return try context.image.contents(of: target, limit: context.limits.textSize)
    } catch {
        problems.note(error)
        return nil
    }
}
