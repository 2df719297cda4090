import OVAL

extension Probe {
    /// `systemdunitdependency`: what a unit wants or requires, targets followed.
    ///
    /// OVAL 5.11.2, linux-definitions, `systemdunitdependency_object`. Read from `*.wants` and `*.requires`, and from `Wants=` and `Requires=`
    /// of the unit files; what other units say of themselves (`WantedBy=`) counts only once it is enabled, as in systemd.
    public static let systemdunitdependency = Probe(
        .linux, "systemdunitdependency",
        object: ["unit"],
        item: ["unit", "dependency"]
    ) { object, context throws(CollectionFailure) in
        guard let unitName = EntityMatcher(object.entity("unit")) else {
            throw CollectionFailure(.error, "\(object.object.id): no unit")
        }
        let units = context.systemdUnits
        var found = ItemGathering(object, context)
        for unit in units.units.keys.sorted() where try unitName.admits(unit) {
            let dependencies = units.allDependencies(of: unit).sorted()
            try found.add(
                Item(
                    object.object.kind,
                    [ItemEntity("unit", unit)]
                        + (dependencies.isEmpty ? [.absent("dependency")] : dependencies.map { ItemEntity("dependency", $0) })))
        }
        return found.collected(units.problems)
    }
}
