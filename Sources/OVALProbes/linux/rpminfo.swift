import ImageFS
import OVAL
import PackageDB

extension Probe {
    /// `rpminfo`: the packages of rpm's database, and the public keys it holds as `gpg-pubkey`.
    ///
    /// OVAL 5.11.2, linux-definitions, `rpminfo_object` and `RpmInfoBehaviors`. What a header does not have is written `(none)`, as rpm and
    /// other engines do; in `evr` and `extended_name` a missing epoch is 0. An image without a database of rpm has none of its packages; one
    /// that cannot be read is an error, because nobody knows.
    public static let rpminfo = Probe(
        .linux, "rpminfo",
        object: ["name"],
        item: ["name", "arch", "epoch", "release", "version", "evr", "signature_keyid", "extended_name", "filepath"]
    ) { object, context throws(CollectionFailure) in
        guard let name = EntityMatcher(object.entity("name")) else { throw CollectionFailure(.error, "\(object.object.id): no name") }
        let hasFilepaths = object.behavior("filepaths") == "true" || object.behavior("filepaths") == "1"
        guard let database = try context.rpmDatabase() else {
            return Collected(.doesNotExist, messages: [Message(.info, "the image has no database of rpm")])
        }
        var found = ItemGathering(object, context)
        for header in database.headers where try name.admits(header.name) {
            var entities = header.packageEntities
            if hasFilepaths {
                for file in try header.filesOrFailure() { entities.append(ItemEntity("filepath", file.path.description)) }
            }
            try found.add(Item(object.object.kind, entities))
        }
        return found.collected()
    }
}

extension ProbeContext {
    /// The database of rpm; `nil` where the image has none.
    func rpmDatabase() throws(CollectionFailure) -> RPMDatabase? {
        do throws(PackageDBError) { return try rpm.get() } catch { throw CollectionFailure(.error, error.description) }
    }
}

extension RPMHeader {
    /// linux-system-characteristics, `rpminfo_item`, without the files.
    fileprivate var packageEntities: [ItemEntity] {
        var entities = [
            ItemEntity("name", name), ItemEntity("arch", architecture ?? "(none)"), ItemEntity("epoch", epoch.map(String.init) ?? "(none)"),
            ItemEntity("release", release), ItemEntity("version", version),
            ItemEntity("evr", "\(epoch ?? 0):\(version)-\(release)", .evrString),
        ]
        switch signature {
        case .none: entities.append(ItemEntity("signature_keyid", "0"))
        case .key(let id): entities.append(ItemEntity("signature_keyid", id))
        case .unreadable: entities.append(.absent("signature_keyid", status: .error))
        }
        return entities + [ItemEntity("extended_name", extendedName)]
    }

    /// `name-epoch:version-release.arch`.
    var extendedName: String { "\(name)-\(epoch ?? 0):\(version)-\(release).\(architecture ?? "(none)")" }

    /// The files of the package.
    func filesOrFailure() throws(CollectionFailure) -> [RPMFile] {
        do throws(PackageDBError) { return try files() } catch { throw CollectionFailure(.error, error.description) }
    }
}
