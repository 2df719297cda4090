internal import CYAML

/// What is wrong with some YAML.
public struct YAMLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The line, from 1; 0 where it is about the whole.
    public var line: Int
    /// What, and what to do.
    public var message: String

    /// An error at a line.
    public init(line: Int, _ message: String) {
        self.line = line
        self.message = message
    }

    /// Line and message, ready to print after the name of the file.
    public var description: String { line > 0 ? "line \(line): \(message)" : message }
}

/// What is read at most of some YAML.
public struct YAMLLimits: Sendable, Hashable {
    /// Bytes of text.
    public var bytes: Int
    /// Nodes in nodes.
    public var depth: Int
    /// Nodes, those that aliases repeat counted each time.
    public var nodes: Int

    /// 16 MiB, 100 deep, a million nodes, unless other numbers are given.
    public init(bytes: Int = 16 << 20, depth: Int = 100, nodes: Int = 1_000_000) {
        self.bytes = bytes
        self.depth = depth
        self.nodes = nodes
    }
}

extension YAMLNode {
    /// The documents of a YAML stream, in order.
    ///
    /// - Parameters:
    ///   - uniqueKeys: Whether a key that a mapping has twice is an error, as YAML 1.2, section 3.2.1.1 has it.
    /// - Throws: ``YAMLError`` where the text is no YAML, names an anchor that is not defined before, or exceeds `limits`.
    public static func documents(
        _ bytes: [UInt8], limits: YAMLLimits = .init(), uniqueKeys: Bool = true
    ) throws(YAMLError) -> [YAMLNode] {
        if bytes.count > limits.bytes { throw YAMLError(line: 0, "more than \(limits.bytes) bytes") }
        // The parser points into itself, so it must stay where it is.
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { parser.deallocate() }
        guard yaml_parser_initialize(parser) == 1 else { throw YAMLError(line: 0, "the parser could not be made") }
        defer { yaml_parser_delete(parser) }
        // The parser keeps the pointer until it is deleted, so everything happens inside.
        let result = bytes.withUnsafeBufferPointer { buffer -> Result<[YAMLNode], YAMLError> in
            var empty: UInt8 = 0
            return withUnsafePointer(to: &empty) { none in
                yaml_parser_set_input_string(parser, buffer.baseAddress ?? none, buffer.count)
                var composer = Composer(bytes: bytes, limits: limits, uniqueKeys: uniqueKeys)
                do throws(YAMLError) { return .success(try composer.documents(parser)) } catch { return .failure(error) }
            }
        }
        return try result.get()
    }

    /// The one document of a YAML stream.
    public init(_ bytes: [UInt8], limits: YAMLLimits = .init()) throws(YAMLError) {
        let documents = try YAMLNode.documents(bytes, limits: limits)
        guard let first = documents.first else { throw YAMLError(line: 0, "it is empty") }
        if documents.count > 1 { throw YAMLError(line: documents[1].line, "a second document; one is asked for") }
        self = first
    }
}

/// Makes nodes of the events of libyaml.
private struct Composer {
    let bytes: [UInt8]
    let limits: YAMLLimits
    let uniqueKeys: Bool
    private var anchors: [String: (node: YAMLNode, nodes: Int)] = [:]
    private var nodes = 0

    init(bytes: [UInt8], limits: YAMLLimits, uniqueKeys: Bool) {
        self.bytes = bytes
        self.limits = limits
        self.uniqueKeys = uniqueKeys
    }

    /// An event, copied out of libyaml.
    private enum Event {
        case streamEnd, documentStart, other
        case alias(String, line: Int)
        case scalar(YAMLNode, anchor: String?)
        case sequenceStart(tag: String?, anchor: String?, line: Int, column: Int)
        case mappingStart(tag: String?, anchor: String?, line: Int, column: Int)
        case end
    }

    mutating func documents(_ parser: UnsafeMutablePointer<yaml_parser_t>) throws(YAMLError) -> [YAMLNode] {
        var documents: [YAMLNode] = []
        while true {
            switch try next(parser) {
            case .streamEnd: return documents
            case .documentStart:
                anchors = [:]
                documents.append(try node(parser, try next(parser), depth: 1))
            case .other, .alias, .scalar, .sequenceStart, .mappingStart, .end: continue
            }
        }
    }

