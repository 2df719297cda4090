import ImageFS
import OVAL

extension Probe {
    /// `slackwarepkginfo`: the packages of Slackware, by the names of the files that pkgtools keeps.
    ///
    /// OVAL 5.11.2, linux-definitions, `slackwarepkginfo_object`: `name-version-architecture-revision`, of which only the name may hold dashes.
    public static let slackwarepkginfo = Probe(
        .linux, "slackwarepkginfo", object: ["name"], item: ["name", "version", "architecture", "revision"]
    ) { object, context throws(CollectionFailure) in
        guard let name = EntityMatcher(object.entity("name")) else { throw CollectionFailure(.error, "\(object.object.id): no name") }
        var found = ItemGathering(object, context)
        var packages: Set<String> = []
        for path in ["/var/lib/pkgtools/packages", "/var/log/packages"] as [ImagePath] {
            for (file, _) in try context.entries(of: path) { packages.insert(file) }
        }
        for package in packages.sorted() {
            let parts = package.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
            guard parts.count >= 4 else { continue }
            let title = parts.dropLast(3).joined(separator: "-")
            guard try name.admits(title) else { continue }
            let last = Array(parts.suffix(3))
            try found.add(
                Item(
                    object.object.kind,
                    [
                        ItemEntity("name", title), ItemEntity("version", last[0]), ItemEntity("architecture", last[1]),
                        ItemEntity("revision", last[2]),
                    ]))
        }
        return found.collected()
    }
}
