import OVAL

extension Probe {
    /// `systemdunitproperty`: what unit files and links say of a unit.
    ///
    /// OVAL 5.11.2, linux-definitions, `systemdunitproperty_object`. `LoadState`, `UnitFileState`, `Id` and `FragmentPath` are known from
    /// files. `ActiveState` is that of a running system, so it is not applicable, but for a masked unit, which nothing can start.
    public static let systemdunitproperty = Probe(
        .linux, "systemdunitproperty",
        object: ["unit", "property"],
        item: ["unit", "property", "value"]
    ) { object, context throws(CollectionFailure) in
        guard let unitName = EntityMatcher(object.entity("unit")), let property = EntityMatcher(object.entity("property")) else {
            throw CollectionFailure(.error, "\(object.object.id): no unit or property")
        }
        let units = context.systemdUnits
        var found = ItemGathering(object, context)
        var matched = 0
        var isKnown = false
        for name in readFromFiles where try property.admits(name) { isKnown = true }
        var running = 0
        for unit in units.units.values.sorted(by: { $0.name < $1.name }) where try unitName.admits(unit.name) {
            matched += 1
            let known: KeyValuePairs = [
                "ActiveState": unit.isMasked ? "inactive" : nil,
                "FragmentPath": unit.isMasked ? "" : String(decoding: unit.path, as: UTF8.self),
                "Id": unit.name,
                "LoadState": unit.isMasked ? "masked" : "loaded",
                "UnitFileState": units.unitFileState(of: unit),
            ]
            for (name, value) in known where try property.admits(name) {
                guard let value else {
                    running += 1
                    continue
                }
                try found.add(
                    Item(object.object.kind, [ItemEntity("unit", unit.name), ItemEntity("property", name), ItemEntity("value", value)]))
            }
        }
        if running > 0 {
            let reason = "nothing runs in an image: whether a unit is active is that of whatever will run it"
            guard !found.items.isEmpty else { throw CollectionFailure(.notApplicable, reason) }
            return Collected(.incomplete, found.items, messages: [Message(.warning, reason)])
        }
        if matched > 0, !isKnown {
            throw CollectionFailure(
                .notCollected, "of the properties of units only \(readFromFiles.joined(separator: ", ")) are known from files")
        }
        return found.collected(units.problems)
    }
}

private let readFromFiles = ["ActiveState", "FragmentPath", "Id", "LoadState", "UnitFileState"]
