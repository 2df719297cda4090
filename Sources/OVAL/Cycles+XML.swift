internal import Diagnostics
internal import XML

extension DefinitionsReading {
    /// How long a chain of definitions that extend each other, or of objects, states and variables, may be; evaluation follows it on its
    /// stack. Published content stays below ten.
    static let longestChain = 200

    /// Takes out what refers to itself, directly or through others, or stands at the head of too long a chain.
    mutating func checkCycles() {
        let places = Dictionary(definitions.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
        var extensions = [[Int]](repeating: [], count: definitions.count)
        for (place, definition) in definitions.enumerated() {
            definition.criteria?.references { reference, isTest in
                if !isTest, let target = places[reference.id] { extensions[place].append(target) }
            }
        }
        for finding in Chains.tooLong(extensions, limit: Self.longestChain) {
            let definition = definitions[finding.node]
            problems.add(definition.element.location, definition.id, text(of: finding, "extends") { definitions[$0].id })
            definitions[finding.node].criteria = .unresolvable(definition.id)
        }
        checkCollection()
    }

    /// The same for objects (sets, variables), states (variables) and variables (objects, variables).
    private mutating func checkCollection() {
        var nodes: [(reference: ContentReference, location: SourceLocation)] = []
        nodes += objects.map { (ContentReference(what: "object", id: $0.id), $0.location) }
        nodes += states.map { (ContentReference(what: "state", id: $0.id), $0.location) }
        nodes += variables.map { (ContentReference(what: "variable", id: $0.id), $0.location) }
        let places = Dictionary(nodes.enumerated().map { ($0.element.reference, $0.offset) }, uniquingKeysWith: { first, _ in first })
        var edges = [[Int]](repeating: [], count: nodes.count)
        var place = 0
        func add(_ reference: ContentReference) {
            if let target = places[reference] { edges[place].append(target) }
        }
        for object in objects {
            object.references(add)
            place += 1
        }
        for state in states {
            state.references(add)
            place += 1
        }
        for variable in variables {
            variable.references(add)
            place += 1
        }
        var removed: Set<ContentReference> = []
        for finding in Chains.tooLong(edges, limit: Self.longestChain) {
            let node = nodes[finding.node]
            removed.insert(node.reference)
            problems.add(node.location, node.reference.id, text(of: finding, "refers to") { nodes[$0].reference.id })
        }
        guard !removed.isEmpty else { return }
        objects.removeAll { removed.contains(ContentReference(what: "object", id: $0.id)) }
        states.removeAll { removed.contains(ContentReference(what: "state", id: $0.id)) }
        variables.removeAll { removed.contains(ContentReference(what: "variable", id: $0.id)) }
    }

    private func text(of finding: Chains.Finding, _ verb: String, _ name: (Int) -> String) -> String {
        switch finding.kind {
        case .cycle(let next): "\(verb) \"\(name(next))\" and through it itself; break the circle"
        case .tooLong: "\(verb) others in a chain of more than \(Self.longestChain); make it shorter"
        }
    }
}

/// Circles and long chains in a graph whose nodes are counted from 0. Nothing here recurses: the graph is foreign.
enum Chains {
    struct Finding {
        enum Kind {
            /// The node lies on a circle; `next` is the node it goes on to.
            case cycle(next: Int)
            case tooLong
        }
        var node: Int
        var kind: Kind
    }

    /// In the order of the nodes.
    static func tooLong(_ edges: [[Int]], limit: Int) -> [Finding] {
        var findings: [Finding] = []
        let component = components(edges)
        var members = [Int](repeating: 0, count: edges.count)
        for number in component { members[number] += 1 }
        // Components are numbered in the order in which they end, so what a node leads to has a lower number or its own.
        var length = [Int](repeating: 1, count: edges.count)
        let order = edges.indices.sorted { (component[$0], $0) < (component[$1], $1) }
        var isCut = [Bool](repeating: false, count: edges.count)
        var isCyclic = [Bool](repeating: false, count: edges.count)
        for node in order {
            isCyclic[node] = members[component[node]] > 1 || edges[node].contains(node)
            guard !isCyclic[node] else { continue }
            for target in edges[node] { length[node] = max(length[node], length[target] + 1) }
            // It is taken out, so what leads to it begins a new chain.
            if length[node] > limit { (length[node], isCut[node]) = (0, true) }
        }
        for node in edges.indices {
            if isCyclic[node], let next = edges[node].first(where: { component[$0] == component[node] }) {
                findings.append(Finding(node: node, kind: .cycle(next: next)))
            } else if isCut[node] {
                findings.append(Finding(node: node, kind: .tooLong))
            }
        }
        return findings
    }

    /// The number of the strongly connected component of each node (Tarjan's algorithm with a stack of its own).
    private static func components(_ edges: [[Int]]) -> [Int] {
        let unvisited = -1
        var index = [Int](repeating: unvisited, count: edges.count)
        var low = index
        var component = index
        var stack: [Int] = []
        var path: [(node: Int, nextEdge: Int)] = []
        var visited = 0
        var components = 0
        for root in edges.indices where index[root] == unvisited {
            path.append((root, 0))
            while let (node, edge) = path.last {
                if edge == 0 {
                    index[node] = visited
                    low[node] = visited
                    visited += 1
                    stack.append(node)
                }
                if edge < edges[node].count {
                    path[path.count - 1].nextEdge += 1
                    let target = edges[node][edge]
                    if index[target] == unvisited {
                        path.append((target, 0))
                    } else if component[target] == unvisited {
                        low[node] = min(low[node], index[target])
                    }
                    continue
                }
                path.removeLast()
                if let above = path.last?.node { low[above] = min(low[above], low[node]) }
                if low[node] == index[node] {
                    while let member = stack.popLast() {
                        component[member] = components
                        if member == node { break }
                    }
                    components += 1
                }
            }
        }
        return component
    }
}
