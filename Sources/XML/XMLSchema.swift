internal import CLibXML2
public import Diagnostics
internal import Synchronization

/// A compiled XML Schema, to hold documents against.
///
/// The schema is a trusted file of the system, what is validated is not. Neither reaches the network.
public final class XMLSchema: @unchecked Sendable {
    /// The file it was compiled from.
    public let path: String
    /// How many problems of one document are told; a document with more is not worth more.
    public static let mostDiagnostics = 100

    // libxml2 promises nothing about one compiled schema in two threads, hence the lock; it is what makes the class Sendable.
    private let lock = Mutex(())
    private let schema: xmlSchemaPtr

    /// Compiles the schema at `path` and those it includes and imports. Throws with the first of its errors.
    public init(path: String) throws(XMLError) {
        guard LibXML.isReady else { throw XMLError(at: SourceLocation(file: path), "libxml2 could not be set up") }
        // Imports are loaded by libxml2's own loader, which would follow a web address.
        xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader)
        self.path = path
        let problems = SchemaProblems(name: path)
        guard let context = xmlSchemaNewParserCtxt(path) else {
            throw XMLError(at: SourceLocation(file: path), "libxml2 could not be set up to read the schema")
        }
        defer { xmlSchemaFreeParserCtxt(context) }
        let schema = withExtendedLifetime(problems) {
            xmlSchemaSetParserStructuredErrors(context, SchemaProblems.record, problems.pointer)
            // A file that cannot be opened is reported to the thread's own handler, which would print it.
            xmlSetStructuredErrorFunc(problems.pointer, SchemaProblems.record)
            defer { xmlSetStructuredErrorFunc(nil, nil) }
            return xmlSchemaParse(context)
        }
        guard let schema else {
            let first = problems.diagnostics.first
            throw XMLError(
                at: first?.location ?? SourceLocation(file: path), first?.message ?? "the schema cannot be read; is it installed?")
        }
        self.schema = schema
    }

    deinit { xmlSchemaFree(schema) }

    /// Whether a document holds, found out while it is read, so that it takes no memory for a tree.
    ///
    /// A document type declaration is not read, so that a document which needs one is not well-formed here.
    private func isValid(_ bytes: [UInt8]) -> Bool {
        lock.withLock { _ in
            bytes.withUnsafeBytes { bytes in
                guard let context = xmlSchemaNewValidCtxt(schema) else { return false }
                defer { xmlSchemaFreeValidCtxt(context) }
                xmlSchemaSetValidStructuredErrors(context, { _, _ in }, nil)
                let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                // It belongs to the reader from here on, which frees it.
                let input = xmlParserInputBufferCreateMem(start, Int32(bytes.count), XML_CHAR_ENCODING_UTF8)
                xmlSetStructuredErrorFunc(nil, { _, _ in })
                defer { xmlSetStructuredErrorFunc(nil, nil) }
                return xmlSchemaValidateStream(context, input, XML_CHAR_ENCODING_UTF8, nil, nil) == 0
            }
        }
    }

    /// What is wrong with a document; `name` is the file in messages. At most ``mostDiagnostics``.
    public func validate(_ bytes: [UInt8], name: String, limits: XMLLimits = .standard) -> [Diagnostic] {
        let problems = SchemaProblems(name: name)
        guard bytes.count <= min(limits.bytes, Int(Int32.max) / 2) else {
            return [Diagnostic(.error, at: SourceLocation(file: name), "the document has \(bytes.count) bytes; it is not validated")]
        }
        var bytes = bytes
        do throws(XMLEncoding.Refusal) { bytes = try XMLEncoding.utf8(bytes) } catch {
            return [Diagnostic(.error, at: SourceLocation(file: name), error.message)]
        }
        if let tooLarge = TagScan.tooLarge(in: bytes, limits: limits) {
            return [Diagnostic(.error, at: SourceLocation(file: name, line: tooLarge.line), tooLarge.message)]
        }
        if isValid(bytes) { return [] }
        // Only what is wrong is worth a tree: it knows the element and the id around each problem.
        guard let parser = xmlNewParserCtxt() else {
            return [Diagnostic(.error, at: SourceLocation(file: name), "libxml2 could not be set up; the document is not validated")]
        }
        defer { xmlFreeParserCtxt(parser) }
        parser.pointee.sax.pointee.internalSubset = { context, _, _, _ in
            guard let parser = context?.assumingMemoryBound(to: xmlParserCtxt.self) else { return }
            // Any mark will do that no parse leaves by itself.
            parser.pointee._private = context
            xmlStopParser(parser)
        }
        parser.pointee.sax.pointee.startElementNs = { context, local, prefix, uri, spaces, namespaces, attributes, defaulted, values in
            xmlSAX2StartElementNs(context, local, prefix, uri, spaces, namespaces, attributes, defaulted, values)
            // A node of libxml2 keeps 16 bits of its line; the field for the application has room for all.
            guard let parser = context?.assumingMemoryBound(to: xmlParserCtxt.self), let input = parser.pointee.input else { return }
            parser.pointee.node?.pointee._private = UnsafeMutableRawPointer(bitPattern: Int(input.pointee.line))
        }
        let flags = [XML_PARSE_NONET, XML_PARSE_BIG_LINES, XML_PARSE_IGNORE_ENC, XML_PARSE_NOERROR, XML_PARSE_NOWARNING]
        let options = Int32(flags.reduce(0) { $0 | $1.rawValue })
        let document = bytes.withUnsafeBytes { bytes in
            xmlCtxtReadMemory(parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), nil, "UTF-8", options)
        }
        defer { xmlFreeDoc(document) }
        if parser.pointee._private != nil {
            return [
                Diagnostic(.error, at: SourceLocation(file: name), "a document type declaration (<!DOCTYPE>) is not accepted; remove it")
            ]
        }
        guard let document, parser.pointee.wellFormed != 0 else {
            withUnsafePointer(to: parser.pointee.lastError) { problems.add($0) }
            return problems.diagnostics.isEmpty
                ? [Diagnostic(.error, at: SourceLocation(file: name), "the document is not well-formed XML")] : problems.diagnostics
        }
        return lock.withLock { _ in
            guard let context = xmlSchemaNewValidCtxt(schema) else {
                return [Diagnostic(.error, at: SourceLocation(file: name), "libxml2 could not be set up; the document is not validated")]
            }
            defer { xmlSchemaFreeValidCtxt(context) }
            let status = withExtendedLifetime(problems) {
                xmlSchemaSetValidStructuredErrors(context, SchemaProblems.record, problems.pointer)
                return xmlSchemaValidateDoc(context, document)
            }
            if status != 0 && problems.diagnostics.isEmpty {
                return [
                    Diagnostic(.error, at: SourceLocation(file: name), "the document could not be validated (libxml2 status \(status))")
                ]
            }
            return problems.diagnostics
        }
    }
}

