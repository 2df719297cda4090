import ImageFS
import OVAL
import PackageDB

extension Probe {
    /// `rpmverify`: the older form of `rpmverifyfile`.
    ///
    /// OVAL 5.11.2, linux-definitions, `rpmverify_object` (deprecated) and `RpmVerifyBehaviors`.
    public static let rpmverify = Probe(
        .linux, "rpmverify",
        object: ["name", "filepath"],
        item: [
            "name", "filepath", "size_differs", "mode_differs", "md5_differs", "device_differs", "link_mismatch", "ownership_differs",
            "group_differs", "mtime_differs", "capabilities_differ", "configuration_file", "documentation_file", "ghost_file",
            "license_file",
            "readme_file",
        ]
    ) { object, context throws(CollectionFailure) in
        guard let name = EntityMatcher(object.entity("name")), let path = EntityMatcher(object.entity("filepath")) else {
            throw CollectionFailure(.error, "\(object.object.id): name or filepath is missing")
        }
        guard let database = try context.rpmDatabase() else {
            return Collected(.doesNotExist, messages: [Message(.info, "the image has no database of rpm")])
        }
        let verification = try RPMVerification(object, context)
        var found = ItemGathering(object, context)
        var unread = SearchProblems()
        for header in database.headers where try name.admits(header.name) {
            let algorithm = try header.digestAlgorithmOrFailure()
            for file in try header.filesOrFailure() {
                let filepath = file.path.description
                guard verification.isWanted(file), try path.admits(filepath),
                    let comparison = verification.compare(file, algorithm, &unread)
                else { continue }
                let own = comparison.filter { $0.name != "filedigest_differs" }
                try found.add(
                    Item(object.object.kind, [ItemEntity("name", header.name), ItemEntity("filepath", filepath)] + own))
            }
        }
        return found.collected(unread)
    }
}
