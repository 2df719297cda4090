internal import ImageFacts
internal import YAML

/// When a requirement applies: a statement over facts of the image.
indirect enum Predicate: Sendable, Hashable {
    case fact(ApplicabilityFact)
    case all([Predicate])
    case any([Predicate])
    case not(Predicate)

    /// Reads the value of `applies`: a fact name, or a mapping with one of `all`, `any`, `not`.
    init?(_ node: YAMLNode, _ fields: inout YAMLFields, depth: Int = 0) {
        guard depth < 20 else {
            fields.add(node.line, "applies is nested deeper than 20; say it with less")
            return nil
        }
        if let name = node.text?.trimmed, !name.isEmpty {
            guard let fact = ApplicabilityFact(name) else {
                fields.add(
                    node.line, "the fact \"\(name)\" is not known; there are: \(ApplicabilityFact.all.map(\.name).joined(separator: ", "))")
                return nil
            }
            self = .fact(fact)
            return
        }
        guard let pairs = node.mapping, pairs.count == 1, let pair = pairs.first, let key = pair.key.text,
            ["all", "any", "not"].contains(key)
        else {
            fields.add(node.line, "applies is a fact name, or a mapping with one of the keys all, any, not")
            return nil
        }
        if key == "not" {
            let single = pair.value.sequence.map { $0.count == 1 ? $0.first : nil } ?? pair.value
            guard let single else {
                fields.add(pair.value.line, "not takes one statement; write not: {any: […]} or not: {all: […]}")
                return nil
            }
            guard let inner = Predicate(single, &fields, depth: depth + 1) else { return nil }
            self = .not(inner)
            return
        }
        guard let nodes = pair.value.sequence, !nodes.isEmpty else {
            fields.add(pair.value.line, "\(key) takes a list of at least one statement")
            return nil
        }
        let inner = nodes.compactMap { Predicate($0, &fields, depth: depth + 1) }
        guard inner.count == nodes.count else { return nil }
        self = key == "all" ? .all(inner) : .any(inner)
    }

    /// Every fact it asks for, in order, with repetitions.
    var facts: [ApplicabilityFact] {
        switch self {
        case .fact(let fact): [fact]
        case .all(let inner), .any(let inner): inner.flatMap(\.facts)
        case .not(let inner): inner.facts
        }
    }

    /// An id that is the same for the same statement and no other: the statement in prefix notation.
    var id: String { "applies." + words }

    private var words: String {
        switch self {
        case .fact(let fact): fact.name
        case .all(let inner): inner.count == 1 ? inner[0].words : "all\(inner.count)." + inner.map(\.words).joined(separator: ".")
        case .any(let inner): inner.count == 1 ? inner[0].words : "any\(inner.count)." + inner.map(\.words).joined(separator: ".")
        case .not(let inner): "not." + inner.words
        }
    }

    /// The parts of a statement in the order that the schema of CPE's language asks for: tests before facts.
    static func testsFirst(_ parts: [Predicate]) -> [Predicate] { parts.filter { !$0.isFact } + parts.filter(\.isFact) }

    private var isFact: Bool {
        if case .fact = self { return true }
        return false
    }

    /// The statement for people.
    var text: String { phrase(isInner: false) }

    private func phrase(isInner: Bool) -> String {
        func joined(_ inner: [Predicate], _ word: String) -> String {
            guard inner.count > 1 else { return inner.first?.phrase(isInner: isInner) ?? "" }
            let text = inner.map { $0.phrase(isInner: true) }.joined(separator: " \(word) ")
            return isInner ? "(\(text))" : text
        }
        switch self {
        case .fact(let fact): return fact.title
        case .all(let inner): return joined(inner, "and")
        case .any(let inner): return joined(inner, "or")
        case .not(let inner): return "not \(inner.phrase(isInner: true))"
        }
    }
}
