public import XML

/// What groups, rules and values have in common. Text stays in the document until it is asked for.
///
/// XCCDF 1.2, `itemType`.
public protocol Item: Sendable {
    /// The id.
    var id: String { get }
    /// The element it was read from.
    var element: XMLElement { get }
    /// The elements it extends, nearest first.
    var inherited: [XMLElement] { get }
    /// Members of a cluster are selected and refined together.
    var clusterID: String? { get }
    /// Hidden items are left out of documents, not of the evaluation.
    var hidden: Bool { get }
    /// A profile or tailoring shall not change it.
    var prohibitChanges: Bool { get }
}

extension Item {
    /// The elements `name` directly inside, with those it inherits: an element with `override` replaces inherited ones of its language.
    ///
    /// XCCDF 1.2, inheritance processing model, "override".
    public func elements(_ name: String) -> [XMLElement] { Inheritance.overriding(name, element, inherited) }

    /// Titles, one for each language.
    public var titles: [XMLElement] { elements("title") }
    /// The title in English, else the first; its own rather than an inherited one.
    public var title: XMLElement? { preferred("title") }
    /// The description in English, else the first; its own rather than an inherited one.
    public var descriptionElement: XMLElement? { preferred("description") }
    /// Why it matters.
    public var rationale: XMLElement? { preferred("rationale") }

    private func preferred(_ name: String) -> XMLElement? {
        for level in [element] + inherited {
            if let found = level.children(name).preferred { return found }
        }
        return nil
    }

    /// Remarks that a reader shall see before all.
    public var warnings: [XMLElement] { elements("warning") }
    /// References, as they stand in the content.
    public var references: [Reference] { elements("reference").map(Reference.init) }
}

/// A group or rule, by its place in ``Benchmark/groups`` or ``Benchmark/rules``.
public enum ItemPlace: Sendable, Hashable {
    /// Place in ``Benchmark/groups``.
    case group(Int)
    /// Place in ``Benchmark/rules``.
    case rule(Int)
}

/// A `reference` element: a document or requirement that an item goes back to.
public struct Reference: Sendable, Hashable {
    /// Where the document is.
    public var href: String?
    /// Its text, or the `dc:title` inside it.
    public var text: String

    /// What stands in `element`.
    public init(_ element: XMLElement) {
        href = element.attribute("href")
        let own = element.trimmedText
        text = own.isEmpty ? element.child("title")?.trimmedText ?? XMLElement.trimmed(element.allText) : own
    }
}

/// An `ident` element: the name of a rule in another system, e.g. a CCI.
public struct Ident: Sendable, Hashable {
    /// URI of the system.
    public var system: String
    /// The name in it.
    public var value: String

    /// The name `value` in `system`.
    public init(system: String, value: String) {
        self.system = system
        self.value = value
    }
}

extension [XMLElement] {
    /// The first in English or without language, else the first.
    public var preferred: XMLElement? {
        guard count > 1 else { return first }
        let xml = "http://www.w3.org/XML/1998/namespace"
        return first { $0.attribute("lang", namespace: xml)?.lowercased().hasPrefix("en") ?? true } ?? first
    }
}
