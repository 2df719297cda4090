import OVAL
import PerlRegex

extension Probe {
    /// `textfilecontent`: lines of text files, the older form: each match is an item.
    ///
    /// OVAL 5.11.2, independent-definitions, `textfilecontent_object` (deprecated).
    public static let textfilecontent = Probe(
        .independent, "textfilecontent",
        object: ["path", "filename", "line"],
        item: [
            "filepath", "path", "filename", "pattern", "instance", "line", "text", "subexpression", "windows_view",
        ]
    ) { object, context throws(CollectionFailure) in
        guard let line = object.entity("line") else { throw CollectionFailure(.error, "\(object.object.id): no line") }
        let patterns = try TextPattern.compile(line.values, [.multiline])
        return try collectText(object, context, patterns: patterns, instances: nil)
    }
}
