import ImageFS
import OVAL
import XML

extension Probe {
    /// `gconf`: the values of keys in the XML trees of GConf.
    ///
    /// OVAL 5.11.2, unix-definitions, `gconf_object`. A source is `xml:MODE:FOLDER`; a nil source is the system's mandatory tree, its defaults
    /// after that, since which one an application sees depends on its user. A tree is one file `%gconf-tree.xml`, or a `%gconf.xml` in each folder.
    public static let gconf = Probe(
        .unix, "gconf", object: ["key", "source"],
        item: ["key", "source", "type", "is_writable", "mod_user", "mod_time", "is_default", "value"]
    ) { object, context throws(CollectionFailure) in
        guard let key = object.entity("key"), key.operation == .equals else {
            throw CollectionFailure(.notCollected, "\(object.object.id): keys of GConf are looked up by name only; key must say equals")
        }
        let named = object.entity("source")?.values.filter { !$0.isEmpty } ?? []
        let sources = named.isEmpty ? GConfTree.system : named
        var found = ItemGathering(object, context)
        for source in sources {
            for name in key.values {
                guard let entry = try GConfTree(source, context).entry(name) else { continue }
                try found.add(Item(object.object.kind, [ItemEntity("key", name), ItemEntity("source", source)] + entry))
            }
        }
        return found.collected()
    }
}

/// A tree of GConf.
private struct GConfTree {
    /// Where a system without settings of its own keeps them, what is mandatory first.
    static let system = ["xml:readonly:/etc/gconf/gconf.xml.mandatory", "xml:readonly:/etc/gconf/gconf.xml.defaults"]

    private let source: String
    private let folder: ImagePath
    private let context: ProbeContext

    init(_ source: String, _ context: ProbeContext) throws(CollectionFailure) {
        let parts = source.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "xml", parts[2].hasPrefix("/") else {
            throw CollectionFailure(.notCollected, "the source \"\(source)\" of GConf is not a folder of XML: xml:readonly:/path")
        }
        self.source = source
        folder = ImagePath(String(parts[2]))
        self.context = context
    }

    private func document(_ path: ImagePath) throws(CollectionFailure) -> XMLElement? {
        do throws(ImageError) {
            guard let bytes = try context.image.contents(at: path, limit: context.limits.textSize) else { return nil }
            do throws(XMLError) { return try XMLDocument(bytes, name: path.description).root } catch {
                throw ImageError(path.description, .unreadable("\(error)"))
            }
        } catch { throw CollectionFailure(error) }
    }

    /// The entities from `type` to `value`; `nil` where the tree has no such key.
    func entry(_ key: String) throws(CollectionFailure) -> [ItemEntity]? {
        var names = key.split(separator: "/").map(String.init)
        guard let last = names.popLast(), !names.contains("..") else { return nil }
        var place: XMLElement?
        if let tree = try document(folder.appending(Array("%gconf-tree.xml".utf8))) {
            place = tree
            for name in names {
                place = place?.children.first { $0.localName == "dir" && $0.attribute("name") == name }
            }
        } else {
            var path = folder
            for name in names { path = path.appending(Array(name.utf8)) }
            place = try document(path.appending(Array("%gconf.xml".utf8)))
        }
        guard let entry = place?.children.first(where: { $0.localName == "entry" && $0.attribute("name") == last }) else { return nil }
        return entities(of: entry)
    }

    private func entities(of entry: XMLElement) -> [ItemEntity] {
        let types = [
            "string": "GCONF_VALUE_STRING", "int": "GCONF_VALUE_INT", "float": "GCONF_VALUE_FLOAT", "bool": "GCONF_VALUE_BOOL",
            "schema": "GCONF_VALUE_SCHEMA", "list": "GCONF_VALUE_LIST", "pair": "GCONF_VALUE_PAIR",
        ]
        let type = entry.attribute("type") ?? ""
        var entities = [ItemEntity("type", types[type] ?? "")]
        // Whether it can be written depends on who asks; the mode of the source is all that is known.
        entities.append(.boolean("is_writable", source.hasPrefix("xml:readwrite:")))
        if let user = entry.attribute("muser") { entities.append(ItemEntity("mod_user", user)) }
        if let time = entry.attribute("mtime").flatMap({ Int64($0) }) { entities.append(.int("mod_time", time)) }
        entities.append(.boolean("is_default", source.hasSuffix(".defaults")))
        return entities + values(of: entry, type).map { ItemEntity("value", $0.text, $0.datatype) }
    }

    private func values(of entry: XMLElement, _ type: String) -> [(text: String, datatype: Datatype)] {
        func plain(_ element: XMLElement, _ type: String) -> (text: String, datatype: Datatype) {
            switch type {
            case "int": (element.attribute("value") ?? "", .int)
            case "float": (element.attribute("value") ?? "", .float)
            case "bool": (element.attribute("value") == "true" ? "true" : "false", .boolean)
            default: (element.child("stringvalue")?.allText ?? element.attribute("value") ?? element.allText, .string)
            }
        }
        switch type {
        case "list":
            return entry.children.filter { $0.localName == "li" }.map { plain($0, $0.attribute("type") ?? entry.attribute("ltype") ?? "") }
        case "pair":
            return entry.children.filter { ["car", "cdr"].contains($0.localName) }.map { plain($0, $0.attribute("type") ?? "") }
        case "schema": return []
        default: return [plain(entry, type)]
        }
    }
}
