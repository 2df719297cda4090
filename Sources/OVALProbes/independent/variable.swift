import OVAL

extension Probe {
    /// `variable`: the values of a variable, as an item.
    ///
    /// OVAL 5.11.2, independent-definitions, `variable_object`. The values are those that the evaluation has put into the entity; a
    /// variable without any is answered before a probe is asked.
    public static let variable = Probe(.independent, "variable", object: ["var_ref"], item: ["var_ref", "value"]) {
        object, _ throws(CollectionFailure) in
        guard let reference = object.entity("var_ref") else {
            throw CollectionFailure(.error, "\(object.object.id): no var_ref")
        }
        guard !reference.values.isEmpty else { return Collected(.doesNotExist) }
        let id = reference.entity.variable ?? reference.entity.value
        let item = Item(object.object.kind, [ItemEntity("var_ref", id)] + reference.values.map { ItemEntity("value", $0) })
        return Collected(all: object.admits(item) ? [item] : [])
    }
}
