/// A path into a YAML document, as `yamlfilecontent` has them.
///
/// The language of OpenSCAP's yaml-filter: `.key`, `['key']`, `["key"]`, several keys `['a','b']`, indices `[0]`, `[0,2]`, slices
/// `[start:end:step]`, where `[:]` is all.
public struct YAMLPath: Sendable, Hashable {
    private enum Step: Sendable, Hashable {
        case keys([String])
        case indices([Int])
        case slice(start: Int?, end: Int?, step: Int)
    }

    private var steps: [Step] = []
    /// The path as written.
    public let text: String

    /// A path.
    ///
    /// - Throws: ``YAMLError`` where the text is no path; its line is 0.
    public init(_ text: String) throws(YAMLError) {
        self.text = text
        var rest = Array(text.unicodeScalars)[...]
        func problem(_ what: String) -> YAMLError {
            YAMLError(line: 0, "the YAML path '\(text)' is none: \(what)")
        }
        // "." alone is the document.
        if text == "." { return }
        while let first = rest.first {
            switch first {
            case ".":
                rest.removeFirst()
                // `.[0]` is what `[0]` is.
                if rest.first == "[" { continue }
                steps.append(.keys([try Self.name(&rest, problem)]))
            case "[":
                rest.removeFirst()
                steps.append(try Self.bracket(&rest, problem))
            default:
                guard steps.isEmpty else { throw problem("'.' or '[' is expected") }
                steps.append(.keys([try Self.name(&rest, problem)]))
            }
            if steps.count > 100 { throw problem("more than 100 steps") }
        }
    }

    private static func name(
        _ rest: inout ArraySlice<Unicode.Scalar>, _ problem: (String) -> YAMLError
    ) throws(YAMLError) -> String {
        var name = String.UnicodeScalarView()
        while let next = rest.first, next != ".", next != "[" {
            name.append(next)
            rest.removeFirst()
        }
        if name.isEmpty { throw problem("a key is missing") }
        return String(name)
    }

    private static func bracket(
        _ rest: inout ArraySlice<Unicode.Scalar>, _ problem: (String) -> YAMLError
    ) throws(YAMLError) -> Step {
        func skipSpaces() { while rest.first == " " { rest.removeFirst() } }
        skipSpaces()
        if rest.first == "'" || rest.first == "\"" {
            var keys: [String] = []
            while let quote = rest.first, quote == "'" || quote == "\"" {
                rest.removeFirst()
                guard let end = rest.firstIndex(of: quote) else { throw problem("the quote is not closed") }
                var key = String.UnicodeScalarView()
                key.append(contentsOf: rest[..<end])
                keys.append(String(key))
                rest = rest[rest.index(after: end)...]
                skipSpaces()
                if rest.first == "," {
                    rest.removeFirst()
                    skipSpaces()
                }
            }
            guard rest.first == "]" else { throw problem("']' is expected") }
            rest.removeFirst()
            return .keys(keys)
        }
        guard let end = rest.firstIndex(of: "]") else { throw problem("']' is missing") }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: rest[..<end])
        let inside = String(view)
        if inside.trimmed == "*" {
            rest = rest[rest.index(after: end)...]
            return .slice(start: nil, end: nil, step: 1)
        }
        func number(_ text: Substring) throws(YAMLError) -> Int {
            guard let number = Int(text.trimmed) else { throw problem("'\(text)' is no number") }
            return number
        }
        let step: Step
        if inside.contains(":") {
            let parts = inside.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count <= 3 else { throw problem("a slice has at most three numbers") }
            func part(_ place: Int) throws(YAMLError) -> Int? {
                place < parts.count && !parts[place].trimmed.isEmpty ? try number(parts[place]) : nil
            }
            let stride = try part(2) ?? 1
            guard stride != 0 else { throw problem("a step of 0") }
            step = .slice(start: try part(0), end: try part(1), step: stride)
        } else {
            var indices: [Int] = []
            for text in inside.split(separator: ",", omittingEmptySubsequences: false) {
                let index = try number(text)
                if index < 0 { throw problem("an index below 0") }
                indices.append(index)
            }
            step = .indices(indices)
        }
        rest = rest[rest.index(after: end)...]
        return step
    }

    /// What the path leads to; `nil` where it leads to nothing. A slice, or a choice of several, gives a sequence or mapping of what it chose.
    public func select(from node: YAMLNode) -> YAMLNode? { select(steps[...], from: node) }

    private func select(_ steps: ArraySlice<Step>, from node: YAMLNode) -> YAMLNode? {
        guard let step = steps.first else { return node }
        let rest = steps.dropFirst()
        switch (step, node.content) {
        case (.keys(let keys), .mapping(let pairs)):
            if keys.count == 1 { return node[keys[0]].flatMap { select(rest, from: $0) } }
            let chosen = pairs.compactMap { pair -> YAMLNode.Pair? in
                guard let key = pair.key.text, keys.contains(key), let value = select(rest, from: pair.value) else { return nil }
                return .init(key: pair.key, value: value)
            }
            return chosen.isEmpty ? nil : YAMLNode(.mapping(chosen), tag: node.tag, line: node.line, column: node.column)
        case (.indices(let indices), .sequence(let nodes)):
            let places = indices.filter(nodes.indices.contains)
            if indices.count == 1 { return places.first.flatMap { select(rest, from: nodes[$0]) } }
            return sequence(places.compactMap { select(rest, from: nodes[$0]) }, of: node)
        case (.slice(let start, let end, let stride), .sequence(let nodes)):
            func place(_ value: Int) -> Int { min(max(value < 0 ? nodes.count + value : value, 0), nodes.count) }
            let from = start.map(place) ?? (stride > 0 ? 0 : nodes.count - 1)
            let to = end.map(place) ?? (stride > 0 ? nodes.count : -1)
            let places = Swift.stride(from: from, to: to, by: stride).filter(nodes.indices.contains)
            return sequence(places.compactMap { select(rest, from: nodes[$0]) }, of: node)
        case (.keys, _), (.indices, _), (.slice, _): return nil
        }
    }

    private func sequence(_ nodes: [YAMLNode], of node: YAMLNode) -> YAMLNode {
        YAMLNode(.sequence(nodes), tag: node.tag, line: node.line, column: node.column)
    }
}

extension StringProtocol {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
