internal import CLibXML2
internal import Diagnostics
internal import Glibc

/// Reads a document into the rows of ``XMLDocument`` by libxml2's SAX2 interface.
///
/// The state is a struct behind one pointer: as a class, checks for exclusive access took a third of the reading time.
struct XMLTapeReader {
    private(set) var nodes: [XMLDocument.Node] = []
    private(set) var attributes: [XMLDocument.Attribute] = []
    private(set) var names: [XMLName] = []
    private(set) var arena: [UInt8] = []

    private let source: UnsafeBufferPointer<UInt8>
    private let limits: XMLLimits
    private let context: xmlParserCtxtPtr
    private var nameCache = [(local: UnsafeRawPointer?, namespace: UnsafeRawPointer?, symbol: Int32)](repeating: (nil, nil, 0), count: 4096)
    private var symbols: [XMLName: Int32] = [:]
    /// The open elements, and the last row inside each.
    private var open: [(index: Int32, lastChild: Int32)] = []
    private var failure: (line: Int, message: String)?

    /// Reads a document in UTF-8.
    static func read(_ bytes: [UInt8], name: String, limits: XMLLimits) throws(XMLError) -> XMLTapeReader {
        func failed(_ line: Int, _ message: String) -> XMLError { XMLError(at: SourceLocation(file: name, line: line), message) }
        // Places are kept in 32 bits.
        guard bytes.count < Int(Int32.max) else {
            throw failed(0, "the document has \(bytes.count) bytes; at most \(Int32.max - 1) are read")
        }
        guard LibXML.isReady else { throw failed(0, "libxml2 could not be set up") }
        if let tooLarge = TagScan.tooLarge(in: bytes, limits: limits) { throw failed(tooLarge.line, tooLarge.message) }
        let outcome: Result<XMLTapeReader, XMLError> = bytes.withUnsafeBufferPointer { source in
            let input = UnsafeMutablePointer<ParserInput>.allocate(capacity: 1)
            input.initialize(to: ParserInput(rest: source))
            defer { input.deallocate() }
            // From memory libxml2 would keep a second copy of the document while it reads; from a callback it keeps a few thousand bytes.
            guard let context = xmlCreateIOParserCtxt(nil, nil, ParserInput.read, nil, input, XML_CHAR_ENCODING_UTF8) else {
                return .failure(failed(0, "libxml2 could not be set up"))
            }
            defer { xmlFreeParserCtxt(context) }
            var reader = XMLTapeReader(source: source, limits: limits, context: context)
            reader.nodes.reserveCapacity(source.count / 60)
            reader.attributes.reserveCapacity(source.count / 100)
            withUnsafeMutablePointer(to: &reader) { pointer in
                install(pointer, in: context)
                xmlParseDocument(context)
                context.pointee._private = nil
            }
            if let failure = reader.failure { return .failure(failed(failure.line, failure.message)) }
            if context.pointee.wellFormed == 0 { return .failure(failed(0, "the document is not well-formed XML")) }
            guard !reader.nodes.isEmpty else { return .failure(failed(0, "the document has no element")) }
            return .success(reader)
        }
        return try outcome.get()
    }

    private init(source: UnsafeBufferPointer<UInt8>, limits: XMLLimits, context: xmlParserCtxtPtr) {
        self.source = source
        self.limits = limits
        self.context = context
    }

