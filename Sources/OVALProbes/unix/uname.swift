import OVAL

extension Probe {
    /// `uname`: the machine that the image's programs are for. What only a running kernel knows is not collected.
    ///
    /// OVAL 5.11.2, unix-definitions, `uname_object`.
    public static let uname = Probe(
        .unix, "uname",
        object: [],
        item: ["machine_class", "node_name", "os_name", "os_release", "os_version", "processor_type"]
    ) { object, context throws(CollectionFailure) in
        guard let machine = context.architecture else {
            throw CollectionFailure(
                .notApplicable, "nothing runs in an image, and neither its configuration nor its programs name a machine")
        }
        let item = Item(
            object.object.kind,
            [
                ItemEntity("machine_class", machine),
                .absent("node_name", status: .notCollected), ItemEntity("os_name", "Linux"),
                .absent("os_release", status: .notCollected), .absent("os_version", status: .notCollected),
                ItemEntity("processor_type", machine),
            ])
        return Collected(
            all: object.admits(item) ? [item] : [],
            messages: [
                Message(.info, "the machine is that of the image's programs; the kernel and the node are those of whatever will run it")
            ])
    }
}
