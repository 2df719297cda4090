import OVAL

extension Probe {
    /// `family`: the family of operating systems an image is of. An image of this program is always one of unix.
    ///
    /// OVAL 5.11.2, independent-definitions, `family_object`; `FamilyEnumeration`.
    public static let family = Probe(.independent, "family", object: [], item: ["family"]) { object, _ throws(CollectionFailure) in
        let item = Item(object.object.kind, [ItemEntity("family", "unix")])
        return Collected(all: object.admits(item) ? [item] : [])
    }
}