    private static func install(_ reader: UnsafeMutablePointer<XMLTapeReader>, in context: xmlParserCtxtPtr) {
        xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_BIG_LINES.rawValue | XML_PARSE_IGNORE_ENC.rawValue))
        context.pointee._private = UnsafeMutableRawPointer(reader)
        let sax: UnsafeMutablePointer<xmlSAXHandler> = context.pointee.sax
        sax.pointee.startElementNs = { context, local, _, namespace, _, _, count, _, attributes in
            XMLTapeReader.state(context)?.pointee.start(local, namespace, Int(count), attributes)
        }
        sax.pointee.endElementNs = { context, _, _, _ in XMLTapeReader.state(context)?.pointee.end() }
        sax.pointee.characters = { context, text, count in XMLTapeReader.state(context)?.pointee.text(text, Int(count)) }
        sax.pointee.ignorableWhitespace = { context, text, count in XMLTapeReader.state(context)?.pointee.text(text, Int(count)) }
        sax.pointee.cdataBlock = { context, text, count in XMLTapeReader.state(context)?.pointee.text(text, Int(count)) }
        sax.pointee.comment = nil
        sax.pointee.processingInstruction = nil
        sax.pointee.internalSubset = { context, _, _, _ in
            XMLTapeReader.state(context)?.pointee.stop("a document type declaration (<!DOCTYPE>) is not accepted; remove it")
        }
        sax.pointee.serror = { context, error in
            guard let error else { return }
            XMLTapeReader.state(context)?.pointee.report(error)
        }
    }

    private static func state(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<XMLTapeReader>? {
        context?.assumingMemoryBound(to: xmlParserCtxt.self).pointee._private?.assumingMemoryBound(to: XMLTapeReader.self)
    }

    private var line: Int { context.pointee.input.map { Int($0.pointee.line) } ?? 0 }

    /// After a stop libxml2 may still call it well-formed, so the failure is kept here.
    private mutating func stop(_ message: String) {
        if failure == nil { failure = (line, message) }
        xmlStopParser(context)
    }

    private mutating func report(_ error: UnsafePointer<xmlError>) {
        guard failure == nil, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
        let text = error.pointee.message.map { String(cString: $0) } ?? "the document is not well-formed XML"
        let oneLine = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        failure = (Int(error.pointee.line), "not well-formed XML: \(oneLine)")
        xmlStopParser(context)
    }

    private mutating func start(
        _ local: UnsafePointer<xmlChar>?, _ namespace: UnsafePointer<xmlChar>?, _ count: Int,
        _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard open.count < limits.depth else { return stop("elements are nested more than \(limits.depth) deep") }
        guard nodes.count < Int(Int32.max) / 2 else { return stop("the document has too many elements") }
        let first = Int32(attributes.count)
        if let values {
            for index in 0..<count {
                // Five pointers an attribute: local name, prefix, namespace, start and end of the value.
                let place = index * 5
                guard let start = values[place + 3], let end = values[place + 4] else { continue }
                let (at, length) = keepValue(start, end - start)
                attributes.append(.init(name: symbol(values[place], values[place + 2]), start: at, count: length))
            }
        }
        append(
            .init(
                name: symbol(local, namespace), parent: -1, next: -1, line: Int32(clamping: line), start: first,
                count: Int32(attributes.count) - first))
        open.append((Int32(nodes.count - 1), -1))
    }

    private mutating func end() {
        if !open.isEmpty { open.removeLast() }
    }

    private mutating func text(_ text: UnsafePointer<xmlChar>?, _ count: Int) {
        guard let text, count > 0, !open.isEmpty else { return }
        let (at, length) = place(text, count) ?? placeBefore(text, count) ?? keep(UnsafeBufferPointer(start: text, count: count))
        // Long text comes in pieces; where they touch they are one run.
        if let place = open.last?.lastChild, place >= 0, Int(place) == nodes.count - 1, nodes[Int(place)].name < 0,
            (nodes[Int(place)].start >= 0) == (at >= 0), nodes[Int(place)].end == (at >= 0 ? at : ~at)
        {
            nodes[Int(place)].count += length
            return
        }
        append(.init(name: -1, parent: -1, next: -1, line: 0, start: at, count: length))
    }

    private mutating func append(_ node: XMLDocument.Node) {
        var node = node
        if let last = open.indices.last {
            node.parent = open[last].index
            if open[last].lastChild >= 0 { nodes[Int(open[last].lastChild)].next = Int32(nodes.count) }
            open[last].lastChild = Int32(nodes.count)
        }
        nodes.append(node)
    }

    /// Where the bytes are in the source, if libxml2 hands out its buffer.
    ///
    /// The place is checked by comparing the bytes, so that nothing rests on how a version of libxml2 keeps its buffer.
    private func place(_ text: UnsafePointer<xmlChar>, _ count: Int) -> (Int32, Int32)? {
        guard count > 0 else { return (0, 0) }
        guard let input = context.pointee.input, let base = input.pointee.base, let end = input.pointee.end, text >= base,
            text + count <= end
        else { return nil }
        return same(text, count, at: (text - base) + Int(input.pointee.consumed))
    }

    /// Where the bytes are in the source, if libxml2 read them just now: text that is not ASCII alone comes as a copy.
    private func placeBefore(_ text: UnsafePointer<xmlChar>, _ count: Int) -> (Int32, Int32)? {
        guard let input = context.pointee.input, let base = input.pointee.base, let current = input.pointee.cur else { return nil }
        let before = (current - base) + Int(input.pointee.consumed) - count
        // At the end of text the parser stands behind it, in its middle before the last character, in CDATA at the last of "]]>".
        for shift in [0, 1, 2, 3, 4, -2] {
            if let place = same(text, count, at: before + shift) { return place }
        }
        return nil
    }

    private func same(_ text: UnsafePointer<xmlChar>, _ count: Int, at place: Int) -> (Int32, Int32)? {
        guard place >= 0, place + count <= source.count, let start = source.baseAddress, memcmp(start + place, text, count) == 0 else {
            return nil
        }
        return (Int32(place), Int32(count))
    }

    private mutating func keep(_ bytes: some Collection<UInt8>) -> (Int32, Int32) {
        let place = arena.count
        arena.append(contentsOf: bytes)
        return (~Int32(place), Int32(bytes.count))
    }

    /// The same for the value of an attribute. libxml2 hands out an ampersand in it as `&#38;`, which can stand for nothing else there: a
    /// value that has been read holds no reference.
    private mutating func keepValue(_ text: UnsafePointer<xmlChar>, _ count: Int) -> (Int32, Int32) {
        if let place = place(text, count) { return place }
        let value = UnsafeBufferPointer(start: text, count: count)
        guard value.contains(UInt8(ascii: "&")) else { return keep(value) }
        var plain: [UInt8] = []
        var index = 0
        while index < count {
            plain.append(value[index])
            let isReference =
                value[index] == UInt8(ascii: "&") && index + 5 <= count && value[index..<index + 5].elementsEqual("&#38;".utf8)
            index += isReference ? 5 : 1
        }
        return keep(plain)
    }

    /// The symbol of a name; libxml2 hands out one pointer per distinct string, so most look-ups compare two pointers.
    private mutating func symbol(_ local: UnsafePointer<xmlChar>?, _ namespace: UnsafePointer<xmlChar>?) -> Int32 {
        let hash = (UInt(bitPattern: local) >> 3) &* 31 &+ (UInt(bitPattern: namespace) >> 4)
        let slot = Int(hash & 4095)
        let cached = nameCache[slot]
        if cached.local == UnsafeRawPointer(local), cached.namespace == UnsafeRawPointer(namespace), local != nil { return cached.symbol }
        // Declarations of namespaces are attributes, with the same ampersands.
        let uri = namespace.map { String(cString: $0).replacing("&#38;", with: "&") } ?? ""
        let name = XMLName(local.map { String(cString: $0) } ?? "", namespace: uri)
        let symbol: Int32
        if let known = symbols[name] {
            symbol = known
        } else {
            symbol = Int32(names.count)
            names.append(name)
            symbols[name] = symbol
        }
        nameCache[slot] = (UnsafeRawPointer(local), UnsafeRawPointer(namespace), symbol)
        return symbol
    }
}

/// What libxml2 has not read yet.
private struct ParserInput {
    var rest: UnsafeBufferPointer<UInt8>

    static let read: @convention(c) (UnsafeMutableRawPointer?, UnsafeMutablePointer<CChar>?, Int32) -> Int32 = { state, buffer, room in
        guard let state = state?.assumingMemoryBound(to: ParserInput.self), let buffer, room > 0 else { return -1 }
        let rest = state.pointee.rest
        let count = min(Int(room), rest.count)
        guard count > 0, let from = rest.baseAddress else { return 0 }
        memcpy(buffer, from, count)
        state.pointee.rest = UnsafeBufferPointer(rebasing: rest[count...])
        return Int32(count)
    }
}
