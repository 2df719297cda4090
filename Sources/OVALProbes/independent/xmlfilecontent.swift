import ImageFS
import OVAL
import XML

extension Probe {
    /// `xmlfilecontent`: texts that an XPath expression selects in XML files.
    ///
    /// OVAL 5.11.2, independent-definitions, `xmlfilecontent_object`. A file that is no well-formed XML is an error of the object, never "no
    /// match". There is an item for each file in which the expression selects something.
    public static let xmlfilecontent = Probe(
        .independent, "xmlfilecontent",
        object: [.file, "xpath"],
        item: ["filepath", "path", "filename", "xpath", "value_of", "windows_view"]
    ) { object, context throws(CollectionFailure) in
        guard let xpath = object.entity("xpath"), xpath.operation == .equals else {
            throw CollectionFailure(.error, "\(object.object.id): xpath takes no operation but equals")
        }
        var found = ItemGathering(object, context)
        var failures: [Message] = []
        let problems = try FileSearch(object, context).find { file throws(CollectionFailure) in
            guard failures.count < 20, let bytes = try xmlBytes(of: file, context) else { return }
            for expression in xpath.values {
                let values: [String]
                do throws(XPathQuery.Failure) { values = try XPathQuery.values(of: expression, in: bytes) } catch {
                    failures.append(Message(.error, "\(file.description): \(error.message)"))
                    continue
                }
                guard !values.isEmpty else { continue }
                let entities = file.entities + [ItemEntity("xpath", expression)] + values.map { ItemEntity("value_of", $0) }
                try found.add(Item(object.object.kind, entities))
            }
        }
        guard failures.isEmpty else { return Collected(.error, found.items, messages: failures + problems.messages) }
        return found.collected(problems)
    }
}

/// The bytes of a regular file or of one that a link leads to; `nil` for everything else.
private func xmlBytes(of file: FoundFile, _ context: ProbeContext) throws(CollectionFailure) -> [UInt8]? {
    do throws(ImageError) {
        guard let target = try context.image.resolve(context.image.path(of: file.file)),
            try context.image.metadata(of: target).kind == .regular
        else { return nil }
        return try context.image.contents(of: target, limit: context.limits.textSize)
    } catch {
        if error.reason == .tooManyLinks { return nil }
        throw CollectionFailure(error)
    }
}
