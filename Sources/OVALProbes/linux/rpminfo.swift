import ImageFS
import OVAL
import PackageDB

extension Probe {
    /// `rpminfo`: installed packages of rpm. An image without a database of rpm has none; reading one is still to come.
    ///
    /// OVAL 5.11.2, linux-definitions, `rpminfo_object`.
    public static let rpminfo = Probe(
        .linux, "rpminfo",
        object: ["name"],
        item: ["name", "arch", "epoch", "release", "version", "evr", "signature_keyid", "extended_name", "filepath"]
    ) { _, context throws(CollectionFailure) in
        let present: [ImagePath]
        do throws(PackageDBError) {
            present = try PackageDatabases.present(in: context.image).filter { $0.kind == .rpm }.map(\.path)
        } catch {
            throw CollectionFailure(.error, error.description)
        }
        if let path = present.first { throw CollectionFailure(.notCollected, "\(path): databases of rpm are not read yet") }
        return Collected(.doesNotExist, messages: [Message(.info, "the image has no database of rpm")])
    }
}
