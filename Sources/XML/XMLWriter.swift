/// Writes a document as UTF-8 bytes, well-formed whatever the text holds.
///
/// Characters that XML 1.0 cannot hold (most control characters) become U+FFFD. Elements stand in the namespace of the element around
/// them unless another is named; a namespace with a declared prefix is written by that prefix, any other as the default namespace.
public struct XMLWriter: Sendable {
    /// The document so far.
    public private(set) var bytes: [UInt8] = []
    private var stack: [Open] = []
    private var prefixes: [String: String]
    /// The prefix of a declared namespace, in the order of their declaration.
    private let declared: [(prefix: String, namespace: String)]

    private struct Open {
        var name: String
        var namespace: String
        /// The default namespace in force inside.
        var defaultNamespace: String
        var hasChildren = false
        var hasText = false
        var tagIsOpen = true
    }

    /// A document; `prefixes` are declared on its outermost element.
    public init(prefixes: KeyValuePairs<String, String> = [:]) { self.init(declaring: prefixes.map { ($0.key, $0.value) }) }

    /// The same, for prefixes that come from content.
    public init(declaring prefixes: [(prefix: String, namespace: String)]) {
        declared = prefixes
        self.prefixes = Dictionary(prefixes.map { ($0.namespace, $0.prefix) }, uniquingKeysWith: { first, _ in first })
        self.prefixes["http://www.w3.org/XML/1998/namespace"] = "xml"
        bytes.append(contentsOf: #"<?xml version="1.0" encoding="UTF-8"?>"#.utf8)
        bytes.append(0x0A)
    }

    /// An element with attributes (`nil` values are left out) and what `body` writes inside it.
    public mutating func element<Failure: Error>(
        _ name: String, namespace: String? = nil, _ attributes: KeyValuePairs<String, String?> = [:],
        _ body: (inout XMLWriter) throws(Failure) -> Void
    ) throws(Failure) {
        start(name, namespace: namespace, attributes)
        try body(&self)
        end()
    }

    /// An element with attributes and text alone; without text, an empty element.
    public mutating func element(
        _ name: String, namespace: String? = nil, _ attributes: KeyValuePairs<String, String?> = [:], text: String? = nil
    ) {
        start(name, namespace: namespace, attributes)
        if let text { self.text(text) }
        end()
    }

    /// Opens an element; ``end()`` closes it.
    public mutating func start(_ name: String, namespace: String? = nil, _ attributes: KeyValuePairs<String, String?> = [:]) {
        open(name, namespace: namespace)
        for (name, value) in attributes {
            if let value { attribute(name, value) }
        }
    }

    /// An attribute of the element just opened. `name` may have a declared prefix (`xsi:type`).
    public mutating func attribute(_ name: String, _ value: String) {
        bytes.append(0x20)
        bytes.append(contentsOf: name.utf8)
        bytes.append(contentsOf: "=\"".utf8)
        escape(value, inAttribute: true)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Text inside the element that is open.
    public mutating func text(_ text: String) {
        guard !text.isEmpty, let last = stack.indices.last else { return }
        closeTag()
        stack[last].hasText = true
        escape(text, inAttribute: false)
    }

    /// Markup as it is, into the element that is open. The caller answers for its being well-formed and of the namespace in force.
    public mutating func markup(_ markup: String) {
        guard !markup.isEmpty, let last = stack.indices.last else { return }
        closeTag()
        stack[last].hasText = true
        bytes.append(contentsOf: markup.utf8)
    }

    /// Closes the element that was opened last.
    public mutating func end() {
        guard let element = stack.popLast() else { return }
        if element.tagIsOpen {
            bytes.append(contentsOf: "/>".utf8)
        } else {
            if element.hasChildren && !element.hasText { indent(stack.count) }
            bytes.append(contentsOf: "</".utf8)
            qualified(element.name, element.namespace)
            bytes.append(UInt8(ascii: ">"))
        }
        if stack.isEmpty { bytes.append(0x0A) }
    }

    /// An element of another document as it is, with all inside it; `attributes` are added to it.
    public mutating func copy(_ element: XMLElement, adding attributes: KeyValuePairs<String, String> = [:]) {
        startCopy(of: element)
        for (name, value) in attributes { attribute(name, value) }
        copyContent(of: element)
        end()
    }

    /// Opens an element like `element`, with its attributes but nothing inside; attributes in no namespace that `omitted` names are left out.
    public mutating func startCopy(of element: XMLElement, without omitted: Set<String> = []) {
        open(element.localName, namespace: element.namespace)
        var undeclared: [String] = []
        for (name, value) in element.attributes {
            if name.namespace.isEmpty {
                if !omitted.contains(name.local) { attribute(name.local, value) }
            } else if let prefix = prefixes[name.namespace] {
                attribute("\(prefix):\(name.local)", value)
            } else {
                // Prefixes that are good for this element alone.
                if !undeclared.contains(name.namespace) {
                    attribute("xmlns:ns\(undeclared.count)", name.namespace)
                    undeclared.append(name.namespace)
                }
                attribute("ns\(undeclared.firstIndex(of: name.namespace) ?? 0):\(name.local)", value)
            }
        }
    }

    /// Everything inside `element`, into the element that is open.
    public mutating func copyContent(of element: XMLElement) {
        var hasElements = false
        var hasText = false
        for node in element.nodes {
            switch node {
            case .element: hasElements = true
            case .text(let text): hasText = hasText || text.utf8.contains { $0 > 0x20 }
            }
        }
        for node in element.nodes {
            switch node {
            case .element(let child): copy(child)
            // White space between elements is layout; the writer makes its own.
            case .text(let text): if hasText || !hasElements { self.text(text) }
            }
        }
    }

    private mutating func open(_ name: String, namespace: String?) {
        closeTag()
        let outer = stack.last
        if let last = stack.indices.last {
            stack[last].hasChildren = true
            if !stack[last].hasText { indent(stack.count) }
        }
        let namespace = namespace ?? outer?.namespace ?? ""
        var element = Open(name: name, namespace: namespace, defaultNamespace: outer?.defaultNamespace ?? "")
        bytes.append(UInt8(ascii: "<"))
        qualified(name, namespace)
        if prefixes[namespace] == nil && namespace != element.defaultNamespace {
            element.defaultNamespace = namespace
            stack.append(element)
            attribute("xmlns", namespace)
        } else {
            stack.append(element)
        }
        if stack.count == 1 {
            for (prefix, namespace) in declared { attribute("xmlns:\(prefix)", namespace) }
        }
    }

    private mutating func closeTag() {
        guard let last = stack.indices.last, stack[last].tagIsOpen else { return }
        stack[last].tagIsOpen = false
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func qualified(_ name: String, _ namespace: String) {
        if let prefix = prefixes[namespace] {
            bytes.append(contentsOf: prefix.utf8)
            bytes.append(UInt8(ascii: ":"))
        }
        bytes.append(contentsOf: name.utf8)
    }

    private mutating func indent(_ depth: Int) {
        bytes.append(0x0A)
        for _ in 0..<depth * 2 { bytes.append(0x20) }
    }

    private mutating func escape(_ text: String, inAttribute: Bool) {
        var text = text
        text.withUTF8 { utf8 in
            var plain = 0
            var index = 0
            while index < utf8.count {
                let byte = utf8[index]
                let replacement: StaticString
                var length = 1
                switch byte {
                case UInt8(ascii: "&"): replacement = "&amp;"
                case UInt8(ascii: "<"): replacement = "&lt;"
                case UInt8(ascii: ">"): replacement = "&gt;"
                case UInt8(ascii: "\"") where inAttribute: replacement = "&quot;"
                case 0x0A where inAttribute: replacement = "&#10;"
                case 0x09 where inAttribute: replacement = "&#9;"
                case 0x0D: replacement = "&#13;"
                case 0x00..<0x09, 0x0B, 0x0C, 0x0E..<0x20: replacement = "\u{FFFD}"
                case 0xEF where index + 2 < utf8.count && utf8[index + 1] == 0xBF && utf8[index + 2] >= 0xBE:
                    // U+FFFE and U+FFFF are no characters of XML.
                    replacement = "\u{FFFD}"
                    length = 3
                default:
                    index += 1
                    continue
                }
                bytes.append(contentsOf: utf8[plain..<index])
                bytes.append(contentsOf: UnsafeBufferPointer(start: replacement.utf8Start, count: replacement.utf8CodeUnitCount))
                index += length
                plain = index
            }
            bytes.append(contentsOf: utf8[plain..<utf8.count])
        }
    }
}
