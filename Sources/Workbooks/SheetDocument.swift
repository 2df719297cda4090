internal import CLibXML2
internal import Exchange

/// A part of a workbook as a tree that can be changed, with the prefixes of its namespaces as they were.
///
/// The one place that holds libxml2's tree: a sheet is written back but for some cells, and Excel minds the prefixes that it has in
/// `mc:Ignorable`.
final class SheetDocument {
    private let document: xmlDocPtr
    private let rootPointer: xmlNodePtr

    /// The outermost element.
    var root: Node { Node(owner: self, pointer: rootPointer) }

    /// An element of the tree, which it keeps alive.
    struct Node {
        private let owner: SheetDocument
        let pointer: xmlNodePtr

        init(owner: SheetDocument, pointer: xmlNodePtr) {
            self.owner = owner
            self.pointer = pointer
        }

        private func node(_ pointer: xmlNodePtr) -> Node { Node(owner: owner, pointer: pointer) }

        var name: String { pointer.pointee.name.map { String(cString: $0) } ?? "" }

        var children: [Node] {
            var result: [Node] = []
            var next = pointer.pointee.children
            while let node = next {
                if node.pointee.type == XML_ELEMENT_NODE { result.append(self.node(node)) }
                next = node.pointee.next
            }
            return result
        }

        func children(_ name: String) -> [Node] { children.filter { $0.name == name } }
        func child(_ name: String) -> Node? { children.first { $0.name == name } }

        /// An attribute by its name without prefix.
        func attribute(_ name: String) -> String? {
            var next = pointer.pointee.properties
            while let attribute = next {
                if attribute.pointee.name.map({ String(cString: $0) }) == name { return Self.content(attribute.pointee.children) }
                next = attribute.pointee.next
            }
            return nil
        }

        func set(_ name: String, _ value: String) { xmlSetProp(pointer, name, value) }
        func remove(_ name: String) { xmlUnsetProp(pointer, name) }

        /// All text inside.
        var text: String { Self.content(pointer) }

        private static func content(_ node: xmlNodePtr?) -> String {
            guard let node, let content = xmlNodeGetContent(node) else { return "" }
            defer { stigready_xml_free(content) }
            return String(cString: content)
        }

        /// A new last element inside, of the same namespace.
        @discardableResult func append(_ name: String, text: String? = nil) -> Node? {
            guard let child = xmlNewChild(pointer, pointer.pointee.ns, name, nil) else { return nil }
            if let text { xmlNodeAddContent(child, text) }
            return node(child)
        }

        /// A new element before `next`, or the last one.
        func insert(_ name: String, before next: Node?) -> Node? {
            guard let next else { return append(name) }
            guard let node = xmlNewDocNode(pointer.pointee.doc, pointer.pointee.ns, name, nil) else { return nil }
            guard xmlAddPrevSibling(next.pointer, node) != nil else {
                xmlFreeNode(node)
                return nil
            }
            return self.node(node)
        }

        /// Takes out everything inside.
        func clear() {
            while let child = pointer.pointee.children {
                xmlUnlinkNode(child)
                xmlFreeNode(child)
            }
        }
    }

    /// Reads a part; `name` is the file in the workbook.
    init(_ bytes: [UInt8], name: String) throws(WorkbookError) {
        xmlInitParser()
        let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)
        let parsed = bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { xmlReadMemory($0.baseAddress, Int32(clamping: $0.count), name, nil, options) }
        }
        guard let document = parsed else {
            throw WorkbookError("'\(PlainName.of(name))' in the workbook is no XML; save it again from its program")
        }
        // Workbooks have no document types: what declares entities is no workbook.
        guard document.pointee.intSubset == nil, let root = xmlDocGetRootElement(document) else {
            xmlFreeDoc(document)
            throw WorkbookError("'\(PlainName.of(name))' in the workbook has a document type, which workbooks do not have")
        }
        self.document = document
        rootPointer = root
    }

    deinit { xmlFreeDoc(document) }

    /// The document as it is now.
    func bytes() -> [UInt8] {
        var pointer: UnsafeMutablePointer<xmlChar>?
        var count: Int32 = 0
        xmlDocDumpMemoryEnc(document, &pointer, &count, "UTF-8")
        guard let pointer else { return [] }
        defer { stigready_xml_free(pointer) }
        return Array(UnsafeBufferPointer(start: pointer, count: Int(count)))
    }
}
