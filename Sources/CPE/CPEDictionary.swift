public import Diagnostics
public import XML

/// An inventory definition that decides whether a product is there.
public struct InventoryCheck: Sendable, Hashable {
    /// The dictionary or benchmark that asks, as ``CPEDictionary/source`` names it: `href` means what it means there.
    public var source: String
    /// The check system's URI.
    public var system: String
    /// The document of definitions, as the source names it.
    public var href: String
    /// The definition.
    public var id: String

    /// The definition `id` of the document `href` as `source` sees it.
    public init(source: String, system: String, href: String, id: String) {
        self.source = source
        self.system = system
        self.href = href
        self.id = id
    }
}

/// Products by name, and how to find out whether each is there.
///
/// CPE 2.x Dictionary (NISTIR 7697), schema cpe-dictionary, `cpe-list`. The list of CPE 1.0 that XCCDF 1.1 documents carry has the same
/// shape and is read the same way.
public struct CPEDictionary: Sendable {
    /// `cpe-item`.
    public struct Item: Sendable {
        /// As it stands, in either binding; an item of which both are given has that of `cpe23-item`.
        public var name: String
        /// The name read; `nil` where it cannot be.
        public var cpe: CPEName?
        /// For people; the English one, else the first.
        public var title: String?
        /// The definitions that decide; one of them is enough.
        public var checks: [InventoryCheck]
        /// Where it stands.
        public var location: SourceLocation
    }

    /// What the dictionary is called: a component's id or a file's path.
    public var source: String
    /// In document order.
    public var items: [Item]
    /// Names that cannot be read; they match no platform but one written alike.
    public var diagnostics: [Diagnostic]

    /// Reads a `cpe-list`.
    public init(_ element: XMLElement, source: String) {
        self.source = source
        items = []
        diagnostics = []
        for child in element.children("cpe-item") {
            let written = child.child("cpe23-item")?.attribute("name") ?? child.attribute("name") ?? ""
            let titles = child.children("title")
            let title = titles.first { ($0.attribute("lang", namespace: "http://www.w3.org/XML/1998/namespace") ?? "en").hasPrefix("en") }
            let checks = child.children("check").map {
                InventoryCheck(source: source, system: $0.attribute("system") ?? "", href: $0.attribute("href") ?? "", id: $0.trimmedText)
            }
            var item = Item(
                name: written, cpe: nil, title: (title ?? titles.first)?.trimmedText, checks: checks, location: child.location)
            do throws(CPENameError) {
                item.cpe = try CPEName(written)
            } catch {
                diagnostics.append(
                    Diagnostic(
                        .warning, at: child.location, about: written,
                        "\(error.reason); platforms of this name match it only if written alike"))
            }
            items.append(item)
        }
    }

    /// The items that answer for a platform of this name.
    public func items(matching name: String) -> [Item] {
        guard let cpe = try? CPEName(name) else { return items.filter { $0.name == name } }
        return items.filter { item in item.name == name || item.cpe.map { cpe.matches($0) } ?? false }
    }
}
