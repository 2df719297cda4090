import Digest
import ImageFS
import OVAL

extension Probe {
    /// `filemd5`: MD5 of files' contents, the form before `filehash`.
    ///
    /// OVAL 5.6, independent-definitions, `filemd5_object`; later schemas have it no more. Links are followed; what is no regular file has no hash.
    public static let filemd5 = Probe(
        .independent, "filemd5",
        object: ["path", "filename"],
        item: ["path", "filename", "md5"]
    ) { object, context throws(CollectionFailure) in
        var found = ItemGathering(object, context)
        var unread = SearchProblems()
        var problems = try FileSearch(object, context).find { file throws(CollectionFailure) in
            guard let content = content(of: file, context, &unread) else { return }
            let hash = DigestAlgorithm.md5.hex(content).map { ItemEntity("md5", $0) } ?? .absent("md5", status: .notCollected)
            try found.add(Item(object.object.kind, file.entities.filter { $0.name != "filepath" } + [hash]))
        }
        problems.add(unread)
        return found.collected(problems)
    }
}
