import ImageFS
import OVAL
import PackageDB

extension Probe {
    /// `rpmverifyfile`: the files of rpm's packages, compared with what the packages say of them.
    ///
    /// OVAL 5.11.2, linux-definitions, `rpmverifyfile_object` and `RpmVerifyFileBehaviors`; `RpmVerifyResultType`. Every value of a variable for
    /// `filepath` is a path of its own, whatever its `var_check`, as OpenSCAP and published content have it.
    public static let rpmverifyfile = Probe(
        .linux, "rpmverifyfile",
        object: ["name", .optional("epoch"), .optional("version"), .optional("release"), .optional("arch"), "filepath"],
        item: [
            "name", "epoch", "version", "release", "arch", "filepath", "extended_name", "size_differs", "mode_differs", "md5_differs",
            "filedigest_differs", "device_differs", "link_mismatch", "ownership_differs", "group_differs", "mtime_differs",
            "capabilities_differ", "configuration_file", "documentation_file", "ghost_file", "license_file", "readme_file",
        ]
    ) { object, context throws(CollectionFailure) in
        guard let filepath = object.entity("filepath") else { throw CollectionFailure(.error, "\(object.object.id): no filepath") }
        guard let database = try context.rpmDatabase() else {
            return Collected(.doesNotExist, messages: [Message(.info, "the image has no database of rpm")])
        }
        let paths = filepath.operation == .equals && filepath.values.count > 1 ? Set(filepath.values) : nil
        let path = EntityMatcher(filepath)
        let verification = try RPMVerification(object, context)
        var found = ItemGathering(object, context)
        var unread = SearchProblems()
        for header in database.headers where try header.isAsked(by: object) {
            let algorithm = try header.digestAlgorithmOrFailure()
            for file in try header.filesOrFailure() {
                let name = file.path.description
                guard verification.isWanted(file) else { continue }
                if let paths { if !paths.contains(name) { continue } } else if try !path.admits(name) { continue }
                guard let comparison = verification.compare(file, algorithm, &unread) else { continue }
                try found.add(Item(object.object.kind, header.identity(name) + comparison))
            }
        }
        return found.collected(unread)
    }
}

extension RPMHeader {
    /// Whether the entities of the object that name a package name this one. What they leave out is not asked.
    func isAsked(by object: ResolvedObject) throws(CollectionFailure) -> Bool {
        let values = [
            ("name", name), ("epoch", epoch.map(String.init) ?? "(none)"), ("version", version), ("release", release),
            ("arch", architecture ?? "(none)"),
        ]
        for (entity, value) in values {
            if let matcher = EntityMatcher(object.entity(entity)), try !matcher.admits(value) { return false }
        }
        return true
    }

    /// How the digests of the package's files were made.
    func digestAlgorithmOrFailure() throws(CollectionFailure) -> RPMDigestAlgorithm? {
        do throws(PackageDBError) { return try fileDigestAlgorithm } catch { throw CollectionFailure(.error, error.description) }
    }

    /// The entities from `name` to `extended_name`.
    func identity(_ filepath: String?) -> [ItemEntity] {
        [
            ItemEntity("name", name), ItemEntity("epoch", epoch.map(String.init) ?? "(none)"), ItemEntity("version", version),
            ItemEntity("release", release), ItemEntity("arch", architecture ?? "(none)"),
        ] + (filepath.map { [ItemEntity("filepath", $0)] } ?? []) + [ItemEntity("extended_name", extendedName)]
    }
}
