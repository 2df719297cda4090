import CLibXML2
import CLibXSLT
import Glibc

/// What `xsl:import` and `xsl:include` may read: files below one directory, followed through every link. Nothing else is loaded, ever.
final class StylesheetLoader {
    private static let mostBytes = 8 << 20
    private let directory: String
    private let collector: MessageCollector

    /// `nil` where `directory` is none.
    init?(directory: String, collector: MessageCollector) {
        guard let real = Self.real(directory) else { return nil }
        self.directory = real
        self.collector = collector
    }

    /// The address of the stylesheet `name`, a path in the directory or a whole one, from which relative imports are resolved.
    func address(of name: String) -> String {
        let path = name.hasPrefix("/") ? name : directory + "/" + name
        guard let escaped = xmlURIEscapeStr(path, "/") else { return path }
        defer { stigready_xml_free(escaped) }
        return String(cString: UnsafePointer(escaped))
    }

    /// The document at `address`, which stands in an import of a stylesheet that this loader read.
    ///
    /// `names` are those of the importing stylesheet: libxslt compares modes and the names of templates by their place in it.
    func document(at address: String, names: xmlDictPtr?) -> xmlDocPtr? {
        guard let bytes = bytes(at: address) else {
            collector.add("cannot import \"\(address)\": only files below the reports directory are read\n")
            return nil
        }
        return parse(bytes, address: address, names: names)
    }

    /// Reads a stylesheet; documents that it imports come back to this loader.
    func parse(_ bytes: [UInt8], address: String, names: xmlDictPtr? = nil) -> xmlDocPtr? {
        guard let document = parsed(bytes, address: address, names: names, collector: collector) else { return nil }
        document.pointee._private = Unmanaged.passUnretained(self).toOpaque()
        return document
    }

    private func bytes(at address: String) -> [UInt8]? {
        guard address.hasPrefix("/"), let unescaped = xmlURIUnescapeString(address, 0, nil) else { return nil }
        defer { stigready_xml_free(unescaped) }
        guard let real = Self.real(String(cString: unescaped)), real.hasPrefix(directory + "/") else { return nil }
        let file = open(real, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.mostBytes else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress?.advanced(by: filled), $0.count - filled) }
            if count <= 0 { return nil }
            filled += count
        }
        return bytes
    }

    private static func real(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}

/// A document without a document type, entities or anything fetched.
func parsed(_ bytes: [UInt8], address: String, names: xmlDictPtr? = nil, collector: MessageCollector) -> xmlDocPtr? {
    guard let parser = xmlNewParserCtxt() else { return nil }
    defer { xmlFreeParserCtxt(parser) }
    if let names {
        xmlDictFree(parser.pointee.dict)
        parser.pointee.dict = names
        xmlDictReference(names)
    }
    let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_BIG_LINES.rawValue | XML_PARSE_COMPACT.rawValue)
    let document = bytes.withUnsafeBytes { buffer in
        xmlCtxtReadMemory(
            parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: buffer.count), address, nil, options)
    }
    guard let document else { return nil }
    if document.pointee.intSubset != nil || document.pointee.extSubset != nil {
        collector.add("\(address): a document type declaration is not read\n")
        xmlFreeDoc(document)
        return nil
    }
    return document
}
