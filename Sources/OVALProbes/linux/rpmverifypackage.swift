import ImageFS
import OVAL
import PackageDB

extension Probe {
    /// `rpmverifypackage`: whether packages hold what they were verified for when they were installed.
    ///
    /// OVAL 5.11.2, linux-definitions, `rpmverifypackage_object` and `RpmVerifyPackageBehaviors`. The digest is that of the header, which a
    /// database with a wrong one does not get past; dependencies are looked up in the database and among the files of the image. A script is
    /// never run and a signature's key is not there to be proven with, so both are not collected.
    public static let rpmverifypackage = Probe(
        .linux, "rpmverifypackage",
        object: ["name", .optional("epoch"), .optional("version"), .optional("release"), .optional("arch")],
        item: [
            "name", "epoch", "version", "release", "arch", "extended_name", "dependency_check_passed", "digest_check_passed",
            "verification_script_successful", "signature_check_passed",
        ]
    ) { object, context throws(CollectionFailure) in
        guard let database = try context.rpmDatabase() else {
            return Collected(.doesNotExist, messages: [Message(.info, "the image has no database of rpm")])
        }
        let excluded = Set(object.object.behaviors.filter { $0.value == "true" || $0.value == "1" }.keys)
        var found = ItemGathering(object, context)
        var capabilities: RPMCapabilities?
        for header in database.headers where try header.isAsked(by: object) {
            var entities = header.identity(nil)
            if !excluded.contains("nodeps") {
                let all: RPMCapabilities
                do throws(PackageDBError) {
                    if let known = capabilities { all = known } else { all = try RPMCapabilities(database, order: rpmVersionDifference) }
                    capabilities = all
                    if let met = try all.areMet(of: header, hasFile: { path in hasFile(path, context) }) {
                        entities.append(.boolean("dependency_check_passed", met))
                    } else {
                        entities.append(.absent("dependency_check_passed", .boolean, status: .notCollected))
                    }
                } catch { throw CollectionFailure(.error, error.description) }
            }
            if !excluded.contains("nodigest") {
                entities.append(
                    header.integrity == .verified
                        ? .boolean("digest_check_passed", true) : .absent("digest_check_passed", .boolean, status: .notCollected))
            }
            if !excluded.contains("noscripts") {
                entities.append(.absent("verification_script_successful", .boolean, status: .notCollected))
            }
            if !excluded.contains("nosignature") {
                entities.append(.absent("signature_check_passed", .boolean, status: .notCollected))
            }
            try found.add(Item(object.object.kind, entities))
        }
        return found.collected()
    }
}

private func hasFile(_ path: String, _ context: ProbeContext) -> Bool {
    do throws(ImageError) { return try context.image.resolve(ImagePath(path)) != nil } catch { return false }
}
