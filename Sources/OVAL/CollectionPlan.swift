/// What an evaluation needs, in the order in which it can be had.
public struct CollectionPlan: Sendable {
    /// What can be done once the waves before it are done: first the variables, in this order, then all objects, in any.
    public struct Wave: Sendable {
        /// Ids of variables; each after those it refers to.
        public var variables: [String] = []
        /// Ids of objects.
        public var objects: [String] = []
    }

    /// Ids of the definitions, each after those it extends.
    public private(set) var definitions: [String] = []
    /// Ids of the tests.
    public private(set) var tests: [String] = []
    /// Ids of the states.
    public private(set) var states: [String] = []
    /// The waves.
    public private(set) var waves: [Wave] = []
    private var cycles: [ContentNode: String] = [:]

    /// Plans the evaluation of these definitions of a document, with all that they lead to.
    ///
    /// Nothing here recurses over references, so that their length is bounded by memory alone; those that lead back to where they started
    /// are found and make an error of everything on the way.
    public init(_ content: Definitions, definitions roots: [String]) {
        var order = ReferenceOrder(content)
        for id in roots { order.visit(ContentNode(kind: .definition, id: id)) }

        var levels: [ContentNode: Int] = [:]
        for group in order.groups {
            if group.isCycle {
                let path = group.nodes.map(\.id).joined(separator: ", ")
                for node in group.nodes { cycles[node] = "references lead in a circle: \(excerpt(path)); break it" }
            }
            for node in group.nodes {
                var level = 0
                for reference in content.references(of: node) where cycles[node] == nil {
                    let below = levels[reference] ?? 0
                    level = max(level, reference.kind == .object ? below + 1 : below)
                }
                levels[node] = level
                add(node, level: level)
            }
        }
    }

    private mutating func add(_ node: ContentNode, level: Int) {
        while waves.count <= level { waves.append(Wave()) }
        switch node.kind {
        case .definition: definitions.append(node.id)
        case .test: tests.append(node.id)
        case .state: states.append(node.id)
        case .object: waves[level].objects.append(node.id)
        case .variable: waves[level].variables.append(node.id)
        }
    }

    /// Why a thing cannot be evaluated: it refers, over others, to itself.
    func cycle(_ kind: ContentNode.Kind, _ id: String) -> String? { cycles[ContentNode(kind: kind, id: id)] }
}

/// Things in the order of their references, those referred to first; what refers to itself over others comes as one group.
///
/// Tarjan's strongly connected components, with its own stack in place of recursion.
private struct ReferenceOrder {
    struct Group {
        var nodes: [ContentNode]
        var isCycle: Bool
    }

    private struct Frame {
        var node: ContentNode
        var references: [ContentNode]
        var next = 0
    }

    private let content: Definitions
    private var index: [ContentNode: Int] = [:]
    private var low: [ContentNode: Int] = [:]
    private var open: [ContentNode] = []
    private var isOpen: Set<ContentNode> = []
    private(set) var groups: [Group] = []

    init(_ content: Definitions) { self.content = content }

    private mutating func enter(_ node: ContentNode) -> Frame {
        index[node] = index.count
        low[node] = index[node]
        open.append(node)
        isOpen.insert(node)
        return Frame(node: node, references: content.references(of: node))
    }

    private mutating func lower(_ node: ContentNode, to value: Int?) {
        if let value, let old = low[node], value < old { low[node] = value }
    }

    mutating func visit(_ root: ContentNode) {
        guard index[root] == nil else { return }
        var stack = [enter(root)]
        while var frame = stack.popLast() {
            if frame.next < frame.references.count {
                let reference = frame.references[frame.next]
                frame.next += 1
                stack.append(frame)
                if index[reference] == nil {
                    stack.append(enter(reference))
                } else if isOpen.contains(reference) {
                    lower(frame.node, to: index[reference])
                }
                continue
            }
            if low[frame.node] == index[frame.node] { close(frame) }
            if let parent = stack.last { lower(parent.node, to: low[frame.node]) }
        }
    }

    private mutating func close(_ frame: Frame) {
        var nodes: [ContentNode] = []
        while let node = open.popLast() {
            isOpen.remove(node)
            nodes.append(node)
            if node == frame.node { break }
        }
        nodes.reverse()
        groups.append(Group(nodes: nodes, isCycle: nodes.count > 1 || frame.references.contains(frame.node)))
    }
}
