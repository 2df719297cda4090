/// Things with ids, in document order.
public struct Store<Value: Sendable>: Sendable {
    /// In document order.
    public private(set) var all: [Value] = []
    private var index: [String: Int] = [:]

    /// An empty store.
    public init() {}

    /// Adds a value; false where the id is taken, and nothing is added.
    @discardableResult
    public mutating func add(_ value: Value, id: String) -> Bool {
        guard index[id] == nil else { return false }
        index[id] = all.count
        all.append(value)
        return true
    }

    /// The value with this id.
    public subscript(id: String) -> Value? { index[id].map { all[$0] } }

    /// The place of an id in ``all``.
    public func position(of id: String) -> Int? { index[id] }

    /// Makes room for as many values.
    mutating func reserveCapacity(_ count: Int) {
        all.reserveCapacity(count)
        index.reserveCapacity(count)
    }
}
