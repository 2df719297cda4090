import ImageFS
import OVAL

extension Probe {
    /// `fileextendedattribute`: the extended attributes of files.
    ///
    /// OVAL 5.11.2, unix-definitions, `fileextendedattribute_object`.
    public static let fileextendedattribute = Probe(
        .unix, "fileextendedattribute",
        object: [.file, "attribute_name"],
        item: ["filepath", "path", "filename", "attribute_name", "value"]
    ) { object, context throws(CollectionFailure) in
        guard let attributeName = EntityMatcher(object.entity("attribute_name")) else {
            throw CollectionFailure(.error, "\(object.object.id): no attribute_name")
        }
        var found = ItemGathering(object, context)
        var unread = SearchProblems()
        var problems = try FileSearch(object, context).find { file throws(CollectionFailure) in
            for attribute in attributes(of: file.file, context.image, &unread) where try attributeName.admits(attribute.name) {
                let name = ItemEntity("attribute_name", String(decoding: attribute.name, as: UTF8.self))
                let value = ItemEntity("value", String(decoding: attribute.value, as: UTF8.self))
                try found.add(Item(object.object.kind, file.entities + [name, value]))
            }
        }
        problems.add(unread)
        return found.collected(problems)
    }
}

private func attributes(
    of file: FileID, _ image: any ImageFileSystem, _ problems: inout SearchProblems
) -> [(name: [UInt8], value: [UInt8])] {
    do throws(ImageError) {
        return try image.extendedAttributes(of: file)
    } catch {
        problems.note(error)
        return []
    }
}
