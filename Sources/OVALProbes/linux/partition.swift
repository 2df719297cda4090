import OVAL

extension Probe {
    /// `partition`: the root of the image, as the one file system it has. What else is mounted, and how, the deployment decides.
    ///
    /// OVAL 5.11.2, linux-definitions, `partition_object`. Without this item the searches that start from the mount points would look at
    /// nothing, and pass. An object that asks for another mount point is not applicable.
    public static let partition = Probe(
        .linux, "partition",
        object: ["mount_point"],
        item: [
            "mount_point", "device", "uuid", "fs_type", "mount_options", "total_space", "space_used", "space_left",
            "space_left_for_unprivileged_users", "block_size",
        ]
    ) { object, context throws(CollectionFailure) in
        guard let mountPoint = EntityMatcher(object.entity("mount_point")) else {
            throw CollectionFailure(.error, "\(object.object.id): no mount_point")
        }
        guard try mountPoint.admits("/") else {
            throw CollectionFailure(.notApplicable, "an image has no mount point but its root; other mounts are those of the deployment")
        }
        var found = ItemGathering(object, context)
        try found.add(
            Item(
                object.object.kind,
                [
                    ItemEntity("mount_point", "/"),
                    .absent("device", status: .notCollected), .absent("uuid", status: .notCollected),
                    .absent("fs_type", status: .notCollected), .absent("mount_options", status: .notCollected),
                    .absent("total_space", .int, status: .notCollected), .absent("space_used", .int, status: .notCollected),
                    .absent("space_left", .int, status: .notCollected),
                    .absent("space_left_for_unprivileged_users", .int, status: .notCollected),
                    .absent("block_size", .int, status: .notCollected),
                ]))
        return Collected(
            all: found.items,
            messages: [
                Message(.info, "the root of the image stands for the one file system it has; device and options are the deployment's")
            ])
    }
}
