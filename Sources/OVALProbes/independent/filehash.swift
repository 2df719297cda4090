import Digest
import ImageFS
import OVAL

extension Probe {
    /// `filehash`: MD5 and SHA-1 of files' contents, the form before `filehash58`.
    ///
    /// OVAL 5.11.2, independent-definitions, `filehash_object` (deprecated since 5.8). Links are followed; what is no regular file has no hash.
    public static let filehash = Probe(
        .independent, "filehash",
        object: [.file],
        item: ["filepath", "path", "filename", "md5", "sha1", "windows_view"]
    ) { object, context throws(CollectionFailure) in
        var found = ItemGathering(object, context)
        var unread = SearchProblems()
        var problems = try FileSearch(object, context).find { file throws(CollectionFailure) in
            guard let content = content(of: file, context, &unread) else { return }
            let hashes = [("md5", DigestAlgorithm.md5), ("sha1", .sha1)].map { name, algorithm in
                algorithm.hex(content).map { ItemEntity(name, $0) } ?? .absent(name, status: .notCollected)
            }
            try found.add(Item(object.object.kind, file.entities + hashes))
        }
        problems.add(unread)
        return found.collected(problems)
    }
}