    private mutating func node(_ parser: UnsafeMutablePointer<yaml_parser_t>, _ event: Event, depth: Int) throws(YAMLError) -> YAMLNode {
        let before = nodes
        switch event {
        case .alias(let name, let line):
            guard let target = anchors[name] else { throw YAMLError(line: line, "the anchor \"\(name)\" is not defined before") }
            try count(target.nodes, line)
            return target.node
        case .scalar(let node, let anchor):
            try count(1, node.line)
            if let anchor { anchors[anchor] = (node, 1) }
            return node
        case .sequenceStart(let tag, let anchor, let line, let column):
            try enter(depth, line)
            var children: [YAMLNode] = []
            while true {
                let event = try next(parser)
                if case .end = event { break }
                children.append(try node(parser, event, depth: depth + 1))
            }
            let node = YAMLNode(.sequence(children), tag: tag, line: line, column: column)
            if let anchor { anchors[anchor] = (node, nodes - before) }
            return node
        case .mappingStart(let tag, let anchor, let line, let column):
            try enter(depth, line)
            var pairs: [YAMLNode.Pair] = []
            var keys: Set<String> = []
            while true {
                let event = try next(parser)
                if case .end = event { break }
                let key = try node(parser, event, depth: depth + 1)
                if uniqueKeys, let text = key.text, !keys.insert(text).inserted {
                    throw YAMLError(line: key.line, "the key \"\(text)\" stands twice; keep one")
                }
                pairs.append(.init(key: key, value: try node(parser, try next(parser), depth: depth + 1)))
            }
            let node = YAMLNode(.mapping(pairs), tag: tag, line: line, column: column)
            if let anchor { anchors[anchor] = (node, nodes - before) }
            return node
        case .streamEnd, .documentStart, .other, .end: throw YAMLError(line: 0, "it ends in the middle of a document")
        }
    }

    private mutating func enter(_ depth: Int, _ line: Int) throws(YAMLError) {
        if depth > limits.depth { throw YAMLError(line: line, "nested deeper than \(limits.depth)") }
        try count(1, line)
    }

    private mutating func count(_ more: Int, _ line: Int) throws(YAMLError) {
        nodes += more
        if nodes > limits.nodes { throw YAMLError(line: line, "more than \(limits.nodes) nodes, repeated ones counted each time") }
    }

    private func next(_ parser: UnsafeMutablePointer<yaml_parser_t>) throws(YAMLError) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else {
            let problem = parser.pointee.problem.map { String(cString: $0) } ?? "it is no YAML"
            let isReading = parser.pointee.error == YAML_READER_ERROR
            // What decodes the bytes knows no lines.
            let line =
                isReading
                ? bytes.prefix(Int(parser.pointee.problem_offset)).count { $0 == 0x0A } + 1 : Int(parser.pointee.problem_mark.line) + 1
            throw YAMLError(line: line, isReading ? "\(problem); write text in UTF-8" : problem)
        }
        defer { yaml_event_delete(&event) }
        let line = Int(event.start_mark.line) + 1
        let column = Int(event.start_mark.column) + 1
        switch event.type {
        case YAML_STREAM_END_EVENT: return .streamEnd
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_ALIAS_EVENT: return .alias(text(event.data.alias.anchor) ?? "", line: line)
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            let node = YAMLNode(
                .scalar(String(decoding: bytes, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE), tag: text(scalar.tag),
                line: line, column: column)
            return .scalar(node, anchor: text(scalar.anchor))
        case YAML_SEQUENCE_START_EVENT:
            let start = event.data.sequence_start
            return .sequenceStart(tag: text(start.tag), anchor: text(start.anchor), line: line, column: column)
        case YAML_MAPPING_START_EVENT:
            let start = event.data.mapping_start
            return .mappingStart(tag: text(start.tag), anchor: text(start.anchor), line: line, column: column)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .end
        default: return .other
        }
    }

    private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        guard let pointer else { return nil }
        return String(cString: pointer)
    }
}
