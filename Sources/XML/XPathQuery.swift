internal import CLibXML2

/// An XPath 1.0 expression over a foreign document: a configuration file of an image, not content.
///
/// Such a file may have a document type declaration, of which nothing is loaded. One that declares entities is refused, because what they
/// stand for may grow without bound. Steps, size and depth are bounded.
public enum XPathQuery {
    /// Why there is no answer, in one line.
    public struct Failure: Error, Sendable, Hashable {
        /// What is wrong.
        public var message: String
    }

    /// Steps of one evaluation.
    private static let mostSteps: UInt = 1_000_000

    /// The texts that `expression` selects in a document: of attributes and text nodes in document order, or the one string, number or
    /// boolean that it comes to.
    ///
    /// OVAL 5.11.2, independent-definitions, `xmlfilecontent_object/xpath`: anything but text is an error, elements included.
    public static func values(of expression: String, in bytes: [UInt8]) throws(Failure) -> [String] {
        guard LibXML.isReady else { throw Failure(message: "libxml2 could not be set up") }
        guard bytes.count < Int(Int32.max) else { throw Failure(message: "the document is too large") }
        if let tooLarge = TagScan.tooLarge(in: bytes, limits: .standard) { throw Failure(message: tooLarge.message) }
        guard let parser = xmlNewParserCtxt() else { throw Failure(message: "libxml2 could not be set up") }
        defer { xmlFreeParserCtxt(parser) }
        parser.pointee.sax.pointee.entityDecl = { context, _, _, _, _, _ in
            guard let parser = context?.assumingMemoryBound(to: xmlParserCtxt.self) else { return }
            // Any mark will do that no parse leaves by itself.
            parser.pointee._private = context
            xmlStopParser(parser)
        }
        let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)
        let document = bytes.withUnsafeBytes {
            xmlCtxtReadMemory(parser, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count), nil, nil, options)
        }
        defer { xmlFreeDoc(document) }
        if parser.pointee._private != nil { throw Failure(message: "the document declares entities, which are not expanded") }
        guard let document, parser.pointee.wellFormed != 0 else {
            let line = parser.pointee.lastError.line
            throw Failure(message: "not well-formed XML\(line > 0 ? " at line \(line)" : "")")
        }
        return try evaluate(expression, on: document)
    }

    private static func evaluate(_ expression: String, on document: xmlDocPtr) throws(Failure) -> [String] {
        guard let context = xmlXPathNewContext(document) else { throw Failure(message: "libxml2 could not be set up") }
        defer { xmlXPathFreeContext(context) }
        context.pointee.opLimit = mostSteps
        // The default handler would print.
        context.pointee.error = { _, _ in }
        guard let object = xmlXPathEvalExpression(expression, context) else {
            let isLimit =
                context.pointee.lastError.code == Int32(XPATH_OP_LIMIT_EXCEEDED.rawValue) + Int32(XML_XPATH_EXPRESSION_OK.rawValue)
            throw Failure(message: isLimit ? "the expression takes too many steps" : "\"\(expression)\" is no XPath expression")
        }
        defer { xmlXPathFreeObject(object) }
        switch object.pointee.type {
        case XPATH_NODESET: return try texts(of: object.pointee.nodesetval)
        case XPATH_STRING, XPATH_NUMBER, XPATH_BOOLEAN:
            guard let text = xmlXPathCastToString(object) else { return [] }
            defer { stigready_xml_free(text) }
            return [String(cString: text)]
        default: throw Failure(message: "\"\(expression)\" comes to something that is no text")
        }
    }

    private static func texts(of nodes: xmlNodeSetPtr?) throws(Failure) -> [String] {
        guard let nodes, nodes.pointee.nodeNr > 0 else { return [] }
        var texts: [String] = []
        for place in 0..<Int(nodes.pointee.nodeNr) {
            guard let node = nodes.pointee.nodeTab[place] else { continue }
            switch node.pointee.type {
            case XML_ATTRIBUTE_NODE, XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
                guard let text = xmlNodeGetContent(node) else { continue }
                defer { stigready_xml_free(text) }
                texts.append(String(cString: text))
            default: throw Failure(message: "the expression selects elements; select their text() or attributes")
            }
        }
        return texts
    }
}
