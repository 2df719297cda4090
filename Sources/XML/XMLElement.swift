public import Diagnostics

/// An element of a document.
public struct XMLElement: Sendable {
    /// The document it stands in.
    public let document: XMLDocument
    let index: Int32

    private var node: XMLDocument.Node { document.nodes[Int(index)] }

    /// Its name and namespace.
    public var name: XMLName { document.names[Int(node.name)] }
    /// Its name without prefix.
    public var localName: String { name.local }
    /// The URI of its namespace; empty for none.
    public var namespace: String { name.namespace }
    /// The line of its start tag, counted from 1.
    public var line: Int { Int(node.line) }
    /// File and line of its start tag.
    public var location: SourceLocation { SourceLocation(file: document.name, line: line) }
    /// The element around it; `nil` for the outermost.
    public var parent: XMLElement? { node.parent < 0 ? nil : XMLElement(document: document, index: node.parent) }

    /// The value of an attribute; without `namespace`, of one in no namespace.
    public func attribute(_ local: String, namespace: String = "") -> String? {
        let node = node
        for attribute in document.attributes[Int(node.start)..<Int(node.start + node.count)] {
            let name = document.names[Int(attribute.name)]
            if name.local == local && name.namespace == namespace { return document.string(attribute.start, attribute.count) }
        }
        return nil
    }

    /// All attributes, in document order.
    public var attributes: [(name: XMLName, value: String)] {
        let node = node
        return document.attributes[Int(node.start)..<Int(node.start + node.count)].map {
            (document.names[Int($0.name)], document.string($0.start, $0.count))
        }
    }

    /// The elements directly inside.
    public var children: Children { Children(nodes: nodes) }

    /// The elements directly inside with this name, in any namespace.
    public func children(_ local: String) -> [XMLElement] { children.filter { $0.localName == local } }

    /// The first element directly inside with this name, in any namespace.
    public func child(_ local: String) -> XMLElement? { children.first { $0.localName == local } }

    /// Elements and text directly inside, in document order.
    public var nodes: Nodes {
        let first = index + 1
        let hasChildren = Int(first) < document.nodes.count && document.nodes[Int(first)].parent == index
        return Nodes(document: document, place: hasChildren ? first : -1)
    }

    /// The text directly inside, as it stands; text of inner elements is left out.
    public var text: String {
        var result: String?
        for case .text(let text) in nodes { result = result.map { $0 + text } ?? text }
        return result ?? ""
    }

    /// The text directly inside without white space at its ends.
    public var trimmedText: String { XMLElement.trimmed(text) }

    /// All text inside, at any depth, as it stands.
    public var allText: String {
        var result = ""
        for node in nodes {
            switch node {
            case .text(let text): result += text
            case .element(let element): result += element.allText
            }
        }
        return result
    }

    /// `text` without XML's white space at its ends.
    public static func trimmed(_ text: String) -> String {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last, isSpace(first) || isSpace(last) else { return text }
        guard let start = bytes.firstIndex(where: { !isSpace($0) }) else { return "" }
        var end = bytes.endIndex
        while isSpace(bytes[bytes.index(before: end)]) { end = bytes.index(before: end) }
        return String(text[start..<end])
    }

    /// An element or a run of text.
    public enum Node: Sendable {
        /// An element.
        case element(XMLElement)
        /// Text as it stands, references resolved.
        case text(String)
    }

    /// Elements and text inside an element.
    public struct Nodes: Sequence, IteratorProtocol, Sendable {
        let document: XMLDocument
        var place: Int32

        /// The next one.
        public mutating func next() -> Node? {
            guard place >= 0 else { return nil }
            let index = place
            let node = document.nodes[Int(index)]
            place = node.next
            return node.name < 0
                ? .text(document.string(node.start, node.count)) : .element(XMLElement(document: document, index: index))
        }

        mutating func nextElement() -> XMLElement? {
            while place >= 0 {
                let index = place
                let node = document.nodes[Int(index)]
                place = node.next
                if node.name >= 0 { return XMLElement(document: document, index: index) }
            }
            return nil
        }
    }

    /// Elements inside an element; text between them is passed over without being made.
    public struct Children: Sequence, IteratorProtocol, Sendable {
        var nodes: Nodes
        /// The next one.
        public mutating func next() -> XMLElement? { nodes.nextElement() }
    }
}
