internal import XML

/// Which component a name stands for, in the eyes of one component.
///
/// OASIS XML Catalogs 1.1, as SP 800-126 uses it: entries are tried in document order, `uri` by its whole name and `rewriteURI` by its
/// beginning.
public struct Catalog: Sendable, Hashable {
    /// An entry.
    public enum Entry: Sendable, Hashable {
        /// `uri`: this name is that URI.
        case uri(name: String, uri: String)
        /// `rewriteURI`: names that begin so begin with that instead.
        case rewrite(start: String, prefix: String)
    }

    /// In document order.
    public var entries: [Entry]

    /// A catalog.
    public init(_ entries: [Entry] = []) { self.entries = entries }

    init(_ element: XMLElement?) {
        entries =
            element?.children.compactMap { child in
                switch child.localName {
                case "uri":
                    guard let name = child.attribute("name"), let uri = child.attribute("uri") else { return nil }
                    return .uri(name: name, uri: uri)
                case "rewriteURI":
                    guard let start = child.attribute("uriStartString"), let prefix = child.attribute("rewritePrefix") else { return nil }
                    return .rewrite(start: start, prefix: prefix)
                default: return nil
                }
            } ?? []
    }

    /// What `name` stands for; `nil` where no entry speaks of it. A name that begins with `#` stands for itself.
    public func resolve(_ name: String) -> String? {
        if name.hasPrefix("#") { return name }
        for entry in entries {
            switch entry {
            case .uri(name, let uri): return uri
            case .rewrite(let start, let prefix) where name.hasPrefix(start): return prefix + name.dropFirst(start.count)
            case .uri, .rewrite: continue
            }
        }
        return nil
    }
}
