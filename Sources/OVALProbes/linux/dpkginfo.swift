import ImageFS
import OVAL
import PackageDB

extension Probe {
    /// `dpkginfo`: the packages that dpkg has put into the image, one item for each architecture.
    ///
    /// OVAL 5.11.2, linux-definitions, `dpkginfo_object`. A package counts while its files may be there: half installed, held and marked for
    /// removal too, but not when only its configuration is left. An image without a database of dpkg has none of its packages; a database
    /// that cannot be read is an error, because nobody knows.
    public static let dpkginfo = Probe(
        .linux, "dpkginfo",
        object: ["name"],
        item: ["name", "arch", "epoch", "release", "version", "evr"]
    ) { object, context throws(CollectionFailure) in
        guard let name = EntityMatcher(object.entity("name")) else { throw CollectionFailure(.error, "\(object.object.id): no name") }
        let database: PackageDatabase?
        do throws(PackageDBError) {
            database = try context.dpkg.get()
        } catch {
            throw CollectionFailure(.error, error.description)
        }
        guard let database else {
            return Collected(.doesNotExist, messages: [Message(.info, "the image has no database of dpkg")])
        }
        var found = ItemGathering(object, context)
        for package in try packages(database, name) where package.isPresent {
            try found.add(Item(object.object.kind, package.entities))
        }
        return found.collected()
    }
}

/// The packages that are asked for, by name and then by place.
private func packages(_ database: PackageDatabase, _ name: EntityMatcher) throws(CollectionFailure) -> [Package] {
    if let candidates = try name.candidates() {
        return candidates.flatMap { database.packages(named: String(decoding: $0, as: UTF8.self)) }
    }
    var found: [Package] = []
    for package in database.packages where try name.admits(package.name) { found.append(package) }
    return found
}

extension Package {
    /// linux-system-characteristics, `dpkginfo_item`: an epoch that is not written is 0, a revision that is not written is left out.
    fileprivate var entities: [ItemEntity] {
        var entities = [ItemEntity("name", name), ItemEntity("arch", architecture), ItemEntity("epoch", version.epoch ?? "0")]
        if let release = version.release { entities.append(ItemEntity("release", release)) }
        return entities + [ItemEntity("version", version.version), ItemEntity("evr", version.description, .evrString)]
    }
}