/// Gathers what libxml2 reports while one schema is compiled or one document is validated; used by one thread.
private final class SchemaProblems {
    let name: String
    private(set) var diagnostics: [Diagnostic] = []

    init(name: String) { self.name = name }

    var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static let record: @convention(c) (UnsafeMutableRawPointer?, UnsafeMutablePointer<xmlError>?) -> Void = { data, error in
        guard let data, let error else { return }
        Unmanaged<SchemaProblems>.fromOpaque(data).takeUnretainedValue().add(error)
    }

    func add(_ error: UnsafePointer<xmlError>) {
        guard diagnostics.count < XMLSchema.mostDiagnostics, let message = error.pointee.message else { return }
        let file = error.pointee.file.map { String(cString: $0) } ?? name
        let isError = error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue
        let text = String(cString: message).split(whereSeparator: \.isNewline).joined(separator: " ")
        var line = text.prefix(1).lowercased() + text.dropFirst()
        if line.last == "." { line.removeLast() }
        let location = SourceLocation(file: file, line: Self.line(of: error.pointee.node) ?? max(0, Int(error.pointee.line)))
        diagnostics.append(Diagnostic(isError ? .error : .warning, at: location, about: Self.id(around: error.pointee.node), line))
    }

    /// The line that was kept with the element in question.
    private static func line(of node: UnsafeMutableRawPointer?) -> Int? {
        guard let node = node?.assumingMemoryBound(to: xmlNode.self) else { return nil }
        // Attributes begin like elements; the element they are of is their parent.
        let element = node.pointee.type == XML_ELEMENT_NODE ? node : node.pointee.parent
        guard let element, element.pointee.type == XML_ELEMENT_NODE, let line = element.pointee._private else { return nil }
        return Int(bitPattern: line)
    }

    /// The `id` of the element in question, or of the nearest around it.
    private static func id(around node: UnsafeMutableRawPointer?) -> String? {
        var node = node?.assumingMemoryBound(to: xmlNode.self)
        while let element = node {
            if element.pointee.type == XML_ELEMENT_NODE, let value = xmlGetNoNsProp(element, "id") {
                defer { stigready_xml_free(value) }
                return String(cString: value)
            }
            // The node is an element or an attribute, whose parents are elements and, last, the document; it has no parent.
            node = element.pointee.parent
        }
        return nil
    }
}
