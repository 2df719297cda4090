import ImageFS
import OVAL

extension Probe {
    /// `rpminfo`: installed packages of rpm. An image without a database of rpm has none; reading one is still to come.
    ///
    /// OVAL 5.11.2, linux-definitions, `rpminfo_object`.
    public static let rpminfo = Probe(
        .linux, "rpminfo",
        object: ["name"],
        item: ["name", "arch", "epoch", "release", "version", "evr", "signature_keyid", "extended_name", "filepath"]
    ) { _, context throws(CollectionFailure) in
        for path in databases {
            do throws(ImageError) {
                guard try context.image.resolve(path) != nil else { continue }
            } catch {
                throw CollectionFailure(error)
            }
            throw CollectionFailure(.notCollected, "\(path): databases of rpm are not read yet")
        }
        return Collected(.doesNotExist, messages: [Message(.info, "the image has no database of rpm")])
    }
}

/// Where rpm keeps its databases: SQLite, NDB, BerkeleyDB; of old, on ostree, and since Fedora 36 and SUSE 15.
private let databases: [ImagePath] = [
    "/var/lib/rpm/rpmdb.sqlite", "/var/lib/rpm/Packages.db", "/var/lib/rpm/Packages", "/usr/lib/sysimage/rpm/rpmdb.sqlite",
    "/usr/lib/sysimage/rpm/Packages.db", "/usr/lib/sysimage/rpm/Packages", "/usr/share/rpm/rpmdb.sqlite", "/usr/share/rpm/Packages",
]
