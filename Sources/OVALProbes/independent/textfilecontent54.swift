import OVAL
import PerlRegex

extension Probe {
    /// `textfilecontent54`: what a pattern matches in text files.
    ///
    /// OVAL 5.11.2, independent-definitions, `textfilecontent54_object` and `Textfilecontent54Behaviors`. Text is UTF-8
    /// without a NUL; a file that is not makes the object an error, because a pattern may have missed what it should have found.
    public static let textfilecontent54 = Probe(
        .independent, "textfilecontent54",
        object: [.file, "pattern", "instance"],
        itemName: "textfilecontent_item",
        item: [
            "filepath", "path", "filename", "pattern", "instance", "line", "text", "subexpression", "windows_view",
        ]
    ) { object, context throws(CollectionFailure) in
        guard let pattern = object.entity("pattern"), let instance = object.entity("instance") else {
            throw CollectionFailure(.error, "\(object.object.id): no pattern or instance")
        }
        var options: PerlRegex.Options = []
        if try object.isSet("multiline", default: true) { options.insert(.multiline) }
        if try object.isSet("singleline", default: false) { options.insert(.singleline) }
        if try object.isSet("ignore_case", default: false) { options.insert(.ignoreCase) }
        let patterns = try TextPattern.compile(pattern.values, options)
        let wanted = try InstanceMatcher(instance)
        return try collectText(object, context, patterns: patterns, instances: wanted)
    }
}

extension ResolvedObject {
    /// A boolean attribute of `behaviors`.
    fileprivate func isSet(_ name: String, default value: Bool) throws(CollectionFailure) -> Bool {
        switch behavior(name) {
        case nil: return value
        case "true", "1": return true
        case "false", "0": return false
        case let other?: throw CollectionFailure(.error, "\(object.id): the behavior \(name) is \"\(other)\"; it is true or false")
        }
    }
}
