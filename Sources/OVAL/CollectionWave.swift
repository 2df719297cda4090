import Synchronization

/// Collects many objects with a few workers; outcomes in the order of the objects, whatever worker was faster.
func collectAll(
    _ objects: [Object], _ resolution: ObjectResolution, with collector: any ObjectCollector, workers: Int
) async -> [ObjectResolution.Outcome] {
    if workers < 2 || objects.count < 2 { return objects.map { resolution.collect($0, with: collector) } }
    let queue = WorkQueue(count: objects.count)
    return await withTaskGroup(of: [(Int, ObjectResolution.Outcome)].self) { group in
        for _ in 0..<min(workers, objects.count) {
            group.addTask {
                var outcomes: [(Int, ObjectResolution.Outcome)] = []
                while let batch = queue.next() {
                    for place in batch { outcomes.append((place, resolution.collect(objects[place], with: collector))) }
                }
                return outcomes
            }
        }
        var results = [ObjectResolution.Outcome?](repeating: nil, count: objects.count)
        for await outcomes in group {
            for (place, outcome) in outcomes { results[place] = outcome }
        }
        return results.map { $0 ?? ObjectResolution.Outcome(collected: Collected(.notCollected)) }
    }
}

/// Hands out work in batches.
private final class WorkQueue: Sendable {
    /// Small, since one object may take as long as a thousand others.
    private static let batch = 4

    private let count: Int
    private let taken = Atomic<Int>(0)

    init(count: Int) { self.count = count }

    func next() -> Range<Int>? {
        let start = taken.wrappingAdd(Self.batch, ordering: .relaxed).oldValue
        return start < count ? start..<min(start + Self.batch, count) : nil
    }
}
