import ImageFS
import OVAL
import YAML

extension Probe {
    /// `yamlfilecontent`: what a path selects in YAML files, as records.
    ///
    /// OVAL 5.11.3, independent-definitions, `yamlfilecontent_object`. A mapping is a record, its keys the names of the fields with each capital
    /// written as `^` and its small letter, since names of fields have none; what is no mapping is a field `#`. A file that is no YAML is an
    /// error of the object, never "no match".
    public static let yamlfilecontent = Probe(
        .independent, "yamlfilecontent",
        object: [.oneOf([["filepath"], ["path", "filename"], ["content"]]), "yamlpath"],
        item: ["filepath", "path", "filename", "content", "yamlpath", "value", "windows_view"]
    ) { object, context throws(CollectionFailure) in
        guard let yamlpath = object.entity("yamlpath"), yamlpath.operation == .equals else {
            throw CollectionFailure(.error, "\(object.object.id): yamlpath takes no operation but equals")
        }
        var paths: [YAMLPath] = []
        for text in yamlpath.values {
            do throws(YAMLError) { paths.append(try YAMLPath(text)) } catch { throw CollectionFailure(.error, error.message) }
        }
        var found = ItemGathering(object, context)
        var failures: [Message] = []
        func add(_ bytes: [UInt8], _ name: String, _ place: [ItemEntity]) throws(CollectionFailure) {
            do throws(YAMLError) {
                let documents = try YAMLNode.documents(bytes, uniqueKeys: false)
                for path in paths {
                    let records = try YAMLRecords(documents.compactMap { path.select(from: $0) }, path: path.text).records
                    if records.isEmpty { continue }
                    let item = Item(object.object.kind, place + [ItemEntity("yamlpath", path.text)] + records)
                    // What filters and limits say is no fault of the file.
                    do throws(CollectionFailure) { try found.add(item) } catch { failures.append(Message(.error, error.message)) }
                }
            } catch { failures.append(Message(.error, "\(name): \(error)")) }
        }
        if let content = object.entity("content") {
            guard content.operation == .equals else {
                throw CollectionFailure(.error, "\(object.object.id): content takes no operation but equals")
            }
            for text in content.values { try add(Array(text.utf8), "content", [ItemEntity("content", text)]) }
            return failures.isEmpty ? found.collected() : Collected(.error, found.items, messages: failures)
        }
        var unread = SearchProblems()
        var problems = try FileSearch(object, context).find { file throws(CollectionFailure) in
            guard failures.count < 20, let bytes = content(of: file, context, &unread) else { return }
            try add(bytes, file.description, file.entities)
        }
        guard failures.isEmpty else { return Collected(.error, found.items, messages: failures + problems.messages) }
        problems.add(unread)
        return found.collected(problems)
    }
}

/// Nodes as the records of an item.
private struct YAMLRecords {
    private(set) var records: [ItemEntity] = []
    private let path: String

    init(_ nodes: [YAMLNode], path: String) throws(YAMLError) {
        self.path = path
        var loose: [ItemEntity] = []
        for node in nodes {
            for part in node.sequence ?? [node] {
                switch part.content {
                case .scalar: loose.append(try field("#", part))
                case .mapping(let pairs): add(try fields(of: pairs, part))
                case .sequence(let inner): add(try inner.map { node throws(YAMLError) in try field("#", node) })
                }
            }
        }
        add(loose)
    }

    private mutating func add(_ fields: [ItemEntity]) {
        if !fields.isEmpty { records.append(ItemEntity("value", "", .record, fields: fields)) }
    }

    private func fields(of pairs: [YAMLNode.Pair], _ node: YAMLNode) throws(YAMLError) -> [ItemEntity] {
        var fields: [ItemEntity] = []
        for pair in pairs {
            guard let key = pair.key.text else { throw YAMLError(line: pair.key.line, "a key is no scalar, so it cannot name a field") }
            let name = escaped(key)
            if let values = pair.value.sequence {
                for value in values { fields.append(try field(name, value)) }
            } else {
                fields.append(try field(name, pair.value))
            }
        }
        return fields
    }

    private func field(_ name: String, _ node: YAMLNode) throws(YAMLError) -> ItemEntity {
        guard let scalar = node.scalar, let text = node.text else {
            throw YAMLError(line: node.line, "'\(path)' leads to mappings or sequences inside of others; a record has fields only")
        }
        func decimal(_ digits: Substring, radix: Int) -> String { Int64(digits, radix: radix).map(String.init) ?? text }
        return switch scalar {
        case .bool(let value): ItemEntity(name, value ? "true" : "false", .boolean)
        case .int(let digits):
            if digits.hasPrefix("0o") {
                ItemEntity(name, decimal(digits.dropFirst(2), radix: 8), .int)
            } else if digits.hasPrefix("0x") {
                ItemEntity(name, decimal(digits.dropFirst(2), radix: 16), .int)
            } else {
                ItemEntity(name, digits.hasPrefix("+") ? String(digits.dropFirst()) : digits, .int)
            }
        case .float(let value): ItemEntity(name, value, .float)
        case .null, .string: ItemEntity(name, text)
        }
    }

    private func escaped(_ key: String) -> String {
        var name = String.UnicodeScalarView()
        for scalar in key.unicodeScalars {
            if scalar == "^" || ("A"..."Z").contains(scalar) { name.append("^") }
            name.append(
                contentsOf: ("A"..."Z").contains(scalar)
                    ? Substring(String(scalar).lowercased()).unicodeScalars : Substring(String(scalar)).unicodeScalars)
        }
        return String(name)
    }
}
