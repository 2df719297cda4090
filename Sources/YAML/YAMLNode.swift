/// A node of a YAML document.
///
/// YAML 1.2, chapter 3 "Processes and Models", "Representation Graph". Aliases are replaced by what they stand for.
public struct YAMLNode: Sendable, Hashable {
    /// What a node holds.
    public indirect enum Content: Sendable, Hashable {
        /// Text, and whether it was written plain, without quotes or block: only then does it stand for a number, a boolean or nothing.
        case scalar(String, isPlain: Bool)
        /// Nodes in order.
        case sequence([YAMLNode])
        /// Pairs in the order of the text.
        case mapping([Pair])
    }

    /// A key and its value.
    public struct Pair: Sendable, Hashable {
        /// The key, most often a scalar.
        public var key: YAMLNode
        /// What it maps to.
        public var value: YAMLNode
    }

    /// What it holds.
    public var content: Content
    /// The tag as written, e.g. `tag:yaml.org,2002:str` for `!!str`; `nil` where none is.
    public var tag: String?
    /// The line it begins in, from 1.
    public var line: Int
    /// The column it begins in, from 1.
    public var column: Int

    init(_ content: Content, tag: String?, line: Int, column: Int) {
        self.content = content
        self.tag = tag
        self.line = line
        self.column = column
    }

    /// The text of a scalar; `nil` for collections.
    public var text: String? {
        if case .scalar(let text, _) = content { return text }
        return nil
    }

    /// The nodes of a sequence; `nil` for anything else.
    public var sequence: [YAMLNode]? {
        if case .sequence(let nodes) = content { return nodes }
        return nil
    }

    /// The pairs of a mapping; `nil` for anything else.
    public var mapping: [Pair]? {
        if case .mapping(let pairs) = content { return pairs }
        return nil
    }

    /// The value of the first pair whose key is the scalar `key`.
    public subscript(_ key: String) -> YAMLNode? { mapping?.first { $0.key.text == key }?.value }

    /// What a scalar stands for by the core schema.
    public var scalar: YAMLScalar? {
        guard case .scalar(let text, let isPlain) = content else { return nil }
        return YAMLScalar(text, isPlain: isPlain, tag: tag)
    }
}

/// What a scalar stands for.
///
/// YAML 1.2, section 10.3.2 "Tag Resolution" of the core schema.
public enum YAMLScalar: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(String)
    case float(String)
    case string(String)

    /// Resolves a scalar: a tag decides, else quotes make text, else the form of the text does.
    public init(_ text: String, isPlain: Bool, tag: String? = nil) {
        let core = "tag:yaml.org,2002:"
        switch tag {
        case core + "str": self = .string(text)
        case core + "int": self = .int(text)
        case core + "float": self = .float(text)
        case core + "bool": self = Self.bool(of: text).map { .bool($0) } ?? .string(text)
        case core + "null": self = .null
        case .some: self = .string(text)
        case nil:
            if !isPlain {
                self = .string(text)
            } else if ["", "~", "null", "Null", "NULL"].contains(text) {
                self = .null
            } else if let bool = Self.bool(of: text) {
                self = .bool(bool)
            } else if text.wholeMatch(of: /[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+/) != nil {
                self = .int(text)
            } else if text.wholeMatch(of: /[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)/) != nil
            {
                self = .float(text)
            } else {
                self = .string(text)
            }
        }
    }

    private static func bool(of text: String) -> Bool? {
        switch text {
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        default: nil
        }
    }
}
